/** What holds for the streams of every capture, whole and damaged. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexCapture } from '../src/decoder/rpc/capture-index.ts';
import { memorySource } from '../src/decoder/source/bytes.ts';
import { capture, captureNames } from './support/captures.ts';
import { indexOf } from './support/index-of.ts';
import { byteFaults, pairFaults, tilingFaults } from './support/streams.ts';

describe('every capture', () => {
  test.each(captureNames)(
    '%s: runs tile the streams, pairs agree, bytes and holes cover records',
    async (name) => {
      const index = await indexOf(capture(name));
      expect(index.records).toBeGreaterThan(0);
      expect(tilingFaults(index)).toEqual([]);
      expect(pairFaults(index)).toEqual([]);
      for (let row = 0; row < index.rows; row += 7) expect(await byteFaults(index, row)).toEqual([]);
    },
  );
});

describe('damaged captures', () => {
  const names = ['01-', '12-', '16-', '17-', '19-', '21-', '22-'];
  const originals = names.map((start) => capture(captureNames.find((name) => name.startsWith(start))!));

  test('bytes changed, cut out, put in: nothing throws, runs still tile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(originals.length - 1),
        fc.array(
          fc.record({
            what: fc.constantFrom('set', 'cut', 'insert', 'zero', 'ones'),
            at: fc.double({ min: 0, max: 1, noNaN: true }),
            length: fc.nat(64),
            value: fc.nat(255),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (which, changes, share) => {
          const original = originals[which]!;
          // A part of the capture is enough, and many parts are better than few wholes.
          let bytes = Array.from(
            original.subarray(0, 24 + Math.floor(share * Math.min(60_000, original.length))),
          );
          for (const { what, at, length, value } of changes) {
            const place = Math.floor(at * bytes.length);
            if (what === 'set') bytes[place] = value;
            else if (what === 'cut') bytes.splice(place, length);
            else if (what === 'insert') bytes.splice(place, 0, ...new Array<number>(length).fill(value));
            else bytes = bytes.fill(what === 'zero' ? 0 : 255, place, place + length);
          }
          const result = await indexCapture(memorySource(Uint8Array.from(bytes)));
          if (!result.ok) return;
          await result.done;
          expect(result.index.complete).toBe(true);
          expect(tilingFaults(result.index)).toEqual([]);
          expect(pairFaults(result.index)).toEqual([]);
          for (let row = 0; row < result.index.rows; row += 13)
            expect(await byteFaults(result.index, row)).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('random bytes are told as no capture, or give an index', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('', 'd4c3b2a1', 'a1b2c3d4', '4d3cb2a1', '34cdb2a1', '0a0d0d0a1c0000004d3c2b1a'),
        async (random, magic) => {
          const bytes = Uint8Array.from([...Buffer.from(magic, 'hex'), ...random]);
          const result = await indexCapture(memorySource(bytes));
          if (!result.ok) {
            expect(result.error.title.length).toBeGreaterThan(10);
            return;
          }
          await result.done;
          expect(tilingFaults(result.index)).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });
});
