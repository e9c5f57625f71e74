// @ts-check
// The first request, the Trusted Types policy, and the start of the wasm. The script has no file names: it takes them
// from the two preload links of index.html, with the hash of the wasm. src/screen.js reports what goes wrong here.

// `cargo xtask build` puts src/early.js and the names that Rust spells in place of the line. Without them no request
// is sent before the wasm.
/** @type {Partial<typeof import('./early.js')>} */
const { firstRequest, HEADERS } = {};

// src/screen.js reports this file as missing if the line is not reached. An error from before src/screen.js is loaded
// is kept for it.
globalThis.hasBooted = true;
addEventListener('crash', (event) => { globalThis.endOfPage = event; });

// The times of a small file that was asked for at once: how long an answer takes on this line.
/** @type {Partial<PerformanceResourceTiming>} */
let roundTrip = {};

const own = `outbox-report ${location.pathname.replace(/[^/]*$/, '')} `;

// Aborts the first request, unless the wasm has taken it over.
function endEarly() {
  globalThis.earlyReport?.[1].abort();
  globalThis.earlyReport = undefined;
}

// Sends the first request if it is certain before the wasm runs. The wasm takes it over if its own request would be
// equal (`gateway::client::Early`), and aborts it otherwise.
async function sendEarly(/** @type {Response} */ config) {
  // Read here: on a slow line the wasm may come when the time for this file is over.
  const text = await config.text();
  try {
    const request = firstRequest(config.ok && text, sessionStorage, localStorage, own, location);
    if (request) {
      const [endpoint, token, body] = request;
      const control = new AbortController();
      // The same options as in `gateway::client::post`.
      const answer = fetch(endpoint, {
        method: 'POST', credentials: 'omit', cache: 'no-store', redirect: 'error', referrerPolicy: 'no-referrer',
        headers: HEADERS(token), body, signal: control.signal,
      });
      // The wasm handles a failure when it takes the request over; without a handler, the console would report it.
      answer.catch(() => {});
      /** @type {typeof globalThis.earlyReport} */
      const sent = [answer, control, Date.now(), request];
      globalThis.earlyReport = sent;
      addEventListener('securitypolicyviolation', (event) => sent.push(event));
      // Another tab may have signed out, and a page that comes back from the history sends a new request.
      addEventListener('storage', endEarly);
      addEventListener('pagehide', endEarly);
      // No timeout of a request is longer than 35 seconds.
      setTimeout(endEarly, 36e3);
    }
    // Loads the rules of time zones while the wasm is being loaded, as that takes a tenth of a second in browsers
    // without `Temporal`.
    if (!('Temporal' in globalThis)) {
      new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', { timeZone: 'Asia/Tehran', timeZoneName: 'longOffset' }).format();
    }
  } catch {
    // Without storage the wasm sends the request, and a browser without the time zone loads the rules later.
  }
  return new Response(text || null, config);
}

// Fetches config.json. Where a server does not say how long its files may be kept, browsers keep them for a tenth of their
// age (RFC 9111, section 4.2.2): what was not sent over the network is asked for again.
async function freshConfig() {
  const signal = AbortSignal.timeout?.(15e3);
  // The mode and the credentials are those of the preload in index.html, so that the browser sends one request for
  // both.
  const config = await fetch('config.json', { signal });
  const [sent] = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByName(config.url));
  roundTrip = sent ?? roundTrip;
  const isFresh = sent?.transferSize || config.headers.has('Cache-Control');
  return isFresh ? config : fetch('config.json', { signal, cache: 'no-cache' });
}

if (firstRequest && typeof WebAssembly === 'object') {
  globalThis.earlyConfig = freshConfig().then(sendEarly);
  globalThis.earlyConfig.catch(() => {});
}

// The elements and attributes that templates may have, the table's and the framework's. Addresses, styles and handlers
// are not among them: values are written into clones of the templates, never into markup.
const ALLOWED = 'a button caption div span table td th thead tr class data-slots draggable hidden id role scope tabindex type';
let isParsing = false;

// `require-trusted-types-for 'script'` needs a policy named `default` for markup, made before the wasm runs. It refuses
// markup with anything that is not in the list.
globalThis.trustedTypes?.createPolicy('default', {
  createHTML(/** @type {string} */ markup) {
    // Setting `innerHTML` below calls this policy again. Within a template nothing runs and nothing is loaded.
    if (isParsing) return markup;
    const template = document.createElement('template');
    isParsing = true;
    try {
      template.innerHTML = markup;
    } finally {
      isParsing = false;
    }
    for (const element of template.content.querySelectorAll('*')) {
      for (const name of [element.localName, ...element.getAttributeNames()]) {
        if (!name.startsWith('aria-') && !ALLOWED.split(' ').includes(name)) throw new TypeError(`refused markup: ${name}`);
      }
    }
    return markup;
  },
});

// Fetches the wasm. On a line where an answer takes its time, calls `onNear` once the rest of the wasm takes no longer than
// an answer: what is asked for then takes nothing of the line from the wasm, and leaves none of it unused.
async function fetchWasm(/** @type {HTMLLinkElement} */ { href, dataset }, /** @type {() => void} */ onNear) {
  const { integrity = '' } = dataset;
  const size = Number(dataset.size);
  const { startTime, duration } = roundTrip;
  // Where a browser compares the hash, it gives no byte before the last, and is quicker. A context that isn't secure has
  // no other way.
  if (!(size && duration > 50 && crypto.subtle)) {
    return (await fetch(href, { credentials: 'same-origin', integrity })).arrayBuffer();
  }
  let missing = size;
  let isNear = false;
  const count = new TransformStream({
    transform(chunk, out) {
      missing -= chunk.length;
      // The first bytes came a round trip after the request, which left with that of the small file.
      if (!isNear && missing * (performance.now() - startTime - duration) <= duration * (size - missing)) {
        isNear = true;
        onNear();
      }
      out.enqueue(chunk);
    },
  });
  const { body } = await fetch(href, { credentials: 'same-origin' });
  const bytes = await new Response(body.pipeThrough(count)).arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-384', bytes));
  if (integrity !== `sha384-${btoa(String.fromCharCode(...hash))}`) throw new TypeError(`${href} is another file`);
  return bytes;
}

// Waits for an event of the document or of an element in it.
const once = (/** @type {string} */ type) => new Promise((done) => {
  document.addEventListener(type, done, { capture: true, once: true });
});

// The script is asynchronous, so that the first request waits for no style sheet. The rest needs the parsed page.
while (document.readyState === 'loading') await once('readystatechange');

// The dialog is open in the markup, for a page none of whose scripts is loaded.
/** @type {HTMLDialogElement} */
const crash = document.querySelector('#crash');
crash.open = false;

let isPersian = false;
// Applies the stored theme before the wasm starts, so that users of the dark theme see no white flash.
try {
  isPersian = /^fa/.test(localStorage.getItem(`${own}locale`) ?? navigator.language);
  const [, theme] = /theme=(\w+)/.exec(localStorage.getItem(`${own}choices`)) ?? [];
  if (theme && location.hash !== '#safe-mode') document.documentElement.dataset.theme = theme;
} catch {
  // Without storage there is no stored theme.
}

if (typeof WebAssembly === 'object') {
  /** @type {HTMLLinkElement} */
  const glue = document.querySelector('link[rel="modulepreload"]');
  /** @type {HTMLLinkElement} */
  const wasm = document.querySelector('link[rel="preload"][type="application/wasm"]');
  try {
    // A file that never ends is said to be missing, until it comes.
    const late = setTimeout(() => { crash.open = true; }, 6e4);
    const { default: start, loadApp } = await import(glue.href);
    // The preload brings the wasm meanwhile. A file of the app that can't be loaded is asked for again by the wasm; a page
    // that isn't split has no such files.
    const bytes = fetchWasm(wasm, () => loadApp?.().catch(() => {}));
    // The wasm measures the columns, which depends on the style sheets. The loop ends even if a sheet can't be loaded.
    /** @type {NodeListOf<HTMLLinkElement>} */
    const sheets = document.querySelectorAll('link[rel="stylesheet"]');
    while (document.readyState !== 'complete' && [...sheets].some(({ sheet }) => !sheet)) {
      await Promise.race(['load', 'error', 'readystatechange'].map(once));
    }
    // A browser that has kept that file has kept the font as well, which is there before the header if it is asked for
    // here. The size is 0, or 300 where the server was asked (Resource Timing, `transferSize`).
    const [kept] = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByName(glue.href));
    if (isPersian && kept?.transferSize < 999) document.fonts.load('1em Vazirmatn', 'س').catch(() => {});
    await start({ module_or_path: bytes });
    clearTimeout(late);
    if (!crash.matches(':modal')) crash.open = false;
  } catch (error) {
    console.error(error);
    endEarly();
    // The screen's script may be missing as well.
    crash.open = true;
    const { name, stack } = /** @type {Error} */ (error);
    // An error that the wasm itself has thrown does not mean that a file is missing.
    const files = /^(Runtime|Range|Internal)Error$/.test(name) ? [] : [glue.href, wasm.href];
    dispatchEvent(Object.assign(new Event('crash'), { what: stack, files }));
  }
} else {
  document.getElementById('too-old').hidden = false;
}
