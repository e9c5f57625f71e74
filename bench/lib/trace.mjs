// What a trace of Chromium says of the main thread.
const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'];

/**
 * Traces what `work` does to the page, and returns the tasks of the main thread, in milliseconds: of wall time, and of the
 * thread's own, in which no other program's work is.
 */
export async function tasksOf(browser, page, work) {
  const mark = (name) => page.evaluate((name) => { performance.mark(name); }, name);
  await browser.startTracing(page, { categories: CATEGORIES });
  await mark('bench:start');
  await work();
  await mark('bench:end');
  const trace = await browser.stopTracing();
  const { traceEvents } = JSON.parse(trace.toString('utf8'));
  const marked = (name) => traceEvents.find((event) => event.name === name && event.cat.includes('user_timing'));
  const [start, end] = [marked('bench:start'), marked('bench:end')];
  if (!start || !end) throw Error('the trace has not been marked');
  const tasks = traceEvents.filter(({ name, ph, pid, tid, ts }) =>
    name === 'RunTask' && ph === 'X' && pid === start.pid && tid === start.tid && ts >= start.ts && ts <= end.ts);
  return tasks.map(({ dur, tdur = dur }) => ({ wall: dur / 1000, own: tdur / 1000 }));
}
