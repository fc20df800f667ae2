import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LANES, lanesOf, lanesOfView, NO_LANE, OTHER_HIDDEN } from './lanes.ts';

const column = (match: readonly number[]): { get(row: number): number } => ({ get: (row) => match[row]! });

test('two overlapping pairs stand side by side', () => {
  const { lane, lanes } = lanesOf(column([2, 3, 0, 1]), 4);
  expect([...lane]).toEqual([0, 1, 0, 1]);
  expect([...lanes]).toEqual([0b01, 0b11, 0b11, 0b10]);
});

test('a lane is free again behind its reply', () => {
  expect([...lanesOf(column([1, 0, 3, 2]), 4).lane]).toEqual([0, 0, 0, 0]);
});

test('a row without another half has no lane and lets others pass', () => {
  const { lane, lanes } = lanesOf(column([2, -1, 0]), 3);
  expect([...lane]).toEqual([0, NO_LANE, 0]);
  expect([...lanes]).toEqual([1, 1, 1]);
});

test('the sixth outstanding call has no lane, nor has its reply', () => {
  const { lane } = lanesOf(column([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]), 12);
  expect([...lane].slice(0, 6)).toEqual([0, 1, 2, 3, 4, NO_LANE]);
  expect(lane[6]).toBe(NO_LANE);
});

test('in a view a pair has a lane where both halves are shown', () => {
  // rows: 0 and 3, 1 and 4, 2 alone; the view hides 4
  const shown = [0, 1, 2, 3];
  const view = { length: shown.length, rowAt: (place: number) => shown[place]! };
  const { lane, lanes } = lanesOfView(column([3, 4, -1, 0, 1]), 5, view);
  expect([...lane]).toEqual([0, OTHER_HIDDEN, NO_LANE, 0]);
  expect([...lanes]).toEqual([1, 1, 1, 1]);
});

test('whatever matches, no two pairs share a lane at a row, and every lane ends', () => {
  const pairs = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 60 }).map((rows) => {
    const match: number[] = new Array<number>(61).fill(-1);
    for (let i = 0; i + 1 < rows.length; i += 2) {
      match[rows[i]!] = rows[i + 1]!;
      match[rows[i + 1]!] = rows[i]!;
    }
    return match;
  });
  fc.assert(
    fc.property(pairs, (match) => {
      const { lane, lanes } = lanesOf(column(match), match.length);
      const holder = new Array<number>(LANES).fill(-1);
      match.forEach((other, row) => {
        const own = lane[row]!;
        if (own !== NO_LANE) {
          expect(lane[other]).toBe(own);
          if (other > row) {
            expect(holder[own]).toBe(-1);
            holder[own] = row;
          } else expect(holder[own]).toBe(other);
        }
        const held = holder.reduce((bits, at, index) => (at >= 0 ? bits | (1 << index) : bits), 0);
        expect(lanes[row]).toBe(held);
        if (own !== NO_LANE && other < row) holder[own] = -1;
      });
      expect(holder).toEqual(new Array<number>(LANES).fill(-1));
    }),
  );
});
