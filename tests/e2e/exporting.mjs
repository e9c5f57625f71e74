// @ts-check
// Helpers of the export's tests: its dialog, the files that it saves, and the rows of the database.
import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { open as openFile, readFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createInflateRaw } from 'node:zlib';
import { expect } from './fixtures.mjs';
/** @import { Download, Locator, Page } from '@playwright/test' */
/** @import { Gateway } from './gateway.mjs' */
/** @import { ReportPage } from './page.mjs' */

const NAMES = {
  en: { export: 'Export', start: 'Start export' },
  fa: { export: 'دریافت خروجی', start: 'شروع دریافت' },
};

/** Opens the dialog of the export and returns it. @param {ReportPage} report @param {'en' | 'fa'} language */
export async function open(report, language = 'en') {
  await report.page.getByRole('button', { name: NAMES[language].export, exact: true }).click();
  const dialog = report.page.getByRole('dialog', { name: NAMES[language].export, exact: true });
  await expect(dialog.getByRole('button', { name: NAMES[language].start })).toBeVisible();
  return dialog;
}

/** The button that starts an export. */
export const start = { name: 'Start export' };

/** Starts an export whose third answer is held back: one slice is read then. @param {ReportPage} report @param {Gateway} gateway */
export async function reading(report, gateway) {
  const dialog = await open(report);
  await dialog.getByRole('radio', { name: 'JSON lines' }).check();
  await gateway.stage({ pass: true }, { pass: true }, { pass: true, held: true });
  await dialog.getByRole('button', start).click();
  // The plan, and the first rows.
  await expect.poll(async () => (await kept(report)).length).toBe(2);
  return dialog;
}

/** Returns the status for a number of rows. @param {number} rows @param {number} of */
export const ofRows = (rows, of = rows) => `${rows.toLocaleString('en')} of ${of.toLocaleString('en')} rows`;

/**
 * Starts an export, confirms it if necessary, and returns its file once it is saved.
 *
 * @param {Page} page @param {Locator} dialog @param {string} format
 */
export async function exported(page, dialog, format, timeout = 60_000) {
  await dialog.getByRole('radio', { name: format }).check();
  const saved = page.waitForEvent('download', { timeout });
  await dialog.getByRole('button', start).click();
  const confirm = dialog.getByRole('button', { name: 'Export all of it' });
  const none = await Promise.race([saved, confirm.waitFor({ timeout }).catch(() => {})]);
  if (!none) await confirm.click();
  return saved;
}

/** Saves the rows that were read so far, and checks that the file's name says that it is partial. @param {Page} page @param {Locator} dialog */
export async function savedPartial(page, dialog) {
  const saved = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save partial file' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toContain('-partial');
  return download;
}

/** Loads the page again while an answer is held back, and resumes the export. @param {ReportPage} report @param {Gateway} gateway */
export async function resumed(report, gateway) {
  await gateway.forget();
  await report.page.reload();
  await gateway.release();
  await report.settled();
  const saved = report.page.waitForEvent('download');
  await report.page.getByRole('button', { name: 'Resume' }).click();
  return saved;
}

/** Returns the keys of exports in the device's database. @param {ReportPage} report @returns {Promise<string[]>} */
export const kept = (report) => report.page.evaluate(async () => {
  // Opening a database creates it.
  if (!(await indexedDB.databases()).some(({ name }) => name === 'outbox-report /')) return [];
  return new Promise((resolve) => {
    const request = indexedDB.open('outbox-report /');
    request.onsuccess = () => {
      const keys = request.result.transaction('slices').objectStore('slices').getAllKeys();
      keys.onsuccess = () => { request.result.close(); resolve(keys.result.map(String)); };
    };
  });
});

// ---- files -------------------------------------------------------------------------------------------------------------

/** @param {Download} download */
export const content = async (download) => readFile(await download.path(), 'utf8');

/** Returns the lines of a file of any size. @param {Download} download @returns {Promise<AsyncIterable<string>>} */
export const linesOf = async (download) => createInterface({ input: createReadStream(await download.path()), crlfDelay: Infinity });

/** Returns the ids in a file of JSON lines. @param {Download} download @returns {Promise<string[]>} */
export const ids = async (download) =>
  (await content(download)).split('\n').filter(Boolean).map((line) => JSON.parse(line).messages_outbox_id);

/** Returns the cells of a file of comma-separated values (RFC 4180) without its byte order mark. @param {string} text */
export function csvRows(text, delimiter = ',') {
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${delimiter}\\r\\n]*))(${delimiter}|\\r\\n|$)`, 'y');
  /** @type {string[][]} */
  const rows = [[]];
  cell.lastIndex = text.startsWith('\uFEFF') ? 1 : 0;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) throw new Error(`no CSV after ${rows.length} rows`);
    const [, quoted, plain, end] = found;
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== delimiter && cell.lastIndex < text.length) rows.push([]);
  }
  return rows;
}

/**
 * A file in an archive (ZIP: Excel's and LibreOffice's files), piece by piece: a sheet may be larger than a string can be.
 *
 * @param {string} path @param {string} name @returns {Promise<AsyncIterable<string>>}
 */
export async function unzipped(path, name) {
  const file = await openFile(path);
  const { size } = await file.stat();
  const read = async (/** @type {number} */ from, /** @type {number} */ length) => {
    const bytes = Buffer.alloc(length);
    await file.read(bytes, 0, length, from);
    return bytes;
  };
  // The end of the archive says where its directory is, which has the sizes and places of the files.
  const end = await read(Math.max(0, size - 65_557), Math.min(size, 65_557));
  const last = end.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const directory = await read(end.readUInt32LE(last + 16), end.readUInt32LE(last + 12));
  for (let at = 0; at < directory.length;) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset));
    if (directory.toString('utf8', at + 46, at + 46 + nameLength) !== name) {
      at += 46 + nameLength + extra + comment;
      continue;
    }
    const offset = directory.readUInt32LE(at + 42);
    const head = await read(offset, 30);
    const from = offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
    const packed = file.createReadStream({ start: from, end: from + directory.readUInt32LE(at + 20) - 1 });
    return packed.pipe(createInflateRaw()).setEncoding('utf8');
  }
  throw new Error(`${path} has no ${name}`);
}

/** Returns a file in an archive as one text. @param {string} path @param {string} name */
export async function unzippedText(path, name) {
  const parts = [];
  for await (const part of await unzipped(path, name)) parts.push(part);
  return parts.join('');
}

/**
 * The rows of the only sheet of a file, as LibreOffice has them once it has opened it.
 *
 * @typedef {{ type?: string, value?: string, formula?: string, text: string }} Cell a number's or a date's value, and what is shown
 * @param {string} path the file @param {string} folder where LibreOffice may write @param {string[]} options
 * @returns {Promise<AsyncIterable<Cell[]>>}
 */
export async function opened(path, folder, options = []) {
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`;
  await promisify(execFile)(process.env.SOFFICE, [profile, '--headless', ...options, '--convert-to', 'ods:calc8', '--outdir', folder, path]);
  const name = basename(path, extname(path));
  return sheetRows(await unzipped(join(folder, `${name}.ods`), 'content.xml'));
}

/** The largest number of columns that is read: LibreOffice repeats an empty cell up to its own last column. */
const MAX_COLUMNS = 64;

/** @param {AsyncIterable<string>} xml @returns {AsyncIterable<Cell[]>} */
async function* sheetRows(xml) {
  let rest = '';
  for await (const part of xml) {
    const rows = (rest + part).split('</table:table-row>');
    rest = rows.pop();
    for (const row of rows.filter((row) => !row.includes('number-rows-repeated'))) yield cellsOf(row);
  }
}

/** @param {string} row @returns {Cell[]} */
function cellsOf(row) {
  return [...row.matchAll(/<table:table-cell([^>]*?)(?:\/>|>(.*?)<\/table:table-cell>)/gs)].flatMap(([, attributes, inner = '']) => {
    const attribute = (/** @type {string} */ name) => new RegExp(` ${name}="([^"]*)"`).exec(attributes)?.[1];
    const type = attribute('office:value-type');
    const cell = { type, value: attribute(`office:${type === 'date' ? 'date-value' : 'value'}`), formula: attribute('table:formula'), text: inner.replace(/<[^>]*>/g, '') };
    return Array(Math.min(Number(attribute('table:number-columns-repeated') ?? 1), MAX_COLUMNS)).fill(cell);
  });
}

// ---- rows --------------------------------------------------------------------------------------------------------------

/** The fields of a row that the database has, in the order of its table; the first is the row's place. */
const FIELDS = ['seq', 'id', 'username', 'number', 'number_color', 'number_id', 'kind', 'created', 'sent', 'recipients',
  'exits', 'state', 'progress', 'valid', 'in_delivery_line', 'cost', 'message'];

/**
 * A row of the database.
 *
 * @typedef {{ seq: number, id: string, username: string, number: string, number_color: string, number_id: string,
 *   kind: string, created: number, sent: number | null, recipients: number, exits: number, state: number,
 *   progress: string, valid: string | null, in_delivery_line: number, cost: string, message: string }} Row
 */

/** Returns the rows for which an SQL condition holds, newest first. @param {Gateway} gateway @param {string} where @returns {Promise<Row[]>} */
export async function rowsOf(gateway, where = '1') {
  const rows = await gateway.sql(`select ${FIELDS} from rows where ${where} order by seq desc`);
  return rows.map((row) => /** @type {Row} */ (Object.fromEntries(row.map((value, at) => [FIELDS[at], value]))));
}

/** @type {Record<string, string>} */
const STATUS = { create: 'در حال ایجاد', interacting: 'در صف نظارت', active: 'در حال ارسال', cancel: 'لغو شده', error: 'خطای سامانه' };

/** Returns a row as the gateway writes it, byte for byte. @param {Row} row */
export function json(row) {
  const none = 'null';
  const text = (/** @type {unknown} */ value) => JSON.stringify(value === null ? null : String(value));
  const fields = {
    username: text(row.username), number_color: text(row.number_color), number: text(row.number), number_id: text(row.number_id),
    messages_outbox_id: text(row.id), state: text(row.progress), type: text(row.kind), time_send: text(row.sent), time: text(row.created),
    rcpts_count: text(row.recipients), exit_count: text(row.exits), status: text(STATUS[row.progress] ?? 'پایان یافته'), partner_id: none,
    in_delivery_line: row.in_delivery_line, valid: text(row.valid), message: text(row.message), part: none, cost: row.cost, summary: none,
    user_ip: none, user_id: none, files_path: none, parent_id: none, state_id: row.state,
  };
  return `{${Object.entries(fields).map(([name, value]) => `"${name}":${value}`).join(',')}}`;
}

/** Returns an instant in the format of the files, in Tehran, whose clocks have not changed since 2022. @param {number} second */
export const iso = (second) => `${new Date((second + 12_600) * 1000).toISOString().slice(0, 19)}+03:30`;

/** Matches texts that a spreadsheet would or might run. Apostrophes before them belong to the text itself. */
const RUNS = [/^'*[\t\r\n]/, /^['\s\uFEFF]*[=@＝＠＋－−]/, /^['\s\uFEFF]*[+-](?!\d+(\.\d+)?$)/];

/** Returns a cell in the format of the files: with an apostrophe if it would run. @param {string} cell */
export const guarded = (cell) => (RUNS.some((form) => form.test(cell)) ? `'${cell}` : cell);
