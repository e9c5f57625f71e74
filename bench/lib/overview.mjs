// The overview: how soon it has numbers, and whether the rows come later because it is open. No other page has one.
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from './figures.mjs';
import { Tab } from './tab.mjs';

/** Time enough for what is loaded after the rows: the overview's own part as well. */
const REST_MS = 2500;
const OPENINGS = 3;
const LOADS = 8;

/** From the click to the frame that shows the first number, and to the one after which no count is awaited. */
const opened = () => new Promise((resolve) => {
  const isNumber = (text) => /\d|[۰-۹]/.test(text ?? '');
  const count = () => [...document.querySelectorAll('.overview-number')].filter(({ textContent }) => isNumber(textContent)).length;
  let first = null;
  const frame = () => {
    const shown = count();
    if (shown > 0) first ??= performance.now();
    if (shown === 10) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve({ first: first - globalThis.__probe.click, all: performance.now() - globalThis.__probe.click });
      port2.postMessage(0);
    } else requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
});

const button = ({ page, names }) => page.getByRole('button', { name: names.overview, exact: true });

/** Opens the overview for the first time, on a slow processor. */
const opening = (browser, app) => Tab.with(browser, app, {}, async (tab) => {
  await sleep(REST_MS);
  await tab.slowDown({ line: false });
  const target = await button(tab).elementHandle();
  const times = tab.page.evaluate(opened);
  await target.evaluate((element) => element.click());
  return times;
});

/** The first rows of loads with files and compiled code at hand, on a slow processor; with the overview open, and without. */
const loads = (browser, app, isOpen) => Tab.with(browser, app, {}, async (tab) => {
  await sleep(REST_MS);
  if (isOpen) await button(tab).click();
  const times = [];
  for (let i = 0; i < LOADS; i++) {
    await tab.blank();
    if (i === 0) await tab.slowDown({ line: false });
    times.push((await tab.visit()).shown);
    await sleep(REST_MS);
  }
  // The first ones still compile.
  return median(times.slice(3));
});

export async function overview(browser, app) {
  const openings = [];
  for (let i = 0; i < OPENINGS; i++) openings.push(await opening(browser, app));
  const off = await loads(browser, app, false);
  const on = await loads(browser, app, true);
  const middle = (of) => median(openings.map(of));
  return { 'overview.first': middle(({ first }) => first), 'overview.states': middle(({ all }) => all), 'overview.rows.off': off, 'overview.rows.on': on };
}
