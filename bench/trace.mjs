/** What the main thread of a page did, from a trace of Chromium. Times in milliseconds. */

/** Runs `work` and gives the events of the page's main thread. */
export async function traced(browser, page, work) {
  await browser.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
  });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const threads = new Map();
  for (const event of traceEvents) {
    const key = `${event.pid} ${event.tid}`;
    if (event.ph !== 'X' || !main.has(key)) continue;
    if (!threads.has(key)) threads.set(key, []);
    threads.get(key).push(event);
  }
  // A spare process waits beside that of the page.
  const scripts = (events) => events.filter(({ name }) => name === 'FunctionCall').length;
  const busiest = [...threads.values()].sort((one, other) => scripts(other) - scripts(one))[0] ?? [];
  return busiest.sort((one, other) => one.ts - other.ts);
}

/** The longest task: by the clock, and in time of the processor, which other work on the machine does not stretch. */
export function longestTask(events) {
  const longest = { clock: 0, cpu: 0 };
  for (const { name, dur, tdur } of events) {
    if (!name.endsWith('RunTask')) continue;
    longest.clock = Math.max(longest.clock, dur / 1000);
    longest.cpu = Math.max(longest.cpu, (tdur ?? dur) / 1000);
  }
  return longest;
}

const SCRIPT = new Set([
  'EventDispatch',
  'FunctionCall',
  'EvaluateScript',
  'FireAnimationFrame',
  'TimerFire',
  'RunMicrotasks',
]);

/** Script from each scroll event until the next one, processor time where it is known: sorted, shortest first. */
export function scriptPerScroll(events) {
  const works = [];
  let until = 0;
  let work = -1;
  for (const event of events) {
    const { name, ts, dur, tdur, args } = event;
    if (!SCRIPT.has(name) || ts < until) continue;
    if (name === 'EventDispatch' && args.data?.type === 'scroll') {
      if (work >= 0) works.push(work);
      work = 0;
    }
    until = ts + dur;
    if (work >= 0) work += (tdur ?? dur) / 1000;
  }
  if (work >= 0) works.push(work);
  return works.sort((one, other) => one - other);
}
