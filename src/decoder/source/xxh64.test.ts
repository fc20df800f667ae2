import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Xxh64 } from './xxh64.ts';

const hex = (text: string): string => hashOf(new TextEncoder().encode(text));

function hashOf(...parts: readonly Uint8Array[]): string {
  const hash = new Xxh64();
  for (const part of parts) hash.update(part);
  return hash
    .digest()
    .map((half) => half.toString(16).padStart(8, '0'))
    .join('');
}

const M = 0xffffffffffffffffn;
const [P1, P2, P3, P4, P5] = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
] as const;

/** The same by the words of the specification, with BigInt. */
function reference(bytes: Uint8Array): string {
  const rotate = (x: bigint, by: bigint): bigint => ((x << by) | (x >> (64n - by))) & M;
  const round = (sum: bigint, lane: bigint): bigint => (rotate((sum + lane * P2) & M, 31n) * P1) & M;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let hash: bigint = P5;
  if (bytes.length >= 32) {
    let sums = [(P1 + P2) & M, P2, 0n, -P1 & M];
    for (; at + 32 <= bytes.length; at += 32)
      sums = sums.map((sum, i) => round(sum, view.getBigUint64(at + i * 8, true)));
    hash = [1n, 7n, 12n, 18n].reduce((all, by, i) => (all + rotate(sums[i]!, by)) & M, 0n);
    for (const sum of sums) hash = ((hash ^ round(0n, sum)) * P1 + P4) & M;
  }
  hash = (hash + BigInt(bytes.length)) & M;
  for (; at + 8 <= bytes.length; at += 8)
    hash = (rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4) & M;
  for (; at + 4 <= bytes.length; at += 4)
    hash = (rotate(hash ^ ((BigInt(view.getUint32(at, true)) * P1) & M), 23n) * P2 + P3) & M;
  for (; at < bytes.length; at++) hash = (rotate(hash ^ ((BigInt(bytes[at]!) * P5) & M), 11n) * P1) & M;
  hash = ((hash ^ (hash >> 33n)) * P2) & M;
  hash = ((hash ^ (hash >> 29n)) * P3) & M;
  return (hash ^ (hash >> 32n)).toString(16).padStart(16, '0');
}

test('known values', () => {
  expect(hex('')).toBe('ef46db3751d8e999');
  expect(hex('a')).toBe('d24ec4f1a98c6e5b');
  expect(hex('abc')).toBe('44bc2cf5ad770999');
});

test('what the specification says, however the bytes are cut', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 6 }), (parts) => {
      expect(hashOf(...parts)).toBe(reference(Uint8Array.from(parts.flatMap((part) => [...part]))));
    }),
  );
});
