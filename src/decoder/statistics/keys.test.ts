import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Keys, MOST_KEYS } from './keys.ts';

test('gives each key one place, in the order of meeting', () => {
  const word = fc.constantFrom(0, 1, 2, 400, 1298437, 0xffffffff);
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word, word), { maxLength: 600 }), (list) => {
      const keys = new Keys();
      const known = new Map<string, number>();
      for (const key of list) {
        const name = key.join();
        if (!known.has(name)) known.set(name, known.size);
        expect(keys.at(...key)).toBe(known.get(name));
      }
      expect(keys.length).toBe(known.size);
    }),
  );
});

test('ends where nobody has so many', () => {
  const keys = new Keys();
  for (let i = 0; i < MOST_KEYS; i++) expect(keys.at(i, i >>> 3, i % 7)).toBe(i);
  expect(keys.at(MOST_KEYS, 0, 0)).toBe(-1);
  expect(keys.at(5, 0, 5)).toBe(5);
  expect(keys.length).toBe(MOST_KEYS);
});
