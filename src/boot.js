// @ts-check
// The only JavaScript: the Trusted Types policy, the start of the wasm, and the screen for when it has ended.
// It knows no file names: the two preload links of index.html hold them, with the hash of the wasm.

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

const crash = document.getElementById('crash');
const own = `outbox-report ${location.pathname.replace(/[^/]*$/, '')} `;
const crashed = `${own}crashed`;

// A dead instance must not go on taking clicks. The filters are in the address, so loading again loses nothing. Nothing
// loads by itself: a page that crashes at once would go on for ever. What is told leaves out addresses' queries and
// quoted texts, in which there may be messages.
function stop(/** @type {unknown} */ what) {
  if (!crash.hidden) return;
  for (const part of /** @type {Iterable<HTMLElement>} */ (document.body.children)) part.inert = part !== crash;
  document.getElementById('shell')?.remove();
  let again = true;
  try {
    again = sessionStorage.getItem(crashed) !== null;
    sessionStorage.setItem(crashed, '');
  } catch {
    // Without storage nobody knows: what is offered more does no harm.
  }
  for (const part of /** @type {Iterable<HTMLElement>} */ (crash.querySelectorAll('.again'))) part.hidden = !again;
  const told = String(what).replace(/\?[^\s:)]*/g, '').replace(/"[^"]*"|`[^`]*`/g, '"…"');
  crash.querySelector('pre').textContent = [new Date().toISOString(), navigator.userAgent, told].join('\n');
  crash.hidden = false;
}

function load(/** @type {string} */ hash) {
  history.replaceState(null, '', location.pathname + location.search + hash);
  location.reload();
}

document.getElementById('reload').addEventListener('click', () => load(''));
document.getElementById('safe').addEventListener('click', () => load('#safe-mode'));
addEventListener('crash', (/** @type {Event & { what?: unknown }} */ { what }) => stop(what));
// Only an error of the wasm itself means the end; anything else a page survives.
const ended = (/** @type {unknown} */ error) => error instanceof globalThis.WebAssembly?.RuntimeError && stop(error.stack);
addEventListener('error', ({ error }) => ended(error));
addEventListener('unhandledrejection', ({ reason }) => ended(reason));

// Who has chosen dark is not dazzled by what is there before.
try {
  const [, theme] = /theme=(\w+)/.exec(localStorage.getItem(`${own}choices`)) ?? [];
  if (theme && location.hash !== '#safe-mode') document.documentElement.dataset.theme = theme;
} catch {
  // Without storage nothing is chosen.
}

// While the wasm is on its way there is nothing else to do: the rules of time zones take a tenth of a second to load.
function warm() {
  try {
    new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', { timeZone: 'Asia/Tehran', hour: 'numeric' }).format();
  } catch {
    // A browser without the zone loads what it needs later.
  }
}

if (typeof WebAssembly === 'object') {
  /** @type {HTMLLinkElement} */
  const glue = document.querySelector('link[rel="modulepreload"]');
  /** @type {HTMLLinkElement} */
  const wasm = document.querySelector('link[rel="preload"][type="application/wasm"]');
  try {
    const options = { integrity: wasm.dataset.integrity ?? '', credentials: /** @type {const} */ ('same-origin') };
    const bytes = fetch(wasm.href, options);
    warm();
    const { default: start } = await import(glue.href);
    await start({ module_or_path: bytes });
  } catch (error) {
    console.error(error);
    stop(/** @type {Error} */ (error).stack);
  }
} else {
  document.getElementById('no-wasm').hidden = false;
}
