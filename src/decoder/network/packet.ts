/**
 * The frame in hand: one object, filled anew for every frame, so that a pass over millions of them makes no
 * garbage. Times are kept in two whole numbers for the same reason.
 */
import { UNKNOWN_TIME } from '../capture/walker.ts';

export class Packet {
  /** piece of the file that holds it, and the place of bytes[0] in the file */
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(new ArrayBuffer(0));
  base = 0;
  /** number, from 1 */
  frame = 0;
  /** since the capture's base time; their sum is what counts, either may be negative */
  seconds = 0;
  nanoseconds = UNKNOWN_TIME;
}

/** Which frame bytes of a stream come from, and which one brought them: the one that filled the hole before. */
export interface Delivery {
  /** frame that carries the bytes, from 1 */
  carrier: number;
  /** frame that completed the stream up to them, and its time */
  frame: number;
  seconds: number;
  nanoseconds: number;
}

export function noDelivery(): Delivery {
  return { carrier: 0, frame: 0, seconds: 0, nanoseconds: UNKNOWN_TIME };
}

/**
 * Nanoseconds since the base time; NaN where not known. The factor is no small integer: engines would take the
 * product for one during the first two seconds of a capture, and throw their code away at the third.
 */
export function timeOf(at: { readonly seconds: number; readonly nanoseconds: number }): number {
  return at.nanoseconds === UNKNOWN_TIME ? NaN : at.seconds * 4e9 * 0.25 + at.nanoseconds;
}
