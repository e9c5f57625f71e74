// What the figures are called, how samples become figures, and how both are shown and kept.

/** Key, name, unit, decimals. */
export const METRICS = [
  ['cold.rows', 'first row, cold', 'ms', 0],
  ['slow.rows', 'first row, cold and slow', 'ms', 0],
  ['warm.rows', 'first row, warm', 'ms', 0],
  ['warm.slow.rows', 'first row, warm and slow', 'ms', 0],
  ['return.rows', 'first row, browser started anew, slow processor', 'ms', 0],
  ['return.cpu', '· CPU of that load', 'ms', 0],
  ['slow.usable', 'a filter takes typing, slow', 'ms', 0],
  ['slow.blocking', 'blocking time, slow', 'ms', 0],
  ['shift.fa', 'layout shift, worst load, Persian', '', 4],
  ['shift.en', '· English', '', 4],
  ['shift.fa.phone', '· Persian, phone', '', 4],
  ['shift.en.phone', '· English, phone', '', 4],
  ['turn.25', 'page turn, 25 rows', 'ms', 1],
  ['turn.100', 'page turn, 100 rows', 'ms', 1],
  ['turn.1000', 'page turn, 1,000 rows', 'ms', 1],
  ['turn.25.cpu', '· its CPU, 25 rows', 'ms', 1],
  ['turn.100.cpu', '· its CPU, 100 rows', 'ms', 1],
  ['turn.1000.cpu', '· its CPU, 1,000 rows', 'ms', 1],
  ['state', 'state chosen → rows', 'ms', 1],
  ['session', 'CPU of 60 interactions', 'ms', 0],
  ['type.25', 'longest task, typing, 25 rows', 'ms', 0],
  ['type.100', 'longest task, typing, 100 rows', 'ms', 0],
  ['elements', 'elements, 25 rows', '', 0],
  ['memory.0', 'memory after the load', 'MB', 2],
  ['memory.100', '· after 100 turns', 'MB', 2],
  ['memory.500', '· after 500 turns', 'MB', 2],
  ['overview.first', 'overview opened, slow processor: first number', 'ms', 0],
  ['overview.states', '· all states', 'ms', 0],
  ['overview.rows.off', 'first row, warm, slow processor: without it', 'ms', 0],
  ['overview.rows.on', '· with it open', 'ms', 0],
  ['export.rate', 'export, 100,000 rows: read a second', 'rows', 0],
  ['export.share', '· of what a bare loop of its requests reads', '%', 0],
  ['export.share.far', '· and where an answer takes 100 ms more', '%', 0],
  ['export.cpu', '· its CPU', 'ms', 0],
  ['export.written', '· its file is written in', 'ms', 0],
  ['export.longest', '· 10,000 rows, slow: longest task', 'ms', 0],
  ['export.tasks', '· and tasks over 50 ms', '', 0],
  ['export.memory.0', 'memory before an export', 'MB', 2],
  ['export.memory.10000', '· at most during one of 10,000 rows', 'MB', 2],
  ['export.memory.100000', '· of 100,000 rows', 'MB', 2],
  ['export.memory.1000000', '· of 1,000,000 rows', 'MB', 2],
  ['million.rate', 'export, 1,000,000 rows: read a second', 'rows', 0],
  ['million.share', '· of what a bare loop of its requests reads', '%', 0],
  ['million.cpu', '· its CPU', 'ms', 0],
  ['million.written', '· its file is written in', 'ms', 0],
  ['bytes.first', 'bytes before the first row', '', 0],
  ['bytes.app', '· of the app part', '', 0],
  ['bytes.dialogs', '· of the dialogs part', '', 0],
];

export function median(list) {
  const sorted = list.filter((value) => value !== null).sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** Layout shift is a promise: of it the worst counts. */
const figure = (key, samples) => (key.startsWith('shift.') && samples.length > 0 ? Math.max(...samples) : median(samples));

/** Samples of each page, by key, as figures: `{ key: { page: number } }`, in the order of the table. */
export function figuresOf(samples) {
  const of = (key) => Object.entries(samples).map(([app, byKey]) => [app, figure(key, byKey[key] ?? [])]).filter(([, value]) => value !== null);
  return Object.fromEntries(METRICS.map(([key, , , decimals]) => [key, of(key).map(([app, value]) => [app, Number(value.toFixed(decimals + 1))])])
    .filter(([, values]) => values.length > 0)
    .map(([key, values]) => [key, Object.fromEntries(values)]));
}

const number = (value, decimals) => value?.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }) ?? '';
const ratio = (value, base) => (value === undefined || !(base > 0) ? '' : (value / base).toFixed(2));

const HEAD = ['', '', 'vanilla', 'Solid', 'page', '× vanilla', 'was', '× vanilla', 'A/A'];

function row([key, name, unit, decimals], now, was) {
  const [figures, kept] = [now[key] ?? {}, was[key] ?? {}];
  const { vanilla, solid, page, again } = figures;
  return [
    name, unit, number(vanilla, decimals), ratio(solid, vanilla) || number(solid, decimals), number(page, decimals), ratio(page, vanilla),
    number(kept.page, decimals), ratio(kept.page, kept.vanilla), ratio(again, page),
  ];
}

/** The table: our page beside the vanilla one and Solid's (as a ratio), beside what was committed last, and beside itself. */
export function table(now, was) {
  const rows = [HEAD, ...METRICS.filter(([key]) => now[key]).map((metric) => row(metric, now, was))];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  const line = (cells) => cells.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ').trimEnd();
  return rows.map(line).join('\n');
}

/** A figure per line, so that a change of one is a change of one line. */
export function kept({ metrics, ...about }) {
  const lines = Object.entries(metrics).map(([key, values]) => `    ${JSON.stringify(key)}: ${JSON.stringify(values).replaceAll(',', ', ').replaceAll(':', ': ')}`);
  const head = Object.entries(about).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`);
  return `{\n${head.join('\n')}\n  "metrics": {\n${lines.join(',\n')}\n  }\n}\n`;
}
