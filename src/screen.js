// @ts-check
// The screen for a page that has crashed, or one of whose files can't be loaded. It is apart from boot.js, which may be
// the missing file, and depends on nothing else: neither the wasm, nor storage, nor the style sheet.

const crashed = `outbox-report ${location.pathname.replace(/[^/]*$/, '')} crashed`;

// Shows the screen: a crashed wasm must take no more clicks. The filters are in the address, so reloading loses
// nothing. The page never reloads by itself, as a page that crashes at once would reload for ever. The report leaves
// out the queries of addresses and quoted texts, which may hold messages.
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
    // A missing or broken file is not the fault of stored settings, so it doesn't count as a crash.
    if (!isFile) sessionStorage.setItem(crashed, '');
  } catch {
    // Without storage the number of crashes is unknown; offering safe mode does no harm.
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
  // With `integrity`, every failure of a file is the same error. Its HTTP status tells more.
  for (const file of files) {
    fetch(file, { signal: AbortSignal.timeout(5e3) }).then(({ status }) => status, String)
      .then((status) => pre.append(`\n${file}: ${status}`));
  }
  crash.open = false;
  // A modal dialog, over any other dialog, so that nothing else on the page takes clicks.
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
// Only an error of the wasm itself is a crash; the page survives any other. A stack overflow is a `RangeError`, in
// Firefox an `InternalError`.
const ended = (/** @type {Error | undefined} */ error) =>
  /^(Runtime|Range|Internal)Error$/.test(error?.name) && /wasm/.test(error.stack) && stop(`${error}\n${error.stack}`);
addEventListener('error', ({ error }) => ended(error));
addEventListener('unhandledrejection', ({ reason }) => ended(reason));

// On `load`, all files that index.html links have been loaded or have failed.
addEventListener('load', () => {
  /** @type {NodeListOf<HTMLLinkElement>} */
  const sheets = document.querySelectorAll('link[rel="stylesheet"]');
  // Chromium has an empty sheet after an HTTP error.
  const missing = [...sheets].filter(({ sheet }) => !sheet?.cssRules.length).map(({ href }) => href);
  if (!globalThis.hasBooted) missing.push(/** @type {HTMLScriptElement} */ (document.querySelector('script[src*=boot]')).src);
  if (missing.length) stop('', missing);
});
