// @ts-check
// The screen for a page that has ended, or that has a file which can't be loaded. It is apart from boot.js, which may be
// that file, and needs nothing else: neither the wasm, nor storage, nor the style sheet.

const crashed = `outbox-report ${location.pathname.replace(/[^/]*$/, '')} crashed`;

// A dead instance must not go on taking clicks. The filters are in the address, so loading again loses nothing. Nothing
// loads by itself: a page that crashes at once would go on for ever. What is told leaves out addresses' queries and
// quoted texts, in which there may be messages.
function stop(/** @type {unknown} */ what, /** @type {string[]} */ files = []) {
  /** @type {HTMLDialogElement} */
  const crash = document.querySelector('#crash');
  if (crash.matches(':modal')) return;
  globalThis.earlyReport?.[1].abort();
  document.getElementById('shell')?.remove();
  const isFile = files.length > 0;
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
  show('.live', true);
  show('.still', false);
  const told = String(what).replace(/\?[^\s:)]*/g, '').replace(/"[^"]*"|`[^`]*`/g, '"…"');
  const pre = crash.querySelector('pre');
  pre.textContent = [new Date().toISOString(), navigator.userAgent, told].join('\n');
  // With `integrity`, whatever is wrong with a file is one and the same error.
  for (const file of files) {
    fetch(file, { signal: AbortSignal.timeout(5e3) }).then(({ status }) => status, String)
      .then((status) => pre.append(`\n${file}: ${status}`));
  }
  crash.open = false;
  // Over any other dialog, and the only thing on the page that takes clicks.
  crash.showModal();
  crash.onclose = () => crash.showModal();
}

function load(/** @type {string} */ hash) {
  history.replaceState(null, '', location.pathname + location.search + hash);
  location.reload();
}

addEventListener('click', ({ target }) => {
  const { id } = /** @type {Element} */ (target).closest?.('#crash button') ?? {};
  if (id) load(id === 'safe' ? '#safe-mode' : '');
});
const crash = (/** @type {Event & { what?: unknown, files?: string[] }} */ { what, files }) => stop(what, files);
addEventListener('crash', crash);
if (globalThis.endOfPage) crash(globalThis.endOfPage);
// Only an error of the wasm itself means the end; anything else a page survives. One that has used up the stack has
// another name, in Firefox a third one.
const ended = (/** @type {Error | undefined} */ error) =>
  /^(Runtime|Range|Internal)Error$/.test(error?.name) && /wasm/.test(error.stack) && stop(error.stack);
addEventListener('error', ({ error }) => ended(error));
addEventListener('unhandledrejection', ({ reason }) => ended(reason));

// All files that index.html links are there by then, or won't come.
addEventListener('load', () => {
  /** @type {NodeListOf<HTMLLinkElement>} */
  const sheets = document.querySelectorAll('link[rel="stylesheet"]');
  // After an HTTP error Chromium has an empty sheet.
  const missing = [...sheets].filter(({ sheet }) => !sheet?.cssRules.length).map(({ href }) => href);
  if (!globalThis.hasBooted) missing.push(/** @type {HTMLScriptElement} */ (document.querySelector('script[src*=boot]')).src);
  if (missing.length) stop('', missing);
});
