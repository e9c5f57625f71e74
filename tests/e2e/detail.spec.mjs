// @ts-check
// The dialog of a record.
import { test, expect } from './fixtures.mjs';
import { reply } from './gateway.mjs';
/** @import { Json } from './gateway.mjs' */
/** @import { ReportPage } from './page.mjs' */

/** @type {Json} */
const RECORD = {
  username: 'novin', number_color: '#95E871', number: '+981000', number_id: '123654', messages_outbox_id: '12545856',
  state: 'finish', type: 'pattern_transactional', time_send: '1745409418', time: '1745409418', rcpts_count: '1240',
  exit_count: '1198', status: 'پایان یافته', partner_id: null, in_delivery_line: 0, valid: 'approve',
  message: 'خط یک\nline two \u202Egnp.exe', part: null, cost: 3990.2, summary: null, user_ip: null, user_id: null,
  files_path: null, parent_id: null, state_id: 6, new_field: { deep: [1, { a: null }] }, other: 'x',
};

const open = (/** @type {ReportPage} */ report, /** @type {string | number} */ id) => report.rows.getByRole('button', { name: `Details of ${id}` }).click();

test('has every field, known and unknown, with the whole text', async ({ report, gateway, page }) => {
  await gateway.stage(reply([RECORD, { ...RECORD, messages_outbox_id: '77', state_id: 3 }]));
  await report.enter();
  await open(report, '12545856');
  const dialog = page.getByRole('dialog', { name: 'Details of 12545856' });
  await expect(dialog).toBeVisible();
  await expect(dialog).toContainText('Sent');
  // Characters that change the direction of text are shown by name, and have no effect.
  await expect(dialog).toContainText('line two ⟦RLO⟧gnp.exe');
  for (const [label, value] of [
    ['Sender', '+981000'], ['User', 'novin'], ['Recipients', '1,240'], ['Exits', '1,198'], ['Cost', '3,990.2 IRR'],
    ['Created', 'Wed 23 April 2025, 15:26:58 Tehran'], ['Type', 'pattern_transactional'], ['Review', 'approve'],
    ['Progress', 'finish'], ['Partner ID', '–'], ['In delivery line', '0'],
    ['new_field', '{"deep":[1,{"a":–}]}'], ['other', 'x'],
  ]) {
    const fact = dialog.locator('dl > div').filter({ has: page.getByText(label, { exact: true }) });
    await expect(fact.locator('dd bdi'), label).toHaveText(value);
  }
  expect(JSON.parse(await dialog.getByRole('textbox', { name: 'JSON as it came' }).inputValue())).toEqual(RECORD);
});

test('says how long ago a time was, as time goes by', async ({ report, gateway, page }) => {
  await page.clock.install({ time: (1_745_409_418 + 120) * 1000 });
  await gateway.stage(reply([RECORD]));
  await report.enter();
  await open(report, '12545856');
  await expect(report.dialog.getByText('2 minutes ago')).toHaveCount(2);
  await page.clock.runFor(3 * 3_600_000);
  await expect(report.dialog.getByText('3 hours ago')).toHaveCount(2);
});

test('of a row that shares its id is its own', async ({ report, gateway, page }) => {
  const row = (/** @type {string} */ id, /** @type {string} */ message) => ({ ...RECORD, messages_outbox_id: id, message });
  await gateway.stage(reply([row('5', 'the first'), row('5', 'the second'), row('6', 'the third')]));
  await report.enter();
  await report.rows.getByRole('button', { name: 'Details of 5' }).nth(1).click();
  await expect(page.getByRole('dialog')).toContainText('the second');
  await page.getByRole('dialog').getByRole('button', { name: 'Next row' }).click();
  await expect(page.getByRole('dialog')).toContainText('the third');
});

test('goes on to the next row and back, and ends where the page ends', { tag: '@browsers' }, async ({ report, gateway, page }) => {
  await gateway.stage(reply([RECORD, { ...RECORD, messages_outbox_id: '77', state_id: 3 }]));
  await report.enter();
  await open(report, '12545856');
  const step = (/** @type {string} */ name) => page.getByRole('dialog').getByRole('button', { name });
  await expect(step('Previous row')).toHaveAttribute('aria-disabled', 'true');
  await step('Next row').click();
  await expect(page.getByRole('dialog', { name: 'Details of 77' })).toContainText('Rejected');
  await expect(step('Next row')).toHaveAttribute('aria-disabled', 'true');
  await step('Next row').press('Enter');
  await expect(page.getByRole('dialog', { name: 'Details of 77' })).toBeVisible();
  await step('Previous row').click();
  await expect(page.getByRole('dialog', { name: 'Details of 12545856' })).toBeVisible();
});

test('closes with Escape, its button and Back, and gives the focus back', { tag: '@browsers' }, async ({ report, page }) => {
  await report.enter('?state_id=6');
  const [id] = await report.ids();
  const button = report.rows.getByRole('button', { name: `Details of ${id}` });
  const dialog = page.getByRole('dialog', { name: `Details of ${id}` });
  for (const close of [
    () => page.keyboard.press('Escape'),
    () => dialog.getByRole('button', { name: 'Close' }).click(),
    () => page.goBack(),
  ]) {
    await button.click();
    await expect(dialog).toBeVisible();
    await close();
    await expect(dialog).toHaveCount(0);
    await expect(button).toBeFocused();
    expect(report.query()).toBe('?state_id=6');
  }
  await expect(report.rows).toHaveCount(25);
});

test('Escape gives the focus to the row that was read last', async ({ report, page }) => {
  await report.enter();
  await report.rows.first().getByRole('button').click();
  await report.dialog.getByRole('button', { name: 'Next row' }).click();
  await report.dialog.getByRole('button', { name: 'Next row' }).click();
  // The new title is read out.
  await expect(report.dialog.getByRole('heading').first()).toHaveAttribute('aria-live', 'polite');
  await page.keyboard.press('Escape');
  await expect(report.dialog).toHaveCount(0);
  await expect(report.rows.nth(2).getByRole('button', { name: /^Details/ })).toBeFocused();
});

test('a page is turned right after it was closed', async ({ report, page }) => {
  await report.enter('?page=3');
  for (const expected of [4, 5, 6, 7]) {
    await report.rows.first().getByRole('button').click();
    await expect(report.dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    await expect.poll(() => report.query()).toBe(`?page=${expected}`);
    await report.settled();
    expect(report.query()).toBe(`?page=${expected}`);
  }
  // One entry for each page, and none for a record.
  for (const expected of [6, 5, 4, 3]) {
    await page.goBack();
    await expect.poll(() => report.query()).toBe(`?page=${expected}`);
  }
});

test('a record that was open when the page was loaded again leaves nothing in the history', async ({ report, page }) => {
  await report.enter('?page=2');
  await report.step('next').click();
  await report.settled();
  await report.rows.first().getByRole('button').click();
  await expect(report.dialog).toBeVisible();
  await page.reload();
  await report.settled();
  await expect(report.button('columnsButton')).toBeVisible();
  await expect.poll(() => page.evaluate(() => history.state)).toBe(null);
  expect(report.query()).toBe('?page=3');
  await page.goBack();
  await expect.poll(() => report.query()).toBe('?page=2');
});

test('Back closes any dialog', async ({ report, page }) => {
  await report.enter('?page=2');
  await report.step('next').click();
  await report.settled();
  await report.button('settings').click();
  await expect(report.dialog).toBeVisible();
  await page.goBack();
  await expect(report.dialog).toHaveCount(0);
});

test('Enter on a row\'s check box opens its record', async ({ report, page }) => {
  await report.enter();
  const box = report.rows.nth(3).getByRole('checkbox');
  await box.focus();
  await page.keyboard.press('Enter');
  await expect(report.dialog).toBeVisible();
  await expect(box).toHaveAttribute('aria-checked', 'false');
  await page.keyboard.press('Escape');
  await expect(box).toBeFocused();
});

test('a send without a state is not said to have one', async ({ report, gateway }) => {
  await gateway.stage(reply([{ ...RECORD, state_id: null, status: null }]));
  await report.enter();
  await open(report, '12545856');
  await expect(report.dialog.locator('.state-meaning')).toContainText('The gateway has not said what has become of it.');
});

test('values are copied as they came, with Latin digits', async ({ report, gateway, context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await gateway.stage(reply([RECORD]));
  await report.enter();
  await open(report, '12545856');
  await page.getByRole('dialog').getByRole('button', { name: 'Copy: Cost' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('3990.2');
  // The status is in the dialog, as the page behind it is inert.
  await expect(report.dialog.getByText('Copied: Cost.')).toBeInViewport();
  await page.getByRole('dialog').getByRole('button', { name: 'Copy: Created' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('2025-04-23 15:26:58');
});

test('signing out elsewhere closes it', async ({ report, context, gateway, page }) => {
  await report.enter();
  await report.rows.getByRole('button').first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  const second = await context.newPage();
  await second.goto(`${gateway.url}/`);
  await second.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.includes('sign_outs')) ?? 'outbox-report / sign_outs';
    localStorage.setItem(key, String(Number(localStorage.getItem(key) ?? 0) + 1));
  });
  await expect(report.connectForm).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test.describe('a row that is none', () => {
  test('has its JSON in its detail', async ({ report, gateway, page }) => {
    await gateway.stage(reply([RECORD, 'broken']));
    await report.enter();
    await report.rows.last().getByRole('button').click();
    await expect(page.getByRole('dialog')).toContainText("This row can't be read.");
    await expect(page.getByRole('dialog').getByRole('textbox', { name: 'JSON as it came' })).toHaveValue('"broken"');
  });
});

test.describe('in Persian', () => {
  test.use({ language: 'fa' });

  test('numbers have Persian digits and the sheet stands at the page\'s end', { tag: '@browsers' }, async ({ report, gateway, page }) => {
    await gateway.stage(reply([RECORD]));
    await report.enter();
    await report.rows.getByRole('button', { name: 'جزئیات ۱۲۵۴۵۸۵۶' }).click();
    const dialog = page.getByRole('dialog', { name: 'جزئیات ۱۲۵۴۵۸۵۶' });
    await expect(dialog).toContainText('۳٬۹۹۰٫۲ ریال');
    await expect(dialog).toContainText('چهارشنبه ۳ اردیبهشت ۱۴۰۴، ۱۵:۲۶:۵۸ به وقت تهران');
    expect((await dialog.boundingBox()).x).toBe(0);
  });
});

for (const [letters, breaks] of /** @type {const} */ ([[100, 'pre-wrap'], [50_000, 'break-spaces']])) {
  test(`the lines of a message of ${letters} letters are broken in a way that its length allows`, async ({ report, gateway }) => {
    await gateway.stage(reply([{ messages_outbox_id: '7', message: 'سلام '.repeat(letters / 5) }], { total: 1 }));
    await report.enter();
    await report.rows.first().getByRole('button').click();
    await expect(report.dialog.locator('.bubble')).toHaveCSS('white-space', breaks);
  });
}
