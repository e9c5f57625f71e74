// @ts-check
import { AxeBuilder } from '@axe-core/playwright';
import { test, expect, complaints } from './fixtures.mjs';
import { VIEWS } from './views.mjs';
/** @import { Page } from '@playwright/test' */
/** @import { Gateway } from './gateway.mjs' */
/** @import { Language, ReportPage } from './page.mjs' */

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** @type {Language[]} */
const LANGUAGES = ['en', 'fa'];
// Without reduced motion, axe would measure colours in the middle of transitions.
const reducedMotion = /** @type {const} */ ('reduce');
/** @typedef {{ colorScheme: 'light' | 'dark', forcedColors: 'none' | 'active', reducedMotion: 'reduce' }} Medium */
/** @type {Medium[]} */
const SCHEMES = [
  { colorScheme: 'light', forcedColors: 'none', reducedMotion },
  { colorScheme: 'dark', forcedColors: 'none', reducedMotion },
  { colorScheme: 'dark', forcedColors: 'active', reducedMotion },
];
const WIDTHS = [320, 768, 1440];
const NAMES = /** @type {(keyof typeof VIEWS)[]} */ (Object.keys(VIEWS));

/**
 * The combinations in which the tests audit a view: each view in each scheme and each width, and in both languages.
 * Together they have every pair of a view, a language, a scheme and a width. `cargo xtask audit` runs all combinations.
 */
const gate = (/** @type {number} */ view) => SCHEMES.map((_, scheme) =>
  ({ language: (view + scheme) % LANGUAGES.length, scheme, width: (view + scheme) % WIDTHS.length }));

test('the gate audits every pair of a view, a language, a scheme and a width', () => {
  /** @type {Record<string, number>[]} */
  const ways = NAMES.flatMap((_, view) => gate(view).map((way) => ({ view, ...way })));
  /** @type {Record<string, number>} */
  const factors = { view: NAMES.length, language: LANGUAGES.length, scheme: SCHEMES.length, width: WIDTHS.length };
  for (const [first, size] of Object.entries(factors)) {
    for (const [second, other] of Object.entries(factors).filter(([name]) => name !== first)) {
      expect(new Set(ways.map((way) => `${way[first]} ${way[second]}`)).size, `${first} and ${second}`).toBe(size * other);
    }
  }
});

/**
 * Opens a view at its narrowest width, and audits it in each of the given ways.
 *
 * @param {{ report: ReportPage, gateway: Gateway, page: Page }} fixtures @param {keyof typeof VIEWS} name
 * @param {[width: number, medium: Medium, rules?: string[]][]} ways
 */
async function audit({ report, gateway, page }, name, ways) {
  // Five rows have the same markup as twenty-five, and are audited faster.
  await gateway.config({ page_limit: 5 });
  const [[narrowest, medium]] = ways;
  await page.setViewportSize({ width: narrowest, height: 800 });
  await page.emulateMedia(medium);
  await VIEWS[name](report, gateway);
  for (const [width, medium, rules] of ways) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia(medium);
    // The page has no frames, and an audit that includes frames takes three times as long.
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
    const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(TAGS)).analyze();
    // The contract has fields for sender and user name as text fields, and they have a list of values: to axe's best
    // practice, and to no rule of WCAG, a field with a list is a combo box.
    const isOwn = (/** @type {{ id: string, nodes: { html: string }[] }} */ { id, nodes }) =>
      id === 'aria-allowed-role' && nodes.every(({ html }) => / list="(number|username)-seen"/.test(html));
    const found = violations.filter((violation) => !isOwn(violation)).map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
    expect(found, `${width} px, ${JSON.stringify(medium)}`).toEqual([]);
  }
}

for (const [at, language] of LANGUAGES.entries()) {
  test.describe(language, () => {
    test.use({ language, expected: complaints(/Failed to load resource/, /net::ERR_/) });

    for (const [view, name] of NAMES.entries()) {
      test(`an audit finds nothing in «${name}»`, { tag: '@browsers' }, async ({ report, gateway, page }) => {
        const ways = gate(view).filter((way) => way.language === at).toSorted((a, b) => a.width - b.width);
        await audit({ report, gateway, page }, name, ways.map(({ width, scheme }) => [WIDTHS[width], SCHEMES[scheme]]));
      });

      test(`an audit finds nothing in «${name}» in any width or scheme`, { tag: '@audit' }, async ({ report, gateway, page }) => {
        test.setTimeout(60_000);
        // A scheme changes only colours, and a width only the structure.
        /** @type {[width: number, medium: Medium, rules?: string[]][]} */
        const ways = WIDTHS.flatMap((width) => SCHEMES.map((medium, scheme) => [width, medium, scheme ? COLOUR_RULES : undefined]));
        await audit({ report, gateway, page }, name, ways);
      });
    }
  });
}
