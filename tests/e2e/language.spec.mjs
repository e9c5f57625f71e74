// @ts-check
import { test, expect } from './fixtures.mjs';
import { reply } from './gateway.mjs';

const STATES = {
  en: ['Being created', 'In review', 'Sending', 'Rejected', 'Invalid recipients', 'In send queue', 'Sent', 'Cancelled', 'No credit', 'System error'],
  fa: ['در حال ایجاد', 'در صف بررسی', 'در حال ارسال', 'رد شده', 'گیرنده نامعتبر', 'در صف ارسال', 'ارسال شده', 'لغو شده', 'اعتبار ناکافی', 'خطای سامانه'],
};
const FIELDS = /** @type {const} */ ([
  'username', 'number', 'messages_outbox_id', 'message', 'create_from_date', 'create_to_date', 'send_from_date',
  'send_to_date', 'from_exit_count', 'to_exit_count', 'state_id',
]);
const ROWS = STATES.en.map((_, state_id) => ({
  messages_outbox_id: `10000000${state_id}`, state_id, time: '1745409418', number: '+98217000070', cost: 3990.2, rcpts_count: '86000',
}));

for (const language of /** @type {const} */ (['en', 'fa'])) {
  test.describe(language, () => {
    test.use({ language });

    test('the document, the headers, the fields and the states speak it', { tag: '@browsers' }, async ({ report, gateway, page }) => {
      await gateway.stage(reply(ROWS));
      await report.enter();
      const root = page.locator('html');
      await expect(root).toHaveAttribute('lang', language);
      await expect(root).toHaveAttribute('dir', language === 'fa' ? 'rtl' : 'ltr');
      for (const name of report.names.columns) {
        await expect(report.table.getByRole('columnheader', { name, exact: true })).toHaveCount(1);
      }
      for (const name of FIELDS) await expect(report.field(name)).toBeVisible();
      for (const name of /** @type {const} */ (['apply', 'clearAll', 'refresh', 'signOut', 'language'])) await expect(report.button(name)).toBeVisible();
      for (const name of /** @type {const} */ (['first', 'previous', 'next', 'last'])) await expect(report.step(name)).toBeVisible();
      for (const [state_id, label] of STATES[language].entries()) {
        await expect(report.rows.nth(state_id).getByRole('cell').first()).toHaveText(label);
      }
      const options = await report.field('state_id').getByRole('option').allTextContents();
      expect(options.slice(1)).toEqual(STATES[language]);
    });

    test('numbers, ids and dates are written in it', async ({ report, gateway }) => {
      await gateway.stage(reply(ROWS));
      await report.enter();
      const expected =
        language === 'fa'
          ? ['۱۴۰۴/۰۲/۰۳', '۱۵:۲۶', '+۹۸۲۱۷۰۰۰۰۷۰', '۳٬۹۹۰٫۲ ریال', '۸۶٬۰۰۰', '۱۰۰۰۰۰۰۰۰']
          : ['2025-04-23', '15:26', '+98217000070', '3,990.2 IRR', '86,000', '100000000'];
      for (const text of expected) await expect(report.rows.first()).toContainText(text);
      await expect(report.status).toHaveText(language === 'fa' ? '۱–۱۰ از ۱۰' : '1–10 of 10');
    });
  });
}

test('the language switches in place and is remembered', async ({ report, page }) => {
  await report.enter('?state_id=6');
  await report.field('create_from_date').fill('2025-04-08');
  await report.field('create_from_date').press('Enter');
  await report.settled();
  await report.button('language').click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  const from = page.getByRole('textbox', { name: 'تاریخ ایجاد از' });
  await expect(from).toHaveValue('۱۴۰۴/۰۱/۱۹');
  expect(report.query()).toBe('?create_from_date=2025-04-08&state_id=6');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fa');
  await expect(from).toHaveValue('۱۴۰۴/۰۱/۱۹');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('a reader of English loads no Persian font until a message needs it', async ({ report, gateway, page }) => {
  /** @type {string[]} */
  const fonts = [];
  page.on('request', (request) => request.url().endsWith('.woff2') && fonts.push(request.url()));
  const hello = reply([{ messages_outbox_id: '1', message: 'Hello' }]);
  await gateway.stage(hello, hello, reply([{ messages_outbox_id: '2', message: 'سلام' }]));
  await report.enter();
  await expect(report.rows).toContainText('Hello');
  await page.reload();
  await expect(report.rows).toContainText('Hello');
  await report.whole();
  expect(fonts).toEqual([]);
  await report.button('refresh').click();
  await expect(report.rows).toContainText('سلام');
  await expect.poll(() => fonts.length).toBe(1);
});

/**
 * The fonts in which the message of the first row is set, by the names that are in their files.
 * @param {import('@playwright/test').Page} page
 */
async function fontsOfMessage(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('DOM.enable');
  await cdp.send('CSS.enable');
  const { root } = await cdp.send('DOM.getDocument', { depth: 0 });
  const { nodeId } = await cdp.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'tbody .message' });
  const { fonts } = await cdp.send('CSS.getPlatformFontsForNode', { nodeId });
  return fonts.map(({ familyName }) => familyName);
}

/** Keeps the font from the page until the function that it returns is called. @param {import('@playwright/test').Page} page */
async function holdFont(page) {
  /** @type {(value: unknown) => void} */
  let send = () => {};
  const isSent = new Promise((resolve) => { send = resolve; });
  await page.route('**/vazirmatn.woff2', (route) => isSent.then(() => route.continue()));
  return () => send(true);
}

/** Waits until the font is loaded, and the code that puts it to use. @param {import('./page.mjs').ReportPage} report */
async function fontIsHere(report) {
  await report.whole();
  await report.page.evaluate(() => document.fonts.ready.then(() => true));
}

/** The name in the font's file. */
const PERSIAN = 'Vazirmatn NL';

const MIXED = 'سفارش شما: «کتاب» – ۱۴۰۴/۰۱/۱۹، ۱۸:۳۰، +۹۸۲۱';

test.describe('Persian', () => {
  test.use({ language: 'fa' });

  test('a text is set in one font, with its spaces, its dates and its numbers', async ({ report, gateway, page }) => {
    await gateway.stage(reply([{ messages_outbox_id: '1', message: MIXED }]));
    await report.enter();
    await expect(report.rows).toContainText('سفارش');
    await fontIsHere(report);
    await report.hide();
    await expect(page.locator('html')).toHaveClass('vazirmatn');
    await expect.poll(() => fontsOfMessage(page)).toEqual([PERSIAN]);
  });

  test('a font that comes after the rows waits until nobody looks', async ({ report, gateway, page }) => {
    await gateway.stage(...Array(3).fill(reply([{ messages_outbox_id: '1', message: MIXED }])));
    const sendFont = await holdFont(page);
    await report.enter();
    sendFont();
    await fontIsHere(report);
    await report.button('refresh').click();
    await report.settled();
    await report.field('state_id').selectOption('3');
    await report.settled();
    await expect(page.locator('html')).not.toHaveClass('vazirmatn');
    await report.hide();
    await expect(page.locator('html')).toHaveClass('vazirmatn');
  });

  test('a page that was opened in a tab behind has the font once it is looked at', async ({ report, page }) => {
    await page.addInitScript(() => Object.defineProperty(document, 'hidden', { value: true, configurable: true }));
    const sendFont = await holdFont(page);
    await report.enter();
    sendFont();
    await fontIsHere(report);
    await expect(page.locator('html')).not.toHaveClass('vazirmatn');
    await report.hide(false);
    await expect(page.locator('html')).toHaveClass('vazirmatn');
  });

  test('who connects has the font from the first rows on', async ({ report, page }) => {
    const sendFont = await holdFont(page);
    await report.open();
    await expect(report.token).toBeVisible();
    sendFont();
    await page.evaluate(() => document.fonts.ready.then(() => true));
    await expect(page.locator('html')).not.toHaveClass('vazirmatn');
    await report.connect();
    await report.settled();
    await expect(page.locator('html')).toHaveClass('vazirmatn');
  });
});

test('an English text has its spaces from its own font, also once the Persian one is there', async ({ report, gateway, page }) => {
  const persian = reply([{ messages_outbox_id: '1', message: 'سلام' }]);
  await gateway.stage(persian, reply([{ messages_outbox_id: '2', message: 'Hello, dear customer: 2/3 + 1' }]));
  await report.enter();
  await expect(report.rows).toContainText('سلام');
  await fontIsHere(report);
  await report.hide();
  await expect(page.locator('html')).toHaveClass('vazirmatn');
  await expect.poll(() => fontsOfMessage(page)).toEqual([PERSIAN]);
  await report.hide(false);
  await report.button('refresh').click();
  await expect(report.rows).toContainText('Hello');
  const fonts = await fontsOfMessage(page);
  expect(fonts).toHaveLength(1);
  expect(fonts).not.toContain(PERSIAN);
});

test.describe('a browser of neither language', () => {
  test.use({ locale: 'de-DE' });

  test('gets Persian', async ({ report, page }) => {
    await report.open();
    await expect(page.locator('html')).toHaveAttribute('lang', 'fa');
  });
});
