// @ts-check
// The background work of the page: prefetching, automatic refresh, watching a send.
import { test, expect, complaints, failed } from './fixtures.mjs';
import { Gateway, refusal, reply } from './gateway.mjs';
import { ReportPage } from './page.mjs';
/** @import { Page } from '@playwright/test' */

const row = (/** @type {string | number} */ id, /** @type {number} */ state, more = {}) => ({ messages_outbox_id: String(id), state_id: state, time: '1745409418', ...more });

/** Moves the page's clock on, and waits until the requests of that time have reached the gateway. */
async function later(/** @type {Page} */ page, /** @type {number} */ seconds) {
  await page.clock.runFor(seconds * 1000);
  await page.waitForTimeout(100);
}

test.beforeEach(({ page }) => page.clock.install());

test.describe('a page ahead', () => {
  test('is fetched where the pointer rests on Next, and then is the answer', async ({ report, gateway, page }) => {
    await report.enter();
    await report.whole();
    await later(page, 1);
    expect((await gateway.requests()).length).toBe(1);
    await report.step('next').hover();
    await expect.poll(async () => (await gateway.requests()).length).toBe(2);
    await later(page, 1);
    await report.step('next').click();
    await expect(report.status).toHaveText('26–50 of 5,000');
    expect(await report.ids()).toEqual(await gateway.ids('1', 25, 25));
    await later(page, 1);
    expect((await gateway.requests()).map(({ body }) => body.page)).toEqual([1, 2]);
  });

  test('is fetched where the focus rests on Next', async ({ report, gateway }) => {
    await report.enter();
    await report.whole();
    await report.step('next').focus();
    await expect.poll(async () => (await gateway.requests()).length).toBe(2);
  });

  test('is not fetched when the pointer only passes, nor where the person saves data', async ({ report, gateway, page, context }) => {
    await report.enter();
    await report.whole();
    await report.step('next').evaluate((link) => {
      for (const what of ['pointerover', 'pointerout']) link.dispatchEvent(new PointerEvent(what, { bubbles: true }));
    });
    await later(page, 1);
    expect((await gateway.requests()).length).toBe(1);
    await context.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
    await page.reload();
    await report.settled();
    await report.button('share').click();
    await expect(report.dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await report.step('next').hover();
    await later(page, 1);
    expect((await gateway.requests()).length).toBe(2);
  });
});

test('a page that was seen comes back at once and is refreshed behind', async ({ report, gateway, page }) => {
  await report.enter();
  const first = await report.ids();
  await report.step('next').click();
  await report.settled();
  await gateway.stage({ pass: true, held: true });
  await page.goBack();
  await expect(report.status).toHaveText('1–25 of 5,000');
  expect(await report.ids()).toEqual(first);
  await expect(report.table).toHaveAttribute('aria-busy', 'true');
  await gateway.release();
  await report.settled();
  expect((await gateway.requests()).length).toBe(3);
});

test.describe('automatic refresh', () => {
  const choice = (/** @type {Page} */ page) => page.getByRole('combobox', { name: 'Automatic refresh' });

  test('is off at first, asks every so often, and says what has changed', async ({ report, gateway, page }) => {
    await gateway.stage(reply([row(2, 5), row(1, 6)]));
    await report.enter();
    await later(page, 400);
    expect((await gateway.requests()).length).toBe(1);
    await gateway.stage(reply([row(2, 6), row(1, 6)]));
    await choice(page).selectOption('10');
    await expect(report.rows.first()).toContainText('was: In send queue');
    await expect(report.rows.first()).toContainText('Sent');
    await expect(report.rows.nth(1)).not.toContainText('was');
    expect((await gateway.requests()).length).toBe(2);
    await expect(report.alert).toHaveCount(0);
  });

  test('brings new sends, but moves no row that somebody is about to use', async ({ report, gateway, page }) => {
    const rows = (/** @type {number[]} */ ids, /** @type {number} */ total) => reply(ids.map((id) => row(id, 6)), { total });
    await gateway.stage(rows([3, 2, 1], 3), rows([4, 3, 2, 1], 4), rows([6, 5, 4, 3, 2, 1], 6), rows([6, 5, 4, 3, 2, 1], 6));
    await report.enter();
    await choice(page).selectOption('10');
    await later(page, 11);
    await expect(report.rows).toHaveCount(4);
    await report.rows.nth(1).hover();
    await later(page, 11);
    await expect(page.locator('.notes')).toContainText('New sends: 2');
    expect(await report.ids()).toEqual(['4', '3', '2', '1']);
    await page.getByRole('button', { name: 'Show them' }).click();
    await expect(report.rows).toHaveCount(6);
    await expect(page.locator('.notes')).not.toContainText('New sends');
  });

  test('behind the first page says how many are new there', async ({ page }) => {
    // New sends stay in the database, so this test has a gateway of its own.
    const gateway = await Gateway.start('--rows', '100');
    try {
      const report = new ReportPage(page, `${gateway.url}/`);
      await report.enter('?page=2');
      const ids = await report.ids();
      await choice(page).selectOption('10');
      await gateway.arrive(3);
      await later(page, 11);
      await expect(page.locator('.notes')).toContainText('New sends: 3');
      expect(await report.ids()).toEqual(ids);
      await page.locator('.notes').getByRole('link', { name: 'First page' }).click();
      await report.settled();
      expect(report.query()).toBe('');
    } finally {
      gateway.stop();
    }
  });

  test('moves no row either while the record of one is open', async ({ report, gateway, page }) => {
    const rows = (/** @type {number[]} */ ids) => reply(ids.map((id) => row(id, 6)), { total: ids.length });
    await gateway.stage(rows([2, 1]), rows([3, 2, 1]));
    await report.enter();
    await choice(page).selectOption('10');
    await report.rows.first().getByRole('button', { name: 'Details of 2' }).click();
    await report.dialog.getByRole('button', { name: 'Next row' }).click();
    const record = page.getByRole('dialog', { name: 'Details of 1' });
    await expect(record).toBeVisible();
    await page.mouse.move(0, 0);
    await later(page, 11);
    await expect(page.locator('.notes')).toContainText('New sends: 1');
    // The open record stays open, and keeps its position.
    await expect(record).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(report.dialog).toHaveCount(0);
    await expect(report.rows.nth(1).getByRole('button', { name: 'Details of 1' })).toBeFocused();
    expect(await report.ids()).toEqual(['2', '1']);
  });

  test('dates what is shown by its oldest row, and marks the rows that the newest answer lacks', async ({ report, gateway, page }) => {
    const rows = (/** @type {number[]} */ ids, state = 2) => reply(ids.map((id) => row(id, state)), { total: ids.length });
    await gateway.stage(rows([3, 2, 1]), rows([5, 4, 3], 6), rows([3, 2, 1], 6));
    await page.clock.setSystemTime('2025-06-15T12:00:00+03:30');
    await report.enter();
    await report.whole();
    await expect(page.locator('.as-of')).toHaveText(/^as of 12:00:0\d$/);
    await report.rows.first().getByRole('checkbox').click();
    await choice(page).selectOption('60');
    await later(page, 61);
    await expect(report.rows.first()).toContainText('was: Sending');
    await expect(report.rows.first()).not.toContainText('as of');
    for (const place of [1, 2]) {
      await expect(report.rows.nth(place)).toContainText(/Sending as of 12:00:0\d|Sendingas of 12:00:0\d/);
      await expect(report.rows.nth(place)).toHaveClass(/older/);
    }
    await expect(page.locator('.as-of')).toHaveText(/^as of 12:00:0\d$/);
    // An answer with all rows removes the marks.
    await later(page, 61);
    await expect(report.rows.nth(1)).toContainText('was: Sending');
    await expect(report.table.locator('tr.older')).toHaveCount(0);
    await expect(page.locator('.as-of')).toHaveText(/^as of 12:0[12]:/);
  });

  test('says the day of what is shown once it has ended', async ({ report, page }) => {
    await page.clock.setSystemTime('2025-06-15T23:50:12+03:30');
    await report.enter();
    await expect(page.locator('.as-of')).toHaveText(/^as of 23:50:1\d$/);
    // The computer was asleep.
    await page.clock.setSystemTime('2025-06-16T08:00:00+03:30');
    await later(page, 61);
    await expect(page.locator('.as-of')).toHaveText(/^as of \u20662025-06-15\u2069 23:50:1\d$/);
  });

  test('shows in the open record what has become of it', async ({ report, gateway, page }) => {
    await gateway.stage(reply([row(2, 2), row(1, 6)]), reply([row(2, 6), row(1, 6)]));
    await report.enter();
    await choice(page).selectOption('10');
    await report.rows.first().getByRole('button', { name: 'Details of 2' }).click();
    await expect(report.dialog.locator('.badge')).toHaveText('Sending');
    await later(page, 11);
    await expect(report.dialog.locator('.badge')).toHaveText('Sent');
    await expect(page.getByRole('dialog', { name: 'Details of 2' })).toBeVisible();
  });

  test('goes on when the clock of the device is set back', async ({ report, gateway, page }) => {
    await report.enter();
    await choice(page).selectOption('10');
    await later(page, 11);
    await expect.poll(async () => (await gateway.requests()).length).toBe(2);
    await page.clock.setSystemTime(Date.now() - 3_600_000);
    await later(page, 11);
    await expect.poll(async () => (await gateway.requests()).length).toBeGreaterThan(2);
  });

  test('waits while the page is offline', async ({ report, gateway, page, context }) => {
    const lastPart = page.waitForResponse(/split_export/);
    await report.enter();
    // By this clock the page is idle only now, and fetches what it has not.
    await later(page, 5);
    await lastPart;
    await choice(page).selectOption('10');
    await context.setOffline(true);
    await later(page, 60);
    expect((await gateway.requests()).length).toBe(1);
    await context.setOffline(false);
    await expect.poll(async () => (await gateway.requests()).length).toBe(2);
  });

  test('waits while the page is hidden', async ({ report, gateway, page }) => {
    await report.enter();
    await choice(page).selectOption('10');
    await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: true, configurable: true }));
    await later(page, 60);
    expect((await gateway.requests()).length).toBe(1);
    await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: false, configurable: true }));
    await expect.poll(async () => (await gateway.requests()).length).toBe(2);
  });

  test.describe('that fails', () => {
    test.use({ expected: complaints(/Failed to load resource/) });

    test('leaves the rows and says so quietly', async ({ report, gateway, page }) => {
      await report.enter();
      await gateway.faults({ fault: 'server_error', times: 1 });
      await choice(page).selectOption('10');
      await later(page, 11);
      await expect(page.locator('.notes')).toContainText('did not succeed');
      await expect(report.alert).toHaveCount(0);
      await expect(report.rows).toHaveCount(25);
      await later(page, 11);
      await expect(page.locator('.notes')).not.toContainText('did not succeed');
    });
  });
});

test.describe('a pause that the gateway asks for', () => {
  test.use({ expected: failed(503) });

  for (const what of /** @type {const} */ (['automatic refresh', 'a watched send'])) {
    test(`is said where ${what} waits for it`, async ({ report, gateway, page }) => {
      const rows = reply([row(77, 5)]);
      await gateway.stage({ ...refusal(503, 'busy', '503-1'), headers: { 'Retry-After': '120' } }, rows);
      await report.enter();
      await report.button('tryAgain').click();
      await report.whole();
      if (what === 'a watched send') await page.getByRole('switch', { name: /^Watch send/ }).click();
      else await page.getByRole('combobox', { name: 'Automatic refresh' }).selectOption('10');
      await later(page, 11);
      const notes = page.locator('.notes');
      await expect(notes).toContainText(/The gateway asks for a rest until [\d:]+\./);
      expect((await gateway.requests()).length).toBe(2);
      await gateway.stage(rows, rows, rows);
      await later(page, 120);
      await expect(notes).not.toContainText('asks for a rest');
      expect((await gateway.requests()).length).toBeGreaterThan(2);
    });
  }
});

test('one send is watched until it ends, and the tab says so', async ({ report, gateway, page }) => {
  await gateway.stage(reply([row(77, 5), row(1, 6)]), reply([row(77, 2)]), reply([row(77, 6)]));
  await report.enter();
  await expect(page.getByRole('switch', { name: /^Watch send/ })).toHaveCount(1);
  await page.getByRole('switch', { name: 'Watch send 77 until it ends' }).click();
  const notes = page.locator('.notes');
  await expect(notes).toContainText(/Send .77. is being watched: .Sending/);
  expect((await gateway.requests()).at(-1).body.filters).toEqual({ messages_outbox_id: '77' });
  await expect(report.rows.first()).toContainText('Sending');
  await later(page, 11);
  await expect(notes).toContainText(/Send .77. has come to its end: .Sent/);
  await expect(report.rows.first()).toContainText('was: In send queue');
  expect(await page.title()).toMatch(/^✓ /);
  await later(page, 60);
  expect((await gateway.requests()).length).toBe(3);
  await notes.getByRole('button', { name: 'Close' }).click();
  expect(await page.title()).not.toContain('✓');
});

test('a watch goes on when the page is loaded anew, and ends with the session', async ({ report, gateway, page }) => {
  const [waiting, sending] = [reply([row(77, 5), row(1, 6)]), reply([row(77, 2)])];
  await gateway.stage(waiting, sending, waiting, sending);
  await report.enter();
  const notes = page.locator('.notes');
  const isWatched = /Send .77. is being watched: .Sending/;
  await page.getByRole('switch', { name: 'Watch send 77 until it ends' }).click();
  await expect(notes).toContainText(isWatched);
  await page.reload();
  await report.settled();
  await expect(notes).toContainText(isWatched);
  await expect(page.getByRole('switch', { name: 'Watch send 77 until it ends' })).toBeChecked();
  const stored = () => page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  expect(await stored()).toContain('77');
  await report.button('signOut').click();
  await expect.poll(stored).not.toContain('77');
  await report.connect();
  await report.whole();
  await expect(notes).not.toContainText('is being watched');
});

test.describe('a watch without an answer', () => {
  test.use({ expected: failed(422) });

  test('is said until the send is found again', async ({ report, gateway, page }) => {
    const rows = reply([row(77, 5), row(1, 6)]);
    await gateway.stage(rows, refusal(422, 'no', 'no'), reply([row(1, 6)]), reply([row(77, 2)]));
    await report.enter();
    await page.getByRole('switch', { name: 'Watch send 77 until it ends' }).click();
    const notes = page.locator('.notes');
    await expect(notes).toContainText(/Send .77. is being watched\. The last request for it did not succeed\./);
    await later(page, 11);
    await expect.poll(async () => (await gateway.requests()).length).toBe(3);
    await expect(notes).toContainText('did not succeed');
    await later(page, 11);
    await expect(notes).toContainText(/is being watched: .Sending/);
    await expect(notes).not.toContainText('did not succeed');
  });
});

test('a send is watched on when the clock of the device is set back', async ({ report, gateway, page }) => {
  await gateway.stage(reply([row(77, 5), row(1, 6)]), reply([row(77, 2)]), reply([row(77, 6)]));
  await report.enter();
  await page.getByRole('switch', { name: 'Watch send 77 until it ends' }).click();
  const notes = page.locator('.notes');
  await expect(notes).toContainText(/is being watched: .Sending/);
  await page.clock.setSystemTime(Date.now() - 7_200_000);
  await later(page, 11);
  await expect(notes).toContainText(/Send .77. has come to its end: .Sent/);
});

test.describe('over a view that is refused', () => {
  test.use({ expected: failed(422) });

  test('a send is watched on, and its end is told', async ({ report, gateway, page }) => {
    await gateway.stage(reply([row(77, 5)]), reply([row(77, 2)]), refusal(422, 'no', 'no'), reply([row(77, 6)]));
    await report.enter();
    await page.getByRole('switch', { name: 'Watch send 77 until it ends' }).click();
    await expect(page.locator('.notes')).toContainText(/Send .77. is being watched: .Sending.*as of/);
    await report.field('message').fill('a');
    await report.field('message').press('Enter');
    await expect(report.alert).toBeVisible();
    await later(page, 11);
    await expect(page.locator('.notes')).toContainText(/Send .77. has come to its end: .Sent/);
  });
});

test('the focus is not lost with a button that goes', async ({ report, gateway, page }) => {
  await gateway.stage(reply([row(77, 5)]), reply([row(77, 2)]));
  await report.enter();
  await page.getByRole('switch', { name: 'Watch send 77 until it ends' }).click();
  await page.locator('.notes').getByRole('button', { name: 'Stop' }).press('Enter');
  await expect(page.locator('.notes')).not.toContainText('77');
  await expect(page.getByRole('main')).toBeFocused();
});
