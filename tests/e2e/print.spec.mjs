// @ts-check
// The page on paper.
import { test, expect, failed } from './fixtures.mjs';
import { open, start } from './exporting.mjs';

test('on paper there are the view in words, its time and its rows, and nothing to press', async ({ report, page }) => {
  await report.enter('?create_from_date=2025-04-08&state_id=6&limit=10');
  await expect(report.rows.first().getByRole('checkbox')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.printed h2')).toHaveText('Created date from: 2025-04-08 · Sent');
  await expect(page.locator('.printed')).toContainText(/As of .*Tehran/);
  // Paper states the dates that relative ones meant, as those would mean something else later.
  await expect(page.locator('.printed')).toContainText('Created date from: Tue 8 April 2025, 00:00 Tehran');
  await expect(page.locator('.printed')).toContainText('create_from_date=2025-04-08');
  await expect(report.rows).toHaveCount(10);
  for (const row of await report.rows.all()) await expect(row).toBeVisible();
  await expect(page.locator('.totals').first()).toBeVisible();
  // The headers are plain texts.
  await expect(page.locator('button:visible:not(.head), a.step:visible, input:visible, select:visible')).toHaveCount(0);
  await expect(page.getByRole('checkbox')).toHaveCount(0);
  await expect(report.pager).toBeHidden();
  // Chromium paints no buttons in the header of a second page.
  await expect(page.locator('button.head').first()).toHaveCSS('display', 'contents');
  // A sheet of A4 is narrower than the limit for cards, but paper always shows a table.
  await page.setViewportSize({ width: 720, height: 1000 });
  await expect(page.locator('thead')).toHaveCSS('display', 'table-header-group');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(720);
  expect((await report.rows.first().locator('.badge').boundingBox()).height).toBeLessThan(32);
  // On its long side, dates stand on one line.
  await page.setViewportSize({ width: 1030, height: 700 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1030);
  for (const cell of await report.rows.locator('.created, .cost').all()) await expect(cell).toHaveCSS('white-space', 'nowrap');
  expect((await page.pdf({ preferCSSPageSize: true })).toString('latin1')).toMatch(/MediaBox \[0 0 (?:8|7)\d\d (?:5|6)\d\d\]/);
  await page.emulateMedia({ media: 'screen' });
  await expect(page.locator('.printed')).toBeHidden();
});

test.describe('a failure', () => {
  test.use({ expected: failed(503) });

  test('on paper is its sentences, with nothing to press', async ({ report, gateway, page }) => {
    await report.enter();
    await gateway.faults({ fault: 'unavailable', retry_after: 60 });
    await report.button('refresh').click();
    await expect(report.alert).toContainText('HTTP 503');
    await expect(page.locator('.failure-details')).toBeVisible();
    await page.emulateMedia({ media: 'print' });
    await expect(report.alert).toContainText('has a problem');
    await expect(report.alert).toBeVisible();
    await expect(page.locator('.failure :is(button, summary):visible')).toHaveCount(0);
  });
});

test('on paper nothing is said of an export that is under way', async ({ report, gateway, page }) => {
  await report.enter();
  const dialog = await open(report);
  await gateway.stage({ pass: true, held: true });
  await dialog.getByRole('button', start).click();
  await page.keyboard.press('Escape');
  await expect(page.locator('.export-interrupted')).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.export-interrupted')).toBeHidden();
  await gateway.release();
});

test('the longest address stays on the paper', async ({ report, page }) => {
  await report.enter(`?message=${'a'.repeat(300)}`);
  await report.whole();
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 720, height: 1000 });
  await expect(page.locator('.printed')).toContainText('a'.repeat(300));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(720);
});

test('the sums stand under the rows on paper, selected or not', async ({ report, page }) => {
  await report.enter();
  await report.rows.first().getByRole('checkbox').click();
  const summary = page.locator('.summary');
  await expect(summary).toHaveCSS('position', 'sticky');
  await page.emulateMedia({ media: 'print' });
  await expect(summary).toHaveCSS('position', 'static');
});

for (const language of /** @type {const} */ (['en', 'fa'])) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    for (const set of [0, 1, 2]) {
      test(`every column of ready set ${set + 1} stands on the paper`, async ({ report, page }) => {
        await report.enter();
        await report.button('columnsButton').click();
        await report.dialog.locator('.sets button').nth(set).click();
        await page.keyboard.press('Escape');
        await report.whole();
        await page.emulateMedia({ media: 'print' });
        await page.setViewportSize({ width: 1032, height: 700 });
        const outside = () => page.evaluate(() => [...document.querySelectorAll('thead th, tbody tr:first-child > *')].filter((cell) => {
          const { left, right } = cell.getBoundingClientRect();
          return left < 0 || right > 1032;
        }).length);
        await expect.poll(outside).toBe(0);
      });
    }
  });
}

test('the overview says on paper of which days its numbers are', async ({ report, page }) => {
  await report.enter('?overview=states');
  await expect(page.getByRole('combobox', { name: 'Created in' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('combobox', { name: 'Created in' })).toBeVisible();
});

test('Print in the menu opens the browser\'s dialog', async ({ report, page }) => {
  await page.addInitScript(() => { globalThis.print = () => { globalThis.printed = true; }; });
  await report.enter();
  await report.button('print').click();
  expect(await page.evaluate(() => globalThis.printed)).toBe(true);
});

test('dark pages are light on paper', async ({ report, page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await report.enter();
  await report.whole();
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  const colour = await page.evaluate(() => getComputedStyle(document.querySelector('tbody td')).color);
  const [red, green, blue] = await page.evaluate((colour) => {
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  }, colour);
  expect(Math.max(red, green, blue)).toBeLessThan(100);
});
