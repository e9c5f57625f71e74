// @ts-check
// The selection of rows, the copying of selected rows, and the sums under the table.
import { test, expect } from './fixtures.mjs';
import { reply } from './gateway.mjs';
/** @import { ReportPage } from './page.mjs' */
/** @import { Page } from '@playwright/test' */

const row = (/** @type {string | number} */ id, more = {}) => ({
  messages_outbox_id: String(id), state_id: 6, time: '1745409418', time_send: /** @type {unknown} */ (null), message: `message ${id}`, number: '+981000',
  rcpts_count: '10', exit_count: '9', cost: 100.5, username: 'ali', ...more,
});
const ROWS = [row(5), row(4, { cost: null }), row(3, { message: 'two\nlines | "x"' }), row(2, { message: '=1+1' }), row(1)];
const summary = (/** @type {Page} */ page) => page.locator('.summary');
const pick = (/** @type {ReportPage} */ report, /** @type {string | number} */ id) => report.rows.getByRole('checkbox', { name: `Select ${id}`, exact: true });

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });
const clipboard = (/** @type {Page} */ page) => page.evaluate(() => navigator.clipboard.readText());

test('the sums are those of the rows in sight, and say what they leave out', async ({ report, gateway, page }) => {
  await gateway.stage(reply(ROWS, { total: 1000, last_page: 200 }));
  await report.enter();
  await expect(summary(page)).toHaveText(/This page, 5 rows\s*Recipients 50\s*Exits 45\s*Cost 402\.0 IRR\s*\(without 1 row\)/);
});

test('a row is selected by click and by Space, and a range with Shift', { tag: '@browsers' }, async ({ report, gateway, page }) => {
  await gateway.stage(reply(ROWS));
  await report.enter();
  await pick(report, 5).click();
  await expect(pick(report, 5)).toHaveAttribute('aria-checked', 'true');
  await expect(page.getByRole('group', { name: 'Selection' })).toContainText('1 row selected');
  await pick(report, 2).click({ modifiers: ['Shift'] });
  await expect(page.getByRole('group', { name: 'Selection' })).toContainText('4 rows selected');
  expect(await page.evaluate(() => getSelection().toString())).toBe('');
  await pick(report, 4).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('group', { name: 'Selection' })).toContainText('3 rows selected');
  const all = report.table.getByRole('checkbox', { name: 'Select all rows of this page' });
  await expect(all).toHaveAttribute('aria-checked', 'mixed');
  await all.click();
  await expect(page.getByRole('group', { name: 'Selection' })).toContainText('5 rows selected');
  await expect(all).toHaveAttribute('aria-checked', 'true');
  await page.getByRole('button', { name: 'Clear the selection' }).click();
  await expect(page.getByRole('group', { name: 'Selection' })).toHaveCount(0);
});

for (const width of [360, 1440]) {
  test(`${width} pixels wide, what can be done with a selection, and its sums, are in sight from the first row on`, async ({ report, page }) => {
    await page.setViewportSize({ width, height: 740 });
    await report.enter();
    const [first] = await report.ids();
    await pick(report, first).click();
    await expect(page.getByRole('group', { name: 'Selection' })).toBeInViewport({ ratio: 1 });
    for (const sum of ['Recipients', 'Exits', 'Cost']) await expect(page.getByRole('group', { name: 'Selection' }).getByText(sum)).toBeVisible();
    expect(await page.evaluate(() => scrollY)).toBeLessThan(740);
  });
}

test('what is out of sight is not selected, and a refresh keeps what still is', async ({ report, page }) => {
  await report.enter();
  const ids = await report.ids();
  await pick(report, ids[0]).click();
  await pick(report, ids[3]).click();
  await report.button('refresh').click();
  await report.settled();
  await expect(page.getByRole('group', { name: 'Selection' })).toContainText('2 rows selected');
  await report.step('next').click();
  await report.settled();
  await expect(page.getByRole('group', { name: 'Selection' })).toHaveCount(0);
  await report.step('previous').click();
  await report.settled();
  await expect(page.getByRole('group', { name: 'Selection' })).toHaveCount(0);
});

test('a row without an id is not taken for the one that follows it in its place', async ({ report, gateway, page }) => {
  const unnamed = (/** @type {string} */ message) => ({ state_id: 1, time: '1745409418', message });
  await gateway.stage(reply([unnamed('a'), row(7)]), reply([unnamed('b'), row(7)]));
  await report.enter();
  // A send without an id can't be watched either.
  await expect(report.rows.nth(1).getByRole('checkbox')).toBeVisible();
  await expect(report.rows.first().getByRole('switch')).toHaveCount(0);
  await report.rows.first().getByRole('checkbox').click();
  await pick(report, 7).click();
  await expect(page.getByRole('group', { name: 'Selection' })).toContainText('2 rows selected');
  await report.button('refresh').click();
  await expect(report.rows.first()).toContainText('b');
  await expect(page.getByRole('group', { name: 'Selection' })).toContainText('1 row selected');
  await expect(report.rows.first().getByRole('checkbox')).toHaveAttribute('aria-checked', 'false');
});

test('the selection is copied for a spreadsheet, as JSON and as Markdown', async ({ report, gateway, page }) => {
  await gateway.stage(reply(ROWS));
  await report.enter();
  await pick(report, 3).click();
  await pick(report, 2).click();
  await page.getByRole('button', { name: 'Copy for a spreadsheet' }).click();
  await expect(page.getByText('TSV: 2 rows are copied.')).toBeInViewport();
  const lines = (await clipboard(page)).split('\r\n');
  expect(lines).toEqual([
    ['State', 'Message', 'Sender', 'Recipients', 'Exits', 'Cost (IRR)', 'Created (Asia/Tehran)', 'Sent (Asia/Tehran)', 'User', 'Outbox ID'].join('\t'),
    ['Sent', '"two\nlines | ""x"""', '+981000', '10', '9', '100.5', '2025-04-23 15:26:58', '', 'ali', '3'].join('\t'),
    ['Sent', '\'=1+1', '+981000', '10', '9', '100.5', '2025-04-23 15:26:58', '', 'ali', '2'].join('\t'),
  ]);
  await page.getByRole('button', { name: 'Copy JSON' }).click();
  await expect.poll(async () => JSON.parse(await clipboard(page).then((text) => (text.startsWith('[') ? text : '0')))).toEqual([ROWS[2], ROWS[3]]);
  await expect(page.getByText('JSON: 2 rows are copied.')).toBeInViewport();
  await page.getByRole('button', { name: 'Copy Markdown' }).click();
  await expect.poll(() => clipboard(page)).toContain('| Sent | two<br>lines \\| "x" | +981000 |');
});

test('what is said of copying is that of this selection', async ({ report, page }) => {
  await report.enter();
  await report.rows.nth(20).getByRole('checkbox').click();
  await page.getByRole('button', { name: 'Copy JSON' }).click();
  await expect(page.getByText('JSON: 1 row is copied.')).toBeInViewport();
  await report.rows.nth(21).getByRole('checkbox').click();
  await expect(page.getByText('JSON: 1 row is copied.')).toHaveCount(0);
});

test('what is said of copying goes with its language', async ({ report, page }) => {
  await report.enter();
  await report.rows.nth(20).getByRole('checkbox').click();
  await page.getByRole('button', { name: 'Copy JSON' }).click();
  await expect(page.getByText('JSON: 1 row is copied.')).toBeInViewport();
  await page.getByRole('button', { name: 'فارسی' }).click();
  await expect(page.getByRole('group', { name: 'انتخاب', exact: true })).toBeVisible();
  await expect(page.getByText('JSON: 1 row is copied.')).toHaveCount(0);
});

for (const [width, height] of [[820, 700], [360, 640], [320, 560]]) {
  test.describe(`at ${width} × ${height}`, () => {
    test.use({ viewport: { width, height }, language: width === 320 ? 'fa' : 'en' });

    test('the bar of the selection covers no row that has the focus', async ({ report, page }) => {
      await report.enter();
      await report.rows.first().getByRole('checkbox').click();
      await expect(page.locator('.selection')).toBeVisible();
      for (let at = 0; at < 12; at += 1) {
        await page.keyboard.press('j');
        const [focus, bar] = await page.evaluate(() => [document.activeElement, document.querySelector('.summary')].map((element) => element.getBoundingClientRect().toJSON()));
        expect(focus.bottom, `row ${at}`).toBeLessThanOrEqual(bar.top);
        expect(focus.top).toBeGreaterThan(0);
      }
    });
  });
}

for (const size of ['125%', '150%', '200%']) {
  test.describe(`on a phone with text at ${size}`, () => {
    test.use({ viewport: { width: 360, height: 740 }, language: 'fa' });

    test('the bar of the selection covers nothing that has the focus', async ({ report, page }) => {
      await report.enter('?limit=10');
      await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, size);
      await report.rows.first().getByRole('checkbox').click();
      await expect(page.locator('.selection')).toBeVisible();
      for (let at = 0; at < 14; at += 1) {
        await page.keyboard.press('Tab');
        const [focus, bar] = await page.evaluate(() => [document.activeElement, document.querySelector('.summary')].map((element) => element.getBoundingClientRect().toJSON()));
        expect(focus.bottom, `stop ${at}`).toBeLessThanOrEqual(bar.top + 1);
        expect(focus.top).toBeGreaterThan(0);
      }
    });
  });
}

test.describe('on the Persian page', () => {
  test.use({ language: 'fa' });

  test('a double click selects an id, which is copied in Latin digits and opens nothing', async ({ report, gateway, page }) => {
    await gateway.stage(reply([row(1234567)]));
    await report.enter('?limit=10');
    await report.whole();
    await report.table.getByRole('rowheader').getByText('۱۲۳۴۵۶۷', { exact: true }).dblclick();
    // Longer than the time in which a second click makes a double click.
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => getSelection().toString().trim())).toBe('۱۲۳۴۵۶۷');
    await page.keyboard.press('ControlOrMeta+c');
    await expect.poll(async () => (await clipboard(page)).trim()).toBe('1234567');
    expect(report.query()).toBe('?limit=10');
    await expect(report.dialog).toHaveCount(0);
    expect(await gateway.requests()).toHaveLength(1);
  });
});

test('a spreadsheet gets Latin digits and the columns in sight from the Persian page', async ({ report, gateway, page }) => {
  await page.addInitScript(() => localStorage.setItem('outbox-report / columns', 'messages_outbox_id cost time part'));
  await gateway.stage(reply([row(1234567, { part: '2' })]));
  await report.enter();
  await report.button('language').click();
  await page.getByRole('checkbox', { name: 'انتخاب ۱۲۳۴۵۶۷' }).click();
  await page.getByRole('button', { name: 'رونوشت برای صفحه‌گسترده' }).click();
  await expect.poll(() => clipboard(page)).toBe(
    ['شناسه ارسال\tهزینه (ریال)\tایجاد (Asia/Tehran)\tبخش‌ها', '1234567\t100.5\t1404/02/03 15:26:58\t2'].join('\r\n'));
});
