import AxeBuilder from '@axe-core/playwright';
import { test, expect, complaints } from './fixtures.mjs';
import { VIEWS } from './views.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
// What changes its colour slowly would be judged on its way.
const reducedMotion = 'reduce';
const MEDIA = {
  light: { colorScheme: 'light', forcedColors: 'none', reducedMotion },
  dark: { colorScheme: 'dark', forcedColors: 'none', reducedMotion },
  'forced colours': { colorScheme: 'dark', forcedColors: 'active', reducedMotion },
};

/** What everybody sees is audited in every way, the rest as it is on a phone and on a desk. */
const EVERYWHERE = ['connect', 'loading', 'table', 'empty', 'error', 'detail', 'columns', 'settings'];

for (const language of ['en', 'fa']) {
  for (const [width, medium] of [[320, 'light'], [768, 'light'], [1440, 'dark']]) {
    test.describe(`${language}, ${width} px`, () => {
      test.use({ language, viewport: { width, height: 800 }, expected: complaints(/Failed to load resource/, /net::ERR_/) });

      test('an audit finds nothing in any view, light, dark or in forced colours', async ({ report, gateway, page }) => {
        test.setTimeout(600_000);
        const views = Object.entries(VIEWS).filter(([name]) => width !== 768 || EVERYWHERE.includes(name));
        for (const [name, reach] of views) {
          await test.step(name, async () => {
            await page.goto('about:blank');
            await page.setViewportSize({ width, height: 800 });
            await gateway.reset();
            // Five rows say as much as twenty-five.
            await gateway.config({ page_limit: 5 });
            await page.emulateMedia(MEDIA[medium]);
            await reach(report, gateway);
            for (const medium of EVERYWHERE.includes(name) ? Object.keys(MEDIA) : [null]) {
              if (medium) await page.emulateMedia(MEDIA[medium]);
              // The page has no frames: what would also audit those takes three times as long.
              const { violations } = await new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] }).withTags(TAGS).analyze();
              const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
              expect(found, `${name}, ${medium}`).toEqual([]);
            }
            await page.evaluate(() => { sessionStorage.clear(); localStorage.clear(); });
          });
        }
      });
    });
  }
}
