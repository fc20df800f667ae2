import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memorySource } from '../decoder/source/bytes.ts';
import { unpack, type UnpackMeans } from '../decoder/source/unpack.ts';
import { zlibUnpacker } from './gunzip.ts';

const plain = Uint8Array.from({ length: 200_000 }, (_, i) => (i * i) >>> 9);
const packed = new Uint8Array(Buffer.concat([gzipSync(plain), gzipSync(plain)]));

async function unpacked(bytes: Uint8Array, means: UnpackMeans) {
  const source = await unpack(memorySource(bytes), 'gzip', means);
  const all = await source.read(0, 10_000_000);
  return { all, trouble: source.trouble?.kind ?? null };
}

test('gives the same as the usual one, whole, mutated, cut and with more behind it', async () => {
  const quick = { unpackers: { gzip: zlibUnpacker } };
  const change = fc.tuple(fc.nat(packed.length - 1), fc.nat(255));
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 2 }),
      fc.oneof(fc.constant(packed.length), fc.nat(packed.length)),
      fc.uint8Array({ maxLength: 12 }),
      async (changes, length, more) => {
        const bytes = new Uint8Array(length + more.length);
        const bad = packed.slice();
        for (const [at, value] of changes) bad[at] = value;
        bytes.set(bad.subarray(0, length));
        bytes.set(more, length);
        const one = await unpacked(bytes, quick);
        const two = await unpacked(bytes, {});
        // What neither believes may end otherwise; what was unpacked is the same.
        expect(one.all.length).toBe(two.all.length);
        expect(Buffer.compare(one.all, two.all)).toBe(0);
        expect(one.trouble === null).toBe(two.trouble === null);
      },
    ),
    { numRuns: 150 },
  );
});
