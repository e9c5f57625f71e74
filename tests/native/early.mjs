// @ts-check
// Compares the first request of src/early.js with the wasm's, in the cases that tests/native/start/early.rs has written.
// It takes the file of the cases.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/**
 * @typedef {{ status: number, config: string, tab: Record<string, string>, device: Record<string, string>, search: string,
 *   hash: string, asked: [string, string, string] | null, canonical: string | null }} Case
 */

/** @type {{ rules: [string, string][], folder: string, cases: Case[] }} */
const { rules, folder, cases } = JSON.parse(readFileSync(process.argv[2], 'utf8'));

let script = readFileSync(new URL('../../src/early.js', import.meta.url), 'utf8');
for (const [name, value] of rules) script = script.replace(`const ${name} = null;`, () => `const ${name} = ${value};`);
assert(!script.includes(' = null;'));
/** @type {typeof import('../../src/early.js')} */
const { firstRequest } = await import(`data:text/javascript,${encodeURIComponent(script)}`);

/** A storage of these texts. @param {Record<string, string>} texts */
const storage = (texts) => ({ getItem: (/** @type {string} */ key) => texts[key] ?? null });

/** The early request of a case, as boot.js finds it. @param {Case} found */
function early({ status, config, tab, device, search, hash }) {
  const isOk = status >= 200 && status < 300;
  try {
    // As `Response.text` decodes it.
    const text = isOk && new TextDecoder().decode(new TextEncoder().encode(config));
    return firstRequest(text, storage(tab), storage(device), `outbox-report ${folder} `, { search, hash });
  } catch {
    return undefined;
  }
}

let count = 0;
for (const found of cases) {
  const request = early(found);
  if (!request) continue;
  count += 1;
  assert.deepEqual(request, found.asked, JSON.stringify(found));
  // Bytes that are no UTF-8 mean the same to both, and only their address is written anew.
  if (!found.canonical.includes('%EF%BF%BD')) assert.equal(found.search, found.canonical, JSON.stringify(found));
}
const asked = cases.filter((found) => found.asked).length;
console.log(`${count} of ${cases.length} cases are asked early, of ${asked} that the page asks at all`);
assert(cases.length >= 10_000 && count > 2_000);
console.log('  1 passed');
