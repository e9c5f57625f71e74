// A page in a tab of its own: how it is opened, used and waited for.
import { setTimeout as sleep } from 'node:timers/promises';
import { address, ROWS } from './apps.mjs';
import { expected } from './gateway.mjs';
import { NAMES } from './names.mjs';
import { probe, waited } from './probe.mjs';

/** The line and the processor of a slow load: 1.6 Mbps, 150 ms, a quarter of the speed. */
const SLOW_LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
export const SLOW_CPU = 4;

const DESKTOP = { viewport: { width: 1366, height: 900 } };
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true };

export const device = ({ locale = 'fa', phone = false } = {}) => ({ ...(phone ? PHONE : DESKTOP), locale: locale === 'fa' ? 'fa-IR' : 'en-US', timezoneId: 'Asia/Tehran' });

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** A step of the pager is a link in the built page, a button in the peers. */
const step = (page, name) => page.getByRole('link', { name, exact: true }).or(page.getByRole('button', { name, exact: true }));
const combobox = (page, name) => page.getByRole('combobox', { name: new RegExp(`^\\s*${escaped(name)}(\\s|:|$)`) });
const CONTROLS = {
  next: (page, names) => step(page, names.next),
  previous: (page, names) => step(page, names.previous),
  number: (page, names) => page.getByRole('textbox', { name: names.number, exact: true }),
  state: (page, names) => combobox(page, names.state),
  perPage: (page, names) => combobox(page, names.perPage),
};

function centre(element) {
  const isSeen = ({ top, bottom }) => top >= 0 && bottom <= innerHeight;
  if (!isSeen(element.getBoundingClientRect())) element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { x, y, width, height } = element.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}

/** Finds a control of the pager without Playwright's engine of roles, which is a megabyte of what the page holds. */
const byName = (name) => [...document.querySelectorAll('a, button')].find((control) => [control.ariaLabel, control.textContent.trim()].includes(name));

/** Reads what the main thread has done so far, in milliseconds of its own time: another program's work is not in it. */
export async function cpuOf(tab) {
  await tab.cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => (await tab.cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
}

export class Tab {
  /**
   * @param {{ view?: object, locale?: string, phone?: boolean, vitals?: boolean, wasm?: boolean, typed?: string, visit?: boolean }} options
   *   `typed` is what is typed into the sender's filter as soon as it takes that.
   */
  static async open(browser, app, { view = {}, locale = 'fa', phone = false, vitals, wasm, typed, visit = true } = {}) {
    const tab = new Tab();
    tab.app = app;
    tab.names = NAMES[locale];
    tab.view = { page: 1, limit: 25, ...view };
    tab.handles = {};
    tab.context = await browser.newContext({ ...device({ locale, phone }), storageState: app.storage });
    tab.page = await tab.context.newPage();
    tab.page.setDefaultTimeout(60_000);
    const wanted = { first: { sel: ROWS, id: tab.firstId }, vitals, wasm, typed: typed && { name: tab.names.number, text: typed } };
    await tab.page.addInitScript(probe, wanted);
    tab.cdp = await tab.context.newCDPSession(tab.page);
    if (visit) {
      await tab.visit();
      await sleep(300);
    }
    return tab;
  }

  /** Opens, hands over, and closes whatever comes of it. */
  static async with(browser, app, options, work) {
    const tab = await Tab.open(browser, app, options);
    try {
      return await work(tab);
    } finally {
      // What can't be closed has gone: the reason is what `work` throws.
      await tab.context.close().catch(() => {});
    }
  }

  /** What the first row of the view shows, and nothing else. */
  get firstId() {
    return expected(this.view).firstId;
  }

  /** A page of the same origin with nothing in it: the renderer is there, the cache as empty or full as it was. */
  async blank() {
    await this.page.goto(`${this.app.origin}/blank`);
    await this.app.sent();
  }

  /** Loads the page, and returns when its first row was there. */
  async visit() {
    await this.page.goto(address(this.app.origin, this.view), { waitUntil: 'commit' });
    const rows = await this.page.evaluate(() => globalThis.__probe.first);
    if (!rows) throw Error(`no row ${this.firstId} at ${this.page.url()}`);
    return rows;
  }

  async slowDown({ line = true } = {}) {
    if (line) {
      await this.cdp.send('Network.enable');
      await this.cdp.send('Network.emulateNetworkConditions', SLOW_LINE);
    }
    await this.cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOW_CPU });
  }

  /** What the page holds once its garbage is collected, in MB: objects, and the memory of its wasm, which `wasm` has noted. */
  async memory() {
    for (let i = 0; i < 3; i++) {
      await this.cdp.send('HeapProfiler.collectGarbage');
      await sleep(150);
    }
    const { usedSize } = await this.cdp.send('Runtime.getHeapUsage');
    const wasm = await this.page.evaluate(() => [...globalThis.__probe.memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0));
    return (usedSize + wasm) / 2 ** 20;
  }

  /** Blocking time and layout shift of the load so far. */
  vitals() {
    return this.page.evaluate(() => {
      const { tasks, shift, shifted } = globalThis.__probe;
      return { blocking: tasks.reduce((sum, ms) => sum + Math.max(0, ms - 50), 0), shift, shifted };
    });
  }

  /** A control, looked for once: a query by role styles the whole document, a second of it with 1,000 rows. */
  async control(what) {
    const known = this.handles[what];
    if (known && (await known.evaluate((element) => element.isConnected))) return known;
    const found = this.isLight ? await this.page.evaluateHandle(byName, this.names[what]) : await CONTROLS[what](this.page, this.names).first().elementHandle();
    this.handles[what] = found.asElement();
    return this.handles[what];
  }

  async click(what) {
    const [x, y] = await (await this.control(what)).evaluate(centre);
    await this.page.mouse.click(x, y);
  }

  async type(text) {
    for (const key of text) await this.page.keyboard.press(key);
  }

  async clear() {
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.press('Delete');
  }

  async choose(what, value) {
    await (await this.control(what)).selectOption(value);
  }

  /**
   * Does something that leads to another view, and returns how long its rows took from the event (`click`, `change`) to the
   * screen, without the time that the gateway was waited for.
   */
  async timed(event, view, act) {
    this.view = view;
    await this.page.evaluate(([sel, id]) => {
      performance.clearResourceTimings();
      globalThis.__wait = globalThis.__probe.painted(sel, id);
    }, [ROWS, this.firstId]);
    await act();
    const [painted, from] = await this.page.evaluate(async (event) => [await globalThis.__wait, globalThis.__probe[event]], event);
    if (!painted) throw Error(`the rows of ${JSON.stringify(view)} did not come`);
    const gateway = await this.page.evaluate(`(${waited})(${from}, ${painted.main})`);
    return painted.shown === null ? null : painted.shown - from - gateway;
  }

  /** Turns a page, by a control that is known already where the page is large. */
  async turn(by = 1) {
    const what = by > 0 ? 'next' : 'previous';
    await this.control(what);
    return this.timed('click', { ...this.view, page: this.view.page + by }, () => this.click(what));
  }

  /** Waits for the rows of a view with as little work for the page as can be: after a rest it is asked each 50 ms. */
  async settled(view, rest) {
    this.view = view;
    await sleep(rest);
    for (let tries = 0; tries < 400; tries++) {
      if (await this.page.evaluate(([sel, id]) => globalThis.__probe.shows(sel, id), [ROWS, this.firstId])) return;
      await sleep(50);
    }
    throw Error(`the rows of ${JSON.stringify(view)} did not come`);
  }
}
