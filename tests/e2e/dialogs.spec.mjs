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
    await report.step('next').click();
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

for (const [name, opener, between] of /** @type {[string, (report: ReportPage) => Locator, string][]} */ ([
  ['a record', (report) => report.rows.nth(1).getByRole('button', { name: /^Details/ }), 'States, and what to do'],
  ['what a column means', (report) => report.table.getByRole('columnheader', { name: 'Cost' }).getByRole('button'), 'Columns'],
])) {
  test(`a dialog in place of ${name} gives the focus back to where that was opened`, async ({ report, page }) => {
    await report.enter();
    await report.whole();
    await opener(report).press('Enter');
    await report.dialog.getByRole('button', { name: between, exact: true }).press('Enter');
    await expect(title(report)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(report.dialog).toHaveCount(0);
    await expect(opener(report)).toBeFocused();
  });
}

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
