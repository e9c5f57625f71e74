// @ts-check
// The fixtures of every test: a gateway for each worker, a page, and a check that the console stays empty.
import { readdirSync } from 'node:fs';
import { test as base, expect } from '@playwright/test';
import { Gateway } from './gateway.mjs';
import { ReportPage } from './page.mjs';

export { expect };

/**
 * The fixtures of a test, and those of a worker.
 *
 * @typedef {{ patterns: RegExp[] }} Expected
 * @typedef {{ gateway: Gateway, expected: Expected, language: import('./page.mjs').Language, report: ReportPage }} Own
 * @typedef {{ process: Gateway }} OfWorker
 * @typedef {import('@playwright/test').PlaywrightTestArgs & import('@playwright/test').PlaywrightTestOptions} Args
 * @typedef {import('@playwright/test').PlaywrightWorkerArgs & import('@playwright/test').PlaywrightWorkerOptions} WorkerArgs
 */

/**
 * Collects the errors and warnings of the browser's console with each violation of the page's policy, and all its lines.
 *
 * @param {import('@playwright/test').BrowserContext} context @param {string[]} complaints @param {string[]} lines
 */
export async function watch(context, complaints, lines) {
  await context.exposeBinding('reportViolation', (_, /** @type {string} */ text) => complaints.push(`violation: ${text}`));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      globalThis.reportViolation(`${event.effectiveDirective} ${event.blockedURI}`));
  });
  context.on('console', (message) => {
    lines.push(`${message.type()}: ${message.text()}`);
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`page error: ${error.error()}`));
}

/**
 * Lets tests look into a page in Firefox, which takes what they run there for the page's own: its policy allows `eval` then.
 * The extended support release can't be told another language from outside, nor does it tell of addresses that a page
 * sets itself, which going back would wait for.
 *
 * @param {import('@playwright/test').BrowserContext} context @param {string} language
 */
async function prepareFirefox(context, language) {
  context.on('page', (page) => {
    page.goBack = async () => {
      await page.evaluate(() => new Promise((done) => {
        addEventListener('popstate', done, { once: true });
        history.back();
      }).then(() => {}));
      return null;
    };
  });
  await context.exposeBinding('reportAddress', ({ page }, /** @type {string} */ address) => { page.url = () => address; });
  await context.addInitScript((languages) => {
    Object.defineProperty(navigator, 'languages', { get: () => languages });
    const report = () => globalThis.reportAddress(location.href);
    for (const name of /** @type {const} */ (['pushState', 'replaceState'])) {
      const set = history[name];
      history[name] = function (...given) {
        set.apply(this, given);
        report();
      };
    }
    addEventListener('popstate', report);
    report();
  }, [language]);
  await context.route((url) => url.pathname.endsWith('/'), async (route) => {
    const response = await route.fetch();
    const policy = response.headers()['content-security-policy']
      .replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'unsafe-eval'")
      .replace(/; require-trusted-types-for.*/, '');
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
  });
}

/** Returns the number of tests that failed at their first try: each has left a folder. @param {string} folder */
const failures = (folder) => readdirSync(folder).filter((name) => !/^\.|-retry\d+$/.test(name)).length;

/** @type {import('@playwright/test').Fixtures<Own, OfWorker, Args, WorkerArgs>} */
const own = {
  /** One gateway with 5,000 rows for each worker. */
  process: [
    async ({}, use) => {
      const gateway = await Gateway.start('--rows', '5000');
      await use(gateway);
      gateway.stop();
    },
    { scope: 'worker' },
  ],
  gateway: async ({ process }, use) => {
    await process.reset();
    await use(process);
    await process.reset();
  },
  /** Complaints that a test expects: a staged failure is an error in the console as well. See `complaints`. */
  expected: [{ patterns: [] }, { option: true }],
  language: ['en', { option: true }],
  locale: async ({ language }, use) => use(language === 'fa' ? 'fa-IR' : 'en-US'),
  context: async ({ context, browserName, locale, expected }, use, testInfo) => {
    // If more tests have failed than may be flaky, the run fails anyway, so a second try would only take time.
    if (testInfo.retry > 0 && failures(testInfo.project.outputDir) > Number(process.env.MAX_FLAKY)) {
      throw new Error('not tried again: too many have failed');
    }
    /** @type {string[]} */
    const complaints = [];
    /** @type {string[]} */
    const lines = [];
    await watch(context, complaints, lines);
    if (browserName === 'firefox') await prepareFirefox(context, locale);
    await use(context);
    // A request that is still answered by a test's own route when the test ends is nobody's any more.
    await Promise.all([context, ...context.pages()].map((routes) => routes.unrouteAll({ behavior: 'ignoreErrors' })));
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('console', { body: [...lines, ...complaints].join('\n') });
    expect(complaints.filter((text) => !expected.patterns.some((pattern) => pattern.test(text)))).toEqual([]);
  },
  /** The page, not opened yet. */
  report: async ({ page, gateway, language }, use) => use(new ReportPage(page, `${gateway.url}/`, language)),
};

export const test = base.extend(own);

/** Sets the complaints that a test expects, as regular expressions. @param {RegExp[]} patterns */
export const complaints = (...patterns) => ({ patterns });

/** Returns a pattern of the console's message on a request that failed with one of some statuses. @param {number[]} statuses */
export const failed = (...statuses) =>
  complaints(...statuses.map((status) => new RegExp(`Failed to load resource.* ${status} `)));
