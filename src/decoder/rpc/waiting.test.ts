import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Waiting } from './waiting.ts';

test('behaves like a map', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.boolean(),
          fc.oneof(
            fc.nat(20),
            fc.nat(20).map((n) => n << 16),
            fc.integer({ min: 0, max: 0xffffffff }),
          ),
        ),
      ),
      (steps) => {
        const waiting = new Waiting();
        const model = new Map<number, number>();
        steps.forEach(([isPut, xid], row) => {
          if (isPut) {
            expect(waiting.put(xid, row)).toBe(model.get(xid) ?? -1);
            model.set(xid, row);
          } else {
            expect(waiting.take(xid)).toBe(model.get(xid) ?? -1);
            model.delete(xid);
          }
          expect(waiting.size).toBe(model.size);
        });
      },
    ),
    { numRuns: 500 },
  );
});

test('holds many, and gives up the oldest when it is full', () => {
  const waiting = new Waiting();
  for (let xid = 0; xid < 40_000; xid++) waiting.put(xid, xid);
  expect(waiting.dropped).toBe(0);
  for (let xid = 40_000; xid < 200_000; xid++) waiting.put(xid, xid);
  expect(waiting.dropped).toBeGreaterThan(100_000);
  expect(waiting.byteLength).toBeLessThanOrEqual(8 * 65536);
  expect(waiting.take(199_999)).toBe(199_999);
  expect(waiting.take(0)).toBe(-1);
});
