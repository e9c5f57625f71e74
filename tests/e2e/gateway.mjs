// @ts-check
// The demo gateway, one process for each worker, and the functions by which a test controls it.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** @typedef {Record<string, unknown>} Json an object as it is sent */
/** @typedef {{ status?: number, headers?: Record<string, string>, body?: unknown, pass?: boolean, held?: boolean }} Answer */
/**
 * A report request that the gateway received. Each test checks the body itself.
 *
 * @typedef {{ page: number, limit: number, filters: Record<string, string> }} Body
 * @typedef {{ path: string, authorization?: string, content_type?: string, cookie?: string, referer?: string,
 *   origin?: string, body: Body, closed: boolean }} Request
 */

/** The present instant of the tests: no row is newer. */
export const NOW = 1_750_000_000;
export const TOKEN = 'demo-token';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
// A failed test may leave its gateway running.
process.once('exit', () => running.forEach((child) => child.kill()));

export class Gateway {
  /** @param {string[]} options */
  static async start(...options) {
    const fixed = ['--port', '0', '--seed', '7', '--now', String(NOW), '--dist', process.env.DIST, '--control', '--faults', '--quiet'];
    const child = spawn(process.env.GATEWAY, [...fixed, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
    running.add(child);
    child.once('exit', () => running.delete(child));
    const lines = createInterface({ input: child.stdout });
    const url = await new Promise((resolve, reject) => {
      lines.on('line', (line) => {
        const found = /^listening on (\S+)/.exec(line);
        if (found) resolve(found[1]);
      });
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the gateway ended with ${code}`)));
    });
    return new Gateway(child, url);
  }

  /** @param {import('node:child_process').ChildProcess} child @param {string} url */
  constructor(child, url) {
    this.child = child;
    /** The gateway's origin, without a slash at its end. */
    this.url = url;
  }

  stop() {
    this.child.kill();
  }

  /** Resets everything that tests control. */
  async reset() {
    await Promise.all(['requests', 'next', 'config', 'faults'].map((what) => this.#control('DELETE', what)));
  }

  /** Returns the report requests so far, with parsed bodies. @returns {Promise<Request[]>} */
  async requests() {
    /** @type {(Omit<Request, 'body'> & { body: string })[]} */
    const requests = await this.#control('GET', 'requests');
    return requests.map((request) => ({ ...request, body: JSON.parse(request.body) }));
  }

  /** Forgets the requests so far. */
  async forget() {
    await this.#control('DELETE', 'requests');
  }

  /** Returns the result of an SQL query to the gateway's database: a list of rows, each a list of values. @param {string} sql @returns {Promise<any[][]>} */
  async sql(sql) {
    const { rows } = await this.#control('POST', 'query', { sql });
    return rows;
  }

  /** Returns the number of rows for which an SQL condition holds. */
  async count(where = '1') {
    const [[count]] = await this.sql(`select count(*) from rows where ${where}`);
    return count;
  }

  /** Returns the ids of the first rows for which an SQL condition holds, newest first. */
  async ids(where = '1', limit = 25, offset = 0) {
    const rows = await this.sql(`select id from rows where ${where} order by seq desc limit ${limit} offset ${offset}`);
    return rows.map(([id]) => String(id));
  }

  /** Adds new sends, which come before all others. @param {number} count */
  async arrive(count, created = NOW) {
    await this.#control('POST', 'arrive', { created, count });
  }

  /** Changes the rows for which a condition holds, by assignments; both are SQL. Returns the number of rows. @param {string} set @returns {Promise<number>} */
  async change(set, where = 'true') {
    const { changed } = await this.#control('POST', 'change', { set, where });
    return changed;
  }

  /** Stages the next answers: `{status, headers, body, held}` or `{pass: true, held}`; an object body becomes JSON. @param {Answer[]} answers */
  async stage(...answers) {
    /** @param {unknown} body */
    const text = (body) => (typeof body === 'object' ? JSON.stringify(body) : body);
    await this.#control('PUT', 'next', answers.map((answer) => ({ ...answer, ...('body' in answer && { body: text(answer.body) }) })));
  }

  /** Sends the answers that are held. */
  async release() {
    await this.#control('POST', 'release');
  }

  /** Sets the fault script (see the gateway's documentation); without rules nothing fails. @param {Json[]} rules */
  async faults(...rules) {
    await this.#control('PUT', 'faults', { rules });
  }

  /** Returns how many times each fault was given. @returns {Promise<Record<string, number>>} */
  async used() {
    /** @type {{ rules: { fault: string, used: number }[] }} */
    const { rules } = await this.#control('GET', 'faults');
    return Object.fromEntries(rules.map(({ fault, used }) => [fault, used]));
  }

  /** Sets the text of config.json. @param {unknown} body */
  async config(body, status = 200) {
    await this.#control('PUT', 'config', { status, body: typeof body === 'object' ? JSON.stringify(body) : body });
  }

  /** @param {string} method @param {string} what @param {unknown} [body] */
  async #control(method, what, body) {
    const response = await fetch(`${this.url}/control/${what}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} /control/${what}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  }
}

/** Returns an answer of the API's shape with the given rows. @param {unknown[]} rows @param {Json} meta @returns {Answer} */
export function reply(rows, meta = {}) {
  const [from, to] = rows.length ? [1, rows.length] : [null, null];
  const paging = { current_page: 1, from, last_page: 1, path: '/api/report/new_list', per_page: 25, to, total: rows.length };
  return { body: { data: rows, meta: { ...paging, status: true, message: 'انجام شد', message_code: '200-1', ...meta } } };
}

/**
 * Returns a failure of the API's shape.
 *
 * @param {number} status @param {string} message @param {string} code @param {Json} errors @returns {Answer}
 */
export function refusal(status, message, code, errors = {}) {
  const meta = { status: false, message, message_parameters: /** @type {string[]} */ ([]), message_code: code, errors };
  return { status, body: { data: null, meta } };
}
