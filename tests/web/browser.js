// What the tests of tests/web do to the browser: one file, as the server of their runner may never answer where a browser
// asks for more than four at once.

const real_fetch = globalThis.fetch;
let asked = [];
// Every POST waits for its answer; an abort ends it as in a browser.
globalThis.fetch = (request, ...rest) => {
  if (!(request instanceof Request) || request.method !== 'POST') return real_fetch(request, ...rest);
  return new Promise((resolve, reject) => {
    const entry = { resolve, reject, request, aborted: false };
    asked.push(entry);
    request.signal.addEventListener('abort', () => {
      entry.aborted = true;
      reject(new DOMException('aborted', 'AbortError'));
    });
  });
};
export const forget = () => { asked = []; };
export const count = () => asked.length;
export const aborted = (i) => asked[i].aborted;
export const body = (i) => asked[i].request.clone().text();
export const header = (i, name) => asked[i].request.headers.get(name) ?? '';
export const property = (i, name) => String(asked[i].request[name]);
export const answer = (i, status, text) => asked[i].resolve(new Response(text, { status }));
export const answer_with = (i, status, text, retry) =>
  asked[i].resolve(new Response(text, { status, headers: { 'Retry-After': retry } }));
export const lose = (i) => asked[i].reject(new TypeError('Failed to fetch'));
export const moment = () => new Promise((resolve) => setTimeout(resolve, 0));
// A page that goes with a dialog open leaves the dialog's entry by Back, which takes a while.
let leaving = 0;
const { back } = History.prototype;
History.prototype.back = function () {
  leaving += 1;
  addEventListener('popstate', () => { leaving -= 1; }, { once: true });
  back.call(this);
};
// As a person opens an address: it is none of the page's own writes, of which there may be so many.
export const go = async (query) => {
  await real_wait(0);
  while (leaving > 0) await real_wait(1);
  history.replaceState(null, '', location.pathname + query);
};
// A clock that a test moves: what has been waited for in no time is added to both clocks of the browser, and timers that
// have become due are called in their order.
const { setTimeout: start, clearTimeout: stop } = globalThis;
const [date, monotonic] = [Date.now.bind(Date), performance.now.bind(performance)];
const timers = new Map();
let [waited, since, fixed] = [0, 0, null];
performance.now = () => monotonic() + waited;
Date.now = () => (fixed ?? date()) + waited - since;
globalThis.setTimeout = (callback, ms = 0, ...args) => {
  const call = () => { timers.delete(id); callback(...args); };
  const id = start(call, ms);
  timers.set(id, { call, due: performance.now() + Number(ms) });
  return id;
};
globalThis.clearTimeout = (id) => { timers.delete(id); stop(id); };
export const real_wait = (ms) => new Promise((resolve) => start(resolve, ms));
export const set_now = (seconds) => { [fixed, since] = [Number(seconds) * 1000, waited]; };
export const real_now = () => { [fixed, since] = [null, waited]; };
export const wait = async (ms) => {
  const end = performance.now() + ms;
  for (;;) {
    await real_wait(0);
    const due = [...timers].filter(([, timer]) => timer.due <= end).sort(([, one], [, other]) => one.due - other.due);
    if (due.length === 0) break;
    const [id, timer] = due[0];
    waited += Math.max(0, timer.due - performance.now());
    stop(id);
    timer.call();
  }
  waited += Math.max(0, end - performance.now());
  await real_wait(0);
};

// Timers are numbered as by a clock that a test moves.
const BEYOND = 1e12;
const numbered = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
export const number_timers_high = () => {
  globalThis.setTimeout = (...args) => numbered.setTimeout(...args) + BEYOND;
  globalThis.clearTimeout = (id) => numbered.clearTimeout(id - BEYOND);
};
export const number_timers_as_ever = () => Object.assign(globalThis, numbered);

const Format = Intl.DateTimeFormat;
const { Temporal } = globalThis;
// A browser without Temporal.
export const forget_temporal = () => { globalThis.Temporal = undefined; };
// Rules from before 2022: in Tehran, summer time goes on. Kabul's clocks are as far ahead all year.
export const forget_2022 = () => {
  forget_temporal();
  Intl.DateTimeFormat = class extends Format {
    constructor(tag, options) {
      super(tag, options);
      if (options?.timeZone !== 'Asia/Tehran') return;
      const summer = new Format(tag, { ...options, timeZone: 'Asia/Kabul' });
      const own = super.format;
      const isSummer = (date) => +date > 1663788600000 && [3, 4, 5, 6, 7].includes(new Date(date).getUTCMonth());
      Object.defineProperty(this, 'format', { value: (date) => (isSummer(date) ? summer.format(date) : own(date)) });
    }
  };
};
export const remember = () => {
  Intl.DateTimeFormat = Format;
  globalThis.Temporal = Temporal;
};

const text_of_file = Blob.prototype.text;
let reads = 0;
// Files take so long to be read.
export const slow = (ms) => {
  reads = 0;
  Blob.prototype.text = async function () {
    reads += 1;
    await new Promise((resolve) => setTimeout(resolve, ms));
    return text_of_file.call(this);
  };
};
export const read_count = () => reads;
export const choose = (input, content) => {
  const data = new DataTransfer();
  data.items.add(new File([content], 'views.json', { type: 'application/json' }));
  input.files = data.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
};
let url = '';
const create = URL.createObjectURL;
URL.createObjectURL = (blob) => (url = create.call(URL, blob));
HTMLAnchorElement.prototype.click = function () {
  if (!this.download) HTMLElement.prototype.click.call(this);
};
export const saved = async () => fetch(url).then((response) => response.text(), () => 'gone');
export const tell = (name) => window.dispatchEvent(new Event(name));
export const close = () => document.querySelectorAll('dialog[open]').forEach((dialog) => dialog.close());

let copied = {};
const kinds = (data) => { copied = { plain: data.getData('text/plain'), html: data.getData('text/html') }; };
const copy = () => {
  const clipboardData = new DataTransfer();
  const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
  if (event.defaultPrevented) kinds(clipboardData);
  else copied = { plain: null, html: '' };
};
// A page over plain HTTP: no clipboard of its own, and copying by selection is allowed or not.
export const plain_http = (allowed) => {
  copied = {};
  Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined, configurable: true });
  document.execCommand = (name) => {
    if (!allowed || name !== 'copy') return false;
    copy();
    return true;
  };
};
export const plain = () => copied.plain ?? '';
export const html = () => copied.html ?? '';
export const selected = () => {
  const field = document.activeElement;
  return field.value?.slice(field.selectionStart, field.selectionEnd) ?? '';
};
export const select_children = (element) => getSelection().selectAllChildren(element);
export const select_nothing = () => getSelection().removeAllRanges();
export const copy_by_hand = () => { copied = {}; copy(); };
export const click = (element, detail) => element.dispatchEvent(
  new PointerEvent('click', { bubbles: true, cancelable: true, button: 0, detail, pointerType: 'mouse' }));

// Each day from one to another (days since 1970) as the browser writes it: `1404-1-19`, lines.
export const days = (calendar, from, to) => {
  const format = new Intl.DateTimeFormat(`en-US-u-ca-${calendar}-nu-latn`, {
    timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric',
  });
  const lines = [];
  for (let day = from; day <= to; day++) {
    const part = Object.fromEntries(format.formatToParts(day * 86400000).map(({ type, value }) => [type, value]));
    lines.push(`${part.relatedYear ?? part.year}-${part.month}-${part.day}`);
  }
  return lines.join('\n');
};
export const word = (locale, calendar, day, option, length) =>
  new Intl.DateTimeFormat(`${locale}-u-ca-${calendar}`, { timeZone: 'UTC', [option]: length })
    .formatToParts(day * 86400000).find(({ type }) => type === option).value;

/** The texts of an element. @param {Element} element @returns {Text[]} */
function texts(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(/** @type {Text} */ (walker.currentNode));
  return found;
}

/** @param {Element} element */
export function translate(element) {
  for (const text of texts(element)) {
    const outer = document.createElement('font');
    const inner = outer.appendChild(document.createElement('font'));
    inner.textContent = `[${text.data}]`;
    text.replaceWith(outer);
  }
}

/** @param {Element} element */
export function detect(element) {
  for (const text of texts(element)) {
    const at = text.data.search(/\d{4}/);
    if (at < 0) continue;
    const rest = text.splitText(at);
    const link = document.createElement('a');
    rest.replaceWith(link);
    link.append(rest);
  }
}

/** The marked texts of a name, separated by commas; absent where there are no such marks. @param {string} name */
export function marked(name) {
  const marks = CSS.highlights.get(name);
  return marks && [...marks].map((mark) => {
    const range = new Range();
    range.setStart(mark.startContainer, mark.startOffset);
    range.setEnd(mark.endContainer, mark.endOffset);
    return range.toString();
  }).join();
}
