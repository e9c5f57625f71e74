// @ts-check
// Failures of the browser: storage that refuses, several tabs, and a page that crashes.
import { test, expect, complaints } from './fixtures.mjs';
import { ReportPage } from './page.mjs';

test.describe('storage that refuses', () => {
  for (const [name, refuse] of [
    ['is full', () => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }],
    ['throws', () => {
      for (const area of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(globalThis, area, { get() { throw new DOMException('denied', 'SecurityError'); } });
      }
    }],
  ]) {
    test(`because it ${name} leaves a page that works, with one notice`, async ({ report, context, page }) => {
      await context.addInitScript(refuse);
      await report.enterByForm('?state_id=6');
      const notice = page.locator('.note').filter({ hasText: 'does not keep anything' });
      await expect(notice).toHaveCount(1);
      await report.limit.selectOption('50');
      await report.settled();
      await expect(report.rows).toHaveCount(50);
      await expect(notice).toHaveCount(1);
      await notice.getByRole('button', { name: 'Close' }).click();
      await report.step('next').click();
      await report.settled();
      await expect(notice).toHaveCount(0);
      await report.button('signOut').click();
      await expect(report.connectForm).toBeVisible();
      await expect(report.table).toHaveCount(0);
    });
  }
});

test.describe('several tabs', () => {
  test('are signed out together, each with a token of its own', async ({ report, context, gateway }) => {
    await report.enter();
    const second = new ReportPage(await context.newPage(), `${gateway.url}/`);
    await second.enter('?page=2');
    await second.button('signOut').click();
    await expect(report.connectForm).toBeVisible();
    await expect(report.table).toHaveCount(0);
  });

  test('follow the language that is chosen in one of them', async ({ report, context, gateway, page }) => {
    await report.enter();
    const second = new ReportPage(await context.newPage(), `${gateway.url}/`);
    await second.open();
    await second.button('language').click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'fa');
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  });
});

test.describe('a page that ends', () => {
  test.use({ expected: complaints(/./) });

  /** Makes the wasm write beyond its memory, which crashes it. */
  const breakOnDemand = () => {
    const real = TextEncoder.prototype.encodeInto;
    TextEncoder.prototype.encodeInto = function encodeInto(...args) {
      const { read, written } = real.apply(this, args);
      return globalThis.broken ? { read, written: 2 ** 31 } : { read, written };
    };
  };

  async function crash(/** @type {ReportPage} */ report) {
    await report.page.evaluate(() => { globalThis.broken = true; });
    await report.pageField.evaluate((/** @type {HTMLInputElement} */ field) => {
      field.value = 'علی';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
  }

  test('says so in both languages, takes no more clicks, and reloads to the same view', { tag: '@browsers' }, async ({ report, context, page }) => {
    await context.addInitScript(breakOnDemand);
    await report.enter('?state_id=6&message=secret');
    await crash(report);
    const screen = page.getByRole('alert').filter({ hasText: 'The page has stopped working' });
    await expect(screen.getByText('The page has stopped working')).toBeVisible();
    await expect(screen.getByText('صفحه از کار افتاد')).toBeVisible();
    await expect(page.locator('main').getByRole('button').first().click({ timeout: 500 })).rejects.toThrow();
    await expect(screen.getByRole('button', { name: /Safe mode/ })).toHaveCount(0);
    await screen.getByText('Details').click();
    const told = await screen.locator('pre').innerText();
    expect(told).toMatch(/RuntimeError|panicked/);
    expect(told.split('\n').length).toBeGreaterThan(2);
    for (const hidden of ['demo-token', 'secret', 'message=']) expect(told).not.toContain(hidden);
    await screen.getByRole('button', { name: /Load again/ }).click();
    await report.settled();
    expect(report.query()).toBe('?message=secret&state_id=6');
    await expect(screen).toHaveCount(0);
  });

  test('says so over an open dialog, which takes no more clicks', async ({ report, context, page }) => {
    await context.addInitScript(breakOnDemand);
    await report.enter();
    await page.getByRole('button', { name: 'Saved views' }).click();
    const dialog = page.getByRole('dialog', { name: 'Saved views' });
    await expect(dialog).toBeVisible();
    await crash(report);
    const screen = page.getByRole('dialog').filter({ hasText: 'The page has stopped working' });
    await expect(screen).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Close' }).click({ timeout: 500 })).rejects.toThrow();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await screen.getByRole('button', { name: /Load again/ }).click();
    await report.settled();
    await expect(screen).toHaveCount(0);
  });

  test('has used up its stack, and says so', async ({ report, page }) => {
    await report.enter();
    const raise = (/** @type {string} */ frame) => page.evaluate((at) => {
      const error = new RangeError('Maximum call stack size exceeded');
      error.stack = `RangeError: Maximum call stack size exceeded\n    at ${at}`;
      dispatchEvent(new ErrorEvent('error', { error }));
    }, frame);
    const screen = page.getByRole('alert').filter({ hasText: 'The page has stopped working' });
    await raise('deep (chrome-extension://abc/content.js:1:1)');
    await expect(screen).toHaveCount(0);
    await raise('wasm://wasm/0012:wasm-function[12]:0x34');
    await expect(screen).toBeVisible();
  });

  test('a second time offers safe mode, which leaves stored settings alone', async ({ report, context, page, gateway }) => {
    await context.addInitScript(breakOnDemand);
    await report.open();
    await report.button('language').click();
    const persian = new ReportPage(page, `${gateway.url}/`, 'fa');
    await persian.connect();
    await persian.settled();
    await crash(persian);
    const screen = page.locator('#crash');
    await screen.getByRole('button', { name: /Load again/ }).click();
    await persian.settled();
    await crash(persian);
    await screen.getByRole('button', { name: /Safe mode/ }).click();
    // Without the stored language and token.
    await expect(report.connectForm).toBeVisible();
    await report.connect();
    await report.settled();
    const notice = page.locator('.note').filter({ hasText: 'Safe mode' });
    await expect(notice).toBeVisible();
    await notice.getByRole('button', { name: 'Open with them' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'fa');
    await persian.settled();
  });

  test('as soon as it opens does not load itself again', async ({ report, context, page }) => {
    await context.addInitScript(() => {
      const fail = async () => { throw new WebAssembly.RuntimeError('unreachable'); };
      Object.assign(WebAssembly, { instantiate: fail, instantiateStreaming: fail });
    });
    let loads = 0;
    page.on('framenavigated', () => { loads += 1; });
    await report.open();
    await expect(page.locator('#crash')).toBeVisible();
    await page.waitForTimeout(1500);
    expect(loads).toBe(1);
  });

  test('whose memory can not be had at the start is told as that, and not as a file', async ({ report, context, page }) => {
    await context.addInitScript(() => {
      const fail = async () => { throw new RangeError('WebAssembly.Memory(): could not allocate memory'); };
      Object.assign(WebAssembly, { instantiate: fail, instantiateStreaming: fail });
    });
    await report.open();
    const screen = page.locator('#crash');
    await expect(screen.getByText('The page has stopped working')).toBeVisible();
    await expect(screen.getByText('could not be loaded')).toBeHidden();
    await expect(screen.locator('pre')).toContainText('could not allocate memory');
  });

  test('says which file is missing at once, and its status when that is known, or not to be known', async ({ report, page }) => {
    // The page waits five seconds for an answer, and here a tenth of it.
    await page.addInitScript(() => {
      const after = AbortSignal.timeout.bind(AbortSignal);
      AbortSignal.timeout = (ms) => after(ms / 10);
    });
    let asked = 0;
    await page.route(/_bg\.wasm$/, async (route) => {
      asked += 1;
      // On the second load nothing ever answers.
      if (asked === 1) await route.fulfill({ status: 403, body: '' });
    });
    await report.open();
    const screen = page.locator('#crash');
    await expect(screen.getByText('A file of this page could not be loaded')).toBeVisible();
    await screen.getByText('Details').click();
    await expect(screen.locator('pre')).toContainText(/_bg\.wasm: TimeoutError/, { timeout: 10_000 });
  });

  /** Ways in which a file of the page may arrive. @type {Record<string, (route: import('@playwright/test').Route) => Promise<void>>} */
  const arrivals = {
    'is not there': (route) => route.fulfill({ status: 404, contentType: 'text/html', body: '<!doctype html><p>Not found' }),
    'is forbidden': (route) => route.fulfill({ status: 403, body: '' }),
    'was changed on its way': async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      body[body.length >> 1] ^= 1;
      await route.fulfill({ response, body });
    },
    'is a page of HTML': (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><p>Welcome' }),
    'is cut off': async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.body()).subarray(0, 1000) });
    },
  };
  for (const [what, arrive] of Object.entries(arrivals)) {
    test(`because a file ${what} names the file and whom to ask`, async ({ report, page }) => {
      await page.route(/_bg\.wasm$/, arrive);
      const screen = page.getByRole('dialog').filter({ hasText: 'A file of this page could not be loaded' });
      for (let time = 0; time < 2; time += 1) {
        await report.open();
        await expect(screen.getByText('whoever runs this site')).toBeVisible();
        await expect(screen.getByText('مدیر این سامانه')).toBeVisible();
        await expect(screen.getByText(/stopped working|stored settings/).filter({ visible: true })).toHaveCount(0);
        await expect(screen.getByRole('button', { name: /Safe mode/ })).toHaveCount(0);
      }
      await screen.getByText('Details').click();
      const status = { 'is not there': 404, 'is forbidden': 403 }[what] ?? 200;
      await expect(screen.locator('pre')).toContainText(new RegExp(`outbox-report-[0-9a-f]+_bg\\.wasm: ${status}`));
      await page.unroute(/_bg\.wasm$/);
      await screen.getByRole('button', { name: /Load again/ }).click();
      await expect(report.connectForm).toBeVisible();
    });

    for (const [which, file] of /** @type {const} */ ([['first script', /\/boot-\w+\.js$/], ['style sheet', /\/style-\w+\.css$/]])) {
      test(`because its ${which} ${what} names the file and whom to ask`, async ({ report, page }) => {
        await page.route(file, arrive);
        await report.open();
        const screen = page.getByRole('dialog').filter({ hasText: 'A file of this page could not be loaded' });
        await expect(screen.getByText('whoever runs this site')).toBeVisible();
        await expect(screen.getByText('مدیر این سامانه')).toBeVisible();
        await expect(screen.getByText(/stopped working|stored settings|may lack/).filter({ visible: true })).toHaveCount(0);
        await screen.getByText('Details').click();
        const status = { 'is not there': 404, 'is forbidden': 403 }[what] ?? 200;
        await expect(screen.locator('pre')).toContainText(new RegExp(`${file.source.slice(2, -1)}: ${status}`));
        await page.unroute(file);
        await screen.getByRole('button', { name: /Load again/ }).click();
        await expect(report.connectForm).toBeVisible();
      });
    }
  }

  test('because none of its scripts comes says so by itself', async ({ report, page }) => {
    await page.route(/\.js$/, (route) => route.fulfill({ status: 404, body: '' }));
    await report.open();
    const sentence = page.getByText('A file of this page could not be loaded');
    await expect(sentence).toBeHidden();
    await page.evaluate(() => { for (const animation of document.getAnimations()) animation.finish(); });
    await expect(sentence).toBeVisible();
    await expect(page.getByText('whoever runs this site')).toBeVisible();
  });

  test('because its wasm and the script that would say so are gone says so by itself', async ({ report, page }) => {
    await page.route(/(_bg\.wasm|screen-\w+\.js)$/, (route) => route.fulfill({ status: 404, body: '' }));
    const failed = page.waitForEvent('console', (message) => message.text().includes('TypeError'));
    await report.open();
    await failed;
    const sentence = page.getByText('A file of this page could not be loaded');
    await expect(sentence).toBeHidden();
    await page.evaluate(() => { for (const animation of document.getAnimations()) animation.finish(); });
    await expect(sentence).toBeVisible();
  });

  test('because its address lacks its slash says so by itself', async ({ page, gateway }) => {
    const response = await fetch(`${gateway.url}/`);
    const body = await response.text();
    await page.route(/\/deep\//, (route) => route.fulfill({ status: 404, body: '' }));
    await page.route(/\/deep\/panel$/, (route) => route.fulfill({ contentType: 'text/html', body }));
    await page.goto(`${gateway.url}/deep/panel`);
    await expect(page.getByText('A file of this page could not be loaded')).toBeVisible();
    await expect(page.getByText('The address may lack a / at its end')).toBeVisible();
    await expect(page.getByText('شاید نشانی در پایان / کم دارد')).toBeVisible();
    await expect(page.getByRole('button')).toHaveCount(0);
  });
});

test('a wasm that hangs is said to be missing after a minute, until it comes', async ({ report, page }) => {
  let release = () => {};
  const released = new Promise((resolve) => { release = () => resolve(true); });
  await page.route(/_bg\.wasm$/, async (route) => {
    await released;
    await route.continue();
  });
  await page.clock.install();
  await report.openConnected();
  const sentence = page.getByText('A file of this page could not be loaded');
  await expect(page.locator('#crash[open]')).toHaveCount(0);
  await page.clock.runFor(61_000);
  await page.evaluate(() => { for (const animation of document.getAnimations()) animation.finish(); });
  await expect(sentence).toBeVisible();
  release();
  await expect(report.rows).toHaveCount(25);
  await expect(sentence).toBeHidden();
});

test('a server that does not know the media type of wasm is enough', async ({ report, page }) => {
  const parts = new Set();
  await page.route(/\.wasm$/, async (route) => {
    parts.add(new URL(route.request().url()).pathname.slice(1).split('-', 1)[0]);
    await route.fulfill({ response: await route.fetch(), contentType: 'application/octet-stream' });
  });
  await report.openConnected('?state_id=6');
  await report.settled();
  await report.button('settings').click();
  await expect(report.dialog).toBeVisible();
  expect([...parts]).toEqual(expect.arrayContaining(['outbox', 'split_app', 'split_dialogs']));
});

test.describe('markup', () => {
  // The policy refuses markup in an inert template too.
  test.use({ expected: complaints(/violat|refused/i) });

  for (const markup of [
    '<img/onerror=a()>', '<img src=x onerror=a()>', '<svg/onload=a()>', '<a href="javascript:a()">x</a>', '<b style=color:red>x</b>',
    '<div><template><img onerror=a()></template></div>', '<math><mtext><table><mglyph><style><img title="</style><img onerror=a()>">',
    '<iframe srcdoc=x>', '<form><input formaction=x>', '<style>*{}</style>', '<!--><script>a()</script>-->', '<div onclick=a()>x</div>',
  ]) {
    test(`that is no template of the page is refused: ${markup}`, async ({ report, page }) => {
      await report.open();
      await expect(report.connectForm).toBeVisible();
      const refused = await page.evaluate((markup) => {
        try {
          document.createElement('div').innerHTML = markup;
          return false;
        } catch (error) {
          return error instanceof TypeError;
        }
      }, markup);
      expect(refused).toBe(true);
    });
  }
});
