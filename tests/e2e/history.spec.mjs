// @ts-check
import { test, expect } from './fixtures.mjs';
import { ReportPage } from './page.mjs';

test('Back restores the fields, the rows, the page and the place on it', { tag: '@browsers' }, async ({ report, page }) => {
  await page.setViewportSize({ width: 1600, height: 720 });
  await report.enter('?limit=100&state_id=6');
  await report.step('next').click();
  await report.settled();
  const ids = await report.ids();
  await report.rows.nth(60).scrollIntoViewIfNeeded();
  const place = await page.evaluate(() => scrollY);
  expect(place).toBeGreaterThan(1000);
  await report.rows.nth(60).getByRole('cell').nth(2).getByRole('link').click();
  await report.settled();
  expect(await report.ids()).not.toEqual(ids);
  await page.goBack();
  await report.settled();
  await expect.poll(() => report.ids()).toEqual(ids);
  expect(report.query()).toBe('?page=2&limit=100&state_id=6');
  await expect(report.field('number')).toHaveValue('');
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(place - 200);
});

test('reloading and a copy of the tab show the same view', async ({ report, page, context, gateway }) => {
  await report.enter('?page=3&state_id=6&message=%DA%A9%D8%AF');
  const ids = await report.ids();
  await page.reload();
  await report.settled();
  expect(await report.ids()).toEqual(ids);
  expect((await gateway.requests()).map(({ body }) => JSON.stringify(body))).toEqual(Array(2).fill(
    JSON.stringify((await gateway.requests())[0].body)));
  // A copy of the tab has its session as well.
  const copies = context.waitForEvent('page');
  await page.evaluate(() => { open(location.href); });
  const copy = new ReportPage(await copies, report.base);
  await copy.settled();
  expect(await copy.ids()).toEqual(ids);
  expect(await copy.page.title()).toBe(await page.title());
});

test('the title names the view in the person\'s words', async ({ report, page }) => {
  await report.enter('?page=2&create_from_date=now-7d/d&message=%DA%A9%D8%AF&state_id=6');
  await expect(page).toHaveTitle('Created date from: now-7d/d · “کد” · Sent · Page 2 · Outbox report');
});

test.describe('the title in Persian', () => {
  test.use({ language: 'fa' });

  test('names a date in Unix seconds as a day and a time', async ({ report, page }) => {
    await report.enter('?create_from_date=1744102007');
    await expect(page).toHaveTitle(/^تاریخ ایجاد از: ۱۴۰۴\/۰۱\/۱۹ ۱۲:۱۶:۴۷ · /);
  });
});

test('a key that is held on Next makes no more history than browsers take', async ({ report, page }) => {
  await report.enter('?limit=1');
  const calls = await page.evaluate(() => {
    const counted = { calls: 0 };
    for (const name of /** @type {const} */ (['pushState', 'replaceState'])) {
      const real = history[name];
      history[name] = function (/** @type {Parameters<History['pushState']>} */ ...args) {
        counted.calls += 1;
        return real.apply(this, args);
      };
    }
    /** @type {HTMLElement[]} */
    const links = Array.from(document.querySelectorAll('nav a'));
    const next = links.find((link) => link.getAttribute('aria-label') === 'Next page');
    for (let i = 0; i < 300; i++) next.click();
    return new Promise((resolve) => setTimeout(() => resolve(counted.calls), 1000));
  });
  expect(calls).toBeLessThanOrEqual(100);
});
