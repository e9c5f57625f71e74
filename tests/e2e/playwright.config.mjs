// @ts-check
// Set up by `cargo xtask test`: CHROMIUM is the browser, DIST the built page, GATEWAY the demo gateway's binary, MAX_FLAKY
// how many tests may need a second try. AUDIT is set by `cargo xtask audit` to the tag of the tests that it runs: what is
// too slow for every change, or the main tests on another browser. FIREFOX is a browser in place of CHROMIUM,
// and SOFFICE is LibreOffice.
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const { AUDIT, CHROMIUM, FIREFOX } = process.env;

/** @typedef {import('@playwright/test').PlaywrightWorkerOptions} Options */
/** @type {Partial<Options>} */
const chromium = {
  browserName: 'chromium',
  launchOptions: {
    executablePath: CHROMIUM,
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A host name without TLS that is not localhost: browsers give such a page fewer interfaces.
      '--host-resolver-rules=MAP outbox.test 127.0.0.1',
    ],
  },
};

// The channel is Firefox as it is published, which is driven by WebDriver BiDi.
/** @type {Partial<Options>} */
const firefox = {
  browserName: 'firefox',
  channel: 'moz-firefox',
  launchOptions: { executablePath: fileURLToPath(new URL('browsers/firefox.mjs', import.meta.url)) },
};

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.{mjs,ts}',
  // An accessibility audit gives the same result in every engine, and would take two thirds of the time.
  testIgnore: FIREFOX ? '**/axe.spec.mjs' : [],
  outputDir: 'results',
  // The accessibility trees are the same on every system.
  snapshotPathTemplate: '{testDir}/trees/{arg}{ext}',
  updateSnapshots: 'none',
  ...(AUDIT ? { grep: new RegExp(`@${AUDIT}\\b`) } : { grepInvert: /@audit/ }),
  reporter: [['list'], ['./slowest.mjs']],
  fullyParallel: true,
  workers: 2,
  // A test may fail on a machine that stalls for seconds. It gets a second try, and is then reported as flaky.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  // WebDriver BiDi takes several times as long for each step.
  timeout: FIREFOX ? 60_000 : 20_000,
  expect: { timeout: 5_000 },
  use: {
    ...(FIREFOX ? firefox : chromium),
    // A failed test keeps its screenshot and its console (fixtures.mjs); the second try records a trace.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
  },
});
