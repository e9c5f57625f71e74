// @ts-check
import { readFile } from 'node:fs/promises';
import { test, expect } from './fixtures.mjs';
import { NOW, TOKEN } from './gateway.mjs';
/** @import { ReportPage } from './page.mjs' */
/** @import { Page } from '@playwright/test' */

const atNow = (/** @type {Page} */ page) => page.addInitScript((now) => { Date.now = () => now; }, NOW * 1000);
const dialog = (/** @type {ReportPage} */ report, /** @type {string} */ name) => report.page.getByRole('dialog', { name, exact: true });

/** Pastes a text into the page itself. */
const paste = (/** @type {Page} */ page, /** @type {string} */ text) => page.evaluate((pasted) => {
  const data = new DataTransfer();
  data.setData('text/plain', pasted);
  document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}, text);

test.describe('copying', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('a relative view is shared as it is, and as this very result', { tag: '@browsers' }, async ({ report, page, gateway, browserName }) => {
    await atNow(page);
    await report.enter('?create_from_date=now-1h&state_id=6');
    await report.button('share').click();
    const share = dialog(report, 'Share');
    const places = () => page.evaluate(() =>
      [...document.querySelectorAll('dialog label')].map((label) => label.getBoundingClientRect().top));
    const before = await places();
    await share.getByRole('button', { name: 'Copy: Link as it is: its dates move on with time' }).click();
    await expect(share.getByText('Copied.')).toBeVisible();
    expect(await places()).toEqual(before);
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    expect(await clipboard()).toBe(`${gateway.url}/?create_from_date=now-1h&state_id=6`);
    await share.getByRole('button', { name: 'Copy: Link to this very result: its dates are fixed' }).click();
    await expect.poll(clipboard).toBe(`${gateway.url}/?create_from_date=${NOW - 3600}&state_id=6`);

    await share.getByRole('button', { name: 'Copy: As curl' }).click();
    await expect.poll(clipboard).toContain('curl --location');
    const curl = await clipboard();
    expect(curl).toContain(`${gateway.url}/api/report/new_list'`);
    expect(curl).toContain('Authorization: YOUR_TOKEN_HERE');
    expect(curl).not.toContain('demo-token');
    await share.getByRole('button', { name: 'Copy: Request JSON' }).click();
    await expect.poll(clipboard).toBe(
      JSON.stringify({ page: 1, limit: 25, filters: { create_from_date: String(NOW - 3600), state_id: '6' } }));

    await share.getByRole('button', { name: 'Close' }).click();
    await expect(share).toBeHidden();
    await expect(report.button('share')).toBeFocused();
    expect(await gateway.requests()).toHaveLength(1);

    // A copied link opens the view that it was copied from.
    await report.button('clearAll').click();
    await report.settled();
    // In Firefox a simulated paste has no text.
    if (browserName === 'firefox') return;
    await paste(page, curl);
    await report.settled();
    await expect.poll(() => report.query()).toBe(`?create_from_date=${NOW - 3600}&state_id=6`);
  });
});

test('where the browser does not allow copying, the text is selected for the keyboard', async ({ report, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });
    document.execCommand = () => false;
  });
  await report.enter('?state_id=6');
  await report.button('share').click();
  await dialog(report, 'Share').getByRole('button', { name: 'Copy: Link to this view' }).click();
  await expect(dialog(report, 'Share').getByText('The browser does not allow copying here.')).toBeVisible();
  expect(await page.evaluate(() => {
    const field = /** @type {HTMLTextAreaElement} */ (document.activeElement);
    return field.value.slice(field.selectionStart, field.selectionEnd);
  }))
    .toBe(page.url());
});

test('the command for the Windows Command Prompt opens the view it is from', async ({ report, page, gateway }) => {
  const query = '?page=2&limit=10&message=%22a%25%20%26%20b%5E%22%20%7C%20%5C%21%20%DA%A9%D8%AF&state_id=6';
  await report.enter(query);
  await report.button('share').click();
  const share = dialog(report, 'Share');
  const command = await share.getByRole('textbox', { name: 'For the Windows Command Prompt (cmd)' }).inputValue();
  expect(command).toMatch(/^curl/);
  await share.getByRole('button', { name: 'Close' }).click();
  await report.button('clearAll').click();
  await expect.poll(async () => (await gateway.requests()).length).toBe(2);
  expect(report.query()).toBe('?limit=10');
  await paste(page, command);
  await expect(page.getByText(/^The pasted view is open\./)).toBeVisible();
  await report.settled();
  expect(report.query()).toBe(query);
  const bodies = (await gateway.requests()).map(({ body }) => body);
  expect(bodies).toHaveLength(3);
  expect(bodies[2]).toEqual(bodies[0]);
});

for (const [letters, servers, said] of /** @type {const} */ ([[300, 'no'], [400, 'some', /IIS.* 2,048/], [1400, 'most', / 8,000/]])) {
  test(`a link with ${letters} Persian letters is said to be too long for ${servers} servers`, async ({ report }) => {
    await report.enter();
    await report.field('message').fill('س'.repeat(letters));
    await report.field('message').press('Enter');
    await expect.poll(() => report.query()).toContain('?message=%D8%B3');
    await report.button('share').click();
    const share = dialog(report, 'Share');
    const link = share.getByRole('textbox', { name: 'Link to this view' });
    await expect(link).toHaveValue(new RegExp(`=(%D8%B3){${letters}}$`));
    const warning = share.getByText(/^This link is [\d,]+ bytes long/);
    if (said) await expect(warning).toHaveText(said);
    else await expect(warning).toHaveCount(0);
  });
}

for (const [name, text, address, said] of [
  ['a link of another host', 'https://other.example/x/?state_id=3&page=2&token=abc', '?page=2&state_id=3',
    'The pasted view is open. The token in it was not used. The address in it was not used: the gateway stays the same.'],
  ['a request body', '{"page":1,"limit":10,"filters":{"state_id":"6"}}', '?limit=10&state_id=6', 'The pasted view is open.'],
]) {
  test(`${name} that is pasted into the page opens its view`, async ({ report, page, gateway }) => {
    await report.enter();
    await report.whole();
    await paste(page, text);
    await expect(page.getByText(said, { exact: true })).toBeVisible();
    await report.settled();
    expect(report.query()).toBe(address);
    const requests = await gateway.requests();
    expect(requests).toHaveLength(2);
    expect(requests[1].authorization).toBe('demo-token');
    await page.goBack();
    await report.settled();
    expect(report.query()).toBe('');
  });
}

test('a link with an overview that is pasted opens the overview too', async ({ report, page }) => {
  await report.enter();
  await report.whole();
  await paste(page, 'https://host.example/?overview=states');
  await expect(page.getByRole('list', { name: 'Sends by state' })).toBeVisible();
  await expect.poll(() => report.query()).toBe('?overview=states');
  await paste(page, 'https://host.example/?state_id=6&overview=time');
  await expect.poll(() => report.query()).toBe('?state_id=6&overview=time');
  await expect(page.getByRole('table', { name: 'Sends over time' })).toBeAttached();
});

test('the document\'s curl example opens through the dialog', async ({ report, page, gateway }) => {
  const curl = await readFile(new URL('../fixtures/curl.txt', import.meta.url), 'utf8');
  const body = JSON.parse(await readFile(new URL('../fixtures/request.json', import.meta.url), 'utf8'));
  await report.enter();
  await report.button('share').click();
  const share = dialog(report, 'Share');
  await share.getByRole('textbox', { name: 'Link, command or request JSON' }).fill('nothing of that kind');
  await share.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(share.getByRole('alert')).toContainText('No view was found');
  await share.getByRole('textbox', { name: 'Link, command or request JSON' }).fill(curl);
  await share.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(share).toBeHidden();
  await report.settled();
  expect((await gateway.requests()).at(-1).body).toEqual(body);
  await expect(page.getByText('The pasted view is open.', { exact: true })).toBeVisible();
});

for (const [name, text, query, sentence] of /** @type {const} */ ([
  ['a command', `curl 'https://host.example/api/report/new_list' -H 'Authorization: another' --data-raw '{"filters":{"state_id":"6"}}'`,
    '?state_id=6', 'The token in it was not used.'],
  ['any text with the own token', `see ${TOKEN} there`, '', 'No view was found'],
])) {
  test(`${name} that has a token is never a filter`, async ({ report, page, gateway }) => {
    await report.enter();
    await report.whole();
    await report.field('message').focus();
    await page.evaluate((pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      if (document.activeElement.dispatchEvent(event)) document.execCommand('insertText', false, pasted);
    }, text);
    await expect(page.getByText(sentence)).toBeVisible();
    await report.settled();
    expect(report.query()).toBe(query);
    await expect(report.field('message')).toHaveValue('');
    expect((await gateway.requests()).at(-1).body.filters.message).toBeUndefined();
  });
}

test('what is pasted into a field stays there, and nonsense opens nothing', async ({ report, page, gateway }) => {
  await report.enter();
  await report.whole();
  await report.field('message').focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', '?state_id=3');
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await paste(page, 'hello');
  await expect(page.getByText(/^No view was found/)).toBeVisible();
  expect(report.query()).toBe('');
  expect(await gateway.requests()).toHaveLength(1);
});

test('views are saved, ordered, renamed, deleted, brought back, and open by a click', { tag: '@browsers' }, async ({ report, page, gateway, browserName }) => {
  test.skip(browserName === 'firefox', 'its extended support release ends where Playwright reads the names of the views');
  await report.enter('?state_id=3');
  await report.button('views').click();
  const views = dialog(report, 'Saved views');
  await expect(views.getByText('No views are saved on this device yet.')).toBeVisible();
  const name = views.getByRole('textbox', { name: 'Name of this view' });
  await expect(name).toHaveValue('Rejected');
  await views.getByRole('button', { name: 'Save this view' }).click();
  await name.fill('Again rejected');
  await views.getByRole('button', { name: 'Save this view' }).click();
  const names = () => views.getByRole('listitem').getByRole('link').allTextContents();
  await expect(views.getByText('Saved: Again rejected')).toBeVisible();
  expect(await names()).toEqual(['Rejected', 'Again rejected']);
  await views.getByRole('button', { name: 'Move up: Again rejected' }).click();
  await expect(views.getByText('Again rejected: 1 of 2')).toBeVisible();
  expect(await names()).toEqual(['Again rejected', 'Rejected']);
  await expect(views.getByRole('button', { name: /^Move/, disabled: true })).toHaveText(['↑', '↓']);
  await views.getByRole('button', { name: 'Rename: Rejected', exact: true }).click();
  await views.getByRole('textbox', { name: 'Rename: Rejected' }).fill('رد شده‌ها');
  await page.keyboard.press('Enter');
  expect(await names()).toEqual(['Again rejected', 'رد شده‌ها']);
  await views.getByRole('button', { name: 'Rename: Again rejected', exact: true }).click();
  await views.getByRole('textbox', { name: 'Rename: Again rejected' }).fill('رد شده‌ها');
  await page.keyboard.press('Enter');
  await expect(views.getByText('Choose another name')).toBeVisible();
  await views.getByRole('button', { name: 'Delete: Again rejected' }).click();
  expect(await names()).toEqual(['رد شده‌ها']);
  await views.getByRole('button', { name: 'Undo' }).click();
  expect(await names()).toEqual(['Again rejected', 'رد شده‌ها']);

  const kept = await page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.endsWith(' views')).map(([, value]) => value));
  expect(JSON.parse(kept[0])).toEqual({
    views: [{ name: 'Again rejected', query: '?state_id=3' }, { name: 'رد شده‌ها', query: '?state_id=3' }],
  });

  await page.keyboard.press('Escape');
  await report.button('clearAll').click();
  await report.settled();
  await report.button('views').click();
  await views.getByRole('link', { name: 'رد شده‌ها' }).click();
  await report.settled();
  await expect(views).toBeHidden();
  expect(report.query()).toBe('?state_id=3');
  expect(await gateway.requests()).toHaveLength(3);
});

for (const [query, name] of [
  ['?create_from_date=now-6d%2Fd&create_to_date=now%2Fd&state_id=3', 'Created: Last 7 days · Rejected'],
  ['?send_from_date=now', 'Sent: From now on'],
  ['?create_from_date=now-6d%2Fd', 'Created date from: now-6d/d'],
]) {
  test(`the name offered for the view of ${query} is ${name}`, async ({ report, page }) => {
    await report.enter(query);
    await report.button('views').click();
    await expect(page.getByRole('textbox', { name: 'Name of this view' })).toHaveValue(name);
  });
}

test('saved views are moved and renamed by keyboard, and the focus goes with them', async ({ report, page }) => {
  await report.enter('?state_id=3');
  await report.button('views').click();
  const views = dialog(report, 'Saved views');
  const name = views.getByRole('textbox', { name: 'Name of this view' });
  for (const own of ['A', 'B', 'C']) {
    await name.fill(own);
    await views.getByRole('button', { name: 'Save this view' }).click();
  }
  const names = () => views.getByRole('listitem').getByRole('link').allTextContents();
  await views.getByRole('button', { name: 'Move up: C' }).focus();
  for (const expected of [['A', 'C', 'B'], ['C', 'A', 'B']]) {
    await page.keyboard.press('Enter');
    await expect.poll(names).toEqual(expected);
    await expect(views.getByRole('button', { name: 'Move up: C' })).toBeFocused();
  }
  const rename = views.getByRole('button', { name: 'Rename: A' });
  const field = views.getByRole('textbox', { name: 'Rename: A' });
  await rename.click();
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(rename).toBeFocused();
  await page.keyboard.press('Enter');
  await field.fill('X  Y');
  await views.getByRole('checkbox', { name: 'Open at start: B' }).check();
  await expect(field).toHaveValue('X  Y');
  await field.press('Enter');
  await expect.poll(names).toEqual(['C', 'X Y', 'B']);
  await expect(views.getByRole('button', { name: 'Rename: X Y' })).toBeFocused();
});

test('no view is saved of an address with a value that can\'t be used', async ({ report }) => {
  await report.enter('?state_id=99');
  await report.button('views').click();
  await expect(dialog(report, 'Saved views').getByRole('button', { name: 'Save this view' })).toBeDisabled();
});

test('a text that has not been copied is not said to be', async ({ report, page }) => {
  await report.enter('');
  await report.button('share').click();
  const views = dialog(report, 'Share');
  await views.getByRole('button', { name: 'Copy: Link to this view' }).click();
  await expect(views.getByText('Copied.')).toBeVisible();
  await views.getByRole('combobox').first().selectOption({ index: 1 });
  await expect(views.getByText('Copied.')).toHaveCount(0);
});

test('a saved view that is opened in another tab leaves the list open', async ({ report, context }) => {
  await report.enter('?state_id=3');
  await report.button('views').click();
  const views = dialog(report, 'Saved views');
  await views.getByRole('button', { name: 'Save this view' }).click();
  const link = views.getByRole('listitem').getByRole('link');
  const opened = context.waitForEvent('page');
  await link.click({ modifiers: ['ControlOrMeta'] });
  await (await opened).close();
  await expect(views).toBeVisible();
  await link.click();
  await expect(views).toHaveCount(0);
});

test('a start view that is saved anew under its name stays the start view', async ({ report, page }) => {
  await report.enter('?state_id=3');
  await report.button('views').click();
  const views = dialog(report, 'Saved views');
  const name = views.getByRole('textbox', { name: 'Name of this view' });
  await name.fill('My own');
  await views.getByRole('button', { name: 'Save this view' }).click();
  await views.getByRole('checkbox', { name: 'Open at start: My own' }).check();
  await page.keyboard.press('Escape');
  await report.field('state_id').selectOption('8');
  await report.settled();
  await report.button('views').click();
  // Names are kept with single blanks.
  await name.fill(' My  own ');
  await views.getByRole('button', { name: 'Save this view' }).click();
  await expect(views.getByText('Saved: My own')).toBeVisible();
  await expect(views.getByRole('checkbox', { name: 'Open at start: My own' })).toBeChecked();
  await page.goto(page.url().split('?')[0]);
  await report.settled();
  expect(report.query()).toBe('?state_id=8');
});

test('a view that replaces another one of its name says so, and the former one can be had back', async ({ report, page }) => {
  await report.enter('?state_id=3');
  const views = dialog(report, 'Saved views');
  const save = async () => {
    await report.button('views').click();
    await views.getByRole('textbox', { name: 'Name of this view' }).fill('Mine');
    await views.getByRole('button', { name: 'Save this view' }).click();
  };
  const replaced = views.getByText('The former view of this name is replaced: Mine');
  await save();
  await expect(views.getByText('Saved: Mine')).toBeVisible();
  await expect(replaced).toHaveCount(0);
  await views.getByRole('checkbox', { name: 'Open at start: Mine' }).check();
  await page.keyboard.press('Escape');
  await report.field('state_id').selectOption('8');
  await report.settled();
  await save();
  await expect(replaced).toBeVisible();
  const link = views.getByRole('link', { name: /^Mine/ });
  await expect(link).toHaveAttribute('href', /state_id=8/);
  await views.getByRole('button', { name: 'Undo' }).click();
  await expect(link).toHaveAttribute('href', /state_id=3/);
  await expect(views.getByRole('listitem')).toHaveCount(1);
  await expect(views.getByRole('checkbox', { name: 'Open at start: Mine' })).toBeChecked();
});

test('a start view that is deleted and brought back is the start view again', async ({ report, page }) => {
  await report.enter('?state_id=3');
  await report.button('views').click();
  const views = dialog(report, 'Saved views');
  await views.getByRole('button', { name: 'Save this view' }).click();
  const start = views.getByRole('checkbox', { name: 'Open at start: Rejected' });
  await start.check();
  await views.getByRole('button', { name: 'Delete: Rejected', exact: true }).click();
  await views.getByRole('button', { name: 'Undo' }).click();
  await expect(start).toBeChecked();
  await page.goto(page.url().split('?')[0]);
  await report.settled();
  expect(report.query()).toBe('?state_id=3');
});

for (const [name, leave] of /** @type {[string, (page: Page) => Promise<unknown>][]} */ ([['Escape', (page) => page.keyboard.press('Escape')], ['Back', (page) => page.goBack()]])) {
  test(`a start view leaves the view that is shown, and its address means it, after ${name}`, async ({ report, page }) => {
    await report.enter('?state_id=3');
    await report.button('views').click();
    const views = dialog(report, 'Saved views');
    await views.getByRole('button', { name: 'Save this view' }).click();
    await page.keyboard.press('Escape');
    await report.button('clearAll').click();
    await report.settled();
    expect(report.query()).toBe('');
    await report.button('views').click();
    await views.getByRole('checkbox', { name: 'Open at start: Rejected' }).check();
    await expect.poll(() => report.query()).toBe('?limit=25');
    await leave(page);
    await expect(views).toBeHidden();
    await expect.poll(() => report.query()).toBe('?limit=25');
    await expect(report.status).toHaveText('1–25 of 5,000');
    await page.reload();
    await report.settled();
    await expect(report.status).toHaveText('1–25 of 5,000');
    await page.goBack();
    await report.settled();
    expect(report.query()).toBe('?state_id=3');
  });
}

test('one saved view opens at the start, and signing out leaves it', async ({ report, page }) => {
  await report.enter('?state_id=3');
  await report.button('views').click();
  const views = dialog(report, 'Saved views');
  await views.getByRole('button', { name: 'Save this view' }).click();
  await views.getByRole('checkbox', { name: 'Open at start: Rejected' }).check();
  await page.keyboard.press('Escape');
  await report.button('signOut').click();
  await report.open();
  await report.connect();
  await report.settled();
  expect(report.query()).toBe('?state_id=3');
  await report.open('?page=2');
  await report.settled();
  expect(report.query()).toBe('?page=2');
  await report.button('views').click();
  await views.getByRole('checkbox', { name: 'Open at start: Rejected' }).uncheck();
  await report.open();
  await report.settled();
  expect(report.query()).toBe('');
});

test('a saved view of the plain report keeps its rows per page, and can be the start view', async ({ report, page }) => {
  await report.enter();
  await report.limit.selectOption('50');
  await report.settled();
  await page.goBack();
  await expect(report.status).toHaveText('1–25 of 5,000');
  await report.button('views').click();
  const views = dialog(report, 'Saved views');
  await views.getByRole('textbox', { name: 'Name of this view' }).fill('plain');
  await views.getByRole('button', { name: 'Save this view' }).click();
  await page.keyboard.press('Escape');
  await report.field('state_id').selectOption('6');
  await report.settled();
  await report.button('views').click();
  await views.getByRole('link', { name: 'plain' }).click();
  await expect(report.status).toHaveText('1–25 of 5,000');
  expect(report.query()).toBe('?limit=25');
  await report.button('views').click();
  const atStart = views.getByRole('checkbox', { name: 'Open at start: plain' });
  await atStart.check();
  await page.keyboard.press('Escape');
  await report.button('views').click();
  await expect(atStart).toBeChecked();
  await views.getByRole('button', { name: 'Delete: plain' }).click();
  expect(await page.evaluate(() => localStorage.getItem('outbox-report / start_view'))).toBe(null);
});

test('a link to the plain report opens without the filters of the start view', async ({ report, page, gateway }) => {
  await page.addInitScript(() => localStorage.setItem('outbox-report / start_view', '?state_id=3'));
  await report.enter();
  expect(report.query()).toBe('?state_id=3');
  await report.open('?limit=25');
  await expect(report.status).toHaveText('1–25 of 5,000');
  expect(report.query()).toBe('?limit=25');
  expect((await gateway.requests()).at(-1).body).toEqual({ page: 1, limit: 25, filters: {} });
});

test('saved views go to a file and come from one', async ({ report, page }) => {
  await report.enter('?state_id=3');
  await report.button('views').click();
  const views = dialog(report, 'Saved views');
  await views.getByRole('button', { name: 'Save this view' }).click();
  const downloads = page.waitForEvent('download');
  await views.getByRole('button', { name: 'Save views as a file' }).click();
  const download = await downloads;
  expect(download.suggestedFilename()).toBe('outbox-report-views.json');
  const file = await readFile(await download.path(), 'utf8');
  expect(JSON.parse(file)).toEqual({ views: [{ name: 'Rejected', query: '?state_id=3' }] });

  const input = views.locator('input[type=file]');
  const choose = (/** @type {string} */ text) => input.setInputFiles({ name: 'views.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await choose('not json');
  await expect(views.getByText('No saved views were found in this file.')).toBeVisible();
  await choose('{"views":[{"name":"Rejected","query":"?state_id=03&token=x"},{"name":"Rejected","query":"?page=2"}]}');
  await expect(views.getByText('Views added: 1')).toBeVisible();
  await expect(views.getByRole('listitem').getByRole('link')).toHaveText(['Rejected', 'Rejected 2']);
  await expect(views.getByRole('link', { name: 'Rejected 2' })).toHaveAttribute('href', '?page=2');
});

test.describe('the part that is loaded later', () => {
  test.use({ expected: { patterns: [/Failed to load resource|failed to load split module|TypeError: Failed to fetch/] } });

  test('says so when it can\'t be, and Try again brings it', async ({ report, page }) => {
    await page.route(/split_dialogs/, (route) => route.abort());
    await report.enter();
    await expect(report.rows).toHaveCount(25);
    await expect(report.alert).toContainText('This part of the page could not be loaded.');
    await expect(report.rows).toHaveCount(25);
    await page.unroute(/split_dialogs/);
    await report.alert.getByRole('button', { name: 'Try again' }).click();
    await report.button('share').click();
    await expect(dialog(report, 'Share')).toBeVisible();
    await expect(report.alert).toHaveCount(0);
  });

  test('says so when a page without rows can\'t say why', async ({ report, page }) => {
    await page.route(/split_dialogs/, (route) => route.abort());
    await report.enter('?message=this-is-nowhere');
    await expect(report.alert).toContainText('This part of the page could not be loaded.');
    await page.unroute(/split_dialogs/);
    await report.alert.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: 'No sends match these filters' })).toBeVisible();
    await expect(report.alert).toHaveCount(0);
  });
});
