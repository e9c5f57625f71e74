// @ts-check
// The page by the keyboard alone: single keys, and a way through the whole page on which the focus is always in sight.
import { test, expect } from './fixtures.mjs';
import { TOKEN, reply } from './gateway.mjs';
/** @import { ReportPage } from './page.mjs' */
/** @import { Locator, Page } from '@playwright/test' */

/** Returns what is wrong with the focus; an empty text if it is on a visible element. */
const lost = (/** @type {Page} */ page) => page.evaluate(() => {
  const element = document.activeElement;
  const name = `${element.tagName.toLowerCase()}#${element.id} ${element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40)}`;
  if (element === document.body || element === document.documentElement) return `on ${name}`;
  const box = element.getBoundingClientRect();
  const x = Math.max(box.left, 0) / 2 + Math.min(box.right, innerWidth) / 2;
  const y = Math.max(box.top, 0) / 2 + Math.min(box.bottom, innerHeight) / 2;
  if (box.bottom <= 0 || box.top >= innerHeight || !box.width) return `out of sight: ${name}`;
  const seen = document.elementFromPoint(x, y);
  const label = seen?.closest('label');
  const isOwn = element.contains(seen) || seen?.contains(element) || label?.control === element;
  return isOwn ? '' : `${name} is under ${seen?.outerHTML.slice(0, 80)}`;
});

/** Presses a key, and checks that the focus is visible afterwards. */
async function press(/** @type {Page} */ page, /** @type {string} */ key, times = 1) {
  for (let at = 0; at < times; at += 1) {
    await page.keyboard.press(key);
    await expect.poll(() => lost(page), `after ${key}`).toBe('');
  }
}

/** Presses Tab until an element has the focus. */
async function tabTo(/** @type {Page} */ page, /** @type {Locator} */ locator, key = 'Tab') {
  for (let at = 0; at < 250; at += 1) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await press(page, key);
  }
  throw new Error('the Tab key never came there');
}

/** Connects without the pointer. */
async function connect(/** @type {ReportPage} */ report, /** @type {Page} */ page) {
  await report.open();
  await report.token.waitFor();
  await page.keyboard.press('Tab');
  await tabTo(page, report.token);
  await page.keyboard.type(TOKEN);
  await page.keyboard.press('Enter');
  await report.settled();
  await report.whole();
  await expect.poll(() => lost(page), 'after connecting').toBe('');
}

for (const [language, words] of /** @type {const} */ ([
  ['en', { everything: 'Everything', clear: 'Clear the selection', hide: 'Hide this column' }],
  ['fa', { everything: 'همه', clear: 'برداشتن انتخاب', hide: 'پنهان کردن این ستون' }],
])) {
  test.describe(`through the page by keyboard, ${language}`, () => {
    test.use({ language, viewport: { width: 1280, height: 560 } });
    const [forward, backward] = language === 'en' ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];

    test('filters, pages, records, columns and back, with the focus always in sight', async ({ report, gateway, page }) => {
      test.setTimeout(240_000);
      await gateway.config({ page_limit: 10 });
      await connect(report, page);
      const ids = await report.ids();

      // A search, and back to all.
      await press(page, '/');
      await expect(report.field('message')).toBeFocused();
      await page.keyboard.type('zzz');
      await page.keyboard.press('Enter');
      await report.settled();
      expect(report.query()).toBe('?message=zzz');
      await tabTo(page, report.chips.first(), 'Tab');
      await press(page, 'Enter');
      await report.settled();
      expect(report.query()).toBe('');

      // Pages in the direction of reading.
      await report.step('next').focus();
      await press(page, forward);
      await report.settled();
      expect(report.query()).toBe('?page=2');
      await press(page, backward);
      await report.settled();
      expect(report.query()).toBe('');
      await press(page, 'n');
      await report.settled();
      await press(page, 'p');
      await report.settled();
      expect(await report.ids()).toEqual(ids);

      // Rows, selecting, a record and back to its row.
      await press(page, 'j', 8);
      await press(page, 'x');
      await press(page, 'k', 7);
      await press(page, 'j');
      await press(page, 'Shift+X');
      await expect(report.table.locator('tr.selected')).toHaveCount(7);
      await press(page, 'Enter');
      await expect(report.dialog).toBeVisible();
      await press(page, 'Tab', 4);
      await press(page, 'Escape');
      await expect(report.dialog).toHaveCount(0);
      await expect.poll(() => lost(page)).toBe('');
      await expect(report.rows.nth(1).getByRole('button')).toBeFocused();
      await tabTo(page, page.getByRole('button', { name: words.clear }));
      await press(page, 'Enter');

      // All columns: the table scrolls in its frame, under its header and beside its first column.
      await tabTo(page, report.button('columnsButton'), 'Shift+Tab');
      await press(page, 'Enter');
      await tabTo(page, report.dialog.getByRole('button', { name: words.everything, exact: true }));
      await press(page, 'Enter');
      await press(page, 'Escape');
      await expect(report.button('columnsButton')).toBeFocused();
      await expect(report.table.getByRole('columnheader')).toHaveCount(24);
      await tabTo(page, report.step('last'));
      await tabTo(page, report.button('columnsButton'), 'Shift+Tab');

      // Hiding a column does not lose the focus.
      await tabTo(page, report.table.getByRole('columnheader').nth(5).getByRole('button'));
      await press(page, 'Enter');
      await tabTo(page, report.dialog.getByRole('button', { name: words.hide }));
      await page.keyboard.press('Enter');
      await expect(report.table.getByRole('columnheader')).toHaveCount(23);
      await expect.poll(() => lost(page)).toBe('');
    });
  });
}

test.describe('on a narrow page', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('the keyboard comes to nothing that is out of sight', async ({ report, gateway, page }) => {
    test.setTimeout(120_000);
    await gateway.config({ page_limit: 2 });
    await connect(report, page);
    await expect(report.rows.first().getByRole('checkbox')).toBeVisible();
    await tabTo(page, report.step('next'));
    await tabTo(page, report.button('columnsButton'), 'Shift+Tab');
    const all = page.getByRole('button', { name: 'Select all rows of this page' });
    await tabTo(page, all);
    await press(page, 'Enter');
    await expect(report.table.locator('tr.selected')).toHaveCount(2);
    await expect(page.getByRole('group', { name: 'Selection' })).toContainText('2 rows selected');
  });
});

test('a key that is held acts once, and Shift with an arrow selects text', async ({ report, page }) => {
  await report.enter();
  await report.whole();
  /** @param {string} key @param {Record<string, boolean>} more */
  const down = (key, more) => page.evaluate(({ key, more }) => document.activeElement.dispatchEvent(
    new KeyboardEvent('keydown', { key, code: key.length === 1 ? `Key${key.toUpperCase()}` : key, bubbles: true, cancelable: true, ...more })), { key, more });
  for (const [key, more] of /** @type {const} */ ([['n', { repeat: true }], ['ArrowRight', { shiftKey: true }], ['N', { shiftKey: true }]])) {
    expect(await down(key, more), `${key} is left to the browser`).toBe(true);
  }
  // A held key moves from row to row.
  await down('j', {});
  await down('j', { repeat: true });
  await expect(report.rows.nth(1).getByRole('button', { name: /^Details/ })).toBeFocused();
  expect(report.query()).toBe('');
});

test('arrows scroll a table that is wider than its place', async ({ report, page }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await report.enter();
  await report.whole();
  await expect(page.locator('.table-frame')).toHaveClass(/wide/);
  await page.keyboard.press('j');
  await expect(report.rows.first().getByRole('button', { name: /^Details/ })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.waitForTimeout(300);
  expect(report.query()).toBe('');
  await page.keyboard.press('n');
  await expect.poll(() => report.query()).toBe('?page=2');
});

test('single keys turn pages, go through rows, and ask again', async ({ report, gateway, page }) => {
  await report.enter();
  await report.whole();
  await page.keyboard.press('n');
  await report.settled();
  expect(report.query()).toBe('?page=2');
  await page.keyboard.press('ArrowLeft');
  await report.settled();
  expect(report.query()).toBe('');
  // Before the first page there is none.
  await page.keyboard.press('p');
  expect(report.query()).toBe('');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect(report.rows.nth(1).getByRole('button', { name: /^Details/ })).toBeFocused();
  await page.keyboard.press('x');
  await expect(report.rows.nth(1).getByRole('checkbox')).toHaveAttribute('aria-checked', 'true');
  await gateway.forget();
  await page.keyboard.press('r');
  await expect.poll(async () => (await gateway.requests()).length).toBe(1);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Help' })).toContainText('next page and previous page');
  // Single-key shortcuts don't act while a dialog is open.
  await page.keyboard.press('n');
  await page.keyboard.press('Escape');
  await expect(report.dialog).toHaveCount(0);
  await report.settled();
  expect(report.query()).toBe('');
});

test('on a Persian keyboard the same keys do the same', async ({ report, page }) => {
  await report.enter();
  await report.whole();
  /** @param {string} key @param {string} code @param {Record<string, boolean>} more */
  const press = (key, code, more = {}) => page.evaluate(({ key, code, more }) => {
    const event = new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more });
    document.activeElement.dispatchEvent(event);
  }, { key, code, more });
  await press('د', 'KeyN');
  await report.settled();
  expect(report.query()).toBe('?page=2');
  // With Ctrl, Alt or Meta the keys belong to the browser.
  for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { isComposing: true }]) await press('د', 'KeyN', more);
  await press('ح', 'KeyP');
  await report.settled();
  expect(report.query()).toBe('');
  await press('؟', 'Slash', { shiftKey: true });
  await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
});

test('what is typed is typed', async ({ report, gateway, page }) => {
  await report.enter();
  await report.whole();
  await gateway.forget();
  await report.field('message').focus();
  await page.keyboard.type('npjkxr/?');
  await expect(report.field('message')).toHaveValue('npjkxr/?');
  await expect.poll(() => report.query()).toBe('?message=npjkxr/%3F');
  await report.settled();
  await report.button('clearAll').first().click();
  await report.settled();
  await report.limit.focus();
  await page.keyboard.press('r');
  await page.keyboard.press('n');
  await expect(report.dialog).toHaveCount(0);
  expect(report.query()).toBe('');
  expect(await gateway.requests()).toHaveLength(2);
});

test('keys can be switched off', async ({ report, page, gateway }) => {
  await report.enter();
  await report.whole();
  await report.button('settings').click();
  await report.dialog.getByRole('combobox', { name: 'Keyboard shortcuts' }).selectOption('Off');
  await page.keyboard.press('Escape');
  await gateway.forget();
  for (const key of ['n', 'j', 'r', '/', '?', 'ArrowRight']) await page.keyboard.press(key);
  await expect(report.dialog).toHaveCount(0);
  await expect(report.button('settings')).toBeFocused();
  expect(await gateway.requests()).toEqual([]);
  expect(report.query()).toBe('');
});

test('each change that a person makes is read out once, and what changes by itself is not', async ({ report, gateway, page, context }) => {
  await context.addInitScript(() => {
    const real = Date.now.bind(Date);
    Date.now = () => real() + (globalThis.skew ?? 0);
    // Changes of a live region are announced.
    globalThis.said = [];
    addEventListener('DOMContentLoaded', () => {
      new MutationObserver((records) => {
        const regions = records.map(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest('[role=status], [role=alert], [aria-live]'));
        // Browsers announce a change with the next frame.
        requestAnimationFrame(() => {
          for (const region of new Set(regions)) {
            if (region && region.ariaLive !== 'off' && region.textContent) globalThis.said.push(region.textContent.trim());
          }
        });
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  });
  const said = async () => page.evaluate(async () => {
    await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
    return globalThis.said.splice(0);
  });
  await report.enter();
  await expect(report.button('columnsButton')).toBeVisible();
  expect(await said()).toEqual(['1–25 of 5,000']);
  await report.step('next').click();
  await report.settled();
  expect(await said()).toEqual(['26–50 of 5,000']);
  await report.field('state_id').selectOption('6');
  await report.settled();
  const filtered = await said();
  expect(filtered).toHaveLength(1);
  await report.button('clearAll').first().click();
  await report.settled();
  expect(await said()).toEqual(['1–25 of 5,000']);
  // An automatic refresh changes the text of the status without an announcement; the person's own refresh is announced.
  const row = (/** @type {string | number} */ id) => ({ messages_outbox_id: String(id), state_id: 6, time: '1745409418' });
  await gateway.stage(...[3, 4, 5].map((total) => reply([row(2), row(1)], { total })));
  await report.button('refresh').click();
  await expect(report.status).toHaveText('1–2 of 3');
  expect(await said()).toEqual(['1–2 of 3']);
  await page.getByRole('combobox', { name: 'Automatic refresh' }).selectOption('10');
  await page.evaluate(() => { globalThis.skew = 11_000; });
  await expect(report.status).toHaveText('1–2 of 4');
  expect(await said()).toEqual([]);
  await report.button('refresh').click();
  await expect(report.status).toHaveText('1–2 of 5');
  expect(await said()).toEqual(['1–2 of 5']);
});

test('an error at a field that was left, and a refresh that changes nothing, are said to whoever does not see them', async ({ report, page }) => {
  await report.enter();
  await report.settled();
  const spoken = page.locator('div.visually-hidden[aria-live]');
  await expect(spoken).toHaveText(['', '', '']);
  await report.field('create_from_date').pressSequentially('1404/13/01');
  await page.keyboard.press('Tab');
  await expect(spoken.first()).toHaveText(/^Created date from: .+/);
  await expect(spoken.first()).toHaveAttribute('aria-live', 'polite');
  await report.button('clearAll').click();
  await expect(spoken.first()).toHaveText('');
  await report.settled();
  await report.button('refresh').click();
  await expect(spoken.last()).toHaveText(/^as of \d\d:\d\d:\d\d$/);
  await report.step('next').click();
  await report.settled();
  await expect(spoken.last()).toHaveText('');
});

test('how many rows are selected is said to whoever selects them by keys', async ({ report, page }) => {
  await report.enter();
  await report.whole();
  const spoken = page.locator('div.visually-hidden[aria-live]').nth(1);
  for (const [keys, words] of [['jx', '1 row selected'], ['jx', '2 rows selected'], ['x', '1 row selected'], ['kx', '0 rows selected']]) {
    await page.keyboard.type(keys);
    await expect(spoken).toHaveText(words);
  }
  await page.keyboard.type('x');
  await expect(spoken).toHaveText('1 row selected');
  // Whoever opens another page knows that its rows are others.
  await report.step('next').click();
  await expect(spoken).toHaveText('');
});

test('other filters that find as little as those before are said as well', async ({ report, page }) => {
  await report.enter('?message=nowhere-at-all');
  const spoken = page.locator('div.visually-hidden[aria-live]').last();
  await expect(report.status).toHaveText('No sends');
  await expect(spoken).toHaveText('');
  await report.field('message').fill('not here either');
  await page.keyboard.press('Enter');
  await expect(spoken).toHaveText(/^as of \d\d:\d\d:\d\d$/);
});

test('what gets the focus backwards in a long dialog is not under its title', async ({ report, page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await report.enter();
  await report.button('columnsButton').click();
  await expect(report.dialog).toBeVisible();
  const covered = [];
  for (let press = 0; press < 40; press++) {
    await page.keyboard.press('Shift+Tab');
    covered.push(...await page.evaluate(() => {
      const [own, head] = [document.activeElement, document.querySelector('dialog .dialog-head')];
      const isUnder = own && head && own.closest('dialog ol') && own.getBoundingClientRect().top < head.getBoundingClientRect().bottom - 1;
      return isUnder ? [own.getAttribute('aria-label') ?? own.id] : [];
    }));
  }
  expect(covered).toEqual([]);
});
