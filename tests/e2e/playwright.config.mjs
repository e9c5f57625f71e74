// @ts-check
// Set up by `cargo xtask test`: CHROMIUM is the browser, DIST the built page, GATEWAY the demo gateway's binary, MAX_FLAKY
// how many tests may need a second try. `cargo xtask audit`, which runs what is too slow for the gate, sets AUDIT, and SOFFICE,
// which is LibreOffice.
import { defineConfig } from '@playwright/test';

const audit = Boolean(process.env.AUDIT);

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.{mjs,ts}',
  outputDir: 'results',
  [audit ? 'grep' : 'grepInvert']: /@audit/,
  reporter: [['list'], ['./slowest.mjs']],
  fullyParallel: true,
  workers: 2,
  // On a machine that stops for seconds a test may lose its way. It gets one more chance, and is named as flaky.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 20_000,
  expect: { timeout: 5_000 },
  use: {
    browserName: 'chromium',
    // A test that fails keeps its picture and its console (fixtures.mjs); what led to it is recorded at the second try.
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM,
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
        // A name without TLS that is not the machine's own: browsers give such a page less than one on localhost.
        '--host-resolver-rules=MAP outbox.test 127.0.0.1',
      ],
    },
  },
});
