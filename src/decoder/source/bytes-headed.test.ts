import { expect, test } from 'vitest';
import { memorySource, type ByteSource } from './bytes.ts';
import { headedSource } from './bytes-headed.ts';

const bytes = Uint8Array.of(0, 1, 2, 3, 4, 5);

function counted() {
  const reads: [number, number][] = [];
  const plain = memorySource(bytes);
  const source: ByteSource = {
    ...plain,
    read(offset, length) {
      reads.push([offset, length]);
      return plain.read(offset, length);
    },
  };
  return { reads, source };
}

test('what the head holds is not read again, all else is', async () => {
  const { reads, source } = counted();
  const headed = headedSource(source, bytes.slice(0, 3));
  expect(headed.size).toBe(6);
  expect(await headed.read(0, 3)).toEqual(Uint8Array.of(0, 1, 2));
  expect(await headed.read(1, 1)).toEqual(Uint8Array.of(1));
  expect(reads).toEqual([]);
  expect(await headed.read(1, 3)).toEqual(Uint8Array.of(1, 2, 3));
  expect(await headed.read(5, 9)).toEqual(Uint8Array.of(5));
  expect(reads).toEqual([
    [1, 3],
    [5, 9],
  ]);
});

test('other ways to read stay', async () => {
  const target = new Uint8Array(2);
  const readInto = (_: number, into: Uint8Array) => Promise.resolve(into.fill(7).length);
  const headed = headedSource({ ...memorySource(bytes), readInto }, bytes.slice(0, 3));
  expect(await headed.readInto!(0, target)).toBe(2);
  expect(target).toEqual(Uint8Array.of(7, 7));
});
