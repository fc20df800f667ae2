/**
 * Finding records again: at the start of a capture, behind a gap, after damage. A place is taken for a record
 * when a whole header of known shape stands there and what follows the record is one too, as far as the data
 * goes.
 */
import { LAST_FRAGMENT, MAX_FRAGMENT, recordShape, Shape, word } from './header.ts';

/**
 * A candidate longer than this is taken for its header alone: waiting for its end would mean to hold all that
 * lies before it in memory.
 */
const MAX_KEPT = 1024 * 1024;

/** Where `search` found nothing: undecided from `at` on, until `wanted` bytes are there. */
export const undecided = { at: 0, wanted: 0 };

/**
 * Index of the first record that begins in bytes[from, to); -1: none yet, then `undecided` tells from where on
 * to keep the bytes. `final`: nothing follows, what is undecided is decided now. `trusted`: the stream's own
 * beginning is at `from`; a record that stands there needs no neighbour to vouch for it.
 */
export function search(
  bytes: Uint8Array,
  from: number,
  to: number,
  final: boolean,
  trusted: boolean,
): number {
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
      if (final) continue;
      undecided.at = i;
      undecided.wanted = to - i + 1;
      return -1;
    }
    if (trusted && i === from) return i;
    const end = follows(bytes, i, to);
    if (end === 0) return i;
    if (end < 0) continue;
    if (final || end - i > MAX_KEPT) return i;
    undecided.at = i;
    undecided.wanted = end - i;
    return -1;
  }
  undecided.at = to;
  undecided.wanted = 0;
  return -1;
}

/**
 * Whether what follows the record at `at` fits: 0: it does, or the data ends right there; -1: it does not; else
 * the index up to which bytes are needed to tell.
 */
function follows(bytes: Uint8Array, at: number, to: number): number {
  for (let place = at; ;) {
    const mark = word(bytes, place);
    const length = mark & 0x7fffffff;
    if (length > MAX_FRAGMENT || (length === 0 && mark < LAST_FRAGMENT)) return -1;
    place += 4 + length;
    if (place > to) return place;
    if (mark >= LAST_FRAGMENT) return recordShape(bytes, place, to) === Shape.no ? -1 : 0;
    if (to - place < 4) return place + 4;
  }
}
