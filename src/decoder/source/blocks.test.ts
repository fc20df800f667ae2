import { expect, test } from 'vitest';
import { BLOCK, Blocks } from './blocks.ts';
import { memorySource } from './bytes.ts';

const bytes = Uint8Array.from({ length: BLOCK * 11 + 5 }, (_, i) => (i * 7919) >>> 7);

async function read(blocks: Blocks, offset: number, length: number): Promise<number[]> {
  const out: number[] = [];
  while (out.length < length) {
    let part = blocks.at(offset + out.length, length - out.length);
    if (part.length === 0) {
      await blocks.bring(offset + out.length);
      part = blocks.at(offset + out.length, length - out.length);
      if (part.length === 0) break;
    }
    out.push(...part);
  }
  return out;
}

test('gives what the source gives, over the ends of blocks, forwards and back again', async () => {
  const blocks = new Blocks(memorySource(bytes));
  for (const offset of [0, BLOCK - 3, BLOCK * 5 - 1, BLOCK * 10 - 7, 2, BLOCK * 3]) {
    expect(await read(blocks, offset, 20)).toEqual([...bytes.subarray(offset, offset + 20)]);
  }
});

test('ends where the source ends', async () => {
  const blocks = new Blocks(memorySource(bytes));
  expect(await read(blocks, bytes.length - 3, 20)).toEqual([...bytes.subarray(-3)]);
  expect(await read(blocks, bytes.length + BLOCK, 20)).toEqual([]);
});

test('a block that could not be read is asked for again', async () => {
  let broken = true;
  const source = {
    size: 10,
    read: () => (broken ? Promise.reject(new Error('no')) : Promise.resolve(bytes)),
  };
  const blocks = new Blocks(source);
  await expect(blocks.bring(0)).rejects.toThrow('no');
  broken = false;
  await blocks.bring(0);
  expect(blocks.at(1, 1)).toEqual(bytes.subarray(1, 2));
});
