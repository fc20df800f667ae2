import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TimelineStatistics } from '../../decoder/api.ts';
import { amount, barsOf, binAt, largest, scaleWords, sumsIn } from './measures.ts';
import {
  filterOf,
  lengthOf,
  onRangeKey,
  rangeOf,
  rounded,
  roundStep,
  secondsText,
  shifted,
  stretched,
  withRange,
  zoomed,
  type Range,
} from './range.ts';
import { readingOf } from './reading.ts';
import { ticksOf, tickWords } from './ticks.ts';

const second = 1e9;
const whole: Range = { from: 0, to: 10 * second };
const times = fc.integer({ min: 0, max: 3_600 * second });
const windows = fc.tuple(times, fc.integer({ min: 2_000, max: 3_600 * second })).map(([from, length]) => ({
  from,
  to: from + length,
}));
const within = (window: Range) =>
  fc
    .tuple(fc.double({ min: 0, max: 0.98, noNaN: true }), fc.double({ min: 0.02, max: 1, noNaN: true }))
    .map(([at, share]) => {
      const from = window.from + at * lengthOf(window);
      return { from, to: Math.min(window.to, from + share * lengthOf(window)) };
    });

describe('a range of time', () => {
  test('is written in seconds, in full and without zeros that say nothing', () => {
    expect([0, 1, 15_852_720, second, 1.5 * second, -second / 2].map(secondsText)).toEqual([
      '0',
      '0.000000001',
      '0.01585272',
      '1',
      '1.5',
      '-0.5',
    ]);
    expect(filterOf({ from: second / 2, to: 2 * second })).toBe(
      'frame.time_relative >= 0.5 && frame.time_relative < 2',
    );
  });

  test('moves as it is and stays in its window', () => {
    fc.assert(
      fc.property(
        windows.chain((window) => fc.tuple(fc.constant(window), within(window))),
        fc.double({ min: -1e13, max: 1e13, noNaN: true }),
        ([window, range], by) => {
          const next = shifted(range, by, window);
          expect(lengthOf(next)).toBeCloseTo(lengthOf(range), -2);
          expect(next.from).toBeGreaterThanOrEqual(window.from - 1);
          expect(next.to).toBeLessThanOrEqual(window.to + 1);
          const longer = stretched(range, by, window);
          expect(longer.to).toBeLessThanOrEqual(window.to);
          expect(longer.to).toBeGreaterThan(longer.from);
        },
      ),
    );
  });

  test('is rounded outwards, by no more than a step on each side', () => {
    fc.assert(
      fc.property(
        windows.chain((window) => fc.tuple(fc.constant(window), within(window))),
        ([window, range]) => {
          const step = roundStep(window);
          const next = rounded(range, window);
          expect(next.from).toBeLessThanOrEqual(range.from);
          expect(next.to).toBeGreaterThanOrEqual(range.to);
          expect(range.from - next.from).toBeLessThanOrEqual(step);
          expect(next.to - range.to).toBeLessThanOrEqual(step);
        },
      ),
    );
    expect(rounded({ from: 1.2345 * second, to: 2.3456 * second }, whole)).toEqual({
      from: 1.22 * second,
      to: 2.36 * second,
    });
  });

  test('zooms around itself, and never beyond the whole', () => {
    const range = { from: 4 * second, to: 5 * second };
    const near = zoomed(whole, 0.5, whole, range);
    expect(near).toEqual({ from: 2 * second, to: 7 * second });
    expect(zoomed(near, 2, whole)).toEqual({ from: 0, to: 10 * second });
    expect(zoomed(near, 100, whole)).toEqual(whole);
  });

  test('is moved, stretched, applied and cleared by keys', () => {
    const key = (name: string, range: Range | null, shiftKey = false) =>
      onRangeKey({ key: name, shiftKey }, range, whole);
    const first = key('ArrowRight', null) as Range;
    expect(first).toEqual({ from: 0, to: second });
    const next = key('ArrowRight', first) as Range;
    expect(next).toEqual({ from: second / 10, to: 1.1 * second });
    expect(key('ArrowRight', next, true)).toEqual({ from: second / 10, to: 1.2 * second });
    expect((key('End', next) as Range).to).toBe(whole.to);
    expect((key('Home', next) as Range).from).toBe(0);
    expect([key('Enter', next), key('Escape', next), key('+', next), key('-', null)]).toEqual([
      'apply',
      'clear',
      'in',
      'out',
    ]);
    expect([key('Enter', null), key('Escape', null), key('j', next)]).toEqual([null, null, null]);
  });
});

describe('a range in a filter', () => {
  const range = { from: second / 2, to: 2 * second };
  const text = 'frame.time_relative >= 0.5 && frame.time_relative < 2';

  test('is read as it was written', () => {
    fc.assert(
      fc.property(
        windows.map(({ from, to }) => ({ from: Math.round(from), to: Math.round(to) })),
        (one) => {
          expect(rangeOf(filterOf(one))).toEqual(one);
          expect(rangeOf(withRange('rpc.xid == 1', one))).toEqual(one);
        },
      ),
    );
    expect(rangeOf('rpc.xid == 1')).toBeNull();
    expect(rangeOf('frame.time_relative >= 2 && frame.time_relative < 1')).toBeNull();
  });

  test('stands behind the rest, takes the place of the one before, and can go', () => {
    expect(withRange('', range)).toBe(text);
    expect(withRange('tcp.port == 1 && rpc.xid == 2', range)).toBe(
      `tcp.port == 1 && rpc.xid == 2 && ${text}`,
    );
    const before = 'tcp.port == 1 && frame.time_relative >= 3 && frame.time_relative < 4 && rpc.xid == 2';
    expect(withRange(before, range)).toBe(`tcp.port == 1 && rpc.xid == 2 && ${text}`);
    expect(withRange(before, null)).toBe('tcp.port == 1 && rpc.xid == 2');
    expect(withRange(`(${text})`, null)).toBe('');
  });

  test('is not looked for in what or joins, in brackets, in quotes', () => {
    expect(withRange('a || b', range)).toBe(`(a || b) && ${text}`);
    expect(withRange('(a || b) && c', range)).toBe(`(a || b) && c && ${text}`);
    expect(withRange('x contains "a && b" && c', range)).toBe(`x contains "a && b" && c && ${text}`);
    expect(withRange('tcp.port == 1 or rpc.xid', null)).toBe('(tcp.port == 1 or rpc.xid)');
    expect(withRange('orange == 1 && forx', null)).toBe('orange == 1 && forx');
  });
});

describe('the axis', () => {
  test('has round ticks of one form', () => {
    expect(ticksOf(whole, 6).map((tick) => tick / second)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(tickWords(ticksOf({ from: 0, to: 1.82 * second }, 8)).slice(0, 3)).toEqual([
      '0.0 s',
      '0.5 s',
      '1.0 s',
    ]);
    expect(ticksOf({ from: 5, to: 5 }, 8)).toEqual([]);
  });

  test('never has more than there is room for', () => {
    fc.assert(
      fc.property(windows, fc.integer({ min: 1, max: 20 }), (window, most) => {
        const ticks = ticksOf(window, most);
        expect(ticks.length).toBeLessThanOrEqual(most + 1);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(window.from);
          expect(tick).toBeLessThanOrEqual(window.to);
        }
      }),
    );
  });
});

const data: TimelineStatistics = {
  section: 'timeline',
  decoded: true,
  span: { from: 0, to: 40 },
  bins: 4,
  edges: Float64Array.of(0, 10, 20, 30, 40),
  calls: Uint32Array.of(2, 0, 1, 1),
  replies: Uint32Array.of(1, 0, 1, 2),
  bytes: Float64Array.of(100, 0, 50, 60),
  errors: Uint32Array.of(0, 0, 1, 0),
  normal: new Uint32Array(4),
  latencyP50: Float64Array.of(5_000, NaN, 7_000, 8_000),
  latencyP99: Float64Array.of(6_000, NaN, 9_000, 9_000),
  latencyMax: Float64Array.of(6_000, NaN, 9_000, 9_000),
  outstanding: Uint32Array.of(0, 1, 1, 1),
  outstandingMax: Uint32Array.of(2, 1, 2, 1),
  filter: ['a', 'b', 'c', 'd'],
  outside: 0,
};

describe('measures', () => {
  test('are taken from the columns', () => {
    expect(barsOf(data, 'records')).toEqual([3, 0, 2, 3]);
    expect(barsOf(data, 'latency')).toEqual([6_000, null, 9_000, 9_000]);
    expect(largest(barsOf(data, 'bytes'))).toBe(100);
    expect(barsOf({ ...data, errors: new Uint32Array(0) }, 'errors')).toEqual([0, 0, 0, 0]);
  });

  test('are told with a unit', () => {
    expect([999, 9_999, 182_400, 999_600, 1_172_000, 12.3e9].map((value) => amount('bytes', value))).toEqual([
      '999',
      '9,999',
      '182 KB',
      '1.00 MB',
      '1.17 MB',
      '12.3 GB',
    ]);
    expect(amount('latency', 10.1e6)).toBe('10.1 ms');
    expect(scaleWords('errors', data, 1)).toBe('≤ 1');
    expect(scaleWords('errors', { ...data, errors: new Uint32Array(0) }, 0)).toBe('…');
  });

  test('of a bin and of a range', () => {
    expect([-1, 0, 9, 10, 39, 40].map((time) => binAt(data.edges, time))).toEqual([-1, 0, 0, 1, 3, -1]);
    expect(sumsIn(data, 20, 40)).toEqual({ records: 5, errors: 1 });
    expect(readingOf(data, 'latency', 25, null, 9)).toBe('0.000000 s: p50 7 µs, p99 9 µs');
    expect(readingOf(data, 'records', NaN, { from: 20, to: 40 }, 9)).toContain('✕ 1');
  });
});
