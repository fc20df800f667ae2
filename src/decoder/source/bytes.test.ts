import { expect, test } from 'vitest';
import { blobSource, memorySource } from './bytes.ts';

const bytes = Uint8Array.of(0, 1, 2, 3, 4, 5);

test.each([
  ['a Blob', blobSource(new Blob([bytes]))],
  ['memory', memorySource(bytes)],
])('%s is read by range, less at its end', async (_name, source) => {
  expect(source.size).toBe(6);
  expect(await source.read(1, 3)).toEqual(Uint8Array.of(1, 2, 3));
  expect(await source.read(4, 10)).toEqual(Uint8Array.of(4, 5));
  expect(await source.read(9, 10)).toHaveLength(0);
});
