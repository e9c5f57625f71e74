// @ts-check
// What tests of the overview share: where its numbers stand, and what the database says of them.
import { expect } from './fixtures.mjs';
import { NOW } from './gateway.mjs';
/** @import { Gateway } from './gateway.mjs' */
/** @import { ReportPage } from './page.mjs' */

export const DAY = 86_400;

/** The lists and the table of an overview. @param {ReportPage} report */
export const parts = ({ page, names }) => ({
  panel: page.locator('.overview'),
  states: page.getByRole('list', { name: names.byState }).getByRole('link'),
  time: page.getByRole('table', { name: names.overTime }),
  buckets: page.getByRole('table', { name: names.overTime }).getByRole('row').filter({ has: page.getByRole('rowheader') }),
  attention: page.getByRole('list', { name: names.attention }).getByRole('link'),
});

/** The number in a text, whatever stands around it. @param {string} text */
export const number = (text) => Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''));

/** Opens the overview, or closes it. @param {ReportPage} report */
export const toggle = (report) => report.button('overview').click();

/** Waits until all that is due is counted, picture by picture. @param {ReportPage} report */
export async function counted(report) {
  await report.page.locator('.overview-status').filter({ hasText: /^\s*Counted as of/ }).waitFor({ timeout: 20_000 });
}

/** Opens the page and its overview, and waits for its numbers. @param {ReportPage} report @param {string} query */
export async function enterCounted(report, query = '') {
  await report.enter(query);
  await report.whole();
  await toggle(report);
  await counted(report);
}

/**
 * Opens the overview of the delivered sends of a range, and holds each number to what the database counts.
 *
 * @param {ReportPage} report @param {Gateway} gateway @param {number} from @param {number} to
 */
export async function expectEveryNumber(report, gateway, from, to) {
  const range = `created between ${from} and ${to}`;
  await enterCounted(report, `?create_from_date=${from}&create_to_date=${to}&state_id=6`);
  const { states, buckets, attention } = parts(report);
  await expect(states).toHaveCount(10);
  const all = await gateway.count(range);
  for (const [state, text] of (await states.allTextContents()).entries()) {
    const count = await gateway.count(`${range} and state = ${state}`);
    expect(number(text.replace(/^\D+/, '')), text).toBe(count);
    expect(text).toContain(`${Number((count / all * 100).toFixed(1))}%`);
  }
  let begin = from;
  for (const bucket of await buckets.all()) {
    const address = new URLSearchParams((await bucket.getByRole('link').getAttribute('href')) ?? '');
    const [first, last] = ['create_from_date', 'create_to_date'].map((name) => Number(address.get(name)));
    expect(first).toBe(begin);
    begin = last + 1;
    const shown = number(await bucket.getByRole('cell').textContent() ?? '');
    expect(shown).toBe(await gateway.count(`created between ${first} and ${last} and state = 6`));
  }
  expect(begin).toBe(to + 1);
  const late = `and sent <= ${NOW - 600}`;
  const needs = [`state = 2 ${late}`, `state = 5 ${late}`, 'state = 1', 'state = 3', 'state = 4', 'state = 8', 'state = 9'];
  const texts = await attention.allTextContents();
  for (const [place, need] of needs.entries()) {
    const count = await gateway.count(`created >= ${NOW - 7 * DAY} and ${need}`);
    expect(number(texts[place].replace('10 minutes', '')), texts[place]).toBe(count);
  }
}

/**
 * Selects the second to the fourth bucket by keys: arrows move, Shift extends, Enter sets. Returns the dates of the range.
 *
 * @param {ReportPage} report @param {'ArrowRight' | 'ArrowLeft'} forward the key to what is later
 */
export async function selectSpan(report, forward) {
  const { page } = report;
  const { buckets } = parts(report);
  await expect(buckets.nth(2).getByRole('cell')).toHaveText(/[\d۰-۹]/);
  const address = async (/** @type {number} */ place) =>
    new URLSearchParams(await buckets.nth(place).getByRole('link').getAttribute('href') ?? '');
  const range = [(await address(1)).get('create_from_date'), (await address(3)).get('create_to_date')];
  await buckets.nth(0).getByRole('link').focus();
  await page.keyboard.press(forward);
  await expect(buckets.nth(1).getByRole('link')).toBeFocused();
  await page.keyboard.press(`Shift+${forward}`);
  await page.keyboard.press(`Shift+${forward}`);
  await expect(buckets.nth(3).getByRole('link')).toBeFocused();
  await page.keyboard.press('Enter');
  await report.settled();
  return range;
}
