import AxeBuilder from '@axe-core/playwright';
import { test, expect, complaints } from './fixtures.mjs';
import { VIEWS } from './views.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

for (const language of ['en', 'fa']) {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [360, 1280]) {
      test.describe(`${language}, ${colorScheme}, ${width} px`, () => {
        test.use({ language, colorScheme, viewport: { width, height: 800 }, expected: complaints(/Failed to load resource/, /net::ERR_/) });

        test('an audit finds nothing in any view', async ({ report, gateway, page }) => {
          test.setTimeout(240_000);
          // Ten rows say as much as twenty-five.
          await page.addInitScript(() => {
            if (location.protocol === 'http:') localStorage.setItem('outbox-report / page_limit', '10');
          });
          for (const [name, reach] of Object.entries(VIEWS)) {
            await test.step(name, async () => {
              await page.goto('about:blank');
              await page.context().clearCookies();
              await gateway.reset();
              await reach(report, gateway);
              const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
              const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
              expect(found, name).toEqual([]);
              await page.evaluate(() => sessionStorage.clear());
            });
          }
        });
      });
    }
  }
}
