// Loads a module by a link, as only a link has a hash of it that the browser checks. Safari before 17 doesn't know such
// links.
const loadModule = async (href, integrity) => {
    const link = document.createElement("link");
    const isKnown = link.relList.supports("modulepreload");
    if (isKnown) await new Promise((onload, fail) => {
        const onerror = () => fail(new TypeError(`Failed to fetch ${href}`));
        document.head.append(Object.assign(link, { rel: "modulepreload", crossOrigin: "", integrity, href, onload, onerror }));
    });
    return import(href);
};
let loads = 0;
const __lazy_imports = makeLoad(() => {
    // A browser may keep that a module could not be loaded, so each further attempt has another address.
    const url = new URL("./lazy_imports.js", import.meta.url).href + (loads++ ? `?${loads}` : "");
    const script = loadModule(url, "integrity of lazy_imports.js");
    script.catch(() => {});
    return async () => {
        const { imports, take } = await script;
        const { bytes, style } = take();
        await WebAssembly.instantiate(bytes, { main: wasm, glue: imports({ HELPERS }) });
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(style);
        document.adoptedStyleSheets.push(sheet);
    };
}, []);
