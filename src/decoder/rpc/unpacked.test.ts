import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { noise } from '../../../test/support/packets.ts';
import { zstdFrame } from '../../../test/support/zstd.ts';
import { Notes } from '../capture/notes.ts';
import { memorySource } from '../source/bytes.ts';
import { unpackedSource } from './unpacked.ts';

const bytes = noise(30_000_000);
const packed = new Uint8Array(gzipSync(bytes, { level: 1 }));

test('a plain file is what it is', async () => {
  const file = memorySource(bytes);
  expect(await unpackedSource(file, new Notes(), {})).toMatchObject({ ok: true, source: file });
});

test('a packed one is unpacked to its end, with progress', async () => {
  const done: number[] = [];
  const options = { onProgress: (bytesDone: number) => done.push(bytesDone) };
  const result = await unpackedSource(memorySource(packed), new Notes(), options);
  if (!result.ok) throw new Error(result.error.title);
  expect(result.source.size).toBe(bytes.length);
  expect(await result.source.read(29_999_000, 5000)).toEqual(bytes.subarray(29_999_000));
  expect(done.length).toBeGreaterThan(2);
  expect(done.at(-1)).toBe(packed.length);
});

test('what is cut is noted, what is cancelled or holds nothing is refused', async () => {
  const notes = new Notes();
  const cut = await unpackedSource(memorySource(packed.subarray(0, 5_000_000)), notes, {});
  expect(cut.ok).toBe(true);
  expect(notes.list).toMatchObject([{ severity: 'error', code: 'cut-gzip', row: -1 }]);
  const controller = new AbortController();
  const cancelled = await unpackedSource(memorySource(packed), notes, {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  expect(cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  const none = await unpackedSource(memorySource(zstdFrame([]).subarray(0, 5)), notes, {});
  expect(none).toMatchObject({ ok: false, error: { title: 'This zstd file cannot be unpacked.' } });
  expect(notes.list).toHaveLength(1);
});
