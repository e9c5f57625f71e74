// @ts-check
// The page by roles and accessible names, in both languages: the contract's section 5.
import { expect } from '@playwright/test';
import { TOKEN } from './gateway.mjs';

/** @import { Locator, Page } from '@playwright/test' */
/** @typedef {keyof typeof NAMES} Language */
/** @typedef {Exclude<keyof typeof NAMES.en, 'columns'>} Name what is named on the page, by a word of the tests */

const NAMES = {
  en: {
    connectForm: 'Connect to the gateway', address: 'Gateway address', token: 'Token',
    remember: 'Remember on this device', connect: 'Connect', signOut: 'Sign out', language: 'فارسی',
    filters: 'Filters', menu: 'Menu', apply: 'Apply', clearAll: 'Clear all', table: 'Outbox report', refresh: 'Refresh',
    pages: 'Pages', first: 'First page', previous: 'Previous page', next: 'Next page', last: 'Last page',
    page: 'Page', limit: 'Rows per page', tryAgain: 'Try again',
    active: 'Active filters', overview: 'Overview', byState: 'Sends by state', overTime: 'Sends over time', attention: 'Needs attention', stopCounting: 'Stop counting',
    calendar: 'Calendar', export: 'Export', share: 'Share', columnsButton: 'Columns', settings: 'Settings', help: 'Help', print: 'Print', views: 'Saved views', close: 'Close',
    username: 'Username', number: 'Sender number', messages_outbox_id: 'Outbox ID', message: 'Message text',
    create_from_date: 'Created date from', create_to_date: 'Created date to', send_from_date: 'Sent date from',
    send_to_date: 'Sent date to', from_exit_count: 'Exit count from', to_exit_count: 'Exit count to', state_id: 'State',
    columns: ['State', 'Message', 'Sender', 'Recipients', 'Exits', 'Cost', 'Created', 'Sent', 'User', 'Outbox ID'],
  },
  fa: {
    connectForm: 'اتصال به درگاه', address: 'نشانی درگاه', token: 'توکن',
    remember: 'در این دستگاه به خاطر بسپار', connect: 'اتصال', signOut: 'خروج', language: 'English',
    filters: 'فیلترها', menu: 'منو', apply: 'اعمال', clearAll: 'پاک کردن همه', table: 'گزارش ارسال‌ها', refresh: 'به‌روزرسانی',
    pages: 'صفحه‌ها', first: 'صفحه اول', previous: 'صفحه قبل', next: 'صفحه بعد', last: 'صفحه آخر',
    page: 'صفحه', limit: 'تعداد ردیف در صفحه', tryAgain: 'تلاش دوباره',
    active: 'فیلترهای فعال', overview: 'نمای کلی', byState: 'ارسال‌ها به تفکیک وضعیت', overTime: 'ارسال‌ها در گذر زمان', attention: 'نیازمند رسیدگی', stopCounting: 'توقف شمارش',
    calendar: 'تقویم', export: 'دریافت خروجی', share: 'هم‌رسانی', columnsButton: 'ستون‌ها', settings: 'تنظیمات', help: 'راهنما', print: 'چاپ', views: 'نماهای ذخیره‌شده', close: 'بستن',
    username: 'نام کاربری', number: 'شماره فرستنده', messages_outbox_id: 'شناسه ارسال', message: 'متن پیام',
    create_from_date: 'تاریخ ایجاد از', create_to_date: 'تاریخ ایجاد تا', send_from_date: 'تاریخ ارسال از',
    send_to_date: 'تاریخ ارسال تا', from_exit_count: 'تعداد خروجی از', to_exit_count: 'تعداد خروجی تا', state_id: 'وضعیت',
    columns: ['وضعیت', 'متن پیام', 'فرستنده', 'گیرنده', 'خروجی', 'هزینه', 'ایجاد', 'ارسال', 'کاربر', 'شناسه ارسال'],
  },
};

/**
 * Stores a session for the tab in the page's own form (`src/start/session.rs`): the number of sign-outs on the device,
 * the address that `config.json` offers, the address, and the token. It does so only at the first load of a tab, so that
 * the page can end the session.
 *
 * @param {string[]} given
 */
const giveSession = ([token, mark]) => {
  if (!location.protocol.startsWith('http')) return;
  const own = `outbox-report ${location.pathname.replace(/[^/]*$/, '')} `;
  if (sessionStorage.getItem(mark)) return;
  sessionStorage.setItem(mark, 'once');
  sessionStorage.setItem(`${own}session`, [localStorage.getItem(`${own}sign_outs`) ?? '', '', '', token].join('\n'));
};

/** Returns a text with the digits of three scripts as Latin ones. @param {string} text */
export const latin = (text) =>
  text.replace(/[۰-۹٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 0xf));

export class ReportPage {
  /** @param {Page} page @param {string} base the page's URL, with its slash @param {Language} language */
  constructor(page, base, language = 'en') {
    this.page = page;
    this.base = base;
    this.names = NAMES[language];
    this.sessions = 0;
  }

  /** Opens the page with a query string, `?…` or nothing. The event `load` would wait for a font that a test holds back. */
  async open(query = '') {
    await this.page.goto(this.base + query, { waitUntil: 'domcontentloaded' });
  }

  /** Stores a session for the tab from the next load on. Tests of connecting use the form instead. */
  async haveSession(token = TOKEN) {
    this.sessions += 1;
    await this.page.addInitScript(giveSession, [token, `session given ${this.sessions}`]);
  }

  /** Opens the page with a session. */
  async openConnected(query = '', token = TOKEN) {
    await this.haveSession(token);
    await this.open(query);
  }

  /** Opens the page with a session, and waits for the first answer. */
  async enter(query = '', token = TOKEN) {
    await this.openConnected(query, token);
    await this.settled();
    await this.pager.waitFor({ state: 'attached' });
  }

  /** Waits until the lazy part is loaded: keys, pasting into the page, prefetching, print. */
  async whole() {
    await this.button('columnsButton').waitFor({ state: 'attached' });
  }

  /** Makes the page believe that another tab is in front of it, or no longer. @param {boolean} isHidden */
  async hide(isHidden = true) {
    await this.page.evaluate((isHidden) => {
      Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, isHidden);
  }

  /** Opens the page, connects by the form, and waits for the first answer. */
  async enterByForm(query = '', token = TOKEN, choices = {}) {
    await this.open(query);
    await this.connect(token, choices);
    await this.settled();
  }

  /** @param {string} token @param {{ remember?: boolean, address?: string }} choices */
  async connect(token = TOKEN, { remember = false, address } = {}) {
    if (address !== undefined) await this.address.fill(address);
    await this.token.fill(token);
    if (remember) await this.remember.check();
    await this.button('connect').click();
  }

  /** Waits until no request is in flight. It checks in every frame, as `expect` would check after growing pauses. */
  async settled(timeout = 10_000) {
    await this.table.and(this.page.locator('[aria-busy="false"]')).waitFor({ state: 'attached', timeout });
  }

  /** Presses Try again, unless the page has retried by itself and has its answer. */
  async tryAgain() {
    await this.button('tryAgain').click({ timeout: 20_000 }).catch(async (error) => {
      if (await this.alert.count()) throw error;
    });
  }

  /** @param {Name} name */
  button(name) {
    return this.page.getByRole('button', { name: this.names[name], exact: true });
  }

  get connectForm() {
    return this.page.getByRole('form', { name: this.names.connectForm });
  }
  get address() {
    return this.connectForm.getByRole('textbox', { name: this.names.address });
  }
  get token() {
    return this.connectForm.getByRole('textbox', { name: this.names.token });
  }
  get remember() {
    return this.connectForm.getByRole('checkbox', { name: this.names.remember });
  }
  get filters() {
    return this.page.getByRole('search', { name: this.names.filters });
  }

  /** Returns the field of a filter, by the API's name. @param {Name} name */
  field(name) {
    const role = name === 'state_id' ? 'combobox' : 'textbox';
    return this.filters.getByRole(role, { name: this.names[name], exact: true });
  }

  get table() {
    return this.page.getByRole('table', { name: this.names.table });
  }
  get rows() {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('rowheader') });
  }

  /** Returns the ids of the rows, in Latin digits. */
  async ids() {
    const texts = await this.table.getByRole('rowheader').allTextContents();
    return texts.map((text) => latin(text.trim()));
  }

  get status() {
    return this.page.getByRole('status');
  }
  get alert() {
    return this.page.getByRole('alert');
  }
  get pager() {
    return this.page.getByRole('navigation', { name: this.names.pages });
  }

  /** Returns the button that unfolds the form. A count may follow its name. */
  get filtersButton() {
    return this.page.getByRole('button', { name: new RegExp(`^${this.names.filters}( [\\d۰-۹]+)?$`) });
  }

  /** Returns the active filters, in words. */
  get chips() {
    return this.page.getByRole('list', { name: this.names.active }).getByRole('button');
  }

  get dialog() {
    return this.page.getByRole('dialog');
  }

  /** Opens the calendar of a date's field. @param {Name} name */
  async openCalendar(name) {
    await this.page.getByRole('button', { name: `${this.names.calendar}: ${this.names[name]}`, exact: true }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** Returns the accessible name of the focused day. */
  focusedDay() {
    return this.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  }

  /** Returns a step of the pager: `first`, `previous`, `next` or `last`. @param {'first' | 'previous' | 'next' | 'last'} name */
  step(name) {
    return this.pager.getByRole('link', { name: this.names[name], exact: true });
  }
  get pageField() {
    return this.pager.getByRole('textbox', { name: this.names.page, exact: true });
  }
  get limit() {
    return this.pager.getByRole('combobox', { name: this.names.limit });
  }

  /** Returns the query string in the address bar. */
  query() {
    return new URL(this.page.url()).search;
  }

  /** Returns the number of history entries. */
  historyLength() {
    return this.page.evaluate(() => history.length);
  }
}

/** Returns the sentence to which a field's `aria-describedby` or `aria-errormessage` refers. @param {Locator} field */
export async function description(field) {
  const ids = await field.evaluate((element) =>
    [element.getAttribute('aria-describedby'), element.getAttribute('aria-errormessage')].filter(Boolean).join(' '));
  const texts = [];
  for (const id of ids.split(' ').filter(Boolean)) {
    texts.push((await field.page().locator(`[id="${id}"]`).textContent()) ?? '');
  }
  return texts.join(' ');
}

/** Moves the page's clock (`page.clock.install()`) on, a second at a time, until a condition holds. @param {Page} page @param {() => Promise<boolean>} holds */
export async function timePasses(page, holds) {
  await expect.poll(async () => {
    if (await holds()) return true;
    await page.clock.runFor(1000);
    return false;
  }, { intervals: [30], timeout: 10_000 }).toBe(true);
}
