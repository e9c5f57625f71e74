// A quick, deterministic gateway: POST /api/report/new_list over 64,564,080 rows that exist only as arithmetic. Row i is a
// function of i, and every filter but the id and the dates repeats itself each 160 rows: so a count and the k-th match
// take the same time whatever is asked, and a measured wait is the page's own. It also says what the first row of a
// view must be (`expected`), which is how the bench knows that the right rows are there.
//
// Any token is accepted but an empty one. A state that is none of the ten is a 422.
import http from 'node:http';

const TOTAL = 64_564_080;
const P = 160; // 8 blocks of 20 rows
const BASE_ID = 1_100_972_179; // row 0 has the newest, highest id
const T0 = 1_795_464_000; // 2026-11-23T20:00:00Z, row 0; row i is 2 s older each
const STATE20 = [6, 6, 6, 5, 6, 3, 6, 6, 1, 6, 7, 6, 2, 6, 9, 6, 4, 6, 0, 8]; // i % 20 -> state_id
const STATE_KEY = ['create', 'monitoring', 'active', 'reject', 'invalid', 'queue', 'finish', 'cancel', 'credit', 'error'];
const STATUS = ['در حال ایجاد', 'در صف نظارت', 'در حال ارسال', 'رد شده', 'گیرنده نامعتبر', 'در صف ارسال',
  'پایان یافته', 'لغو شده', 'اعتبار ناکافی', 'خطای سامانه'];
const LINES = ['+98217000070', '+981000', '+983000505', '+9890000145', '+985000', '+9820001', '+982170001000', '+983000'];
const USERS = ['negar', 'shop24', 'bank-otp', 'clinic', 'support'];
const TYPES = ['pattern', 'pattern_transactional', 'normal', 'ptp'];
const TEXTS = ['کد ورود شما', 'سفارش شما ثبت شد و به زودی ارسال می‌شود', 'یادآوری نوبت فردا ساعت ۱۰ صبح', 'تست',
  'تخفیف ویژه پایان هفته برای مشتریان وفادار', 'Your verification code is', 'مبلغ از حساب شما برداشت شد',
  'بسته شما تحویل پیک شد'];
const STATE_COLOR = ['#95E871', '#F5A623', '#4A90E2', '#D0021B', '#9B9B9B'];

const stateOf = (i) => STATE20[i % 20];
const lineOf = (i) => LINES[((i / 20) | 0) % 8];
const userOf = (i) => USERS[(i * 7) % 5];
const textOf = (i) => TEXTS[(i * 3 + ((i / 20) | 0)) % 8];
const exitOf = (i) => 1 + ((i % P) * 31) % 500;
const idOf = (i) => String(BASE_ID - i);
const timeOf = (i) => T0 - 2 * i;

// A row as JSON, by concatenation: about eight times as quick as JSON.stringify.
const qState = STATE_KEY.map((s) => JSON.stringify(s));
const qStatus = STATUS.map((s) => JSON.stringify(s));
const qText = TEXTS.map((s) => JSON.stringify(s).slice(0, -1));
function rowJson(i) {
  const s = STATE20[i % 20], b = (i / 20) | 0;
  return '{"username":"' + USERS[(i * 7) % 5] + '","number_color":"' + STATE_COLOR[i % 5] + '","number":"' + LINES[b % 8] +
    '","number_id":"' + (123654 + (b % 8)) + '","messages_outbox_id":"' + (BASE_ID - i) + '","state":' + qState[s] +
    ',"type":"' + TYPES[i & 3] + '","time_send":"' + (T0 - 2 * i + (i % 600)) + '","time":"' + (T0 - 2 * i) +
    '","rcpts_count":"' + (1 + (i * 13) % 5000) + '","exit_count":"' + exitOf(i) + '","status":' + qStatus[s] +
    ',"partner_id":null,"in_delivery_line":0,"valid":"approve","message":' + qText[(i * 3 + b) % 8] + ' ' + (i * 7919) % 99991 +
    '","part":null,"cost":' + ((i * 37) % 900_000) / 10 +
    ',"summary":null,"user_ip":null,"user_id":null,"files_path":null,"parent_id":null,"state_id":' + s + '}';
}

class Unprocessable extends Error {}
const set = (v) => v !== undefined && v !== null && v !== '';
function int(v, name) {
  const n = Number(v);
  if (!Number.isInteger(n)) throw new Unprocessable('invalid ' + name);
  return n;
}

// filters -> {total, at(k)}: how many rows match, and the index of the k-th.
function query(filters = {}) {
  const f = filters;
  const preds = [];
  let lo = 0, hi = TOTAL;
  if (set(f.state_id)) {
    const s = int(f.state_id, 'state');
    if (s < 0 || s > 9) throw new Unprocessable('invalid state');
    preds.push((i) => stateOf(i) === s);
  }
  if (set(f.number)) preds.push((i) => lineOf(i) === f.number);
  if (set(f.username) && f.username !== '*') {
    const re = new RegExp('^' + String(f.username).replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*') + '$');
    preds.push((i) => re.test(userOf(i)));
  }
  if (set(f.message)) preds.push((i) => textOf(i).includes(f.message));
  if (set(f.from_exit_count)) { const n = int(f.from_exit_count, 'from_exit_count'); preds.push((i) => exitOf(i) >= n); }
  if (set(f.to_exit_count)) { const n = int(f.to_exit_count, 'to_exit_count'); preds.push((i) => exitOf(i) <= n); }
  // time falls with i: from/to are a range of i (the send filters use the creation time: near enough here)
  for (const k of ['create_from_date', 'send_from_date']) if (set(f[k])) hi = Math.min(hi, Math.floor((T0 - int(f[k], k)) / 2) + 1);
  for (const k of ['create_to_date', 'send_to_date']) if (set(f[k])) lo = Math.max(lo, Math.ceil((T0 - int(f[k], k)) / 2));
  if (set(f.messages_outbox_id)) { const i = BASE_ID - int(f.messages_outbox_id, 'messages_outbox_id'); lo = Math.max(lo, i); hi = Math.min(hi, i + 1); }
  lo = Math.max(0, Math.min(lo, TOTAL)); hi = Math.max(lo, Math.min(hi, TOTAL));
  if (!preds.length) return { total: hi - lo, at: (k) => lo + k };
  const hit = [], before = new Array(P + 1);
  for (let i = 0; i < P; i++) { before[i] = hit.length; if (preds.every((p) => p(i))) hit.push(i); }
  before[P] = hit.length;
  const n = hit.length;
  if (!n) return { total: 0, at: () => -1 };
  const rank = (i) => Math.floor(i / P) * n + before[i % P];
  const first = rank(lo);
  return { total: rank(hi) - first, at: (k) => { const r = first + k; return Math.floor(r / n) * P + hit[r % n]; } };
}

/** From when on this many rows were created. */
export const createdFrom = (rows) => timeOf(rows - 1);

// The ids the bench waits for: what row 1 of this view must be, and how many rows it has.
export function expected({ page = 1, limit = 25, filters = {} } = {}) {
  const q = query(filters);
  const from = (page - 1) * limit;
  const rows = Math.max(0, Math.min(limit, q.total - from));
  return { total: q.total, rows, firstId: rows ? idOf(q.at(from)) : null, lastId: rows ? idOf(q.at(from + rows - 1)) : null };
}

function respond(body) {
  const page = Math.max(1, int(body.page ?? 1, 'page'));
  const limit = Math.min(5000, Math.max(1, int(body.limit ?? 10, 'limit')));
  const q = query(body.filters ?? {});
  const from = (page - 1) * limit;
  const n = Math.max(0, Math.min(limit, q.total - from));
  const parts = new Array(n);
  for (let k = 0; k < n; k++) parts[k] = rowJson(q.at(from + k));
  return '{"data":[' + parts.join(',') + '],"meta":{"current_page":' + page + ',"from":' + (n ? from + 1 : null) +
    ',"last_page":' + Math.max(1, Math.ceil(q.total / limit)) + ',"path":"/api/report/new_list","per_page":' + limit +
    ',"to":' + (n ? from + n : null) + ',"total":' + q.total + ',"status":true,"message":"انجام شد","message_code":"200-1"}}';
}
const failure = (message, code) => JSON.stringify({ data: null, meta: { status: false, message, message_parameters: [], message_code: code, errors: {} } });

function answer(request, body) {
  const { pathname } = new URL(request.url, 'http://gateway');
  if (request.method !== 'POST' || pathname !== '/api/report/new_list') return [404, failure('not found', '404-1')];
  if (!request.headers.authorization) return [401, failure('اطلاعات وارد شده صحیح نمی باشد', '400-1')];
  try {
    return [200, respond(JSON.parse(body || '{}'))];
  } catch (error) {
    return [422, failure(error instanceof Unprocessable ? error.message : 'invalid request', '400-31')];
  }
}

const handle = (how) => (request, response) => {
  const head = {
    'Access-Control-Allow-Origin': request.headers.origin ?? '*', 'Timing-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': 'no-store', Vary: 'Origin',
  };
  if (request.method === 'OPTIONS') {
    const allowed = { 'Access-Control-Allow-Methods': 'POST, OPTIONS', 'Access-Control-Allow-Headers': 'authorization, content-type', 'Access-Control-Max-Age': '7200' };
    response.writeHead(204, { ...head, ...allowed }).end();
    return;
  }
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const asked = Buffer.concat(chunks).toString('utf8');
    how.bodies.push(asked);
    const [status, json] = answer(request, asked);
    const body = Buffer.from(json);
    const send = () => response.writeHead(status, { ...head, 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': body.length }).end(body);
    if (how.waitMs > 0) setTimeout(send, how.waitMs);
    else send();
  });
};

/** `bodies` gets what is asked; each answer waits for `waitMs`. @param {{ bodies: string[], waitMs: number }} how */
export const createGateway = (how) => http.createServer({ keepAlive: true, noDelay: true }, handle(how));
