// @ts-check
// boot.js sends the first request before the wasm is there, if the request is certain.
import { createServer } from 'node:http';
import { complaints, expect, test } from './fixtures.mjs';

/** @import { Page } from '@playwright/test' */

/** Holds the wasm back until it is let go. @param {Page} page */
async function heldWasm(page) {
  /** @type {() => void} */
  let release = () => undefined;
  const released = new Promise((resolve) => (release = () => resolve(undefined)));
  await page.route(/_bg\.wasm/, async (route) => {
    await released;
    // A page that was left no longer requests the wasm.
    await route.continue().catch(() => {});
  });
  return release;
}

/** Sets a stored text of the page, as another of its tabs would. @param {[string, string]} given */
const store = ([key, value]) => {
  const own = `outbox-report ${location.pathname.replace(/[^/]*$/, '')} `;
  localStorage.setItem(`${own}${key}`, value);
};

/** Waits until boot.js has decided whether to send the request. @param {Page} page */
const decided = (page) => page.waitForFunction(() => globalThis.earlyConfig?.then(() => true));

const plain = { page: 1, limit: 25, filters: {} };

test('the first request leaves before the wasm is there, and no other is sent', async ({ report, gateway, page }) => {
  /** @type {string[]} */
  const fetched = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const release = await heldWasm(page);
  await report.openConnected('?page=2&number=%2B98217000070&message=%D9%BE%20a&state_id=6');
  await expect.poll(async () => (await gateway.requests()).length).toBe(1);
  await expect(report.table).toHaveCount(0);
  release();
  await report.whole();
  const [request, ...others] = await gateway.requests();
  expect(others).toEqual([]);
  expect(request).toMatchObject({
    authorization: 'demo-token', content_type: 'application/json', closed: false,
    body: { page: 2, limit: 25, filters: { number: '+98217000070', message: 'پ a', state_id: '6' } },
  });
  expect(request).not.toHaveProperty('referer', expect.anything());
  expect(request).not.toHaveProperty('cookie', expect.anything());
  expect(fetched.filter((path) => path.endsWith('/config.json'))).toHaveLength(1);
});

test('an early request is like one of the wasm', async ({ report, gateway, page }) => {
  await report.enter();
  await report.button('refresh').click();
  await expect.poll(async () => (await gateway.requests()).length).toBe(2);
  const [early, late] = await gateway.requests();
  expect(early).toEqual(late);
  expect(await page.evaluate(() => [globalThis.earlyReport, globalThis.earlyConfig].filter(Boolean).length)).toBe(0);
});

test('a reload makes one request, and so does the way back from another page', async ({ report, gateway, page }) => {
  await report.enter('?state_id=6');
  await page.reload();
  await report.settled();
  await report.whole();
  expect(await gateway.requests()).toHaveLength(2);
  await page.goto('about:blank');
  await page.goBack();
  await report.settled();
  await expect(report.rows).toHaveCount(25);
  // A browser that restores the page from the back/forward cache sends nothing.
  expect((await gateway.requests()).length).toBeLessThanOrEqual(3);
  for (const { body } of await gateway.requests()) expect(body).toEqual({ ...plain, filters: { state_id: '6' } });
});

test('a page that is left before the wasm is there ends its request, and asks anew when it comes back', async ({ report, gateway, page }) => {
  const release = await heldWasm(page);
  await gateway.stage({ pass: true, held: true });
  await report.openConnected();
  await expect.poll(async () => (await gateway.requests()).length).toBe(1);
  await page.goto('about:blank');
  await expect.poll(async () => (await gateway.requests()).map(({ closed }) => closed)).toEqual([true]);
  release();
  await page.goBack();
  await report.whole();
  await expect(report.rows).toHaveCount(25);
  expect((await gateway.requests()).map(({ closed }) => closed)).toEqual([true, false]);
});

test('who signs out in another tab ends the request before the wasm is there', async ({ report, gateway, page, context }) => {
  const release = await heldWasm(page);
  await gateway.stage({ pass: true, held: true });
  await report.openConnected();
  await expect.poll(async () => (await gateway.requests()).length).toBe(1);
  const other = await context.newPage();
  await other.goto(report.base);
  await other.evaluate(store, /** @type {[string, string]} */ (['sign_outs', '1']));
  await expect.poll(async () => (await gateway.requests()).map(({ closed }) => closed)).toEqual([true]);
  release();
  await expect(report.connectForm).toBeVisible();
  await expect(report.rows).toHaveCount(0);
  expect(await gateway.requests()).toHaveLength(1);
});

test('an answer is not shown where the session has ended without a word', async ({ report, gateway, page }) => {
  const release = await heldWasm(page);
  await report.openConnected();
  await expect.poll(async () => (await gateway.requests()).length).toBe(1);
  // A storage event reaches other tabs only, not the tab itself.
  await page.evaluate(store, /** @type {[string, string]} */ (['sign_outs', '1']));
  release();
  await expect(report.connectForm).toBeVisible();
  await expect(report.rows).toHaveCount(0);
  expect(await gateway.requests()).toHaveLength(1);
});

test('an address that has changed meanwhile is asked for in its place', async ({ report, gateway, page }) => {
  const release = await heldWasm(page);
  await gateway.stage({ pass: true, held: true });
  await report.openConnected('?page=2');
  await expect.poll(async () => (await gateway.requests()).length).toBe(1);
  await page.evaluate(() => history.replaceState(null, '', '?page=3'));
  release();
  await expect(report.rows).toHaveCount(25);
  await expect(report.pageField).toHaveValue('3');
  expect((await gateway.requests()).map(({ body, closed }) => [body.page, closed])).toEqual([[2, true], [3, false]]);
});

for (const [name, query, stored, filters] of /** @type {const} */ ([
  ['a number in another spelling', '?number=0217000070', [], { number: '+98217000070' }],
  ['a day', '?create_from_date=2025-04-08', [], { create_from_date: '1744057800' }],
  ['an unknown parameter', '?state_id=6&x=1', [], { state_id: '6' }],
  ['a default that is written out', '?page=1&state_id=6', [], { state_id: '6' }],
  ['rows per page of their own', '', ['page_limit', '50'], {}],
  ['a view for the start', '', ['start_view', '?state_id=6'], { state_id: '6' }],
])) {
  test(`${name}: the wasm decides, and asks once`, async ({ report, gateway, page }) => {
    const release = await heldWasm(page);
    if (stored.length) {
      await report.open();
      await page.evaluate(store, /** @type {[string, string]} */ ([...stored]));
    }
    await report.openConnected(query);
    await decided(page);
    expect(await gateway.requests()).toEqual([]);
    release();
    await report.whole();
    const limit = stored[0] === 'page_limit' ? 50 : 25;
    expect((await gateway.requests()).map(({ body }) => body)).toEqual([{ ...plain, limit, filters }]);
  });
}

test('in safe mode, and where the address is no longer allowed, nothing is asked', async ({ report, gateway, page }) => {
  await report.openConnected('#safe-mode');
  await expect(report.connectForm).toBeVisible();
  await gateway.config({ base_url: '/elsewhere', base_url_locked: true });
  await page.goto('about:blank');
  await report.open();
  await expect(report.connectForm).toBeVisible();
  expect(await gateway.requests()).toEqual([]);
});

test.describe('a first request without a page of rows', () => {
  test.use({ expected: complaints(/Failed to load resource/, /violation: connect-src/, /Content Security Policy/) });

  for (const [fault, said] of /** @type {const} */ ([['truncated', "can't be read"], ['unauthorized', 'does not accept this token']])) {
    test(`${fault}: is told by the app, and was sent once`, async ({ report, gateway, page }) => {
      const release = await heldWasm(page);
      await gateway.faults({ fault, times: 1 });
      await report.openConnected();
      await expect.poll(async () => (await gateway.requests()).length).toBe(1);
      release();
      await expect(report.alert).toContainText(said);
      expect(await gateway.requests()).toHaveLength(1);
    });
  }

  test('a connection that the policy refuses is told as that', async ({ report, gateway, page }) => {
    await gateway.config({ base_url: 'http://127.0.0.1:9' });
    await page.addInitScript(() => {
      const own = `outbox-report ${location.pathname.replace(/[^/]*$/, '')} `;
      sessionStorage.setItem(`${own}session`, ['', 'http://127.0.0.1:9', 'http://127.0.0.1:9', 'demo-token'].join('\n'));
    });
    const release = await heldWasm(page);
    await report.open();
    await decided(page);
    release();
    await expect(report.page.getByText(/security policy/).first()).toBeVisible();
  });
});

test('a wasm that takes longer than config.json may is waited for', async ({ report, page }) => {
  // The page waits 15 seconds for the file, and here a twentieth of it.
  await page.addInitScript(() => {
    const after = AbortSignal.timeout.bind(AbortSignal);
    AbortSignal.timeout = (ms) => after(ms / 20);
  });
  const release = await heldWasm(page);
  await report.openConnected();
  await decided(page);
  await page.waitForTimeout(1500);
  release();
  await expect(report.rows).toHaveCount(25);
  await expect(report.alert).toHaveCount(0);
});

test.describe('a server that does not say how long config.json may be kept', () => {
  /** Serves the page with this answer for `config.json`, last changed ten days ago. @param {string} origin @param {{ status: number, text: string }} answer */
  async function serve(origin, answer) {
    const LAST_MODIFIED = new Date(Date.now() - 864e6).toUTCString();
    let asked = 0;
    const server = createServer(async ({ url = '/' }, response) => {
      if (new URL(url, origin).pathname === '/config.json') {
        asked += 1;
        response.writeHead(answer.status, { 'Content-Type': 'application/json', 'Last-Modified': LAST_MODIFIED }).end(answer.text);
        return;
      }
      const file = await fetch(origin + url);
      response.writeHead(file.status, { 'Content-Type': file.headers.get('Content-Type') ?? '' }).end(Buffer.from(await file.arrayBuffer()));
    });
    await new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(undefined)); });
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    return { address: `http://127.0.0.1:${port}/`, asked: () => asked, stop: () => server.close() };
  }

  test('is asked again for a file that was changed since the last visit, and once in the first', async ({ gateway, page }) => {
    const config = { status: 200, text: '{"title":"Before"}' };
    const server = await serve(gateway.url, config);
    await page.goto(server.address);
    await expect(page).toHaveTitle(/Before/);
    expect(server.asked()).toBe(1);
    config.text = '{"title":"After"}';
    await page.goto(`${server.address}?state_id=6`);
    await expect(page).toHaveTitle(/After/);
    config.text = '{"title":"Later"}';
    await page.reload();
    await expect(page).toHaveTitle(/Later/);
    server.stop();
  });

  test.describe('and once had none', () => {
    test.use({ expected: complaints(/410/) });

    test('is asked again by hand and in the next visit', async ({ gateway, page, report }) => {
      const config = { status: 410, text: '' };
      const server = await serve(gateway.url, config);
      await page.goto(server.address);
      await expect(page.getByRole('alert')).toContainText('410');
      Object.assign(config, { status: 200, text: '{"title":"After"}' });
      await report.button('tryAgain').click();
      await expect(page).toHaveTitle(/After/);
      Object.assign(config, { status: 410, text: '' });
      await page.reload();
      await expect(page.getByRole('alert')).toContainText('410');
      Object.assign(config, { status: 200, text: '{"title":"After"}' });
      await page.reload();
      await expect(page).toHaveTitle(/After/);
      server.stop();
    });
  });
});

test.describe('on a line with a long way', () => {
  /**
   * Serves the page over such a line: a small file takes 100 ms. The end of the wasm is kept until the app is asked for, and is
   * another one if `isChanged`.
   *
   * @param {string} origin @param {boolean} isChanged
   */
  async function serve(origin, isChanged) {
    /** @type {() => void} */
    let askForApp;
    const isAppAsked = new Promise((resolve) => { askForApp = () => resolve(undefined); });
    /** @type {string[]} */
    const asked = [];
    const server = createServer(async ({ url }, response) => {
      asked.push(url);
      if (url.includes('split_app')) askForApp();
      const file = await fetch(origin + url);
      const body = Buffer.from(await file.arrayBuffer());
      await new Promise((go) => { setTimeout(go, url.includes('config.json') ? 100 : 300); });
      response.writeHead(file.status, { 'Content-Type': file.headers.get('Content-Type'), 'Content-Length': body.length });
      if (url.includes('_bg.wasm')) {
        response.write(body.subarray(0, -1000));
        await isAppAsked;
        if (isChanged) body[body.length - 9] ^= 1;
        response.end(body.subarray(-1000));
      } else {
        response.end(body);
      }
    });
    await new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(undefined)); });
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    return { address: `http://127.0.0.1:${port}/`, asked, stop: () => server.close() };
  }

  test('the app is asked for before the wasm is whole, and once', async ({ gateway, page }) => {
    const server = await serve(gateway.url, false);
    await page.goto(server.address);
    await expect(page.getByRole('form')).toBeVisible();
    expect(server.asked.filter((url) => url.includes('split_app'))).toHaveLength(1);
    server.stop();
  });

  test.describe('a wasm that was changed on it', () => {
    test.use({ expected: complaints(/is another file/) });

    test('is refused', async ({ gateway, page }) => {
      const server = await serve(gateway.url, true);
      await page.goto(server.address);
      await expect(page.getByText('A file of this page could not be loaded')).toBeVisible();
      await expect(page.getByRole('form')).toHaveCount(0);
      server.stop();
    });
  });
});
