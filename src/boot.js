// @ts-check
// The first request, the Trusted Types policy, and the start of the wasm. It knows no file names: the two preload links of
// index.html hold them, with the hash of the wasm. What goes wrong src/screen.js says.

// `cargo xtask build` writes src/early.js here, with the names that Rust spells. Without them nothing is asked early.
/** @type {Partial<typeof import('./early.js')>} */
const { firstRequest, HEADERS } = {};

// src/screen.js says so where this line was not reached, and what has happened before it was there.
globalThis.hasBooted = true;
addEventListener('crash', (event) => { globalThis.endOfPage = event; });

const own = `outbox-report ${location.pathname.replace(/[^/]*$/, '')} `;

// Ends the first request, unless the wasm has taken it over.
function endEarly() {
  globalThis.earlyReport?.[1].abort();
  globalThis.earlyReport = undefined;
}

// Sends the first request where it can't be another one. The wasm takes it over where it would ask just the same
// (`gateway::client::Early`), and ends it where not.
async function askEarly(/** @type {Response} */ config) {
  try {
    const text = config.ok && await config.clone().text();
    const request = firstRequest(text, sessionStorage, localStorage, own, location);
    if (request) {
      const [endpoint, token, body] = request;
      const control = new AbortController();
      // As `gateway::client::post` sends it.
      const answer = fetch(endpoint, {
        method: 'POST', credentials: 'omit', cache: 'no-store', redirect: 'error', referrerPolicy: 'no-referrer',
        headers: HEADERS(token), body, signal: control.signal,
      });
      // Whoever takes it over looks at what has come of it.
      answer.catch(() => {});
      /** @type {typeof globalThis.earlyReport} */
      const sent = [answer, control, Date.now(), request];
      globalThis.earlyReport = sent;
      addEventListener('securitypolicyviolation', (event) => sent.push(event));
      // Another tab may have signed out, and a page that comes back from the history asks anew.
      addEventListener('storage', endEarly);
      addEventListener('pagehide', endEarly);
      // No request is waited for any longer.
      setTimeout(endEarly, 36e3);
    }
    // While the wasm is on its way there is nothing else to do: without `Temporal` the rules of time zones take a tenth
    // of a second.
    if (!('Temporal' in globalThis)) {
      new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', { timeZone: 'Asia/Tehran', timeZoneName: 'longOffset' }).format();
    }
  } catch {
    // Without storage the wasm decides, and a browser without the zone loads what it needs later.
  }
  return config;
}

if (firstRequest && typeof WebAssembly === 'object') {
  // The same mode and credentials as the preload in index.html, so that the browser makes one request of the two.
  globalThis.earlyConfig = fetch('config.json', { signal: AbortSignal.timeout?.(15e3) }).then(askEarly);
  globalThis.earlyConfig.catch(() => {});
}

// The elements and attributes that templates are made of, the table's and the framework's. Values come into them
// otherwise: no address, no style and no handler does by markup.
const ALLOWED = 'a button caption div span table td th thead tr class data-slots draggable hidden id role scope tabindex translate type';
let isParsing = false;

// `require-trusted-types-for 'script'` needs a policy named `default` for markup, made before the wasm runs. What is not
// made of these is refused.
globalThis.trustedTypes?.createPolicy('default', {
  createHTML(/** @type {string} */ markup) {
    // What is parsed here comes here again. In a template nothing runs and nothing is loaded.
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

// The script is asynchronous, so that the first request waits for no style sheet. All else needs the page's elements.
while (document.readyState === 'loading') await new Promise((soon) => setTimeout(soon));

// It stands open for a page none of whose scripts comes.
/** @type {HTMLDialogElement} */ (document.getElementById('crash')).open = false;

// Who has chosen dark is not dazzled by what is there before.
try {
  const [, theme] = /theme=(\w+)/.exec(localStorage.getItem(`${own}choices`)) ?? [];
  if (theme && location.hash !== '#safe-mode') document.documentElement.dataset.theme = theme;
} catch {
  // Without storage nothing is chosen.
}

if (typeof WebAssembly === 'object') {
  /** @type {HTMLLinkElement} */
  const glue = document.querySelector('link[rel="modulepreload"]');
  /** @type {HTMLLinkElement} */
  const wasm = document.querySelector('link[rel="preload"][type="application/wasm"]');
  try {
    const options = { integrity: wasm.dataset.integrity ?? '', credentials: /** @type {const} */ ('same-origin') };
    const bytes = fetch(wasm.href, options);
    const { default: start } = await import(glue.href);
    // The columns are measured with the style sheets. One that can't be loaded is not waited for.
    /** @type {NodeListOf<HTMLLinkElement>} */
    const sheets = document.querySelectorAll('link[rel="stylesheet"]');
    while (document.readyState !== 'complete' && [...sheets].some(({ sheet }) => !sheet)) {
      await new Promise((soon) => setTimeout(soon));
    }
    await start({ module_or_path: bytes });
  } catch (error) {
    console.error(error);
    endEarly();
    const { name, stack } = /** @type {Error} */ (error);
    // What the wasm itself has thrown has nothing to do with its file.
    const files = /^(Runtime|Range|Internal)Error$/.test(name) ? [] : [glue.href, wasm.href];
    dispatchEvent(Object.assign(new Event('crash'), { what: stack, files }));
  }
} else {
  document.getElementById('too-old').hidden = false;
}
