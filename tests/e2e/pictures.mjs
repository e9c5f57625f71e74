// @ts-check
// The README's pictures: CHROMIUM, DIST and GATEWAY as for the tests, then `node pictures.mjs`, or `cargo xtask
// pictures`, writes them to docs/pictures/. Rows, present time and the browser's zone are fixed: each run shows the same.
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { Gateway, NOW } from './gateway.mjs';
import { ReportPage } from './page.mjs';
import { VIEWS } from './views.mjs';
/** @import { BrowserContextOptions } from '@playwright/test' */
/** @import { Language } from './page.mjs' */
/** @import { Reach } from './views.mjs' */

const DESKTOP = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5, isMobile: true, hasTouch: true };
/** @type {{ reach: Reach, size: BrowserContextOptions, language: Language, colorScheme: 'light' | 'dark', name: string }[]} */
const PICTURES = [
  { name: 'table-fa-light', reach: VIEWS.table, size: DESKTOP, language: 'fa', colorScheme: 'light' },
  { name: 'table-en-dark', reach: VIEWS.chips, size: DESKTOP, language: 'en', colorScheme: 'dark' },
  { name: 'phone-fa-dark', reach: VIEWS.table, size: PHONE, language: 'fa', colorScheme: 'dark' },
  { name: 'detail-en-light', reach: VIEWS.detail, size: DESKTOP, language: 'en', colorScheme: 'light' },
];

/** The address of the page in the pictures: the page shows its host, which should not be a random port. */
const HOST = 'sms.example.com';

const gateway = await Gateway.start('--rows', '20000');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    `--host-resolver-rules=MAP ${HOST}:80 ${new URL(gateway.url).host}`,
    `--unsafely-treat-insecure-origin-as-secure=http://${HOST}`,
  ],
});
try {
  for (const { name, reach, size, language, colorScheme } of PICTURES) {
    const locale = language === 'fa' ? 'fa-IR' : 'en-US';
    const context = await browser.newContext({ locale, colorScheme, timezoneId: 'UTC', ...size });
    const page = await context.newPage();
    await page.clock.setFixedTime(NOW * 1000);
    await gateway.reset();
    const report = new ReportPage(page, `http://${HOST}/`, language);
    // A font that arrives after the first rows is not used before the next answer. On the second visit it is in the cache.
    await report.enter();
    await page.waitForLoadState('networkidle');
    await reach(report, gateway);
    // The pointer is on no row. Then wait for the lazy part.
    await page.mouse.move(0, 0);
    await page.waitForLoadState('networkidle');
    const path = fileURLToPath(new URL(`../../docs/pictures/${name}.png`, import.meta.url));
    const { length } = await page.screenshot({ path, animations: 'disabled' });
    console.log(`docs/pictures/${name}.png: ${length} bytes`);
    await context.close();
  }
} finally {
  await browser.close();
  gateway.stop();
}
