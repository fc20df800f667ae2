import { createHash } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { fingerprint, FINGERPRINT_BYTES, fingerprintOfAll } from './fingerprint.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('the length, and the digest of the first MiB and the length', async () => {
  const bytes = new Uint8Array(FINGERPRINT_BYTES + 5).fill(7);
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(bytes.length));
  const hash = createHash('sha256').update(bytes.subarray(0, FINGERPRINT_BYTES)).update(length);
  expect(await fingerprint(bytes, bytes.length)).toBe(`${bytes.length}-${hash.digest('hex').slice(0, 16)}`);
});

test('of several the order does not matter', async () => {
  const prints = ['5-00', '7-11', '6-22'];
  const all = await fingerprintOfAll(prints);
  expect(all).toMatch(/^18-[0-9a-f]{16}$/);
  expect(await fingerprintOfAll([...prints].reverse())).toBe(all);
  expect(await fingerprintOfAll(['5-00'])).toBe('5-00');
});

test('there is none where there are no digests, and nothing fails', async () => {
  vi.stubGlobal('crypto', {});
  expect(await fingerprint(Uint8Array.of(1), 1)).toBe('');
  expect(await fingerprintOfAll(['', ''])).toBe('');
});
