// @ts-check
// Things that the oldest supported browsers and other engines might render differently. `cargo xtask audit` runs these tests
// on them, and all others with the tag @browsers.
import { test, expect } from './fixtures.mjs';
import { VIEWS } from './views.mjs';
/** @import { Locator } from '@playwright/test' */

/**
 * Returns how elements stand out: whether they are filled, and the contrasts (WCAG 2) of their text, border and outline to
 * their background. The elements are those that match the selector within `root`; without a selector, `root` itself.
 *
 * @param {Element} root @param {string} [selector]
 */
function looks(root, selector) {
  const elements = selector ? [...root.querySelectorAll(selector)] : [root];
  const rgba = (/** @type {string} */ colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return { colour: [red, green, blue], isSolid: alpha === 1 };
  };
  /** @returns {number[]} */
  const behind = (/** @type {Element} */ element) => {
    if (!element) return [255, 255, 255];
    const { colour, isSolid } = rgba(getComputedStyle(element).backgroundColor);
    return isSolid ? colour : behind(element.parentElement);
  };
  const luminance = (/** @type {number[]} */ colour) => {
    const [red, green, blue] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (/** @type {number[]} */ one, /** @type {number[]} */ other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  return elements.map((element) => {
    const style = getComputedStyle(element);
    const own = behind(element);
    const around = behind(element.parentElement);
    const edge = rgba(style.borderTopColor);
    return {
      ground: luminance(own),
      isFilled: rgba(style.backgroundColor).isSolid,
      text: contrast(rgba(style.color).colour, own),
      edge: edge.isSolid && parseFloat(style.borderTopWidth) >= 1 ? contrast(edge.colour, around) : 1,
      outline: style.outlineStyle === 'none' ? 1 : contrast(rgba(style.outlineColor).colour, around),
    };
  });
}

/** Returns how an element, or the elements within it that match the selector, stand out. @param {Locator} locator @param {string} [selector] */
const looksOf = (locator, selector) => locator.evaluate(looks, selector);

for (const language of /** @type {const} */ (['en', 'fa'])) {
  test.describe(language, () => {
    test.use({ language });

    for (const theme of /** @type {const} */ (['light', 'dark'])) {
      test.describe(theme, () => {
        test.use({ colorScheme: theme === 'dark' ? 'light' : 'dark' });

        test('fields, badges, buttons, dialogs and the focus stand out in the colours that are chosen', { tag: '@browsers' }, async ({ report, page }) => {
          await page.addInitScript((theme) => {
            if (location.protocol.startsWith('http')) localStorage.setItem('outbox-report / choices', `theme=${theme}`);
          }, theme);
          await report.enter();
          await report.whole();
          const [{ ground }] = await looksOf(page.locator('body'));
          if (theme === 'dark') expect(ground).toBeLessThan(0.05);
          else expect(ground).toBeGreaterThan(0.8);
          for (const name of /** @type {const} */ (['message', 'state_id', 'create_from_date'])) {
            const [{ text, edge }] = await looksOf(report.field(name));
            expect(text, name).toBeGreaterThan(4.5);
            expect(edge, name).toBeGreaterThan(3);
          }
          for (const { text, isFilled } of await looksOf(report.table, '.badge')) {
            expect(isFilled).toBe(true);
            expect(text).toBeGreaterThan(4.5);
          }
          const apply = report.button('apply');
          await apply.hover();
          const [{ text, isFilled }] = await looksOf(apply);
          expect(isFilled).toBe(true);
          expect(text).toBeGreaterThan(4.5);
          await report.field('message').focus();
          expect((await looksOf(report.field('message')))[0].outline).toBeGreaterThan(3);
          await page.keyboard.press('Tab');
          expect((await looksOf(report.field('state_id')))[0].outline).toBeGreaterThan(3);
          await report.button('share').click();
          const [dialog] = await looksOf(report.dialog);
          expect(dialog.isFilled).toBe(true);
          expect(dialog.text).toBeGreaterThan(4.5);
        });
      });
    }

    test('no sign stands in the text of its field', { tag: '@browsers' }, async ({ report, page }) => {
      await page.setViewportSize({ width: 1440, height: 900 });
      await report.enter();
      const padding = language === 'fa' ? 'padding-left' : 'padding-right';
      const chevron = await report.field('state_id').evaluate((select, padding) => {
        const style = getComputedStyle(select);
        return { place: style.backgroundPositionX, room: parseFloat(style.getPropertyValue(padding)) };
      }, padding);
      expect(chevron.place).toBe(language === 'fa' ? '8px' : 'calc(100% - 8px)');
      expect(chevron.room).toBeGreaterThanOrEqual(24);
      const calendar = page.locator('.choose-day').first();
      const [field, button] = [await report.field('create_from_date').boundingBox(), await calendar.boundingBox()];
      const covered = language === 'fa' ? button.x + button.width - field.x : field.x + field.width - button.x;
      const room = await report.field('create_from_date').evaluate((input, padding) => parseFloat(getComputedStyle(input).getPropertyValue(padding)), padding);
      expect(room).toBeGreaterThanOrEqual(covered - 1);
    });

    test('the share of its recipients is drawn in a record', { tag: '@browsers' }, async ({ report, page, browserName }) => {
      test.skip(browserName === 'firefox', 'a picture is made with a style of its own, which its policy refuses');
      await VIEWS.detail(report);
      const meter = report.dialog.getByRole('meter');
      await expect(meter).toHaveAttribute('value', '100');
      const picture = (await meter.screenshot()).toString('base64');
      const middle = await page.evaluate(async (picture) => {
        const image = new Image();
        image.src = `data:image/png;base64,${picture}`;
        await image.decode();
        const canvas = document.createElement('canvas');
        Object.assign(canvas, { width: image.width, height: image.height });
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        return [...context.getImageData(image.width / 2, image.height / 2, 1, 1).data];
      }, picture);
      expect(middle).toEqual([0x0b, 0x6e, 0x6e, 255]);
    });
  });
}
