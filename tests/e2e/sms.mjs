// @ts-check
// Five thousand messages, each with the result of Twilio's counter: `node sms.mjs` writes tests/fixtures/sms-segments.txt.
// The same messages are made again in tests/native/sms.rs, where the page's own count has to stand beside these lines.
import { readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { SegmentedMessage } from 'sms-segments-calculator';

export const FIXTURE = new URL('../fixtures/sms-segments.txt', import.meta.url);
const KINDS = JSON.parse(readFileSync(new URL('../fixtures/sms-pieces.json', import.meta.url), 'utf8'));

const MESSAGES = 5000;
// Places in KINDS. Those of the 7 bit alphabet come first, and what people write most stands several times.
const EXTENSION = 2;
const PLAIN = [0, 0, 0, 1, 2, 3];
const ANY = [0, 0, 0, 0, 1, 2, 3, 4, 4, 4, 4, 4, 5, 6, 7, 8, 9, 10, 11];
/** One piece in this number is of the message's second kind; none for 0. */
const SHARES = [0, 2, 8, 64];
/** The lengths at which another part begins, in units. */
const LIMITS = [1, 70, 134, 160, 201, 268, 306, 335, 459];

/** Creates a generator of reproducible numbers: SplitMix64 (Steele, Lea and Flood, 2014). @param {number} seed */
function random(seed) {
  const u64 = (/** @type {bigint} */ number) => BigInt.asUintN(64, number);
  let state = BigInt(seed);
  return (/** @type {number} */ end) => {
    state = u64(state + 0x9e3779b97f4a7c15n);
    let mixed = u64((state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n);
    mixed = u64((mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
    return Number((mixed ^ (mixed >> 31n)) % BigInt(end));
  };
}

/** Returns a message, in the pieces that a person sees as one character each. */
function message(/** @type {number} */ seed) {
  const below = random(seed);
  /** @type {<T>(list: T[]) => T} */
  const pick = (list) => list[below(list.length)];
  const isPlain = below(5) < 2;
  const kinds = isPlain ? PLAIN : ANY;
  const first = pick(kinds);
  const second = pick(kinds);
  const share = pick(SHARES);
  const goal = below(4) === 0 ? below(700) : pick(LIMITS) + below(7) - 3;
  const pieces = [];
  for (let length = 0; length < goal; ) {
    const kind = share > 0 && below(share) === 0 ? second : first;
    const piece = pick(KINDS[kind].pieces);
    length += isPlain && kind === EXTENSION ? 2 : piece.length;
    pieces.push(piece);
  }
  return pieces;
}

/** Returns the FNV-1a hash of the text's UTF-8, which shows whether the two generators agree. */
function checksum(/** @type {string} */ text) {
  const hash = new TextEncoder().encode(text).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** The messages in pieces, each with the counter's result. Its smart encoding is off, as it would change texts. */
export function* counted() {
  for (let seed = 0; seed < MESSAGES; seed++) {
    const pieces = message(seed);
    const text = pieces.join('');
    const theirs = new SegmentedMessage(text, 'auto', false);
    yield { pieces, theirs, line: `${theirs.encodingName} ${theirs.segmentsCount} ${checksum(text)}` };
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(FIXTURE, Array.from(counted(), ({ line }) => `${line}\n`).join(''));
}
