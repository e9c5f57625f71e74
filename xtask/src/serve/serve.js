// @ts-check
// `cargo xtask serve` alone adds this to the page: it shows a saved style sheet, and loads the page again once the code is
// built. The demo gateway tells of changes at /changes, in one line: the id of the page, that of its sheets, and the paths of the sheets
// that differ from those in the wasm.
(() => {
  const { page } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  /** The sheets that the wasm has made, each with the text it was given. @type {Map<CSSStyleSheet, string>} */
  const made = new Map();
  /** The paths of the sheets that differ from those in the wasm. @type {string[]} */
  let differing = [];
  let isFirst = true;

  const replace = CSSStyleSheet.prototype.replaceSync;
  CSSStyleSheet.prototype.replaceSync = function (text) {
    made.set(this, text);
    replace.call(this, text);
    if (differing.length) renewMade();
  };

  /** Puts the present text of each differing sheet in the place of the text that the wasm has. */
  async function renewMade() {
    const read = async (/** @type {string} */ path) => (await fetch(path, { cache: 'no-store' })).text();
    const pairs = await Promise.all(differing.map((path) => Promise.all([read(`built/${path}`), read(path)])));
    for (const [sheet, given] of made) {
      replace.call(sheet, pairs.reduce((text, [was, is]) => text.replace(was, () => is), given));
    }
  }

  /** Loads each linked sheet anew. The old one stays until the new one is there, so that nothing flickers. */
  function renewLinked() {
    /** @type {Map<string, HTMLLinkElement[]>} */
    const links = new Map();
    for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[rel="stylesheet"]'))) {
      const path = link.href.replace(/\?.*/, '');
      links.set(path, [...links.get(path) ?? [], link]);
    }
    for (const [path, old] of links) {
      const next = /** @type {HTMLLinkElement} */ (old[0].cloneNode());
      next.href = `${path}?${Date.now()}`;
      next.onload = () => old.forEach((link) => link.remove());
      old.at(-1).after(next);
    }
  }

  new EventSource('/changes').onmessage = ({ data }) => {
    const [now, , ...paths] = data.split(' ');
    if (now !== page) {
      location.reload();
      return;
    }
    const differed = differing.length > 0;
    differing = paths;
    if (differed || differing.length) renewMade();
    // What was linked before the first event is as fresh as the event.
    if (!isFirst) renewLinked();
    isFirst = false;
  };
})();
