import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  reveal,
  rowAtTop,
  scrolled,
  settle,
  showRow,
  SLOTS,
  slotsOf,
  type ScrollFrame,
} from './scroll-map.ts';

const TEN_MILLION: ScrollFrame = { count: 10_000_000, height: 24, view: 312 };
const frames = fc.record({
  count: fc.integer({ min: 1, max: 200_000_000 }),
  height: fc.constantFrom(18, 20, 24, 28, 32),
  view: fc.integer({ min: 60, max: 2000 }),
});

describe('ten million rows', () => {
  test('the canvas stays under the limit of every browser', () => {
    expect(slotsOf(TEN_MILLION) * 32).toBeLessThan(17_000_000);
  });

  test('a notch of the wheel moves as many rows as in a short list', () => {
    let state = showRow(TEN_MILLION, 5_000_000);
    const before = rowAtTop(TEN_MILLION, state);
    state = scrolled(TEN_MILLION, state, state.top + 120);
    expect(rowAtTop(TEN_MILLION, state) - before).toBeCloseTo(5, 6);
  });

  test('the thumb reaches the first and the last row', () => {
    const limit = SLOTS * 24 - 312;
    const end = scrolled(TEN_MILLION, { top: 0, shift: 0 }, limit);
    expect(rowAtTop(TEN_MILLION, end)).toBeCloseTo(10_000_000 - 13, 6);
    const home = scrolled(TEN_MILLION, end, 0);
    expect(rowAtTop(TEN_MILLION, home)).toBe(0);
  });

  test('a wheel alone passes the end of the canvas and reaches the last row', () => {
    let state = showRow(TEN_MILLION, 9_990_000);
    for (let i = 0; i < 4000; i++) {
      const limit = slotsOf(TEN_MILLION) * 24 - 312;
      state = scrolled(TEN_MILLION, state, Math.min(limit, state.top + 100));
    }
    expect(rowAtTop(TEN_MILLION, state)).toBeCloseTo(10_000_000 - 13, 6);
  });
});

test('every row can be shown, at the pixel, within the canvas', () => {
  fc.assert(
    fc.property(frames, fc.nat(), (frame, pick) => {
      const row = pick % frame.count;
      const state = showRow(frame, row);
      const first = rowAtTop(frame, state);
      expect(Number.isInteger(state.shift)).toBe(true);
      expect(state.shift).toBeGreaterThanOrEqual(0);
      expect(state.shift + slotsOf(frame)).toBeLessThanOrEqual(frame.count);
      expect(state.top).toBeGreaterThanOrEqual(-1e-6);
      expect(state.top).toBeLessThanOrEqual(Math.max(0, slotsOf(frame) * frame.height - frame.view) + 1e-6);
      expect(row - first).toBeGreaterThanOrEqual(-1e-6);
      expect(row - first).toBeLessThanOrEqual(frame.view / frame.height);
    }),
  );
});

test('settling and small moves never lose the place', () => {
  const moves = fc.array(fc.integer({ min: -3000, max: 3000 }), { maxLength: 60 });
  fc.assert(
    fc.property(frames, fc.nat(), moves, (frame, pick, moves) => {
      let state = showRow(frame, pick % frame.count);
      let row = rowAtTop(frame, state);
      const last = Math.max(0, frame.count - frame.view / frame.height);
      for (const move of moves) {
        const limit = Math.max(0, slotsOf(frame) * frame.height - frame.view);
        const top = Math.min(limit, Math.max(0, state.top + move));
        row = Math.min(last, Math.max(0, row + (top - state.top) / frame.height));
        state = scrolled(frame, state, top);
        expect(rowAtTop(frame, state)).toBeCloseTo(row, 3);
        expect(rowAtTop(frame, settle(frame, state))).toBeCloseTo(row, 3);
      }
    }),
  );
});

test('revealing moves the least that is needed, and nothing for what is seen', () => {
  const state = showRow(TEN_MILLION, 1000);
  expect(reveal(TEN_MILLION, state, 1005)).toBe(state);
  expect(rowAtTop(TEN_MILLION, reveal(TEN_MILLION, state, 1013))).toBeCloseTo(1001, 6);
  expect(rowAtTop(TEN_MILLION, reveal(TEN_MILLION, state, 999))).toBeCloseTo(999, 6);
  const far = rowAtTop(TEN_MILLION, reveal(TEN_MILLION, state, 5_000_000));
  expect(far).toBeLessThan(5_000_000);
  expect(far).toBeGreaterThan(5_000_000 - 13);
});
