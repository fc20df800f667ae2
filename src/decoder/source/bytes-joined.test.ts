import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memorySource } from './bytes.ts';
import { basesOf, joinedSource, partAt } from './bytes-joined.ts';

const parts = fc.array(fc.uint8Array({ maxLength: 9 }), { minLength: 1, maxLength: 8 });

test('reads as if the parts stood end to end', async () => {
  await fc.assert(
    fc.asyncProperty(parts, fc.nat(80), fc.nat(80), async (all, offset, length) => {
      const whole = Uint8Array.from(all.flatMap((part) => [...part]));
      const source = joinedSource(all.map(memorySource));
      expect(source.size).toBe(whole.length);
      expect([...(await source.read(offset, length))]).toEqual([...whole.subarray(offset, offset + length)]);
    }),
  );
});

test('each byte belongs to the part that holds it', () => {
  fc.assert(
    fc.property(parts, (all) => {
      const bases = basesOf(all.map(memorySource));
      const owners = all.flatMap((part, number) => [...part].map(() => number));
      expect(owners.map((_, at) => partAt(bases, at))).toEqual(owners);
    }),
  );
});

test('a part that became shorter leaves the others where they are', async () => {
  const short = { size: 4, read: () => Promise.resolve(Uint8Array.of(1, 2)) };
  const source = joinedSource([short, memorySource(Uint8Array.of(9, 9))]);
  expect([...(await source.read(0, 6))]).toEqual([1, 2, 0, 0, 9, 9]);
});
