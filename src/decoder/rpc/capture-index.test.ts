import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { capture } from '../../../test/support/captures.ts';
import { indexOf } from '../../../test/support/index-of.ts';
import { memorySource } from '../source/bytes.ts';
import { indexCapture } from './capture-index.ts';

const plain = capture('03');

test('the index of a whole capture', async () => {
  const index = await indexOf(plain);
  expect([index.frames, index.rows, index.records]).toEqual([3777, 3350, 3350]);
  expect(index.complete).toBe(true);
  expect(index.timeDigits).toBe(9);
  expect(index.baseTime).not.toBeNull();
  expect(index.notes).toEqual([]);
});

test('the index stays small: at most 120 bytes a frame and a record together', async () => {
  const index = await indexOf(capture('12'));
  // Columns grow by doubling at first: twice what is needed at most.
  expect(index.byteLength).toBeLessThan(2 * 120 * Math.max(1024, index.frames));
});

test('a gzip file is unpacked first', async () => {
  const index = await indexOf(new Uint8Array(gzipSync(plain)));
  expect(index.records).toBe(3350);
  expect((await index.read(7)).bytes).toEqual((await (await indexOf(plain)).read(7)).bytes);
});

test('a gzip file that is cut keeps what was there', async () => {
  const packed = new Uint8Array(gzipSync(plain));
  const index = await indexOf(packed.subarray(0, packed.length >> 1));
  expect(index.records).toBeGreaterThan(500);
  expect(index.notes.map(({ code }) => code)).toEqual(['cut-gzip', 'cut-packet']);
});

test('a gzip file without a capture in it', async () => {
  const result = await indexCapture(memorySource(new Uint8Array(gzipSync('hello'))));
  expect(result).toMatchObject({ ok: false, error: { code: 'unknown-format' } });
  const broken = await indexCapture(memorySource(Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 7, 7, 7)));
  expect(broken).toMatchObject({ ok: false, error: { code: 'damaged' } });
});

test('a row that is not there is refused', async () => {
  const index = await indexOf(plain);
  for (const row of [-1, 3350, NaN]) await expect(index.read(row)).rejects.toThrow(RangeError);
});
