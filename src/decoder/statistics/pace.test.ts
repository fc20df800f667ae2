import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Pace } from './pace.ts';

let now = 0;
beforeEach(() => {
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => vi.restoreAllMocks());

function paced(signal = new AbortController().signal) {
  const waits: number[] = [];
  const told: number[] = [];
  const wait = (): Promise<void> => {
    waits.push(now);
    return Promise.resolve();
  };
  return { pace: new Pace({ signal, wait, tell: (looked) => told.push(looked) }), waits, told };
}

test('gives the event loop a turn when 8 ms are over', async () => {
  const { pace, waits } = paced();
  await pace.blocks(100_000, () => (now += 3));
  expect(waits.length).toBe(8);
  for (let i = 1; i < waits.length; i++) expect(waits[i]! - waits[i - 1]!).toBeLessThanOrEqual(8 + 3);
});

test('visits everything once, and tells how far it is no more than each 50 ms', async () => {
  const { pace, told } = paced();
  const seen: [number, number][] = [];
  await pace.blocks(100_000, (from, to) => {
    seen.push([from, to]);
    now += 20;
  });
  expect(seen[0]).toEqual([0, 4096]);
  expect(seen.at(-1)![1]).toBe(100_000);
  for (let i = 1; i < seen.length; i++) expect(seen[i]![0]).toBe(seen[i - 1]![1]);
  expect(told.length).toBe(8);
  expect([...told].sort((a, b) => a - b)).toEqual(told);
  await pace.blocks(4096, () => (now += 60));
  expect(told.at(-1)).toBe(104_096);
});

test('stops at the next turn when nobody waits any more, and before it begins', async () => {
  const stop = new AbortController();
  const { pace } = paced(stop.signal);
  let blocks = 0;
  const work = pace.blocks(1e6, () => {
    now += 5;
    if (++blocks === 3) stop.abort(new DOMException('dropped', 'AbortError'));
  });
  await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  expect(blocks).toBeLessThanOrEqual(4);
  await expect(pace.blocks(1, () => blocks++)).rejects.toMatchObject({ name: 'AbortError' });
});
