// @ts-check
// Decides whether the first request is certain before the wasm runs, and which one it is. The script uses nothing of
// the document, so that Node.js can run it: tests/native/early.mjs compares its requests with the wasm's.

// The rules of src/start/early.rs. `cargo xtask build` writes them here, and this file into boot.js.
/** @type {RegExp} */
const CONFIG = null;
/** @type {RegExp} */
const SESSION = null;
/** @type {RegExp} */
const SEARCH = null;
/** @type {string[]} */
const KEYS = null;
/** @type {number} */
const LIMIT = null;
/** @type {string} */
const ENDPOINT = null;
/** @type {(token: string) => Record<string, string>} */
export const HEADERS = null;

/**
 * Returns the endpoint, the token and the body of the request. Returns nothing or throws if the wasm has to decide.
 *
 * @param {any} text the text of `config.json`; any other value if it could not be loaded
 * @param {Pick<Storage, 'getItem'>} tab
 * @param {Pick<Storage, 'getItem'>} device
 * @param {string} own the beginning of the names of this page's stored texts
 * @param {Pick<Location, 'search' | 'hash'>} address
 */
export function firstRequest(text, tab, device, own, { search, hash }) {
  // A fragment may ask for safe mode, or be a part of the query that an HTML escape has split.
  if (hash || !CONFIG.test(text) || !SEARCH.test(search.replace('?', '&'))) return;
  const config = { base_url: '', page_limit: LIMIT, ...JSON.parse(text) };
  const offered = config.base_url.replace(/\/$/, '');
  const [session, signOuts, limit, startView] = KEYS.map((key) => own + key);
  const [, stamp, offeredThen, base, token] = SESSION.exec(tab.getItem(session) ?? device.getItem(session)) ?? [];
  if (stamp !== (device.getItem(signOuts) ?? '') || offeredThen !== offered) return;
  if (config.base_url_locked && base !== offered) return;
  if (!search && (device.getItem(limit) ?? device.getItem(startView)) !== null) return;

  /** @type {Record<string, any>} */
  const body = { page: 1, limit: config.page_limit, filters: {} };
  for (const [name, value] of new URLSearchParams(search)) {
    // An address that states a default value isn't canonical.
    if (value == body[name]) return;
    if (name in body) body[name] = +value;
    else body.filters[name] = value;
  }
  return [base + ENDPOINT, token, JSON.stringify(body)];
}
