// @ts-check
// Which of the filters leaves nothing.
import { test, expect, failed } from './fixtures.mjs';
/** @import { ReportPage } from './page.mjs' */

const HEADINGS = { en: 'Without one of the filters', fa: 'بدون یکی از فیلترها' };

/** The links. @param {ReportPage} report @param {'en' | 'fa'} language */
const links = (report, language = 'en') => report.page.getByRole('list', { name: HEADINGS[language] }).getByRole('link');

const NOTHING = '?create_from_date=2001-01-01&create_to_date=2001-01-02&message=%DA%A9%D8%AF&state_id=3';

for (const language of /** @type {const} */ (['en', 'fa'])) {
  test.describe(language, () => {
    test.use({ language });

    test('each filter of an empty view says how many sends there are without it, and one click takes it away', { tag: '@browsers' }, async ({ report, gateway }) => {
      await report.enter('?message=this-is-nowhere&state_id=3');
      await expect(links(report, language)).toHaveCount(2);
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
  await expect(links(report)).toHaveText([
    'Without Created date from: 2001-01-01 none either',
    /^Without Created date to: 2001-01-02 [\d,]+ sends?$/,
    'Without Message text: “کد” none either',
    'Without State: Rejected none either',
  ]);
  const count = await gateway.count("created >= 978294600 and instr(message, 'کد') > 0 and state = 3");
  await expect(links(report).nth(1)).toContainText(`${count.toLocaleString('en')} send`);
  const counts = (await gateway.requests()).filter(({ body }) => body.limit === 1);
  expect(counts).toHaveLength(4);
});

test('counts that are not wanted any more are aborted', async ({ report, gateway }) => {
  await gateway.stage({ pass: true }, { pass: true, held: true }, { pass: true, held: true });
  await report.enter(NOTHING);
  await expect(links(report).first()).toContainText('counting…');
  await expect.poll(async () => (await gateway.requests()).length).toBe(3);
  await report.button('clearAll').click();
  await report.settled();
  await expect(report.rows).toHaveCount(25);
  await gateway.release();
  const counts = (await gateway.requests()).filter(({ body }) => body.limit === 1);
  expect(counts.map(({ closed }) => closed)).toEqual([true, true]);
});

test('for somebody who saves data nothing is counted without a click', async ({ report, gateway, context, page }) => {
  await context.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
  await report.enter('?message=this-is-nowhere&state_id=3');
  const count = page.getByRole('button', { name: 'Count the sends without each filter' });
  await expect(count).toBeVisible();
  await expect(links(report)).toHaveCount(2);
  expect(await gateway.requests()).toHaveLength(1);
  await count.click();
  await expect(links(report).first()).toContainText('send');
  await expect(count).toHaveCount(0);
  expect(await gateway.requests()).toHaveLength(3);
});

test('nothing is counted while the page is hidden', async ({ report, gateway, page }) => {
  await page.addInitScript(() => {
    let hidden = true;
    Object.defineProperty(document, 'hidden', { get: () => hidden });
    Object.assign(globalThis, { show: () => { hidden = false; document.dispatchEvent(new Event('visibilitychange', { bubbles: true })); } });
  });
  await report.enter('?message=this-is-nowhere');
  await expect(links(report)).toHaveCount(1);
  await expect(links(report)).not.toContainText('counting');
  expect(await gateway.requests()).toHaveLength(1);
  await page.evaluate(() => /** @type {any} */ (globalThis).show());
  await expect(links(report)).toContainText('5,000 sends');
});

test.describe('over a gateway that fails', () => {
  test.use({ expected: failed(500, 503) });

  test('a count that fails says so, and the link still takes the filter away', async ({ report, gateway }) => {
    await gateway.faults({ fault: 'server_error', after: 1 });
    await report.enter('?message=this-is-nowhere');
    await expect(links(report)).toContainText('not counted', { timeout: 30_000 });
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
