/** When a capture begins, from its first bytes: files are put in order before any of them is read. */
import type { ByteSource } from '../source/bytes.ts';
import { Notes } from './notes.ts';
import { UNKNOWN_TIME, type FrameSink, type Walker } from './walker.ts';

/** Bytes that are looked at; more where the first frame lies behind them. */
const HEAD = 64 * 1024;
const GROWTH = 16;
const MOST = 64 * 1024 * 1024;

/**
 * Nanoseconds since the epoch of the first frame whose time is known; null: none is found. Rejects when the
 * source cannot be read.
 */
export async function firstTime(
  source: ByteSource,
  walker: (sink: FrameSink, notes: Notes) => Walker,
): Promise<bigint | null> {
  for (let length = HEAD; ; length *= GROWTH) {
    const head = await source.read(0, length);
    const found = look(head, walker);
    if (found !== null || head.length < length || length >= MOST) return found;
  }
}

function look(head: Uint8Array, make: (sink: FrameSink, notes: Notes) => Walker): bigint | null {
  let seconds = 0;
  let nanoseconds = UNKNOWN_TIME;
  const sink: FrameSink = {
    piece: () => undefined,
    frame: (_start, _end, _original, _link, whole, rest) => {
      seconds = whole;
      nanoseconds = rest;
    },
    release: () => undefined,
  };
  const walker = make(sink, new Notes());
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let at = 0;
  while (nanoseconds === UNKNOWN_TIME && at < head.length && !walker.stopped) {
    if (walker.skip > 0) {
      at += walker.skip;
      walker.skip = 0;
      continue;
    }
    at = walker.walk(head, view, at, head.length, 0, 1);
    if (walker.need > 0 && nanoseconds === UNKNOWN_TIME) break;
  }
  if (nanoseconds === UNKNOWN_TIME || walker.baseTime === null) return null;
  return walker.baseTime + BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds);
}
