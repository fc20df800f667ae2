/**
 * One section of the statistics over all rows of a capture: from columns alone (`first`), then with the replies that
 * have to be read (`whole`), then again (`again`). A line of JSON a round, milliseconds by the clock, and how long
 * the event loop waited at most; the first round is cold.
 *
 *   node statistics.bench.mjs FILE SECTION [ROUNDS]
 */
import process from 'node:process';
import type { Statistics, StatisticsAsk } from '../src/decoder/api.ts';
import { openFile } from '../src/cli/file-blob.ts';
import { open } from '../src/decoder/session.ts';

// Node hands on up to a thousand messages before timers have a turn, browsers do not: pauses are timers here.
Reflect.deleteProperty(globalThis, 'MessageChannel');

const [path = '', section = 'totals', rounds = '3'] = process.argv.slice(2);

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

const quiet = () => ({ signal: new AbortController().signal, emit: () => undefined });

const ask = ASKS.find((one) => one.section === section);
if (!ask) throw new Error(`There is no section ${section}.`);
const file = await openFile(path);
for (let round = 0; round < Number(rounds); round++) {
  const opened = await open({ kind: 'file', name: path, blob: file.blob });
  if (!opened.ok) throw new Error(opened.error.title);
  const { session } = opened;
  await session.done;
  // Who talks, and which file it is, are learned in the background: that is none of this bench.
  const learned = performance.now();
  await session.learned;
  const background = performance.now() - learned;
  const run = (decode: boolean): ReturnType<typeof lateness<Statistics>> => {
    const wanted: StatisticsAsk = { ...ask, view: 0, decode };
    return lateness(() => session.statistics(wanted, quiet()));
  };
  const needsBytes = section === 'errors' || section === 'files';
  const first = needsBytes ? null : await run(false);
  const whole = await run(true);
  const again = await run(true);
  const result = {
    first: first?.took ?? null,
    whole: whole.took,
    again: again.took,
    late: Math.max(first?.late ?? 0, whole.late),
    background,
  };
  console.log(JSON.stringify(result));
  session.close();
}
await file.close();
