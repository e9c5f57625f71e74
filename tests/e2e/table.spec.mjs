// @ts-check
// The table's markup and rendering: its size, its accessibility, and its behaviour under a translator.
import { test, expect } from './fixtures.mjs';
import { reply } from './gateway.mjs';
/** @import { Page } from '@playwright/test' */

const row = (/** @type {string | number} */ id, more = {}) => ({ messages_outbox_id: String(id), state_id: 6, time: '1745409418', message: `message ${id}`, number: '+981000', cost: 5, ...more });

/** Returns the layout shifts of the page without a person's input. */
const shifts = (/** @type {Page} */ page) => page.addInitScript(() => {
  globalThis.shifted = [];
  new PerformanceObserver((list) => {
    for (const entry of /** @type {any[]} */ (list.getEntries())) {
      // The lines of a message may wrap differently within their cell.
      const moved = entry.sources.filter((/** @type {any} */ { node }) => node instanceof Element && node.closest('.table-frame'));
      if (!entry.hadRecentInput && moved.length) globalThis.shifted.push(moved.map((/** @type {any} */ { node }) => node.textContent).join());
    }
  }).observe({ type: 'layout-shift', buffered: true });
});

test('a row costs few elements, and the page with 25 of them few more', async ({ report, page }) => {
  await report.enter();
  await report.whole();
  const [most, all] = await page.evaluate(() => [
    Math.max(...[...document.querySelectorAll('tbody tr')].map((row) => row.querySelectorAll('*').length + 1)),
    document.querySelectorAll('*').length,
  ]);
  expect(most).toBeLessThanOrEqual(18);
  expect(all).toBeLessThanOrEqual(800);
});

test('the table is one for assistive technology, whatever its boxes are', async ({ report, page }) => {
  await report.enter('?limit=10');
  await report.whole();
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(report.table.getByRole('rowgroup')).toHaveCount(2);
    await expect(report.table.getByRole('row')).toHaveCount(11);
    await expect(report.table.getByRole('columnheader')).toHaveCount(10);
    await expect(report.rows.first().getByRole('cell')).toHaveCount(9);
    await expect(report.rows.first().getByRole('rowheader')).toHaveCount(1);
    await expect(report.rows.first()).toHaveAttribute('aria-rowindex', '2');
    await expect(report.table).toHaveAttribute('aria-rowcount', '5001');
  }
});

for (const language of /** @type {const} */ (['en', 'fa'])) {
  test.describe(language, () => {
    test.use({ language });

    test('the controls of a row are named by its id, also where the id is not shown', async ({ report, gateway, page }) => {
      await page.addInitScript(() => localStorage.setItem('outbox-report / columns', 'state_id cost'));
      await gateway.stage(reply([row(12, { state_id: 2 }), row(11)]));
      await report.enter();
      const names = language === 'en'
        ? ['Select 12', 'Details of 12', 'Watch send 12 until it ends']
        : ['انتخاب ۱۲', 'جزئیات ۱۲', 'زیر نظر گرفتن ارسال ۱۲ تا پایان'];
      for (const [place, role] of /** @type {const} */ (['checkbox', 'button', 'switch']).entries()) {
        await expect(report.rows.first().getByRole(role, { name: names[place], exact: true })).toHaveCount(1);
      }
      await expect(report.rows.nth(1).getByRole('switch')).toHaveCount(0);
    });

    test('nothing in the table moves while the page loads, nor when the font comes', async ({ report, page }) => {
      await shifts(page);
      let letFont = () => {};
      const wait = new Promise((resolve) => { letFont = () => resolve(true); });
      await page.route('**/*.woff2', async (route) => { await wait; await route.continue(); });
      await page.setViewportSize({ width: 1440, height: 900 });
      await report.enter();
      await report.whole();
      letFont();
      await page.evaluate(() => document.fonts.ready.then(() => true));
      // The browser reports a layout shift with the next frame.
      await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 100))); }));
      expect(await page.evaluate(() => globalThis.shifted)).toEqual([]);
    });
  });
}

test('until the page can do something, there is nothing to press in the table', async ({ report, page }) => {
  let go = () => {};
  const wait = new Promise((resolve) => { go = () => resolve(true); });
  await page.route('**/split_dialogs*.wasm', async (route) => { await wait; await route.continue(); });
  await report.enter();
  await expect(report.rows).toHaveCount(25);
  await expect(report.table.getByRole('checkbox')).toHaveCount(0);
  await expect(report.table.getByRole('button')).toHaveCount(0);
  await expect(report.rows.first().getByRole('link').first()).toHaveAttribute('href', /state_id=/);
  const place = await report.rows.first().getByRole('link').first().boundingBox();
  go();
  await expect(report.rows.first().getByRole('checkbox')).toBeVisible();
  expect(await report.rows.first().getByRole('link').first().boundingBox()).toEqual(place);
  await expect(report.table.getByRole('columnheader').first().getByRole('button')).toBeVisible();
});

test('a long page is drawn where it is in sight, and found everywhere', async ({ report, page }) => {
  await report.enter('?limit=100');
  await report.whole();
  await expect(report.rows).toHaveCount(100);
  await expect(report.table.getByRole('rowgroup')).toHaveCount(11);
  const last = (await report.ids())[99];
  expect(await page.evaluate((text) => globalThis.find(text), last)).toBe(true);
  expect(await page.evaluate(() => getSelection().anchorNode.parentElement.closest('tr').rowIndex)).toBe(100);
  // Keys and ranges of selected rows work across groups.
  await report.rows.nth(8).getByRole('button').focus();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(report.rows.nth(10).getByRole('button')).toBeFocused();
  await report.rows.nth(7).getByRole('checkbox').click();
  await report.rows.nth(22).getByRole('checkbox').click({ modifiers: ['Shift'] });
  await expect(report.table.locator('tr.selected')).toHaveCount(16);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('tbody').nth(9)).toHaveCSS('content-visibility', 'visible');
});

/** Records the number of rows of the new page, and whether the table is busy, whenever rows are written. */
const written = (/** @type {Page} */ page, /** @type {boolean} */ isPrinted = false) => page.addInitScript((isPrinted) => {
  /** @type {[number, string | null][]} */
  const notes = (globalThis.notes = []);
  const note = () => {
    const rows = [...document.querySelectorAll('tbody tr')].map((row) => row.getAttribute('aria-rowindex'));
    const first = Number(rows[0]);
    const now = rows.filter((index, place) => Number(index) === first + place).length;
    if (now) notes.push([now, document.querySelector('table').getAttribute('aria-busy')]);
    if (isPrinted && first > 2 && now < rows.length) {
      dispatchEvent(new Event('beforeprint'));
      isPrinted = false;
      // The remaining rows are written before the next frame.
      let left = 50;
      const wait = () => {
        left--;
        if (left) queueMicrotask(wait);
        else note();
      };
      wait();
    }
  };
  new MutationObserver((records) => {
    if (records.some(({ target }) => /** @type {Element} */ (target).closest?.('tbody'))) note();
  }).observe(document, { subtree: true, childList: true, attributeFilter: ['aria-rowindex'] });
}, isPrinted);

test('of a long first page the rows that are in sight come first, and the table is busy until the last', async ({ report, page }) => {
  await written(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await report.openConnected('?limit=100');
  await report.whole();
  const notes = await page.evaluate(() => globalThis.notes);
  const [count, busy] = notes[0];
  const seen = await page.evaluate(() => [...document.querySelectorAll('tbody tr')].filter((row) => row.getBoundingClientRect().top < innerHeight).length);
  expect(count).toBeGreaterThanOrEqual(seen);
  expect(count).toBeLessThan(40);
  expect(busy).toBe('true');
  expect(notes.at(-1)).toEqual([100, expect.any(String)]);
  await expect(report.table).toHaveAttribute('aria-busy', 'false');
});

test('a long page is turned where it is in sight first, and whole for the printer', async ({ report, page }) => {
  await written(page, true);
  await report.enter('?limit=100');
  await report.whole();
  await page.evaluate(() => { globalThis.notes.length = 0; });
  await page.keyboard.press('n');
  await expect(report.rows.nth(99)).toHaveAttribute('aria-rowindex', '201');
  const [turned, printed] = await page.evaluate(() => globalThis.notes);
  expect(turned).toEqual([expect.any(Number), 'true']);
  expect(turned[0]).toBeLessThan(100);
  expect(printed[0]).toBe(100);
});

test('what a translator has made of the page goes with the next answer', async ({ report, gateway, page }) => {
  await gateway.stage(reply([row(2), row(1)], { total: 4, last_page: 2, per_page: 2 }), reply([row(4), row(3, { state_id: 3 })], { total: 4, last_page: 2, per_page: 2, current_page: 2 }));
  await report.enter('?limit=2');
  await report.whole();
  await expect(page.locator('tbody').first()).toHaveAttribute('translate', 'no');
  await page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector('table'), NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
    for (const text of texts) {
      const font = document.createElement('font');
      font.appendChild(document.createElement('font')).textContent = `[${text.data}]`;
      text.replaceWith(font);
    }
  });
  await report.step('next').click();
  await report.settled();
  expect(await report.ids()).toEqual(['4', '3']);
  await expect(report.rows.first()).toHaveText(/^Sentmessage 4/);
  await expect(report.rows.nth(1)).toHaveText(/^Rejectedmessage 3/);
  await expect(report.table.locator('font')).toHaveCount(0);
});

for (const density of ['comfortable', 'compact']) {
  test(`a message of one line stands in the middle of its row, as two lines do, ${density}`, async ({ report, gateway, page }) => {
    await page.addInitScript((density) => localStorage.setItem('outbox-report / choices', `density=${density}`), density);
    await page.setViewportSize({ width: 1440, height: 900 });
    await gateway.stage(reply([row(2), row(1, { message: 'a message of two lines '.repeat(5) })]));
    await report.enter();
    const off = await report.rows.evaluateAll((rows) => rows.map((row) => {
      const range = document.createRange();
      range.selectNodeContents(row.querySelector('.message'));
      const [text, box] = [range.getClientRects(), row.getBoundingClientRect()];
      const lines = document.documentElement.dataset.density === 'compact' ? text[0].bottom : text[text.length - 1].bottom;
      return Math.abs((text[0].top + lines) / 2 - (box.top + box.bottom) / 2);
    }));
    expect(off).toHaveLength(2);
    expect(Math.max(...off)).toBeLessThan(1.5);
  });
}

test('wide spacing and large text cut nothing that has to be read whole', async ({ report, page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await report.enter();
  await report.whole();
  const cut = () => page.evaluate(() => [...document.querySelectorAll('tbody :is(.state, .number, .created, .sent, .outbox-id)')].filter((cell) =>
    cell.scrollWidth > cell.clientWidth + 1 || cell.scrollHeight > cell.parentElement.clientHeight + 1).map((cell) => cell.textContent));
  expect(await cut()).toEqual([]);
  // WCAG 2.2, 1.4.12.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }');
    document.adoptedStyleSheets.push(sheet);
  });
  await expect.poll(cut).toEqual([]);
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  await expect.poll(cut).toEqual([]);
});

for (const density of ['comfortable', 'compact']) {
  test(`no ring of the focus is cut at the edge of a group, ${density}`, async ({ report, page }) => {
    await page.addInitScript((density) => localStorage.setItem('outbox-report / choices', `density=${density}`), density);
    await report.enter('?limit=100');
    await report.whole();
    await page.keyboard.press('j');
    for (const place of [0, 9, 10]) {
      for (const role of /** @type {const} */ (['checkbox', 'button'])) {
        const control = report.rows.nth(place).getByRole(role).first();
        await control.focus();
        const [above, below] = await control.evaluate((element) => {
          const style = getComputedStyle(element);
          const ring = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
          const [own, group] = [element, element.closest('tbody')].map((it) => it.getBoundingClientRect());
          return [own.top - ring - group.top, group.bottom - own.bottom - ring];
        });
        expect(Math.min(above, below), `${role} of row ${place}`).toBeGreaterThanOrEqual(0);
      }
    }
  });
}

test.describe('with a clipboard', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('cells that are selected by hand are copied with tabs between them', async ({ report, gateway, page }) => {
    await gateway.stage(reply([row(2), row(1)]));
    await report.enter();
    await report.whole();
    await page.evaluate(() => getSelection().selectAllChildren(document.querySelector('tbody')));
    await page.keyboard.press('ControlOrMeta+c');
    const line = (/** @type {number} */ id) => ['Sent', `message ${id}`, '+981000', '–', '–', '5 IRR', '2025-04-23 15:26', '–', '–', String(id)].join('\t');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe([line(2), line(1)].join('\n'));
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  test('after Next and Apply the new rows are in sight from the first on', async ({ report, page }) => {
    await report.enter();
    await report.whole();
    await report.step('next').tap();
    await expect(report.status).toHaveText('26–50 of 5,000');
    await expect(report.status).toBeInViewport();
    await expect(report.rows.first()).toBeInViewport();
    await page.evaluate(() => scrollTo(0, 0));
    await report.filtersButton.tap();
    await report.field('message').fill('a');
    await report.button('apply').tap();
    await expect(report.status).toBeInViewport();
    await expect(report.rows.first()).toBeInViewport();
  });

  test('a tap on a card opens its record, and a tap on a value leads to it', async ({ report }) => {
    await report.enter();
    await report.whole();
    await expect(report.rows.first().getByRole('button').first()).toBeEnabled();
    const [id] = await report.ids();
    await report.rows.first().locator('.message').tap();
    await expect(report.dialog).toHaveAccessibleName(`Details of ${id}`);
    await report.page.keyboard.press('Escape');
    await expect(report.dialog).toBeHidden();
    await report.rows.first().locator('a.badge').tap();
    await expect.poll(() => report.query()).toMatch(/^\?state_id=\d$/);
    await expect(report.dialog).toBeHidden();
  });
});
