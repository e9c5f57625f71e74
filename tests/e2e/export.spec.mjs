// @ts-check
import { test, expect, failed, complaints } from './fixtures.mjs';
import { content, exported, ids, kept, ofRows, open, reading, resumed, savedPartial, start } from './exporting.mjs';
import { Gateway, NOW, refusal, TOKEN } from './gateway.mjs';
import { ReportPage } from './page.mjs';
/** @import { Page } from '@playwright/test' */

test('everything that matches is exported, each row once', async ({ report, page, gateway }) => {
  await report.enter('');
  const dialog = await open(report);
  await dialog.getByRole('radio', { name: 'JSON lines' }).check();
  const saved = page.waitForEvent('download');
  await dialog.getByRole('button', start).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^outbox-all-[\d-]+\.jsonl$/);
  const expected = await gateway.ids('1', 10_000);
  await expect(dialog.getByRole('status')).toHaveText(ofRows(expected.length, expected.length));
  expect(await ids(download)).toEqual(expected);
  // A count, six pages of a thousand that overlap by a second, and a count at the end.
  expect((await gateway.requests()).length).toBeLessThan(12);
});

test('the next rows are asked for before those of an answer are read, and no request is sent in vain', async ({ report, page, gateway }) => {
  await report.enter('');
  const dialog = await open(report);
  await page.evaluate(() => {
    const { fetch, MessagePort: { prototype: port }, ReadableStreamDefaultReader: { prototype: reader } } = window;
    const { postMessage } = port;
    const { read } = reader;
    const events = document.body.dataset;
    window.fetch = (...all) => {
      events.log += ' request';
      return fetch(...all);
    };
    // A message begins each task in which rows are read.
    port.postMessage = function (/** @type {any[]} */ ...all) {
      events.log += ' task';
      Reflect.apply(postMessage, this, all);
    };
    reader.read = async function () {
      const piece = await Reflect.apply(read, this, []);
      if (piece.done) events.log += ' answer';
      return piece;
    };
  });
  await gateway.forget();
  // Rows are read in less time than an answer takes.
  await gateway.faults({ fault: 'latency', ms: 300 });
  const saved = page.waitForEvent('download');
  await dialog.getByRole('button', start).click();
  await saved;
  const log = await page.locator('body').getAttribute('data-log') ?? '';
  // One request is answered before the next one is sent.
  expect(log.replace(/ task|^undefined/g, '')).toMatch(/^( request answer)+$/);
  // The answers to the count and to the first page tell how large the pages are, and the last two need all rows before.
  expect(log.match(/answer( task)? request/g)?.length).toBeGreaterThanOrEqual(3);
  expect(await gateway.requests()).toHaveLength(log.match(/request/g)?.length ?? 0);
});

test('the filters hold, and CSV has the columns that are shown', { tag: '@browsers' }, async ({ report, page, gateway, browserName }) => {
  test.skip(browserName === 'firefox', 'its extended support release does not tell of downloads');
  await report.enter('?state_id=3');
  const dialog = await open(report);
  const saved = page.waitForEvent('download');
  await dialog.getByRole('button', start).click();
  const text = await content(await saved);
  expect(text.startsWith('\uFEFFState,Message,Sender,')).toBe(true);
  const count = await gateway.count('state = 3');
  await expect(dialog.getByRole('status')).toHaveText(ofRows(count, count));
});

test('the range of a relative view is that of its rows, though days have passed since', async ({ report, page, gateway }) => {
  await page.clock.setFixedTime(NOW * 1000);
  await report.enter('?create_from_date=now-2d/d');
  const range = await report.status.textContent();
  await page.clock.setFixedTime((NOW + 40 * 86_400) * 1000);
  const dialog = await open(report);
  const saved = await exported(page, dialog, 'JSON lines');
  const rows = (await ids(saved)).length;
  expect(rows).toBeGreaterThan(0);
  expect(range).toMatch(new RegExp(`of ${rows.toLocaleString('en')}$`));
});

test('a page and selected rows are exported without a request', async ({ report, page, gateway }) => {
  await report.enter('');
  const [first, second] = await report.ids();
  await page.getByRole('row').nth(1).getByRole('checkbox').click();
  await page.getByRole('row').nth(2).getByRole('checkbox').click();
  await gateway.forget();
  const dialog = await open(report);
  for (const [name, expected] of /** @type {const} */ ([['This page', await report.ids()], ['Selected rows', [first, second]]])) {
    await dialog.getByRole('radio', { name }).check();
    await dialog.getByRole('radio', { name: 'JSON lines' }).check();
    const saved = page.waitForEvent('download');
    await dialog.getByRole('button', start).click();
    expect(await ids(await saved)).toEqual(expected);
    await expect(dialog.getByRole('status')).toHaveText(`${expected.length} of ${expected.length} rows`);
    await dialog.getByRole('button', { name: 'Another export' }).click();
  }
  expect(await gateway.requests()).toHaveLength(0);
});

test.describe('while much goes wrong', () => {
  test.use({ expected: complaints(/Failed to load resource/) });

  test('every row comes exactly once, though requests fail and rows arrive', async ({ page }) => {
    test.slow();
    // A gateway of its own, as other tests count the rows of the shared one.
    const gateway = await Gateway.start('--rows', '5000');
    const report = new ReportPage(page, `${gateway.url}/`);
    await report.enter('');
    const before = await gateway.ids('1', 10_000);
    const dialog = await open(report);
    await dialog.getByRole('radio', { name: 'JSON lines' }).check();
    await gateway.stage(
      { pass: true },
      { status: 500, body: 'oops' },
      { pass: true },
      { status: 429, headers: { 'Retry-After': '1' }, body: '' },
      { status: 200, body: 'no JSON' },
    );
    const saved = page.waitForEvent('download', { timeout: 60_000 });
    await dialog.getByRole('button', start).click();
    await expect(dialog.getByRole('progressbar')).toBeVisible();
    const [[newest]] = await gateway.sql('select max(created) from rows');
    await gateway.arrive(5, Math.max(newest, Math.floor(Date.now() / 1000)) + 1_000);
    expect(await ids(await saved)).toEqual(before);
    gateway.stop();
  });
});

test.describe('of 40,000 rows', () => {
  /** The largest number of lists that were asked for at once. @param {Page} page */
  const countUnderWay = (page) => page.addInitScript(() => {
    const { fetch } = window;
    globalThis.underWay = { now: 0, most: 0 };
    window.fetch = async (...all) => {
      const own = globalThis.underWay;
      if (!(all[0] instanceof Request && all[0].url.endsWith('/new_list'))) return fetch(...all);
      own.most = Math.max(own.most, ++own.now);
      try {
        return await fetch(...all);
      } finally {
        own.now -= 1;
      }
    };
  });

  /** @param {Page} page @param {(gateway: Gateway, report: ReportPage) => Promise<void>} work */
  async function withMany(page, work) {
    const gateway = await Gateway.start('--rows', '40000');
    try {
      await countUnderWay(page);
      await work(gateway, new ReportPage(page, `${gateway.url}/`));
    } finally {
      gateway.stop();
    }
  }

  test('two pages are asked for at once, and every row comes once, in its order', async ({ page }) => {
    await withMany(page, async (gateway, report) => {
      await report.enter('');
      const dialog = await open(report);
      await gateway.forget();
      await gateway.faults({ fault: 'latency', ms: 50 });
      const download = await exported(page, dialog, 'JSON lines');
      expect(await ids(download)).toEqual(await gateway.ids('1', 50_000));
      expect(await page.evaluate(() => globalThis.underWay.most)).toBe(2);
      const requests = (await gateway.requests()).map(({ body }) => JSON.stringify(body));
      // The filters alone are counted at the start and at the end.
      expect(new Set(requests).size).toBe(requests.length - 1);
      // Forty pages that overlap by a row or a second, and four counts.
      expect(requests.length).toBeLessThan(46);
      await expect(dialog.getByRole('status')).toHaveText(ofRows(40_000));
    });
  });

  test('one page is asked for at a time where rows may leave the set', async ({ page }) => {
    await withMany(page, async (gateway, report) => {
      await gateway.change('state = 6');
      await report.enter('?state_id=6');
      const dialog = await open(report);
      await gateway.forget();
      expect(await ids(await exported(page, dialog, 'JSON lines'))).toEqual(await gateway.ids('1', 50_000));
      expect((await gateway.requests()).filter(({ body }) => body.page > 1)).toEqual([]);
    });
  });

  test('what was read a moment before a reload is not asked for again', async ({ page }) => {
    await withMany(page, async (gateway, report) => {
      await report.enter('');
      // On a clock that stands, it is never long since the last time that something was stored.
      await page.clock.setFixedTime(NOW * 1000);
      const dialog = await open(report);
      await dialog.getByRole('radio', { name: 'JSON lines' }).check();
      await gateway.forget();
      await gateway.stage(...Array(9).fill({ pass: true }), { pass: true, held: true }, { pass: true, held: true });
      await dialog.getByRole('button', start).click();
      await expect(dialog.getByText(/^7,9\d\d of 40,000 rows/)).toBeVisible();
      const answered = (await gateway.requests()).slice(1, 9).map(({ body }) => JSON.stringify(body));
      expect(await ids(await resumed(report, gateway))).toEqual(await gateway.ids('1', 50_000));
      const asked = (await gateway.requests()).map(({ body }) => JSON.stringify(body));
      expect(asked.filter((body) => answered.includes(body))).toEqual([]);
    });
  });

  test('the table is turned meanwhile, and nothing is lost or begun again', async ({ page }) => {
    await withMany(page, async (gateway, report) => {
      await report.enter('');
      const dialog = await open(report);
      await gateway.faults({ fault: 'latency', ms: 100 });
      await gateway.forget();
      const saved = page.waitForEvent('download', { timeout: 60_000 });
      await dialog.getByRole('radio', { name: 'JSON lines' }).check();
      await dialog.getByRole('button', start).click();
      await expect(dialog.getByRole('progressbar')).toBeVisible();
      await page.keyboard.press('Escape');
      for (const at of [2, 3, 4]) {
        await report.step('next').click();
        await expect(page).toHaveURL(new RegExp(`page=${at}`));
        await report.settled();
      }
      expect(await ids(await saved)).toEqual(await gateway.ids('1', 50_000));
      expect(await page.evaluate(() => globalThis.underWay.most)).toBe(2);
      const pages = (await gateway.requests()).map(({ body }) => body).filter(({ limit }) => limit >= 999);
      expect(pages.filter(({ page }) => page === 2).length).toBeGreaterThan(8);
      // The first of two goes on.
      const firsts = pages.filter(({ page }) => page === 1).map((body) => JSON.stringify(body));
      expect(new Set(firsts).size).toBe(firsts.length);
    });
  });

  test('after a reload the rest is read, and every row comes once', async ({ page }) => {
    await withMany(page, async (gateway, report) => {
      await report.enter('');
      const dialog = await open(report);
      await dialog.getByRole('radio', { name: 'JSON lines' }).check();
      await gateway.stage(...Array(12).fill({ pass: true }), { pass: true, held: true });
      await dialog.getByRole('button', start).click();
      await expect(dialog.getByRole('progressbar')).toHaveAttribute('value', /^\d{4,5}$/);
      await expect.poll(async () => (await gateway.requests()).length).toBeGreaterThan(13);
      expect(await ids(await resumed(report, gateway))).toEqual(await gateway.ids('1', 50_000));
      expect((await gateway.requests()).length).toBeLessThan(40);
    });
  });

  test.describe('over a gateway that fails', () => {
    test.use({ expected: complaints(/Failed to load resource/) });

    for (const [name, failure] of /** @type {const} */ ([
      ['once a request has failed', { status: 500, body: 'oops' }],
      ['once the gateway wants a rest', { status: 429, headers: { 'Retry-After': '1' }, body: '' }],
    ])) {
      test(`one page is asked for at a time, ${name}`, async ({ page }) => {
        await withMany(page, async (gateway, report) => {
          await report.enter('');
          const dialog = await open(report);
          await gateway.stage(...Array(5).fill({ pass: true }), failure);
          await gateway.forget();
          expect(await ids(await exported(page, dialog, 'JSON lines'))).toEqual(await gateway.ids('1', 50_000));
          const pages = (await gateway.requests()).map(({ body }) => body.page);
          expect(pages.slice(0, 10)).toContain(2);
          expect(pages.slice(10)).not.toContain(2);
        });
      });
    }
  });
});

test('an export is paused, goes on, and is cancelled', async ({ report, page, gateway }) => {
  await report.enter('');
  const dialog = await open(report);
  await gateway.stage({ pass: true }, { pass: true }, { pass: true }, { pass: true, held: true });
  await dialog.getByRole('button', start).click();
  // All rows that have come are shown, also those that came right after others. A few are left to the next request.
  await expect(dialog.getByRole('progressbar')).toHaveAttribute('value', /^19\d\d$/);
  await dialog.getByRole('button', { name: 'Pause' }).click();
  await expect(dialog.getByText('Paused.')).toBeVisible();
  const count = (await gateway.requests()).length;
  await gateway.release();
  await page.waitForTimeout(600);
  expect((await gateway.requests()).length).toBe(count);
  await gateway.stage({ pass: true, held: true });
  await dialog.getByRole('button', { name: 'Resume' }).click();
  await expect(dialog.getByText('Paused.')).toBeHidden();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog.getByRole('button', start)).toBeVisible();
  await gateway.release();
});

test('after a reload an export goes on, and asks for nothing again', async ({ report, gateway }) => {
  await report.enter('');
  const dialog = await open(report);
  await dialog.getByRole('radio', { name: 'JSON lines' }).check();
  await gateway.stage({ pass: true }, { pass: true }, { pass: true }, { pass: true, held: true });
  await dialog.getByRole('button', start).click();
  await expect.poll(async () => (await gateway.requests()).length).toBe(5);
  // The plan, and the rows of the two answers after the count.
  await expect.poll(async () => (await kept(report)).length).toBe(3);
  // The filters alone, which were counted first, are counted at the end as well.
  const answered = (await gateway.requests()).slice(2, 4).map(({ body }) => JSON.stringify(body));
  expect(await ids(await resumed(report, gateway))).toEqual(await gateway.ids('1', 10_000));
  const asked = (await gateway.requests()).map(({ body }) => JSON.stringify(body));
  expect(asked.filter((body) => answered.includes(body))).toEqual([]);
  await expect.poll(() => kept(report)).toEqual([]);
});

test('an export goes on after a reload before its first rows have come, and is not counted again', async ({ report, page, gateway }) => {
  await report.enter('');
  const dialog = await open(report);
  await dialog.getByRole('radio', { name: 'JSON lines' }).check();
  await gateway.stage({ pass: true }, { pass: true, held: true });
  await dialog.getByRole('button', start).click();
  await expect(dialog.getByRole('progressbar')).toBeVisible();
  await expect.poll(async () => (await kept(report)).length).toBe(1);
  const saved = await resumed(report, gateway);
  expect(await ids(saved)).toEqual(await gateway.ids('1', 10_000));
  const [first] = (await gateway.requests()).filter(({ body }) => body.limit !== 25);
  expect(first.body.limit).toBeGreaterThan(25);
});

test('signing out removes what an export has read', async ({ report, page, gateway }) => {
  await report.enter('');
  const dialog = await reading(report, gateway);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await report.button('signOut').click();
  await expect.poll(() => kept(report)).toEqual([]);
  await gateway.release();
});

test('signing out in safe mode removes it as well', async ({ report, page, gateway }) => {
  await report.enter('');
  await reading(report, gateway);
  await page.goto('about:blank');
  await gateway.release();
  await report.open('#safe-mode');
  await report.connect();
  await report.settled();
  await report.button('signOut').click();
  await expect.poll(() => kept(report)).toEqual([]);
});

test.describe('where the part that exports cannot be loaded', () => {
  test.use({ expected: complaints(/Failed to load resource|failed to load split module|TypeError: Failed to fetch/) });

  test('what an export has read is removed when the page is loaded the next time', async ({ report, page, gateway }) => {
    await report.enter('');
    await reading(report, gateway);
    await page.route(/split_export/, (route) => route.abort());
    await gateway.forget();
    await page.reload();
    await gateway.release();
    await report.settled();
    await report.button('signOut').click();
    await expect(report.connectForm).toBeVisible();
    expect(await kept(report)).not.toEqual([]);
    await page.unroute(/split_export/);
    await page.reload();
    await expect(report.connectForm).toBeVisible();
    await expect.poll(() => kept(report)).toEqual([]);
  });

  test('the overview is there as soon as the export has loaded what both need', async ({ report, page }) => {
    await page.route(/split_export/, (route) => route.abort());
    await report.enter('?overview=states');
    const notice = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
    await expect(notice).toBeVisible();
    await page.unroute(/split_export/);
    await open(report);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'Overview' })).toBeVisible();
    await expect(notice).toHaveCount(0);
  });
});

/** Holds the part that exports back until the function that is returned is called. @param {Page} page */
async function heldPart(page) {
  let release = () => {};
  const released = new Promise((resolve) => { release = () => resolve(true); });
  await page.route(/split_export/, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test('an overview whose part is still on its way says that it is being loaded', async ({ report, page }) => {
  const release = await heldPart(page);
  await report.enter('');
  await report.whole();
  const sentence = page.getByText('Loading…');
  await expect(sentence).toHaveCount(0);
  await report.button('overview').click();
  await expect(sentence).toBeVisible();
  release();
  await expect(page.getByRole('region', { name: 'Overview' })).toBeVisible();
  await expect(sentence).toHaveCount(0);
});

test('a part that exports and hangs is said to be missing, and is taken when it comes', async ({ report, page }) => {
  const release = await heldPart(page);
  await report.enter('');
  await report.whole();
  await page.clock.install();
  await report.button('export').click();
  await expect(report.dialog).toBeVisible();
  const notice = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await expect(notice).toHaveCount(0);
  const sentence = report.dialog.getByText('Loading…');
  await expect(sentence).toBeVisible();
  await page.clock.runFor(41_000);
  await expect(notice).toBeVisible();
  await expect(sentence).toHaveCount(0);
  release();
  await expect(report.dialog.getByRole('button', start)).toBeVisible();
  await expect(notice).toHaveCount(0);
});

test('a tab leaves an export that another one has taken for interrupted', async ({ report, page, gateway }) => {
  await report.enter('');
  const dialog = await reading(report, gateway);
  const stored = await kept(report);
  // As another tab records it that has resumed the export while the browser had frozen this one.
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.endsWith('exports')) ?? '';
    localStorage.setItem(key, (localStorage.getItem(key) ?? '').replace(/ \d+$/, ` ${Date.now() + 1}`));
  });
  await gateway.forget();
  await gateway.release();
  await expect(dialog.getByRole('button', start)).toBeVisible();
  await page.waitForTimeout(300);
  expect(await kept(report)).toEqual(stored);
});

test('signing out in another tab removes it as well', async ({ report, page, gateway, context }) => {
  await report.enter('');
  const other = new ReportPage(await context.newPage(), `${gateway.url}/`);
  await other.enter('');
  await reading(report, gateway);
  await other.button('signOut').click();
  await expect(report.connectForm).toBeVisible();
  await expect.poll(() => kept(report)).toEqual([]);
  await gateway.release();
  expect(await kept(report)).toEqual([]);
  expect(await page.evaluate(() => sessionStorage.getItem('outbox-report / exports'))).toBeNull();
});

test('two tabs export at the same time, and neither takes over the other\'s', async ({ report, page, gateway, context }) => {
  await report.enter('');
  await reading(report, gateway);
  const other = new ReportPage(await context.newPage(), `${gateway.url}/`);
  await other.enter('');
  const second = await open(other);
  await second.getByRole('radio', { name: 'JSON lines' }).check();
  const saved = other.page.waitForEvent('download');
  await second.getByRole('button', start).click();
  const expected = await gateway.ids('1', 10_000);
  expect(await ids(await saved)).toEqual(expected);
  const first = page.waitForEvent('download');
  await gateway.release();
  expect(await ids(await first)).toEqual(expected);
});

test('with the dialog closed an export goes on, while pages are turned', async ({ report, page, gateway }) => {
  await report.enter('');
  const dialog = await open(report);
  await dialog.getByRole('radio', { name: 'JSON lines' }).check();
  const saved = page.waitForEvent('download');
  await dialog.getByRole('button', start).click();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await report.step('next').click();
  await report.settled();
  const expected = await gateway.ids('1', 10_000);
  expect(await ids(await saved)).toEqual(expected);
  await expect(page.getByText(ofRows(expected.length, expected.length))).toBeVisible();
});

test('where nothing matches, that is everything', async ({ report, page }) => {
  await report.enter('?message=nowhere-at-all');
  const dialog = await open(report);
  const saved = page.waitForEvent('download');
  await dialog.getByRole('button', start).click();
  await saved;
  await expect(dialog.getByRole('status')).toHaveText('0 of 0 rows');
});

test.describe('without a network', () => {
  test.use({ expected: complaints(/./) });

  test('an export says so and goes on when it is back', async ({ report, page, gateway, context }) => {
    await report.enter('');
    const dialog = await reading(report, gateway);
    const saved = page.waitForEvent('download');
    await context.setOffline(true);
    await gateway.release();
    await expect(dialog.getByText('No network.')).toBeVisible();
    await context.setOffline(false);
    expect(await ids(await saved)).toEqual(await gateway.ids('1', 10_000));
  });
});

test.describe('with an expired token', () => {
  test.use({ expected: failed(401) });

  const refusing = refusal(401, 'expired', '400-1');

  /** Starts an export whose token is refused after its first rows. @param {ReportPage} report @param {Gateway} gateway */
  async function refused(report, gateway) {
    const dialog = await open(report);
    await dialog.getByRole('radio', { name: 'JSON lines' }).check();
    await gateway.stage({ pass: true }, { pass: true }, refusing, refusing);
    await dialog.getByRole('button', start).click();
    await expect(dialog.getByText('The gateway refuses the token.')).toBeVisible();
    return dialog;
  }

  test('an export asks for another one and goes on', async ({ report, page, gateway }) => {
    await report.enter('');
    const dialog = await refused(report, gateway);
    const saved = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByText(/^Exporting: .* The gateway refuses the token\. Connect again: the export goes on then\.$/)).toBeVisible();
    await report.connect();
    expect(await ids(await saved)).toEqual(await gateway.ids('1', 10_000));
    await expect(page.getByText('Another token')).toHaveCount(0);
  });

  test('what an export waits for is read aloud in its dialog, which hides the page from that', async ({ report, page, gateway }) => {
    await report.enter('');
    const dialog = await open(report);
    const live = dialog.locator('p[aria-live="polite"]:not([role])');
    await gateway.stage({ pass: true }, { pass: true, held: true }, refusing, refusing);
    await dialog.getByRole('button', start).click();
    await expect(live).toHaveText('');
    await expect(live).toBeAttached();
    await gateway.release();
    await expect(live).toContainText('The gateway refuses the token.');
    await expect(dialog.getByText('The gateway refuses the token.')).toHaveCount(1);
    await page.keyboard.press('Escape');
  });

  test('rows that may be of two accounts are said to be', async ({ report, page, gateway }) => {
    await report.enter('');
    const dialog = await refused(report, gateway);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.route('**/api/report/new_list', (route) => route.continue({ headers: { ...route.request().headers(), authorization: TOKEN } }));
    const saved = page.waitForEvent('download');
    await report.connect('another-token');
    await saved;
    await expect(page.getByText(/Another token was connected meanwhile\. If it belongs to another account/)).toBeVisible();
  });

  test('an export that is paused meanwhile says so, and goes on when it is resumed', async ({ report, page, gateway }) => {
    await report.enter('');
    const dialog = await refused(report, gateway);
    await dialog.getByRole('button', { name: 'Pause' }).click();
    await page.waitForTimeout(300);
    await expect(dialog.getByText('Paused.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await report.connect();
    await report.settled();
    await expect(page.getByText('Paused.')).toBeVisible();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Show' }).click();
    await dialog.getByRole('button', { name: 'Resume' }).click();
    expect(await ids(await saved)).toEqual(await gateway.ids('1', 10_000));
  });

  test('an export does not go on at another gateway, and is offered when its own is connected again', async ({ report, page, gateway }) => {
    await report.enter('');
    const dialog = await refused(report, gateway);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await gateway.forget();
    const address = await report.address.inputValue();
    await report.connect(TOKEN, { address: `${gateway.url}/v1` });
    await expect(report.rows.first()).toBeVisible();
    // Longer than the interval at which an export checks for changes.
    await page.waitForTimeout(600);
    expect((await gateway.requests()).filter(({ body }) => body.limit !== 25)).toEqual([]);
    await gateway.stage(refusing);
    await report.button('refresh').click();
    await report.connect(TOKEN, { address });
    const saved = page.waitForEvent('download');
    await page.getByText('An export was interrupted').locator('..').getByRole('button', { name: 'Resume' }).click();
    expect(await ids(await saved)).toEqual(await gateway.ids('1', 10_000));
  });

  test('an interrupted export is offered at its own gateway only', async ({ report, page, gateway }) => {
    await report.enter('');
    await reading(report, gateway);
    await gateway.forget();
    await page.reload();
    await gateway.release();
    const offer = page.getByText('An export was interrupted');
    await expect(offer).toBeVisible();
    await gateway.stage(refusing);
    await report.button('refresh').click();
    const own = await report.address.inputValue();
    await report.connect(TOKEN, { address: `${gateway.url}/v1` });
    await expect(offer).toHaveCount(0);
    await report.settled();
    await gateway.stage(refusing);
    await report.button('refresh').click();
    await report.connect(TOKEN, { address: own });
    await expect(offer).toBeVisible();
  });
});

test.describe('where the gateway fails for good', () => {
  test.use({ expected: failed(403) });

  test('a partial file says that it is one, and the rest can be had', async ({ report, page, gateway }) => {
    await report.enter('');
    const dialog = await open(report);
    await dialog.getByRole('radio', { name: 'JSON lines' }).check();
    const refused = refusal(403, 'no', '400-9');
    await gateway.stage({ pass: true }, { pass: true }, ...Array(12).fill(refused));
    await dialog.getByRole('button', start).click();
    await expect(dialog.getByRole('button', { name: 'Get the rest' })).toBeVisible();
    const rows = (await ids(await savedPartial(page, dialog))).length;
    expect(rows).toBeGreaterThan(0);
    await expect(dialog.getByRole('status')).toHaveText(ofRows(rows, await gateway.count()));
    await gateway.stage();
    const whole = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Get the rest' }).click();
    expect(await ids(await whole)).toEqual(await gateway.ids('1', 10_000));
  });
});
