// @ts-check
import { test, expect, complaints, failed } from './fixtures.mjs';
import { refusal, reply } from './gateway.mjs';
/** @import { Answer, Json } from './gateway.mjs' */

const row = (/** @type {Json} */ fields) => ({ messages_outbox_id: '1', state_id: 6, ...fields });

test('the first answer is awaited in a table that is there', async ({ report, gateway, page }) => {
  await gateway.stage({ pass: true, held: true });
  await report.openConnected();
  await expect(report.table).toHaveAttribute('aria-busy', 'true');
  await expect(report.rows).toHaveCount(0);
  await expect(page.locator('[aria-hidden="true"]').locator('visible=true').first()).toBeVisible();
  await gateway.release();
  await report.settled();
  await expect(report.rows).toHaveCount(25);
});

test('old rows stay, marked busy, until the new ones are there', { tag: '@browsers' }, async ({ report, gateway, page }) => {
  await report.enter();
  const old = await report.ids();
  await gateway.stage({ pass: true, held: true });
  await report.step('next').click();
  await expect(report.table).toHaveAttribute('aria-busy', 'true');
  expect(await report.ids()).toEqual(old);
  const bar = page.locator('.table-frame.busy');
  await expect(bar).toBeVisible();
  await gateway.release();
  await report.settled();
  await expect(bar).toHaveCount(0);
  expect(await report.ids()).toEqual(await gateway.ids('1', 25, 25));
});

test('a newer query wins over an older, slower one', async ({ report, gateway, page }) => {
  await report.enter();
  await gateway.stage({ pass: true, held: true }, { pass: true });
  await report.field('state_id').selectOption('3');
  await expect.poll(async () => (await gateway.requests()).length).toBe(2);
  await report.field('state_id').selectOption('6');
  const expected = await gateway.ids('state = 6');
  await expect(report.field('state_id')).toHaveValue('6');
  await report.settled();
  expect(await report.ids()).toEqual(expected);
  await gateway.release();
  await page.waitForTimeout(500);
  expect(await report.ids()).toEqual(expected);
  expect(report.query()).toBe('?state_id=6');
});

test('Refresh asks the same again and makes no entry', async ({ report, gateway }) => {
  await report.enter('?state_id=6&page=2');
  const entries = await report.historyLength();
  await report.button('refresh').click();
  await expect.poll(async () => (await gateway.requests()).length).toBe(2);
  const [first, second] = await gateway.requests();
  expect(second.body).toEqual(first.body);
  expect(await report.historyLength()).toBe(entries);
});

test('an empty answer says so and offers the way out', async ({ report }) => {
  await report.enter('?message=this-is-nowhere');
  await expect(report.status).toHaveText('No sends');
  await expect(report.alert).toHaveCount(0);
  await report.page.getByRole('button', { name: 'Show all sends' }).click();
  await expect(report.status).toHaveText('1–25 of 5,000');
  expect(report.query()).toBe('');
});

/** The failing answers, each with the text of the alert. */
/** @type {[name: string, answer: Answer, says: string[]][]} */
const FAILURES = [
  ['a refusal', refusal(422, 'invalid state', '400-31'), ['invalid state', '400-31', '422']],
  ['a refusal of a parameter', refusal(422, 'bad', '400-2', { limit: ['too large'] }), ['Rows per page', 'too large', '400-2']],
  ['status false with 200', refusal(200, 'not now', '500-9'), ['not now', '500-9']],
  ['too many requests', refusal(429, 'slow down', '429-1'), ['Wait', '429']],
  ['an HTML page with 502', { status: 502, body: '<html><h1>Bad gateway</h1></html>' }, ['Bad gateway', '502']],
  ['truncated JSON', { status: 200, body: '{"data":[{"messages_ou' }, ['{"data":[{"messages_ou']],
  ['an empty body', { status: 200, body: '' }, ['empty answer', '200']],
  ['another shape', { status: 200, body: '{"ok":true}' }, ['{"ok":true}']],
  ['a server error of the API\'s shape', refusal(500, 'oops', '500-1'), ['oops', '500']],
];

for (const [name, answer, says] of FAILURES) {
  test.describe(name, () => {
    test.use({ expected: failed(422, 429, 500, 502) });

    test('is said in an alert, and Try again recovers', { tag: '@browsers' }, async ({ report, gateway }) => {
      // A fault that may pass is retried up to three times.
      await gateway.stage(...Array(4).fill(answer));
      await report.openConnected('?page=2');
      for (const text of says) await expect(report.alert).toContainText(text);
      await expect(report.rows).toHaveCount(0);
      expect(report.query()).toBe('?page=2');
      await gateway.stage();
      await report.tryAgain();
      await expect(report.status).toHaveText('26–50 of 5,000');
      await expect(report.alert).toHaveCount(0);
    });
  });
}

test.describe('a failure with codes in it', () => {
  test.use({ expected: failed(422, 404) });

  for (const [name, answer] of /** @type {const} */ ([
    ['words', refusal(422, 'no code 481516', '400-31', { number: ['not 481516'], 'x481516': ['481516'] })],
    ['page', { status: 404, body: '<h1>no code 481516</h1>' }],
  ])) {
    test(`hides those of its ${name} where codes are hidden`, async ({ report, gateway, page }) => {
      await page.addInitScript(() => localStorage.setItem('outbox-report / choices', 'mask=on'));
      await gateway.stage(answer);
      await report.openConnected('?number=3000');
      await expect(report.alert).toContainText('no code ••••••');
      await expect(report.alert).toContainText(name === 'words' ? '400-31' : 'HTTP 404');
      await report.whole();
      await expect(page.locator('body')).not.toContainText('481516');
      await report.button('settings').click();
      await report.dialog.getByRole('combobox', { name: 'Codes in messages' }).selectOption('Shown');
      await page.keyboard.press('Escape');
      await expect(report.alert).toContainText('no code 481516');
    });
  }
});

test('no answer within 15 seconds is too slow', async ({ report, gateway, page }) => {
  await page.clock.install();
  await gateway.stage({ pass: true, held: true });
  await report.openConnected();
  await expect(report.table).toHaveAttribute('aria-busy', 'true');
  await expect.poll(async () => (await gateway.requests()).length).toBe(1);
  await page.clock.runFor(8_000);
  await expect(report.alert).toHaveCount(0);
  await page.clock.runFor(7_500);
  await expect(report.alert).toContainText('15 seconds');
  await report.button('tryAgain').click();
  await expect(report.status).toHaveText('1–25 of 5,000');
});

test.describe('a redirect', () => {
  test.use({ expected: complaints(/Failed to load resource/, /redirect/i) });

  test('is not followed', async ({ report, gateway }) => {
    await gateway.stage(...Array(4).fill({ status: 302, headers: { location: '/elsewhere' }, body: '' }));
    await report.openConnected();
    await expect(report.alert).toContainText("can't be reached");
  });
});

test('an unknown state shows the gateway\'s own word, or its number', async ({ report, gateway }) => {
  await gateway.stage(reply([row({ state_id: 42, status: 'معلق' }), row({ state_id: 77 }), row({ state_id: '3' })]));
  await report.enter();
  const states = report.rows.getByRole('cell').filter({ hasText: /معلق|77|Rejected/ });
  await expect(states).toHaveText([/معلق/, /77/, /Rejected/]);
});

test.describe('in Persian', () => {
  test.use({ language: 'fa' });

  test('the number of an unknown state has Persian digits, and the gateway\'s own word stays as it came', async ({ report, gateway }) => {
    await gateway.stage(reply([row({ state_id: 42, status: 'step 42' }), row({ state_id: 77 })]));
    await report.enter();
    await expect(report.rows.locator('.badge')).toHaveText([/step 42/, /۷۷/]);
  });
});

test('what is missing, null or odd shows as nothing', async ({ report, gateway }) => {
  const nulls = Object.fromEntries(
    ['username', 'number_color', 'number', 'number_id', 'state', 'type', 'time_send', 'time', 'rcpts_count', 'exit_count',
      'status', 'valid', 'message', 'cost', 'state_id'].map((name) => [name, /** @type {unknown} */ (null)]));
  const odd = { time: 'soon', cost: { a: 1 }, message: ['x'], number_color: 'red;background:url(x)', new: { deep: [{}] } };
  await gateway.stage(reply([row(nulls), { messages_outbox_id: '2' }, row(odd), null]));
  await report.enter();
  await expect(report.rows).toHaveCount(4);
  await expect(report.alert).toHaveCount(0);
  const text = await report.table.innerText();
  for (const word of ['null', 'NaN', 'undefined', 'Invalid Date', '[object', '1970']) expect(text).not.toContain(word);
});

test('numbers are exact, as strings or not', async ({ report, gateway }) => {
  const meta = '"status":true,"total":"3","current_page":"1","per_page":"25","last_page":"1","from":"1","to":"3"';
  const rows = [
    '{"messages_outbox_id":9007199254740993,"cost":3990.2,"rcpts_count":86000,"exit_count":"85120","state_id":"6"}',
    '{"messages_outbox_id":"12345678901234567890","cost":"0.30000000000000004","state_id":6}',
    '{"messages_outbox_id":3,"cost":1e5,"state_id":6}',
  ];
  await gateway.stage({ body: `{"data":[${rows}],"meta":{${meta}}}` });
  await report.enter();
  expect(await report.ids()).toEqual(['9007199254740993', '12345678901234567890', '3']);
  await expect(report.rows.nth(0)).toContainText('3,990.2 IRR');
  await expect(report.rows.nth(0)).toContainText('86,000');
  await expect(report.rows.nth(1)).toContainText('0.30000000000000004 IRR');
  await expect(report.rows.nth(2)).toContainText('100,000 IRR');
  await expect(report.status).toHaveText('1–3 of 3');
});

test('markup in a message is text', async ({ report, gateway }) => {
  await gateway.stage(reply([row({ message: '<img src=x onerror=alert(1)><b>hi</b>' })]));
  await report.enter();
  await expect(report.rows).toContainText('<img src=x onerror=alert(1)><b>hi</b>');
  await expect(report.table.locator('img')).toHaveCount(0);
});

test.describe('config.json', () => {
  test.use({ expected: failed(404, 500) });

  for (const [body, says] of [
    ['<!doctype html><p>hello', ['config.json', 'JSON']],
    ['{"locale":"de"}', ['config.json', 'locale', 'fa', 'en', 'null']],
    ['{"calendar":"jalali"}', ['config.json', 'calendar', 'persian', 'gregory']],
    ['{"page_limit":0}', ['config.json', 'page_limit', '1', '1000']],
    ['{"time_zone":"Asia/Atlantis"}', ['config.json', 'time_zone', 'IANA']],
    ['{"base_url":"//x"}', ['config.json', 'base_url']],
  ]) {
    test(`that can't be read as one is named with its key: ${body}`, async ({ report, gateway }) => {
      await gateway.config(body);
      await report.open();
      for (const text of says) await expect(report.alert).toContainText(text);
      await expect(report.connectForm).toHaveCount(0);
      expect(await gateway.requests()).toEqual([]);
    });
  }

  test('that is not there means the defaults', async ({ report, gateway }) => {
    await gateway.config('not here', 404);
    await report.enter();
    await expect(report.status).toHaveText('1–25 of 5,000');
  });

  test('that could not be loaded can be tried again', async ({ report, gateway }) => {
    await gateway.config('', 500);
    await report.open('?page=2');
    await expect(report.alert).toContainText('config.json');
    await gateway.config('{}');
    await report.button('tryAgain').click();
    await expect(report.connectForm).toBeVisible();
    expect(report.query()).toBe('?page=2');
  });

  test('sets title, rows per page, zone, calendar and currency', async ({ report, gateway, page }) => {
    await gateway.config({
      title: 'ACME', page_limit: 7, page_limits: [7, 14, 7], time_zone: 'UTC', calendar: 'persian', currency: 'USD',
    });
    await gateway.stage(reply([row({ time: '1745409418', cost: 5 })]));
    await report.enter();
    expect((await gateway.requests())[0].body.limit).toBe(7);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('ACME');
    expect(await page.title()).toContain('ACME');
    await expect(report.rows).toContainText('1404/02/03 11:56');
    await expect(report.rows).toContainText('5 USD');
    expect(await report.limit.getByRole('option').allTextContents()).toEqual(['7', '14']);
  });
});
