// What TypeScript's own types don't have: what tests put into the page, to be asked for it afterwards.
export {};

declare global {
  /** Tells the test of a violation of the page's policy. */
  function reportViolation(text: string): void;
  /** Tells the test of the page's address. */
  function reportAddress(address: string): void;
  /** Sets the page's clock, in seconds. */
  function goTo(second: number): void;
  /** How far the page's clock is ahead, in milliseconds. */
  var skew: number | undefined;
  var broken: boolean | undefined;
  var leaked: boolean | undefined;
  var printed: boolean | undefined;
  /** What has been read out. */
  var said: string[];
  /** Finds a text on the page, as the browser's own search does. */
  function find(text: string): boolean;
  /** Where the first row stood, in each frame. */
  var tops: Set<number>;
  /** What has moved by itself. */
  var shifted: string[];
  /** How many rows were written when, and whether the table was busy. */
  var notes: [number, string | null][];
  /** The texts of the page that other programs may write over. */
  function textsOfOthers(): Text[];
  /** Puts an element in the place of a text, as other programs do. */
  function putInPlace(text: Text, element: Element): void;
  /** The texts that were replaced, each with what has replaced it. */
  var replaced: [Text, Element][];
  /** How many requests are under way, and the most that ever were. */
  var underWay: { now: number, most: number };
  /** The memories of the page's wasm. */
  var memories: Set<WebAssembly.Memory>;
  /** How many cells rows have had. */
  var seen: Set<number>;

  /** The answer for `config.json`, which `boot.js` has fetched for the wasm. */
  var earlyConfig: Promise<Response> | undefined;
  /** The first request: the answer, what aborts it, when it was sent, its endpoint, token and body, and what the page's policy has refused. */
  var earlyReport: [Promise<Response>, AbortController, number, string[], ...SecurityPolicyViolationEvent[]] | undefined;

  /** Set by `boot.js` as soon as it runs. */
  var hasBooted: boolean | undefined;
  /** What has ended the page. */
  var endOfPage: Event | undefined;

  /** Trusted Types, where the browser has them. */
  var trustedTypes: { createPolicy(name: string, rules: { createHTML(markup: string): string }): unknown } | undefined;

  interface Element {
    /** Set on an element that is to stay. */
    isSame?: boolean;
  }
}
