// A visit in a browser that was closed since the last one: its files and its compiled code are read from the disk.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from './figures.mjs';
import { cpuOf, Tab } from './tab.mjs';

/** Time enough for what comes after the rows, on a slow processor. */
const REST_MS = 4000;
/** A browser keeps compiled code once it has compiled no more for two seconds. */
const KEPT_MS = 3000;
const TURNS = 20;
const VISITS = 5;

/** Opens the page in a browser with this profile. */
const withProfile = (app, reopen, profile, work) => {
  const browser = { newContext: ({ storageState, ...options }) => reopen(profile, options) };
  return Tab.with(browser, app, { visit: false }, async (tab) => {
    await tab.blank();
    return work(tab);
  });
};

/** Connects, and uses the page for a while. */
const use = (app, reopen, profile) => withProfile(app, reopen, profile, async (tab) => {
  const kept = app.storage.origins.find(({ origin }) => origin === app.origin)?.localStorage ?? [];
  await tab.page.evaluate((kept) => kept.forEach(({ name, value }) => localStorage.setItem(name, value)), kept);
  await tab.visit();
  for (let i = 0; i < TURNS; i++) await tab.turn(i % 2 ? -1 : 1);
  await sleep(KEPT_MS);
});

/** The first row, and the main thread's own time until the page rests. */
const visit = (app, reopen, profile) => withProfile(app, reopen, profile, async (tab) => {
  await tab.slowDown({ line: false });
  const cpu = await cpuOf(tab);
  const before = await cpu();
  const { shown } = await tab.visit();
  await sleep(REST_MS);
  return { shown, cpu: (await cpu()) - before };
});

export async function returning(browser, app, launch, reopen) {
  const profile = await mkdtemp(join(tmpdir(), 'bench-profile-'));
  try {
    await use(app, reopen, profile);
    const visits = [];
    for (let i = 0; i < VISITS; i++) visits.push(await visit(app, reopen, profile));
    const middle = (of) => median(visits.map(of));
    return { 'return.rows': middle(({ shown }) => shown), 'return.cpu': middle(({ cpu }) => cpu) };
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}
