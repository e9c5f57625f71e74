// @ts-check
// The only JavaScript: the first request, the Trusted Types policy, the start of the wasm, and the screen for when it
// has ended. It knows no file names: the two preload links of index.html hold them, with the hash of the wasm.

// `cargo xtask build` writes src/early.js here, with the names that Rust spells. Without them nothing is asked early.
/** @type {Partial<typeof import('./early.js')>} */
const { firstRequest, HEADERS } = {};

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

// Leptos builds static markup with template.innerHTML: under `require-trusted-types-for 'script'` that needs a policy
// named `default`, made before the wasm runs. Markup that could run code is refused.
globalThis.trustedTypes?.createPolicy('default', {
  createHTML(/** @type {string} */ markup) {
    if (/<(script|iframe|object|embed)|\son\w+\s*=|javascript:|srcdoc/i.test(markup)) {
      throw new TypeError('refused markup');
    }
    return markup;
  },
});

// The script is asynchronous, so that the first request waits for no style sheet. All else needs the page's elements.
while (document.readyState === 'loading') await new Promise((soon) => setTimeout(soon));

/** @type {HTMLDialogElement} */
const crash = document.querySelector('#crash');
const crashed = `${own}crashed`;

// A dead instance must not go on taking clicks. The filters are in the address, so loading again loses nothing. Nothing
// loads by itself: a page that crashes at once would go on for ever. What is told leaves out addresses' queries and
// quoted texts, in which there may be messages.
function stop(/** @type {unknown} */ what, isFile = false) {
  if (crash.open) return;
  endEarly();
  document.getElementById('shell')?.remove();
  let again = true;
  try {
    again = sessionStorage.getItem(crashed) !== null;
    // What is stored has nothing to do with a file that is missing or broken.
    if (!isFile) sessionStorage.setItem(crashed, '');
  } catch {
    // Without storage nobody knows: what is offered more does no harm.
  }
  const show = (/** @type {string} */ name, /** @type {boolean} */ isShown) => {
    for (const part of /** @type {Iterable<HTMLElement>} */ (crash.querySelectorAll(name))) part.hidden = !isShown;
  };
  show('.file', isFile);
  show('.end', !isFile);
  show('.again', again && !isFile);
  const told = String(what).replace(/\?[^\s:)]*/g, '').replace(/"[^"]*"|`[^`]*`/g, '"…"');
  crash.querySelector('pre').textContent = [new Date().toISOString(), navigator.userAgent, told].join('\n');
  // Over any other dialog, and the only thing on the page that takes clicks.
  crash.showModal();
}

crash.addEventListener('close', () => crash.showModal());

function load(/** @type {string} */ hash) {
  history.replaceState(null, '', location.pathname + location.search + hash);
  location.reload();
}

document.getElementById('reload').addEventListener('click', () => load(''));
document.getElementById('safe').addEventListener('click', () => load('#safe-mode'));
addEventListener('crash', (/** @type {Event & { what?: unknown }} */ { what }) => stop(what));
// Only an error of the wasm itself means the end; anything else a page survives. One that has used up the stack has
// another name, in Firefox a third one.
const ended = (/** @type {Error | undefined} */ error) =>
  /^(Runtime|Range|Internal)Error$/.test(error?.name) && /wasm/.test(error.stack) && stop(error.stack);
addEventListener('error', ({ error }) => ended(error));
addEventListener('unhandledrejection', ({ reason }) => ended(reason));

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
    const isFile = !(error instanceof WebAssembly.RuntimeError);
    // With `integrity`, whatever is wrong with a file is one and the same error.
    const files = isFile ? [glue, wasm].map(async ({ href }) => `${href}: ${await fetch(href).then(({ status }) => status, String)}`) : [];
    stop([/** @type {Error} */ (error).stack, ...await Promise.all(files)].join('\n'), isFile);
  }
} else {
  document.getElementById('too-old').hidden = false;
}
