import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Outstanding } from './outstanding.ts';
import { Pace } from './pace.ts';

const pace = (): Pace =>
  new Pace({ signal: new AbortController().signal, wait: () => Promise.resolve(), tell: () => undefined });

const time = fc.integer({ min: 0, max: 60 });
const call = fc.tuple(time, fc.oneof(time, fc.constant(NaN)));

/** Calls that wait at a time: begun by then, and not answered before. */
const waitingAt = (calls: readonly (readonly [number, number])[], at: number): number =>
  calls.filter(([start, end]) => start <= at && !(Math.max(start, end) < at)).length;

function outstandingOf(calls: readonly (readonly [number, number])[]): Outstanding {
  const outstanding = new Outstanding();
  calls.forEach(([start, end], row) => {
    outstanding.begin(row, start);
    outstanding.end(start, end);
  });
  return outstanding;
}

test('in bins: as many as are counted one by one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(call, { maxLength: 40 }),
      fc.uniqueArray(fc.integer({ min: -5, max: 70 }), { minLength: 2, maxLength: 12 }),
      async (calls, places) => {
        const edges = Float64Array.from(places).sort();
        const before = new Uint32Array(edges.length - 1);
        const most = new Uint32Array(edges.length - 1);
        await outstandingOf(calls).sweep(edges, before, most, pace());
        const began = (at: number): number =>
          calls.filter(([start, end]) => start < at && !(Math.max(start, end) < at)).length;
        for (let bin = 0; bin < before.length; bin++) {
          const inside: number[] = [];
          for (let at = edges[bin]!; at < edges[bin + 1]!; at++) inside.push(at);
          expect(before[bin]).toBe(began(edges[bin]!));
          expect(most[bin]).toBe(Math.max(began(edges[bin]!), ...inside.map((at) => waitingAt(calls, at))));
        }
      },
    ),
  );
});

test('at most, and which call made it so', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(call, { maxLength: 40 }), async (calls) => {
      const peak = await outstandingOf(calls).peak(pace());
      expect(peak.calls).toBe(Math.max(0, ...calls.map(([start]) => waitingAt(calls, start))));
      if (peak.row < 0) expect(calls).toEqual([]);
      else expect(waitingAt(calls, calls[peak.row]![0])).toBe(peak.calls);
    }),
  );
});

test('calls without a time are none', async () => {
  expect(await outstandingOf([[NaN, NaN]]).peak(pace())).toEqual({ calls: 0, row: -1 });
});
