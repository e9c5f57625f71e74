// @ts-check
// Pictures of every view in both languages, schemes and sizes: CHROMIUM, DIST and GATEWAY as for the tests, then
// `node shots.mjs` writes them to shots/; `node shots.mjs error detail` those alone.
import { chromium } from '@playwright/test';
import { Gateway } from './gateway.mjs';
import { ReportPage } from './page.mjs';
import { VIEWS } from './views.mjs';

const gateway = await Gateway.start('--rows', '5000');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
const only = process.argv.slice(2);
const sizes = { phone: [360, 760, 2], desktop: [1440, 960, 1] };
for (const language of /** @type {const} */ (['fa', 'en'])) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    for (const [size, [width, height, deviceScaleFactor]] of Object.entries(sizes)) {
      for (const [name, reach] of Object.entries(VIEWS).filter(([name]) => !only.length || only.includes(name))) {
        const locale = language === 'fa' ? 'fa-IR' : 'en-US';
        const context = await browser.newContext({ locale, colorScheme, viewport: { width, height }, deviceScaleFactor });
        const page = await context.newPage();
        await gateway.reset();
        await reach(new ReportPage(page, `${gateway.url}/`, language), gateway);
        await page.evaluate(() => document.fonts.ready.then(() => true));
        await page.screenshot({ path: `shots/${name}-${language}-${colorScheme}-${size}.png` });
        await context.close();
      }
    }
  }
}
await browser.close();
gateway.stop();
