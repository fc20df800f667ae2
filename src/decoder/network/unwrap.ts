/**
 * Sequence numbers tell places modulo 2^32 (RFC 9293, section 3.4). Near `next` there is no doubt. Far from it a
 * segment repeats what was sent long ago, or more was lost than half of the numbers: what it acknowledges tells
 * the two apart, since the other direction's places are mostly near.
 *
 *     −1 GiB      −16 MiB     next               +1 GiB                            +3 GiB
 *       │ far behind │ repeated │ comes soon        │ more was lost than a window    │
 */
import type { TcpStream } from './tcp-stream.ts';

/** The largest window (RFC 7323, section 2.3): in one connection nothing is further behind, or ahead. */
export const WINDOW = 1 << 30;
/** What is no further behind is repeated: captures are not always in order. */
export const NEAR_BEHIND = 1 << 24;
/** What a peer sends while a segment is under way. */
const FLIGHT = 1 << 16;
const ALL = 2 ** 32;

/**
 * How far ahead of what comes next a segment begins that is not near: bytes, negative where it repeats some.
 *
 * @param ahead the same as a signed number of 32 bits
 * @param acknowledged of the other direction; null: the segment acknowledges nothing
 */
export function farAhead(s: TcpStream, ahead: number, acknowledged: number | null): number {
  const forward = ahead >>> 0;
  if (s.pending !== null && Math.abs(s.position + forward - s.pending.end) < NEAR_BEHIND) return forward;
  const { peer } = s;
  if (acknowledged === null || !peer.started) return ahead < -WINDOW ? forward : ahead;
  const peerEnd = peer.pending === null ? peer.position : peer.pending.end;
  const lag = (acknowledged - peer.next - (peerEnd - peer.position)) | 0;
  if (ahead >= -WINDOW && ahead < 0) return lag > FLIGHT ? forward : ahead;
  // What is repeated was seen once, on both sides.
  const isOld = lag < -FLIGHT && lag >= -FLIGHT - peerEnd && s.position >= ALL - forward;
  return isOld ? forward - ALL : forward;
}

/** Whether who says `acknowledged` has all bytes up to `ahead` behind `next`. */
export function hasAll(acknowledged: number, next: number, ahead: number): boolean {
  const distance = (acknowledged - next) >>> 0;
  // What lies behind `next` was acknowledged before.
  const behind = ahead < ALL - WINDOW ? WINDOW : NEAR_BEHIND;
  return distance >= ahead && distance < ALL - behind;
}
