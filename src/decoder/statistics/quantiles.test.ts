import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pace } from './pace.ts';
import { latencyOf, NO_LATENCY, rank, select } from './quantiles.ts';

const pace = (): Pace =>
  new Pace({ signal: new AbortController().signal, wait: () => Promise.resolve(), tell: () => undefined });
const sorted = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);
/** Few values that differ, and many: both are hard for a partition. */
const someValues = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 400 }),
  // without a negative zero, which is equal and differs
  fc.array(
    fc.double({ noNaN: true }).map((value) => value + 0),
    { minLength: 1, maxLength: 400 },
  ),
);

describe('select', () => {
  test('finds what stands there in order, and parts the others', async () => {
    await fc.assert(
      fc.asyncProperty(someValues, fc.nat(), async (list, seed) => {
        const values = Float64Array.from(list);
        const k = seed % list.length;
        const found = await select(values, 0, values.length, k, pace());
        expect(found).toBe(Float64Array.from(list).sort()[k]);
        expect(values.subarray(0, k).every((value) => value <= found)).toBe(true);
        expect(values.subarray(k).every((value) => value >= found)).toBe(true);
        expect(sorted(values)).toEqual(sorted(list));
      }),
    );
  });

  test('leaves what is outside of the range', async () => {
    const values = Float64Array.of(9, 8, 5, 4, 7, 1, 0);
    await select(values, 2, 5, 3, pace());
    expect([...values]).toEqual([9, 8, 4, 5, 7, 1, 0]);
  });

  test.each([
    ['rising', (i: number) => i],
    ['falling', (i: number) => -i],
    ['all alike', () => 7],
    ['an organ pipe', (i: number) => Math.min(i, 100_000 - i)],
    ['a saw', (i: number) => i % 17],
  ])(
    'takes time in proportion: %s',
    async (_, value) => {
      const values = Float64Array.from({ length: 100_000 }, (_, i) => value(i));
      const right = values.slice().sort();
      for (const k of [0, 50_000, 90_000, 99_999])
        expect(await select(values, 0, values.length, k, pace())).toBe(right[k]);
    },
    2_000,
  );
});

test('nearest rank: the least value that at least so many do not exceed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 100 }), (count, percent) => {
      const place = rank(percent, count);
      expect((place + 1) * 100).toBeGreaterThanOrEqual(percent * count);
      if (place > 0) expect(place * 100).toBeLessThan(percent * count);
    }),
  );
});

describe('latencies', () => {
  test('are those of a sorted list', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -1000, max: 1e12 }), { minLength: 1, maxLength: 300 }),
        fc.nat({ max: 5 }),
        async (list, before) => {
          const values = Float64Array.from([...Array<number>(before).fill(-1e15), ...list]);
          const found = await latencyOf(values, before, values.length, pace());
          const right = sorted(list);
          const sum = list.reduce((a, b) => a + b, 0);
          expect(found).toEqual({
            count: list.length,
            min: right[0],
            p50: right[rank(50, list.length)],
            p90: right[rank(90, list.length)],
            p99: right[rank(99, list.length)],
            max: right.at(-1),
            mean: sum / list.length,
            sum,
          });
        },
      ),
    );
  });

  test('of nothing are none', async () => {
    expect(await latencyOf(new Float64Array(3), 2, 2, pace())).toBe(NO_LATENCY);
  });
});
