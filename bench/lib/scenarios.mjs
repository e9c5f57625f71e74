// What is measured. Each scenario opens a page, uses it, and returns its figures: `{ 'name.of.figure': number }`.
import { setTimeout as sleep } from 'node:timers/promises';
import { ROWS } from './apps.mjs';
import { exporting, exportingMillion } from './exporting.mjs';
import { median } from './figures.mjs';
import { overview } from './overview.mjs';
import { returning } from './returning.mjs';
import { cpuOf, Tab } from './tab.mjs';
import { tasksOf } from './trace.mjs';

const SENDER = '+981000';

/** Time enough for what comes after the first rows: the lazy part and the font. */
const REST_MS = 1000;
const REST_SLOW_MS = 2500;

/** Bytes by part, as they were sent; the font is nobody's. */
function bytes(files) {
  const sum = (isWanted) => files.filter(({ path }) => isWanted(path)).reduce((sum, { bytes }) => sum + bytes, 0);
  const isApp = (path) => /\/(split_app|chunk_)/.test(path);
  const isDialogs = (path) => /\/split_/.test(path) && !isApp(path);
  const isFont = (path) => path.endsWith('.woff2');
  return {
    'bytes.first': sum((path) => !isApp(path) && !isDialogs(path) && !isFont(path)),
    'bytes.app': sum(isApp),
    'bytes.dialogs': sum(isDialogs),
  };
}

/** Notes the layout shift of a load, by the language and the device, and what it was that shifted. */
function shift(tab, name, { shift, shifted }) {
  for (const what of shifted) tab.app.shifts.add(`${name}: ${what}`);
  return { [`shift.${name}`]: shift };
}

const cold = (isSlow, name = 'fa', device = {}) => (browser, app) => Tab.with(browser, app, { ...device, vitals: true, visit: false }, async (tab) => {
  await tab.blank();
  if (isSlow) await tab.slowDown();
  const rows = await tab.visit();
  await sleep(isSlow ? REST_SLOW_MS : REST_MS);
  const vitals = await tab.vitals();
  const shifts = shift(tab, name, vitals);
  if (name !== 'fa') return shifts;
  if (isSlow) return { ...shifts, 'slow.rows': rows.shown, 'slow.blocking': vitals.blocking };
  return { ...shifts, ...bytes(await app.sent()), 'cold.rows': rows.shown };
});

/** When a filter takes typing on a slow line: what was typed as soon as it could be has to lead to its rows. */
const usable = (browser, app) => Tab.with(browser, app, { typed: SENDER, visit: false }, async (tab) => {
  await tab.blank();
  await tab.slowDown();
  await tab.page.goto(`${app.origin}/`, { waitUntil: 'commit' });
  const at = await tab.page.evaluate(() => globalThis.__probe.usable);
  await tab.settled({ ...tab.view, filters: { number: SENDER } }, 0);
  return { 'slow.usable': at };
});

/** Three loads fill the caches of files and of compiled code, three are measured, and one on a slow line. */
const warm = (browser, app) => Tab.with(browser, app, { vitals: true, visit: false }, async (tab) => {
  const times = [];
  const shifts = [];
  const load = async (rest) => {
    await tab.blank();
    const { shown } = await tab.visit();
    await sleep(rest);
    shifts.push(shift(tab, 'fa', await tab.vitals())['shift.fa']);
    return shown;
  };
  for (let i = 0; i < 6; i++) times.push(await load(i < 3 ? REST_MS : 500));
  await tab.blank();
  await tab.slowDown();
  const slow = await load(REST_MS);
  return { 'warm.rows': median(times.slice(3)), 'warm.slow.rows': slow, 'shift.fa': Math.max(...shifts) };
});

const LOADS = [['en', { locale: 'en' }], ['fa.phone', { phone: true }], ['en.phone', { locale: 'en', phone: true }]];

/** The loads that `cold` and `slow` have not: the other language, and a phone. */
async function shifts(browser, app) {
  const worst = {};
  for (const [name, device] of LOADS) {
    const [quick, slow] = [await cold(false, name, device)(browser, app), await cold(true, name, device)(browser, app)];
    worst[`shift.${name}`] = Math.max(...Object.values(quick), ...Object.values(slow));
  }
  return worst;
}

const TURNS = { 25: 12, 100: 8, 1000: 5 };

const turn = (limit) => (browser, app) => Tab.with(browser, app, { view: { limit } }, async (tab) => {
  const cpu = await cpuOf(tab);
  // The first one makes what the later ones use again.
  await tab.turn();
  await sleep(limit > 100 ? 300 : 120);
  const [before, times] = [await cpu(), []];
  for (let i = 0; i < TURNS[limit]; i++) {
    times.push(await tab.turn());
    await sleep(limit > 100 ? 300 : 120);
  }
  return { [`turn.${limit}`]: median(times), [`turn.${limit}.cpu`]: ((await cpu()) - before) / times.length };
});

async function turns(browser, app) {
  const figures = {};
  for (const limit of Object.keys(TURNS).map(Number)) Object.assign(figures, await turn(limit)(browser, app));
  return figures;
}

const state = (browser, app) => Tab.with(browser, app, {}, async (tab) => {
  const times = [];
  for (const id of ['3', '6', '1', '5', '6', '2']) {
    times.push(await tab.timed('change', { page: 1, limit: 25, filters: { state_id: id } }, () => tab.choose('state', id)));
    await sleep(300);
  }
  return { state: median(times.slice(1)) };
});

const type = (limit) => (browser, app) => Tab.with(browser, app, { view: { limit } }, async (tab) => {
  await tab.slowDown({ line: false });
  await tab.click('number');
  await sleep(500);
  const tasks = await tasksOf(browser, tab.page, async () => {
    for (const key of SENDER) {
      await tab.type(key);
      await sleep(90);
    }
    await tab.settled({ ...tab.view, filters: { number: SENDER } }, 1200);
  });
  return { [`type.${limit}`]: Math.max(...tasks.map(({ wall }) => wall)) };
});

const typing = async (browser, app) => ({ ...(await type(25)(browser, app)), ...(await type(100)(browser, app)) });

/** Sixty interactions, as of somebody at work: 36 turns, 8 states, 8 filters typed and cleared, 8 changes of the rows on a page. */
const session = (browser, app) => Tab.with(browser, app, {}, async (tab) => {
  for (const what of ['next', 'previous', 'number', 'state', 'perPage']) await tab.control(what);
  const cpu = await cpuOf(tab);
  const before = await cpu();
  const filters = {};
  const to = (changed, rest) => tab.settled({ ...tab.view, page: 1, filters: { ...filters }, ...changed }, rest);
  const step = async (what, by) => {
    await tab.click(what);
    await to({ page: tab.view.page + by }, 250);
  };
  for (const states of [['3', '6'], ['1', '5'], ['6', '3'], ['5', '6']]) {
    for (let i = 0; i < 6; i++) await step('next', 1);
    for (let i = 0; i < 3; i++) await step('previous', -1);
    for (const id of states) {
      filters.state_id = id;
      await tab.choose('state', id);
      await to({}, 250);
    }
    await tab.click('number');
    await tab.type(SENDER);
    filters.number = SENDER;
    await to({}, 900);
    await tab.click('number');
    await tab.clear();
    delete filters.number;
    await to({}, 900);
    for (const limit of [100, 25]) {
      await tab.choose('perPage', String(limit));
      await to({ limit }, 350);
    }
  }
  return { session: (await cpu()) - before };
});

/** Chromium forgets what is written to the history more often than 200 times in 10 s. */
const TURN_MS = 55;

/** What the page holds: after the load, and after 100 and 500 turns. In a browser of its own, which collects when told to. */
async function memory(_, app, launch) {
  const browser = await launch(['--js-flags=--expose-gc']);
  try {
    return await Tab.with(browser, app, { wasm: true }, async (tab) => {
      tab.isLight = true;
      const held = async () => {
        await sleep(1000);
        return tab.memory();
      };
      const turnUntil = async (page) => {
        while (tab.view.page < page) await Promise.all([tab.turn(), sleep(TURN_MS)]);
        return held();
      };
      const elements = await tab.page.evaluate(() => document.querySelectorAll('*').length);
      return { elements, 'memory.0': await held(), 'memory.100': await turnUntil(101), 'memory.500': await turnUntil(501) };
    });
  } finally {
    await browser.close();
  }
}

/**
 * Every scenario. `isTimed` ones wait for a quiet machine; `isSeldom` ones hardly differ and are measured in every third run;
 * `isOwn` ones are of what no other page does.
 */
export const SCENARIOS = {
  cold: { work: cold(false), isTimed: true },
  slow: { work: cold(true), isTimed: true },
  usable: { work: usable, isTimed: true },
  warm: { work: warm, isTimed: true },
  shift: { work: shifts, isSeldom: true },
  turn: { work: turns, isTimed: true },
  state: { work: state, isTimed: true },
  type: { work: typing, isTimed: true },
  session: { work: session },
  memory: { work: memory, isSeldom: true },
  return: { work: returning, isTimed: true },
  overview: { work: overview, isTimed: true, isOwn: true },
  export: { work: exporting, isTimed: true, isOwn: true },
  million: { work: exportingMillion, isTimed: true, isOwn: true },
};
