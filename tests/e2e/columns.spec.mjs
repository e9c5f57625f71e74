// @ts-check
// The columns of the table: their choice, their order, their widths, and how the table scrolls.
import { test, expect } from './fixtures.mjs';
import { reply } from './gateway.mjs';
/** @import { ReportPage } from './page.mjs' */
/** @import { Locator } from '@playwright/test' */

const headers = (/** @type {ReportPage} */ report) => report.table.getByRole('columnheader').allTextContents();
const open = async (/** @type {ReportPage} */ report) => {
  await report.button('columnsButton').click();
  await expect(report.dialog).toBeVisible();
};
const choice = (/** @type {ReportPage} */ report, /** @type {string} */ name) => report.dialog.getByRole('checkbox', { name, exact: true });

test('a column is hidden and shown, and stays so', { tag: '@browsers' }, async ({ report, page }) => {
  await report.enter();
  await open(report);
  await choice(report, 'Cost').uncheck();
  await choice(report, 'Review').check();
  await expect(choice(report, 'Review')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(report.button('columnsButton')).toBeFocused();
  const expected = [...report.names.columns.filter((name) => name !== 'Cost'), 'Review'];
  expect(await headers(report)).toEqual(expected);
  await expect(report.rows.first().getByRole('cell')).toHaveCount(expected.length - 1);
  await expect(report.rows.locator('.field-valid').filter({ hasText: 'approve' }).first()).toBeVisible();
  await page.reload();
  await report.settled();
  await expect.poll(() => headers(report)).toEqual(expected);
  expect(report.query()).toBe('');
});

test('every field of the API can be a column, and the API document\'s row fills it', async ({ report, gateway, page }) => {
  await gateway.stage({ status: 200, body: JSON.stringify({
    data: [{
      username: 'u', number_color: '#95E871', number: '+981000', number_id: '123654', messages_outbox_id: '12545856',
      state: 'finish', type: 'pattern_transactional', time_send: '1745409418', time: '1745409418', rcpts_count: '1',
      exit_count: '1', status: 'پایان یافته', partner_id: 'p7', in_delivery_line: 0, valid: 'approve', message: 'متن پیام',
      part: '2', cost: 3990.2, summary: 'sum', user_ip: '10.0.0.1', user_id: '77', files_path: '/f/x.csv', parent_id: '12', state_id: 6,
    }],
    meta: { status: true, total: 1, last_page: 1, current_page: 1, per_page: 25, from: 1, to: 1 },
  }) });
  await report.enter();
  await open(report);
  await report.dialog.getByRole('button', { name: 'Everything' }).click();
  await page.keyboard.press('Escape');
  await expect(report.table.getByRole('columnheader')).toHaveCount(24);
  for (const text of ['pattern_transactional', 'approve', 'پایان یافته', 'finish', 'p7', 'sum', '10.0.0.1', '77', '/f/x.csv', '123654', '#95E871']) {
    await expect(report.rows.first().getByText(text, { exact: true })).toBeAttached();
  }
});

test('ready sets change the columns at once, and Reset brings the page\'s own back', async ({ report, page }) => {
  await report.enter();
  await open(report);
  await report.dialog.getByRole('button', { name: 'Billing' }).click();
  expect((await headers(report)).slice(0, 3)).toEqual(['State', 'User', 'Sender']);
  await report.dialog.getByRole('button', { name: 'Operator' }).click();
  expect(await headers(report)).toContain('Review');
  await report.dialog.getByRole('button', { name: 'Reset columns' }).click();
  expect(await headers(report)).toEqual(report.names.columns);
  expect(await page.evaluate(() => localStorage.getItem('outbox-report / columns'))).toBe(null);
});

test('columns change places by buttons, with the focus kept, and by dragging', { tag: '@browsers' }, async ({ report, page, browserName }) => {
  await report.enter();
  await open(report);
  const up = report.dialog.getByRole('button', { name: 'Move up: Message' });
  await up.press('Enter');
  await expect(up).toBeFocused();
  expect((await headers(report)).slice(0, 2)).toEqual(['Message', 'State']);
  await expect(report.dialog.locator('p[aria-live]')).toHaveText('Message: 1 of 10');
  // It can't go any further, and keeps the focus.
  await expect(up).toHaveAttribute('aria-disabled', 'true');
  await expect(report.dialog.getByRole('button', { name: 'Move down: Message' })).toHaveAttribute('aria-disabled', 'false');
  // The first column has the check boxes.
  await expect(report.rows.first().getByRole('cell').first().getByRole('checkbox')).toBeVisible();
  // WebDriver BiDi can't drag.
  if (browserName === 'firefox') return;
  const line = (/** @type {string} */ name) => report.dialog.getByRole('listitem').filter({ has: page.getByRole('checkbox', { name, exact: true }) });
  await line('Cost').dragTo(line('State'));
  expect((await headers(report)).slice(0, 3)).toEqual(['Message', 'Cost', 'State']);
});

for (const language of /** @type {const} */ (['en', 'fa'])) {
  test.describe(language, () => {
    test.use({ language });

    test('a header\'s edge is dragged to a width, which stays', { tag: '@browsers' }, async ({ report, page }) => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await report.enter();
      const header = report.table.getByRole('columnheader', { name: report.names.columns[2] });
      // Until the table's controls work, they are hidden.
      await expect(header.locator('.grip')).toBeVisible();
      const row = report.rows.first();
      await row.evaluate((element) => { element.isSame = true; });
      const box = await header.boundingBox();
      // Drags the header's end to a distance from its beginning.
      const from = (/** @type {number} */ start) => (language === 'fa' ? box.x + box.width - start : box.x + start);
      await page.mouse.move(from(box.width - 2), box.y + 10);
      await page.mouse.down();
      await page.mouse.move(from(200), box.y + 10, { steps: 4 });
      await page.mouse.up();
      expect((await header.boundingBox()).width).toBeCloseTo(200, -1);
      // The rows are still the same elements.
      expect(await row.evaluate((element) => element.isSame)).toBe(true);
      // Moving the pointer after the release changes nothing.
      await page.mouse.move(from(300), box.y + 10);
      expect((await header.boundingBox()).width).toBeCloseTo(200, -1);
      await page.reload();
      await report.settled();
      await expect.poll(async () => Math.round((await header.boundingBox()).width / 10)).toBe(20);
    });
  });
}

test('without a pointer a width is set by buttons', async ({ report, page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await report.enter();
  const header = report.table.getByRole('columnheader', { name: 'User' });
  await header.getByRole('button').press('Enter');
  const dialog = page.getByRole('dialog', { name: 'User' });
  const before = (await header.boundingBox()).width;
  await dialog.getByRole('button', { name: 'Wider: User' }).press('Enter');
  await expect.poll(async () => (await header.boundingBox()).width).toBeCloseTo(before + 24, -1);
  await dialog.getByRole('button', { name: 'Narrower: User' }).press('Enter');
  await expect.poll(async () => (await header.boundingBox()).width).toBeCloseTo(before, -1);
  await dialog.getByRole('button', { name: 'As wide as its content: User' }).press('Enter');
  await expect.poll(async () => (await header.boundingBox()).width).toBeLessThan(150);
  await page.keyboard.press('Escape');
  await expect(header.getByRole('button')).toBeFocused();
});

test('the last column stays', async ({ report, page }) => {
  await page.addInitScript(() => localStorage.setItem('outbox-report / columns', 'cost'));
  await report.enter();
  await report.table.getByRole('columnheader', { name: 'Cost' }).getByRole('button').click();
  await expect(report.dialog.getByRole('button', { name: 'Hide this column' })).toBeDisabled();
  await report.dialog.getByRole('button', { name: 'Columns' }).click();
  await expect(page.getByRole('dialog', { name: 'Columns' }).getByRole('heading', { name: 'Columns' })).toBeFocused();
  await expect(choice(report, 'Cost')).toBeDisabled();
});

test('an unknown column that is remembered changes nothing, and is forgotten', async ({ report, page }) => {
  await report.open();
  await page.evaluate(() => localStorage.setItem('outbox-report / columns', 'nonsense'));
  await report.enter();
  expect(await headers(report)).toEqual(report.names.columns);
  await expect.poll(() => page.evaluate(() => localStorage.getItem('outbox-report / columns'))).toBe(null);
});

test('a header explains its field, and says that nothing is sorted', async ({ report, page }) => {
  await report.enter();
  await report.table.getByRole('columnheader', { name: 'Exits' }).getByRole('button').click();
  const dialog = page.getByRole('dialog', { name: 'Exits' });
  await expect(dialog).toContainText('How many messages passed the checks and left.');
  await expect(dialog).toContainText('can\'t sort otherwise');
  await expect(dialog).toContainText('exit_count');
  await dialog.getByRole('button', { name: 'Hide this column' }).click();
  await expect(dialog).toBeHidden();
  await expect(report.table.getByRole('columnheader', { name: 'Exits' })).toHaveCount(0);
  // The header that had opened the dialog is gone; the focus goes to the column that is now in its place.
  await expect(report.table.getByRole('columnheader', { name: 'Cost' }).getByRole('button')).toBeFocused();
  await expect(report.table.locator('[aria-sort]')).toHaveCount(0);
});

for (const language of /** @type {const} */ (['en', 'fa'])) {
  test.describe(`a table wider than its place, ${language}`, () => {
    test.use({ language, viewport: { width: 1280, height: 700 } });

    test('scrolls in its own frame under its header and beside its first column', { tag: '@browsers' }, async ({ report, page }) => {
      await report.enter();
      await open(report);
      await report.dialog.getByRole('button', { name: language === 'en' ? 'Everything' : 'همه', exact: true }).click();
      await page.keyboard.press('Escape');
      const frame = page.locator('.table-frame');
      await expect(frame).toHaveClass(/wide/);
      // What doesn't fit scrolls anyway, so a message has its room.
      expect((await report.rows.first().locator('.message').boundingBox()).width).toBeGreaterThanOrEqual(288);
      const place = (/** @type {Locator} */ locator) => locator.evaluate((element) => {
        const [own, frame] = [element, element.closest('.table-frame')].map((it) => it.getBoundingClientRect());
        return { top: own.top - frame.top, start: document.dir === 'rtl' ? frame.right - own.right : own.left - frame.left };
      });
      const before = await frame.evaluate((element) => element.scrollTop);
      await frame.evaluate((element) => element.scrollBy(document.dir === 'rtl' ? -800 : 800, 300));
      expect(before).toBe(0);
      expect((await place(report.table.getByRole('columnheader').nth(2))).top).toBeLessThan(2);
      expect((await place(report.rows.nth(9).getByRole('cell').first())).start).toBeLessThan(2);
      expect((await place(report.rows.nth(9).getByRole('cell').nth(3))).start).toBeLessThan(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      // The focused element is not hidden under the header.
      await report.rows.nth(20).getByRole('checkbox').focus();
      await report.rows.nth(2).getByRole('checkbox').focus();
      const box = await place(report.rows.nth(2).getByRole('checkbox'));
      expect(box.top).toBeGreaterThan(36);
    });
  });
}

test('as long as there is room the header follows the page', async ({ report, page }) => {
  await page.setViewportSize({ width: 1440, height: 700 });
  await report.enter();
  await report.whole();
  await report.rows.nth(20).scrollIntoViewIfNeeded();
  await page.mouse.wheel(0, 400);
  const header = report.table.getByRole('columnheader', { name: 'State' });
  await expect.poll(async () => Math.abs((await header.boundingBox()).y)).toBeLessThan(2);
  await expect(header).toBeInViewport();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 760 } });

  test('other columns are lines of the card, each with its name', async ({ report, page }) => {
    await report.enter();
    await open(report);
    await choice(report, 'Review').check();
    await page.keyboard.press('Escape');
    await expect(report.rows.getByRole('cell', { name: 'Review approve' }).first()).toBeVisible();
    expect(await report.rows.first().locator('.field-valid').evaluate((cell) => getComputedStyle(cell, '::before').content)).toBe('"Review "');
    await expect(report.table.getByRole('columnheader')).toHaveCount(11);
  });

  test('a column is explained in the list of columns', async ({ report, page }) => {
    await report.enter();
    await open(report);
    await report.dialog.getByRole('button', { name: 'About the column Exits' }).click();
    const dialog = page.getByRole('dialog', { name: 'Exits' });
    await expect(dialog).toContainText('How many messages passed the checks and left.');
    await expect(dialog.getByRole('heading', { name: 'Exits' })).toBeFocused();
    await expect(dialog.getByRole('button', { name: 'Hide this column' })).toBeVisible();
  });

  test('a column that is not shown is explained, and can be neither hidden nor made wider', async ({ report, page }) => {
    await report.enter();
    await open(report);
    await report.dialog.getByRole('button', { name: 'About the column Type' }).click();
    const dialog = page.getByRole('dialog', { name: 'Type' });
    await expect(dialog.getByRole('button', { name: 'Columns' })).toBeVisible();
    await expect(dialog.getByRole('button', { name: /Hide this column|Wider/ })).toHaveCount(0);
  });
});

test('rows are not written in other columns first', async ({ report, page }) => {
  await page.addInitScript(() => {
    localStorage.setItem('outbox-report / columns', 'cost time');
    addEventListener('DOMContentLoaded', () => {
      globalThis.seen = new Set();
      new MutationObserver(() => {
        const row = document.querySelector('tbody tr');
        if (row) globalThis.seen.add(row.children.length);
      }).observe(document.body, { subtree: true, childList: true });
    });
  });
  await report.enter();
  await expect(page.locator('tbody tr').first()).toBeVisible();
  expect(await page.evaluate(() => [...globalThis.seen])).toEqual([2]);
  // Without a column of ids a row still has its check box and its details button.
  await expect(page.locator('tbody tr').first().getByRole('checkbox')).toBeVisible();
  await expect(page.locator('tbody tr').first().getByRole('button')).toBeVisible();
  // The hidden id still names the row's controls.
  await expect(page.locator('tbody tr').first().getByRole('rowheader')).toHaveCount(1);
});

test('a row shows what turns the direction of its texts, and its badge says what the state means', async ({ report, gateway }) => {
  await gateway.stage(reply([{
    messages_outbox_id: '\u202E123', state_id: 8, time: '1745409418', message: 'a \u202Elive\u202C b', number: '\u202E+98217',
    username: '\u202Eadmin',
  }]));
  await report.enter();
  for (const text of ['a ⟦RLO⟧live⟦PDF⟧ b', '⟦RLO⟧123', '⟦RLO⟧+98217', '⟦RLO⟧admin']) {
    await expect(report.rows.first()).toContainText(text);
  }
  await report.whole();
  const badge = report.rows.first().getByRole('link', { name: 'No credit' });
  await badge.hover();
  await expect(badge).toHaveAttribute('title', /Top up the credit.*\nOnly this State/);
});

for (const density of ['comfortable', 'compact']) {
  test(`a short text of several words is read whole in a further column, ${density}`, async ({ report, gateway, page }) => {
    await page.setViewportSize({ width: 1920, height: 800 });
    await page.addInitScript((density) => {
      localStorage.setItem('outbox-report / columns', 'state_id message status messages_outbox_id');
      localStorage.setItem('outbox-report / choices', `density=${density}`);
    }, density);
    const texts = ['در صف نظارت', 'در صف ارسال', 'در حال ارسال', 'در حال ایجاد', 'لغو شده است', 'رد شده است'];
    await gateway.stage(reply(texts.map((status, index) => ({ messages_outbox_id: String(index), state_id: 6, status, message: 'm' }))));
    await report.enter();
    await expect(report.rows.locator('.field-status')).toHaveText(texts);
    const cut = await report.rows.locator('.field-status').evaluateAll((cells) => cells.filter((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      const [text, own] = [range.getBoundingClientRect(), cell.getBoundingClientRect()];
      return cell.scrollHeight > cell.clientHeight || text.bottom > own.bottom;
    }).map((cell) => cell.textContent));
    expect(cut).toEqual([]);
  });
}
