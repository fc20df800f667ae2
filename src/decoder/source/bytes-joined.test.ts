import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memorySource } from './bytes.ts';
import { cachedSource } from './bytes-cached.ts';
import { joinedSource, partAt, ROOM } from './bytes-joined.ts';

const parts = fc.array(fc.uint8Array({ maxLength: 9 }), { minLength: 1, maxLength: 8 });

test('each part has its bytes in its room, and nothing behind them', async () => {
  await fc.assert(
    fc.asyncProperty(parts, fc.nat(8), fc.nat(12), fc.nat(12), async (all, number, offset, length) => {
      const source = joinedSource(all.map(memorySource));
      const expected = [...(all[number] ?? []).slice(offset, offset + length)];
      expect([...(await source.read(number * ROOM + offset, length))]).toEqual(expected);
      // Blocks of a cache do not go across either.
      expect([...(await cachedSource(source).read(number * ROOM + offset, length))]).toEqual(expected);
      expect(partAt(number * ROOM + offset)).toBe(number);
    }),
  );
});

test('a thousand parts have places that are whole numbers', () => {
  expect(partAt(1000 * ROOM - 1)).toBe(999);
  expect(partAt(999 * ROOM)).toBe(999);
  expect(Math.log2(1000 * ROOM)).toBeLessThan(48);
});
