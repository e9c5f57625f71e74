// @ts-check
// The behaviour of an export apart from its files: how it begins and ends, what it announces, and which failures it survives.
import { test, expect, failed, complaints } from './fixtures.mjs';
import { content, exported, ids, json, kept, ofRows, open, reading, rowsOf, savedPartial, start } from './exporting.mjs';
import { Gateway, NOW, refusal, reply } from './gateway.mjs';
import { ReportPage } from './page.mjs';
/** @import { Locator, Page } from '@playwright/test' */
/** @import { Body } from './gateway.mjs' */

/** Changes the gateway's answers. @param {Page} page @param {(answer: string, body: Body) => string} change */
const answering = (page, change) => page.route('**/api/report/new_list', async (route) => {
  const response = await route.fetch();
  await route.fulfill({ response, body: change(await response.text(), route.request().postDataJSON()) });
});

/** Records the announcements of assistive technology from now on. @param {Page} page */
const listen = (page) => page.evaluate(() => {
  globalThis.said = [];
  const region = (/** @type {Node} */ node) =>
    (node instanceof Element ? node : node.parentElement)?.closest('[role=status], [role=alert], [aria-live]');
  new MutationObserver((changes) => {
    const changed = new Set(changes.map(({ target }) => region(target)).filter(Boolean));
    globalThis.said.push(...[...changed].map(({ textContent }) => textContent).filter(Boolean));
  }).observe(document, { subtree: true, childList: true, characterData: true });
});

test('rows that come while the device\'s clock is ahead do not make an export short', async ({ page }) => {
  const gateway = await Gateway.start('--rows', '1500');
  try {
    await page.clock.setFixedTime((NOW + 120) * 1000);
    const report = new ReportPage(page, `${gateway.url}/`);
    await report.enter('');
    const dialog = await open(report);
    const before = await gateway.ids('1', 10_000);
    let come = 0;
    await page.route('**/api/report/new_list', async (route) => {
      come += 1;
      await gateway.arrive(1, NOW + come);
      await route.continue();
    });
    const read = await ids(await exported(page, dialog, 'JSON lines'));
    expect(read).toEqual(expect.arrayContaining(before));
    await expect(dialog.getByRole('status')).toHaveText(ofRows(read.length));
  } finally {
    gateway.stop();
  }
});

test.describe('before it begins', () => {
  test('an export of many small pages waits to be confirmed', async ({ report, page }) => {
    await page.route('**/api/report/new_list', async (route) => {
      const { limit } = route.request().postDataJSON();
      const response = await route.fetch();
      const { data, meta } = await response.json();
      // As late as a gateway from afar.
      if (limit === 1) await new Promise((done) => { setTimeout(done, 200); });
      await route.fulfill({ response, json: { data: data.slice(0, 10), meta: { ...meta, total: 90_000, per_page: Math.min(limit, 10) } } });
    });
    await report.enter('');
    const dialog = await open(report);
    await dialog.getByRole('button', start).click();
    await expect(dialog.getByText('90,000 rows, in about')).toBeVisible();
  });

  for (const [rows, asks] of /** @type {const} */ ([[100_001, true], [100_000, false]])) {
    test(`an export of ${rows} rows ${asks ? 'waits to be confirmed, and asks for nothing but its count' : 'begins at once'}`, async ({ report, page, gateway }) => {
      await report.enter('');
      const [newest] = await rowsOf(gateway, 'seq = (select max(seq) from rows)');
      const dialog = await open(report);
      await dialog.getByRole('radio', { name: 'JSON lines' }).check();
      await gateway.forget();
      await gateway.stage(reply([JSON.parse(json(newest))], { total: rows, per_page: 1 }));
      const saved = page.waitForEvent('download');
      await dialog.getByRole('button', start).click();
      if (asks) {
        await expect(dialog.getByText(`${rows.toLocaleString('en')} rows, in about`)).toBeVisible();
        // Longer than an export waits between two requests.
        await page.waitForTimeout(600);
        expect((await gateway.requests()).map(({ body }) => body.limit)).toEqual([1]);
        await dialog.getByRole('button', { name: 'Export all of it' }).click();
      }
      expect(await ids(await saved)).toEqual(await gateway.ids('1', 10_000));
    });
  }

  test('a double click on Start starts one export, and leaves its dialog open', async ({ report, page, gateway }) => {
    await report.enter('');
    const dialog = await open(report);
    await gateway.forget();
    await gateway.stage({ pass: true }, { pass: true, held: true });
    /** @type {string[]} */
    const names = [];
    page.on('download', (download) => names.push(download.suggestedFilename()));
    await dialog.getByRole('button', start).dblclick();
    await expect(dialog.getByRole('progressbar')).toBeVisible();
    await gateway.release();
    await expect(dialog.getByText('The file is saved in your downloads.')).toBeVisible();
    await page.waitForTimeout(300);
    expect(names).toHaveLength(1);
    // The count at the start, and those at the end: of the set, and of the rows without a created date.
    expect((await gateway.requests()).filter(({ body }) => body.limit === 1)).toHaveLength(3);
  });

  test('a large export that is not confirmed asks for nothing more', async ({ report, page, gateway }) => {
    await report.enter('');
    const [newest] = await rowsOf(gateway, 'seq = (select max(seq) from rows)');
    const dialog = await open(report);
    await gateway.forget();
    await gateway.stage(reply([JSON.parse(json(newest))], { total: 200_000, per_page: 1 }));
    await dialog.getByRole('button', start).click();
    await expect(dialog.getByRole('button', { name: 'Export all of it' })).toBeVisible();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog.getByRole('button', start)).toBeVisible();
    await page.waitForTimeout(600);
    expect(await gateway.requests()).toHaveLength(1);
    expect(await kept(report)).toEqual([]);
  });

  test('a large export whose dialog is closed still asks, and says which filters it is of', async ({ report, page, gateway }) => {
    await report.enter('');
    const [newest] = await rowsOf(gateway, 'seq = (select max(seq) from rows)');
    const dialog = await open(report);
    await gateway.stage({ ...reply([JSON.parse(json(newest))], { total: 200_000, per_page: 1 }), held: true });
    await dialog.getByRole('button', start).click();
    await page.keyboard.press('Escape');
    await gateway.release();
    const question = page.getByText(/^200,000 rows, in about/);
    await expect(question.and(page.locator(':not([role])'))).toBeVisible();
    await expect(question.and(page.getByRole('status'))).toHaveCount(1);
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(dialog.getByRole('button', { name: 'Export all of it' })).toBeVisible();
    await expect(dialog.getByText(/not of the present ones/)).toBeHidden();
    await page.keyboard.press('Escape');
    await report.field('state_id').selectOption('8');
    await report.settled();
    await report.button('export').click();
    await expect(dialog.getByText(/not of the present ones/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog.getByRole('button', start)).toBeVisible();
  });

  test('a large export is not said to be of other filters where the overview was closed', async ({ report, page, gateway }) => {
    await report.enter('?overview=time');
    const [newest] = await rowsOf(gateway, 'seq = (select max(seq) from rows)');
    const dialog = await open(report);
    await page.route('**/api/report/new_list', (route) => {
      const { body } = reply([JSON.parse(json(newest))], { total: 200_000, per_page: 1 });
      return route.request().postDataJSON().limit === 1 ? route.fulfill({ json: body }) : route.continue();
    });
    await dialog.getByRole('button', start).click();
    await expect(dialog.getByRole('button', { name: 'Export all of it' })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Overview', exact: true }).click();
    await expect.poll(() => report.query()).toBe('');
    await page.getByRole('button', { name: 'Show' }).click();
    await expect(dialog.getByRole('button', { name: 'Export all of it' })).toBeVisible();
    await expect(dialog.getByText(/not of the present ones/)).toBeHidden();
  });

  test('a database that never answers is done without', async ({ report, page, gateway }) => {
    await page.addInitScript(() => { IDBFactory.prototype.open = () => Object.create(IDBOpenDBRequest.prototype, Object.fromEntries(['onsuccess', 'onerror', 'onblocked', 'onupgradeneeded'].map((name) => [name, { writable: true }]))); });
    await report.enter('?state_id=3');
    const dialog = await open(report);
    expect(await ids(await exported(page, dialog, 'JSON lines'))).toEqual(await gateway.ids('state = 3', 10_000));
  });

  test('a range that has not begun gives an empty file, with no row of the second of the export', async ({ report, page, gateway }) => {
    const [{ created }] = await rowsOf(gateway, 'seq = (select max(seq) from rows)');
    await page.clock.setFixedTime(new Date(Number(created) * 1000));
    await report.enter(`?create_from_date=${Number(created) + 100}`);
    const dialog = await open(report);
    expect(await ids(await exported(page, dialog, 'JSON lines'))).toEqual([]);
    await expect(dialog.getByRole('status')).toHaveText(ofRows(0));
  });

  test.describe('and the count fails for good', () => {
    test.use({ expected: complaints(/Failed to load resource/) });

    test('Try again starts it anew, with the choices of before', async ({ report, page, gateway }) => {
      await report.enter('');
      const dialog = await open(report);
      await dialog.getByRole('radio', { name: 'JSON lines' }).check();
      await gateway.faults({ fault: 'not_found', times: 1 });
      await dialog.getByRole('button', start).click();
      await expect(dialog.getByRole('button', { name: 'Get the rest' })).toBeHidden();
      const saved = page.waitForEvent('download');
      await dialog.getByRole('button', { name: 'Try again' }).click();
      expect((await saved).suggestedFilename()).toMatch(/\.jsonl$/);
    });

    test('at the end, it says that nothing confirms its rows', async ({ report, page, gateway }) => {
      await report.enter('');
      const dialog = await open(report);
      await dialog.getByRole('radio', { name: 'JSON lines' }).check();
      let counts = 0;
      const { status, body: answer } = refusal(403, 'Not for you', '403-7');
      await page.route('**/api/report/new_list', (route) => {
        counts += Number(route.request().postDataJSON().limit === 1);
        return counts > 1 ? route.fulfill({ status, json: answer }) : route.continue();
      });
      await dialog.getByRole('button', start).click();
      await expect(dialog.getByText('The gateway has not confirmed yet that these are all.')).toBeVisible();
      const rows = await gateway.ids('1', 10_000);
      await expect(dialog.getByRole('status')).toHaveText(`${rows.length.toLocaleString('en')} rows`);
      expect(await ids(await savedPartial(page, dialog))).toEqual(rows);
      await page.unroute('**/api/report/new_list');
    });

    test('that is an alert with the gateway\'s message and its code', async ({ report, gateway }) => {
      await report.enter('');
      const dialog = await open(report);
      await gateway.stage(refusal(403, 'Not for you', '403-7'));
      await dialog.getByRole('button', start).click();
      await expect(dialog.getByRole('alert')).toContainText('The export has stopped');
      for (const words of ['403', '403-7', 'Not for you']) await expect(dialog.getByRole('alert')).toContainText(words);
      await expect(dialog.getByRole('button', { name: 'Try again' })).toBeVisible();
    });
  });
});

test.describe('while it runs', () => {
  /** @type {[string, (page: Page, dialog: Locator) => Promise<unknown>][]} */
  const ways = [
    ['Back', (page) => page.goBack()],
    ['Close', (_, dialog) => dialog.getByRole('button', { name: 'Close' }).click()],
    ['Escape', (page) => page.keyboard.press('Escape')],
  ];
  for (const [name, leave] of ways) {
    test(`${name} leaves it running, and Export opens it again`, async ({ report, page, gateway }) => {
      await report.enter('?state_id=6');
      const address = page.url();
      const dialog = await reading(report, gateway);
      await leave(page, dialog);
      await expect(dialog).toBeHidden();
      expect(page.url()).toBe(address);
      await report.button('export').click();
      await expect(dialog.getByRole('progressbar')).toBeVisible();
      await leave(page, dialog);
      await expect(dialog).toBeHidden();
      const saved = page.waitForEvent('download');
      await gateway.release();
      expect(await ids(await saved)).toEqual(await gateway.ids('state = 6', 10_000));
      await report.button('export').click();
      await expect(dialog.getByRole('button', start)).toBeVisible();
    });
  }

  test('a page whose dialog is closed says how far it is, and opens the dialog again', async ({ report, page, gateway }) => {
    await report.enter('');
    const dialog = await reading(report, gateway);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(page.getByText(/Exporting: [\d,]+ of 5,000 rows\./)).toBeVisible();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(dialog.getByText('The export goes on as long as this page is open.')).toBeVisible();
    await expect(page.getByText(/Exporting:/)).toBeHidden();
    await dialog.getByRole('button', { name: 'Pause' }).click();
    await expect(dialog.getByText('The export goes on as long as this page is open.')).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(page.getByText(/Exporting: .* Paused\./)).toBeVisible();
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await dialog.getByRole('button', { name: 'Resume' }).click();
    await page.keyboard.press('Escape');
    const saved = page.waitForEvent('download');
    await gateway.release();
    await saved;
    await expect(page.getByText(`${ofRows(5000)} · The file is saved in your downloads.`)).toBeVisible();
    await expect(page.getByText(/Exporting:/)).toBeHidden();
  });

  test('the focus stays in its dialog', async ({ report, page, gateway }) => {
    await report.enter('');
    const dialog = await open(report);
    await dialog.getByRole('radio', { name: 'JSON lines' }).check();
    const hasFocus = () => dialog.evaluate((element) => element.contains(document.activeElement));
    await gateway.stage({ pass: true, held: true });
    await dialog.getByRole('button', start).press('Enter');
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeVisible();
    expect(await hasFocus(), 'while it counts').toBe(true);
    await gateway.release();
    await expect(dialog.getByRole('button', { name: 'Another export' })).toBeVisible();
    expect(await hasFocus(), 'at its end').toBe(true);
    await dialog.getByRole('button', { name: 'Another export' }).press('Enter');
    await expect(dialog.getByRole('button', start)).toBeVisible();
    expect(await hasFocus(), 'in the form').toBe(true);
    await page.keyboard.press('Escape');
    await expect(report.button('export')).toBeFocused();
  });

  test('leaving the page warns, and not once it has ended', async ({ report, page, gateway }) => {
    await report.enter('');
    const dialog = await reading(report, gateway);
    const warned = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const warning = await warned;
    expect(warning.type()).toBe('beforeunload');
    await warning.dismiss();
    const saved = page.waitForEvent('download');
    await gateway.release();
    await saved;
    await expect(dialog.getByText('The file is saved in your downloads.')).toBeVisible();
    /** @type {string[]} */
    const types = [];
    page.on('dialog', (dialog) => { types.push(dialog.type()); void dialog.accept(); });
    const closed = page.waitForEvent('close');
    await page.close({ runBeforeUnload: true });
    await closed;
    expect(types).toEqual([]);
  });

  test.describe('and has rows in memory alone', () => {
    test.use({ expected: failed(403) });

    test('leaving the page warns until a file has them', async ({ report, page, gateway }) => {
      await page.addInitScript(() => { Object.defineProperty(globalThis, 'indexedDB', { value: undefined }); });
      await report.enter('');
      const dialog = await open(report);
      await gateway.stage({ pass: true }, { pass: true }, { pass: true }, ...Array(12).fill(refusal(403, 'no', '400-9')));
      await dialog.getByRole('button', start).click();
      await expect(dialog.getByText('The export has stopped')).toBeVisible();
      const warned = page.waitForEvent('dialog');
      await page.close({ runBeforeUnload: true });
      await (await warned).dismiss();
      await savedPartial(page, dialog);
      const closed = page.waitForEvent('close');
      await page.close({ runBeforeUnload: true });
      await closed;
    });
  });

  test('it says where it is at the start, at each quarter and at the end, and no more', async ({ report, page }) => {
    await report.enter('');
    const dialog = await open(report);
    await dialog.getByRole('radio', { name: 'JSON lines' }).check();
    await listen(page);
    await dialog.getByRole('button', start).click();
    await expect(dialog.getByText('The file is saved in your downloads.')).toBeVisible();
    const quarters = [1250, 2500, 3750, 5000].map((rows) => ofRows(rows, 5000));
    expect(await page.evaluate(() => globalThis.said)).toEqual(['The export has started.', ...quarters]);
  });

  test('it says its end and nothing else while its dialog is closed', async ({ report, page, gateway }) => {
    await report.enter('');
    await reading(report, gateway);
    await page.keyboard.press('Escape');
    await expect(report.dialog).toBeHidden();
    await listen(page);
    await gateway.release();
    await expect(page.getByText(ofRows(5000))).toBeVisible();
    expect(await page.evaluate(() => globalThis.said)).toEqual([expect.stringContaining(ofRows(5000))]);
    await report.button('language').click();
    await expect(page.getByText('۵٬۰۰۰ از ۵٬۰۰۰ ردیف')).toBeVisible();
    await expect(page.getByText(ofRows(5000))).toHaveCount(0);
  });

  test.describe('after the gateway has asked for a rest', () => {
    test.use({ expected: failed(429) });

    test('no tab asks for an export, and a page turn goes at once', async ({ report, page, gateway, context }) => {
      await report.enter('');
      const other = new ReportPage(await context.newPage(), `${gateway.url}/`);
      await other.enter('');
      const dialog = await open(report);
      await gateway.stage({ pass: true }, { pass: true }, { status: 429, headers: { 'Retry-After': '300' }, body: '' });
      await dialog.getByRole('button', start).click();
      await expect(dialog.getByText(/^The gateway asks for a rest until [\d:]+\.$/)).toBeVisible();
      await dialog.getByRole('button', { name: 'Close' }).click();
      await gateway.forget();
      const second = await open(other);
      await second.getByRole('button', start).click();
      await expect(second.getByText(/^The gateway asks for a rest until [\d:]+\.$/)).toBeVisible();
      // Longer than the interval at which an export checks for changes.
      await page.waitForTimeout(600);
      expect(await gateway.requests()).toEqual([]);
      await page.bringToFront();
      // The next page may be there already.
      const [first] = await gateway.ids('1', 1, 4975);
      await report.step('last').click();
      await expect(report.rows.first()).toContainText(first);
      await report.button('export').click();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
    });
  });
});

test.describe('where the gateway never stops refusing', () => {
  test.use({ expected: complaints(/Failed to load resource/) });

  for (const [name, failure] of /** @type {const} */ ([
    ['a rest of no time', { status: 429, headers: { 'Retry-After': '0' }, body: '' }],
    ['a token that it takes for the table', { status: 401, body: '{}' }],
  ])) {
    test(`an export asks a few times only: ${name}`, async ({ report, page, gateway }) => {
      test.slow();
      await report.enter('');
      const dialog = await open(report);
      let asked = 0;
      await page.route('**/api/report/new_list', (route) => {
        const isExport = route.request().postDataJSON().limit === 1000;
        asked += Number(isExport);
        return isExport ? route.fulfill({ contentType: 'application/json', ...failure }) : route.continue();
      });
      await gateway.forget();
      await dialog.getByRole('button', start).click();
      await page.waitForTimeout(3_000);
      expect(asked).toBeGreaterThan(0);
      expect(asked + (await gateway.requests()).length).toBeLessThan(12);
    });
  }
});

test.describe('what is not whole', () => {
  test('rows without a created date are said to be missing', async ({ report, page, gateway }) => {
    // These rows are in no range of dates, but in the count of all rows.
    await answering(page, (answer, { filters }) =>
      (filters.create_to_date === undefined ? answer.replace(/"total":(\d+)/, (_, total) => `"total":${Number(total) + 3}`) : answer));
    await report.enter('');
    const dialog = await open(report);
    await dialog.getByRole('radio', { name: 'JSON lines' }).check();
    await dialog.getByRole('button', start).click();
    await expect(dialog.getByText('3 rows have no created date')).toBeVisible();
    await expect(dialog.getByText(/at the beginning/)).toBeHidden();
    await expect(dialog.getByRole('status')).toHaveText(ofRows(5000, 5003));
    await expect(dialog.getByRole('button', { name: 'Get the rest' })).toBeVisible();
    expect(await ids(await savedPartial(page, dialog))).toEqual(await gateway.ids('1', 10_000));
    await expect(dialog.getByText('Missing: 3 rows.')).toBeVisible();
  });

  test('without a total nothing proves that it is all, and that is said', async ({ report, page, gateway }) => {
    await answering(page, (answer) => answer.replace(/"total":\d+,/, ''));
    await report.enter('');
    const dialog = await reading(report, gateway);
    await expect(dialog.locator('.export-numbers')).toHaveText(/^\d+ rows( · .* a second)?$/);
    await expect(dialog.getByRole('progressbar')).not.toHaveAttribute('value');
    await expect(dialog.getByRole('status')).toHaveText('The export has started.');
    await page.keyboard.press('Escape');
    await expect(page.getByText(/^Exporting: \d+ rows\.\s*$/)).toBeVisible();
    await page.getByRole('button', { name: 'Show' }).click();
    await gateway.release();
    await expect(dialog.getByText('nothing proves that these are all')).toBeVisible();
    await expect(dialog.getByRole('status')).toHaveText('5,000 rows');
    expect(await ids(await savedPartial(page, dialog))).toEqual(await gateway.ids('1', 10_000));
  });

  test('rows that cannot be read are left out of the sums, and that is said as at the foot of the table', async ({ report, page, gateway }) => {
    const [first, second] = await rowsOf(gateway, 'seq > (select max(seq) from rows) - 2');
    await gateway.stage(reply([JSON.parse(json(first)), 7, JSON.parse(json(second)), [null], 'row', null]));
    await report.enter('');
    await expect(page.locator('.totals')).toContainText('(without 4 rows)');
    const foot = await page.locator('.totals .sum').allTextContents();
    const dialog = await open(report);
    await dialog.getByRole('radio', { name: 'This page' }).check();
    await exported(page, dialog, 'JSON lines');
    await expect(dialog.getByText("4 rows can't be read. The file has them as they came.")).toBeVisible();
    const plain = (/** @type {string[]} */ texts) => texts.map((text) => text.replace(/[\s\u2066-\u2069]/g, ''));
    expect(plain(await dialog.locator('.export-sums').first().locator('div').allTextContents())).toEqual(plain(foot));
  });

  const oddTotals = /** @type {const} */ ([
    ['stays the same', (/** @type {number} */ rows) => [1, 1], ''],
    ['changes meanwhile', (/** @type {number} */ rows) => [1, rows], '1 row matched at the beginning, {} at the end: some came or changed meanwhile.'],
  ]);
  for (const [name, totals, sentence] of oddTotals) {
    test(`a wrong total that ${name} is ${sentence ? 'said to have done so' : 'not said to have changed'}`, async ({ report, page, gateway }) => {
      const rows = await gateway.count('state = 8');
      await report.enter('?state_id=8');
      const dialog = await open(report);
      const [first, later] = totals(rows);
      let asked = 0;
      await answering(page, (answer) => answer.replace(/"total":\d+/, `"total":${(asked++) ? later : first}`));
      await dialog.getByRole('radio', { name: 'JSON lines' }).check();
      await dialog.getByRole('button', start).click();
      await expect(dialog.getByRole('button', { name: 'Another export' })).toBeVisible();
      const drift = dialog.getByText(/matched at the beginning/);
      await expect(drift).toHaveText(sentence ? [sentence.replace('{}', String(rows))] : []);
    });
  }

  test('as many rows that have come as have left are said to have changed', async ({ report, page, gateway }) => {
    const rows = await gateway.count('state = 8');
    await report.enter('?state_id=8');
    const dialog = await open(report);
    let asked = 0;
    // The first row leaves before the rows are read. In the last count, which is of a range, it is back.
    await answering(page, (answer, { limit, filters }) => {
      const { data, meta } = JSON.parse(answer);
      const hasLeft = (asked++) > 0 && !(limit === 1 && filters.create_to_date);
      return JSON.stringify({ data: hasLeft ? data.slice(1) : data, meta: { ...meta, total: meta.total - Number(hasLeft) } });
    });
    await exported(page, dialog, 'JSON lines');
    await expect(dialog.getByText(`${rows} rows matched at the beginning, ${rows} at the end: some came or changed meanwhile.`)).toBeVisible();
    await expect(dialog.getByRole('status')).toHaveText(ofRows(rows - 1));
  });

  test('a row that the gateway counts twice is not said to be missing', async ({ report, page, gateway }) => {
    const [{ id, created }] = await rowsOf(gateway, 'state = 8');
    await report.enter('?state_id=8');
    const dialog = await open(report);
    await answering(page, (answer, { limit, filters }) => {
      const { data, meta } = JSON.parse(answer);
      const [from, to] = [filters.create_from_date ?? 0, filters.create_to_date ?? Infinity].map(Number);
      const isTwice = (/** @type {{ messages_outbox_id: string }} */ row) => limit > 1 && row.messages_outbox_id === String(id);
      const rows = data.flatMap((/** @type {any} */ row) => (isTwice(row) ? [row, row] : [row]));
      return JSON.stringify({ data: rows, meta: { ...meta, total: meta.total + Number(from <= created && created <= to) } });
    });
    await dialog.getByRole('radio', { name: 'JSON lines' }).check();
    await dialog.getByRole('button', start).click();
    await expect(dialog.getByText('1 row has the id of another one, and is left out.')).toBeVisible();
    await expect(dialog.getByText('does not give it')).toBeHidden();
    await expect(dialog.getByRole('button', { name: 'Get the rest' })).toBeHidden();
    expect(await ids(await savedPartial(page, dialog))).toEqual(await gateway.ids('state = 8', 10_000));
    await expect(dialog.getByText('The file has the rows that were read')).toBeVisible();
    await expect(dialog.getByText(/Missing:/)).toBeHidden();
  });

  test.describe('because the gateway fails for good', () => {
    test.use({ expected: failed(403) });

    test('it goes on after a reload, also where a partial file was saved', async ({ report, page, gateway }) => {
      await report.enter('');
      const dialog = await open(report);
      await dialog.getByRole('radio', { name: 'JSON lines' }).check();
      await gateway.stage({ pass: true }, { pass: true }, { pass: true }, ...Array(12).fill(refusal(403, 'no', '400-9')));
      await dialog.getByRole('button', start).click();
      const rows = (await ids(await savedPartial(page, dialog))).length;
      await gateway.stage();
      await page.reload();
      await report.settled();
      await expect(page.getByText(`${ofRows(rows, 5000)} are read.`)).toBeVisible();
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Resume' }).click();
      const download = await saved;
      expect(download.suggestedFilename()).not.toContain('partial');
      expect(await ids(download)).toEqual(await gateway.ids('1', 10_000));
    });

    test('a double click on what saves a partial file loses nothing', async ({ report, page, gateway }) => {
      await report.enter('');
      const dialog = await open(report);
      await dialog.getByRole('radio', { name: 'JSON lines' }).check();
      await gateway.stage({ pass: true }, { pass: true }, { pass: true }, ...Array(12).fill(refusal(403, 'no', '400-9')));
      await dialog.getByRole('button', start).click();
      const button = dialog.getByRole('button', { name: 'Save partial file' });
      const { x, y } = await button.boundingBox();
      for (const wait of [0, 40]) {
        await page.mouse.dblclick(x + 10, y + 10, { delay: wait });
        await expect(button).toBeVisible();
        expect((await kept(report)).length).toBeGreaterThan(1);
      }
      expect((await ids(await savedPartial(page, dialog))).length).toBeGreaterThan(900);
    });
  });
});

test.describe('in two tabs', () => {
  test('a copy of the tab that runs an export does not offer it', async ({ report, page, gateway }) => {
    test.slow();
    await report.enter('');
    const dialog = await reading(report, gateway);
    await dialog.getByRole('button', { name: 'Pause' }).click();
    const opened = page.waitForEvent('popup');
    await page.evaluate(() => { window.open(location.href); });
    const copy = new ReportPage(await opened, `${gateway.url}/`);
    await copy.settled();
    await page.waitForTimeout(11_500);
    await expect(copy.page.getByRole('button', { name: 'Resume' })).toBeHidden();
    await gateway.release();
  });

  /** @type {[string, number, RegExp][]} */
  const waits = [['waits for another token', 401, /The gateway refuses the token/], ['has ended with a part of its rows', 403, /The export has stopped/]];
  for (const [name, status, sentence] of waits) {
    test.describe('of a gateway that refuses', () => {
      test.use({ expected: failed(status) });

      test(`an export that ${name} is not offered in the other one, however long that takes`, async ({ report, page, gateway, context }) => {
        test.slow();
        await context.addInitScript(() => {
          const real = Date.now;
          Date.now = () => real() + Number(localStorage.getItem('skew') ?? 0);
        });
        await report.enter('');
        const dialog = await open(report);
        await gateway.stage({ pass: true }, { pass: true }, { pass: true }, ...Array(12).fill(refusal(status, 'no', '400-9')));
        await dialog.getByRole('button', start).click();
        await expect(dialog.getByText(sentence)).toBeVisible();
        await gateway.stage();
        await page.evaluate(() => { localStorage.setItem('skew', '120000'); });
        // Each tab records every few seconds that it is there.
        await page.waitForTimeout(6_000);
        const other = new ReportPage(await context.newPage(), `${gateway.url}/`);
        await other.enter('');
        await other.whole();
        await other.page.waitForTimeout(500);
        await expect(other.page.getByRole('button', { name: 'Resume' })).toHaveCount(0);
        await page.close();
        await other.page.reload();
        await expect(other.page.getByRole('button', { name: 'Resume' })).toBeVisible();
      });
    });
  }

  for (const name of ['Resume', 'Discard']) {
    test(`${name} ends nothing that the other tab has resumed`, async ({ report, page, gateway, context }) => {
      await report.enter('');
      await reading(report, gateway);
      await page.reload();
      await gateway.release();
      await report.settled();
      const other = new ReportPage(await context.newPage(), `${gateway.url}/`);
      await other.enter('');
      const late = other.page.getByRole('button', { name, exact: true });
      await expect(late).toBeVisible();
      await gateway.stage({ pass: true, held: true });
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Resume' }).click();
      await expect.poll(async () => (await gateway.requests()).length).toBeGreaterThan(0);
      await late.click();
      await expect(late).toBeHidden();
      await gateway.release();
      expect(await ids(await saved)).toEqual(await gateway.ids('1', 10_000));
    });
  }
});

test.describe('from a gateway with ways of its own', () => {
  test('a second that holds more rows than a page is read page by page', async ({ page }) => {
    // A gateway of its own, as other tests count the rows of the shared one.
    const gateway = await Gateway.start('--rows', '1200');
    await gateway.arrive(2300);
    await gateway.change('created = (select created from rows where seq = 600)', 'seq between 601 and 1200');
    const report = new ReportPage(page, `${gateway.url}/`);
    await report.enter('');
    const dialog = await open(report);
    const download = await exported(page, dialog, 'JSON lines');
    expect((await ids(download)).toSorted()).toEqual((await gateway.ids('1', 10_000)).toSorted());
    await expect(dialog.getByRole('status')).toHaveText(ofRows(3500));
    gateway.stop();
  });

  test('smaller pages than were asked for are what is asked for then', async ({ report, page, gateway }) => {
    await gateway.faults({ fault: 'clamped', per_page: 400 });
    await report.enter('');
    await gateway.forget();
    const download = await exported(page, await open(report), 'JSON lines');
    expect(await ids(download)).toEqual(await gateway.ids('1', 10_000));
    const limits = (await gateway.requests()).map(({ body }) => body.limit);
    expect(limits.slice(0, 3)).toEqual([1, 1000, 400]);
    expect(Math.max(...limits.slice(2))).toBe(400);
  });

  test('one that ignores dates is found out, and nothing is passed off as whole', async ({ report, gateway }) => {
    await report.enter('');
    await gateway.faults({ fault: 'ignored_filter', filter: 'create_to_date' });
    const dialog = await open(report);
    await dialog.getByRole('button', start).click();
    await expect(dialog.getByText('the gateway gives rows outside the dates that it was asked for')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Get the rest' })).toBeVisible();
    await expect(dialog.getByText('The file is saved')).toBeHidden();
  });

  test('another filter that it ignores is named at the end, with the number of rows', async ({ report, page, gateway }) => {
    await report.enter('?state_id=0');
    const rows = await gateway.ids('1', 10_000);
    const others = await gateway.ids('state != 0', 10_000);
    await gateway.faults({ fault: 'ignored_filter', filter: 'state_id' });
    const dialog = await open(report);
    expect(await ids(await exported(page, dialog, 'JSON lines'))).toEqual(rows);
    const [count, of] = [others.length, rows.length].map((number) => number.toLocaleString('en'));
    await expect(dialog.getByText(`The gateway seems to ignore the filter “State”: ${count} of ${of} rows do not match it.`)).toBeVisible();
  });

  for (const { what, status, body } of [
    { what: 'as a proxy does', status: 413, body: '<html><h1>413 Request Entity Too Large</h1></html>' },
    { what: 'for want of time', status: 504, body: '<html><h1>504 Gateway Time-out</h1></html>' },
    { what: 'without a reason', ...refusal(400, 'bad request', '400-1') },
    { what: 'naming the limit', ...refusal(400, 'bad request', '400-1', { limit: ['at most 500'] }) },
  ]) {
    test.describe(`that fails at large pages, ${what}`, () => {
      test.use({ expected: failed(status) });

      test('gives all rows in smaller ones', async ({ report, page, gateway }) => {
        await report.enter('');
        const dialog = await open(report);
        await page.route('**/api/report/new_list', (route) => (route.request().postDataJSON().limit > 500
          ? route.fulfill({ status, body: typeof body === 'string' ? body : JSON.stringify(body) })
          : route.continue()));
        expect(await ids(await exported(page, dialog, 'JSON lines'))).toEqual(await gateway.ids('1', 10_000));
        await page.unroute('**/api/report/new_list');
      });
    });
  }

  test.describe('that refuses large pages', () => {
    test.use({ expected: failed(422) });

    test('half as many rows are asked for', async ({ report, page, gateway }) => {
      await report.enter('');
      await gateway.forget();
      const large = refusal(422, 'the limit is too large', '400-2', { limit: ['too large'] });
      await gateway.stage({ pass: true }, large, large);
      const download = await exported(page, await open(report), 'JSON lines');
      expect(await ids(download)).toEqual(await gateway.ids('1', 10_000));
      const limits = (await gateway.requests()).map(({ body }) => body.limit);
      expect(limits.slice(0, 4)).toEqual([1, 1000, 500, 250]);
      expect(Math.max(...limits.slice(3))).toBe(250);
    });
  });
});

test('a row that is newer than the clock of this device is exported as well', async ({ page }) => {
  const gateway = await Gateway.start('--rows', '1200');
  await gateway.change(`created = ${Math.floor(Date.now() / 1000) + 86_400}`, 'seq = 1200');
  const report = new ReportPage(page, `${gateway.url}/`);
  await report.enter('');
  const download = await exported(page, await open(report), 'JSON lines');
  expect(await ids(download)).toEqual(await gateway.ids('1', 10_000));
  gateway.stop();
});

test('a shown row that is newer than that clock is exported, though the gateway does not list it first', async ({ page }) => {
  const gateway = await Gateway.start('--rows', '1200');
  await gateway.change(`created = ${Math.floor(Date.now() / 1000) + 86_400}`, 'seq = 1200');
  await answering(page, (answer, { limit }) => {
    const { data, ...rest } = JSON.parse(answer);
    return JSON.stringify({ data: limit === 1 ? [] : data, ...rest });
  });
  const report = new ReportPage(page, `${gateway.url}/`);
  await report.enter('');
  const download = await exported(page, await open(report), 'JSON lines');
  expect((await ids(download)).sort()).toEqual((await gateway.ids('1', 10_000)).sort());
  gateway.stop();
});

test('what a closed tab has read goes on in another one, two minutes later', async ({ report, page, gateway, context }) => {
  await report.enterByForm('', undefined, { remember: true });
  await report.whole();
  await reading(report, gateway);
  await page.close();
  await gateway.release();
  const other = new ReportPage(await context.newPage(), `${gateway.url}/`);
  await other.page.addInitScript(() => {
    const real = Date.now;
    Date.now = () => real() + 120_000;
  });
  await other.open('');
  await other.settled();
  const saved = other.page.waitForEvent('download');
  await other.page.getByRole('button', { name: 'Resume' }).click();
  expect(await ids(await saved)).toEqual(await gateway.ids('1', 10_000));
});

test('signing out while it is paused asks for the token, and leaves nothing', async ({ report, page, gateway }) => {
  await report.enter('?state_id=6');
  const dialog = await reading(report, gateway);
  await dialog.getByRole('button', { name: 'Pause' }).click();
  await gateway.release();
  await page.keyboard.press('Escape');
  await report.button('signOut').click();
  await expect(report.connectForm).toBeVisible();
  // Longer than a paused export waits before it looks again.
  await page.waitForTimeout(300);
  await expect(page.locator('#crash')).toBeHidden();
  await expect.poll(() => kept(report)).toEqual([]);
  expect(await page.evaluate(() => localStorage.getItem('outbox-report / exports'))).toBe(null);
});

test('what is cancelled leaves nothing on the device, and neither does what is discarded', async ({ report, page, gateway }) => {
  await report.enter('');
  const dialog = await reading(report, gateway);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await gateway.release();
  await expect.poll(() => kept(report)).toEqual([]);
  await page.keyboard.press('Escape');
  await reading(report, gateway);
  await page.reload();
  await gateway.release();
  await report.settled();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect.poll(() => kept(report)).toEqual([]);
  await page.reload();
  await report.whole();
  await expect(page.getByRole('button', { name: 'Resume' })).toHaveCount(0);
});

test.describe('in a browser that gives less', () => {
  test('where there is no room left, that is said, and what was read can be saved', async ({ report, page, gateway }) => {
    await page.addInitScript(() => {
      const real = IDBObjectStore.prototype.put;
      let slices = 0;
      IDBObjectStore.prototype.put = function (value, key) {
        if (String(key).includes(' ')) slices += 1;
        if (slices > 2) throw new DOMException('full', 'QuotaExceededError');
        return real.call(this, value, key);
      };
    });
    await report.enter('');
    const dialog = await open(report);
    await dialog.getByRole('radio', { name: 'JSON lines' }).check();
    await dialog.getByRole('button', start).click();
    await expect(dialog.getByText('there is no room left on this device')).toBeVisible();
    const read = await ids(await savedPartial(page, dialog));
    await expect(dialog.getByRole('status')).toHaveText(ofRows(read.length, 5000));
    expect(read).toEqual(await gateway.ids('1', read.length));
  });

  test('where there is no room from the start, memory has the rows', async ({ report, page, gateway }) => {
    await page.addInitScript(() => {
      IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
    });
    await report.enter('');
    const dialog = await open(report);
    expect(await ids(await exported(page, dialog, 'JSON lines'))).toEqual(await gateway.ids('1', 10_000));
    await expect(dialog.getByRole('status')).toHaveText(ofRows(5000));
  });

  test('rows that somebody has cleared from the device are said to be gone', async ({ report, page, gateway, context }) => {
    await report.enter('');
    const dialog = await reading(report, gateway);
    const session = await context.newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', { origin: new URL(gateway.url).origin, storageTypes: 'all' });
    await gateway.release();
    await expect(dialog.getByText('what was read is no longer on this device')).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Save partial file' })).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Another export' }).click();
    expect(await ids(await exported(page, dialog, 'JSON lines'))).toEqual(await gateway.ids('1', 10_000));
  });

  test('it works over plain http on a name that is not the machine\'s own', async ({ page, gateway }) => {
    const report = new ReportPage(page, `http://outbox.test:${new URL(gateway.url).port}/`);
    await report.enter('');
    expect(await page.evaluate(() => isSecureContext)).toBe(false);
    const dialog = await reading(report, gateway);
    await page.reload();
    await gateway.release();
    await report.settled();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Resume' }).click();
    expect(await ids(await saved)).toEqual(await gateway.ids('1', 10_000));
    await expect(dialog).toBeHidden();
    await expect.poll(() => kept(report)).toEqual([]);
  });

  /** @type {[string, () => void][]} */
  const refusals = [
    ['throws', () => { IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); }; }],
    ['fails', () => {
      const real = IDBFactory.prototype.open;
      // The stored database has a version that is too new to be opened.
      IDBFactory.prototype.open = function (name) { void real.call(this, name, 2); return real.call(this, name, 1); };
    }],
    ['is not there', () => { Object.defineProperty(globalThis, 'indexedDB', { value: undefined }); }],
  ];
  for (const [name, refuse] of refusals) {
    test(`it works where IndexedDB ${name}`, async ({ report, page, gateway }) => {
      await page.addInitScript(refuse);
      await report.enter('');
      const dialog = await open(report);
      const download = await exported(page, dialog, 'JSON lines');
      expect(await ids(download)).toEqual(await gateway.ids('1', 10_000));
      await expect(dialog.getByRole('status')).toHaveText(ofRows(5000));
    });
  }
});

for (const [name, isRefused] of /** @type {const} */ ([['where the device keeps nothing', true], ['nowhere else', false]])) {
  test(`the room in memory is asked about ${name}`, async ({ report, page, gateway }) => {
    if (isRefused) await page.addInitScript(() => { IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError'); }; });
    await report.enter('');
    const [newest] = await rowsOf(gateway, 'seq = (select max(seq) from rows)');
    const dialog = await open(report);
    // More rows than need a confirmation, and more bytes than fit into memory.
    await gateway.stage(reply([JSON.parse(json(newest))], { total: 300_000, per_page: 1 }));
    await dialog.getByRole('button', start).click();
    await expect(dialog.getByRole('button', { name: 'Export all of it' })).toBeVisible();
    await expect(dialog.getByText('which has room for 64 MB')).toBeVisible({ visible: isRefused });
  });
}

test('the token is in no file, in no name and in no store but the session\'s own', async ({ report, page, gateway }) => {
  await report.enter('');
  const dialog = await reading(report, gateway);
  /** Returns everything that the page stores, names and values. */
  const keeps = () => page.evaluate(async () => {
    /** @type {Record<string, string>} */
    const all = { address: location.href, title: document.title, cookie: document.cookie };
    for (const [area, storage] of Object.entries({ localStorage, sessionStorage })) {
      for (const [key, value] of Object.entries(storage)) all[`${area} ${key}`] = value;
    }
    for (const { name } of await indexedDB.databases()) {
      /** @type {IDBDatabase} */
      const database = await new Promise((resolve) => { Object.assign(indexedDB.open(name), { onsuccess: (/** @type {any} */ { target }) => resolve(target.result) }); });
      for (const store of database.objectStoreNames) {
        /** @type {[IDBValidKey, Uint8Array][]} */
        const entries = await new Promise((resolve) => {
          /** @type {[IDBValidKey, Uint8Array][]} */
          const found = [];
          database.transaction(store).objectStore(store).openCursor().onsuccess = ({ target }) => {
            const { result: cursor } = /** @type {IDBRequest<IDBCursorWithValue | null>} */ (target);
            if (!cursor) return resolve(found);
            found.push([cursor.key, cursor.value]);
            cursor.continue();
          };
        });
        for (const [key, value] of entries) all[`${name} ${key}`] = new TextDecoder().decode(value);
      }
      database.close();
    }
    for (const name of 'caches' in globalThis ? await caches.keys() : []) all[`cache ${name}`] = '';
    return all;
  });
  const holders = async () => Object.entries(await keeps()).filter((entry) => entry.join(' ').includes('demo-token')).map(([name]) => name);
  expect(Object.keys(await keeps()).some((name) => name.startsWith('outbox-report / '))).toBe(true);
  expect(await holders()).toEqual(['sessionStorage outbox-report / session']);
  const saved = page.waitForEvent('download');
  await gateway.release();
  const download = await saved;
  expect(`${download.suggestedFilename()} ${await content(download)}`).not.toContain('demo-token');
  await expect(dialog.getByRole('status')).toHaveText(ofRows(5000));
  expect(await holders()).toEqual(['sessionStorage outbox-report / session']);
});

test('exports that run in other tabs are looked for once at a time', async ({ report, page }) => {
  const key = 'outbox-report / exports';
  await page.clock.install({ time: NOW * 1000 });
  await page.addInitScript((key) => {
    const { getItem } = Storage.prototype;
    const looks = { count: 0 };
    Storage.prototype.getItem = function (name) {
      if (name === key) looks.count += 1;
      return getItem.call(this, name);
    };
    Object.assign(globalThis, { looks });
    const alive = () => localStorage.setItem(key, `first ${Date.now()}\nsecond ${Date.now()}`);
    alive();
    setInterval(alive, 5000);
  }, key);
  await report.enter();
  await report.whole();
  const looks = () => page.evaluate(() => Object(globalThis).looks.count);
  await expect.poll(looks).toBeGreaterThan(0);
  /** @type {number[]} */
  const each = [];
  for (let at = 0; at < 5; at += 1) {
    const before = await looks();
    await page.clock.runFor(91_000);
    await expect.poll(looks).toBeGreaterThan(before);
    let now = before;
    while (now !== await looks()) {
      now = await looks();
      // Longer than a look takes.
      await page.waitForTimeout(500);
    }
    each.push(now - before);
  }
  expect(Math.max(...each)).toBe(each[0]);
});
