/**
 * Finding records again: at the start of a capture, behind a gap, after damage. A place is taken for a record
 * when a whole header of known shape stands there and what follows the record is one too, as far as the data
 * goes.
 */
import {
  fragmentedShape,
  LAST_FRAGMENT,
  MAX_FRAGMENT,
  recordShape,
  Shape,
  SHORTEST_RECORD,
  word,
} from './header.ts';

/**
 * A candidate longer than this is taken for its header alone: waiting for its end would mean to hold all that
 * lies before it in memory.
 */
const MAX_KEPT = 1024 * 1024;

/** Where `search` found nothing: undecided from `at` on, until `wanted` bytes are there. */
export const undecided = { at: 0, wanted: 0 };

/** Tells whether a segment begins at an index, and has so many bytes. */
export type Begins = (index: number, length: number) => boolean;

/** Mark, XID and type: what must be left of a head that is cut, and begins a segment. */
const CUT_HEAD = 12;

/**
 * Index of the first record that begins in bytes[from, to); -1: none yet, then `undecided` tells from where on
 * to keep the bytes. `final`: nothing follows, what is undecided is decided now. `trusted`: the stream's own
 * beginning is at `from`; a record that stands there needs no neighbour to vouch for it. Nor does one that
 * fills whole segments: waiting for the next would hold it back for as long as the connection is idle.
 */
export function search(
  bytes: Uint8Array,
  from: number,
  to: number,
  final: boolean,
  trusted: boolean,
  begins: Begins,
): number {
  if (trusted) {
    const shape = fragmentedShape(bytes, from, to);
    if (shape === Shape.yes) return from;
    if (shape === Shape.unsure && !final) {
      undecided.at = from;
      undecided.wanted = to - from + 1;
      return -1;
    }
  }
  for (let i = from; i < to; i++) {
    if (to - i >= 12) {
      // Bytes 8 to 11 are the message type, 0 or 1: of three bytes one look is enough where they are not.
      if (bytes[i + 10] !== 0) {
        i += 2;
        continue;
      }
      if (bytes[i + 11]! > 1 || bytes[i + 9] !== 0 || bytes[i + 8] !== 0 || (bytes[i]! & 0x7c) !== 0)
        continue;
    }
    const shape = recordShape(bytes, i, to);
    if (shape === Shape.no) continue;
    if (shape === Shape.unsure) {
      if (final && to - i >= CUT_HEAD && begins(i, CUT_HEAD)) return i;
      if (final) continue;
      undecided.at = i;
      undecided.wanted = to - i + 1;
      return -1;
    }
    const end = follows(bytes, i, to);
    if (end < 0) continue;
    if (end === 0 || (end === to && (final || begins(i, SHORTEST_RECORD)))) return i;
    // Beginnings of records in fragments are rare, and bytes that look like one are not.
    const fragmented = word(bytes, i) < LAST_FRAGMENT;
    if (final || end - i > MAX_KEPT) {
      if (fragmented) continue;
      return i;
    }
    undecided.at = i;
    undecided.wanted = Math.max(end, to + 1) - i;
    return -1;
  }
  undecided.at = to;
  undecided.wanted = 0;
  return -1;
}

/**
 * Whether what follows the record at `at` fits: 0: it does; -1: it does not; else the data ends before that can
 * be told, and the index is given where the record ends, or what is needed to know where.
 */
function follows(bytes: Uint8Array, at: number, to: number): number {
  for (let place = at; ;) {
    const mark = word(bytes, place);
    const length = mark & 0x7fffffff;
    if (length > MAX_FRAGMENT || (length === 0 && mark < LAST_FRAGMENT)) return -1;
    place += 4 + length;
    if (place > to) return place;
    if (mark >= LAST_FRAGMENT) {
      const shape = recordShape(bytes, place, to);
      return shape === Shape.yes ? 0 : shape === Shape.no ? -1 : place;
    }
    if (to - place < 4) return place + 4;
  }
}
