import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlobStore, CHUNK } from './byte-store.ts';

const LENGTH = CHUNK * 5 + 77;
const bytes = Uint8Array.from({ length: LENGTH }, (_, i) => (i * 2654435761) >>> 13);

function filled(step: number): BlobStore {
  const store = new BlobStore();
  for (let at = 0; at < LENGTH; at += step) store.append(bytes.subarray(at, at + step));
  return store;
}

test('gives back what was appended, from memory and from Blobs, over the ends of chunks', async () => {
  const store = filled(700_001);
  expect(store.size).toBe(LENGTH);
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.nat(LENGTH + 10),
        fc.integer({ min: 0, max: 5 }).map((n) => Math.max(0, n * CHUNK - 5)),
      ),
      fc.nat(CHUNK * 2),
      async (offset, length) => {
        const target = new Uint8Array(length);
        const read = await store.readInto(offset, target);
        const wanted = bytes.subarray(offset, offset + length);
        expect(read).toBe(wanted.length);
        expect(Buffer.compare(target.subarray(0, read), wanted)).toBe(0);
      },
    ),
    { numRuns: 60 },
  );
});

test('a part longer than a chunk is kept in chunks; closed, nothing is left', async () => {
  const store = filled(LENGTH);
  const target = new Uint8Array(LENGTH);
  expect(await store.readInto(0, target)).toBe(LENGTH);
  expect(Buffer.compare(target, bytes)).toBe(0);
  store.close();
  expect(store.size).toBe(0);
  expect(await store.readInto(0, target)).toBe(0);
});
