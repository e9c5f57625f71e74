// @ts-check
// The counts of sends without each of the filters.
import { test, expect, failed } from './fixtures.mjs';
import { timePasses } from './page.mjs';
/** @import { ReportPage } from './page.mjs' */

const HEADINGS = { en: 'Without one of the filters', fa: 'بدون یکی از فیلترها' };

/** Returns the links. @param {ReportPage} report @param {'en' | 'fa'} language */
const links = (report, language = 'en') => report.page.getByRole('list', { name: HEADINGS[language] }).getByRole('link');

const BUTTONS = { en: 'Count the sends without each filter', fa: 'شمارش ارسال‌ها بدون هر فیلتر' };

/** Returns the button that counts. @param {ReportPage} report @param {'en' | 'fa'} language */
const count = (report, language = 'en') => report.page.getByRole('button', { name: BUTTONS[language], exact: true });

const NOTHING = '?create_from_date=2001-01-01&create_to_date=2001-01-02&message=%DA%A9%D8%AF&state_id=3';

for (const language of /** @type {const} */ (['en', 'fa'])) {
  test.describe(language, () => {
    test.use({ language });

    test('each filter of an empty view says how many sends there are without it, and one click takes it away', { tag: '@browsers' }, async ({ report, gateway }) => {
      await report.enter('?message=this-is-nowhere&state_id=3');
      await expect(links(report, language)).toHaveCount(2);
      expect(await gateway.requests()).toHaveLength(1);
      await count(report, language).click();
      await expect(count(report, language)).toHaveCount(0);
      await expect(report.page.getByRole('heading', { name: HEADINGS[language] })).toBeFocused();
      const rejected = await gateway.count('state = 3');
      const shown = new Intl.NumberFormat(language === 'fa' ? 'fa' : 'en').format(rejected);
      await expect(links(report, language).first()).toContainText(language === 'fa' ? `${shown} ارسال` : `${shown} sends`);
      await expect(links(report, language).last()).toContainText(language === 'fa' ? 'باز هم هیچ' : 'none either');
      const before = await report.historyLength();
      await links(report, language).first().click();
      await report.settled();
      expect(report.query()).toBe('?state_id=3');
      expect(await report.historyLength()).toBe(before + 1);
      await expect(report.rows).toHaveCount(Math.min(25, rejected));
    });
  });
}

test('each number is the one that the database has', async ({ report, gateway }) => {
  await report.enter(NOTHING);
  await count(report).click();
  await expect(links(report)).toHaveText([
    'Without Created date from: 2001-01-01 none either',
    /^Without Created date to: 2001-01-02 [\d,]+ sends?$/,
    'Without Message text: “کد” none either',
    'Without State: Rejected none either',
  ]);
  const rest = await gateway.count("created >= 978294600 and instr(message, 'کد') > 0 and state = 3");
  await expect(links(report).nth(1)).toContainText(`${rest.toLocaleString('en')} send`);
  const counts = (await gateway.requests()).filter(({ body }) => body.limit === 1);
  expect(counts).toHaveLength(4);
});

test('counts that are not wanted any more are aborted', async ({ report, gateway }) => {
  await report.enter(NOTHING);
  await gateway.stage({ pass: true, held: true }, { pass: true, held: true });
  await count(report).click();
  await expect(links(report).first()).toContainText('counting…');
  await expect.poll(async () => (await gateway.requests()).length).toBe(3);
  await report.button('clearAll').click();
  await report.settled();
  await expect(report.rows).toHaveCount(25);
  await gateway.release();
  const counts = (await gateway.requests()).filter(({ body }) => body.limit === 1);
  expect(counts.map(({ closed }) => closed)).toEqual([true, true]);
});

test('a click switches counting on for this tab, and for this view alone where the person saves data', async ({ report, gateway, page }) => {
  const other = async (/** @type {string} */ text) => {
    await report.field('message').fill(text);
    await report.field('message').press('Enter');
    await report.settled();
  };
  await report.enter('?message=this-is-nowhere&state_id=3');
  await count(report).click();
  await expect(links(report).first()).toContainText('send');
  await other('nor-is-this');
  await expect(links(report).first()).toContainText('send');
  await expect(count(report)).toHaveCount(0);
  await page.evaluate(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
  await other('');
  await gateway.forget();
  await other('nor-that');
  await expect(count(report)).toBeVisible();
  expect(await gateway.requests()).toHaveLength(1);
});

test('nothing is counted while the page is hidden', async ({ report, gateway, page }) => {
  const show = (/** @type {boolean} */ isShown) => page.evaluate((isShown) => {
    Object.defineProperty(document, 'hidden', { value: !isShown, configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, isShown);
  await report.enter('?message=this-is-nowhere');
  await expect(links(report)).toHaveCount(1);
  await show(false);
  await count(report).click();
  await expect(count(report)).toHaveCount(0);
  await expect(links(report)).not.toContainText('counting');
  expect(await gateway.requests()).toHaveLength(1);
  await show(true);
  await expect(links(report)).toContainText('5,000 sends');
});

test.describe('over a gateway that fails', () => {
  test.use({ expected: failed(500, 503) });

  test('a count that fails says so, and the link still takes the filter away', async ({ report, gateway, page }) => {
    await page.clock.install();
    await report.enter('?message=this-is-nowhere');
    await gateway.faults({ fault: 'server_error' });
    await count(report).click();
    await timePasses(page, async () => (await links(report).textContent()).includes('not counted'));
    // Only what is known to be none is muted.
    await expect(links(report)).not.toHaveClass(/none/);
    await gateway.faults();
    await links(report).click();
    await report.settled();
    await expect(report.rows).toHaveCount(25);
  });
});

test('recipients are said not to be in this report, where somebody looks for one', async ({ report }) => {
  await report.enter('?number=%2B989121234567');
  await expect(report.page.locator('.panel')).toContainText('Recipients are not in this report');
  await expect(report.page.locator('.no-recipients')).toContainText('Recipients are not in this report');
  await expect(report.field('number')).toHaveAccessibleDescription(/Recipients are not in this report/);
});
