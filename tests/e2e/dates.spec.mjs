// @ts-check
import { test, expect } from './fixtures.mjs';
import { Gateway, NOW } from './gateway.mjs';
import { ReportPage, description, latin } from './page.mjs';
/** @import { Page } from '@playwright/test' */

// Sunday 2025-06-15, 25 Khordad 1404, 18:36:40 in Tehran: the next morning in Auckland, early that day in Los Angeles.
const TODAY = [1_749_933_000, 1_750_019_399];
const DAY = 86_400;

/** Sets the page's present to that of the tests; timers stay real. */
const atNow = (/** @type {Page} */ page) => page.addInitScript((now) => { Date.now = () => now; }, NOW * 1000);

/** Returns the filters of the last request. */
async function lastFilters(/** @type {Gateway} */ gateway, /** @type {number} */ count) {
  await expect.poll(async () => (await gateway.requests()).length).toBe(count);
  return (await gateway.requests()).at(-1).body.filters;
}

const PRESETS = {
  en: {
    Today: TODAY,
    Yesterday: TODAY.map((second) => second - DAY),
    'Last 24 hours': [NOW - DAY, NOW],
    'Last 7 days': [TODAY[0] - 6 * DAY, TODAY[1]],
    'Last 30 days': [TODAY[0] - 29 * DAY, TODAY[1]],
    // June and May.
    'This month': [1_748_723_400, 1_751_315_399],
    'Last month': [1_746_045_000, 1_748_723_399],
    'From now on': [NOW],
    'Next 7 days': [NOW, NOW + 7 * DAY],
  },
  fa: {
    امروز: TODAY,
    دیروز: TODAY.map((second) => second - DAY),
    '۲۴ ساعت گذشته': [NOW - DAY, NOW],
    '۷ روز گذشته': [TODAY[0] - 6 * DAY, TODAY[1]],
    '۳۰ روز گذشته': [TODAY[0] - 29 * DAY, TODAY[1]],
    // Khordad and Ordibehesht, of 31 days each.
    'این ماه': [TODAY[0] - 24 * DAY, TODAY[0] + 7 * DAY - 1],
    'ماه گذشته': [TODAY[0] - 55 * DAY, TODAY[0] - 24 * DAY - 1],
    'از اکنون به بعد': [NOW],
    '۷ روز آینده': [NOW, NOW + 7 * DAY],
  },
};

for (const timezoneId of ['Asia/Tehran', 'Pacific/Auckland', 'America/Los_Angeles']) {
  for (const language of /** @type {const} */ (['en', 'fa'])) {
    test.describe(`a browser in ${timezoneId}, ${language}`, () => {
      test.use({ timezoneId, language });

      test('presets set both ends of the dates they name, by the report\'s clocks and the calendar in use', async ({ report, gateway, page }) => {
        await atNow(page);
        await report.enter();
        let count = 1;
        for (const [name, [from, to]] of Object.entries(PRESETS[language])) {
          await report.openCalendar('send_to_date');
          await report.dialog.getByRole('button', { name, exact: true }).click();
          await expect(report.dialog).toBeHidden();
          expect(await lastFilters(gateway, ++count), name).toEqual({ send_from_date: String(from), ...(to && { send_to_date: String(to) }) });
          await expect(report.chips).toHaveCount(to ? 2 : 1);
        }
        // Each preset made exactly one request, for its first page.
        expect(await report.historyLength()).toBeGreaterThan(count);
      });

      test('ranges ahead are offered for the sent date alone, and stay relative in a bookmark', async ({ report, page }) => {
        await atNow(page);
        await report.enter();
        const [fromNow, week] = language === 'fa' ? ['از اکنون به بعد', '۷ روز آینده'] : ['From now on', 'Next 7 days'];
        await report.openCalendar('create_from_date');
        await expect(report.dialog.getByRole('button', { name: fromNow, exact: true })).toHaveCount(0);
        await expect(report.dialog.getByRole('button', { name: week, exact: true })).toHaveCount(0);
        await page.keyboard.press('Escape');
        await report.openCalendar('send_from_date');
        await report.dialog.getByRole('button', { name: week, exact: true }).click();
        await report.settled();
        expect(report.query()).toBe('?send_from_date=now&send_to_date=now%2B7d');
        await report.openCalendar('send_to_date');
        await report.dialog.getByRole('button', { name: fromNow, exact: true }).click();
        await report.settled();
        expect(report.query()).toBe('?send_from_date=now');
        await expect(report.field('send_to_date')).toHaveValue('');
      });

      test('a calendar is used by keys in the direction of its text', { tag: '@browsers' }, async ({ report, gateway, page }) => {
        await atNow(page);
        await report.enter();
        await report.openCalendar('create_from_date');
        const keys = page.keyboard;
        const [first, second] = language === 'fa'
          ? ['یکشنبه ۲۵ خرداد ۱۴۰۴', 'دوشنبه ۲۶ خرداد ۱۴۰۴']
          : ['Sun 15 June 2025', 'Mon 16 June 2025'];
        await expect.poll(() => report.focusedDay()).toBe(first);
        await expect(page.locator('[aria-current="date"]')).toHaveAccessibleName(first);
        const [forward, back] = language === 'fa' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
        await keys.press(forward);
        await expect.poll(() => report.focusedDay()).toBe(second);
        await keys.press(back);
        await keys.press('ArrowDown');
        await keys.press('ArrowUp');
        await expect.poll(() => report.focusedDay()).toBe(first);
        // Weeks begin on Saturday and on Monday.
        await keys.press('Home');
        await expect.poll(() => report.focusedDay()).toBe(language === 'fa' ? 'شنبه ۲۴ خرداد ۱۴۰۴' : 'Mon 9 June 2025');
        await keys.press('End');
        await expect.poll(() => report.focusedDay()).toBe(language === 'fa' ? 'جمعه ۳۰ خرداد ۱۴۰۴' : 'Sun 15 June 2025');
        await keys.press('PageDown');
        await keys.press('Shift+PageUp');
        await expect.poll(() => report.focusedDay()).toBe(language === 'fa' ? 'شنبه ۳۰ تیر ۱۴۰۳' : 'Mon 15 July 2024');
        await keys.press('Shift+PageDown');
        await keys.press('PageUp');
        await keys.press('Enter');
        await expect(report.dialog).toBeHidden();
        const day = language === 'fa' ? '1750365000' : '1749933000';
        expect(await lastFilters(gateway, 2)).toEqual({ create_from_date: day });
        const shown = language === 'fa' ? '۱۴۰۴/۰۳/۳۰' : '2025-06-15';
        await expect(report.field('create_from_date')).toHaveValue(shown);
        // The focus is back where it came from.
        await expect(page.getByRole('button', { name: `${report.names.calendar}: ${report.names.create_from_date}` })).toBeFocused();
      });
    });
  }
}

test('a calendar ends with the years that its field takes', async ({ report, page }) => {
  await report.enter('?create_to_date=2199-12-31');
  await report.openCalendar('create_to_date');
  const last = 'Tue 31 December 2199';
  await expect.poll(() => report.focusedDay()).toBe(last);
  for (const key of ['ArrowRight', 'ArrowDown', 'PageDown', 'Shift+PageDown']) {
    await page.keyboard.press(key);
    await expect.poll(() => report.focusedDay()).toBe(last);
  }
  await report.dialog.getByRole('button', { name: 'Next year' }).click();
  await expect(report.dialog.getByRole('heading', { name: 'December 2199' })).toBeVisible();
});

test('a calendar opens at the day of its field, keeps Tab, and Escape changes nothing', { tag: '@browsers' }, async ({ report, gateway, page, browserName }) => {
  test.skip(browserName === 'firefox', 'Tab goes on into the browser there, out of the tests\' reach');
  await report.enter('?create_to_date=2025-04-08');
  await report.openCalendar('create_to_date');
  await expect(page.getByRole('gridcell', { selected: true })).toHaveAccessibleName('Tue 8 April 2025');
  await expect.poll(() => report.focusedDay()).toBe('Tue 8 April 2025');
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press('Tab');
    const inside = await page.evaluate(() => document.activeElement === document.body || document.activeElement.closest('dialog') !== null);
    expect(inside).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(report.dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Calendar: Created date to' })).toBeFocused();
  expect(await gateway.requests()).toHaveLength(1);
  await report.openCalendar('create_to_date');
  await report.dialog.getByRole('button', { name: 'Next month' }).click();
  await expect(report.dialog.getByRole('heading', { name: 'May 2025' })).toBeVisible();
  await report.dialog.getByRole('gridcell', { name: 'Fri 9 May 2025' }).click();
  await expect(report.dialog).toBeHidden();
  expect(report.query()).toBe('?create_to_date=2025-05-09');
  await report.openCalendar('create_to_date');
  await report.dialog.getByRole('button', { name: 'No date' }).click();
  await expect(report.dialog).toBeHidden();
  expect(report.query()).toBe('');
});

test('what is typed is read back at once, before it takes effect', async ({ report, gateway, page }) => {
  await atNow(page);
  await report.enter();
  const field = report.field('create_to_date');
  for (const [typed, read] of [
    ['2025-04-08', 'Tue 8 April 2025, 23:59:59 Tehran'],
    ['۱۴۰۴/۰۱/۱۹ ۱۳:۳۰', 'Tue 8 April 2025, 13:30 Tehran'],
    ['1744102007', 'Tue 8 April 2025, 12:16:47 Tehran'],
    ['now-7d/d', 'Sun 8 June 2025, 23:59:59 Tehran'],
    ['now', 'Sun 15 June 2025, 18:36:40 Tehran'],
    ['2022-07-01T12:00', 'Fri 1 July 2022, 12:00 Tehran'],
    ['1404/12/30', ''],
  ]) {
    await field.fill(typed);
    await expect.poll(() => description(field)).toBe(read);
  }
  await field.press('Enter');
  await expect.poll(() => description(field)).toContain('The Persian calendar has no such day.');
  expect(await gateway.requests()).toHaveLength(1);
  expect(report.query()).toBe('');
});

for (const [typed, shown, said] of /** @type {[string, string, RegExp][]} */ ([
  ['23 April 2025', '2025-04-23', /^Wed 23 April 2025/],
  ['۳ اردیبهشت ۱۴۰۴، تهران', '2025-04-23', /^Wed 23 April 2025/],
  ['31 February 2025', '2025/2/31', /The Gregorian calendar has no such day/],
  ['۳۰ اسفند ۱۴۰۴', '1404/12/30', /The Persian calendar has no such day/],
  ['31 Februar 2025', '31 Februar 2025', /A date such as/],
])) {
  test(`«${typed}» is shown in numbers when it is left, and judged as a date`, async ({ report }) => {
    await report.enter();
    await report.whole();
    const field = report.field('create_from_date');
    await field.fill(typed);
    await field.press('Tab');
    await expect(field).toHaveValue(shown);
    await expect.poll(() => description(field)).toMatch(said);
  });
}

test('pages of a relative view skip and double no row while new ones arrive', async ({ page }) => {
  const gateway = await Gateway.start('--rows', '3000');
  const report = new ReportPage(page, `${gateway.url}/`);
  let now = NOW;
  await page.exposeFunction('presentSecond', () => now);
  await page.addInitScript((start) => {
    let present = start;
    Date.now = () => present;
    globalThis.goTo = (/** @type {number} */ seconds) => { present = seconds * 1000; };
  }, NOW * 1000);
  await report.enter('?create_from_date=now-30d&create_to_date=now');
  const expected = await gateway.ids(`created between ${NOW - 30 * DAY} and ${NOW}`, 75);
  const seen = await report.ids();
  for (const [at, turn] of /** @type {const} */ ([[60, 'next'], [120, 'next']])) {
    now = NOW + at;
    await page.evaluate((seconds) => globalThis.goTo(seconds), now);
    await gateway.arrive(7, now);
    await report.step(turn).click();
    await report.settled();
    await expect(report.status).toHaveText(new RegExp(`^${seen.length + 1}–`));
    seen.push(...(await report.ids()));
  }
  expect(seen).toEqual(expected);
  expect(new URL(page.url()).search).toBe('?page=3&create_from_date=now-30d&create_to_date=now');
  const dates = (await gateway.requests()).map(({ body }) => body.filters);
  expect(new Set(dates.map((filters) => JSON.stringify(filters))).size).toBe(1);

  await report.button('refresh').click();
  await expect.poll(async () => (await gateway.requests()).length).toBe(4);
  expect((await gateway.requests()).at(-1).body.filters.create_to_date).toBe(String(NOW + 120));
  gateway.stop();
});

test('a written plus of date math that arrives as a space is repaired', async ({ report, gateway, page }) => {
  await atNow(page);
  await report.enter('?create_to_date=now+1d/d');
  expect(report.query()).toBe('?create_to_date=now%2B1d/d');
  const [{ body }] = await gateway.requests();
  expect(body.filters).toEqual({ create_to_date: String(TODAY[1] + DAY) });
  await expect(report.field('create_to_date')).toHaveValue('now+1d/d');
  expect(latin('۱')).toBe('1');
});
