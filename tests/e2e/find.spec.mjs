// @ts-check
// Help in finding a send: other filters whose value a text may be, marks of the searched text, and suggested values.
import { test, expect } from './fixtures.mjs';
import { latin } from './page.mjs';
/** @import { Page } from '@playwright/test' */
/** @import { ReportPage } from './page.mjs' */

/** Returns the links to other searches for a text. @param {ReportPage} report @param {string} name */
const offers = (report, name = 'Also try:') => report.page.getByRole('list', { name }).getByRole('link');

/** Searches for a message text. @param {ReportPage} report @param {string} text */
async function lookFor(report, text) {
  await report.field('message').fill(text);
  await report.field('message').press('Enter');
  await report.settled();
}

/** Returns the marked texts under a name; `null` if the browser marks nothing. @param {Page} page @param {string} name */
const marked = (page, name) => page.evaluate((name) => {
  if (!('highlights' in CSS)) return null;
  return [...(CSS.highlights.get(name) ?? [])].map((range) => {
    const { startContainer: from, startOffset, endContainer: to, endOffset } = range;
    return from === to ? from.textContent.slice(startOffset, endOffset) : from.textContent.slice(startOffset) + to.textContent.slice(0, endOffset);
  });
}, name);

test.describe('values of other filters', () => {
  for (const [language, list, name] of /** @type {const} */ ([
    ['en', 'Also try:', 'Look for it as Outbox ID'],
    ['fa', 'این را هم امتحان کنید:', 'جست‌وجو به‌عنوان شناسه ارسال'],
  ])) {
    test.describe(language, () => {
      test.use({ language });

      test('an outbox ID in the message field is one click from its send, in one entry of the history', { tag: '@browsers' }, async ({ report, gateway, page }) => {
        const [id] = await gateway.ids('1', 1, 1000);
        await report.enter('?state_id=6');
        await lookFor(report, id);
        const before = await report.historyLength();
        await offers(report, list).filter({ hasText: name }).click();
        await report.settled();
        expect(report.query()).toBe(`?messages_outbox_id=${id}&state_id=6`);
        await expect(report.field('message')).toHaveValue('');
        await expect(report.field('messages_outbox_id')).toHaveValue(id);
        expect(await report.historyLength()).toBe(before + 1);
        await page.goBack();
        await expect(report.field('message')).toHaveValue(id);
        await expect(report.rows).toHaveCount(0);
      });
    });
  }

  test('a sender is offered as it will be sent', async ({ report, gateway }) => {
    const [[number]] = await gateway.sql("select number from rows where number glob '+98[0-9]*' limit 1");
    const typed = String(number).replace('+98', '۰');
    await report.enter();
    await lookFor(report, typed);
    await expect(offers(report).filter({ hasText: 'Sender number' })).toHaveText(`Look for it as Sender number ${number}`);
    await offers(report).filter({ hasText: 'Sender number' }).click();
    await report.settled();
    expect((await gateway.requests()).at(-1).body.filters).toEqual({ number });
    await expect(report.rows).not.toHaveCount(0);
  });

  test('a user name is offered as one, with its stars', async ({ report, gateway }) => {
    await report.enter();
    await lookFor(report, 'a*');
    await expect(offers(report)).toHaveCount(0);
    await lookFor(report, 'ali*');
    await offers(report).filter({ hasText: 'Username' }).click();
    await report.settled();
    expect((await gateway.requests()).at(-1).body.filters).toEqual({ username: 'ali*' });
  });

  test('a link to a view is offered to be opened', async ({ report, gateway }) => {
    await report.enter();
    await lookFor(report, `${gateway.url}/?page=2&state_id=6`);
    await expect(offers(report)).toHaveText(['Open the view that it links to ']);
    await offers(report).click();
    await report.settled();
    expect(report.query()).toBe('?page=2&state_id=6');
  });

  test('a sentence is offered as nothing else', async ({ report }) => {
    await report.enter();
    await lookFor(report, 'hello 12345');
    await expect(report.chips).toHaveCount(1);
    await expect(offers(report)).toHaveCount(0);
  });
});

test.describe('marks', () => {
  test('what is looked for is marked in each row, and after each change of the rows', { tag: '@browsers' }, async ({ report, gateway, page }) => {
    await report.enter();
    await report.whole();
    test.skip(await marked(page, 'found-in-rows') === null, 'this browser marks nothing');
    const [[text]] = await gateway.sql("select substr(message, 2, 4) from rows where length(message) > 20 limit 1");
    const count = await gateway.count(`instr(message, '${text}') > 0`);
    expect(count).toBeGreaterThan(10);
    await report.field('message').fill(text);
    await report.field('message').press('Enter');
    await report.settled();
    const shown = Math.min(count, 25);
    await expect.poll(async () => (await marked(page, 'found-in-rows')).length).toBeGreaterThanOrEqual(shown);
    expect(new Set(await marked(page, 'found-in-rows'))).toEqual(new Set([text]));
    // Marks add no markup to the rows.
    expect(await page.locator('.table-frame tbody .message *').count()).toBe(0);
    await report.button('clearAll').click();
    await report.settled();
    await expect.poll(() => marked(page, 'found-in-rows')).toEqual([]);
  });

  test('a thousand rows are marked without holding up the page', async ({ report, gateway, page }) => {
    const letter = 'ا';
    await report.enter(`?limit=1000&message=${encodeURIComponent(letter)}`);
    await report.whole();
    const shown = await report.rows.count();
    expect(shown).toBe(1000);
    await expect.poll(async () => (await marked(page, 'found-in-rows')).length).toBeGreaterThanOrEqual(shown);
    expect(await gateway.requests()).toHaveLength(1);
  });

  test('another spelling is marked where a gateway finds it', async ({ report, gateway, page }) => {
    const row = (/** @type {string} */ id, /** @type {string} */ message) => ({ messages_outbox_id: id, message, state_id: 6, time: '1745409418' });
    const { reply } = await import('./gateway.mjs');
    await gateway.stage(reply([row('2', 'کد شما ۱۲'), row('1', 'کتاب می‌رود')]));
    await report.enter(`?message=${encodeURIComponent('كد')}`);
    await report.whole();
    await expect.poll(() => marked(page, 'found-in-rows')).toEqual(['کد']);
  });

  test('what is looked for is marked in the record, and hidden codes are not', async ({ report, gateway, page }) => {
    const { reply } = await import('./gateway.mjs');
    const long = `${'الف '.repeat(40)}کد 48213 پایان`;
    await gateway.stage(reply([{ messages_outbox_id: '7', message: long, state_id: 6, time: '1745409418' }]));
    await report.enter('?message=48213');
    await report.rows.first().getByRole('button').click();
    await expect(report.dialog).toBeVisible();
    await expect.poll(() => marked(page, 'found-in-record')).toEqual(['48213']);
    await report.dialog.getByRole('switch', { name: 'Hide codes' }).click();
    await expect.poll(() => marked(page, 'found-in-record')).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => marked(page, 'found-in-rows')).toEqual([]);
    await expect.poll(() => page.evaluate(() => CSS.highlights.has('found-in-record'))).toBe(false);
  });

  test('a translator that replaces texts breaks nothing, and the next rows are marked again', async ({ report, page }) => {
    const text = 'شما';
    await report.enter(`?limit=10&message=${encodeURIComponent(text)}`);
    await report.whole();
    await expect.poll(async () => (await marked(page, 'found-in-rows')).length).toBeGreaterThanOrEqual(10);
    await page.evaluate(() => {
      for (const cell of document.querySelectorAll('.table-frame tbody .message')) {
        const font = document.createElement('font');
        font.textContent = 'translated';
        cell.firstChild.replaceWith(font);
      }
    });
    await report.step('next').click();
    await report.settled();
    await expect.poll(async () => (await marked(page, 'found-in-rows')).length).toBeGreaterThanOrEqual(10);
    expect(new Set(await marked(page, 'found-in-rows'))).toEqual(new Set([text]));
  });
});

test.describe('values of rows', () => {
  const values = (/** @type {ReportPage} */ report, /** @type {'number' | 'username'} */ name) => report.field(name).evaluate((field) =>
    [.../** @type {HTMLInputElement} */ (field).list.options].map((option) => option.value));

  test('senders and users of the rows so far are offered while one is typed', { tag: '@browsers' }, async ({ report, gateway }) => {
    await report.enter('?limit=10');
    await report.whole();
    const seen = async (/** @type {string} */ column, offset = 0) =>
      (await gateway.sql(`select distinct ${column} from (select ${column} from rows order by seq desc limit ${10 + offset})`)).flat();
    expect((await values(report, 'number')).sort()).toEqual((await seen('number')).sort());
    const users = (await seen('username')).filter((/** @type {string} */ name) => /[^*]/.test(name));
    expect((await values(report, 'username')).sort()).toEqual(users.sort());
    await report.step('next').click();
    await report.settled();
    await expect.poll(async () => (await values(report, 'number')).sort()).toEqual((await seen('number', 10)).sort());
    // The field is a text box, not a combo box, though it suggests values.
    await expect(report.field('number')).toHaveAttribute('dir', 'ltr');
  });

  test('they are forgotten with the session', async ({ report, page }) => {
    await report.enter();
    await report.whole();
    expect(await values(report, 'number')).not.toEqual([]);
    await report.button('signOut').click();
    await expect(report.connectForm).toBeVisible();
    expect(await page.locator('datalist option').count()).toBe(0);
    expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain('+98');
  });
});
