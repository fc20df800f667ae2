import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { memorySource } from '../decoder/source/bytes.ts';
import { unpack } from '../decoder/source/unpack.ts';
import { nativeGunzip } from './native-gzip.ts';

const plain = Uint8Array.from({ length: 1_000_000 }, (_, i) => (i * i) >>> 9);
const packed = new Uint8Array(gzipSync(plain));
const wrong = packed.slice();
wrong[wrong.length - 6]! ^= 1;
const bent = packed.slice();
bent[packed.length >> 1]! ^= 0x55;

async function unpacked(bytes: Uint8Array, quick: boolean) {
  const means = quick ? { unpackers: { gzip: nativeGunzip } } : {};
  const source = await unpack(memorySource(bytes), 'gzip', means);
  return { bytes: await source.read(0, 10_000_000), trouble: source.trouble?.kind ?? null };
}

test.each([
  ['whole', packed, null],
  ['cut', packed.subarray(0, packed.length - 50_000), 'cut'],
  ['a wrong checksum', wrong, 'damaged'],
  // What is there ends otherwise than its last bytes say: as if it were cut.
  ['damage inside', bent, 'cut'],
  ['of two members', new Uint8Array(Buffer.concat([packed, packed])), null],
])('gives what the usual one gives: %s', async (_, bytes, trouble) => {
  const quick = await unpacked(bytes, true);
  const usual = await unpacked(bytes, false);
  expect([quick.trouble, usual.trouble]).toEqual([trouble, trouble]);
  expect(Buffer.compare(quick.bytes, usual.bytes)).toBe(0);
});

test('closed in the middle, it is still', async () => {
  const source = await unpack(memorySource(packed), 'gzip', { unpackers: { gzip: nativeGunzip } });
  expect(await source.read(0, 10)).toEqual(plain.subarray(0, 10));
  source.close();
  expect(await source.read(0, 10)).toHaveLength(0);
});
