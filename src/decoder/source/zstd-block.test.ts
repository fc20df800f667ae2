import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { decompress } from 'fzstd';
import { describe, expect, test } from 'vitest';
import { concat, noise } from '../../../test/support/packets.ts';
import { memorySource } from './bytes.ts';
import { unpack, UnpackError } from './unpack.ts';
import { BlockDecoder, MARGIN, MAX_BLOCK } from './zstd-block.ts';

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../test/captures/packed/${name}`, import.meta.url)));

/** A block of sequences of one kind: so many times the same code of literals' length, offset and match. */
function sequences(
  literals: Uint8Array,
  count: number,
  codes: readonly number[],
  bits: Uint8Array,
): Uint8Array {
  return concat(
    Uint8Array.of(literals.length << 3),
    literals,
    count < 128 ? Uint8Array.of(count) : Uint8Array.of(255, count - 0x7f00, (count - 0x7f00) >> 8),
    Uint8Array.of(0b01010100, ...codes),
    bits,
  );
}

function decoded(window: number, ...blocks: readonly Uint8Array[]): Uint8Array {
  const decoder = new BlockDecoder().begin(window);
  return concat(
    ...blocks.map((block) =>
      decoder.compressed(concat(block, new Uint8Array(MARGIN)), 0, block.length).slice(),
    ),
  );
}

describe('sequences', () => {
  test('copy literals, then what lies back, also over itself', () => {
    // 4 literals, a match of 3 + 4 bytes from 4 back: value 4 + 3 in 2 bits behind code 2.
    const bits = Uint8Array.of(0b111);
    const text = new TextEncoder().encode('abcd');
    const found = decoded(1024, sequences(text, 1, [4, 2, 4], bits));
    expect(new TextDecoder().decode(found)).toBe('abcdabcdabc');
  });

  test('the same offset again, in the next block', () => {
    const text = new TextEncoder().encode('abc');
    // Without literals the value 1 of code 0 stands for the second last offset: 4, as a frame begins with 1, 4, 8.
    const blocks = [
      sequences(concat(text, text.subarray(0, 1)), 1, [4, 0, 0], Uint8Array.of(1)),
      sequences(new Uint8Array(0), 1, [0, 0, 0], Uint8Array.of(1)),
    ];
    expect(new TextDecoder().decode(decoded(1024, ...blocks))).toBe('abca' + 'aaa' + 'aaa');
  });

  test('that reach too far back, or make too much, are damage and little work', () => {
    const wrong = [
      // Further back than there is anything.
      sequences(noise(4), 1, [4, 3, 4], Uint8Array.of(0b1111)),
      // 98,000 matches of 64 KiB, in a few bytes.
      sequences(noise(1), 0x7f00 + 0xffff, [0, 0, 52], noise(4000)),
      sequences(noise(1), 0x7f00 + 0xffff, [0, 0, 51], new Uint8Array(9000).fill(255)),
      // More literals than there are.
      sequences(noise(2), 1, [4, 0, 0], Uint8Array.of(1)),
      // Bits that are left over, and bits that are not there.
      sequences(noise(1), 1, [1, 0, 0], Uint8Array.of(0xff)),
      sequences(noise(1), 1, [1, 5, 0], Uint8Array.of(1)),
      // Codes that there are not.
      sequences(noise(1), 1, [36, 0, 0], Uint8Array.of(1)),
      sequences(noise(1), 1, [1, 32, 0], Uint8Array.of(1)),
      sequences(noise(1), 1, [1, 0, 53], Uint8Array.of(1)),
    ];
    const began = performance.now();
    for (const block of wrong) expect(() => decoded(MAX_BLOCK, block)).toThrow(UnpackError);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

test('noise is a block or damage, and never more than a block', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(1024, MAX_BLOCK), (bytes, window) => {
      let found = new Uint8Array(0);
      try {
        found = Uint8Array.from(decoded(window, bytes));
      } catch (error) {
        expect(error).toBeInstanceOf(UnpackError);
      }
      expect(found.length).toBeLessThanOrEqual(Math.min(window, MAX_BLOCK));
    }),
    { numRuns: 2000 },
  );
});

test('matches reach back through the window when the room was moved along', () => {
  const window = 256 * 1024;
  const decoder = new BlockDecoder().begin(window);
  // 3 bytes from 200,000 back: value 200,003, which is 17 bits behind code 17.
  const bits = 200_003;
  const match = sequences(new Uint8Array(0), 1, [0, 17, 0], Uint8Array.of(bits, bits >> 8, bits >> 16));
  let all: Uint8Array = new Uint8Array(0);
  // Far more than the room holds.
  for (let i = 0; i < 80; i++) {
    all = concat(all.subarray(-window), decoder.raw(noise(100_000, i + 1)).slice());
    if (i < 2) continue;
    const found = decoder.compressed(concat(match, new Uint8Array(MARGIN)), 0, match.length).slice();
    const from = all.length - 200_000;
    expect(found).toEqual(all.subarray(from, from + 3));
    all = concat(all, found);
  }
});

test.each(['01-peer-probe-and-pool.pcap.zst', 'blocks.zst'])(
  '%s: as another decoder reads it',
  async (name) => {
    const source = await unpack(memorySource(fixture(name)), 'zstd');
    const wanted = decompress(fixture(name));
    expect(Buffer.compare(await source.read(0, 1e7), wanted)).toBe(0);
  },
);
