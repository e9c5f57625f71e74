// @ts-check
import { test, expect } from './fixtures.mjs';
import { latin } from './page.mjs';

const ALL = '?username=*a*&number=%2B98217000070&messages_outbox_id=1&create_from_date=2025-01-01&create_to_date=now' +
  '&send_from_date=now-1y&send_to_date=now&from_exit_count=1&to_exit_count=9&message=%DA%A9%D8%AF&state_id=3';

for (const [language, state, message] of /** @type {const} */ ([
  ['en', 'Remove filter: State: Rejected', 'Remove filter: Message text: “کد”'],
  ['fa', 'حذف فیلتر: وضعیت: رد شده', 'حذف فیلتر: متن پیام: «کد»'],
])) {
  test.describe(language, () => {
    test.use({ language });

    test('each filter that is set is named, and taken away alone', { tag: '@browsers' }, async ({ report, gateway }) => {
      await report.enter(ALL);
      await expect(report.chips).toHaveCount(11);
      await report.page.getByRole('button', { name: state, exact: true }).click();
      await report.settled();
      await expect(report.chips).toHaveCount(10);
      expect(report.query()).toBe(ALL.replace('&state_id=3', ''));
      await report.page.getByRole('button', { name: message, exact: true }).click();
      await report.settled();
      await expect(report.field('message')).toHaveValue('');
      expect(await gateway.requests()).toHaveLength(3);
      await report.page.goBack();
      await expect(report.chips).toHaveCount(10);
      await expect(report.field('message')).toHaveValue('کد');
    });
  });
}

test.describe('in Persian', () => {
  test.use({ language: 'fa' });

  test('numbers are in its digits, a phone number begins with its plus, and date math is read as a date', async ({ report, page }) => {
    await report.enter('?number=%2B9810&messages_outbox_id=12&create_from_date=now-7d%2Fd');
    const chip = (/** @type {string} */ field) => page.getByRole('button', { name: `حذف فیلتر: ${field}` });
    await expect(chip('شماره فرستنده')).toHaveText('شماره فرستنده: \u2066+۹۸۱۰\u2069');
    await expect(chip('شناسه ارسال')).toHaveText('شناسه ارسال: ۱۲');
    await expect(chip('تاریخ ایجاد از')).toHaveText(/: [۰-۹]{4}\/[۰-۹]{2}\/[۰-۹]{2}$/);
    const [plus, digit] = await chip('شماره فرستنده').locator('bdi').evaluate((text) => {
      const node = text.firstChild;
      const at = node.textContent.indexOf('+');
      return [at, at + 1].map((start) => {
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, start + 1);
        return range.getBoundingClientRect().left;
      });
    });
    expect(plus).toBeLessThan(digit);
  });
});

test.describe('in Persian with the Gregorian calendar', () => {
  test.use({ language: 'fa' });

  test('dates read from left to right in the list and in the title', async ({ report, gateway, page }) => {
    await gateway.config({ calendar: 'gregory' });
    await report.enter('?create_from_date=2025-04-08&create_to_date=1749846599');
    const date = (/** @type {string} */ digits) => `\u2066${digits}\u2069`;
    const from = page.getByRole('button', { name: 'حذف فیلتر: تاریخ ایجاد از' });
    await expect(from).toHaveText(`تاریخ ایجاد از: ${date('۲۰۲۵-۰۴-۰۸')}`);
    const to = page.getByRole('button', { name: 'حذف فیلتر: تاریخ ایجاد تا' });
    await expect(to).toHaveText(`تاریخ ایجاد تا: ${date('۲۰۲۵-۰۶-۱۳')}`);
    expect(await page.title()).toContain(date('۲۰۲۵-۰۴-۰۸'));
  });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 760 } });

  test('the folded form says how many filters are set, and all can be cleared beside it', async ({ report, gateway, page }) => {
    await report.enter('?limit=10&state_id=3&message=%DA%A9%D8%AF');
    await expect(page.getByRole('button', { name: 'Filters 2', exact: true })).toBeVisible();
    await expect(report.filters).toBeHidden();
    await report.button('clearAll').click();
    await report.settled();
    expect(report.query()).toBe('?limit=10');
    await expect(report.chips).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Filters', exact: true })).toBeVisible();
    expect(await gateway.requests()).toHaveLength(2);
    await page.getByRole('button', { name: 'Filters', exact: true }).click();
    await expect(report.button('clearAll')).toHaveCount(1);
  });
});

for (const [width, language] of /** @type {const} */ ([[360, 'fa'], [1280, 'en']])) {
  test.describe(`${language}, ${width} px`, () => {
    test.use({ language, viewport: { width, height: 760 } });

    test('chips without room fade away at the edge of the window, and each comes out of it', async ({ report, page }) => {
      await report.enter(ALL);
      await expect(report.chips).toHaveCount(11);
      const line = page.locator('.active-filters');
      await expect(line).toHaveCSS('mask-image', /gradient/);
      // A whole minute is written without its seconds, which makes three chips narrower.
      expect(await line.evaluate((line) => line.scrollWidth - line.clientWidth)).toBeGreaterThan(width / 2);
      const [box, bar] = await Promise.all([line, report.status].map((it) => it.boundingBox()));
      const gutter = language === 'fa' ? width - bar.x - bar.width : bar.x;
      expect([box.x, box.width]).toEqual([0, width]);
      for (const chip of [report.chips.last(), report.chips.first()]) {
        await chip.focus();
        const { x, width: own } = await chip.boundingBox();
        expect(Math.min(x, width - x - own)).toBeGreaterThanOrEqual(gutter - 1);
      }
    });
  });
}

test('the focus goes on to the filter that is left when the last one is removed', async ({ report, page }) => {
  await report.enter('?username=novin*&from_exit_count=1&state_id=6');
  for (const left of [2, 1]) {
    await report.chips.last().focus();
    await page.keyboard.press('Enter');
    await expect(report.chips).toHaveCount(left);
    await expect(report.chips.last()).toBeFocused();
  }
});

test('a value in a row leads to the sends that share it, beside the other filters', async ({ report, gateway, page }) => {
  await report.enter('?from_exit_count=1&page=2');
  const row = report.rows.first();
  const sender = await row.getByRole('cell').nth(2).textContent();
  const link = row.getByRole('link', { name: sender.trim(), exact: true });
  const href = `?number=${encodeURIComponent(sender.trim())}&from_exit_count=1`;
  await expect(link).toHaveAttribute('href', href);
  await expect(link).toHaveAccessibleDescription('Only this Sender number');
  await link.click();
  await report.settled();
  expect(report.query()).toBe(href);
  await expect(report.field('number')).toHaveValue(sender.trim());
  await expect(report.rows.first().getByRole('cell').nth(2)).toHaveText(sender.trim());

  const badge = report.rows.first().getByRole('cell').first().getByRole('link');
  const state = await badge.textContent();
  await badge.click();
  await report.settled();
  await expect(page.getByRole('button', { name: `Remove filter: State: ${state}`, exact: true })).toBeVisible();
  for (const one of await report.rows.all()) await expect(one.getByRole('cell').first()).toHaveText(state);

  const [id] = await report.ids();
  await report.table.getByRole('rowheader').first().getByRole('link').click();
  await expect(report.status).toHaveText('1–1 of 1');
  expect(await report.ids()).toEqual([id]);
  // Each of the two changes made one history entry and one request.
  expect(await gateway.requests()).toHaveLength(4);
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await report.settled();
  expect(report.query()).toBe('?page=2&from_exit_count=1');
});

test('a value opens in a new tab as well', async ({ report, context, page }) => {
  await report.enter();
  const tabs = context.waitForEvent('page');
  await report.rows.first().getByRole('cell').first().getByRole('link').click({ modifiers: ['Control'] });
  const tab = await tabs;
  await expect(tab).toHaveURL(/\?state_id=\d$/);
  expect(report.query()).toBe('');
  await tab.close();
  expect(page.isClosed()).toBe(false);
});

test('other spellings of a Persian text are one click away, and what was typed stays', async ({ report, gateway, page }) => {
  await report.enter();
  await report.field('message').fill('كد ۱۲');
  await report.field('message').press('Enter');
  await report.settled();
  expect((await gateway.requests()).at(-1).body.filters).toEqual({ message: 'كد ۱۲' });
  const others = page.getByRole('list', { name: 'Also try:' }).getByRole('link');
  await expect(others.first()).toHaveText('کد ۱۲ with ی ک');
  await others.first().click();
  await report.settled();
  expect((await gateway.requests()).at(-1).body.filters).toEqual({ message: 'کد ۱۲' });
  await expect(report.field('message')).toHaveValue('کد ۱۲');
  await page.goBack();
  await expect(report.field('message')).toHaveValue('كد ۱۲');
  await report.field('message').fill('hello 12');
  await report.field('message').press('Enter');
  await report.settled();
  await expect(others).toHaveCount(0);
  expect(latin('۱۲')).toBe('12');
});

test('signs that turn a text are named in the title and in the filter\'s button, and turn neither', async ({ report, page }) => {
  await report.enter(`?message=${encodeURIComponent('\u202Ecba')}`);
  await expect(page).toHaveTitle('“⟦RLO⟧cba” · Page 1 · Outbox report');
  await expect(page.getByRole('button', { name: 'Remove filter: Message text: “⟦RLO⟧cba”', exact: true })).toBeVisible();
  await expect(report.field('message')).toHaveValue('\u202Ecba');
});
