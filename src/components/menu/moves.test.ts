import { expect, test } from 'vitest';
import { nextItem, placed } from './moves.ts';

test('arrows go round, letters lead to items', () => {
  const items = ['Filter for this', 'And this', 'Not this', 'Another'].map((label) => ({ label }));
  expect(nextItem('ArrowDown', 3, items)).toBe(0);
  expect(nextItem('ArrowDown', -1, items)).toBe(0);
  expect(nextItem('ArrowUp', 0, items)).toBe(3);
  expect(nextItem('ArrowUp', -1, items)).toBe(3);
  expect(nextItem('End', 0, items)).toBe(3);
  expect(nextItem('a', 0, items)).toBe(1);
  expect(nextItem('a', 1, items)).toBe(3);
  expect(nextItem('a', 3, items)).toBe(1);
  expect(nextItem('z', 1, items)).toBe(-1);
  expect(nextItem('Shift', 1, items)).toBe(-1);
  expect(nextItem('ArrowDown', 0, [])).toBe(-1);
});

test('a menu stands inside the window, on the side that has room', () => {
  const menu = { width: 200, height: 100 };
  const window = { width: 1000, height: 600 };
  expect(placed({ x: 10, y: 10 }, menu, window)).toEqual({ left: 10, top: 10 });
  expect(placed({ x: 900, y: 550 }, menu, window)).toEqual({ left: 700, top: 450 });
  const under = { x: 10, y: 550, above: 526 };
  expect(placed(under, menu, window), 'above the row that it is about').toEqual({ left: 10, top: 426 });
  expect(placed({ x: 100, y: 90 }, menu, { width: 220, height: 120 })).toEqual({ left: 16, top: 16 });
});
