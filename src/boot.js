// The only JavaScript: the Trusted Types policy, the start of the wasm, and the screen for when it has ended.
// It knows no file names: the two preload links of index.html hold them, with the hash of the wasm.

// Leptos builds static markup with template.innerHTML: under `require-trusted-types-for 'script'` that needs a policy
// named `default`, made before the wasm runs. Markup that could run code is refused.
globalThis.trustedTypes?.createPolicy('default', {
  createHTML(markup) {
    if (/<(script|iframe|object|embed)|\son\w+\s*=|javascript:|srcdoc/i.test(markup)) {
      throw new TypeError('refused markup');
    }
    return markup;
  },
});

const crash = document.getElementById('crash');

// A dead instance must not go on taking clicks. The filters are in the address, so loading again loses nothing.
function stop() {
  for (const part of document.body.children) part.inert = part !== crash;
  document.getElementById('shell')?.remove();
  crash.hidden = false;
}

document.getElementById('reload').addEventListener('click', () => location.reload());
addEventListener('crash', stop);
// Only an error of the wasm itself means the end; anything else a page survives.
addEventListener('error', ({ error }) => {
  if (error instanceof globalThis.WebAssembly?.RuntimeError) stop();
});
addEventListener('unhandledrejection', ({ reason }) => {
  if (reason instanceof globalThis.WebAssembly?.RuntimeError) stop();
});

if (typeof WebAssembly === 'object') {
  const glue = document.querySelector('link[rel="modulepreload"]');
  const wasm = document.querySelector('link[rel="preload"][type="application/wasm"]');
  try {
    const { default: start } = await import(glue.href);
    const options = { integrity: wasm.dataset.integrity ?? '', credentials: 'same-origin' };
    await start({ module_or_path: fetch(wasm.href, options) });
  } catch (error) {
    console.error(error);
    stop();
  }
} else {
  document.getElementById('no-wasm').hidden = false;
}
