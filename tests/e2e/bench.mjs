// @ts-check
// How quick the built page is on this machine: CHROMIUM, DIST and GATEWAY as for the tests, then `node bench.mjs`, or
// `cargo xtask bench`. Prints figures; judges none.
import { chromium } from '@playwright/test';
import { Gateway } from './gateway.mjs';
import { ReportPage } from './page.mjs';

const TURNS = 31;
const median = (/** @type {number[]} */ list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const gateway = await Gateway.start('--rows', '60000');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 960 } });
const page = await context.newPage();
const report = new ReportPage(page, `${gateway.url}/`);
await report.enter();

const starts = [];
for (let i = 0; i < 11; i++) {
  await report.open();
  await report.rows.first().waitFor();
  starts.push(await page.evaluate(() => {
    const requests = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType('resource'));
    return requests.find(({ name }) => name.endsWith('/new_list')).responseEnd;
  }));
}
console.log(`open, with a session, to the first answer: ${median(starts).toFixed(0)} ms (median of ${starts.length})`);

for (const limit of [25, 100, 1000]) {
  await report.open(`?limit=${limit}`);
  await report.settled();
  const times = await page.evaluate(async (turns) => {
    const real = globalThis.fetch;
    const body = document.querySelector('tbody');
    /** @type {HTMLElement} */
    const next = document.querySelector('nav a[aria-label="Next page"]');
    const times = [];
    for (let i = 0; i < turns; i++) {
      let inHand = 0;
      globalThis.fetch = async (...args) => {
        const answer = await real(...args);
        const text = await answer.text();
        inHand = performance.now();
        return new Response(text, { status: answer.status });
      };
      /** @type {Promise<number>} */
      const drawn = new Promise((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect();
          resolve(performance.now());
        });
        observer.observe(body, { subtree: true, childList: true, characterData: true });
      });
      next.click();
      times.push((await drawn) - inHand);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    globalThis.fetch = real;
    return times;
  }, TURNS);
  console.log(`page turn of ${limit} rows, body in hand to table changed: ${median(times).toFixed(1)} ms (median of ${TURNS})`);
}

/** What the page holds: megabytes of JavaScript and of the wasm, elements in the document. */
async function held() {
  await client.send('HeapProfiler.collectGarbage');
  const { metrics } = await client.send('Performance.getMetrics');
  const of = (/** @type {string} */ name) => metrics.find((metric) => metric.name === name).value;
  const wasm = await page.evaluate(() => globalThis.wasmMemory.buffer.byteLength);
  const megabytes = (/** @type {number} */ bytes) => (bytes / 2 ** 20).toFixed(1);
  return `JS heap ${megabytes(of('JSHeapUsedSize'))} MB, wasm ${megabytes(wasm)} MB, ${of('Nodes')} nodes, ${of('JSEventListeners')} listeners`;
}

const client = await context.newCDPSession(page);
await client.send('Performance.enable');
// The wasm's memory is nobody's but its own: seen as it is made.
await context.addInitScript(() => {
  for (const name of /** @type {const} */ (['instantiate', 'instantiateStreaming'])) {
    /** @type {(...args: any[]) => Promise<WebAssembly.WebAssemblyInstantiatedSource>} */
    const real = WebAssembly[name];
    Object.assign(WebAssembly, {
      /** @param {unknown[]} args */
      async [name](...args) {
        const made = await real(...args);
        globalThis.wasmMemory ??= /** @type {WebAssembly.Memory | undefined} */ (made.instance?.exports.memory);
        return made;
      },
    });
  }
});
await report.open('?limit=100');
await report.settled();
console.log(`after 0 page turns of 100 rows: ${await held()}`);
for (const turns of [50, 250, 500]) {
  await page.evaluate(async (until) => {
    globalThis.turned ??= 0;
    const busy = () => document.querySelector('table').getAttribute('aria-busy') === 'true';
    const rest = () => new Promise((resolve) => setTimeout(resolve, 1));
    for (; globalThis.turned < until; globalThis.turned += 1) {
      /** @type {HTMLElement} */ (document.querySelector('nav a[rel=next]')).click();
      do await rest(); while (busy());
    }
  }, turns);
  console.log(`after ${turns} page turns of 100 rows: ${await held()}`);
}
await browser.close();
gateway.stop();
