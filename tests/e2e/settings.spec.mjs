// @ts-check
// The settings dialog: a person's preferences on a device.
import { test, expect } from './fixtures.mjs';
import { reply } from './gateway.mjs';
import { ReportPage } from './page.mjs';
/** @import { Page } from '@playwright/test' */

const ROW = {
  messages_outbox_id: '12345678', state_id: 6, time: '1745409418', time_send: '1745409418', message: 'code: 481516', number: '+981000',
  rcpts_count: '1240', exit_count: '1198', cost: 3990.2, username: 'ali', part: /** @type {unknown} */ (null), summary: 'again 481516',
};

test.beforeEach(({ gateway }) => gateway.stage(reply([ROW])));

const open = async (/** @type {ReportPage} */ report, /** @type {Page} */ page) => {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
};
const choose = (/** @type {Page} */ page, /** @type {string} */ name, /** @type {string} */ option) => page.getByRole('dialog').getByRole('combobox', { name }).selectOption(option);
const CELLS = /** @type {Record<string, string>} */ ({ rcpts_count: '.recipients', time: '.created', cost: '.cost', message: '.message' });
const cell = (/** @type {ReportPage} */ report, /** @type {string} */ column) => report.rows.first().locator(CELLS[column]);

test('every setting changes the page at once, is remembered, and is reset with all others', { tag: '@browsers' }, async ({ report, gateway, page }) => {
  await report.enter();
  await open(report, page);
  const root = page.locator('html');
  const paper = () => page.evaluate(() => getComputedStyle(document.querySelector('.sheet')).backgroundColor);
  const before = await paper();
  await choose(page, 'Colours', 'Dark');
  expect(await paper()).not.toBe(before);
  await choose(page, 'Row height', 'Compact');
  await expect(root).toHaveAttribute('data-density', 'compact');
  await choose(page, 'Digits', 'Persian ۱۲۳');
  await expect(cell(report, 'rcpts_count')).toHaveText('۱٬۲۴۰');
  await choose(page, 'Digits', 'Latin 123');
  await choose(page, 'Calendar', 'Persian');
  await expect(cell(report, 'time')).toHaveText('1404/02/03 15:26');
  await choose(page, 'Time zone', 'UTC');
  await expect(cell(report, 'time')).toHaveText('1404/02/03 11:56');
  await choose(page, 'Amounts in rials', 'In toman');
  await expect(cell(report, 'cost')).toHaveText('399.02 toman');
  await choose(page, 'Codes in messages', 'Hidden');
  await expect(cell(report, 'message')).toHaveText('code: ••••••');
  await choose(page, 'Keyboard shortcuts', 'Off');
  await choose(page, 'Automatic refresh', 'Every 5 min');

  await gateway.stage(reply([ROW]));
  await page.reload();
  await report.settled();
  await expect(cell(report, 'time')).toHaveText('1404/02/03 11:56');
  await expect(cell(report, 'cost')).toHaveText('399.02 toman');
  await expect(cell(report, 'message')).toHaveText('code: ••••••');
  expect(await paper()).not.toBe(before);
  await open(report, page);
  for (const [name, option] of [['Colours', 'dark'], ['Row height', 'compact'], ['Digits', 'latn'], ['Calendar', 'persian'],
    ['Time zone', 'utc'], ['Amounts in rials', 'toman'], ['Codes in messages', 'on'], ['Keyboard shortcuts', 'off'], ['Automatic refresh', '300']]) {
    await expect(page.getByRole('dialog').getByRole('combobox', { name })).toHaveValue(option);
  }
  await page.getByRole('button', { name: 'Reset all settings' }).click();
  await expect(cell(report, 'time')).toHaveText('2025-04-23 15:26');
  await expect(cell(report, 'message')).toHaveText('code: 481516');
  expect(await paper()).toBe(before);
  expect(await page.evaluate(() => localStorage.getItem('outbox-report / choices'))).toBe(null);
});

test('a cost that is no number is not said to be toman', async ({ report, gateway, page }) => {
  await page.addInitScript(() => localStorage.setItem('outbox-report / choices', 'currency=toman'));
  await gateway.stage(reply([ROW, { ...ROW, messages_outbox_id: '2', cost: '3,990' }]));
  await report.enter();
  await expect(cell(report, 'cost')).toHaveText('399.02 toman');
  await expect(report.rows.nth(1).locator('.cost')).toHaveText('3,990 IRR');
});

test.describe('another currency', () => {
  test('has no toman', async ({ report, gateway, page }) => {
    await gateway.config({ currency: 'USD' });
    await report.enter();
    await open(report, page);
    await expect(page.getByRole('dialog').getByRole('combobox', { name: 'Calendar' })).toBeVisible();
    await expect(page.getByRole('dialog').getByRole('combobox', { name: 'Amounts in rials' })).toHaveCount(0);
  });
});

test('a reset brings the language back as well, in every tab', async ({ report, gateway, page, context }) => {
  await report.enter();
  const other = new ReportPage(await context.newPage(), `${gateway.url}/`);
  await other.enter();
  await report.button('language').click();
  for (const tab of [page, other.page]) await expect(tab.locator('html')).toHaveAttribute('lang', 'fa');
  await page.getByRole('button', { name: 'تنظیمات' }).click();
  await page.getByRole('button', { name: 'بازنشانی همه تنظیمات' }).click();
  for (const tab of [page, other.page]) await expect(tab.locator('html')).toHaveAttribute('lang', 'en');
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => /locale|choices|columns/.test(key)))).toEqual([]);
});

test('dates are read in the report\'s zone whatever zone they are shown in', async ({ report, gateway, page }) => {
  await page.addInitScript(() => localStorage.setItem('outbox-report / choices', 'time_zone=utc'));
  await report.enter('?create_from_date=2025-04-23T15:00');
  expect((await gateway.requests())[0].body.filters.create_from_date).toBe('1745407800');
  await expect(cell(report, 'time')).toHaveText('2025-04-23 11:56');
  await report.rows.first().getByRole('button').click();
  await expect(report.dialog).toContainText('11:56:58 UTC');
});

test('the language is there as well, and the fields\' dates follow calendar and digits', async ({ report, page }) => {
  await report.enter('?create_from_date=2025-04-08');
  await open(report, page);
  await choose(page, 'Calendar', 'Persian');
  await expect(report.field('create_from_date')).toHaveValue('1404/01/19');
  await choose(page, 'Digits', 'Persian ۱۲۳');
  await expect(report.field('create_from_date')).toHaveValue('۱۴۰۴/۰۱/۱۹');
  expect(report.query()).toBe('?create_from_date=2025-04-08');
  await choose(page, 'Language', 'فارسی');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fa');
  await expect(page.getByRole('dialog', { name: 'تنظیمات' })).toBeVisible();
});

test('hidden codes are never in the page, not even before everything is loaded', async ({ report, page }) => {
  await page.addInitScript(() => {
    localStorage.setItem('outbox-report / choices', 'mask=on');
    addEventListener('DOMContentLoaded', () => {
      new MutationObserver(() => { globalThis.leaked ||= document.body.textContent.includes('481516'); })
        .observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  });
  await report.enter();
  await expect(cell(report, 'message')).toHaveText('code: ••••••');
  await report.rows.first().getByRole('button').click();
  await expect(report.dialog.getByRole('textbox', { name: 'JSON as it came' })).toHaveValue(/code: ••••••/);
  await expect(report.dialog).toContainText('again ••••••');
  expect(await page.evaluate(() => globalThis.leaked ?? false)).toBe(false);
  const mask = report.dialog.getByRole('switch', { name: 'Hide codes' });
  await expect(mask).toHaveAttribute('aria-checked', 'true');
  await mask.click();
  await expect(report.dialog).toContainText('code: 481516');
  await expect(report.dialog.getByRole('switch', { name: 'Hide codes' })).toHaveAttribute('aria-checked', 'false');
});

test('a choice in one tab is one in every tab', async ({ report, page, context }) => {
  await report.enter();
  const other = await context.newPage();
  const copy = new ReportPage(other, report.base);
  await copy.enter();
  await open(report, page);
  await choose(page, 'Digits', 'Persian ۱۲۳');
  await expect(copy.status).toContainText('۱–');
});

test.describe('the names of zones and of options', () => {
  test.use({ timezoneId: 'America/New_York' });

  test('this device\'s zone is the browser\'s', async ({ report, page }) => {
    await page.addInitScript(() => localStorage.setItem('outbox-report / choices', 'time_zone=browser'));
    await report.enter();
    await expect(cell(report, 'time')).toHaveText('2025-04-23 07:56');
    await report.rows.first().getByRole('button').click();
    await expect(report.dialog).toContainText('New York');
  });
});

test('chosen colours are there before the wasm runs', async ({ report, page }) => {
  await page.addInitScript(() => localStorage.setItem('outbox-report / choices', 'theme=dark digits=latn'));
  await page.route('**/*.wasm', () => {});
  await report.open();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(report.connectForm).toHaveCount(0);
});
