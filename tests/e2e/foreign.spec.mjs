// @ts-check
// Other programs that write into the page: translators put each text into elements of their own, detectors of phone
// numbers make links of digits. The page must show the same as without them.
import { test, expect } from './fixtures.mjs';
import { reply } from './gateway.mjs';
import { ReportPage } from './page.mjs';
/** @import { Page } from '@playwright/test' */
/** @import { Name } from './page.mjs' */

/** The ways in which other programs replace texts. @type {Record<string, (page: Page) => Promise<void>>} */
const WRITERS = {
  'a translator': (page) => page.evaluate(() => {
    for (const text of globalThis.textsOfOthers()) {
      const outer = document.createElement('font');
      outer.appendChild(document.createElement('font')).textContent = text.data;
      text.replaceWith(outer);
    }
  }),
  'a detector of numbers': (page) => page.evaluate(() => {
    for (const text of globalThis.textsOfOthers()) {
      const [digits] = /[\d۰-۹]{2,}/.exec(text.data) ?? [];
      if (digits === undefined || text.parentElement.closest('a')) continue;
      const rest = text.splitText(text.data.indexOf(digits));
      rest.splitText(digits.length);
      const link = document.createElement('a');
      rest.replaceWith(link);
      link.append(rest);
    }
  }),
};

/** Returns all texts of the page that may be replaced, except those that were replaced already. */
const textsOfOthers = () => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) {
    const text = /** @type {Text} */ (walker.currentNode);
    if (text.data && text.parentElement.translate && !text.parentElement.closest('font, script, textarea')) texts.push(text);
  }
  return texts;
};

/** Returns the text that a person reads on the page, without the blanks that depend on the layout. */
const read = (/** @type {ReportPage} */ report) => report.page.evaluate(() => document.body.innerText.replace(/\s+/g, ''));

/** Waits until both pages show the same; a failure says where they differ. @param {ReportPage} one @param {ReportPage} other */
async function same(one, other) {
  await expect.poll(async () => {
    const [expected, found] = [await read(one), await read(other)];
    if (expected === found) return 'the same';
    const at = [...expected].findIndex((letter, at) => letter !== found[at]);
    return `at ${at}: expected …${expected.slice(Math.max(0, at - 30), at + 40)}…, found …${found.slice(Math.max(0, at - 30), at + 40)}…`;
  }, { timeout: 5000 }).toBe('the same');
}

/** The main things that people do on the page, step by step. @type {[string, (report: ReportPage) => Promise<unknown>][]} */
const STEPS = [
  ['the next page', (report) => report.step('next').click()],
  ['rows per page', (report) => report.limit.selectOption('10')],
  ['another state', (report) => report.field('state_id').selectOption('6')],
  ['a date', (report) => fill(report, 'create_from_date', 'now-30d')],
  ['a date that is none', (report) => fill(report, 'create_to_date', 'x')],
  ['that date without a mistake', (report) => fill(report, 'create_to_date', 'now')],
  ['no filter', (report) => report.button('clearAll').click()],
  ['a filter that nothing matches', (report) => fill(report, 'username', 'nobody')],
  ['no filter again', (report) => report.button('clearAll').click()],
  ['another language', (report) => switchLanguage(report)],
  ['the language of before', (report) => switchLanguage(report)],
  ['a record', (report) => report.rows.first().getByRole('button').click()],
  ['the next record', (report) => report.dialog.getByRole('button', { name: 'Next row' }).click()],
  ['no record', (report) => report.page.keyboard.press('Escape')],
  ['a row that is picked', (report) => report.rows.first().getByRole('checkbox').click()],
  ['all rows', (report) => report.table.getByRole('columnheader').getByRole('checkbox').click()],
  ['no row', (report) => report.table.getByRole('columnheader').getByRole('checkbox').click()],
  ...['settings', 'columnsButton', 'help', 'share', 'views', 'export'].flatMap((name) => dialog(/** @type {Name} */ (name))),
  ['settings once more', (report) => report.button('settings').click()],
  ['other digits', (report) => report.dialog.getByRole('combobox', { name: 'Digits' }).selectOption('arabext')],
  ['another zone', (report) => report.dialog.getByRole('combobox', { name: 'Time zone' }).selectOption({ index: 1 })],
  ['no settings', (report) => report.page.keyboard.press('Escape')],
  ['a saved view', async (report) => {
    await report.button('views').click();
    await report.dialog.getByRole('textbox').first().fill('mine');
    await report.dialog.getByRole('button', { name: 'Save this view' }).click();
  }],
  ['no saved view', (report) => report.dialog.getByRole('button', { name: /^Delete/ }).click()],
  ['the saved view again', (report) => report.dialog.getByRole('button', { name: 'Undo' }).click()],
  ['no dialog', (report) => report.page.keyboard.press('Escape')],
  ['Back', (report) => report.page.goBack()],
  ['Forward', (report) => report.page.goForward()],
  ['signing out', (report) => report.button('signOut').click()],
  ['connecting', (report) => report.connect()],
];

/** @param {ReportPage} report @param {Name} name @param {string} text */
async function fill(report, name, text) {
  await report.field(name).fill(text);
  await report.field(name).press('Enter');
}

/** @param {ReportPage} report */
async function switchLanguage(report) {
  await report.page.getByRole('button', { name: /^(فارسی|English)$/ }).click();
}

/** @param {Name} name @returns {typeof STEPS} */
function dialog(name) {
  return [
    [name, async (report) => {
      await report.button(name).click();
      await expect(report.dialog).toBeVisible();
    }],
    [`${name} closed`, async (report) => {
      await report.page.keyboard.press('Escape');
      await expect(report.dialog).toHaveCount(0);
    }],
  ];
}

for (const [name, write] of Object.entries(WRITERS)) {
  test(`what ${name} has made of the page goes with what it was made of`, async ({ report, context, gateway }) => {
    test.setTimeout(120_000);
    await context.addInitScript(`globalThis.textsOfOthers = ${textsOfOthers}`);
    const others = new ReportPage(await (await context.browser().newContext({ locale: 'en-US' })).newPage(), `${gateway.url}/`);
    const thrown = /** @type {string[]} */ ([]);
    report.page.on('pageerror', (error) => thrown.push(String(error)));
    for (const one of [others, report]) {
      // Relative times must be the same on both pages.
      await one.page.clock.setFixedTime(1_750_000_000_000);
      await one.enter();
      await one.whole();
    }
    await write(report.page);
    for (const [step, take] of STEPS) {
      await test.step(step, async () => {
        await take(others);
        await take(report);
        await same(others, report);
        await write(report.page);
      });
    }
    expect(thrown).toEqual([]);
    await others.page.context().close();
  });
}

/** Two orders in which an element may come into the place of a text. @type {Record<string, (text: Text, element: Element) => void>} */
const ORDERS = {
  'in one step': (text, element) => text.replaceWith(element),
  'in two steps': (text, element) => {
    text.before(element);
    text.remove();
  },
};
for (const [name, order] of Object.entries(ORDERS)) {
  test(`what a translator has replaced ${name} and gives back is there again`, async ({ report, context, page }) => {
    await context.addInitScript(`globalThis.textsOfOthers = ${textsOfOthers}; globalThis.putInPlace = ${order}`);
    await report.enter();
    await report.whole();
    const before = await read(report);
    await page.evaluate(() => {
      globalThis.replaced = globalThis.textsOfOthers().map((text) => {
        const element = document.createElement('font');
        element.textContent = `[${text.data}]`;
        globalThis.putInPlace(text, element);
        return [text, element];
      });
    });
    await expect(report.status).toHaveText('[1–25 of 5,000]');
    await page.evaluate(() => { for (const [text, element] of globalThis.replaced) element.replaceWith(text); });
    await expect.poll(() => read(report)).toBe(before);
    await report.step('next').click();
    await expect(report.status).toHaveText('26–50 of 5,000');
  });
}

test('an event that only has the name of a key does nothing', async ({ report, page }) => {
  await report.enter();
  await report.whole();
  const send = () => page.evaluate(() => {
    for (const element of document.querySelectorAll('body, input, select, button, a, dialog td, [role="checkbox"]')) {
      for (const name of ['keydown', 'keypress', 'keyup']) element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
    }
  });
  await send();
  await report.openCalendar('create_from_date');
  await send();
  await expect(report.dialog).toBeVisible();
  expect(report.query()).toBe('');
});

test('what a program fills into a filter changes no view', async ({ report, gateway, page }) => {
  await report.enter();
  await report.whole();
  await gateway.forget();
  for (const name of /** @type {const} */ (['username', 'number', 'message', 'create_from_date'])) {
    await expect(report.field(name)).toHaveAttribute('data-1p-ignore', 'true');
    await report.field(name).evaluate((/** @type {HTMLInputElement} */ field) => {
      field.value = '1404/01/01';
      for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }));
    });
  }
  // Longer than the time after which typing settles.
  await page.waitForTimeout(800);
  expect(report.query()).toBe('');
  expect(await gateway.requests()).toEqual([]);
  await report.field('message').fill('code');
  await report.field('message').press('Enter');
  await expect.poll(() => report.query()).toBe('?message=code');
});

test('data is not translated, but for the message where it is read whole', async ({ report, page }) => {
  await report.enter('?state_id=6');
  await report.whole();
  const isTranslated = (/** @type {import('@playwright/test').Locator} */ place) =>
    place.evaluate((/** @type {HTMLElement} */ element) => element.translate);
  const row = report.rows.first();
  for (const name of ['.message', '.sender', '.outbox-id', '.created']) expect(await isTranslated(row.locator(name))).toBe(false);
  expect(await isTranslated(report.chips.first().locator('bdi'))).toBe(false);
  expect(await isTranslated(page.locator('.printed h2'))).toBe(false);
  await row.getByRole('button').click();
  expect(await isTranslated(report.dialog.locator('dd bdi').first())).toBe(false);
  expect(await isTranslated(report.dialog.locator('.bubble'))).toBe(true);
  expect(await page.locator('meta[name="format-detection"]').getAttribute('content')).toContain('telephone=no');
});

test('what the gateway calls a state or a field is not translated', async ({ report, gateway }) => {
  const [unknown, known] = [{ messages_outbox_id: '7', state_id: 42, status: 'Parked', parking_lot: 'North' }, { messages_outbox_id: '6', state_id: 6 }];
  await gateway.stage(reply([unknown, known], { total: 2 }), reply([known, unknown], { total: 2 }));
  await report.enter();
  const badges = () => report.rows.locator('.badge').evaluateAll((badges) =>
    badges.map((badge) => [badge.textContent, /** @type {HTMLElement} */ (badge).translate]));
  expect(await badges()).toEqual([['Parked', false], ['Sent', true]]);
  await report.button('refresh').click();
  await expect.poll(badges).toEqual([['Sent', true], ['Parked', false]]);
  await gateway.stage(reply([unknown], { total: 1 }));
  await report.button('refresh').click();
  await expect(report.rows).toHaveCount(1);
  await report.rows.first().getByRole('button').click();
  for (const text of ['Details of 7', 'Parked', 'parking_lot', 'North']) {
    const place = report.dialog.getByText(text, { exact: true }).first();
    expect(await place.evaluate((/** @type {HTMLElement} */ element) => element.translate), text).toBe(false);
  }
});
