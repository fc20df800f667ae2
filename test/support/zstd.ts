/** zstd frames (RFC 8878) of raw and repeated bytes: what a test can make without a compressor. */
import { Xxh64 } from '../../src/decoder/source/xxh64.ts';
import { concat, fields } from './packets.ts';

export interface ZstdBlock {
  readonly bytes: Uint8Array;
  /** so often the first byte instead */
  readonly times?: number;
}

export interface ZstdFrame {
  readonly checksum?: boolean;
  /** number of content bytes in the header, right or wrong; absent: a window instead */
  readonly content?: number;
  /** exponent of the window's length, from 10 */
  readonly window?: number;
  readonly dictionary?: number;
}

export function plainOf(blocks: readonly ZstdBlock[]): Uint8Array {
  return concat(
    ...blocks.map(({ bytes, times }) =>
      times === undefined ? bytes : new Uint8Array(times).fill(bytes[0]!),
    ),
  );
}

export function zstdFrame(blocks: readonly ZstdBlock[], frame: ZstdFrame = {}): Uint8Array {
  const { checksum = true, content, window = 17, dictionary } = frame;
  const single = content !== undefined;
  const descriptor = (single ? 0x20 | 0x80 : 0) | (checksum ? 4 : 0) | (dictionary === undefined ? 0 : 3);
  const hash = new Xxh64();
  hash.update(plainOf(blocks));
  const all = blocks.length > 0 ? blocks : [{ bytes: new Uint8Array(0) }];
  return concat(
    fields(true, [0xfd2fb528, 4], [descriptor, 1]),
    single ? new Uint8Array(0) : Uint8Array.of((window - 10) << 3),
    dictionary === undefined ? new Uint8Array(0) : fields(true, [dictionary, 4]),
    single ? fields(true, [content, 4]) : new Uint8Array(0),
    ...all.map(({ bytes, times }, i) => {
      const size = times ?? bytes.length;
      const header = (size << 3) | (times === undefined ? 0 : 2) | (i === all.length - 1 ? 1 : 0);
      const head = Uint8Array.of(header, header >> 8, header >> 16);
      return concat(head, times === undefined ? bytes : bytes.subarray(0, 1));
    }),
    checksum ? fields(true, [hash.digest()[1], 4]) : new Uint8Array(0),
  );
}

/** A frame that decoders pass over. */
export function zstdSkipped(bytes: Uint8Array, kind = 0): Uint8Array {
  return concat(fields(true, [0x184d2a50 + kind, 4], [bytes.length, 4]), bytes);
}
