import { expect, test } from 'vitest';
import { firstCrumb } from './crumbs.ts';

const path = ['record', 'arguments', 'xdata', 'pair 1', 'value'];

test('a path that fits is shown whole, one that does not loses its beginning, and the field itself stays', () => {
  expect(firstCrumb(path, 400)).toBe(0);
  expect(firstCrumb(path, 250)).toBe(2);
  expect(firstCrumb(path, 10)).toBe(4);
  expect(firstCrumb([], 10)).toBe(0);
});

test('what is shown with its ellipsis is no wider than the place', () => {
  for (let width = 100; width < 400; width++) {
    const first = firstCrumb(path, width);
    const shown = path.slice(first);
    const size = shown.reduce((sum, label) => sum + label.length * 7.2 + 20, -12) + (first > 0 ? 27.2 : 0);
    if (shown.length > 1) expect(size).toBeLessThanOrEqual(width);
  }
});
