import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cachedSource } from './bytes-cached.ts';
import type { ByteSource } from './bytes.ts';

const bytes = Uint8Array.from({ length: 700_000 }, (_, i) => (i * 7919) >>> 5);

function counting(): { source: ByteSource; reads: () => number } {
  let reads = 0;
  return {
    reads: () => reads,
    source: {
      size: bytes.length,
      read(offset, length) {
        reads++;
        return Promise.resolve(bytes.slice(offset, offset + length));
      },
    },
  };
}

test('gives what the source gives', async () => {
  const cached = cachedSource(counting().source);
  await fc.assert(
    fc.asyncProperty(fc.nat(720_000), fc.oneof(fc.nat(300), fc.nat(400_000)), async (offset, length) => {
      expect(Buffer.compare(await cached.read(offset, length), bytes.subarray(offset, offset + length))).toBe(
        0,
      );
    }),
    { numRuns: 300 },
  );
});

test('small reads beside each other are one of the source', async () => {
  const { source, reads } = counting();
  const cached = cachedSource(source);
  await Promise.all(Array.from({ length: 50 }, (_, i) => cached.read(1000 + i * 300, 300)));
  expect(reads()).toBe(1);
});

test('a read that failed is tried again', async () => {
  let broken = true;
  const cached = cachedSource({
    size: 10,
    read: () => (broken ? Promise.reject(new Error('no')) : Promise.resolve(new Uint8Array(10))),
  });
  await expect(cached.read(0, 4)).rejects.toThrow('no');
  broken = false;
  expect(await cached.read(0, 4)).toHaveLength(4);
});
