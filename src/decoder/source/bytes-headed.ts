/**
 * The beginning of a file is asked for again and again while it is opened: what is it, what is in it, what are its
 * first records. It is read once.
 */
import type { ByteSource } from './bytes.ts';

/** @param head the first bytes of `source`; of reads within them `read` gives views */
export function headedSource(source: ByteSource, head: Uint8Array): ByteSource {
  return {
    ...source,
    size: source.size,
    read: (offset, length) =>
      offset + length <= head.length
        ? Promise.resolve(head.subarray(offset, offset + length))
        : source.read(offset, length),
  };
}
