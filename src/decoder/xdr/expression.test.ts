import { expect, test } from 'vitest';
import { evaluate, expressionFields, scanExpression } from './expression.ts';

const value = (text: string, fields: Record<string, number> = {}): number | null =>
  evaluate(scanExpression(text)!.expression, (name) => fields[name] ?? null);

test.each([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['10 - 2 - 3', 5],
  ['0x10', 16],
  ['2*(3+4)-1', 13],
])('%s is %s', (text, wanted) => {
  expect(value(text)).toBe(wanted);
});

test('fields have the values that they are given', () => {
  expect(value('12 + size', { size: 100 })).toBe(112);
  expect(value('a.length * 4', { 'a.length': 3 })).toBe(12);
  expect(value('12 + size')).toBeNull();
  expect(expressionFields(scanExpression('a + (b - 3) * a')!.expression)).toEqual(['a', 'b', 'a']);
});

test('it ends where no expression goes on', () => {
  expect(scanExpression('a + b and more')!.length).toBe(5);
  expect(scanExpression('a - and more')!.length).toBe(7);
  expect(scanExpression('4 -')!.length).toBe(1);
});

test.each(['', '+', '(1', '1a', '('.repeat(100) + '1' + ')'.repeat(100), 'a' + '+a'.repeat(100)])(
  '%j is none',
  (text) => {
    expect(scanExpression(text)).toBeNull();
  },
);
