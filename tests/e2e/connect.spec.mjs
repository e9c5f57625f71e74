// @ts-check
import { test, expect, complaints, failed } from './fixtures.mjs';
import { ReportPage, description } from './page.mjs';
import { TOKEN, reply } from './gateway.mjs';
/** @import { Page } from '@playwright/test' */

const stored = (/** @type {Page} */ page) => page.evaluate(() => JSON.stringify({ tab: { ...sessionStorage }, device: { ...localStorage } }));

test('nothing is asked before somebody connects, and the address waits', { tag: '@browsers' }, async ({ report, gateway, page }) => {
  await report.open('?state_id=6&page=2');
  await expect(report.connectForm).toBeVisible();
  await expect(report.table).toHaveCount(0);
  expect(await gateway.requests()).toEqual([]);
  expect(report.query()).toBe('?page=2&state_id=6');
  await report.connect();
  await report.settled();
  const [{ body }] = await gateway.requests();
  expect(body).toEqual({ page: 2, limit: 25, filters: { state_id: '6' } });
  expect(page.url() + (await page.title())).not.toContain(TOKEN);
});

test('the request carries the bare token, and neither cookie nor referrer', async ({ report, gateway, context }) => {
  await context.addCookies([{ name: 'a', value: 'b', url: gateway.url }]);
  await report.enterByForm();
  const [request] = await gateway.requests();
  expect(request).toMatchObject({ authorization: TOKEN, cookie: null, referer: null, path: '/api/report/new_list' });
  expect(request.content_type).toMatch(/^application\/json/);
});

test.describe('a wrong token', () => {
  test.use({ expected: failed(401) });

  test('keeps the view, says what the gateway said, and another one goes on', { tag: '@browsers' }, async ({ report, gateway }) => {
    await report.open('?state_id=6');
    await report.connect('wrong');
    await expect(report.alert).toContainText('اطلاعات وارد شده صحیح نمی باشد');
    await expect(report.alert).toContainText('400-1');
    await expect(report.connectForm).toBeVisible();
    expect(report.query()).toBe('?state_id=6');
    await expect(report.field('state_id')).toHaveValue('6');
    await report.connect();
    await expect(report.status).toContainText('1–25 of');
    await expect(report.connectForm).toHaveCount(0);
    const [first, second] = await gateway.requests();
    expect(second.body).toEqual(first.body);
  });

  for (const [language, sentence] of /** @type {const} */ ([
    ['en', 'The gateway does not accept this token'],
    ['fa', 'درگاه این توکن را نمی‌پذیرد'],
  ])) {
    test.describe(language, () => {
      test.use({ language });

      test('is said at its field, where the keyboard goes on', async ({ report, page }) => {
        await report.open();
        await report.connect('wrong');
        await expect(report.token).toBeFocused();
        await expect(report.token).toHaveAttribute('aria-invalid', 'true');
        expect(await description(report.token)).toContain(sentence);
        await page.keyboard.type('another');
        await page.keyboard.press('Enter');
        await expect(report.token).toHaveValue('');
        await expect(report.token).toBeFocused();
      });
    });
  }
});

test('a token is for this tab alone', async ({ report, context, gateway, page }) => {
  await report.enterByForm();
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(TOKEN);
  await page.reload();
  await report.settled();
  const other = new ReportPage(await context.newPage(), report.base);
  await other.open('?page=3');
  await expect(other.connectForm).toBeVisible();
  await gateway.forget();
  await other.connect();
  await other.settled();
  expect((await gateway.requests())[0].body.page).toBe(3);
});

test('a remembered token opens a new tab', { tag: '@browsers' }, async ({ report, context, page }) => {
  await report.open();
  await report.connect(TOKEN, { remember: true });
  await report.settled();
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(TOKEN);
  const other = new ReportPage(await context.newPage(), report.base);
  await other.open();
  await expect(other.status).toHaveText('1–25 of 5,000');
});

test.describe('with a token that is refused later', () => {
  test.use({ expected: failed(401) });

  test('connecting for a tab alone leaves what another tab has remembered', async ({ report, context, page }) => {
    await report.open();
    const other = new ReportPage(await context.newPage(), report.base);
    await other.open();
    await other.connect(TOKEN, { remember: true });
    await other.settled();
    await report.connect();
    await report.settled();
    await other.page.reload();
    await other.settled();
    // The remembered session goes with the tab that connects anew without it.
    await other.page.route('**/api/report/new_list', (route) => route.fulfill({ status: 401, body: '' }), { times: 1 });
    await other.button('refresh').click();
    await other.connect();
    await other.settled();
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(TOKEN);
  });
});

test('signing out reaches every tab, and Back shows nothing', { tag: '@browsers' }, async ({ report, context, page }) => {
  await report.open();
  await report.connect(TOKEN, { remember: true });
  await report.settled();
  const other = new ReportPage(await context.newPage(), report.base);
  await other.open('?page=2');
  await other.settled();
  await report.step('next').click();
  await report.settled();
  await report.button('signOut').click();
  await expect(report.connectForm).toBeVisible();
  await expect(other.connectForm).toBeVisible();
  await expect(other.table).toHaveCount(0);
  await page.goBack();
  await expect(report.rows).toHaveCount(0);
  await page.reload();
  await expect(report.connectForm).toBeVisible();
  expect(await stored(page)).not.toContain(TOKEN);
  expect(await stored(other.page)).not.toContain(TOKEN);
});

test('what is being typed at the sign-out is a filter of the next session', async ({ report }) => {
  await report.enter('?state_id=6');
  await report.whole();
  await report.field('username').fill('ali');
  await report.button('signOut').click();
  await expect(report.connectForm).toBeVisible();
  await report.connect(TOKEN);
  await report.settled();
  await expect(report.field('username')).toHaveValue('ali');
  expect(report.query()).toBe('?username=ali&state_id=6');
  await expect(report.chips).toHaveCount(2);
});

test('signing out leaves no text of a row anywhere in the document', async ({ report, page, gateway }) => {
  await gateway.stage(reply([{ messages_outbox_id: '1', state_id: 6, username: 'a_name_of_a_customer' }]));
  await report.enter();
  await report.whole();
  expect(await page.content()).toContain('a_name_of_a_customer');
  await report.button('signOut').click();
  await expect(report.connectForm).toBeVisible();
  expect(await page.content()).not.toContain('a_name_of_a_customer');
});

for (const [where, remember] of [['in the tab', false], ['on the device', true]]) {
  test(`signing out in safe mode leaves no session ${where}`, async ({ report, page }) => {
    const sessions = () => page.evaluate(() =>
      [sessionStorage, localStorage].flatMap((storage) => Object.keys(storage)).filter((key) => / session$/.test(key)));
    await report.enterByForm('', TOKEN, { remember });
    expect(await sessions()).toHaveLength(1);
    await report.open('?state_id=6#safe-mode');
    await expect.poll(() => page.url()).toMatch(/\?state_id=6$/);
    await report.connect();
    await report.settled();
    expect(await sessions()).toHaveLength(1);
    await report.button('signOut').click();
    await expect(report.connectForm).toBeVisible();
    expect(await sessions()).toEqual([]);
    expect(await stored(page)).not.toContain(TOKEN);
  });
}

for (const [token, reason] of /** @type {const} */ ([['', /Enter the token/], ['توکن', /Latin letters/], ['a…b', /Latin letters/]])) {
  test(`the token «${token}» is refused at its field`, async ({ report, gateway }) => {
    await report.open();
    await report.connect(token);
    await expect(report.token).toHaveAttribute('aria-invalid', 'true');
    expect(await description(report.token)).toMatch(reason);
    expect(await gateway.requests()).toEqual([]);
  });
}

for (const address of ['//evil.example', 'ftp://x', 'edge.example.com', 'https://u@h.example', 'http://h.example/?q', 'https://']) {
  test(`the address «${address}» is refused at its field`, async ({ report, gateway }) => {
    await report.open();
    await report.connect(TOKEN, { address });
    await expect(report.address).toHaveAttribute('aria-invalid', 'true');
    expect(await description(report.address)).not.toBe('');
    expect(await gateway.requests()).toEqual([]);
  });
}

test.describe('an address outside the policy', () => {
  test.use({ expected: complaints(/violation: connect-src/, /Content Security Policy/) });

  test('is refused at its field, which names the policy', async ({ report }) => {
    await report.open();
    await report.connect(TOKEN, { address: 'http://127.0.0.1:1' });
    await expect(report.address).toHaveAttribute('aria-invalid', 'true');
    expect(await description(report.address)).toMatch(/security policy/);
  });
});

for (const prefix of ['/v1', '/v1/']) {
  test(`the gateway address keeps its path: ${prefix}`, async ({ report, gateway }) => {
    await gateway.config({ base_url: gateway.url + prefix });
    await report.open();
    await expect(report.address).toHaveValue(`${gateway.url}/v1`);
    await report.connect();
    await report.settled();
    expect((await gateway.requests())[0].path).toBe('/v1/api/report/new_list');
  });
}

test('a locked address is not offered', async ({ report, gateway }) => {
  await gateway.config({ base_url_locked: true });
  await report.open();
  await expect(report.token).toBeVisible();
  await expect(report.address).toHaveCount(0);
  await report.connect();
  await expect(report.status).toHaveText('1–25 of 5,000');
});

test('another address never gets the token', async ({ report, gateway, page }) => {
  await report.open();
  await report.connect(TOKEN, { remember: true });
  await report.settled();
  await gateway.forget();
  await gateway.config({ base_url: `${gateway.url}/v1`, base_url_locked: true });
  await page.reload();
  await expect(report.connectForm).toBeVisible();
  expect(await gateway.requests()).toEqual([]);
});

test('the address bar can set neither token nor gateway', async ({ report, gateway }) => {
  await report.open(`?token=${TOKEN}&authorization=${TOKEN}&base_url=http://127.0.0.1:1`);
  await expect(report.connectForm).toBeVisible();
  await expect(report.address).toHaveValue('');
  expect(report.query()).toBe('');
  expect(await gateway.requests()).toEqual([]);
});

test('signing out leaves the language', async ({ report, page }) => {
  await report.enter();
  await report.button('language').click();
  await page.getByRole('button', { name: 'خروج', exact: true }).click();
  await page.reload();
  await expect(page.getByRole('form', { name: 'اتصال به درگاه' })).toBeVisible();
});

test('signing out before the browser is idle leaves the form, and no crash', async ({ report, page }) => {
  await page.addInitScript(() => {
    window.requestIdleCallback = (work) => window.setTimeout(() => work({ didTimeout: true, timeRemaining: () => 0 }), 700);
  });
  await report.enter('');
  await report.button('signOut').click();
  await expect(page.getByRole('form')).toBeVisible();
  await page.waitForTimeout(1_000);
  await expect(page.getByRole('dialog')).toBeHidden();
});
