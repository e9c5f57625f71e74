// @ts-check
// Faults of the gateway and the network: what the page says, what it keeps, and how the person can go on.
import { test, expect, complaints } from './fixtures.mjs';
import { Gateway, NOW, refusal } from './gateway.mjs';
import { description, ReportPage, timePasses } from './page.mjs';
/** @import { Json } from './gateway.mjs' */
/** @import { Page } from '@playwright/test' */

/** The faults: each with the texts that the page shows in any language, and whether the page retries by itself. */
const FAILURES = [
  { fault: 'unauthorized', en: 'does not accept this token', fa: 'این توکن را نمی‌پذیرد', says: ['400-1', 'HTTP 401'] },
  { fault: 'invalid', message: 'bad line', errors: { number: ['not yours'] }, en: 'refused this request', fa: 'نپذیرفت', says: ['bad line', '400-2', 'not yours', 'HTTP 422'] },
  { fault: 'throttled', retry_after: 9, en: 'too many requests', fa: 'بیش از اندازه بود', says: ['429-1', 'HTTP 429'], asksAgain: true },
  { fault: 'unavailable', en: 'has a problem', fa: 'دچار مشکل است', says: ['503-1', 'HTTP 503'], asksAgain: true },
  { fault: 'timeout', en: 'has a problem', fa: 'دچار مشکل است', says: ['HTTP 408'], asksAgain: true },
  { fault: 'server_error', en: 'has a problem', fa: 'دچار مشکل است', says: ['500-1', 'HTTP 500'], asksAgain: true },
  { fault: 'bad_gateway', en: 'has a problem', fa: 'دچار مشکل است', says: ['<html', 'HTTP 502'], asksAgain: true },
  { fault: 'not_found', en: 'whether this token may read', fa: 'این توکن اجازهٔ دیدن', says: ['404-1', 'HTTP 404'] },
  { fault: 'refused_ok', en: 'refused this request', fa: 'نپذیرفت', says: ['400-1', 'HTTP 200'] },
  { fault: 'html_ok', en: "can't be read", fa: 'خوانده نمی‌شود', says: ['<html', 'HTTP 200'] },
  { fault: 'other_shape', en: "can't be read", fa: 'خوانده نمی‌شود', says: ['{"ok":true}', 'HTTP 200'] },
  { fault: 'empty', en: "can't be read", fa: 'خوانده نمی‌شود', says: ['HTTP 200'] },
  { fault: 'truncated', en: "can't be read", fa: 'خوانده نمی‌شود', says: ['{"data":[', 'HTTP 200'] },
  { fault: 'redirect', en: "can't be reached", fa: 'دسترسی به درگاه ممکن نیست', says: [], asksAgain: true },
  { fault: 'reset', en: 'answer broke off', fa: 'پاسخ درگاه ناتمام ماند', says: ['HTTP 200'], asksAgain: true },
  { fault: 'hang', en: 'took too long', fa: 'بیش از اندازه طول کشید', says: [] },
];

/** The moments of a fault: how each comes about, and the number of rows that are visible then. */
const MOMENTS = {
  'the first load': {
    async reach(/** @type {ReportPage} */ report, /** @type {() => Promise<void>} */ arm) {
      await arm();
      await report.openConnected('?state_id=6');
    },
    old: false,
    query: '?state_id=6',
  },
  'a page turn': {
    async reach(/** @type {ReportPage} */ report, /** @type {() => Promise<void>} */ arm) {
      await report.enter('?state_id=6');
      await arm();
      await report.step('next').click();
    },
    old: false,
    query: '?page=2&state_id=6',
  },
  'a refresh': {
    async reach(/** @type {ReportPage} */ report, /** @type {() => Promise<void>} */ arm) {
      await report.enter('?state_id=6');
      await arm();
      await report.button('refresh').click();
    },
    old: true,
    query: '?state_id=6',
  },
};

/** The messages of a browser's console on failed requests. */
const CONSOLE = complaints(/Failed to load resource/, /redirect/i, /net::ERR_/);

/** The details of tests that only the audit runs. */
const BEYOND_THE_GATE = { tag: '@audit' };
const moments = Object.entries(MOMENTS);

/**
 * Every pair of a fault and a moment. In the gate each fault meets one moment, from socket to screen; what the page makes
 * of each of them at each moment is held by tests/web/faults.rs.
 */
/** @type {<Fault>(faults: Fault[]) => { fault: Fault, moment: string, how: typeof moments[0][1], details: { tag?: string }, at: number }[]} */
const pairs = (faults) => faults.flatMap((fault, index) =>
  moments.map(([moment, how], at) => ({ fault, moment, how, details: at === index % moments.length ? {} : BEYOND_THE_GATE, at: index + at })));

for (const { fault: { en, fa, says, asksAgain, ...rule }, moment, how: { reach, old, query }, details, at } of pairs(FAILURES)) {
  const language = at % 2 ? 'fa' : 'en';

  test.describe(`${rule.fault} at ${moment}`, details, () => {
    test.use({ language, expected: CONSOLE });

    test('is named, keeps what the person set up, and Try again recovers', async ({ report, gateway }) => {
      await gateway.config({ request_timeout: 2 });
      await reach(report, () => gateway.faults(rule));
      await expect(report.alert).toContainText(language === 'fa' ? fa : en);
      for (const text of says) await expect(report.alert).toContainText(text);
      await expect(report.page.locator('.waiting')).toHaveCount(asksAgain ? 1 : 0);

      // Nothing that the person set up is lost, and no wrong rows are shown.
      expect(report.query()).toBe(query);
      await expect(report.filters).toBeAttached();
      await expect(report.table).toBeVisible();
      if (old) {
        await expect(report.rows).toHaveCount(25);
        await expect(report.alert).toContainText(/[\d۰-۹]{2}:[\d۰-۹]{2}:[\d۰-۹]{2}/);
      } else if (!asksAgain) {
        await expect(report.rows).toHaveCount(0);
      } else if (await report.rows.count()) {
        await expect(report.table).toHaveAttribute('aria-busy', 'true');
      }

      await gateway.faults();
      await report.tryAgain();
      await expect(report.rows).toHaveCount(25);
      await report.settled();
      await expect(report.alert).toHaveCount(0);
      const { body } = (await gateway.requests()).at(-1);
      expect(body.filters).toEqual({ state_id: '6' });
    });
  });
}

/** Stops the page's clock; only `runFor` moves it on. */
async function stop(/** @type {Page} */ page) {
  await page.clock.install({ time: NOW * 1000 });
  await page.clock.pauseAt((NOW + 1) * 1000);
}

test.describe('what may pass', () => {
  test.use({ expected: CONSOLE });

  test('is asked again in sight, and its success is shown', async ({ report, gateway, page }) => {
    await page.clock.install();
    await gateway.faults({ fault: 'server_error', times: 3 });
    await report.openConnected();
    await expect(report.page.locator('.waiting')).toContainText(/Trying again in \d+ s/);
    await timePasses(page, async () => (await report.status.textContent()) === '1–25 of 5,000');
    await expect(report.alert).toHaveCount(0);
    expect((await gateway.requests()).length).toBe(4);
  });

  test('is told beside the rows of before as such only if they are of other filters', async ({ report, gateway, page }) => {
    await report.enter();
    await page.clock.install();
    await gateway.faults({ fault: 'unavailable', retry_after: 8 });
    await report.button('refresh').click();
    await expect(report.alert).toContainText(/The rows below are as of [\d:]+\./);
    await report.field('state_id').selectOption('6');
    await expect(report.alert).toContainText(/The rows below are as of [\d:]+, and don't answer this request\./);
  });

  test('is not told beside rows of before where there were none', async ({ report, gateway, page }) => {
    await report.enter('?username=nobody');
    await page.clock.install();
    await gateway.faults({ fault: 'unavailable', retry_after: 8 });
    await report.button('refresh').click();
    await expect(report.alert).toContainText('HTTP 503');
    await expect(report.alert).not.toContainText('The rows below');
  });

  test('is asked three times more at most, and Cancel stops it', async ({ report, gateway, page }) => {
    await page.clock.install();
    await gateway.faults({ fault: 'unavailable', retry_after: 8 });
    await report.openConnected();
    const cancel = page.getByRole('button', { name: 'Cancel' });
    await cancel.click();
    await expect(report.page.locator('.waiting')).toHaveCount(0);
    await page.clock.runFor(30_000);
    expect((await gateway.requests()).length).toBe(1);
    await gateway.faults({ fault: 'bad_gateway' });
    await report.button('tryAgain').click();
    await expect(cancel).toBeVisible();
    await timePasses(page, async () => (await cancel.count()) === 0);
    expect((await gateway.requests()).length).toBe(5);
    await expect(report.alert).toContainText('HTTP 502');
    await report.settled();
  });

  test('waits as long as the gateway says, in seconds or as a date', async ({ report, gateway, page }) => {
    await page.clock.install();
    await gateway.faults({ fault: 'throttled', retry_after: 8, form: 'date', times: 1 });
    await report.openConnected();
    await expect(page.locator('.waiting')).toContainText(/Trying again in [2-9] s/);
    await page.clock.runFor(1500);
    expect((await gateway.requests()).length).toBe(1);
    await timePasses(page, async () => (await report.status.textContent()) === '1–25 of 5,000');
    expect((await gateway.requests()).length).toBe(2);
  });

  test('waits no longer where the page was asleep meanwhile', async ({ report, gateway, page }) => {
    await stop(page);
    await gateway.faults({ fault: 'throttled', retry_after: 25, times: 1 });
    await report.openConnected();
    await expect(page.locator('.waiting')).toContainText('Trying again in 25 s');
    // A timer that is due fires once, however late.
    await page.clock.fastForward(25_000);
    await report.settled();
    expect((await gateway.requests()).length).toBe(2);
  });

  test('waits ten seconds where the gateway\'s wish can\'t be read', async ({ report, gateway, page }) => {
    await stop(page);
    await gateway.stage({ status: 429, headers: { 'Retry-After': '-1' } });
    await report.openConnected();
    await expect(page.locator('.waiting')).toContainText('Trying again in 10 s');
    await page.clock.runFor(9_900);
    await expect(page.locator('.waiting')).toContainText('Trying again in 1 s');
    expect((await gateway.requests()).length).toBe(1);
    await timePasses(page, async () => (await report.status.textContent()) === '1–25 of 5,000');
    expect((await gateway.requests()).length).toBe(2);
  });

  test('counts down a wait that is longer than it tries, and leaves it to the person', async ({ report, gateway, page }) => {
    await gateway.faults({ fault: 'throttled', retry_after: 90, times: 1 });
    await report.openConnected();
    await expect(page.locator('.waiting')).toContainText(/Try again in (90|8\d) s at the earliest/);
    await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0);
    await report.settled();
    await report.button('tryAgain').click();
    await expect(report.status).toHaveText('1–25 of 5,000');
    await expect(page.locator('.waiting')).toHaveCount(0);
  });
});

/** @param {string} text @param {(hex: string) => string} write */
const eachSign = (text, write) => [...text].map((sign) => write(sign.charCodeAt(0).toString(16))).join('');

/** The ways in which an answer may write a text. @type {((text: string) => string)[]} */
const SPELLINGS = [
  (text) => text,
  (text) => JSON.stringify(JSON.stringify({ headers: { authorization: text } })),
  (text) => eachSign(text, (hex) => `\\u00${hex}`),
  (text) => eachSign(text, (hex) => `\\\\u00${hex}`),
  (text) => eachSign(text, (hex) => `%${hex}`),
  (text) => eachSign(text, (hex) => `%25${hex}`),
  (text) => eachSign(text, (hex) => `&#x${hex};`),
];

/** A text with the characters that the ways above escape. */
const read = (/** @type {string} */ text) => text.replace(/%25/g, '%')
  .replace(/(?:\\+u00|%|&#x)([\da-f]{2});?/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));

test.describe('a token that a failure repeats', () => {
  test.use({ expected: CONSOLE });

  const bytes = (/** @type {number} */ seed) => Array.from({ length: 120 }, (_, at) => at * at * seed % 251);
  const part = (/** @type {number} */ seed) => Buffer.from(bytes(seed)).toString('base64url');
  const token = `eyJ${part(7)}.eyJ${part(11)}.${part(13)}`;
  const pieces = Array.from({ length: token.length - 7 }, (_, at) => token.slice(at, at + 8));

  /** @type {[string, (title: string, text: string) => unknown][]} */
  const BODIES = [
    ['an error page', (title, text) => `<html><h1>${title}</h1><!-- ${'-'.repeat(40)} --> Authorization: ${text}`],
    ['the gateway\'s words', (title, text) => refusal(500, `${title}: ${text} was given`, '500-1').body],
  ];
  for (const [where, body] of BODIES) {
    test(`is not seen in ${where}, however it is escaped`, async ({ report, gateway, page }) => {
      await stop(page);
      await gateway.stage(...SPELLINGS.map((spell, at) => ({ status: 500, body: body(`Wrong ${at}`, spell(token)) })));
      await report.openConnected('', token);
      const technical = page.getByRole('textbox', { name: /^Technical detail/ });
      for (const at of SPELLINGS.keys()) {
        if (at > 0) await report.button('tryAgain').click();
        await expect(report.alert).toContainText(`Wrong ${at}`);
        await page.locator('.failure-details summary').click();
        await expect(technical).toHaveValue(new RegExp(`Wrong ${at}`));
        const texts = [await report.alert.innerText(), await technical.inputValue()];
        const shown = texts.flatMap((text) => [text, read(text)]).join('\n');
        expect(pieces.filter((piece) => shown.includes(piece)), `spelling ${at}`).toEqual([]);
      }
    });
  }
});

test.describe('a token that has expired', () => {
  test.use({ expected: CONSOLE });

  test('is asked for in place, and the same request goes on', async ({ report, gateway }) => {
    await report.enter('?page=3&state_id=6');
    await gateway.faults({ fault: 'unauthorized', times: 1 });
    await report.button('refresh').click();
    await expect(report.alert).toContainText('400-1');
    await expect(report.connectForm).toBeVisible();
    expect(report.query()).toBe('?page=3&state_id=6');
    await report.connect();
    await expect(report.alert).toHaveCount(0);
    await report.settled();
    await expect(report.connectForm).toHaveCount(0);
    const bodies = (await gateway.requests()).map(({ body }) => body);
    expect(bodies.at(-1)).toEqual(bodies[0]);
  });

  test('after so many requests keeps the view as well', async ({ report, gateway }) => {
    await gateway.faults({ fault: 'unauthorized', after: 2 });
    await report.enter('?state_id=6');
    await report.step('next').click();
    await report.settled();
    await report.step('next').click();
    await expect(report.alert).toContainText('HTTP 401');
    expect(report.query()).toBe('?page=3&state_id=6');
  });
});

test.describe('what the gateway objects to', () => {
  test.use({ expected: CONSOLE });

  test('stands at its field', async ({ report, gateway }) => {
    await gateway.faults({ fault: 'invalid', errors: { 'filters.number': ['not your line'] } });
    await report.openConnected('?number=30004505');
    const field = report.field('number');
    await expect(field).toBeVisible();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    expect(await description(field)).toContain('not your line');
    await gateway.faults();
    await field.fill('');
    await field.press('Enter');
    await expect(report.status).toHaveText('1–25 of 5,000');
    await expect(field).not.toHaveAttribute('aria-invalid', 'true');
  });
});

test.describe('a gateway of another origin', () => {
  test.use({ expected: complaints(/Failed to load resource/, /CORS/) });

  test('that allows no requests from here is honestly not known to be up, with causes and a way out', async ({ context }) => {
    const other = await Gateway.start('--rows', '100');
    const own = await Gateway.start('--rows', '10', '--connect-src', other.url);
    try {
      const page = await context.newPage();
      const report = new ReportPage(page, `${own.url}/`);
      await other.faults({ fault: 'no_cors' });
      await report.open();
      await report.connect(undefined, { address: other.url });
      await expect(report.alert).toContainText("can't be reached");
      await page.locator('.failure-details summary').click();
      await expect(page.locator('.failure-details')).toContainText('CORS');
      await expect(page.getByRole('textbox', { name: 'For nginx' })).toHaveValue(new RegExp(`proxy_pass ${other.url}/api/report/;\n +proxy_set_header Host \\$proxy_host;`));
      const technical = await page.getByRole('textbox', { name: /^Technical detail/ }).inputValue();
      expect(technical).toContain(`${other.url}/api/report/new_list`);
      expect(technical).not.toContain('demo-token');
      for (const [step, range] of [[null, '1–25 of 100'], ['next', '26–50 of 100'], ['refresh', '26–50 of 100']]) {
        if (step) await other.faults({ fault: 'no_cors' });
        if (step === 'next') await report.step('next').click();
        if (step === 'refresh') await report.button('refresh').click();
        await expect(report.alert).toContainText("can't be reached");
        await other.faults();
        await report.tryAgain();
        await expect(report.status).toHaveText(range);
        await expect(report.alert).toHaveCount(0);
      }
    } finally {
      other.stop();
      own.stop();
    }
  });
});

test.describe('without a network', () => {
  test.use({ expected: CONSOLE });

  test('that is said, and the page asks again by itself when it is back', async ({ report, page, context }) => {
    const lastPart = page.waitForResponse(/split_export/);
    await report.enter('?state_id=6');
    await report.whole();
    await lastPart;
    await context.setOffline(true);
    await report.button('refresh').click();
    await expect(report.alert).toContainText('There is no network');
    await expect(report.rows).toHaveCount(25);
    await context.setOffline(false);
    await expect(report.alert).toHaveCount(0);
    await report.settled();
  });
});

/** Odd answers, each with the notes that the page shows beside the rows; none if the oddity concerns nobody. */
/** @type {({ fault: string, notes?: RegExp[], rows?: number } & Json)[]} */
const ODDITIES = [
  { fault: 'latency', ms: 400, jitter_ms: 100 },
  { fault: 'slow_body', ms: 700 },
  { fault: 'nulls' },
  { fault: 'unknown' },
  { fault: 'large_ids' },
  { fault: 'wrong_types', notes: [/data\[\d+\]\.cost/, /data\[\d+\]\.time/, /data\[24\]/] },
  { fault: 'milliseconds', notes: [/milliseconds.*data\[0\]\.time/] },
  { fault: 'clamped', per_page: 10, rows: 10, notes: [/10 rows per page, not the 25/] },
];

for (const { fault: { notes = [], rows = 25, ...rule }, moment, how: { reach, query }, details } of pairs(ODDITIES)) {
  test(`an answer with ${rule.fault} at ${moment} is shown, and what is odd is said quietly`, details, async ({ report, gateway, page }) => {
    await reach(report, () => gateway.faults(rule));
    const said = page.locator('.notes');
    for (const note of notes) await expect(said).toContainText(note);
    await report.settled();
    await expect(report.rows).toHaveCount(rows);
    await expect(report.alert).toHaveCount(0);
    expect(report.query()).toBe(query);
    // An unknown or missing state contradicts a filter by state like any other state.
    if (!notes.length) await expect(said.locator('.note').filter({ hasNotText: 'ignore' })).toHaveCount(0);
    const text = await report.table.innerText();
    for (const word of ['null', 'NaN', 'undefined', 'Invalid Date', '[object', '1970']) expect(text).not.toContain(word);
  });
}

test('ids and costs of any length are exact', async ({ report, gateway }) => {
  await gateway.faults({ fault: 'large_ids' });
  await report.enter();
  expect((await report.ids()).slice(0, 2)).toEqual(['9007199254740993', '9007199254740994']);
});

test('a row that is none says so, and a bad field hides only itself', async ({ report, gateway }) => {
  await gateway.faults({ fault: 'wrong_types' });
  await report.enter();
  await expect(report.rows.last()).toContainText("This row can't be read.");
  expect(new Set(await report.ids()).size).toBeGreaterThan(20);
});

test('a gateway that gives fewer rows per page is paged by its own numbers', async ({ report, gateway }) => {
  await gateway.faults({ fault: 'clamped', per_page: 10 });
  await report.enter();
  await expect(report.status).toHaveText('1–10 of 5,000');
  await report.step('next').click();
  await expect(report.status).toHaveText('11–20 of 5,000');
  await report.settled();
  await report.step('last').click();
  await expect(report.status).toHaveText('4,991–5,000 of 5,000');
});

test('rows that contradict a filter are warned of', async ({ report, gateway, page }) => {
  await gateway.faults({ fault: 'ignored_filter', filter: 'state_id' });
  await report.enter('?state_id=0');
  await expect(page.locator('.notes')).toContainText(/ignore the filter “State”: \d+ of 25 rows/);
  await expect(report.rows).toHaveCount(25);
  await gateway.faults();
  await report.button('refresh').click();
  await report.settled();
  await expect(page.locator('.notes')).not.toContainText('ignore');
});

test('an answer over 32 MB is said to be too large', async ({ report, page }) => {
  // An answer of this length can't be staged at the gateway.
  const body = Buffer.alloc(33_000_000, ' ');
  await page.route('**/api/report/new_list', (route) => route.fulfill({ contentType: 'application/json', body }));
  await report.openConnected();
  await expect(report.alert).toContainText('The gateway\'s answer is too large');
  await expect(report.alert).toContainText('32 MB');
  await expect(report.alert).toContainText('HTTP 200');
  await expect(report.rows).toHaveCount(0);
});

test.describe('a server that only serves files', () => {
  test.use({ expected: complaints(/Failed to load resource/) });

  test('is no gateway: the address is to be checked, and nothing is asked again', async ({ report, gateway }) => {
    const body = '<!DOCTYPE HTML><title>Error response</title><p>Message: Unsupported method (\'POST\').';
    await gateway.stage({ status: 501, headers: { 'content-type': 'text/html' }, body });
    await report.openConnected();
    await expect(report.alert).toContainText("Check the gateway's address");
    await expect(report.alert).toContainText('HTTP 501');
    await expect(report.alert.getByRole('button', { name: 'Try again' })).toBeVisible();
    expect(await gateway.requests()).toHaveLength(1);
  });
});

test.describe('without the part that reads failures', () => {
  test.use({ expected: complaints(/Failed to load resource|failed to load split module|TypeError: Failed to fetch/) });

  test('a failure says its status, nothing that the gateway quotes, and how to go on', async ({ report, gateway, page }) => {
    await page.route(/split_dialogs/, (route) => route.abort());
    await gateway.faults({ fault: 'invalid', message: 'bad demo-token', times: 1 });
    await report.openConnected('?state_id=6');
    const failure = report.alert.filter({ hasText: 'HTTP 422' });
    await expect(failure).toBeVisible();
    await expect(failure).not.toContainText('demo');
    await expect(report.alert.filter({ hasText: 'This part of the page could not be loaded' })).toBeVisible();
    await failure.getByRole('button', { name: 'Try again' }).click();
    await expect(report.rows).toHaveCount(25);
  });
});

test('a request that a newer one replaces is ended at the gateway as well', async ({ report, gateway, page }) => {
  await report.enter();
  await gateway.faults({ fault: 'hang', times: 1 });
  const ended = page.waitForEvent('requestfailed', (request) => request.method() === 'POST');
  await report.step('next').click();
  await expect.poll(async () => (await gateway.requests()).length).toBe(2);
  await report.field('state_id').selectOption('6');
  expect((await ended).failure().errorText).toContain('ERR_ABORTED');
  await expect.poll(async () => (await gateway.requests()).map(({ closed }) => closed)).toEqual([false, true, false]);
  await report.settled();
  expect(report.query()).toBe('?state_id=6');
  expect(await report.ids()).toEqual(await gateway.ids('state = 6'));
});
