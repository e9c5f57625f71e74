// Set up by `cargo xtask test`: CHROMIUM is the browser, DIST the built page, GATEWAY the demo gateway's binary.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.{mjs,ts}',
  outputDir: 'results',
  reporter: 'list',
  fullyParallel: true,
  workers: 2,
  // On a machine that stops for seconds a journey may lose its way. It gets one more chance, and is named as flaky.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  // A slow machine takes several times as long as a quick one.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: 'chromium',
    trace: 'retain-on-failure',
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
      ],
    },
  },
});
