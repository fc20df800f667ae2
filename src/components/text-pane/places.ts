/**
 * Bytes of a record and characters of a text, in both directions. Places need not ascend: a dump of little-endian words
 * has the second byte of each pair first. Not all bytes have one: a repeated row stands in the text but once.
 */
import type { RecordTree } from '../../decoder/api.ts';
import { lastAtOrBefore } from '../linkage/tree-index.ts';

const NOWHERE = 0xffffffff;

export interface Places {
  /** places in ascending order, and the byte of each */
  readonly place: Uint32Array;
  readonly byte: Uint32Array;
}

const known = new WeakMap<RecordTree, Places>();

export function placesOf(tree: RecordTree): Places {
  let places = known.get(tree);
  if (!places) known.set(tree, (places = build(tree.textPlaces)));
  return places;
}

function build(places: Uint32Array): Places {
  let ascends = true;
  let last = -1;
  for (const place of places) {
    if (place === NOWHERE || place <= last) ascends = false;
    last = place;
  }
  if (ascends) return { place: places, byte: Uint32Array.from(places, (_, byte) => byte) };
  const order = Array.from(places, (_, byte) => byte)
    .filter((byte) => places[byte] !== NOWHERE)
    .sort((a, b) => places[a]! - places[b]! || a - b);
  return { place: Uint32Array.from(order, (byte) => places[byte]!), byte: Uint32Array.from(order) };
}

/** Entries of `places` whose place is in [from, to): as [first, end). */
export function entriesIn({ place }: Places, from: number, to: number): readonly [number, number] {
  const first = from === 0 ? 0 : lastAtOrBefore(place, from - 1) + 1;
  const end = to === 0 ? 0 : lastAtOrBefore(place, to - 1) + 1;
  return [first, end];
}

/** The byte whose digits (or the blank behind them) stand at a character; -1: none. */
export function byteAtPlace(places: Places, at: number): number {
  const entry = lastAtOrBefore(places.place, at);
  return entry >= 0 && at - places.place[entry]! <= 2 ? places.byte[entry]! : -1;
}
