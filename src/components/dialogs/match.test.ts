import { expect, test } from 'vitest';
import { matching } from './match.ts';

const commands = [
  'Next record with an error',
  'Copy field as hex',
  'Decode bytes as…',
  'Widen the selection',
].map((name) => ({ name }));
const found = (typed: string): string[] => matching(commands, typed).map(({ name }) => name);

test('nothing typed means all, in their order', () => {
  expect(found(' ')).toHaveLength(4);
});

test('words begin words, in any order, and what begins the name comes first', () => {
  expect(found('err next')).toEqual(['Next record with an error']);
  expect(found('de')[0]).toBe('Decode bytes as…');
  expect(found('as').sort()).toEqual(['Copy field as hex', 'Decode bytes as…']);
  expect(found('xyz')).toEqual([]);
});
