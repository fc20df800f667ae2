import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binName, binsUsed, histogramWords } from './bins.ts';
import { both, howOf } from './filter-click.ts';
import { moved } from './FigureTable.tsx';
import { compareKeys, nextSort, sorted } from './sorting.ts';
import { bytes, figure } from './words.ts';

describe('sorting', () => {
  test('puts what has no value last, whichever way', () => {
    const lines = [3, NaN, 1, 2];
    const key = (line: number): number => line;
    expect(sorted(lines, key, 1)).toEqual([1, 2, 3, NaN]);
    expect(sorted(lines, key, -1)).toEqual([3, 2, 1, NaN]);
    expect(sorted(lines, undefined, 1)).toBe(lines);
  });

  test('is an order', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double(), fc.constant(NaN))), (lines) => {
        const once = sorted(lines, (line) => line, 1);
        for (let at = 1; at < once.length; at++) {
          expect(compareKeys(once[at - 1]!, once[at]!, 1)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  test('begins with the largest figure and the first word, and turns round', () => {
    const first = nextSort(null, 'calls', false);
    expect(first).toEqual({ column: 'calls', way: -1 });
    expect(nextSort(first, 'calls', false).way).toBe(1);
    expect(nextSort(first, 'name', true)).toEqual({ column: 'name', way: 1 });
  });
});

describe('choosing', () => {
  test('meets the filter that stands as the modifiers say', () => {
    expect([
      howOf({ shiftKey: false, altKey: false }),
      howOf({ shiftKey: true, altKey: false }),
      howOf({ shiftKey: false, altKey: true }),
    ]).toEqual(['replace', 'and', 'and-not']);
  });

  test('joins two filters so that each keeps its bounds', () => {
    expect(both('a', 'b')).toBe('a && b');
    expect(both('a || c', 'b')).toBe('(a || c) && b');
    expect(both('', 'b')).toBe('b');
  });
});

describe('the cells of a table', () => {
  const at = { line: 2, column: 3 };
  test('are walked without leaving it, over columns that are seen', () => {
    expect(moved(at, 'ArrowDown', 3, [0, 1, 3])).toEqual(at);
    expect(moved(at, 'ArrowUp', 3, [0, 1, 3])).toEqual({ line: 1, column: 3 });
    expect(moved(at, 'ArrowLeft', 3, [0, 1, 3])).toEqual({ line: 2, column: 1 });
    expect(moved(at, 'ArrowRight', 3, [0, 1, 3])).toEqual(at);
    expect(moved(at, 'PageUp', 3, [0, 1, 3])).toEqual({ line: -1, column: 3 });
    expect(moved(at, 'Home', 3, [1, 3])).toEqual({ line: 2, column: 1 });
    expect(moved(at, 'x', 3, [0])).toBeNull();
  });
});

describe('bins of latency', () => {
  const edges = Float64Array.of(-Infinity, 1e3, 2e3, 5e3, 1e6, 2e6, 5e6, Infinity);
  test('are named by their edges', () => {
    expect([0, 1, 3, 4, 6].map((bin) => binName(edges, bin))).toEqual([
      'below 1 µs',
      '1–2 µs',
      '5 µs–1 ms',
      '1–2 ms',
      '5 ms and more',
    ]);
  });
  test('are shown from the first to the last that is used, a few at least', () => {
    const of = (...counts: number[]): Uint32Array => Uint32Array.from(counts);
    expect(binsUsed([of(0, 0, 1, 0, 0, 0, 0), of(0, 0, 0, 0, 2, 0, 0)], 7)).toEqual({ from: 1, to: 7 });
    expect(binsUsed([of(1, 0, 0, 0, 0, 0, 1)], 7)).toEqual({ from: 0, to: 7 });
    expect(binsUsed([of(0, 0, 0, 0, 0, 0, 0)], 7)).toEqual({ from: 0, to: 6 });
    const words = histogramWords(of(0, 3, 0, 0, 1, 0, 0), { edges, filters: [] });
    expect(words).toBe('3 in 1–2 µs, 1 in 1–2 ms');
  });
});

test('figures tell none, unknown and many apart', () => {
  expect([figure(0), figure(-1), figure(1234)]).toEqual(['', '…', '1,234']);
  expect([bytes(0), bytes(-1), bytes(131_072), bytes(1_345_571)]).toEqual(['', '…', '131,072', '1.35 MB']);
});
