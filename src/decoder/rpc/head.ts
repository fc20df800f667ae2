/** Takes a record's head apart where the reading stands in step: lenient, since the neighbours vouch for it. */
import { Call, HEAD, LAST_FRAGMENT, MAX_FRAGMENT, Reply, word } from './header.ts';
import { RowFlag } from './record-index.ts';
import type { StreamReader } from './stream-reader.ts';

/** Bytes of a message that fill the columns: XID to procedure. */
const MESSAGE_HEAD = HEAD - 4;
/** An RPC version beyond this is damage, not somebody's mistake. */
const MAX_RPC_VERSION = 255;

export const Head = { more: -1, bad: -2 } as const;

const message = new Uint8Array(MESSAGE_HEAD);

/**
 * The head at bytes[at]; [at, to) is there. Gives the number of bytes that it takes, with `r` filled, or that
 * more are needed, or that this is no record. `partial`: no more will come, columns stay 0 where bytes are
 * not there.
 */
export function takeHead(
  r: StreamReader,
  bytes: Uint8Array,
  at: number,
  to: number,
  partial: boolean,
): number {
  if (to - at >= HEAD) {
    const length = word(bytes, at) - LAST_FRAGMENT;
    if (length >= MESSAGE_HEAD && length <= MAX_FRAGMENT) {
      if (!takeMessageHead(r, bytes, at + 4, MESSAGE_HEAD)) return Head.bad;
      r.length = 4 + length;
      r.remaining = length - MESSAGE_HEAD;
      r.isLast = true;
      return HEAD;
    }
  }
  // A short message, or one in fragments: put the message's first bytes together.
  let place = at;
  let got = 0;
  let announced = 0;
  for (;;) {
    if (to - place < 4) return partial ? Head.bad : Head.more;
    const mark = word(bytes, place);
    const length = mark & 0x7fffffff;
    // An empty fragment is legal and nobody sends one; runs of zeros would be full of them.
    if (length > MAX_FRAGMENT || length === 0) return Head.bad;
    place += 4;
    announced += length;
    const taken = Math.min(length, MESSAGE_HEAD - got, to - place);
    for (let i = 0; i < taken; i++) message[got++] = bytes[place++]!;
    const isLast = mark >= LAST_FRAGMENT;
    const whole = taken === length || got === MESSAGE_HEAD;
    if (!whole && !partial) return Head.more;
    if (whole && got < MESSAGE_HEAD && !isLast) continue;
    if (got < 8 || !takeMessageHead(r, message, 0, got)) return Head.bad;
    r.length = announced + 4;
    r.remaining = length - taken;
    r.isLast = isLast;
    if (place - at > 4 + got) {
      r.length = announced + (place - at - got);
      r.flags |= RowFlag.fragments;
    }
    return place - at;
  }
}

/** XID, type and call columns from the first `length` bytes of a message; false when it is none. */
export function takeMessageHead(r: StreamReader, bytes: Uint8Array, at: number, length: number): boolean {
  const type = word(bytes, at + 4);
  r.xid = word(bytes, at);
  r.type = type;
  r.program = 0;
  r.version = 0;
  r.procedure = 0;
  if (type === Call) {
    if (length >= 12 && word(bytes, at + 8) > MAX_RPC_VERSION) return false;
    if (length >= 16) r.program = word(bytes, at + 12);
    if (length >= 20) r.version = word(bytes, at + 16);
    if (length >= 24) r.procedure = word(bytes, at + 20);
    return true;
  }
  return type === Reply && (length < 12 || word(bytes, at + 8) <= 1);
}
