/**
 * Records that are looked at together mostly lie together in the file, and a read of a few hundred bytes costs
 * a browser as much as one of a block. So small reads are served from blocks, of which the last few are kept.
 */
import type { ByteSource } from './bytes.ts';

const BLOCK = 128 * 1024;
const BLOCKS = 16;

/** What `read` gives is a view of a block: copy it to keep it. A read that fails is not remembered. */
export function cachedSource(source: ByteSource): ByteSource {
  /** block number → its bytes, the one used last at the end */
  const blocks = new Map<number, Promise<Uint8Array>>();

  function block(number: number): Promise<Uint8Array> {
    let bytes = blocks.get(number);
    blocks.delete(number);
    if (bytes === undefined) {
      bytes = source.read(number * BLOCK, BLOCK);
      bytes.catch(() => blocks.delete(number));
      if (blocks.size >= BLOCKS) blocks.delete(blocks.keys().next().value!);
    }
    blocks.set(number, bytes);
    return bytes;
  }

  return {
    size: source.size,
    async read(offset, length) {
      const first = Math.floor(offset / BLOCK);
      const last = Math.floor((offset + length - 1) / BLOCK);
      if (length <= 0 || last - first > 1) return source.read(offset, length);
      const start = offset - first * BLOCK;
      const one = await block(first);
      if (last === first) return one.subarray(start, start + length);
      const two = await block(last);
      const head = one.subarray(start);
      const joined = new Uint8Array(Math.min(length, head.length + two.length));
      joined.set(head);
      joined.set(two.subarray(0, joined.length - head.length), head.length);
      return joined;
    },
  };
}
