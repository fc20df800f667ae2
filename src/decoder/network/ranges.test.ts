import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ranges } from './ranges.ts';

test('each place is told once, and what touches is one range', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(60), fc.nat(12)), { maxLength: 40 }), (adds) => {
      const ranges = new Ranges();
      const seen = new Set<number>();
      for (const [start, length] of adds) {
        const told: number[] = [];
        ranges.add(start, start + length, (from, to) => {
          expect(from).toBeLessThan(to);
          for (let i = from; i < to; i++) told.push(i);
        });
        const fresh = Array.from({ length }, (_, i) => start + i).filter((i) => !seen.has(i));
        expect(told).toEqual(fresh);
        for (const i of fresh) seen.add(i);
      }
      const runs = [...seen].filter((i) => !seen.has(i - 1)).length;
      expect(ranges.length).toBe(runs);
    }),
  );
});

test('there is a bound', () => {
  const ranges = new Ranges();
  let told = 0;
  for (let i = 0; i < 10_000; i++) ranges.add(i * 2, i * 2 + 1, () => told++);
  expect(ranges.length).toBe(4096);
  expect(told).toBe(10_000);
});
