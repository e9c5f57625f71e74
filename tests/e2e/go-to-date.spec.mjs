// @ts-check
// The field *Go to date*, which leads to the rows of a date.
import { test, expect, complaints, failed } from './fixtures.mjs';
import { NOW, TOKEN, reply } from './gateway.mjs';
import { expected, field, focusedId, go } from './go-to-date.mjs';
import { description } from './page.mjs';
/** @import { Gateway } from './gateway.mjs' */

/** Returns the requests since the last `forget`. @param {Gateway} gateway */
async function asked(gateway) {
  const requests = await gateway.requests();
  return { counts: requests.filter(({ body }) => body.limit === 1), views: requests.filter(({ body }) => body.limit !== 1) };
}

/** Returns the day of an instant in Tehran, in both calendars. @param {number} second */
const dayOf = (second, calendar = 'gregory') => {
  const parts = new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, { timeZone: 'Asia/Tehran', year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(second * 1000);
  const [year, month, day] = ['year', 'month', 'day'].map((type) => parts.find((part) => part.type === type).value);
  return calendar === 'gregory' ? `${year}-${month}-${day}` : `${year}/${month}/${day}`;
};

/** Returns the last second of an instant's day in Tehran, which is three and a half hours ahead of UTC. @param {number} second */
const endOfDay = (second) => Math.floor((second + 12_600) / 86_400) * 86_400 + 86_399 - 12_600;

test('rows of the demo gateway are in the order of their created dates', async ({ gateway }) => {
  const times = (await gateway.sql('select created from rows order by seq desc')).flat();
  expect(times.every((time, at) => at === 0 || time <= times[at - 1])).toBe(true);
});

for (const [place, offset] of /** @type {const} */ ([['near the start', 60], ['in the middle', 2500], ['near the end', 4940]])) {
  test(`a time ${place} leads to the newest row that is not after it, in one entry of the history`, { tag: '@browsers' }, async ({ report, gateway, page }) => {
    const [[created]] = await gateway.sql(`select created from rows order by seq desc limit 1 offset ${offset}`);
    await report.enter();
    await report.whole();
    const before = await report.historyLength();
    for (const at of [created + 1, created, created - 1]) {
      await gateway.forget();
      const to = await expected(gateway, at);
      await go(report, String(at));
      await expect.poll(() => focusedId(report), `${at}`).toBe(to.id);
      await report.settled();
      expect(report.query()).toBe(to.page === 1 ? '' : `?page=${to.page}`);
      const { counts, views } = await asked(gateway);
      expect(counts.length).toBeGreaterThan(0);
      expect(counts.length).toBeLessThanOrEqual(2);
      expect(views.length).toBeLessThanOrEqual(1);
    }
    expect(await report.historyLength()).toBeGreaterThan(before);
    await page.goBack();
    await report.settled();
  });
}

for (const [language, calendar] of /** @type {const} */ ([['en', 'gregory'], ['fa', 'persian']])) {
  test.describe(language, () => {
    test.use({ language });

    test('a day leads to its newest row, under the filters in force', async ({ report, gateway }) => {
      const [[created]] = await gateway.sql('select created from rows where state = 6 order by seq desc limit 1 offset 1500');
      const to = await expected(gateway, endOfDay(created), 'state = 6', 10);
      await report.enter('?limit=10&state_id=6');
      await report.whole();
      const before = await report.historyLength();
      await go(report, dayOf(created, calendar), language);
      await expect.poll(() => focusedId(report)).toBe(to.id);
      expect(report.query()).toBe(`?page=${to.page}&limit=10&state_id=6`);
      expect(await report.historyLength()).toBe(before + 1);
      const { counts, views } = await asked(gateway);
      expect(counts.map(({ body }) => body)).toEqual([{ page: 1, limit: 1, filters: { create_from_date: String(endOfDay(created) + 1), state_id: '6' } }]);
      expect(views.map(({ body }) => body.page)).toEqual([1, to.page]);
    });
  });
}

for (const [language, day, month, texts] of /** @type {const} */ ([
  ['en', '04-01', 'gregory', ['12 Farvardin', 'April 1', '۱ آوریل']],
  ['fa', '01/12', 'persian', ['۱۲ فروردین', '12 Farvardin', '1 April']],
])) {
  test.describe(language, () => {
    test.use({ language });

    test('a day without a year leads to the latest one', async ({ report, gateway, page }) => {
      // 1404/01/12 is 2025-04-01, which ends in Tehran at this second.
      const end = 1_743_539_399;
      expect(dayOf(end, month)).toContain(day);
      await page.clock.setFixedTime(NOW * 1000);
      const to = await expected(gateway, end);
      for (const text of texts) {
        await report.enter();
        await report.whole();
        await field(report, language).fill(text);
        expect(await description(field(report, language))).toMatch(language === 'fa' ? /۱۲ فروردین ۱۴۰۴/ : /April.* 2025/);
        await go(report, text, language);
        await expect.poll(() => focusedId(report), text).toBe(to.id);
        expect(report.query()).toBe(`?page=${to.page}`);
      }
      await go(report, '31 April', language);
      await expect(field(report, language)).toHaveAttribute('aria-invalid', 'true');
    });
  });
}

test.describe('beyond the ends', () => {
  test('a date after the newest row leads to the first page', async ({ report, gateway }) => {
    await report.enter('?page=7');
    await report.whole();
    await go(report, String(NOW + 86_400 * 365));
    await expect.poll(() => focusedId(report)).toBe((await gateway.ids('1', 1))[0]);
    expect(report.query()).toBe('');
  });

  test('a date before the oldest row leads to the last page', async ({ report, gateway }) => {
    await report.enter();
    await report.whole();
    await go(report, '1350/01/01');
    await expect.poll(() => focusedId(report)).toBe((await gateway.ids('1', 1, 4999))[0]);
    expect(report.query()).toBe('?page=200');
    expect((await asked(gateway)).counts).toHaveLength(2);
  });

  test('a date outside of the range in force leads to its end', async ({ report, gateway }) => {
    const [[newest, oldest]] = await gateway.sql('select max(created), min(created) from (select created from rows order by seq desc limit 100 offset 1000)');
    const where = `created between ${oldest} and ${newest}`;
    await report.enter(`?limit=10&create_from_date=${oldest}&create_to_date=${newest}`);
    await report.whole();
    await go(report, String(oldest - 1000));
    const last = await expected(gateway, 0, where, 10);
    await expect.poll(() => focusedId(report)).toBe(last.id);
    expect(report.query()).toContain(`page=${last.page}&`);
    await go(report, String(newest + 1000));
    await expect.poll(() => focusedId(report)).toBe((await gateway.ids(where, 1))[0]);
    expect(report.query()).not.toContain('page=');
  });
});

test('a text that is no date is an error at the field, and asks for nothing', async ({ report, gateway }) => {
  await report.enter();
  await report.whole();
  await go(report, '1404/13/01');
  await expect(field(report)).toHaveAttribute('aria-invalid', 'true');
  expect(await description(field(report))).toContain('no such day');
  expect(report.query()).toBe('');
  expect(await gateway.requests()).toHaveLength(1);
  await expect(field(report)).toBeFocused();
  await field(report).fill('1404/01/19');
  await expect(field(report)).not.toHaveAttribute('aria-invalid');
  expect(await description(field(report))).toContain('2025');
  await field(report).fill('');
  await field(report).press('Enter');
  expect(await gateway.requests()).toHaveLength(1);
});

test('rows that are not newest first are said not to be', async ({ report, gateway, page }) => {
  const row = (/** @type {number} */ id, /** @type {number} */ time) => ({ messages_outbox_id: String(id), state_id: 6, time: String(time), message: 'x' });
  const rows = [row(1, NOW - 300), row(2, NOW - 100), row(3, NOW - 200)];
  await gateway.stage(reply(rows, { total: 3 }), reply([rows[1]], { total: 1 }));
  await report.enter();
  await report.whole();
  await go(report, String(NOW - 150));
  await expect(page.getByText('not in the order of their created dates')).toBeVisible();
  await expect.poll(() => focusedId(report)).toBe('2');
});

test('a page that is turned while the rows are counted is the one that stays', async ({ report, gateway, page }) => {
  const [[created]] = await gateway.sql('select created from rows order by seq desc limit 1 offset 2500');
  await report.enter();
  await report.whole();
  await gateway.stage({ pass: true, held: true });
  await go(report, String(created));
  await expect(page.getByText('Looking for the page…')).toBeVisible();
  await report.step('next').click();
  await expect.poll(() => report.query()).toBe('?page=2');
  await gateway.release();
  await report.settled();
  // Longer than the search takes.
  await page.waitForTimeout(500);
  expect(report.query()).toBe('?page=2');
});

test('a page that is found while a record is open stays when Back closes the record', async ({ report, gateway, page }) => {
  const [[created]] = await gateway.sql('select created from rows order by seq desc limit 1 offset 2500');
  await report.enter();
  await report.whole();
  await gateway.stage({ pass: true, held: true });
  await go(report, String(created));
  await expect(page.getByText('Looking for the page…')).toBeVisible();
  await report.rows.nth(1).getByRole('button', { name: /^Details/ }).click();
  await expect(report.dialog).toBeVisible();
  await gateway.release();
  await expect.poll(() => report.query()).toContain('page=');
  await expect.poll(() => page.evaluate(() => history.state)).toBe('overlay');
  const query = report.query();
  await page.goBack();
  await expect(report.dialog).toHaveCount(0);
  expect(report.query()).toBe(query);
  await page.goBack();
  await expect.poll(() => report.query()).toBe('');
});

test.describe('over a gateway that fails', () => {
  test.use({ expected: failed(429, 503) });

  test('a count that is answered late says that it is awaited, and what is typed ends it', async ({ report, gateway, page }) => {
    await report.enter('?page=2');
    await report.whole();
    await gateway.stage({ pass: true, held: true });
    await go(report, '1404/01/19');
    await expect(page.getByText('Looking for the page…')).toBeVisible();
    await expect.poll(async () => (await asked(gateway)).counts.length).toBe(1);
    await field(report).fill('1404/01/20');
    await expect(page.getByText('Looking for the page…')).toBeHidden();
    await gateway.release();
    await expect.poll(async () => (await asked(gateway)).counts.map(({ closed }) => closed)).toEqual([true]);
    expect(report.query()).toBe('?page=2');
  });

  test('a pause that the gateway wants is kept, and then the rows are there', async ({ report, gateway, page }) => {
    await page.clock.install();
    await report.enter();
    await report.whole();
    const to = await expected(gateway, 1_744_144_199);
    await gateway.faults({ fault: 'throttled', retry_after: 3, times: 1 });
    await go(report, '2025-04-08');
    await expect.poll(async () => (await asked(gateway)).counts.length).toBe(1);
    await page.clock.runFor(2000);
    expect((await asked(gateway)).counts).toHaveLength(1);
    await expect.poll(async () => {
      await page.clock.runFor(1000);
      return focusedId(report);
    }).toBe(to.id);
  });

  test('a gateway that does not count leaves the view, and that is said at the field', async ({ report, gateway, page }) => {
    await page.clock.install();
    await report.enter('?page=2');
    await report.whole();
    await gateway.faults({ fault: 'unavailable' });
    await go(report, '2025-04-08');
    await expect.poll(async () => {
      await page.clock.runFor(5000);
      return field(report).getAttribute('aria-invalid');
    }, { timeout: 15_000 }).toBe('true');
    expect(await description(field(report))).toContain('did not count');
    expect(report.query()).toBe('?page=2');
    await expect(report.rows).toHaveCount(25);
  });

  test('whoever is in another field by then goes on there', async ({ report, gateway, page }) => {
    await report.enter('?limit=10');
    await report.whole();
    await gateway.stage({ pass: true, held: true });
    await go(report, '2025-04-08');
    await expect.poll(async () => (await asked(gateway)).counts.length).toBe(1);
    await report.field('username').click();
    await page.keyboard.type('no');
    await gateway.release();
    await expect.poll(() => report.query()).toContain('page=');
    await report.settled();
    await page.waitForTimeout(300);
    await expect(report.field('username')).toBeFocused();
    await expect(report.field('username')).toHaveValue('no');
  });

  test.describe('with an expired token', () => {
    test.use({ expected: failed(401) });

    test('the search of the session before is over', async ({ report, gateway, page }) => {
      await report.enter();
      await report.whole();
      await page.route('**/api/report/new_list', (route) => (route.request().postDataJSON().limit === 1 ? undefined : route.continue()));
      await go(report, '2025-04-08');
      await expect(page.getByText('Looking for the page…')).toBeVisible();
      await gateway.stage({ status: 401, body: '{}' });
      await report.button('refresh').click();
      await report.connect(TOKEN, { address: `${gateway.url}/v1` });
      await report.settled();
      await expect(page.getByText('Looking for the page…')).toHaveCount(0);
    });
  });

  test.describe('or without a network', () => {
    test.use({ expected: complaints(/Failed to load resource/) });

    test('it is the network that is told of at the field', async ({ report, page, context }) => {
      const lastPart = page.waitForResponse(/split_export/);
      await report.enter();
      await report.whole();
      await lastPart;
      await context.setOffline(true);
      await go(report, '2025-04-08');
      await expect.poll(() => description(field(report))).toContain('no network');
    });
  });

  test('a gateway that states no total says so at the field', async ({ report, gateway }) => {
    await report.enter();
    await report.whole();
    await gateway.stage(reply([{ messages_outbox_id: '1', time: '1745409418' }], { total: null, last_page: null }));
    await go(report, '2025-04-08');
    await expect.poll(() => description(field(report))).toContain('does not say');
  });
});
