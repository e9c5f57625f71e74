// The export of everything that matches: no other page has one. It is held against a bare loop of the same requests, which
// neither reads nor keeps what comes.
import { createdFrom } from './gateway.mjs';
import { cpuOf, Tab } from './tab.mjs';
import { tasksOf } from './trace.mjs';

/** Time enough for what the page asks ahead by itself. */
const REST_MS = 1500;
const MINUTES = 60_000;

/** A view of this many rows, with the dialog of the export open over it. */
const open = (browser, app, rows, work) =>
  Tab.with(browser, app, { view: { filters: { create_from_date: String(createdFrom(rows)) } }, wasm: true }, async (tab) => {
    const { page, names } = tab;
    await page.waitForTimeout(REST_MS);
    await page.getByRole('button', { name: names.export, exact: true }).click();
    await page.getByRole('button', { name: names.startExport, exact: true }).waitFor();
    return work(tab);
  });

/** More rows than this are exported after a confirmation. */
const CONFIRMED_ABOVE = 100_000;

/**
 * Exports so many rows, and returns when the file is saved. Waits for it outside the page: what looks into it takes its
 * time, so that the confirmation is not looked for where none comes.
 */
async function exported({ page, names }, rows) {
  const saved = page.waitForEvent('download', { timeout: 20 * MINUTES });
  await page.getByRole('button', { name: names.startExport, exact: true }).click();
  if (rows > CONFIRMED_ABOVE) await page.getByRole('button', { name: names.confirmExport, exact: true }).click();
  const download = await saved;
  const at = Date.now();
  await download.delete();
  return at;
}

/** From the first request since the last look to the last answer, in milliseconds of the page's clock and of the day's. */
const waited = () => {
  const asked = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/api/report/new_list'));
  const [from, to] = [Math.min(...asked.map(({ startTime }) => startTime)), Math.max(...asked.map(({ responseEnd }) => responseEnd))];
  return { ms: to - from, endedAt: performance.timeOrigin + to };
};

/** Sends these requests one after the other, and takes the answers as texts. */
const bareLoop = async ([url, bodies]) => {
  const start = performance.now();
  for (const body of bodies) {
    const response = await fetch(url, { method: 'POST', headers: { Authorization: 'bench-token', 'Content-Type': 'application/json' }, body });
    await response.text();
  }
  return performance.now() - start;
};

/** Exports so many rows, and reads the same answers by a bare loop: how long each took, and what the export cost. */
const compared = (browser, app, rows) => open(browser, app, rows, async (tab) => {
  const cpu = await cpuOf(tab);
  await tab.page.evaluate(() => performance.clearResourceTimings());
  await app.asked();
  const before = await cpu();
  const savedAt = await exported(tab, rows);
  const used = (await cpu()) - before;
  const bodies = await app.asked();
  const { ms, endedAt } = await tab.page.evaluate(waited);
  await tab.blank();
  const loops = [];
  for (let i = 0; i < 2; i++) loops.push(await tab.page.evaluate(bareLoop, [`${app.gateway}/api/report/new_list`, bodies]));
  return { ms, bareMs: Math.min(...loops), cpu: used, written: savedAt - endedAt };
});

/** How quick an export is, and what it costs, by the names of its figures. */
const speed = (name, rows) => async (browser, app) => {
  const { ms, bareMs, cpu, written } = await compared(browser, app, rows);
  return { [`${name}.rate`]: rows * 1000 / ms, [`${name}.share`]: 100 * bareMs / ms, [`${name}.cpu`]: cpu, [`${name}.written`]: written };
};

/** What a gateway takes for an answer that is not beside the page. */
const WAIT_MS = 100;

/** The same where the gateway is farther away. */
async function farAway(browser, app) {
  await app.wait(WAIT_MS);
  try {
    const { ms, bareMs } = await compared(browser, app, 50_000);
    return { 'export.share.far': 100 * bareMs / ms };
  } finally {
    await app.wait(0);
  }
}

/** The tasks of an export on a slow processor, by the thread's own time: an export is long enough to be interrupted. */
const tasks = (browser, app) => open(browser, app, 10_000, async (tab) => {
  await tab.slowDown({ line: false });
  const durations = (await tasksOf(browser, tab.page, () => exported(tab, 10_000))).map(({ own }) => own);
  return { 'export.longest': Math.max(...durations), 'export.tasks': durations.filter((ms) => ms > 50).length };
});

/** The most that the page holds while it exports. In a browser of its own, which collects when told to. */
const memory = (rows) => async (_, app, launch) => {
  const browser = await launch(['--js-flags=--expose-gc']);
  try {
    return await open(browser, app, rows, async (tab) => {
      const before = await tab.memory();
      let [most, isOver] = [0, false];
      const end = exported(tab, rows).finally(() => { isOver = true; });
      while (!isOver) most = Math.max(most, await tab.memory());
      await end;
      return { 'export.memory.0': before, [`export.memory.${rows}`]: most };
    });
  } finally {
    await browser.close();
  }
};

/** Does one after the other, and gives all of their figures. */
const all = (...works) => async (...how) => {
  const figures = {};
  for (const work of works) Object.assign(figures, await work(...how));
  return figures;
};

export const exporting = all(speed('export', 100_000), farAway, tasks, memory(10_000), memory(100_000));
export const exportingMillion = all(speed('million', 1_000_000), memory(1_000_000));
