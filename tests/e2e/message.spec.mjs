// @ts-check
// The record's message, cost and times, and its links.
import { test, expect } from './fixtures.mjs';
import { NOW, reply } from './gateway.mjs';
/** @import { Json } from './gateway.mjs' */
/** @import { Gateway } from './gateway.mjs' */
/** @import { ReportPage } from './page.mjs' */
/** @import { Page } from '@playwright/test' */

const row = (/** @type {Json} */ more) => ({
  messages_outbox_id: '77', state_id: 6, time: String(NOW - 3 * 3600), time_send: String(NOW + 86_400), number: '+981000', username: 'novin',
  rcpts_count: '1240', exit_count: '1198', cost: 3990.2, message: 'hi', part: /** @type {unknown} */ (null), ...more,
});

/** Opens the record of a row, alone on its page. */
async function open(/** @type {ReportPage} */ report, /** @type {Gateway} */ gateway, /** @type {Page} */ page, more = {}) {
  await page.addInitScript((now) => { Date.now = () => now; }, NOW * 1000);
  await gateway.stage(reply([row(more)]));
  await report.enter();
  await report.rows.first().getByRole('button').click();
  await expect(report.dialog).toBeVisible();
}

const line = (/** @type {ReportPage} */ report) => report.dialog.locator('.message-line p');

for (const [name, message, part, words] of [
  ['160 of the GSM alphabet are one part', 'a'.repeat(160), null, '160 characters · GSM-7 · 1 part · room for 0 more'],
  ['161 are two', 'a'.repeat(161), '2', '161 characters · GSM-7 · 2 parts, as the gateway counts · room for 145 more'],
  ['a euro sign is two septets', `${'a'.repeat(159)}€`, '1', '160 characters · GSM-7 · 2 parts, the gateway counts 1 · room for 145 more'],
  ['70 Persian letters are one part', 'م'.repeat(70), 1, '70 characters · UCS-2 because of م · 1 part, as the gateway counts · room for 0 more'],
  ['71 are two', 'م'.repeat(71), 3, '71 characters · UCS-2 because of م · 2 parts, the gateway counts 3 · room for 63 more'],
  ['a character that can\'t be seen is named by its number', 'می\u200Cروم', null, '6 characters · UCS-2 because of م, ی, U+200C, … · 1 part · room for 64 more'],
]) {
  test(`messages are counted as the network does: ${name}`, async ({ report, gateway, page }) => {
    await open(report, gateway, page, { message, part });
    const text = (await line(report).textContent()).replace(/[\u2068\u2069]/g, '');
    expect(text).toBe(words);
  });
}

test('where a part begins is seen, and no pair of surrogates is split', async ({ report, gateway, page }) => {
  // The 67th unit would be the first half of the emoji's surrogate pair.
  await open(report, gateway, page, { message: `${'م'.repeat(66)}😀${'ن'.repeat(10)}` });
  const mark = report.dialog.getByRole('img', { name: 'Part 2' });
  await expect(mark).toHaveCount(1);
  const [before, after] = await report.dialog.locator('.bubble').evaluate((bubble) => {
    const mark = bubble.querySelector('.part-mark');
    const range = document.createRange();
    range.setStart(bubble, 0);
    range.setEndBefore(mark);
    const before = range.toString();
    return [before, bubble.textContent.slice(before.length)];
  });
  expect([before, after]).toEqual(['م'.repeat(66), `😀${'ن'.repeat(10)}`]);
});

test('a message that is no text is shown as it came', async ({ report, gateway, page }) => {
  await open(report, gateway, page, { message: { code: '481516' } });
  await expect(report.dialog.locator('.bubble')).toHaveText('{"code":"481516"}');
});

test('hiding codes hides them everywhere at once, and is remembered', async ({ report, gateway, page }) => {
  await open(report, gateway, page, { message: 'code: 481516, room 12' });
  await report.dialog.getByRole('switch', { name: 'Hide codes' }).press('Space');
  await expect(report.dialog.locator('.bubble')).toHaveText('code: ••••••, room 12');
  await expect(report.dialog.getByRole('switch', { name: 'Hide codes' })).toBeFocused();
  await expect(report.dialog.getByRole('textbox', { name: 'JSON as it came' })).toHaveValue(/code: ••••••, room 12/);
  await page.keyboard.press('Escape');
  // A reload would be aborted by the step back from the record's entry.
  await expect.poll(() => page.evaluate(() => history.state)).toBe(null);
  await expect(report.rows.first()).toContainText('code: ••••••');
  await gateway.stage(reply([row({ message: 'code: 481516, room 12' })]));
  await page.reload();
  await report.settled();
  await expect(report.rows.first()).toContainText('code: ••••••, room 12');
});

test('what makes a message UCS-2 does not give a hidden code away', async ({ report, gateway, page }) => {
  await page.addInitScript(() => localStorage.setItem('outbox-report / choices', 'mask=on'));
  await open(report, gateway, page, { message: '۴۸۱۵۱۶ کد' });
  expect((await line(report).textContent()).replace(/[\u2068\u2069]/g, '')).toContain('UCS-2 because of •, ک, د ·');
});

test('the JSON of a record can be read to its end', async ({ report, gateway, page }) => {
  await open(report, gateway, page, { message: 'long '.repeat(60), last: 'the end' });
  const json = report.dialog.getByRole('textbox', { name: 'JSON as it came' });
  await expect(json).toHaveValue(/the end/);
  expect(await json.evaluate((field) => field.scrollWidth - field.clientWidth)).toBeLessThan(2);
  await json.evaluate((field) => { field.scrollTop = 100_000; });
  expect(await json.evaluate((field) => field.scrollHeight - field.clientHeight - field.scrollTop)).toBeLessThan(2);
});

test('cost, exits and times say what they mean', async ({ report, gateway, page }) => {
  await open(report, gateway, page);
  const fact = (/** @type {string} */ name) => report.dialog.locator('dl > div').filter({ has: page.getByText(name, { exact: true }) });
  await expect(fact('Cost')).toContainText('3,990.2 IRR');
  // 3990.2 divided by 1,240 is not exact.
  await expect(fact('Cost')).toContainText('about 3.22 IRR each recipient');
  await expect(fact('Created')).toContainText('3 hours ago');
  await expect(fact('Sent')).toContainText('in 24 hours');
  await expect(report.dialog.locator('.exits-of')).toContainText('1,198 of 1,240 (96%)');
  await expect(report.dialog.getByRole('meter', { name: 'Exits out of recipients' })).toHaveAttribute('value', '96');
});

test('in the table the exact time stands beside how long ago it was', async ({ report, gateway, page }) => {
  await page.addInitScript((now) => { Date.now = () => now; }, NOW * 1000);
  await gateway.stage(reply([row({})]));
  await report.enter();
  const created = report.rows.first().locator('.created');
  await expect(report.rows.first().getByRole('button')).toBeVisible();
  await created.hover();
  await expect(created).toHaveAttribute('title', /^3 hours ago · Sun 15 June 2025, 15:36:40 Tehran$/);
});

test('no row keeps the time of another that has taken its place', async ({ report, page }) => {
  await report.enter();
  await expect(report.rows.first().getByRole('button')).toBeVisible();
  const created = report.rows.first().locator('.created');
  await created.hover();
  await expect(created).toHaveAttribute('title', /ago/);
  await page.keyboard.press('n');
  await report.settled();
  await expect(report.status).toHaveText('26–50 of 5,000');
  await expect(created).not.toHaveAttribute('title');
});

test('an exact cost of each is said without "about", and one recipient needs none', async ({ report, gateway, page }) => {
  await gateway.stage(reply([row({ cost: '2480.0' }), row({ messages_outbox_id: '78', rcpts_count: '1', exit_count: '1' })]));
  await report.enter();
  await report.rows.first().getByRole('button').click();
  await expect(report.dialog).toContainText('2.0 IRR each recipient');
  await expect(report.dialog).not.toContainText('about 2');
  await report.dialog.getByRole('button', { name: 'Next row' }).click();
  await expect(report.dialog).not.toContainText('each recipient');
});

test('the record leads to the sends that share a value with it', async ({ report, page }) => {
  await report.enter('?state_id=6&page=2');
  await report.rows.first().getByRole('button').click();
  const fact = report.dialog.locator('dl > div').filter({ has: page.getByRole('link', { name: 'Only this Sender' }) });
  const value = encodeURIComponent(await fact.locator('dd bdi').textContent());
  await fact.getByRole('link').click();
  await expect(report.dialog).toHaveCount(0);
  await expect.poll(() => report.query()).toBe(`?number=${value}&state_id=6`);
  await report.settled();
  // The history entry of the record's dialog is replaced.
  await page.goBack();
  await expect.poll(() => report.query()).toBe('?page=2&state_id=6');
  await expect(report.dialog).toHaveCount(0);
  await page.goForward();
  await expect.poll(() => report.query()).toBe(`?number=${value}&state_id=6`);
});

test('what a state means, and what to do, stands at the record and in the help', async ({ report, gateway, page }) => {
  await open(report, gateway, page, { state_id: 8 });
  await expect(report.dialog).toContainText('The account\'s credit did not suffice. Top up the credit, and send it anew.');
  await report.dialog.getByRole('button', { name: 'States, and what to do' }).click();
  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help.locator('dl.states dt')).toHaveCount(10);
  await expect(help.getByRole('heading', { name: 'Help', exact: true })).toBeFocused();
  await expect(help.getByRole('heading', { name: 'Help', exact: true })).toBeInViewport();
  await expect(help).toContainText('Top up the credit');
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await expect(report.dialog).toContainText('The account\'s credit did not suffice.');
  await page.keyboard.press('Escape');
  await expect(report.dialog).toHaveCount(0);
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
});

test.describe('with a clipboard', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('the message is copied as it was sent', async ({ report, gateway, page }) => {
    await open(report, gateway, page, { message: 'two\nlines \u202Egnp.exe' });
    await report.dialog.getByRole('button', { name: 'Copy: Message' }).click();
    await expect(report.dialog.getByText('Copied: Message.')).toBeVisible();
    expect((await page.evaluate(() => navigator.clipboard.readText())).replaceAll('\r', '')).toBe('two\nlines \u202Egnp.exe');
  });

  test('all of a record is copied at once, as two columns', async ({ report, gateway, page }) => {
    await open(report, gateway, page, { message: 'two\nlines', new_field: 'x', partner_id: null });
    await report.dialog.getByRole('button', { name: 'Copy all' }).click();
    await expect(report.dialog.getByText('Copied.', { exact: true })).toBeVisible();
    const text = (await page.evaluate(() => navigator.clipboard.readText())).replaceAll('\r', '');
    for (const line of ['State\tSent', 'Message\t"two\nlines"', 'Cost (IRR)\t3990.2', 'Created (Asia/Tehran)\t2025-06-15 15:36:40', 'Outbox ID\t77', 'new_field\tx']) {
      expect(`${text}\n`).toContain(`${line}\n`);
    }
    expect(text).not.toContain('Partner ID');
  });
});

test.describe('in Persian', () => {
  test.use({ language: 'fa' });

  test('counts are in Persian digits and words', async ({ report, gateway, page }) => {
    await open(report, gateway, page, { message: 'م'.repeat(71) });
    await expect(line(report)).toContainText('۷۱ نویسه');
    await expect(report.dialog).toContainText('۳ ساعت پیش');
  });
});
