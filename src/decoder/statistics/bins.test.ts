import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latencyBin, latencyBins, LATENCY_BINS, TimeBins } from './bins.ts';

test('latencies: 1, 2, 5 in each decade from a microsecond to 100 seconds', () => {
  expect([...latencyBins.edges.subarray(0, 6)]).toEqual([-Infinity, 1e3, 2e3, 5e3, 1e4, 2e4]);
  expect([...latencyBins.edges.subarray(-4)]).toEqual([2e10, 5e10, 1e11, Infinity]);
  expect(latencyBins.filters).toHaveLength(LATENCY_BINS);
  expect([latencyBins.filters[0], latencyBins.filters[9], latencyBins.filters.at(-1)]).toEqual([
    'rpc.time < 1us',
    'rpc.time >= 500us && rpc.time < 1ms',
    'rpc.time >= 100s',
  ]);
});

test('a latency lies between the edges of its bin', () => {
  const { edges } = latencyBins;
  const latency = fc.oneof(
    fc.integer({ min: -1e6, max: 2e11 }),
    fc.constantFrom(...edges.subarray(1, -1)),
    fc.constantFrom(...edges.subarray(1, -1)).map((edge) => edge - 1),
  );
  fc.assert(
    fc.property(latency, (value) => {
      const bin = latencyBin(value);
      expect(value).toBeGreaterThanOrEqual(edges[bin]!);
      expect(value).toBeLessThan(edges[bin + 1]!);
    }),
  );
});

test('a time lies between the edges of its bin, and the bins cover the span', () => {
  const span = fc
    .tuple(fc.integer({ min: -1e12, max: 1e15 }), fc.integer({ min: 1, max: 1e13 }))
    .map(([from, length]) => ({ from, to: from + length }));
  fc.assert(
    fc.property(
      span,
      fc.integer({ min: 1, max: 4096 }),
      fc.double({ min: -0.1, max: 1.1, noNaN: true }),
      (span, count, at) => {
        const bins = new TimeBins(span, count);
        expect([bins.edges[0], bins.edges[count]]).toEqual([span.from, span.to]);
        const time = Math.floor(span.from + at * (span.to - span.from));
        const bin = bins.of(time);
        if (time < span.from || time >= span.to) expect(bin).toBe(-1);
        else {
          expect(time).toBeGreaterThanOrEqual(bins.edges[bin]!);
          expect(time).toBeLessThan(bins.edges[bin + 1]!);
        }
        // Edges themselves, where rounding would show.
        for (const i of [1, count >> 1, count - 1]) {
          const edge = bins.edges[i]!;
          const found = bins.of(edge);
          if (edge >= span.to) continue;
          expect(bins.edges[found]).toBe(edge);
          expect(bins.edges[found + 1]).toBeGreaterThan(edge);
        }
        expect(bins.of(NaN)).toBe(-1);
      },
    ),
  );
});
