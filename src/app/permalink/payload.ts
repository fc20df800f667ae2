/**
 * Deflate (RFC 1951) with limits, both ways, in slices that leave the page free between them.
 * A link is hostile input: what it inflates to is counted while it inflates.
 */
import { Deflate, Inflate } from 'fflate';

/** Compressed bytes that a link may hold. */
export const MOST_COMPRESSED = 32 * 1024;
/** What they may inflate to. */
export const MOST_INFLATED = 8 * 1024 * 1024;
export const MOST_RATIO = 200;

/** Bytes between two pauses. Deflate expands at most 1,032 times, so 1 KiB gives 1 MiB at the worst. */
const DEFLATE_SLICE = 64 * 1024;
const INFLATE_SLICE = 1024;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** True where `inflate` would take it back. */
const fits = (compressed: number, inflated: number): boolean =>
  compressed <= MOST_COMPRESSED && inflated <= MOST_INFLATED && inflated <= compressed * MOST_RATIO;

/** Null where the result is too large for a link, or would be refused by `inflate`. */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array | null> {
  if (bytes.length > MOST_INFLATED) return null;
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Deflate({ level: 9 }, (part) => {
    parts.push(part);
    length += part.length;
  });
  for (let at = 0; at === 0 || at < bytes.length; at += DEFLATE_SLICE) {
    if (at > 0) await pause();
    stream.push(bytes.subarray(at, at + DEFLATE_SLICE), at + DEFLATE_SLICE >= bytes.length);
    if (length > MOST_COMPRESSED) return null;
  }
  return fits(length, bytes.length) ? join(parts, length) : null;
}

export type Inflated =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly why: 'large' | 'damaged' };

export async function inflate(compressed: Uint8Array): Promise<Inflated> {
  const most = Math.min(MOST_INFLATED, compressed.length * MOST_RATIO);
  if (compressed.length > MOST_COMPRESSED) return { ok: false, why: 'large' };
  const parts: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  const stream = new Inflate((part, final) => {
    parts.push(part);
    length += part.length;
    ended ||= final;
  });
  try {
    for (let at = 0; at < compressed.length; at += INFLATE_SLICE) {
      if (at > 0) await pause();
      stream.push(compressed.subarray(at, at + INFLATE_SLICE), at + INFLATE_SLICE >= compressed.length);
      if (length > most) return { ok: false, why: 'large' };
    }
  } catch {
    return { ok: false, why: 'damaged' };
  }
  return ended ? { ok: true, bytes: join(parts, length) } : { ok: false, why: 'damaged' };
}
