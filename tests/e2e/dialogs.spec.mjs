// @ts-check
// What all dialogs have in common: their place in the history.
import { test, expect } from './fixtures.mjs';
import { reply } from './gateway.mjs';
/** @import { Locator } from '@playwright/test' */
/** @import { Name, ReportPage } from './page.mjs' */

/** All dialogs, each with a function that opens it. @type {Record<string, (report: ReportPage) => Promise<unknown>>} */
const DIALOGS = {
  'a record': (report) => report.rows.nth(1).getByRole('button', { name: /^Details/ }).click(),
  'a calendar': (report) => report.openCalendar('create_from_date'),
  'what a column means': (report) => report.table.getByRole('columnheader', { name: 'Cost' }).getByRole('button').click(),
  ...Object.fromEntries(Object.entries({
    settings: 'settings', columns: 'columnsButton', help: 'help', share: 'share', 'saved views': 'views', 'the export': 'export',
  }).map(([name, button]) => [name, (/** @type {ReportPage} */ report) => report.button(/** @type {Name} */ (button)).click()])),
};

const title = (/** @type {ReportPage} */ report) => report.dialog.getByRole('heading').first();

for (const [name, open] of Object.entries(DIALOGS)) {
  test(`Back closes ${name} and nothing else, and Forward opens it again`, async ({ report, gateway, page }) => {
    await report.enter('?page=2');
    // A link that the pointer rests on would prefetch its page.
    await report.pageField.fill('3');
    await report.pageField.press('Enter');
    await report.settled();
    await report.whole();
    const ids = await report.ids();
    await gateway.forget();
    await open(report);
    const said = await title(report).innerText();
    await page.goBack();
    await expect(report.dialog).toHaveCount(0);
    expect(report.query()).toBe('?page=3');
    await page.goForward();
    await expect(title(report)).toHaveText(said);
    expect(report.query()).toBe('?page=3');
    await page.goBack();
    await expect(report.dialog).toHaveCount(0);
    expect(await report.ids()).toEqual(ids);
    expect(await gateway.requests()).toEqual([]);
    await page.goBack();
    await expect.poll(() => report.query()).toBe('?page=2');
  });

  test(`${name} that is closed by Escape leaves no entry behind the view`, async ({ report, page }) => {
    await report.enter('?page=2');
    await report.step('next').click();
    await report.settled();
    await report.whole();
    for (let time = 0; time < 2; time += 1) {
      await open(report);
      await expect(title(report)).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(report.dialog).toHaveCount(0);
    }
    expect(report.query()).toBe('?page=3');
    // The history entry is left asynchronously: a Back before that would be the same step.
    await expect.poll(() => page.evaluate(() => history.state)).toBe(null);
    await page.goBack();
    await expect.poll(() => report.query()).toBe('?page=2');
    await expect(report.dialog).toHaveCount(0);
  });
}

const details = (/** @type {ReportPage} */ report, /** @type {number} */ row) => report.rows.nth(row).getByRole('button', { name: /^Details/ });
const header = (/** @type {ReportPage} */ report, /** @type {string} */ name) => report.table.getByRole('columnheader', { name }).getByRole('button');

test('a dialog in place of what a column means gives the focus back to where that was opened', async ({ report, page }) => {
  await report.enter();
  await report.whole();
  await header(report, 'Cost').press('Enter');
  await report.dialog.getByRole('button', { name: 'Columns', exact: true }).press('Enter');
  await expect(title(report)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(report.dialog).toHaveCount(0);
  await expect(header(report, 'Cost')).toBeFocused();
});

/** Opens Help from the open dialog. @param {ReportPage} report */
async function openHelp(report) {
  await report.dialog.getByRole('button', { name: 'States, and what to do', exact: true }).press('Enter');
  await expect(title(report)).toHaveText('Help');
}

/** The ways out of a dialog. @type {Record<string, (report: ReportPage) => Promise<unknown>>} */
const ENDS = {
  Escape: ({ page }) => page.keyboard.press('Escape'),
  Back: ({ page }) => page.goBack(),
  Close: (report) => report.button('close').click(),
};

for (const [end, leave] of Object.entries(ENDS)) {
  for (const [name, opener] of /** @type {[string, (report: ReportPage) => Locator][]} */ ([
    ['a record', (report) => details(report, 1)],
    ['what a state means', (report) => header(report, 'State')],
  ])) {
    test(`${end} leads from Help back to ${name}, and from there to where that was opened`, async ({ report, page }) => {
      await report.enter('?page=2');
      await report.step('next').click();
      await report.settled();
      await report.whole();
      await opener(report).press('Enter');
      const said = await title(report).innerText();
      await openHelp(report);
      await leave(report);
      await expect(title(report)).toHaveText(said);
      await expect(title(report)).toBeFocused();
      await leave(report);
      await expect(report.dialog).toHaveCount(0);
      await expect(opener(report)).toBeFocused();
      expect(report.query()).toBe('?page=3');
      await expect.poll(() => page.evaluate(() => history.state)).toBe(null);
      await page.goBack();
      await expect.poll(() => report.query()).toBe('?page=2');
      await expect(report.dialog).toHaveCount(0);
    });
  }

  test(`${end} leads from Help back to the record that was shown last, and then to its row`, async ({ report }) => {
    await report.enter();
    await report.whole();
    const ids = await report.ids();
    await details(report, 1).press('Enter');
    await report.dialog.getByRole('button', { name: 'Next row' }).press('Enter');
    await expect(title(report)).toHaveText(`Details of ${ids[2]}`);
    await openHelp(report);
    await leave(report);
    await expect(title(report)).toHaveText(`Details of ${ids[2]}`);
    await leave(report);
    await expect(report.dialog).toHaveCount(0);
    await expect(details(report, 2)).toBeFocused();
    expect(report.query()).toBe('');
  });
}

test('a record without an id is there again after Help', async ({ report, gateway, page }) => {
  await gateway.stage(reply([{ messages_outbox_id: '7', state_id: 6 }, { state_id: 6, message: 'nameless' }]));
  await report.enter();
  await report.whole();
  await details(report, 0).press('Enter');
  await report.dialog.getByRole('button', { name: 'Next row' }).press('Enter');
  await expect(report.dialog.locator('.bubble')).toHaveText('nameless');
  await openHelp(report);
  await page.keyboard.press('Escape');
  await expect(report.dialog.locator('.bubble')).toHaveText('nameless');
});

test('a step from Help over a record to another view closes both', async ({ report, page }) => {
  await report.enter('?page=2');
  await report.step('next').click();
  await report.settled();
  await report.whole();
  await details(report, 1).press('Enter');
  await openHelp(report);
  await page.evaluate(() => history.go(-2));
  await expect.poll(() => report.query()).toBe('?page=2');
  await report.settled();
  await expect(report.dialog).toHaveCount(0);
});

test('Forward to a record that is not on the page any more leads nowhere', async ({ report, gateway, page }) => {
  await report.enter();
  await report.whole();
  await DIALOGS['a record'](report);
  await expect(report.dialog).toBeVisible();
  await page.goBack();
  await expect(report.dialog).toHaveCount(0);
  await gateway.stage(reply([{ messages_outbox_id: '7', state_id: 6 }, { messages_outbox_id: '6', state_id: 6 }]));
  await report.button('refresh').click();
  await expect.poll(() => report.ids()).toEqual(['7', '6']);
  await page.goForward();
  await expect.poll(() => page.evaluate(() => history.state)).toBe(null);
  await expect(report.dialog).toHaveCount(0);
});

test('a filter that takes effect under an open record has its own entry, and Back closes the record alone', async ({ report, page }) => {
  await report.enter('?page=3');
  await report.whole();
  await report.field('message').fill('کد');
  await DIALOGS['a record'](report);
  await expect(report.dialog).toBeVisible();
  await expect.poll(() => report.query()).toContain('message=');
  await expect.poll(() => page.evaluate(() => history.state)).toBe('overlay');
  const query = report.query();
  await page.goBack();
  await expect(report.dialog).toHaveCount(0);
  expect(report.query()).toBe(query);
  await expect(report.field('message')).toHaveValue('کد');
  await page.goBack();
  await expect.poll(() => report.query()).toBe('?page=3');
  await expect(report.dialog).toHaveCount(0);
});

test('a view that takes effect under an open record stays when the record is closed by Escape', async ({ report, page }) => {
  await report.enter('?page=3');
  await report.whole();
  await report.field('message').fill('کد');
  await DIALOGS['a record'](report);
  await expect.poll(() => report.query()).toContain('message=');
  await expect.poll(() => page.evaluate(() => history.state)).toBe('overlay');
  const query = report.query();
  await page.keyboard.press('Escape');
  await expect(report.dialog).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => history.state)).toBe(null);
  expect(report.query()).toBe(query);
  await page.goBack();
  await expect.poll(() => report.query()).toBe('?page=3');
});

for (const [name, cycle] of /** @type {[string, (report: ReportPage) => Promise<unknown>][]} */ ([
  ['a dialog', async (report) => {
    await report.button('columnsButton').click();
    await expect(report.dialog).toBeVisible();
    await report.page.keyboard.press('Escape');
    await expect(report.dialog).toHaveCount(0);
  }],
  ['the overview', async (report) => {
    for (const isOpen of [true, false]) {
      await report.button('overview').click();
      await expect(report.button('overview')).toHaveAttribute('aria-expanded', String(isOpen));
    }
  }],
])) {
  test(`opening and closing ${name} again and again takes no more memory`, async ({ report, page }) => {
    await page.addInitScript(() => {
      globalThis.memories = new Set();
      const note = (/** @type {WebAssembly.Instance} */ { exports }) => {
        for (const own of Object.values(exports)) if (own instanceof WebAssembly.Memory) globalThis.memories.add(own);
      };
      for (const name of /** @type {const} */ (['instantiate', 'instantiateStreaming'])) {
        const real = WebAssembly[name];
        Object.assign(WebAssembly, {
          [name]: async (/** @type {unknown[]} */ ...given) => {
            const made = await Reflect.apply(real, WebAssembly, given);
            note(made.instance ?? made);
            return made;
          },
        });
      }
    });
    await report.enter();
    await report.whole();
    const bytes = () => page.evaluate(() => [...globalThis.memories].reduce((sum, own) => sum + own.buffer.byteLength, 0));
    /** @param {number} times */
    const repeat = async (times) => {
      for (let time = 0; time < times; time += 1) await cycle(report);
      return bytes();
    };
    const before = await repeat(10);
    expect(before).toBeGreaterThan(0);
    expect(await repeat(40) - before).toBeLessThan(500_000);
  });
}
