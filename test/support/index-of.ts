/** The whole index of a capture in memory. */
import { indexCapture, type IndexOptions } from '../../src/decoder/rpc/capture-index.ts';
import type { RecordIndex } from '../../src/decoder/rpc/record-index.ts';
import { memorySource } from '../../src/decoder/source/bytes.ts';

export async function indexOf(bytes: Uint8Array, options?: IndexOptions): Promise<RecordIndex> {
  const result = await indexCapture(memorySource(bytes), options);
  if (!result.ok) throw new Error(`${result.error.title} ${result.error.detail}`);
  await result.done;
  return result.index;
}
