import { expect, test } from 'vitest';
import { Rank, Turn, Turns } from './turns.ts';

const never = new AbortController().signal;
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Work that says when it has its turn, and waits to be let go. */
function worker(turns: Turns, log: string[], name: string, rank: Rank, signal = never) {
  const turn = new Turn(turns, signal);
  const begun = turn.in(rank).then(
    () => void log.push(name),
    () => void log.push(`${name} left`),
  );
  return { turn, begun };
}

test('one at a time, columns before bytes, else in the order of asking', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const all = [
    worker(turns, log, 'first', Rank.bytes),
    worker(turns, log, 'bytes', Rank.bytes),
    worker(turns, log, 'columns', Rank.columns),
    worker(turns, log, 'more columns', Rank.columns),
  ];
  await soon();
  expect(log).toEqual(['first']);
  for (const at of [0, 2, 3, 1]) {
    all[at]!.turn.end();
    await soon();
  }
  expect(log).toEqual(['first', 'columns', 'more columns', 'bytes']);
  expect(worker(turns, log, 'last', Rank.bytes)).toBeDefined();
  await soon();
  expect(log.at(-1)).toBe('last');
});

test('what reads lets columns pass, and goes on before others that read', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const reading = worker(turns, log, 'reading', Rank.bytes);
  await reading.begun;
  await reading.turn.letPass();
  expect(log).toEqual(['reading']);
  const behind = worker(turns, log, 'behind', Rank.bytes);
  const quick = worker(turns, log, 'quick', Rank.columns);
  const passed = reading.turn.letPass().then(() => log.push('reads on'));
  await soon();
  expect(log).toEqual(['reading', 'quick']);
  quick.turn.end();
  await passed;
  expect(log).toEqual(['reading', 'quick', 'reads on']);
  reading.turn.end();
  await behind.begun;
  expect(log.at(-1)).toBe('behind');
});

test('who does not wait any more keeps nobody waiting', async () => {
  const turns = new Turns();
  const log: string[] = [];
  const first = worker(turns, log, 'first', Rank.columns);
  const stop = new AbortController();
  worker(turns, log, 'second', Rank.columns, stop.signal);
  const third = worker(turns, log, 'third', Rank.columns);
  stop.abort();
  await soon();
  first.turn.end();
  await third.begun;
  expect(log).toEqual(['first', 'second left', 'third']);
  third.turn.end();
  third.turn.end();
  await expect(new Turn(turns, stop.signal).in(Rank.bytes)).rejects.toMatchObject({ name: 'AbortError' });
  await new Turn(turns, never).in(Rank.bytes);
});
