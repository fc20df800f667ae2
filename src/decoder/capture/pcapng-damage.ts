/**
 * Where a damaged pcapng file goes on: at a block of a type that is read here, which ends with the length that it
 * begins with. What lies between is passed over.
 *
 *     block | block with a wrong length ~~~~~~ | type, length … length | block | …
 *                                              └ holds: reading goes on here
 */
import { BlockType } from './pcapng-extras.ts';

export const SECTION = 0x0a0d0d0a;
export const BYTE_ORDER = 0x1a2b3c4d;

/** Type and length; of a section header the byte order with them, and no block is shorter. */
const HEAD = 12;
/** Longer blocks are not found again, but the one behind them: the usual snap length, names and options; half of REACH. */
const MAX_FOUND = 512 * 1024;
const TYPES: ReadonlySet<number> = new Set([1, 2, 3, 6, ...Object.values(BlockType), 0x0bad, 0x40000bad]);

const MOST_TYPE = Math.max(...TYPES);

/** Length of a block that may begin at a place; 0: none does. Twelve bytes of it are there. */
export function likelyLength(view: DataView, at: number, isLittle: boolean): number {
  let little = isLittle;
  const type = view.getUint32(at, little);
  if (type === SECTION) {
    little = view.getUint32(at + 8, true) === BYTE_ORDER;
    if (!little && view.getUint32(at + 8) !== BYTE_ORDER) return 0;
  } else if (type > MOST_TYPE || !TYPES.has(type)) return 0;
  const length = view.getUint32(at + 4, little);
  if (length < HEAD || (length & 3) !== 0 || length > MAX_FOUND) return 0;
  return length;
}

interface Found {
  /** where the block begins, or from where on it is still to be looked for */
  readonly at: number;
  readonly holds: boolean;
}

/** The first block that holds and is wholly in bytes [from, to). */
export function findBlock(view: DataView, from: number, to: number, little: boolean, ends: boolean): Found {
  let at = from;
  for (; at + HEAD <= to; at++) {
    const length = likelyLength(view, at, little);
    if (length === 0) continue;
    if (at + length > to) {
      if (ends) continue;
      break;
    }
    // A section header of the other order has its length in that order.
    const last = at + length - 4;
    if (view.getUint32(last, true) === length || view.getUint32(last) === length) return { at, holds: true };
  }
  return { at, holds: false };
}
