import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noise, concat } from '../../../test/support/packets.ts';
import { gunzip, isGzip } from './bytes-gzip.ts';
import { memorySource } from './bytes.ts';

const packed = (bytes: Uint8Array): Uint8Array => new Uint8Array(gzipSync(bytes));

async function unpacked(bytes: Uint8Array, signal?: AbortSignal) {
  const { source, trouble } = await gunzip(memorySource(bytes), { yieldEvery: 8, signal });
  return { bytes: await source.read(0, source.size), trouble };
}

describe('gzip', () => {
  test('gives back what was packed, in one member or several', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 3000 }), { minLength: 1, maxLength: 4 }),
        async (parts) => {
          const { bytes, trouble } = await unpacked(concat(...parts.map(packed)));
          expect(trouble).toBeNull();
          expect(bytes).toEqual(concat(...parts));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('over many pieces', async () => {
    const whole = Uint8Array.from({ length: 1_500_000 }, (_, i) => (i * i) >>> 7);
    const { bytes, trouble } = await unpacked(packed(whole));
    expect(trouble).toBeNull();
    expect(Buffer.compare(bytes, whole)).toBe(0);
  });

  test('cut short: what was there is kept', async () => {
    const whole = Uint8Array.from({ length: 1_000_000 }, (_, i) => (i * i) >>> 7);
    const all = packed(whole);
    const { bytes, trouble } = await unpacked(all.subarray(0, all.length >> 1));
    expect(trouble).toBe('cut');
    expect(bytes.length).toBeGreaterThan(10_000);
    expect(Buffer.compare(bytes, whole.subarray(0, bytes.length))).toBe(0);
  });

  test('damaged: never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(400), fc.nat(255), async (at, value) => {
        const all = packed(noise(500));
        all[at] = value;
        const { bytes } = await unpacked(all);
        expect(bytes.length).toBeLessThan(1_000_000);
      }),
      { numRuns: 100 },
    );
  });

  test('a bomb is stopped', async () => {
    const zeros = packed(new Uint8Array(100_000_000));
    const { trouble } = await unpacked(concat(zeros, zeros, zeros, zeros));
    expect(trouble).toBe('bomb');
  });

  test('can be cancelled', async () => {
    const { trouble } = await unpacked(packed(noise(100)), AbortSignal.abort());
    expect(trouble).toBe('cancelled');
  });

  test('is told from what is none', () => {
    expect(isGzip(packed(noise(3)))).toBe(true);
    expect(isGzip(noise(20))).toBe(false);
  });
});
