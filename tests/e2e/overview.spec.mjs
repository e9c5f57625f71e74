// @ts-check
// The overview: every number is the one that the database counts, and counts never hold up the table.
import { test, expect, complaints, failed } from './fixtures.mjs';
import { Gateway, NOW, refusal, TOKEN } from './gateway.mjs';
import { expected, field, focusedId, go } from './go-to-date.mjs';
import { DAY, counted, enterCounted, expectEveryNumber, number, parts, selectSpan, toggle } from './overview.mjs';
import { ReportPage } from './page.mjs';
/** @import { Page } from '@playwright/test' */

const MILLIONS = 5_000_000;

/** Returns the counts that the gateway received. @param {Gateway} gateway */
const counts = async (gateway) => (await gateway.requests()).filter(({ body }) => body.limit === 1 && body.page === 1);

/** Holds the requests for which `isHeld` says so of their limit until the result is called. @param {Page} page @param {(limit: number) => boolean} isHeld */
async function hold(page, isHeld) {
  /** @type {() => void} */
  let release = () => {};
  const released = new Promise((resolve) => { release = () => resolve(undefined); });
  await page.route('**/api/report/new_list', async (route) => {
    if (isHeld(route.request().postDataJSON().limit)) await released;
    await route.continue().catch(() => {});
  });
  return release;
}

/** Holds counts until the result is called. @param {Page} page */
const holdCounts = (page) => hold(page, (limit) => limit === 1);

/** Holds every other request until the result is called. @param {Page} page */
const holdRows = (page) => hold(page, (limit) => limit > 1);

/** Answers counts, and no other request, with a failure, once `after` has come. @param {Page} page @param {number} status @param {Record<string, string>} headers @param {number} times @param {Promise<unknown>} after */
async function failCounts(page, status, headers, times, after = Promise.resolve()) {
  let left = times;
  await page.route('**/api/report/new_list', async (route) => {
    const fails = route.request().postDataJSON().limit === 1 && left > 0;
    if (fails) {
      left -= 1;
      await after;
    }
    await (fails ? route.fulfill({ status, headers: { 'Access-Control-Expose-Headers': 'Retry-After', ...headers }, body: 'no' }) : route.continue());
  });
}

test.beforeEach(({ page }) => page.clock.setFixedTime(NOW * 1000));

test.describe('over 200,000 sends', () => {
  // One worker, and so one gateway, for all of them.
  test.describe.configure({ mode: 'default' });

  /** @type {Gateway} */
  let large;
  test.beforeAll(async () => { large = await Gateway.start('--rows', '200000'); });
  test.afterAll(() => large.stop());

  test('every number is what the database counts', async ({ page }) => {
    await expectEveryNumber(new ReportPage(page, `${large.url}/`), large, NOW - 20 * DAY, NOW - 3 * DAY);
  });

  test('the time before is counted on demand', async ({ page }) => {
    const report = new ReportPage(page, `${large.url}/`);
    const [from, to] = [NOW - 20 * DAY, NOW - 10 * DAY - 1];
    await enterCounted(report, `?create_from_date=${from}&create_to_date=${to}`);
    await page.getByRole('checkbox', { name: 'Compare with the period before' }).check();
    const before = `created between ${from - 10 * DAY} and ${from - 1}`;
    for (const state of [6, 3]) {
      const [now, then] = [await large.count(`created between ${from} and ${to} and state = ${state}`), await large.count(`${before} and state = ${state}`)];
      const item = page.getByRole('list', { name: 'Sends by state' }).getByRole('listitem').nth(state);
      const [by, count] = [Math.abs(now - then), then].map((number) => number.toLocaleString('en'));
      const words = now > then ? `▲ ${by} more than the ${count} before` : `▼ ${by} fewer than the ${count} before`;
      await expect(item.locator('.overview-before')).toHaveText(now === then ? 'as many as before' : words);
    }
  });

  test('states are told apart over time on demand', async ({ page }) => {
    const report = new ReportPage(page, `${large.url}/`);
    await enterCounted(report, `?create_from_date=${NOW - 6 * DAY}&create_to_date=${NOW}`);
    await page.getByRole('checkbox', { name: 'Tell states apart' }).check();
    await counted(report);
    const sizes = await parts(report).buckets.nth(2).locator('.overview-part').evaluateAll((all) =>
      all.map((part) => Number.parseFloat(/** @type {HTMLElement} */ (part).style.flexBasis)));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeCloseTo(100, 0);
    await page.getByRole('checkbox', { name: 'As a table' }).check();
    const bucket = parts(report).buckets.nth(2);
    const address = new URLSearchParams((await bucket.getByRole('link').getAttribute('href')) ?? '');
    const range = `created between ${address.get('create_from_date')} and ${address.get('create_to_date')}`;
    const words = `Sent: ${(await large.count(`${range} and state = 6`)).toLocaleString('en')}`;
    await expect(bucket.locator('.overview-by-state')).toContainText(words);
    await expect(bucket.getByRole('link')).toHaveAttribute('title', new RegExp(`\n.*${words}`));
  });
});

test.describe('over 5,000,000 sends', { tag: '@audit' }, () => {
  // One worker, and so one gateway, for all of them: it takes 1.6 GB.
  test.describe.configure({ mode: 'default', timeout: 120_000 });

  /** @type {Gateway} */
  let millions;
  test.beforeAll(async () => {
    // A machine that is busy takes longer for it than a test may.
    test.setTimeout(120_000);
    const begin = performance.now();
    millions = await Gateway.start('--rows', String(MILLIONS));
    console.log(`the gateway of ${MILLIONS.toLocaleString('en')} rows took ${((performance.now() - begin) / 1000).toFixed(1)} s to start`);
  });
  test.afterAll(() => millions?.stop());
  test.beforeEach(({ page }) => page.clock.setFixedTime(NOW * 1000));

  for (const [name, days] of /** @type {const} */ ([['three weeks', 21], ['two years', 731]])) {
    test(`every number of ${name} is what the database counts`, async ({ page }) => {
      await expectEveryNumber(new ReportPage(page, `${millions.url}/`), millions, NOW - days * DAY, NOW - 3 * DAY);
    });
  }

  for (const [place, offset] of /** @type {const} */ ([['start', 60], ['middle', MILLIONS / 2], ['end', MILLIONS - 60]])) {
    test(`a date near the ${place} leads to its row`, async ({ page }) => {
      const report = new ReportPage(page, `${millions.url}/`);
      const [[created]] = await millions.sql(`select created from rows order by seq desc limit 1 offset ${offset}`);
      const to = await expected(millions, created);
      await report.enter();
      await report.whole();
      await go(report, String(created));
      await expect.poll(() => focusedId(report)).toBe(to.id);
      expect(report.query()).toBe(`?page=${to.page}`);
    });
  }

  test('a span that is selected by keys has the rows that the database counts', async ({ page }) => {
    const report = new ReportPage(page, `${millions.url}/`);
    await enterCounted(report, `?create_from_date=${NOW - 300 * DAY}&create_to_date=${NOW}`);
    const [from, to] = await selectSpan(report, 'ArrowRight');
    expect(report.query()).toBe(`?create_from_date=${from}&create_to_date=${to}`);
    const count = await millions.count(`created between ${from} and ${to}`);
    await expect(report.status).toContainText(`of ${count.toLocaleString('en')}`);
  });
});

test.describe('opening it', () => {
  test('asks once the person clicks, is remembered, and is closed again', { tag: '@browsers' }, async ({ report, gateway, page }) => {
    await report.enter();
    await report.whole();
    await expect(report.button('overview')).toHaveAttribute('aria-expanded', 'false');
    // An overview that is not there is controlled by nothing.
    await expect(report.button('overview')).not.toHaveAttribute('aria-controls');
    expect((await gateway.requests()).length).toBe(1);
    await toggle(report);
    await expect(report.button('overview')).toHaveAttribute('aria-expanded', 'true');
    await expect(report.button('overview')).toHaveAttribute('aria-controls', 'overview');
    await counted(report);
    expect(report.query()).toBe('');
    await page.reload();
    await report.settled();
    await counted(report);
    await toggle(report);
    await expect(parts(report).panel).toHaveCount(0);
    await page.reload();
    await report.settled();
    await report.whole();
    await expect(report.button('overview')).toHaveAttribute('aria-expanded', 'false');
  });

  test('again within a minute asks for nothing, and later for everything', async ({ report, gateway, page }) => {
    await enterCounted(report);
    await gateway.forget();
    await toggle(report);
    await page.clock.setFixedTime((NOW + 50) * 1000);
    await toggle(report);
    await counted(report);
    expect(await counts(gateway)).toEqual([]);
    await toggle(report);
    await page.clock.setFixedTime((NOW + 130) * 1000);
    await toggle(report);
    await expect.poll(async () => (await counts(gateway)).length).toBeGreaterThan(10);
  });

  test('leaving for other filters and coming back asks for nothing within a minute', async ({ report, gateway, page }) => {
    await enterCounted(report);
    const [first] = await parts(report).states.allTextContents();
    await parts(report).states.nth(6).click();
    await report.settled();
    await counted(report);
    await gateway.forget();
    await page.goBack();
    await report.settled();
    await counted(report);
    expect(await counts(gateway)).toEqual([]);
    expect((await parts(report).states.allTextContents())[0]).toBe(first);
  });

  test('shows that its numbers are those of before while other filters have none, and has its own at once on the way back', async ({ report, page }) => {
    await enterCounted(report);
    const overview = page.locator('.overview');
    const shown = () => parts(report).states.allTextContents();
    const before = await shown();
    await expect(overview).not.toHaveAttribute('aria-busy');
    let release = await holdRows(page);
    await report.field('message').fill('کد');
    await report.field('message').press('Enter');
    await expect(overview).toHaveAttribute('aria-busy', 'true');
    expect(await shown()).toEqual(before);
    release();
    await counted(report);
    await expect(overview).not.toHaveAttribute('aria-busy');
    await expect.poll(shown).not.toEqual(before);
    release = await holdRows(page);
    await page.goBack();
    await expect.poll(shown).toEqual(before);
    await expect(overview).not.toHaveAttribute('aria-busy');
    await expect(report.table).toHaveAttribute('aria-busy', 'true');
    release();
    await report.settled();
  });

  test('Refresh asks anew', async ({ report, gateway }) => {
    await enterCounted(report);
    const before = (await counts(gateway)).length;
    await gateway.forget();
    await report.button('refresh').click();
    await report.settled();
    await expect.poll(async () => (await counts(gateway)).length).toBe(before);
  });

  test('automatic refresh alone counts nothing again, and Refresh does', async ({ report, gateway, page }) => {
    await page.clock.install({ time: NOW * 1000 });
    await page.addInitScript(() => localStorage.setItem('outbox-report / choices', 'auto_refresh=30'));
    await report.enter();
    await report.whole();
    await toggle(report);
    await page.clock.runFor(600);
    await counted(report);
    const status = await page.locator('.overview-status').textContent();
    const before = (await counts(gateway)).length;
    await gateway.forget();
    for (const refreshes of [1, 2, 3, 4]) {
      await expect.poll(async () => {
        await page.clock.runFor(5_000);
        return (await gateway.requests()).filter(({ body }) => body.limit === 25).length;
      }, { intervals: [50] }).toBeGreaterThanOrEqual(refreshes);
    }
    expect(await counts(gateway)).toEqual([]);
    expect(await page.locator('.overview-status').textContent()).toBe(status);
    await report.button('refresh').click();
    await expect.poll(async () => {
      await page.clock.runFor(100);
      return (await counts(gateway)).length;
    }, { intervals: [50] }).toBe(before);
    await expect(page.locator('.overview-status')).toHaveText(/^Counted as of/);
    expect(await page.locator('.overview-status').textContent()).not.toBe(status);
  });

  test('begins anew where it was stopped long ago, and is not begun by another language', async ({ page }) => {
    const gateway = await Gateway.start('--rows', '500');
    try {
      const report = new ReportPage(page, `${gateway.url}/`);
      await page.clock.install({ time: NOW * 1000 });
      await report.enter('?state_id=6&create_from_date=now-2d');
      await report.whole();
      await gateway.stage(...Array(4).fill({ pass: true }), { pass: true, held: true });
      await toggle(report);
      await page.clock.runFor(500);
      await page.getByRole('button', { name: 'Stop counting' }).click();
      await gateway.release();
      await gateway.stage();
      await gateway.forget();
      await report.button('language').click();
      await page.clock.runFor(500);
      await page.getByRole('button', { name: 'English' }).click();
      await page.clock.runFor(500);
      expect(await counts(gateway)).toEqual([]);
      await gateway.change('state = 3', 'state = 6');
      await page.clock.fastForward(1_800_000);
      await page.getByRole('button', { name: 'Go on counting' }).click();
      await page.clock.runFor(2000);
      await counted(report);
      await expect(parts(report).states.nth(6)).toContainText(/\b0\b/);
      await expect(page.locator('.overview-status')).toHaveText(/^Counted as of 19:06:4\d$/);
    } finally {
      gateway.stop();
    }
  });

  test('says the day of its numbers once it is over', async ({ report, page }) => {
    await page.clock.install({ time: NOW * 1000 });
    await enterCounted(report);
    const status = page.locator('.overview-status');
    await expect(status).toHaveText(/^Counted as of [\d:]+$/);
    await page.clock.fastForward(DAY * 1000);
    await expect(status).toHaveText(/^Counted as of \D?\d{4}-\d\d-\d\d\D? [\d:]+$/);
  });

  test('automatic refresh counts anew once the day of the filters is over', async ({ report, gateway, page }) => {
    // Ten seconds before midnight in Tehran.
    await page.clock.install({ time: (Math.ceil((NOW + 12_600) / DAY) * DAY - 12_600 - 10) * 1000 });
    await page.addInitScript(() => localStorage.setItem('outbox-report / choices', 'auto_refresh=30'));
    await report.enter('?create_from_date=now/d');
    await report.whole();
    await toggle(report);
    await page.clock.runFor(600);
    await counted(report);
    const status = await page.locator('.overview-status').textContent();
    await gateway.forget();
    await expect.poll(async () => {
      await page.clock.runFor(1_000);
      return (await counts(gateway)).length;
    }, { intervals: [50] }).toBeGreaterThan(10);
    await page.clock.runFor(600);
    await expect(page.locator('.overview-status')).toHaveText(/^Counted as of/);
    expect(await page.locator('.overview-status').textContent()).not.toBe(status);
  });

  test('counts one row a request, by the filters and the instant of the view', async ({ report, gateway }) => {
    await enterCounted(report, '?create_from_date=now-2d&username=a*');
    const bodies = (await gateway.requests()).map(({ body }) => body);
    expect(bodies[0].limit).toBe(25);
    for (const body of bodies.slice(1)) expect([body.page, body.limit]).toEqual([1, 1]);
    const states = bodies.slice(1).filter(({ filters }) => filters.username);
    expect(new Set(states.map(({ filters }) => filters.username))).toEqual(new Set(['a*']));
    for (const { filters } of states.filter(({ filters }) => filters.state_id)) {
      expect(filters.create_from_date).toBe(String(NOW - 2 * DAY));
    }
  });

  test('by a link shows what the link asks for first', async ({ report, page }) => {
    await report.enter('?state_id=6&overview=time');
    await counted(report);
    expect(report.query()).toBe('?state_id=6&overview=time');
    const headings = await parts(report).panel.getByRole('heading', { level: 2 }).allTextContents();
    expect(headings[0]).toBe('Sends over time');
    await report.rows.first().getByRole('cell').getByRole('link').first().click();
    await report.settled();
    expect(report.query()).toBe('?state_id=6&overview=time');
    await parts(report).states.nth(3).click();
    await report.settled();
    expect(report.query()).toBe('?state_id=3&overview=time');
    await page.goBack();
    await report.settled();
    await toggle(report);
    expect(report.query()).toBe('?state_id=6');
    await report.open('?overview=cost&state_id=6');
    await report.settled();
    await expect.poll(() => report.query()).toBe('?state_id=6');
    await report.whole();
    await expect(parts(report).panel).toHaveCount(0);
    await report.button('share').click();
    await report.dialog.getByRole('combobox', { name: 'Overview' }).selectOption('states');
    await expect(page.locator('#copy-link')).toHaveValue(/\?state_id=6&overview=states$/);
  });

  test('waits until the page is in sight', async ({ report, gateway, page }) => {
    await report.enter();
    await report.whole();
    await report.hide();
    await toggle(report);
    await expect(parts(report).panel).toBeVisible();
    await page.waitForTimeout(300);
    expect(await counts(gateway)).toEqual([]);
    await report.hide(false);
    await counted(report);
  });

  test('waits for a click where the browser saves data', async ({ report, gateway, page, context }) => {
    await enterCounted(report);
    await context.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
    await gateway.forget();
    await page.reload();
    await report.settled();
    await expect(page.locator('.overview-status')).toContainText('saves data');
    expect(await counts(gateway)).toEqual([]);
    await page.getByRole('button', { name: 'Go on counting' }).click();
    await counted(report);
  });
});

test.describe('after a token that has expired', () => {
  test.use({ expected: failed(401) });

  test('the numbers of the session before are gone, whoever connects', async ({ report, gateway, page }) => {
    await enterCounted(report);
    await gateway.stage(refusal(401, 'expired', '400-1'));
    await report.button('refresh').click();
    await expect(report.token).toBeVisible();
    await expect(parts(report).states.filter({ hasText: /\d/ })).toHaveCount(10);
    const release = await hold(page, () => true);
    await report.connect(TOKEN, { address: `${gateway.url}/v1` });
    await expect(parts(report).states.filter({ hasText: /\d/ })).toHaveCount(0);
    await expect(parts(report).buckets).toHaveCount(0);
    release();
    await counted(report);
    await expect(parts(report).states.filter({ hasText: /\d/ })).toHaveCount(10);
  });
});

test.describe('with a token that has expired before it is opened', () => {
  test.use({ expected: failed(401) });

  test('asks for nothing more once that is known, and counts for whoever connects', async ({ report, page }) => {
    await report.enter();
    await report.whole();
    let asked = 0;
    await page.route('**/api/report/new_list', (route) => {
      asked += 1;
      return route.fulfill({ status: 401, body: '' });
    });
    await toggle(report);
    await expect(report.connectForm).toBeVisible();
    await expect(page.getByRole('button', { name: 'Stop counting' })).toHaveCount(0);
    const before = asked;
    expect(before).toBeLessThan(10);
    await page.waitForTimeout(500);
    expect(asked).toBe(before);
    await page.unroute('**/api/report/new_list');
    await report.connect();
    await counted(report);
    await expect(parts(report).states.filter({ hasText: /\d/ })).toHaveCount(10);
  });
});

test.describe('in forced colours', () => {
  test.use({ contextOptions: { forcedColors: 'active' } });

  test('no bar is covered by the text of its link', async ({ report }) => {
    await enterCounted(report);
    await expect(parts(report).buckets.first().locator('a')).toHaveCSS('color', 'rgba(0, 0, 0, 0)');
  });
});

test.describe('its links', () => {
  test('set the state with one entry, and mark the one in force', { tag: '@browsers' }, async ({ report, page }) => {
    await enterCounted(report, '?page=2');
    const before = await report.historyLength();
    await parts(report).states.nth(3).click();
    await report.settled();
    expect(report.query()).toBe('?state_id=3');
    expect(await report.historyLength()).toBe(before + 1);
    await expect(parts(report).states.nth(3)).toHaveAttribute('aria-current', 'true');
    await counted(report);
    const total = number((await parts(report).states.nth(3).textContent() ?? '').replace(/^\D+/, ''));
    await expect(report.status).toContainText(`of ${total.toLocaleString('en')}`);
    await page.goBack();
    await expect.poll(() => report.query()).toBe('?page=2');
  });

  test('lead to the sends that they count', async ({ report }) => {
    await enterCounted(report);
    const link = parts(report).attention.nth(1);
    const count = number((await link.textContent() ?? '').replace('10 minutes', ''));
    await link.click();
    await report.settled();
    expect(report.query()).toBe('?create_from_date=now-7d&send_to_date=now-10m&state_id=5');
    await expect(report.status).toHaveText(count ? new RegExp(`of ${count.toLocaleString('en')}$`) : 'No sends');
  });

  test('of a bucket that is followed by keyboard leaves the focus in the chart', async ({ report, page }) => {
    await enterCounted(report, '');
    const { buckets } = parts(report);
    const before = await buckets.count();
    await buckets.nth(4).getByRole('link').focus();
    await page.keyboard.press('Enter');
    await report.settled();
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.overview-rows') !== null)).toBe(true);
    expect(before).toBeGreaterThan(4);
    await page.goBack();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('bucket-4');
  });

  test('of a bucket show their number while they have the focus', async ({ report }) => {
    await enterCounted(report, '');
    const bucket = parts(report).buckets.nth(4);
    const width = async () => (await bucket.getByRole('cell').boundingBox())?.width;
    expect(await width()).toBe(1);
    await bucket.getByRole('link').focus();
    expect(await width()).toBeGreaterThan(5);
  });

  test('of a bucket set both dates to the second', { tag: '@browsers' }, async ({ report, gateway }) => {
    await enterCounted(report);
    const bucket = parts(report).buckets.nth(4);
    const count = number(await bucket.getByRole('cell').textContent() ?? '');
    await bucket.getByRole('link').click();
    await report.settled();
    const { filters } = (await gateway.requests()).filter(({ body }) => body.limit === 25).at(-1).body;
    expect(Number(filters.create_to_date) - Number(filters.create_from_date)).toBe(DAY - 1);
    await expect(report.status).toContainText(`of ${count.toLocaleString('en')}`);
  });
});

test('bars of several months have the names of the first and the last one, and are all in sight', async ({ report, page }) => {
  await enterCounted(report, '?create_from_date=2015-03-05&create_to_date=2025-06-01');
  const { buckets } = parts(report);
  await expect(buckets.nth(0).getByRole('link')).toHaveText('March – May 2015');
  await expect(buckets.nth(3).getByRole('link')).toHaveText('December 2015 – February 2016');
  await expect(buckets.nth(3).locator('.overview-short')).toHaveText('2015-12–02');
  const frame = page.locator('.overview-frame');
  expect(await frame.evaluate((frame) => frame.scrollWidth - frame.clientWidth)).toBeLessThanOrEqual(0);
});

test.describe('a span', () => {
  for (const [language, forward] of /** @type {const} */ ([['en', 'ArrowRight'], ['fa', 'ArrowLeft']])) {
    test.describe(language, () => {
      test.use({ language });

      test('is selected by keys and becomes the range', { tag: '@browsers' }, async ({ report, page }) => {
        await report.enter(`?create_from_date=${NOW - 10 * DAY}&create_to_date=${NOW}`);
        await report.whole();
        await toggle(report);
        const before = await report.historyLength();
        const [from, to] = await selectSpan(report, forward);
        expect(report.query()).toBe(`?create_from_date=${from}&create_to_date=${to}`);
        expect(await report.historyLength()).toBe(before + 1);
      });
    });
  }

  test('stays selected, and its end focused, while counts come', async ({ report, page }) => {
    await report.enter(`?create_from_date=${NOW - 10 * DAY}&create_to_date=${NOW}`);
    await report.whole();
    const release = await holdCounts(page);
    await toggle(report);
    const { buckets } = parts(report);
    await buckets.nth(0).getByRole('link').focus();
    await page.keyboard.press('Shift+ArrowRight');
    await expect(buckets.nth(1).getByRole('link')).toBeFocused();
    release();
    await counted(report);
    await expect(buckets.nth(1).getByRole('link')).toBeFocused();
    await expect(page.locator('.overview-bucket.picked')).toHaveCount(2);
  });

  test('is selected by dragging', async ({ report, page }) => {
    await page.setViewportSize({ width: 1280, height: 1200 });
    await enterCounted(report, `?create_from_date=${NOW - 10 * DAY}&create_to_date=${NOW}`);
    const { buckets } = parts(report);
    const href = async (/** @type {number} */ place) =>
      new URLSearchParams(await buckets.nth(place).getByRole('link').getAttribute('href') ?? '');
    const [from, to] = [(await href(2)).get('create_from_date'), (await href(5)).get('create_to_date')];
    await buckets.nth(5).hover();
    await page.mouse.down();
    await buckets.nth(4).hover();
    await buckets.nth(2).hover();
    await expect(page.locator('.overview-bucket.picked')).toHaveCount(4);
    await page.mouse.up();
    await report.settled();
    expect(report.query()).toBe(`?create_from_date=${from}&create_to_date=${to}`);
  });
});

test.describe('the table', () => {
  test('never waits for a count', async ({ report, gateway, page }) => {
    await report.enter();
    await report.whole();
    const release = await holdCounts(page);
    await toggle(report);
    await expect(page.locator('.overview-progress')).toContainText('counts done');
    await report.step('next').click();
    await report.settled();
    await expect(report.status).toHaveText('26–50 of 5,000');
    await parts(report).states.nth(6).click();
    await report.settled();
    expect(report.query()).toBe('?state_id=6');
    release();
    await counted(report);
    expect((await counts(gateway)).length).toBeGreaterThan(10);
  });

  test('has its rows before anything is counted', async ({ report, gateway }) => {
    await report.enter('?overview=states');
    await counted(report);
    const [first] = await gateway.requests();
    expect(first.body.limit).toBe(25);
  });

  test('does not wait for counts that are aborted by other filters', async ({ report, page }) => {
    await report.enter();
    await report.whole();
    const release = await holdCounts(page);
    /** @type {string[]} */
    const aborted = [];
    page.on('requestfailed', (request) => aborted.push(request.failure()?.errorText ?? ''));
    await toggle(report);
    await expect(page.locator('.overview-progress')).toContainText('counts done');
    await report.field('state_id').selectOption('6');
    await report.settled();
    await expect.poll(() => aborted.length).toBeGreaterThan(0);
    release();
    await counted(report);
  });
});

test.describe('Stop counting', () => {
  test('leaves what is counted, and says so of the rest', async ({ report, page }) => {
    await report.enter();
    await report.whole();
    /** @type {(value?: unknown) => void} */
    let release = () => {};
    const released = new Promise((resolve) => { release = resolve; });
    let seen = 0;
    await page.route('**/api/report/new_list', async (route) => {
      if (route.request().postDataJSON().limit === 1 && (seen += 1) > 4) await released;
      await route.continue().catch(() => {});
    });
    await toggle(report);
    await expect(parts(report).states.nth(2)).toHaveText(/\d/);
    await report.button('stopCounting').click();
    await expect(page.locator('.overview-status')).toHaveText('Counting was stopped.');
    await expect(parts(report).states.nth(2)).toHaveText(/\d/);
    await expect(parts(report).states.nth(9)).toContainText('not counted');
    release();
    await page.getByRole('button', { name: 'Go on counting' }).click();
    await counted(report);
    await expect(parts(report).states.nth(9)).toHaveText(/\d/);
  });
});

test.describe('a gateway', () => {
  test.describe('that wants a rest', () => {
    test.use({ expected: failed(429) });

    test('pauses the counts and never the table', async ({ report, gateway, page }) => {
      await report.enter();
      await report.whole();
      await failCounts(page, 429, { 'Retry-After': '2' }, 2);
      await toggle(report);
      await expect(page.locator('.overview-progress')).toContainText('counts done');
      await page.waitForTimeout(500);
      const asked = (await counts(gateway)).length;
      await report.step('next').click();
      await report.settled();
      await expect(report.status).toHaveText('26–50 of 5,000');
      expect((await counts(gateway)).length).toBe(asked);
      await page.clock.setFixedTime((NOW + 3) * 1000);
      await counted(report);
      await expect(report.alert).toHaveCount(0);
    });

    test('is said where counts wait', async ({ report, page }) => {
      await report.enter();
      await report.whole();
      await failCounts(page, 429, { 'Retry-After': '300' }, 99);
      await toggle(report);
      await expect(page.locator('.overview-progress')).toContainText(/counts done · The gateway asks for a rest until [\d:]+\./);
      await field(report).fill('2025-02-01');
      await field(report).press('Enter');
      await expect(report.page.getByText(/Looking for the page… The gateway asks for a rest until [\d:]+\./)).toBeVisible();
    });

    test('is said with its day where it ends on another one', async ({ report, page }) => {
      await report.enter();
      await report.whole();
      await failCounts(page, 429, { 'Retry-After': '172800' }, 99);
      await toggle(report);
      await expect(page.locator('.overview-progress')).toContainText(/The gateway asks for a rest until \W?\d{4}-\d\d-\d\d\W? [\d:]+\./);
    });

    test('is not kept for longer where the clock of the device was ahead', async ({ report, page }) => {
      const aheadMs = 30 * 86_400_000;
      await page.clock.setFixedTime(NOW * 1000 + aheadMs);
      await report.enter();
      await report.whole();
      await failCounts(page, 429, { 'Retry-After': '2' }, 2);
      await toggle(report);
      await expect(page.locator('.overview-progress')).toContainText('counts done');
      await page.clock.setFixedTime(NOW * 1000);
      await page.reload();
      await counted(report);
    });

    test('has it in other tabs and after a reload, and never for the table', async ({ report, gateway, page, context }) => {
      await report.enter();
      await report.whole();
      const other = new ReportPage(await context.newPage(), `${gateway.url}/`);
      await other.page.clock.setFixedTime(NOW * 1000);
      await other.enter();
      await other.whole();
      const release = await holdCounts(other.page);
      await page.bringToFront();
      const asked = other.page.waitForRequest((request) => request.postDataJSON()?.limit === 1);
      await failCounts(page, 429, { 'Retry-After': '300' }, 2, asked);
      await toggle(report);
      await expect.poll(() => page.evaluate(() => localStorage.getItem('outbox-report / pause'))).toBe(`${NOW * 1000} ${(NOW + 300) * 1000}`);
      // The overview is open in the other tab too, which has two counts in flight.
      await expect(other.page.locator('.overview-progress')).toContainText('counts done');
      release();
      await expect.poll(async () => (await counts(gateway)).length).toBe(2);
      await other.page.waitForTimeout(500);
      expect(await counts(gateway)).toHaveLength(2);
      await gateway.forget();
      await expect(other.page.locator('.overview-progress')).toContainText('counts done');
      await page.reload();
      await report.settled();
      await expect(page.locator('.overview-progress')).toContainText('counts done');
      await other.page.bringToFront();
      await go(other, '2025-04-08');
      await expect(other.page.getByText('Looking for the page…')).toBeVisible();
      await other.page.waitForTimeout(500);
      expect(await counts(gateway)).toEqual([]);
      await other.step('next').click();
      await other.settled();
      await expect(other.status).toHaveText('26–50 of 5,000');
      await page.bringToFront();
      await page.clock.setFixedTime((NOW + 301) * 1000);
      await report.step('next').click();
      await counted(report);
      await report.button('signOut').click();
      await expect.poll(() => page.evaluate(() => localStorage.getItem('outbox-report / pause'))).toBeNull();
    });
  });

  test.describe('that refuses counts alone', () => {
    test.use({ expected: failed(401) });

    /** Refuses the counts for which `isRefused` says so, and returns how many were sent and how often the view was asked. @param {Page} page @param {(place: number) => boolean} isRefused */
    async function refuse(page, isRefused) {
      const asked = { counts: 0, views: 0 };
      await page.route('**/api/report/new_list', async (route) => {
        const isCount = route.request().postDataJSON().limit === 1;
        asked[isCount ? 'counts' : 'views'] += 1;
        const { status, body: json } = refusal(401, 'no', '400-1');
        await (isCount && isRefused(asked.counts) ? route.fulfill({ status, json }) : route.continue());
      });
      return asked;
    }

    test('is asked once whether the session has ended, and for nothing again by itself', async ({ report, page }) => {
      await report.enter();
      await report.whole();
      const asked = await refuse(page, () => true);
      await toggle(report);
      await expect(page.locator('.overview-notes')).toContainText('Not everything could be counted');
      await counted(report);
      await expect(parts(report).states.nth(6)).toContainText('failed');
      expect(asked.views).toBe(1);
      const { counts } = asked;
      await page.waitForTimeout(1000);
      expect(asked).toEqual({ counts, views: 1 });
      await expect(report.alert).toHaveCount(0);
      await page.getByRole('button', { name: 'Go on counting' }).click();
      await expect.poll(() => asked.counts).toBeGreaterThan(counts);
      await counted(report);
      expect(asked.views).toBe(1);
      await report.button('refresh').click();
      await counted(report);
      await expect.poll(() => asked.views).toBe(3);
    });

    test('is asked for no further count until it has answered that', async ({ report, page }) => {
      await report.enter();
      await report.whole();
      const asked = await refuse(page, () => true);
      let meanwhile = 0;
      await page.route('**/api/report/new_list', async (route) => {
        if (route.request().postDataJSON().limit !== 1) {
          const before = asked.counts;
          await page.waitForTimeout(500);
          meanwhile = asked.counts - before;
        }
        await route.fallback();
      });
      await toggle(report);
      await expect.poll(() => asked.views).toBe(1);
      expect(meanwhile).toBe(0);
      await counted(report);
    });

    test('for one of them keeps the numbers of the others', async ({ report, page }) => {
      await report.enter();
      await report.whole();
      const asked = await refuse(page, (place) => place === 5);
      await toggle(report);
      await expect(page.locator('.overview-notes')).toContainText('Not everything could be counted');
      await counted(report);
      await expect(parts(report).states.filter({ hasText: 'failed' })).toHaveCount(1);
      await expect(parts(report).states.filter({ hasText: /\d/ })).toHaveCount(9);
      expect(asked.views).toBe(1);
    });

    test('for a date is asked for the view once, and the numbers stay', async ({ report, page }) => {
      await enterCounted(report);
      const asked = await refuse(page, () => true);
      await go(report, '2025-04-08');
      await expect(field(report)).toHaveAttribute('aria-invalid', 'true');
      await report.settled();
      await page.waitForTimeout(500);
      expect(asked).toEqual({ counts: 1, views: 1 });
      await expect(parts(report).states.nth(6)).toHaveText(/\d/);
    });
  });

  test.describe('that fails', () => {
    test.use({ expected: complaints(/Failed to load resource/) });

    test('has no number where a count has failed, and the others stay', async ({ report, page }) => {
      await report.enter();
      await report.whole();
      await page.route('**/api/report/new_list', async (route) => {
        const { limit, filters } = route.request().postDataJSON();
        const fails = limit === 1 && filters.state_id === '4' && !filters.create_from_date;
        await (fails ? route.fulfill({ status: 404, body: 'no' }) : route.continue());
      });
      await toggle(report);
      await expect(parts(report).states.nth(4)).toContainText('failed');
      await counted(report);
      await expect(parts(report).states.nth(6)).toHaveText(/\d/);
      await expect(page.locator('.overview-notes')).toContainText('Not everything could be counted');
      await expect(report.alert).toHaveCount(0);
      await page.unrouteAll({ behavior: 'wait' });
      await page.getByRole('button', { name: 'Go on counting' }).click();
      await counted(report);
      await expect(parts(report).states.nth(4)).toHaveText(/\d/);
    });

    test('in passing is asked again', async ({ report, page }) => {
      await report.enter();
      await report.whole();
      await failCounts(page, 503, {}, 1);
      await toggle(report);
      await expect.poll(() => page.locator('.overview-progress').textContent()).toContain('counts done');
      let second = 0;
      await expect.poll(async () => {
        second += 1;
        await page.clock.setFixedTime((NOW + second) * 1000);
        return page.locator('.overview-status').textContent();
      }, { intervals: [50] }).toMatch(/^Counted as of/);
    });
  });

  test('that takes state 0 for no filter is named as the cause', async ({ report, page }) => {
    await report.enter();
    await report.whole();
    await page.route('**/api/report/new_list', async (route) => {
      const body = route.request().postDataJSON();
      if (body.filters.state_id === '0') delete body.filters.state_id;
      await route.continue({ postData: JSON.stringify(body) });
    });
    await toggle(report);
    await counted(report);
    await expect(page.locator('.overview-notes')).toContainText('state_id 0');
  });

  test('that says no totals has no numbers, and that is said', async ({ report, page }) => {
    await page.route('**/api/report/new_list', async (route) => {
      const response = await route.fetch();
      const { data, meta } = await response.json();
      const { total, last_page, ...rest } = meta;
      await route.fulfill({ response, json: { data, meta: rest } });
    });
    await report.enter();
    await report.whole();
    await toggle(report);
    await expect(page.locator('.overview-notes')).toContainText('does not say how many rows match');
    await expect(parts(report).states.nth(6)).toContainText('not counted');
  });

  test('whose rows move meanwhile is told so', async ({ page }) => {
    const own = await Gateway.start('--rows', '300');
    try {
      const report = new ReportPage(page, `${own.url}/`);
      await report.enter();
      await report.whole();
      let seen = 0;
      await page.route('**/api/report/new_list', async (route) => {
        if (route.request().postDataJSON().limit === 1 && (seen += 1) === 1) await own.arrive(40);
        await route.continue();
      });
      await toggle(report);
      await counted(report);
      await expect(page.locator('.overview-notes')).toContainText('rows have moved');
    } finally {
      own.stop();
    }
  });
});

test('signing out forgets every number', async ({ report, gateway }) => {
  await enterCounted(report);
  await report.button('signOut').click();
  await expect(parts(report).panel).toHaveCount(0);
  await gateway.forget();
  await report.connect();
  await report.settled();
  await counted(report);
  expect((await counts(gateway)).length).toBeGreaterThan(10);
});

/** Opens the overview of a page whose clock is installed, and watches what needs attention once it is counted. @param {ReportPage} report */
async function watch(report) {
  await report.enter();
  await report.whole();
  await toggle(report);
  await report.page.clock.runFor(1000);
  await counted(report);
  await report.page.getByRole('checkbox', { name: 'Watch' }).check();
}

/** The number of sends that need attention. @param {ReportPage} report */
const sum = async (report) => (await parts(report).attention.allTextContents())
  .reduce((sum, text) => sum + number(text.replace('10 minutes', '')), 0);

test.describe('the watch', () => {
  test('ends with the session, and leaves no sum in the title of the next one', async ({ report, page }) => {
    await page.clock.install();
    await watch(report);
    await expect.poll(() => page.title()).toMatch(/^\d+ · Page 1/);
    await report.button('signOut').click();
    await page.clock.runFor(31_000);
    await expect(report.connectForm).toBeVisible();
    await report.connect();
    await page.clock.runFor(1000);
    await expect(report.status).toContainText('of 5,000');
    expect(await page.title()).toBe('Page 1 · Outbox report');
  });

  test.describe('over a count that fails', () => {
    test.use({ expected: failed(500) });

    test('keeps the sum, and tells of what is new since', async ({ page }) => {
      test.slow();
      const gateway = await Gateway.start('--rows', '500');
      try {
        const report = new ReportPage(page, `${gateway.url}/`);
        await page.clock.install({ time: NOW * 1000 });
        await watch(report);
        const before = await page.title();
        await page.route('**/api/report/new_list', async (route) => {
          const isRejected = route.request().postDataJSON().filters.state_id === '3';
          await (isRejected ? route.fulfill({ status: 500, body: '' }) : route.continue());
        });
        await report.button('refresh').click();
        await expect.poll(async () => {
          await page.clock.runFor(200);
          return parts(report).attention.filter({ hasText: 'failed' }).count();
        }, { intervals: [50], timeout: 20_000 }).toBe(1);
        expect(await page.title()).toBe(before);
        await page.unroute('**/api/report/new_list');
        await gateway.change('state = 3', `seq in (select seq from rows where state = 6 and created > ${NOW - 2 * DAY} limit 2)`);
        await expect.poll(async () => {
          await page.clock.runFor(5_000);
          return page.title();
        }).toBe(before.replace(/^\d+/, (sum) => String(Number(sum) + 2)));
      } finally {
        gateway.stop();
      }
    });
  });

  test.describe('with a token that has expired', () => {
    test.use({ expected: failed(401) });

    test('asks for nothing until there is another one', async ({ report, gateway, page }) => {
      await page.clock.install({ time: NOW * 1000 });
      await watch(report);
      await page.route('**/api/report/new_list', (route) => route.fulfill({ status: 401, body: '' }));
      await page.clock.runFor(65_000);
      await expect(report.connectForm).toBeVisible();
      await page.unroute('**/api/report/new_list');
      await gateway.forget();
      await page.clock.runFor(125_000);
      expect(await gateway.requests()).toEqual([]);
      await report.connect();
      await page.clock.runFor(35_000);
      await expect.poll(async () => (await counts(gateway)).length).toBeGreaterThan(0);
    });
  });

  test.describe('over a gateway that fails', () => {
    test.use({ expected: failed(403) });

    test('says of when its numbers are', async ({ report, page }) => {
      await page.clock.install({ time: NOW * 1000 });
      await watch(report);
      const time = async () => (await page.getByText(/^Counted every 30 seconds/).textContent())?.match(/as of ([\d:]+)$/)?.[1];
      await expect.poll(time).toBeTruthy();
      const first = await time();
      await page.route('**/api/report/new_list', (route) => route.fulfill({ status: 403, body: '' }));
      await page.clock.runFor(65_000);
      expect(await time()).toBe(first);
      await page.unroute('**/api/report/new_list');
      await expect.poll(async () => {
        await page.clock.runFor(5_000);
        return time();
      }).not.toBe(first);
    });
  });

  test('has the sum of newer counts in the title at once', async ({ page }) => {
    const gateway = await Gateway.start('--rows', '500');
    try {
      await page.clock.install({ time: NOW * 1000 });
      const report = new ReportPage(page, `${gateway.url}/`);
      await watch(report);
      const first = await sum(report);
      await expect.poll(() => page.title()).toBe(`${first} · Page 1 · Outbox report`);
      await page.getByLabel('Created in').selectOption('2');
      await page.clock.runFor(500);
      await counted(report);
      const more = await sum(report);
      expect(more).toBeGreaterThan(first);
      await expect.poll(() => page.title()).toBe(`${more} · Page 1 · Outbox report`);
      await gateway.change('state = 3', `seq in (select seq from rows where state = 6 and created > ${NOW - 2 * DAY} limit 2)`);
      await gateway.forget();
      await report.button('refresh').click();
      await page.clock.runFor(500);
      await expect.poll(() => sum(report)).toBe(more + 2);
      await expect.poll(() => page.title()).toBe(`${more + 2} · Page 1 · Outbox report`);
      expect((await counts(gateway)).filter(({ body }) => body.filters.state_id === '3')).toHaveLength(2);
    } finally {
      gateway.stop();
    }
  });

  test('begins the title with the sum, and tells of the first new one', async ({ page }) => {
    const gateway = await Gateway.start('--rows', '500');
    try {
      await page.clock.install({ time: NOW * 1000 });
      await page.addInitScript(() => {
        /** @type {any[]} */
        const shown = [];
        class Notification {
          static permission = 'granted';
          /** @param {string} title @param {any} options */
          constructor(title, options) {
            shown.push([title, options.body]);
          }
        }
        Object.assign(globalThis, { Notification, shown });
      });
      const report = new ReportPage(page, `${gateway.url}/`);
      await watch(report);
      const before = await sum(report);
      await expect.poll(() => page.title()).toBe(`${before} · Page 1 · Outbox report`);
      await gateway.change('state = 3', `seq in (select seq from rows where state = 6 and created > ${NOW - 2 * DAY} limit 2)`);
      await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: true, configurable: true }));
      await page.clock.runFor(31_000);
      await expect.poll(() => page.title()).toMatch(new RegExp(`^${before + 2} · `));
      const shown = () => page.evaluate(() => /** @type {any} */ (globalThis).shown);
      expect(await shown()).toEqual([['Outbox report', 'A new send needs attention.']]);
      await gateway.change('state = 3', `seq in (select seq from rows where state = 6 and created > ${NOW - 2 * DAY} limit 1)`);
      await page.clock.runFor(31_000);
      await expect.poll(() => page.title()).toMatch(new RegExp(`^${before + 3} · `));
      expect((await shown()).length).toBe(1);
      await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: false, configurable: true }));
      await page.getByRole('checkbox', { name: 'Watch' }).uncheck();
      expect(await page.title()).toBe('Page 1 · Outbox report');
    } finally {
      gateway.stop();
    }
  });
});

for (const language of /** @type {const} */ (['en', 'fa'])) {
  test.describe(language, () => {
    test.use({ language });

    test('nothing stands out of it sideways, from 320 px and with text at 200 %', async ({ report, page }) => {
      await page.setViewportSize({ width: 1280, height: 800 });
      await report.enter(`?create_from_date=${NOW - 9 * DAY}&create_to_date=${NOW}`);
      await report.whole();
      await toggle(report);
      await page.locator('.overview-states input').check();
      await expect(page.locator('.overview-before').first()).toContainText(/[\d۰-۹]/);
      await expect(page.locator('.overview-before', { hasText: '…' })).toHaveCount(0);
      for (const [width, size] of /** @type {const} */ ([[1280, '100%'], [640, '200%'], [360, '100%'], [320, '100%'], [400, '200%'], [320, '200%']])) {
        await page.setViewportSize({ width, height: 800 });
        await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, size);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${width}`).toBeLessThanOrEqual(0);
      }
    });
  });
}

for (const [width, language] of /** @type {const} */ ([[1900, 'en'], [1440, 'fa'], [1280, 'en'], [1000, 'fa'], [640, 'en']])) {
  test.describe(`${language}, ${width} px`, () => {
    test.use({ language, viewport: { width, height: 900 } });

    test('a remembered one moves no row when it comes', async ({ report, page }) => {
      const done = page.locator('.overview-status').filter({ hasText: /[\d۰-۹]/ });
      await report.enter();
      await report.whole();
      await toggle(report);
      await done.waitFor();
      await page.addInitScript(() => {
        const tops = new Set();
        Object.assign(globalThis, { tops });
        const look = () => {
          const row = document.querySelector('tbody tr');
          if (row) tops.add(Math.round(row.getBoundingClientRect().top));
          requestAnimationFrame(look);
        };
        look();
      });
      await page.reload();
      await report.settled();
      await done.waitFor();
      await page.waitForTimeout(300);
      const tops = await page.evaluate(() => [...globalThis.tops]);
      expect(Math.max(...tops) - Math.min(...tops), `${tops}`).toBeLessThanOrEqual(2);
    });
  });
}

test('where people look for cost, a sentence points to the export', async ({ report }) => {
  await enterCounted(report);
  await expect(parts(report).panel).toContainText('An export adds them up');
  await parts(report).panel.getByRole('button', { name: 'Open the export' }).click();
  await expect(report.dialog).toBeVisible();
});
