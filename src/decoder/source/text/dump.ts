/** What a reader of one form gives back. */
import type { SourceNote } from '../../api.ts';
import type { LayerOptions } from './layers.ts';
import type { Lines } from './lines.ts';

/** Place of a byte that does not stand in the text. */
export const NO_PLACE = 0xffffffff;

/** Bytes that `*` or a gap between offsets may add beyond what stands in the text, over the whole paste. */
export const MAX_ADDED = 8 * 1024 * 1024;

/** A dump before its end points are known. */
export interface ReadDump {
  readonly bytes: Uint8Array;
  /** index in the text of the first digit of each byte, UTF-16 units; NO_PLACE: not in the text */
  readonly places: Uint32Array;
  /** first and last line, from 0 */
  readonly first: number;
  readonly last: number;
  /** lines that hold its bytes, from 0 */
  readonly taken: Uint32Array;
  /** form in words: `offset, bytes, ASCII` … */
  readonly form: string;
  /** what the reading rests on */
  readonly why: string;
  /** first offset as written; 0 where there are no offsets */
  readonly base: number;
  /** bytes that the offsets announce and the text does not have, as [start, stop); zero in `bytes` */
  readonly missing: readonly (readonly [number, number])[];
  readonly notes: readonly SourceNote[];
}

export interface Context {
  readonly text: string;
  readonly lines: Lines;
  /** lines with something on them */
  readonly filled: number;
  readonly layers: LayerOptions;
  /** how many bytes may still be added, see MAX_ADDED */
  room: number;
}
