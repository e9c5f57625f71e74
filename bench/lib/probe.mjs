// What runs inside a page. Little on purpose: nothing of it runs between two measurements.

/**
 * Installed before any script of the page.
 * @param {{ first?: { sel: string, id: string }, vitals?: boolean, wasm?: boolean, typed?: { name: string, text: string } }} wanted
 *   `first`: report the frame that shows this row. `typed`: type into this field as soon as that is possible.
 */
export function probe({ first, vitals, wasm, typed }) {
  if (location.protocol !== 'http:' || window.__probe) return;
  const P = (window.__probe = { click: 0, change: 0, tasks: [], shift: 0, shifted: [], memories: new Set() });
  const plain = (text) => text.replace(/[۰-۹٠-٩]/g, (digit) => digit.charCodeAt(0) & 15).replace(/[٬,\u200e\u200f]/g, '');
  P.shows = (sel, id) => {
    const row = document.querySelector(sel);
    return !!row && plain(row.textContent).includes(id);
  };

  // The frame that shows a row, in two ways. A callback of requestAnimationFrame runs before its frame's style, layout and paint:
  //  main:  the message that it posts is handled when the main thread is done with that frame;
  //  shown: a dot that it adds is painted by the same frame, and Element Timing tells when that was presented (in steps of
  //         4 ms, as for the first contentful paint).
  const dots = {};
  const observe = (type, read) => new PerformanceObserver((list) => list.getEntries().forEach(read)).observe({ type, buffered: true });
  observe('element', (entry) => dots[entry.identifier]?.(entry.renderTime));
  let count = 0;
  const afterFrame = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { port1.close(); resolve(performance.now()); };
    port2.postMessage(0);
  });
  const dotShown = () => {
    const [name, dot] = [`bench${++count}`, document.createElement('div')];
    const shown = new Promise((resolve) => { dots[name] = resolve; setTimeout(resolve, 3000, null); });
    dot.setAttribute('elementtiming', name);
    dot.style.cssText = 'position:fixed;top:0;left:0;width:6px;height:6px;font:6px/6px monospace;contain:strict;z-index:2147483647;pointer-events:none;color:#888';
    dot.textContent = '.';
    document.body.append(dot);
    return shown.finally(() => dot.remove());
  };
  const firstFrame = (test, limit = 60_000) => new Promise((resolve) => {
    const start = performance.now();
    const frame = () => {
      if (test()) resolve(true);
      else if (performance.now() - start > limit) resolve(false);
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  P.painted = (sel, id) => new Promise((resolve) => {
    // In the callback itself: what a promise would do comes after the frame.
    firstFrame(() => P.shows(sel, id) && (resolve(Promise.all([afterFrame(), dotShown()]).then(([main, shown]) => ({ main, shown }))), true))
      .then((came) => came || resolve(null));
  });
  if (first) P.first = P.painted(first.sel, first.id);

  // Types as soon as the field is there and takes it. Whether the text has done anything is for the caller to see.
  const field = () => [...document.querySelectorAll('input')].find((input) => [input.ariaLabel, input.labels?.[0]?.textContent].some((name) => name?.trim() === typed.name));
  const type = () => {
    const input = field();
    if (!input || input.disabled || input.readOnly || input.closest('[inert]') || !input.getClientRects().length) return false;
    input.focus();
    return document.execCommand('insertText', false, typed.text);
  };
  if (typed) P.usable = new Promise((resolve) => firstFrame(() => type() && (resolve(afterFrame()), true)).then((could) => could || resolve(null)));

  addEventListener('click', (event) => { P.click = event.timeStamp; }, true);
  addEventListener('change', (event) => { P.change = event.timeStamp; }, true);
  performance.setResourceTimingBufferSize(20_000);
  const named = (node) => {
    const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    return element ? [element.localName, ...element.classList].join('.') : 'something removed';
  };
  if (vitals) {
    observe('longtask', (entry) => P.tasks.push(entry.duration));
    observe('layout-shift', (entry) => {
      if (entry.hadRecentInput) return;
      P.shift += entry.value;
      P.shifted.push(`${entry.value.toFixed(4)} of ${[...new Set(entry.sources.map(({ node }) => named(node)))].join(', ') || 'nothing that is named'}`);
    });
  }
  if (wasm) {
    const keep = (made) => {
      for (const value of Object.values((made.instance ?? made).exports)) if (value instanceof WebAssembly.Memory) P.memories.add(value);
      return made;
    };
    for (const name of ['instantiate', 'instantiateStreaming']) {
      const real = WebAssembly[name];
      WebAssembly[name] = (...args) => real.apply(WebAssembly, args).then(keep);
    }
    WebAssembly.Instance = new Proxy(WebAssembly.Instance, { construct: (real, args) => keep(Reflect.construct(real, args)) });
    WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
      construct(real, args) {
        const memory = Reflect.construct(real, args);
        P.memories.add(memory);
        return memory;
      },
    });
  }
}

/** How long the gateway was waited for between two instants: its requests, where they overlap counted once. */
export function waited(from, to) {
  const spans = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/api/report/new_list'))
    .map((entry) => [Math.max(from, entry.startTime), Math.min(to, entry.responseEnd || to)])
    .filter(([start, end]) => end > start)
    .sort(([a], [b]) => a - b);
  let [sum, until] = [0, from];
  for (const [start, end] of spans) {
    sum += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return sum;
}
