/**
 * Each section of the statistics over all rows of a capture: from columns alone (`first`), then with the replies
 * that have to be read (`whole`), then again (`again`). A line of JSON for each, milliseconds by the clock, and how
 * long the event loop waited at most.
 *
 *   node statistics.bench.mjs FILE [ROUNDS]
 */
import process from 'node:process';
import type { Statistics, StatisticsAsk } from '../src/decoder/api.ts';
import { openFile } from '../src/cli/file-blob.ts';
import { open } from '../src/decoder/session.ts';

// Node hands on up to a thousand messages before timers have a turn, browsers do not: pauses are timers here.
Reflect.deleteProperty(globalThis, 'MessageChannel');

const [path = '', rounds = '3'] = process.argv.slice(2);

const ASKS = [
  { section: 'totals' },
  { section: 'procedures' },
  { section: 'slowest', top: 100 },
  { section: 'connections' },
  { section: 'timeline', bins: 1000, span: null },
  { section: 'errors' },
  { section: 'files', top: 500, by: 'operations' },
] as const;

/** The longest time that a timer came late while `work` ran, ms. */
async function lateness<T>(work: () => Promise<T>): Promise<{ value: T; late: number; took: number }> {
  let late = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    late = Math.max(late, now - last - 1);
    last = now;
  }, 1);
  const began = performance.now();
  const value = await work();
  const took = performance.now() - began;
  clearInterval(timer);
  return { value, late: Math.max(late, performance.now() - last), took };
}

const file = await openFile(path);
for (const ask of ASKS) {
  let best = { first: Infinity, whole: Infinity, again: Infinity, late: Infinity };
  for (let round = 0; round < Number(rounds); round++) {
    const opened = await open({ kind: 'file', name: path, blob: file.blob });
    if (!opened.ok) throw new Error(opened.error.title);
    const { session } = opened;
    await session.done;
    // Who talks and which file it is are learned in the background: that is none of this bench.
    await session.statistics({ view: 0, decode: true, section: 'files', top: 0, by: 'time' }, quiet());
    session.assumeReleases(-1, null);
    const run = (decode: boolean): ReturnType<typeof lateness<Statistics>> => {
      const wanted: StatisticsAsk = { ...ask, view: 0, decode };
      return lateness(() => session.statistics(wanted, quiet()));
    };
    const needsBytes = ask.section === 'errors' || ask.section === 'files';
    const first = needsBytes ? null : await run(false);
    const whole = await run(true);
    const again = await run(true);
    best = {
      first: Math.min(best.first, first?.took ?? NaN),
      whole: Math.min(best.whole, whole.took),
      again: Math.min(best.again, again.took),
      late: Math.min(best.late, Math.max(first?.late ?? 0, whole.late)),
    };
    session.close();
  }
  console.log(JSON.stringify({ section: ask.section, ...best }));
}
await file.close();

function quiet(): { signal: AbortSignal; emit: () => void } {
  return { signal: new AbortController().signal, emit: () => undefined };
}
