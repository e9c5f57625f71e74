// @ts-check
// What tests of going to a date share.
/** @import { Gateway } from './gateway.mjs' */
/** @import { ReportPage } from './page.mjs' */

const NAMES = { en: 'Go to date', fa: 'رفتن به تاریخ' };

/** The field. @param {ReportPage} report @param {'en' | 'fa'} language */
export const field = (report, language = 'en') => report.pager.getByRole('textbox', { name: NAMES[language], exact: true });

/** Types a date and presses Enter. @param {ReportPage} report @param {string} text @param {'en' | 'fa'} language */
export async function go(report, text, language = 'en') {
  await field(report, language).fill(text);
  await field(report, language).press('Enter');
}

/** The id of the row that has the focus, in Latin digits. @param {ReportPage} report */
export const focusedId = (report) => report.page.evaluate(() => {
  const row = document.activeElement?.closest('tbody tr')?.querySelector('[role=rowheader]');
  return row?.textContent.trim().replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf)) ?? null;
});

/** Where the row of an instant stands by the database: its id, how many are newer, its page. @param {Gateway} gateway @param {number} at */
export async function expected(gateway, at, where = '1', limit = 25) {
  const newer = await gateway.count(`(${where}) and created > ${at}`);
  const total = await gateway.count(where);
  const before = Math.min(newer, total - 1);
  const [[id]] = await gateway.sql(`select id from rows where ${where} order by seq desc limit 1 offset ${before}`);
  return { id: String(id), page: Math.floor(before / limit) + 1 };
}
