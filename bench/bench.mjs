// Measures the built page beside pages that do the same job without it, on the same work: `cargo xtask bench`, which says
// where things are (DIST, CHROMIUM, WORK, COMMIT). Prints figures; judges none. Fails where something can't be measured.
//
// Each run measures all pages, one after the other in each scenario, and begins with another one: what the machine does
// beside it meets them all alike. The built page takes part twice, as `page` and `again`: what these two differ by is noise.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { chromium } from 'playwright-core';
import { connectPage, connectPeer } from './lib/apps.mjs';
import { figuresOf, kept, table } from './lib/figures.mjs';
import { NAMES } from './lib/names.mjs';
import { SCENARIOS } from './lib/scenarios.mjs';
import { device } from './lib/tab.mjs';
import { buildPeers } from './peers/build.mjs';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, save: { type: 'boolean' }, runs: { type: 'string' }, only: { type: 'string' } },
});
const { CHROMIUM, COMMIT, DIST, WORK } = process.env;
const FIGURES = fileURLToPath(new URL('figures.json', import.meta.url));

/** What cold loads differ by is more than what anything else does: three in a run, and two slow ones, spread over it. */
const FULL = ['cold', 'slow', 'warm', 'turn', 'cold', 'state', 'slow', 'type', 'cold', 'usable', 'session', 'shift', 'memory'];
const QUICK = ['cold', 'slow', 'turn', 'cold'];
/** The quick form begins no run that would end later than this. */
const QUICK_MS = 210_000;

const scenarios = options.only?.split(',') ?? (options.quick ? QUICK : FULL);
const unknown = scenarios.find((name) => !SCENARIOS[name]);
if (unknown) throw Error(`--only takes some of ${Object.keys(SCENARIOS).join(', ')}, not ${unknown}`);
const runs = Number(options.runs ?? 7);

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const launch = (flags = []) => chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...flags] });
const reopen = (profile, options) => chromium.launchPersistentContext(profile, { ...options, executablePath: CHROMIUM, args: FLAGS });

// ---- a quiet machine ---------------------------------------------------------------------------------------------------

const quiet = { yes: 0, no: 0 };
const QUIET_MS = 2000;

/** How much of the machine is idle for a quarter of a second. */
async function idleShare() {
  const read = () => cpus().reduce((sum, { times }) => [sum[0] + times.idle, sum[1] + Object.values(times).reduce((a, b) => a + b)], [0, 0]);
  const before = read();
  await sleep(250);
  const after = read();
  return (after[0] - before[0]) / Math.max(1, after[1] - before[1]);
}

/** Waits until half of the machine is idle, but not for ever; and remembers whether it was. */
async function quietMachine() {
  const end = Date.now() + QUIET_MS;
  do {
    if ((await idleShare()) >= 0.5) {
      quiet.yes++;
      return;
    }
  } while (Date.now() < end);
  quiet.no++;
}

// ---- the pages ---------------------------------------------------------------------------------------------------------

/** Serves the pages, and connects each: what it keeps then is what it has in every later load. */
async function pages() {
  const dirs = { ...(await buildPeers(WORK)), page: DIST, again: DIST };
  const taking = options.quick ? ['vanilla', 'page', 'again'] : Object.keys(dirs);
  const apps = Object.fromEntries(taking.map((name) => [name, dirs[name]]));
  const worker = new Worker(new URL('lib/servers.mjs', import.meta.url), { workerData: { apps, cacheDir: join(WORK, 'brotli') } });
  // What it throws is thrown here.
  const answer = () => new Promise((resolve) => { worker.once('message', resolve); });
  const { origins, gateway } = await answer();
  worker.unref();
  const sent = (name) => {
    worker.postMessage(name);
    return answer();
  };
  const browser = await launch();
  const list = [];
  for (const name of taking) {
    const app = { name, origin: origins[name], gateway, sent: () => sent(name), asked: () => sent('gateway'), wait: sent, shifts: new Set(), samples: {}, measured: new Set() };
    const connect = apps[name] === DIST ? connectPage : connectPeer;
    app.storage = await connected(browser, app, connect, gateway);
    list.push(app);
  }
  const version = browser.version();
  await browser.close();
  return { apps: list, version };
}

async function connected(browser, { origin }, connect, gateway) {
  const context = await browser.newContext(device());
  const page = await context.newPage();
  await connect(page, { origin, gateway, names: NAMES.fa });
  await page.locator('table tbody tr').nth(24).waitFor();
  // What it keeps it may keep a moment later.
  await sleep(500);
  const storage = await context.storageState({ indexedDB: true });
  await context.close();
  return storage;
}

// ---- the runs ----------------------------------------------------------------------------------------------------------

const failures = [];

/** What hardly differs from run to run needs no second measurement of the same page. */
const takesPart = (app, name) => (SCENARIOS[name].isOwn ? app.name === 'page' : app.name !== 'again' || !SCENARIOS[name].isSeldom);

/** One scenario of one page, once more if it fails. Returns the browser to go on with: a new one after a failure. */
async function measure(browser, app, name, run) {
  const { work, isTimed } = SCENARIOS[name];
  for (let tries = 0; tries < 2; tries++) {
    try {
      if (isTimed) await quietMachine();
      for (const [key, value] of Object.entries(await work(browser, app, launch, reopen))) (app.samples[key] ??= []).push(value);
      app.measured.add(name);
      return browser;
    } catch (error) {
      failures.push(`run ${run + 1}, ${name}, ${app.name}: ${String(error.message).split('\n', 1)[0]}`);
      console.error(failures.at(-1));
      await browser.close().catch(() => {});
      browser = await launch();
    }
  }
  return browser;
}

async function oneRun(apps, run) {
  const order = apps.map((_, i) => apps[(i + run) % apps.length]);
  let browser = await launch();
  for (const name of scenarios) {
    if (SCENARIOS[name].isSeldom && run % 3 !== 0) continue;
    console.error(`run ${run + 1}: ${name}, ${minutes()} min`);
    for (const app of order.filter((app) => takesPart(app, name))) browser = await measure(browser, app, name, run);
  }
  await browser.close();
}

const start = Date.now();
const minutes = () => ((Date.now() - start) / 60_000).toFixed(1);
const { apps, version } = await pages();
let done = 0;
while (done < runs) {
  const began = Date.now();
  await oneRun(apps, done);
  done++;
  console.error(`run ${done} of at most ${runs} is done, ${minutes()} min`);
  if (options.quick && Date.now() - start + (Date.now() - began) > QUICK_MS) break;
}

// ---- what came of them -------------------------------------------------------------------------------------------------

const was = existsSync(FIGURES) ? JSON.parse(readFileSync(FIGURES, 'utf8')) : null;
const now = {
  commit: COMMIT, date: new Date().toISOString().slice(0, 10), runs: done, chromium: version, cores: cpus().length,
  idle: quiet.no === 0 ? 'yes' : `no: ${quiet.no} of ${quiet.yes + quiet.no} samples began with less than half of the machine idle`,
  metrics: figuresOf(Object.fromEntries(apps.map(({ name, samples }) => [name, samples]))),
};
const about = ({ commit, date, runs, chromium, cores, idle }) => `${commit}, ${date}, ${runs} runs, Chromium ${chromium}, ${cores} cores; machine idle: ${idle}`;
console.log(`\nnow: ${about(now)}\nwas: ${was ? about(was) : 'nothing is committed'}\n`);
console.log(table(now.metrics, was?.metrics ?? {}));
console.log('\nMedians; of layout shift the worst. Slow: 1.6 Mbps, 150 ms, a quarter of the speed. Solid: × vanilla. A/A: the page against itself.');
for (const { name, shifts } of apps) {
  if (name === 'page' && shifts.size > 0) console.log(`\nWhat shifted:\n${[...shifts].sort().map((what) => `  ${what}`).join('\n')}`);
}
if (options.save) writeFileSync(FIGURES, kept(now));
if (failures.length > 0) console.log(`\nFailed, and tried once more:\n${failures.map((what) => `  ${what}`).join('\n')}`);

const missing = scenarios.flatMap((name) => apps.filter((app) => takesPart(app, name) && !app.measured.has(name)).map((app) => `${name} of ${app.name}`));
if (missing.length > 0) throw Error(`could not be measured: ${[...new Set(missing)].join(', ')}`);
