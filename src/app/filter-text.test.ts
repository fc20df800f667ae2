import { expect, test } from 'vitest';
import { joined } from './filter-text.ts';

test('a filter replaces, narrows or excludes', () => {
  expect(joined('a == 1', 'b == 2', 'replace')).toBe('b == 2');
  expect(joined('a == 1', 'b == 2', 'and')).toBe('a == 1 && b == 2');
  expect(joined('a == 1', 'b == 2', 'and-not')).toBe('a == 1 && !(b == 2)');
  expect(joined('', 'b == 2', 'and')).toBe('b == 2');
  expect(joined('', 'b == 2', 'and-not')).toBe('!(b == 2)');
  expect(joined('a == 1', 'a == 1', 'and')).toBe('a == 1');
  expect(joined('a == 1', ' ', 'and')).toBe('a == 1');
});

test('what binds less than "and" gets brackets, and only that', () => {
  expect(joined('a || b', 'c or d', 'and')).toBe('(a || b) && (c or d)');
  expect(joined('a == "x || y"', 'c', 'and')).toBe('a == "x || y" && c');
  expect(joined('order == 1', 'a.or_b', 'and')).toBe('order == 1 && a.or_b');
  expect(joined('a == "\\" or"', 'b', 'and')).toBe('a == "\\" or" && b');
});
