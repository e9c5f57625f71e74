// @ts-check
import { test, expect } from './fixtures.mjs';
import { description } from './page.mjs';
/** @import { Gateway } from './gateway.mjs' */

/** Returns the body of the only request since the last `forget`. */
async function onlyBody(/** @type {Gateway} */ gateway) {
  await expect.poll(async () => (await gateway.requests()).length).toBe(1);
  const [{ body }] = await gateway.requests();
  return body;
}

// A day and an instant amid the rows, and what they are in Tehran.
const DAY = '2025-04-08';
const [DAY_FIRST, DAY_LAST] = [1_744_057_800, 1_744_144_199];

/** Each filter alone: the field, the typed text, the value in the request, and the SQL condition. */
const ALONE = /** @type {const} */ ([
  ['username', '*a*', '*a*', "username like '%a%' and username glob '*a*'"],
  ['number', '0098 21-700 0070', '+98217000070', "number = '+98217000070'"],
  ['number', '+98votp', '+98votp', "number = '+98votp'"],
  ['create_from_date', DAY, String(DAY_FIRST), `created >= ${DAY_FIRST}`],
  ['create_to_date', '۱۴۰۴/۰۱/۱۹', String(DAY_LAST), `created <= ${DAY_LAST}`],
  ['send_from_date', '2025-04-08 13:00', '1744104600', 'sent >= 1744104600'],
  ['send_to_date', '1744102007', '1744102007', 'sent <= 1744102007'],
  ['from_exit_count', '۲', 2, 'exits >= 2'],
  ['to_exit_count', '٠', 0, 'exits <= 0'],
  ['message', 'کد', 'کد', "instr(message, 'کد') > 0"],
  ['state_id', '0', '0', 'state = 0'],
  ['state_id', '6', '6', 'state = 6'],
]);

for (const [name, typed, asked, where] of ALONE) {
  test(`${name} «${typed}» finds what the database says`, async ({ report, gateway }) => {
    await report.enter();
    await gateway.forget();
    if (name === 'state_id') await report.field(name).selectOption(typed);
    else {
      await report.field(name).fill(typed);
      await report.field(name).press('Enter');
    }
    expect(await onlyBody(gateway)).toEqual({ page: 1, limit: 25, filters: { [name]: asked } });
    await report.settled();
    const count = await gateway.count(where);
    expect(count).toBeGreaterThan(0);
    const shown = Math.min(25, count).toLocaleString('en');
    await expect(report.status).toHaveText(`1–${shown} of ${count.toLocaleString('en')}`);
    expect(await report.ids()).toEqual(await gateway.ids(where));
  });
}

test('an outbox id finds its one send, in digits of any script', async ({ report, gateway }) => {
  const [id] = await gateway.ids('id > 4294967296', 1, 100);
  await report.enter();
  const persian = id.replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)]);
  await report.field('messages_outbox_id').fill(persian);
  await report.button('apply').click();
  await expect(report.status).toHaveText('1–1 of 1');
  expect(await report.ids()).toEqual([id]);
});

test('filters narrow together', { tag: '@browsers' }, async ({ report, gateway }) => {
  await report.enter();
  await report.field('state_id').selectOption('6');
  await report.field('from_exit_count').fill('1');
  await report.field('to_exit_count').fill('5000');
  await report.field('create_from_date').fill('1403/01/01');
  await report.field('message').fill('a');
  await report.button('apply').click();
  const where = "state = 6 and exits between 1 and 5000 and created >= 1710880200 and instr(message, 'a') > 0";
  const count = await gateway.count(where);
  expect(count).toBeGreaterThan(0);
  await expect(report.status).toContainText(`of ${count.toLocaleString('en')}`);
  await report.settled();
  expect(await report.ids()).toEqual(await gateway.ids(where));
  expect(report.query()).toBe('?create_from_date=2024-03-20&from_exit_count=1&to_exit_count=5000&message=a&state_id=6');
});

test('a view without filters asks with an empty object', async ({ report, gateway }) => {
  await report.enter();
  expect(await onlyBody(gateway)).toEqual({ page: 1, limit: 25, filters: {} });
});

for (const typed of ['+98217000070', '0098217000070', '98217000070', '0217000070', '217000070', '۹۸ ۲۱-۷۰۰۰۰۷۰', '٠٢١٧٠٠٠٠٧٠']) {
  test(`the sender «${typed}» is asked for in E.164`, async ({ report, gateway }) => {
    await report.enter();
    await gateway.forget();
    await report.field('number').fill(typed);
    await report.field('number').press('Enter');
    expect((await onlyBody(gateway)).filters).toEqual({ number: '+98217000070' });
  });
}

test('text and user name are sent as typed, whatever digits they have', async ({ report, gateway }) => {
  await report.enter();
  await report.field('message').fill(' کد ۱۲٣ می\u200cشود ');
  await report.field('username').fill('علی۱*');
  await report.button('apply').click();
  // On a slow machine one of the texts may have settled by itself before.
  const last = async () => (await gateway.requests()).at(-1).body.filters;
  await expect.poll(last).toEqual({ message: ' کد ۱۲٣ می\u200cشود ', username: 'علی۱*' });
});

test('typing asks once and makes one entry when it has settled', { tag: '@browsers' }, async ({ report, gateway, page }) => {
  await report.enter('?page=3');
  const entries = await report.historyLength();
  await gateway.forget();
  await report.field('message').focus();
  // The keys are pressed by a script in the page, so that a slow machine makes no pause between them.
  await report.field('message').evaluate(async (/** @type {HTMLInputElement} */ field) => {
    // Together the keys take longer than the 400 ms after which typing settles.
    for (const text of ['o', 'or', 'ord', 'orde', 'order', 'orde', 'order', 'orde', 'order']) {
      field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
  });
  await expect.poll(() => report.query()).toBe('?message=order');
  await report.settled();
  expect(await onlyBody(gateway)).toEqual({ page: 1, limit: 25, filters: { message: 'order' } });
  expect(await report.historyLength()).toBe(entries + 1);
  await expect(report.field('message')).toBeFocused();
  expect(await page.evaluate(() => /** @type {HTMLInputElement} */ (document.activeElement).value)).toBe('order');
});

test('applying what is there already asks for nothing and makes no entry', async ({ report, gateway }) => {
  await report.enter('?state_id=6');
  const entries = await report.historyLength();
  await gateway.forget();
  await report.button('apply').click();
  await report.field('message').press('Enter');
  await report.button('apply').click();
  await report.page.waitForTimeout(600);
  expect(await gateway.requests()).toEqual([]);
  expect(await report.historyLength()).toBe(entries);
});

test('clearing is one request and one entry, and keeps the rows per page', async ({ report, gateway }) => {
  await report.enter('?limit=10&message=a&state_id=6&create_from_date=2025-01-01');
  const entries = await report.historyLength();
  await gateway.forget();
  await report.button('clearAll').click();
  await expect.poll(() => report.query()).toBe('?limit=10');
  await report.page.waitForTimeout(600);
  expect(await onlyBody(gateway)).toEqual({ page: 1, limit: 10, filters: {} });
  expect(await report.historyLength()).toBe(entries + 1);
  for (const name of /** @type {const} */ (['message', 'create_from_date', 'state_id'])) await expect(report.field(name)).toHaveValue('');
});

test('a typed date acts when its field is left', async ({ report, gateway }) => {
  await report.enter();
  await gateway.forget();
  await report.field('create_from_date').fill(DAY);
  await report.page.waitForTimeout(700);
  expect(await gateway.requests()).toEqual([]);
  await report.field('create_from_date').press('Tab');
  expect((await onlyBody(gateway)).filters).toEqual({ create_from_date: String(DAY_FIRST) });
});

test('a whole day to includes its last second, by the rules of its year', async ({ report, gateway }) => {
  await report.enter();
  await gateway.forget();
  await report.field('create_to_date').fill('2022-07-01');
  await report.field('create_to_date').press('Enter');
  expect((await onlyBody(gateway)).filters).toEqual({ create_to_date: '1656703799' });
});

for (const [name, typed, reason] of /** @type {const} */ ([
  ['create_from_date', '1404/12/30', /Persian calendar has no such day/],
  ['create_from_date', 'yesterday', /A date such as/],
  ['send_to_date', '1744102007000', /milliseconds/],
  ['from_exit_count', 'many', /whole number/],
  ['to_exit_count', '-1', /whole number/],
])) {
  test(`${name} «${typed}» is refused at its field and changes nothing else`, async ({ report, gateway }) => {
    await report.enter('?page=2');
    const ids = await report.ids();
    await gateway.forget();
    await report.field(name).fill(typed);
    await report.button('apply').click();
    await expect(report.field(name)).toHaveAttribute('aria-invalid', 'true');
    expect(await description(report.field(name))).toMatch(reason);
    await expect(report.field(name)).toHaveValue(typed);
    expect(report.query()).toBe('?page=2');
    expect(await report.ids()).toEqual(ids);
    expect(await gateway.requests()).toEqual([]);
  });
}

test('a date that is no day waits at its field, and a state chosen then takes effect', { tag: '@browsers' }, async ({ report, gateway }) => {
  await report.enter();
  await gateway.forget();
  const date = report.field('create_from_date');
  await date.pressSequentially('1404/12/30');
  await date.press('Tab');
  await expect(date).toHaveAttribute('aria-invalid', 'true');
  await report.field('state_id').selectOption('3');
  expect(await onlyBody(gateway)).toEqual({ page: 1, limit: 25, filters: { state_id: '3' } });
  await report.settled();
  expect(report.query()).toBe('?state_id=3');
  expect(await report.ids()).toEqual(await gateway.ids('state = 3'));
  await expect(date).toHaveAttribute('aria-invalid', 'true');
  await expect(date).toHaveValue('1404/12/30');
});

test('an end before its beginning is the end\'s mistake', async ({ report, gateway }) => {
  await report.enter();
  await gateway.forget();
  await report.field('create_from_date').fill('2025-04-08');
  await report.field('create_to_date').fill('2025-04-07');
  await report.field('create_to_date').press('Enter');
  await expect(report.field('create_to_date')).toHaveAttribute('aria-invalid', 'true');
  await expect(report.field('create_from_date')).not.toHaveAttribute('aria-invalid', 'true');
});

test('a state passed by arrow keys is asked for once', async ({ report, gateway }) => {
  await report.enter();
  await gateway.forget();
  await report.field('state_id').evaluate(async (/** @type {HTMLSelectElement} */ select) => {
    for (const value of ['0', '1', '2']) {
      select.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
  await expect.poll(() => report.query()).toBe('?state_id=2');
  expect((await onlyBody(gateway)).filters).toEqual({ state_id: '2' });
});

test('rows that arrive leave what is being typed alone', async ({ report, gateway }) => {
  await report.enter();
  await gateway.stage({ pass: true, held: true });
  await report.field('state_id').selectOption('6');
  await report.field('create_from_date').pressSequentially('1404/0');
  await expect(report.table).toHaveAttribute('aria-busy', 'true');
  await gateway.release();
  await report.settled();
  await expect(report.field('create_from_date')).toHaveValue('1404/0');
  await expect(report.field('create_from_date')).toBeFocused();
});

test('a value in the rows of before leads to it beside the filter that was just set', async ({ report, gateway }) => {
  await report.enter('?from_exit_count=1');
  await gateway.stage({ pass: true, held: true });
  await report.field('message').fill('a');
  await report.field('message').press('Enter');
  await expect.poll(() => report.query()).toBe('?from_exit_count=1&message=a');
  const badge = report.rows.first().locator('a.badge');
  const [state] = /\d+$/.exec(await badge.getAttribute('href'));
  await badge.click();
  await expect.poll(() => report.query()).toBe(`?from_exit_count=1&message=a&state_id=${state}`);
  await gateway.release();
});

test('a value in the rows of before keeps the rows per page that were just chosen', async ({ report, gateway }) => {
  await report.enter();
  await gateway.stage({ pass: true, held: true });
  await report.limit.selectOption('50');
  await expect.poll(() => report.query()).toBe('?limit=50');
  await report.rows.first().locator('a.badge').click();
  await expect.poll(() => report.query()).toMatch(/^\?limit=50&state_id=\d$/);
  await gateway.release();
});

test('a click that leaves a date counts where it was begun, though the first filter moves the table', { tag: '@browsers' }, async ({ report, page }) => {
  await report.enter();
  await report.whole();
  await report.field('create_from_date').pressSequentially('2025-01-01');
  const badge = report.rows.first().locator('a.badge');
  await badge.hover();
  await page.mouse.down();
  // Longer than a click takes.
  await page.waitForTimeout(200);
  expect(report.query()).toBe('');
  await page.mouse.up();
  await expect.poll(() => report.query()).toMatch(/^\?create_from_date=2025-01-01&state_id=\d$/);
});

test('a date that is left by key takes effect, though the release of the mouse button was never told', async ({ report, page }) => {
  await report.enter();
  await report.whole();
  await report.rows.first().dispatchEvent('mousedown', { button: 0 });
  await report.field('create_from_date').fill('2025-01-01');
  await page.keyboard.press('Tab');
  await expect.poll(() => report.query()).toBe('?create_from_date=2025-01-01');
});

test('what cannot be used or is being typed waits at its field while a link is followed', async ({ report }) => {
  await report.enter();
  const date = report.field('create_from_date');
  await date.fill('1404/12/30');
  await date.press('Enter');
  await expect(date).toHaveAttribute('aria-invalid', 'true');
  await report.rows.first().locator('a.badge').click();
  await expect.poll(() => report.query()).toMatch(/^\?state_id=\d$/);
  await expect(date).toHaveValue('1404/12/30');
  await expect(date).toHaveAttribute('aria-invalid', 'true');
  await date.fill('2025-01-01');
  await date.press('Enter');
  await expect.poll(() => report.query()).toMatch(/^\?create_from_date=2025-01-01&state_id=\d$/);
});

test('Clear all leaves no error at the page field', async ({ report }) => {
  await report.enter('');
  const field = report.pageField;
  await field.fill('abc');
  await field.press('Enter');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await report.button('clearAll').click();
  await expect(field).not.toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveValue('1');
});

test('an end before its beginning is forgotten with the link that removes the beginning', async ({ report, page }) => {
  await report.enter('?from_exit_count=100000000');
  await report.field('to_exit_count').fill('5');
  await report.field('to_exit_count').press('Enter');
  await expect(report.field('to_exit_count')).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('link', { name: /^Without Exit count from/ }).click();
  await report.settled();
  await expect(report.field('to_exit_count')).toHaveValue('');
  await expect(report.field('to_exit_count')).not.toHaveAttribute('aria-invalid', 'true');
});

test('Clear all right after typing asks once and is one entry', async ({ report, gateway }) => {
  await report.enter('?state_id=6');
  const entries = await report.historyLength();
  await gateway.forget();
  await report.field('message').pressSequentially('ab', { delay: 20 });
  await report.button('clearAll').click();
  await report.settled();
  // Longer than the time after which typing settles.
  await report.page.waitForTimeout(600);
  expect((await gateway.requests()).map(({ body }) => body.filters)).toEqual([{}]);
  expect(await report.historyLength()).toBe(entries + 1);
});
