/**
 * Filters over all rows of a capture, and the index pass of the same file in the same process. A line of JSON for
 * each: milliseconds by the clock and of CPU, of the best round, and until the first rows were found in the first.
 *
 *   node filter.bench.mjs FILE ROUNDS FILTER …
 */
import process from 'node:process';
import { openFile } from '../src/cli/file-blob.ts';
import { compileFilter } from '../src/decoder/filter/compile.ts';
import { View } from '../src/decoder/session/view.ts';
import { open } from '../src/decoder/session.ts';
import type { OpenedSession } from '../src/decoder/session/opened.ts';

const [path = '', rounds = '3', ...filters] = process.argv.slice(2);

interface Spent {
  readonly clock: number;
  readonly cpu: number;
}

async function spent(work: () => Promise<void>): Promise<Spent> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await work();
  const clock = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { clock, cpu: (user + system) / 1000 };
}

const best = (all: readonly Spent[]): Spent => ({
  clock: Math.min(...all.map(({ clock }) => clock)),
  cpu: Math.min(...all.map(({ cpu }) => cpu)),
});

async function opened(): Promise<{ session: OpenedSession; close: () => Promise<void> }> {
  const file = await openFile(path);
  const result = await open({ kind: 'file', name: 'bench', blob: file.blob });
  if (!result.ok) throw new Error(result.error.title);
  await result.session.done;
  return { session: result.session, close: () => file.close() };
}

const passes: Spent[] = [];
for (let round = 1; round < Number(rounds); round++) {
  let pass: Awaited<ReturnType<typeof opened>> | undefined;
  passes.push(await spent(async () => void (pass = await opened())));
  pass?.session.close();
  await pass?.close();
}
const kept: Awaited<ReturnType<typeof opened>>[] = [];
passes.push(await spent(async () => void kept.push(await opened())));
const { session, close } = kept[0]!;
await session.learned;
const { index, host, language } = session;
console.log(JSON.stringify({ index: best(passes), rows: index.rows }));

for (const filter of filters) {
  const compiled = compileFilter(filter, language);
  if (!compiled.ok) throw new Error(`${filter}: ${compiled.error.message}`);
  const all: Spent[] = [];
  let first: number | null = null;
  let rows = 0;
  for (let round = 0; round < Number(rounds); round++) {
    const view = new View(1, filter, index);
    const began = performance.now();
    const emit = (): void => {
      if (view.length > 0 && round === 0) first ??= performance.now() - began;
    };
    const work = { signal: new AbortController().signal, emit };
    all.push(await spent(() => view.fill(compiled.filter, host, work, () => Promise.resolve())));
    rows = view.length;
  }
  console.log(
    JSON.stringify({ filter, rows, first, ...best(all), headersOnly: compiled.filter.headersOnly }),
  );
}
await close();
