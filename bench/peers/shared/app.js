// What a peer with a framework does as any other would: configuration, the bookmark URL, the request, the formats.
import { FIELDS, DATES, INTS } from './labels.js';

export const DEFAULTS = { base_url: '', locale: null, time_zone: 'Asia/Tehran', currency: 'IRR', page_limit: 25, page_limits: [10, 25, 50, 100] };
export const loadConfig = () =>
  fetch('./config.json').then((r) => (r.ok ? r.json() : {})).catch(() => ({})).then((c) => ({ ...DEFAULTS, ...c }));

const KEY = 'outbox.connection';
export const readConnection = () => JSON.parse(localStorage.getItem(KEY) ?? sessionStorage.getItem(KEY) ?? 'null');
export const saveConnection = (c, remember) => (remember ? localStorage : sessionStorage).setItem(KEY, JSON.stringify(c));
export const dropConnection = () => { localStorage.removeItem(KEY); sessionStorage.removeItem(KEY); };

// Persian and Arabic digits count as digits.
export const latin = (s) => s.replace(/[۰-۹٠-٩]/g, (d) => String.fromCharCode(48 + (d.charCodeAt(0) & 15)));

export function parseView(search, config) {
  const q = new URLSearchParams(search);
  const n = (k, d) => { const v = Number(q.get(k)); return Number.isInteger(v) && v > 0 ? v : d; };
  const filters = {};
  for (const f of FIELDS) { const v = q.get(f); if (v) filters[f] = v; }
  return { page: n('page', 1), limit: n('limit', config.page_limit), filters };
}
export function formatView(view, config) {
  const q = new URLSearchParams();
  if (view.page !== 1) q.set('page', view.page);
  if (view.limit !== config.page_limit) q.set('limit', view.limit);
  for (const f of FIELDS) if (view.filters[f]) q.set(f, view.filters[f]);
  const s = q.toString();
  return s ? '?' + s : location.pathname;
}

const seconds = (v) => (/^\d+$/.test(v) ? v : String(Date.parse((v.includes('T') ? v : v + 'T00:00') + '+03:30') / 1000));
export function requestBody({ page, limit, filters }) {
  const f = {};
  for (const k of FIELDS) {
    if (!filters[k]) continue;
    const v = latin(filters[k].trim());
    f[k] = INTS.has(k) ? Number(v) : DATES.has(k) ? seconds(v) : v;
  }
  return { page, limit, filters: f };
}
export class GatewayError extends Error {}
export async function fetchReport({ base_url, token }, view, signal) {
  const res = await fetch(base_url.replace(/\/$/, '') + '/api/report/new_list', {
    method: 'POST', headers: { Authorization: token, 'Content-Type': 'application/json' }, body: JSON.stringify(requestBody(view)), signal,
  });
  const json = await res.json().catch(() => null);
  if (!json?.data) throw new GatewayError(json?.meta ? `${json.meta.message} (${json.meta.message_code})` : `HTTP ${res.status}`);
  return json;
}

export function formats(locale, config) {
  const tag = locale === 'fa' ? 'fa-IR-u-ca-persian-nu-arabext' : 'en-GB';
  const number = new Intl.NumberFormat(locale === 'fa' ? 'fa-IR' : 'en-US');
  const date = new Intl.DateTimeFormat(tag, { timeZone: config.time_zone, dateStyle: 'short', timeStyle: 'medium' });
  return {
    number: (v) => (v == null ? '' : number.format(v)),
    date: (v) => (v == null ? '' : date.format(v * 1000)),
  };
}

// Rows in groups of 25 (a tbody each, so that content-visibility can skip what is off screen).
export function chunks(rows, n = 25) {
  const out = [];
  for (let i = 0; i < rows.length; i += n) out.push(rows.slice(i, i + n));
  return out;
}
