/**
 * Words of two, four or eight bytes may be printed in the order of memory (xxd, tcpdump) or as numbers of a
 * little-endian machine (od, hexdump). Which it is, the bytes tell: one order gives headers that agree, or
 * the text column; where neither says anything, the habit of the form decides.
 */
import type { Order } from './walk.ts';
import { findLayer, type LayerOptions } from './layers.ts';

export interface OrderHints {
  /** bytes of a group */
  readonly size: number;
  /** rows whose text column shows the bytes as written, and swapped */
  readonly asWritten: number;
  readonly swapped: number;
  /** an offset without a colon and no text column: the form of od and hexdump */
  readonly bareOffset: boolean;
}

export interface ChosenOrder {
  readonly order: Order;
  readonly why: string;
}

export function chooseOrder(
  hints: OrderHints,
  read: (order: Order) => Uint8Array,
  options: LayerOptions,
): ChosenOrder {
  const { size } = hints;
  if (size !== 2 && size !== 4 && size !== 8) return { order: 'as written', why: '' };
  if (hints.asWritten !== hints.swapped) {
    return hints.asWritten > hints.swapped
      ? { order: 'as written', why: 'the text column agrees' }
      : { order: 'swapped', why: 'the text column agrees with little-endian words' };
  }
  const straight = findLayer(read('as written'), options);
  if (straight.layer !== 'body') return { order: 'as written', why: straight.why };
  const turned = findLayer(read('swapped'), options);
  if (turned.layer !== 'body') return { order: 'swapped', why: `read as little-endian words: ${turned.why}` };
  const dict = options.looksLikeDict;
  if (dict !== undefined) {
    if (dict(read('as written'))) return { order: 'as written', why: straight.why };
    if (dict(read('swapped'))) return { order: 'swapped', why: `read as little-endian words: ${turned.why}` };
  }
  return hints.bareOffset
    ? { order: 'swapped', why: 'words without colon or text column are taken as little-endian' }
    : { order: 'as written', why: '' };
}
