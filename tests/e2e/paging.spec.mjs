// @ts-check
import { test, expect } from './fixtures.mjs';
import { ReportPage, description } from './page.mjs';
import { TOKEN, reply } from './gateway.mjs';

test('the next page shows the next rows and is an address of its own', { tag: '@browsers' }, async ({ report, gateway }) => {
  await report.enter();
  await expect(report.status).toHaveText('1–25 of 5,000');
  await report.step('next').click();
  await expect(report.status).toHaveText('26–50 of 5,000');
  expect(report.query()).toBe('?page=2');
  expect(await report.ids()).toEqual(await gateway.ids('1', 25, 25));
});

test('no control fades: each frame of a fade would draw the page anew', async ({ report, page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await report.enter();
  await report.whole();
  await report.step('next').click();
  await expect(report.status).toHaveText('26–50 of 5,000');
  const fading = await page.locator('button, a, input, select').evaluateAll((controls) =>
    controls.filter((control) => getComputedStyle(control).transitionDuration !== '0s').map(({ outerHTML }) => outerHTML));
  expect(fading).toEqual([]);
});

test('the request of a view leaves in the very task of the click, before the page is brought up to date', async ({ report, page }) => {
  await report.enter();
  await report.whole();
  /** @param {import('@playwright/test').Locator} control @param {string} value */
  const sent = (control, value) => control.evaluate((element, value) => {
    const [{ fetch }, { body, title }] = [window, document];
    /** @type {boolean[][]} */
    const requests = [];
    window.fetch = (...all) => {
      requests.push([body.innerHTML === before, document.title === title]);
      return fetch(...all);
    };
    const before = body.innerHTML;
    if (element instanceof HTMLSelectElement) {
      element.value = value;
      element.dispatchEvent(new Event('change', { bubbles: true }));
    } else if (element instanceof HTMLElement) element.click();
    window.fetch = fetch;
    return requests;
  }, value);
  expect(await sent(report.step('next'), '')).toEqual([[true, true]]);
  await expect(report.status).toHaveText('26–50 of 5,000');
  expect(await sent(report.field('state_id'), '3')).toEqual([[true, true]]);
});

test('steps are links that open in another tab', async ({ report, context, gateway }) => {
  await report.open();
  await report.connect(TOKEN, { remember: true });
  await report.settled();
  const [opened] = await Promise.all([
    context.waitForEvent('page'),
    report.step('last').click({ modifiers: ['ControlOrMeta'] }),
  ]);
  const other = new ReportPage(opened, report.base);
  await expect(other.status).toHaveText('4,976–5,000 of 5,000');
  expect(other.query()).toBe('?page=200');
  expect(report.query()).toBe('');
  expect(await other.step('first').getAttribute('href')).not.toBeNull();
  expect(await other.ids()).toEqual(await gateway.ids('1', 25, 4975));
});

test('a step without an end keeps its place and the focus', { tag: '@browsers' }, async ({ report }) => {
  await report.enter('?page=199');
  for (const name of /** @type {const} */ (['first', 'previous', 'next', 'last'])) await expect(report.step(name)).toHaveAttribute('href', /^\?/);
  await report.step('next').click();
  await expect(report.status).toHaveText('4,976–5,000 of 5,000');
  for (const name of /** @type {const} */ (['next', 'last'])) {
    const step = report.step(name);
    await expect(step).toHaveAttribute('aria-disabled', 'true');
    await expect(step).toHaveAttribute('tabindex', '0');
    expect(await step.getAttribute('role')).toBe('link');
    expect(await step.getAttribute('href')).toBeNull();
  }
  await expect(report.step('next')).toBeFocused();
  await report.step('first').press('Enter');
  await expect(report.status).toHaveText('1–25 of 5,000');
  expect(report.query()).toBe('');
});

for (const typed of ['7', '۷', '٧', ' 07 ']) {
  test(`the page «${typed}» is jumped to on Enter`, async ({ report }) => {
    await report.enter();
    await report.pageField.fill(typed);
    await report.pageField.press('Enter');
    await expect(report.status).toHaveText('151–175 of 5,000');
    expect(report.query()).toBe('?page=7');
  });
}

test('a page that is no number is refused at its field', async ({ report, gateway }) => {
  await report.enter('?page=2');
  await gateway.forget();
  await report.pageField.fill('seven');
  await report.pageField.press('Enter');
  await expect(report.pageField).toHaveAttribute('aria-invalid', 'true');
  expect(await description(report.pageField)).toMatch(/whole number/);
  expect(report.query()).toBe('?page=2');
  expect(await gateway.requests()).toEqual([]);
});

test('other rows per page keep the first row in sight and make one entry', { tag: '@browsers' }, async ({ report }) => {
  await report.enter('?page=5');
  const [first] = await report.ids();
  const entries = await report.historyLength();
  await report.limit.selectOption('10');
  await expect(report.status).toHaveText('101–110 of 5,000');
  expect(report.query()).toBe('?page=11&limit=10');
  expect(await report.ids()).toContain(first);
  expect(await report.historyLength()).toBe(entries + 1);
});

test('other rows per page keep the first row of a gateway that gives fewer than asked', async ({ report, gateway }) => {
  await gateway.faults({ fault: 'clamped', per_page: 100 });
  await report.enter('?page=3&limit=1000');
  await expect(report.status).toHaveText('201–300 of 5,000');
  const [first] = await report.ids();
  await report.limit.selectOption('50');
  await expect(report.status).toHaveText('201–250 of 5,000');
  expect(report.query()).toBe('?page=5&limit=50');
  await report.settled();
  expect((await report.ids())[0]).toBe(first);
});

/** Notes in each frame which rows are new: the first, the one in the middle, the last. */
const noteFrames = () => {
  const id = (/** @type {Element | undefined} */ row) => row?.querySelector('.outbox-id')?.textContent;
  const rows = () => [...document.querySelectorAll('tbody tr')];
  const [old, notes] = [rows().map(id), /** @type {string[]} */ ([])];
  const frame = () => {
    const now = rows();
    notes.push([0, 500, 999].map((at) => (id(now[at]) === old[at] ? 'old' : 'new')).join(' '));
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  Object.assign(globalThis, { notes });
};

test('a long page that is turned at its end shows the rows in sight first', async ({ report, page }) => {
  await report.enter('?limit=1000');
  await report.settled();
  await page.evaluate(() => { scrollTo(0, document.body.scrollHeight); });
  await page.evaluate(noteFrames);
  await report.step('next').click();
  await expect(report.status).toHaveText('1,001–2,000 of 5,000');
  await report.settled();
  const notes = await page.evaluate(() => /** @type {any} */ (globalThis).notes);
  expect([...new Set(notes)]).toEqual(['old old old', 'new old new', 'new new new']);
});

test('a page past the end says so and leads to the last one', async ({ report }) => {
  await report.enter('?page=9999');
  await expect(report.status).toContainText('9,999');
  await expect(report.status).toContainText('200');
  const way = report.page.getByRole('link', { name: /last page, 200/ });
  await way.click();
  await expect(report.status).toHaveText('4,976–5,000 of 5,000');
  expect(report.query()).toBe('?page=200');
});

test('the largest page can be asked for', async ({ report, gateway }) => {
  await report.enter('?page=9223372036854775807');
  await expect(report.status).toContainText('9,223,372,036,854,775,807');
  expect((await gateway.requests()).length).toBe(1);
});

for (const [language, status] of /** @type {const} */ ([['en', '1–2 of 64,564,080'], ['fa', '۱–۲ از ۶۴٬۵۶۴٬۰۸۰']])) {
  test.describe(language, () => {
    test.use({ language });

    test('thirty-two million pages are counted and led to', async ({ report, gateway }) => {
      const rows = ['1', '2'].map((messages_outbox_id) => ({ messages_outbox_id, state_id: 6 }));
      await gateway.stage(reply(rows, { total: 64_564_080, last_page: 32_282_040, per_page: 2 }));
      await report.enter('?limit=2');
      await expect(report.status).toHaveText(status);
      await expect(report.step('last')).toHaveAttribute('href', '?page=32282040&limit=2');
      await expect(report.step('next')).toHaveAttribute('href', '?page=2&limit=2');
    });
  });
}

test('all pages together show each row once', async ({ report, gateway }) => {
  const where = 'state = 3';
  const expected = await gateway.ids(where, 100_000);
  await report.enter('?limit=100&state_id=3');
  const seen = await report.ids();
  while ((await report.step('next').getAttribute('aria-disabled')) !== 'true') {
    await report.step('next').click();
    await report.settled();
    seen.push(...(await report.ids()));
  }
  expect(seen).toEqual(expected);
});

test('two quick steps go two pages on', async ({ report, gateway }) => {
  await report.enter();
  await gateway.stage({ pass: true, held: true });
  await report.step('next').click();
  await report.step('next').click();
  await expect(report.status).toHaveText('51–75 of 5,000');
  expect(report.query()).toBe('?page=3');
});

test('a page that cannot be used waits at its field while filters are applied', async ({ report }) => {
  await report.enter('?page=2');
  await report.pageField.fill('seven');
  await report.pageField.press('Enter');
  await expect(report.pageField).toHaveAttribute('aria-invalid', 'true');
  await report.button('apply').click();
  await expect(report.pageField).toHaveValue('seven');
  await expect(report.pageField).toHaveAttribute('aria-invalid', 'true');
});

test('rows per page that are chosen by keys settle before they are asked for', async ({ report, gateway }) => {
  await report.enter('?page=5');
  const entries = await report.historyLength();
  await gateway.forget();
  await report.limit.focus();
  for (let times = 0; times < 2; times += 1) await report.page.keyboard.press('ArrowDown');
  await expect(report.status).toHaveText('101–200 of 5,000');
  expect((await gateway.requests()).map(({ body }) => body.limit)).toEqual([100]);
  expect(await report.historyLength()).toBe(entries + 1);
});

test('after Apply without a change the page field still follows the gateway', async ({ report, gateway }) => {
  await report.enter('?page=3&create_from_date=2025-01-01T10:00');
  await report.button('apply').click();
  await gateway.stage(reply([{ messages_outbox_id: '7' }], { current_page: 2, last_page: 9, total: 210, per_page: 25 }));
  await report.button('refresh').click();
  await expect(report.pageField).toHaveValue('2');
});

test.describe('in Persian', () => {
  test.use({ language: 'fa' });
  test('digits of any script are typed where the caret is', async ({ report, page }) => {
    await report.enter('?page=123');
    await expect(report.pageField).toHaveValue('۱۲۳');
    await report.pageField.evaluate((/** @type {HTMLInputElement} */ field) => { field.focus(); field.setSelectionRange(1, 1); });
    await page.keyboard.type('45');
    await expect(report.pageField).toHaveValue('۱45۲۳');
    for (const key of ['Delete', 'Delete', 'Backspace', 'Enter']) await page.keyboard.press(key);
    await expect.poll(() => report.query()).toBe('?page=14');
    await expect(report.pageField).toHaveValue('۱۴');
  });
});
