import { test, expect } from './fixtures.mjs';
import { reply } from './gateway.mjs';
import { ReportPage } from './page.mjs';
import { VIEWS } from './views.mjs';

const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const language of ['en', 'fa']) {
  for (const width of [320, 360, 768, 1024, 1280, 1440]) {
    test.describe(`${language} at ${width} px`, () => {
      test.use({ language, viewport: { width, height: 800 } });

      test('nothing makes the page scroll sideways', async ({ report, page }) => {
        await report.open();
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        await report.connect();
        await report.settled();
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        const unfold = report.button('filters');
        if (await unfold.isVisible()) await unfold.click();
        await expect(report.field('to_exit_count')).toBeVisible();
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        await report.field('create_from_date').fill('1404/12/30');
        await report.button('apply').click();
        expect(await overflow(page)).toBeLessThanOrEqual(0);
      });
    });
  }

  test.describe(`${language} with text at 200 %`, () => {
    test.use({ language, viewport: { width: 640, height: 800 } });

    test('nothing makes the page scroll sideways', async ({ report, page }) => {
      await report.enter();
      await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await report.button('filters').click();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });
  });
}

/** How far anything in the dialog stands out of it sideways, in CSS pixels. */
const overhang = (dialog) => dialog.evaluate((dialog) => {
  const frame = dialog.getBoundingClientRect();
  const out = [...dialog.querySelectorAll('*')].filter((element) => element.checkVisibility()).map((element) => {
    const box = element.getBoundingClientRect();
    return Math.max(frame.left - box.left, box.right - frame.right);
  });
  return Math.max(dialog.scrollWidth - dialog.clientWidth, frame.right - innerWidth, -frame.left, ...out);
});

// 320 CSS pixels are a window of 1,280 at 400 %.
for (const language of ['en', 'fa']) {
  for (const [size, width, text] of [['at 400 %', 320, '100%'], ['with text at 200 % on a phone', 360, '200%'], ['with text at 200 %', 640, '200%'], ['at 100 %', 1280, '100%']]) {
    test.describe(`${language} ${size}`, () => {
      test.use({ language, viewport: { width, height: 640 } });

      test('every dialog fits, and what is selected as well', async ({ report, gateway, page }) => {
        test.setTimeout(120_000);
        await gateway.config({ page_limit: 10 });
        for (const name of ['columns', 'column', 'everything', 'selected', 'settings', 'help', 'detail', 'share', 'saved', 'calendar']) {
          await page.goto('about:blank');
          await VIEWS[name](report, gateway);
          await page.evaluate((text) => { document.documentElement.style.fontSize = text; }, text);
          expect(await overflow(page), name).toBeLessThanOrEqual(0);
          if (await report.dialog.isVisible()) expect(await overhang(report.dialog), name).toBeLessThanOrEqual(1);
          await page.evaluate(() => { sessionStorage.clear(); localStorage.clear(); });
        }
      });
    });
  }
}

for (const width of [320, 640, 1280]) {
  test.describe(`words without a break at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('don\'t make the page scroll sideways', async ({ report, gateway, page }) => {
      const [word, digits] = ['x'.repeat(300), '9'.repeat(60)];
      const long = {
        messages_outbox_id: digits, state_id: 42, status: word, message: word, username: word, number: `+${digits}`,
        cost: digits, rcpts_count: digits, exit_count: digits, time: '1745409418', time_send: '1745409418',
      };
      await gateway.stage(reply([long]));
      await report.enter();
      await expect(report.rows).toHaveCount(1);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 760 } });

  test('filters and menu fold', async ({ report }) => {
    await report.enter();
    const filters = report.button('filters');
    await expect(filters).toHaveAttribute('aria-expanded', 'false');
    await expect(report.filters).toBeHidden();
    await filters.click();
    await expect(filters).toHaveAttribute('aria-expanded', 'true');
    await expect(report.filters).toBeVisible();
    const menu = report.button('menu');
    await expect(menu).toHaveAttribute('aria-expanded', 'false');
    await expect(report.button('signOut')).toBeHidden();
    await menu.click();
    await expect(report.button('signOut')).toBeVisible();
    await expect(report.button('language')).toBeVisible();
  });

  test('a value that cannot be used unfolds the filters', async ({ report }) => {
    await report.open('?state_id=99');
    await report.connect();
    await expect(report.field('state_id')).toBeVisible();
  });

  test('cards are still rows of a table', async ({ report }) => {
    await report.enter();
    await expect(report.rows).toHaveCount(25);
    await expect(report.table.getByRole('columnheader')).toHaveCount(10);
    await expect(report.rows.first().getByRole('cell')).toHaveCount(9);
    await expect(report.rows.first()).toBeVisible();
  });
});

test('all filters are in sight at 1,280 px', async ({ report, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await report.enter();
  for (const name of ['message', 'state_id', 'number', 'username', 'messages_outbox_id', 'create_from_date', 'to_exit_count']) {
    await expect(report.field(name)).toBeVisible();
  }
  await expect(report.button('filters')).toBeHidden();
});

test('the page runs at a sub-path as at the root', async ({ page, gateway }) => {
  const report = new ReportPage(page, `${gateway.url}/panel/sms/`);
  await report.enter('?page=2');
  await expect(report.status).toHaveText('26–50 of 5,000');
  await report.step('next').click();
  await expect(report.status).toHaveText('51–75 of 5,000');
  expect(new URL(page.url()).pathname).toBe('/panel/sms/');
  expect((await gateway.requests())[0].path).toBe('/api/report/new_list');
});

test('nothing moves while a page turns', async ({ report, gateway }) => {
  await report.enter();
  await report.step('next').scrollIntoViewIfNeeded();
  const before = await report.step('next').boundingBox();
  await gateway.stage({ pass: true, delay_ms: 3000 });
  await report.step('next').click();
  expect(await report.step('next').boundingBox()).toEqual(before);
  await report.settled();
  expect((await report.step('next').boundingBox()).y).toBe(before.y);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the page says so in both languages', async ({ page, gateway }) => {
    await page.goto(`${gateway.url}/`);
    const sentences = page.locator('noscript p');
    await expect(sentences).toHaveCount(2);
    for (const sentence of await sentences.all()) await expect(sentence).toBeVisible();
    // Playwright takes the text of a noscript element for nothing.
    for (const text of ['This page needs JavaScript', 'به جاوااسکریپت نیاز دارد']) expect(await page.content()).toContain(text);
  });
});

test('without WebAssembly the page says so in both languages', async ({ page, gateway }) => {
  await page.addInitScript(() => { delete globalThis.WebAssembly; });
  await page.goto(`${gateway.url}/`);
  await expect(page.getByText('This page needs WebAssembly')).toBeVisible();
  await expect(page.getByText('به WebAssembly نیاز دارد')).toBeVisible();
});
