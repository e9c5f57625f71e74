// @ts-check
// The contents of exported files, compared with the database; `cargo xtask audit` adds large files.
import { test, expect, complaints } from './fixtures.mjs';
import { content, csvRows, exported, guarded, iso, json, linesOf, ofRows, open, opened, rowsOf, start, unzippedText } from './exporting.mjs';
import { Gateway } from './gateway.mjs';
import { ReportPage } from './page.mjs';
/** @import { Page, TestInfo } from '@playwright/test' */
/** @import { Cell, Row } from './exporting.mjs' */

/** Texts that spreadsheets run, or might run, or change. */
const ODD_TEXTS = ['=1+1', '+1+1', '-1+1', '@SUM(1)', '\t=1+1', '\r=1+1', '\n=1+1', '  =1+1', '\uFEFF=1+1', '＝1+1', '＋1', '－1', '＠x',
  '=HYPERLINK("http://127.0.0.1/";"x")', '=cmd|\'/C calc\'!A0', '-12.5', '+981000', '0098', '1e5', '1/2', '_x000D_', '"quoted", and; more',
  'two\r\nlines', "'", "'=1+1"];

/** Sets the messages of the newest rows to texts that spreadsheets might run. @param {Gateway} gateway */
async function giveOddTexts(gateway) {
  for (const [place, text] of ODD_TEXTS.entries()) {
    const message = `'${text.replaceAll("'", "''")}'`;
    await gateway.change(`message = ${message}`, `seq = (select max(seq) from rows) - ${place}`);
  }
}

/** Returns a time in the Persian calendar, in the format of the files. @param {number} second */
function persian(second) {
  const format = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
    timeZone: 'Asia/Tehran', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
  });
  const part = Object.fromEntries(format.formatToParts(second * 1000).map(({ type, value }) => [type, value]));
  return `${part.year}/${part.month}/${part.day} ${part.hour}:${part.minute}:${part.second}`;
}

test('JSON lines are the rows as the gateway wrote them, byte for byte', async ({ report, page, gateway }) => {
  await report.enter('');
  const download = await exported(page, await open(report), 'JSON lines');
  expect(await content(download)).toBe((await rowsOf(gateway)).map((row) => `${json(row)}\n`).join(''));
});

test('CSV is the rows as the page shows them, with nothing that a spreadsheet would run', async ({ page }) => {
  // A gateway of its own, as other tests read the rows of the shared one.
  const gateway = await Gateway.start('--rows', '1500');
  await giveOddTexts(gateway);
  const report = new ReportPage(page, `${gateway.url}/`);
  await report.enter('');
  const states = await report.field('state_id').getByRole('option').allTextContents();
  const download = await exported(page, await open(report), 'CSV');
  const time = (/** @type {number | null} */ second) => (second === null ? ['', ''] : [iso(second), persian(second)]);
  expect(csvRows(await content(download))).toEqual([
    ['State', 'Message', 'Sender', 'Recipients', 'Exits', 'Cost (IRR)', 'Created (Asia/Tehran)', 'Created (Persian calendar)',
      'Sent (Asia/Tehran)', 'Sent (Persian calendar)', 'User', 'Outbox ID'],
    ...(await rowsOf(gateway)).map((row) => [
      states[row.state + 1], guarded(row.message), guarded(row.number), String(row.recipients), String(row.exits), row.cost,
      ...time(row.created), ...time(row.sent), row.username, row.id,
    ]),
  ]);
  gateway.stop();
});

test('CSV of all fields has each value as it came', async ({ report, page, gateway }) => {
  await report.enter('');
  const dialog = await open(report);
  await dialog.getByRole('radio', { name: 'All fields' }).check();
  await dialog.getByRole('radio', { name: 'Raw values' }).check();
  await dialog.getByRole('combobox').selectOption({ label: 'Semicolon ;' });
  const download = await exported(page, dialog, 'CSV');
  const [head, ...rows] = csvRows(await content(download), ';');
  expect(head.slice(0, 10)).toEqual(['State ID', 'Message', 'Sender', 'Recipients', 'Exits', 'Cost (IRR)', 'Created', 'Sent', 'User', 'Outbox ID']);
  expect(head.at(-1)).toBe('Other fields');
  const names = ['state_id', 'message', 'number', 'rcpts_count', 'exit_count', 'cost', 'time', 'time_send', 'username', 'messages_outbox_id',
    'type', 'valid', 'status', 'state', 'part', 'number_id', 'number_color', 'partner_id', 'in_delivery_line', 'summary', 'user_ip', 'user_id',
    'files_path', 'parent_id'];
  expect(rows).toEqual((await rowsOf(gateway)).map((row) => {
    // The digits of a cost are those of its text.
    const record = { ...JSON.parse(json(row)), cost: row.cost };
    return [...names.map((name) => guarded(String(record[name] ?? ''))), ''];
  }));
});

test.describe('in Persian', () => {
  test.use({ language: 'fa' });

  test('a workbook reads from right to left, and its ids and phone numbers are texts', async ({ report, page, gateway }) => {
    await report.enter('?state_id=3');
    const dialog = await open(report, 'fa');
    await dialog.getByRole('radio', { name: 'Excel' }).check();
    const saved = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'شروع دریافت' }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toMatch(/^outbox-all-[\d-]+\.xlsx$/);
    const sheet = await unzippedText(await download.path(), 'xl/worksheets/sheet1.xml');
    expect(sheet).toContain('rightToLeft="1"');
    expect(sheet).not.toContain('<f');
    const texts = [...sheet.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)].map(([, text]) => text);
    const rows = await rowsOf(gateway, 'state = 3');
    expect(sheet.match(/<row /g)).toHaveLength(rows.length + 1);
    expect(texts).toEqual(expect.arrayContaining(rows.flatMap(({ id, number }) => [id, number])));
  });
});

test.describe('with hidden codes', () => {
  for (const format of ['CSV', 'JSON lines', 'Excel']) {
    test(`no code is in a file of ${format}, and its name says so`, async ({ report, page, gateway }) => {
      await page.addInitScript(() => localStorage.setItem('outbox-report / choices', 'mask=on'));
      await report.enter('?message=481516');
      expect(await gateway.count("message like '%481516%'")).toBe(1);
      const dialog = await open(report);
      await expect(dialog.getByText('Codes are hidden on this page, and so in the file.')).toBeVisible();
      const download = await exported(page, dialog, format);
      expect(download.suggestedFilename()).toMatch(/-codes-hidden\.(csv|jsonl|xlsx)$/);
      const text = format === 'Excel' ? await unzippedText(await download.path(), 'xl/worksheets/sheet1.xml') : await content(download);
      expect(text).toContain('••••••');
      expect(text).not.toContain('481516');
      const [id] = await gateway.ids("message like '%481516%'");
      expect(text).toContain(id);
    });
  }
});

// ---- a set that changes ------------------------------------------------------------------------------------------------

test.describe('of a set that changes, over a gateway that fails', () => {
  test.use({ expected: complaints(/Failed to load resource/) });

  for (const [query, name] of [['?state_id=6', 'each row that stays in its state'], ['', '@audit each row']]) {
    test(`${name} comes exactly once, as the database has it`, async ({ page }) => {
      test.setTimeout(120_000);
      const gateway = await Gateway.start('--rows', '20000');
      const report = new ReportPage(page, `${gateway.url}/`);
      await report.enter(query);
      const before = await rowsOf(gateway);
      const dialog = await open(report);
      // Rows leave the state, enter it, or stay in it with another count of exits; half of each early in the export, half late.
      const changes = [['state = 7', 'state = 6 and seq % 97 = 0'], ['state = 6', 'state <> 6 and seq % 11 = 0'], ['exits = exits + 1', 'seq % 101 = 0']];
      const change = async (/** @type {0 | 1} */ half) => {
        for (const [set, which] of changes) await gateway.change(set, `seq <= 20000 and seq / 1000 % 2 = ${half} and ${which}`);
        await gateway.arrive(7, Math.floor(Date.now() / 1000));
      };
      await gateway.stage({ pass: true }, { pass: true }, { pass: true }, { pass: true }, { pass: true, held: true });
      await gateway.faults(
        { fault: 'unauthorized', after: 11 },
        { fault: 'throttled', retry_after: 1, after: 1, times: 1 },
        { fault: 'server_error', after: 3, times: 2 },
        { fault: 'reset', after: 4, times: 2 },
        { fault: 'truncated', after: 5, times: 1 },
      );
      await dialog.getByRole('radio', { name: 'JSON lines' }).check();
      const saved = page.waitForEvent('download', { timeout: 100_000 });
      await gateway.forget();
      await dialog.getByRole('button', start).click();
      await expect.poll(async () => (await gateway.requests()).length).toBe(5);
      await change(0);
      await gateway.release();
      await expect(dialog.getByText('The gateway refuses the token.')).toBeVisible({ timeout: 60_000 });
      for (const [fault, times] of [['throttled', 1], ['server_error', 2], ['reset', 2], ['truncated', 1]]) {
        expect((await gateway.used())[fault], `times that ${fault} was given`).toBe(times);
      }
      await gateway.faults();
      await change(1);
      await dialog.getByRole('button', { name: 'Close' }).click();
      await report.connect();
      const download = await saved;
      expect(download.suggestedFilename()).toMatch(/^outbox-all-[\d-]+\.jsonl$/);

      const after = new Map((await rowsOf(gateway)).map((row) => [row.id, row]));
      const lines = (await content(download)).split('\n').slice(0, -1);
      const read = new Map(lines.map((line) => [JSON.parse(line).messages_outbox_id, line]));
      expect(read.size, 'rows that differ').toBe(lines.length);
      const matches = (/** @type {Row} */ row) => !query || row.state === 6;
      const staying = before.filter((row) => matches(row) && matches(after.get(row.id)));
      expect(staying.length).toBeGreaterThan(10_000);
      // A row whose other fields changed is as it was before or after the change; all other rows are unchanged.
      const wrong = staying.filter((row) => ![json(row), json(after.get(row.id))].includes(read.get(row.id)));
      expect(wrong.map(({ id }) => `${id}: ${read.get(id)}`)).toEqual([]);
      // All other rows that were read matched the filters at some time.
      const own = new Map(before.map((row) => [row.id, row]));
      expect([...read.keys()].filter((id) => !id.startsWith('new') && !matches(own.get(id)) && !matches(after.get(id)))).toEqual([]);
      await expect(page.getByText(ofRows(read.size))).toBeVisible();
      gateway.stop();
    });
  }
});

// ---- large ones --------------------------------------------------------------------------------------------------------

/**
 * Exports all rows of a gateway with `rows` rows.
 *
 * @param {Page} page @param {Gateway} gateway @param {string} format @param {number} rows
 */
async function largeExport(page, gateway, format, rows) {
  const report = new ReportPage(page, `${gateway.url}/`);
  await report.enter('');
  const dialog = await open(report);
  const download = await exported(page, dialog, format, 1_000_000);
  await expect(dialog.getByRole('status')).toHaveText(ofRows(rows));
  return download;
}

for (const rows of [100_000, 1_000_000]) {
  test(`@audit ${rows.toLocaleString('en')} rows are in a file of JSON lines, in their order and byte for byte`, async ({ page }) => {
    test.setTimeout(1_200_000);
    const gateway = await Gateway.start('--rows', String(rows));
    const download = await largeExport(page, gateway, 'JSON lines', rows);
    const lines = (await linesOf(download))[Symbol.asyncIterator]();
    /** @type {string[]} */
    const wrong = [];
    for (let above = rows; above > 0; above -= 50_000) {
      for (const row of await rowsOf(gateway, `seq > ${above - 50_000} and seq <= ${above}`)) {
        const { value } = await lines.next();
        if (value !== json(row)) wrong.push(`${row.id}: ${value}`);
      }
    }
    expect(wrong.slice(0, 10)).toEqual([]);
    expect((await lines.next()).done).toBe(true);
    gateway.stop();
  });
}

/**
 * Opens a file in LibreOffice and compares its cells with the rows of the database: `check` returns the errors of a row.
 *
 * @param {{ page: Page, testInfo: TestInfo, format: string, options?: string[] }} how
 * @param {(cells: Cell[], row: Row) => unknown} check
 */
async function openedRight({ page, testInfo, format, options }, check) {
  const rows = 100_000;
  const gateway = await Gateway.start('--rows', String(rows));
  await giveOddTexts(gateway);
  const download = await largeExport(page, gateway, format, rows);
  const path = testInfo.outputPath(download.suggestedFilename());
  await download.saveAs(path);
  const expected = await rowsOf(gateway);
  let at = -1;
  /** @type {string[]} */
  const wrong = [];
  for await (const cells of await opened(path, testInfo.outputPath('opened'), options)) {
    // The row of headers comes first, and empty ones may come last.
    const row = expected[at++];
    if (row && (cells.some(({ formula }) => formula !== undefined) || !check(cells, row))) wrong.push(JSON.stringify([row, cells]));
    if (!row && at > 0 && cells.some(({ text }) => text)) wrong.push(`one row more: ${JSON.stringify(cells)}`);
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(at).toBeGreaterThanOrEqual(rows);
  gateway.stop();
}

test('@audit LibreOffice opens a workbook of 100,000 rows: no formula, ids digit for digit, dates as dates', async ({ page }, testInfo) => {
  test.setTimeout(600_000);
  // LibreOffice leaves out the time of day at midnight.
  const isDate = (/** @type {Cell} */ { type, value }, /** @type {number | null} */ second) =>
    (second === null ? type === undefined : type === 'date' && value === iso(second).slice(0, 19).replace('T00:00:00', ''));
  const isNumber = (/** @type {Cell} */ { type, value }, /** @type {string | number} */ number) => type === 'float' && Number(value) === Number(number);
  await openedRight({ page, testInfo, format: 'Excel' }, ([, message, number, recipients, exits, cost, created, , sent, , , id], row) =>
    id.type === 'string' && id.text === row.id && number.type === 'string' && number.text === row.number && message.type === 'string'
    && isNumber(recipients, row.recipients) && isNumber(exits, row.exits) && isNumber(cost, row.cost) && isDate(created, row.created) && isDate(sent, row.sent));
});

test('@audit LibreOffice opens CSV of 100,000 rows and finds nothing to run, though it looks for it', async ({ page }, testInfo) => {
  test.setTimeout(600_000);
  // LibreOffice's options: comma, quote, UTF-8, from the first line on; the twelfth column, of ids, is text; evaluate formulas.
  const options = ['--infilter=Text - txt - csv (StarCalc):44,34,76,1,12/2,0,false,true,false,false,false,0,true'];
  await openedRight({ page, testInfo, format: 'CSV', options }, ([, , , recipients, , , created, , , , , id], row) =>
    id.text === row.id && Number(recipients.value) === row.recipients && created.text === iso(row.created));
});
