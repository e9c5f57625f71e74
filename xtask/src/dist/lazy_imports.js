// Loads a file by a link, as only a link has a hash of a module or a style sheet that the browser checks. Safari before
// 17 doesn't know the links of modules.
const loadByLink = (rel, href, integrity) => new Promise((onload, fail) => {
    const link = document.createElement("link");
    if (!link.relList.supports(rel)) return onload();
    const onerror = () => {
        // For src/screen.js, a page that links a sheet which isn't there has ended.
        link.remove();
        fail(new TypeError(`Failed to fetch ${href}`));
    };
    document.head.append(Object.assign(link, { rel, crossOrigin: "", integrity, href, onload, onerror }));
});
let loads = 0;
const __lazy_imports = makeLoad(() => {
    // A browser may keep that a module could not be loaded, so each further attempt has another address.
    const script = new URL("./lazy_imports.js", import.meta.url).href + (loads++ ? `?${loads}` : "");
    const files = Promise.all([
        fetch(new URL("./split_imports.wasm", import.meta.url), { integrity: "integrity of split_imports.wasm", credentials: "same-origin" })
            .then((answer) => answer.arrayBuffer()),
        loadByLink("modulepreload", script, "integrity of lazy_imports.js").then(() => import(script)),
        loadByLink("stylesheet", new URL("./app.css", import.meta.url).href, "integrity of app.css"),
    ]);
    files.catch(() => {});
    return async () => {
        const [bytes, { imports }] = await files;
        return WebAssembly.instantiate(bytes, { main: wasm, glue: imports({ HELPERS }) });
    };
}, []);
