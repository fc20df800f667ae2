/**
 * Streams a source through a walker: big reads, the next one under way while this one is walked, and a pause
 * for the event loop every few milliseconds.
 *
 *     piece n          piece n+1
 *     |f|f|f|f|f|fr    ame|f|f|f|f|…
 *               └─ held ─┘   an item that a piece's end cuts is put together in a small buffer of its own
 */
import type { ByteSource } from '../source/bytes.ts';
import { pauser } from '../source/pause.ts';
import type { FrameSink, Walker } from './walker.ts';

/** The first read is small, so that first rows come at once. */
const FIRST_READ = 256 * 1024;
const READ = 8 * 1024 * 1024;
/** Where reading costs little, a piece that stays in the processor's cache is better. */
const READ_INTO = 1024 * 1024;
/** Pieces that are read ahead. */
const AHEAD = 1;
const AHEAD_INTO = 3;
/** Items walked between two looks at the clock: some tenths of a millisecond. */
export const BATCH = 1024;

export interface FeedOptions {
  readonly signal?: AbortSignal | undefined;
  /** milliseconds of work between two pauses */
  readonly yieldEvery: number;
  /** called before each pause with the number of bytes walked */
  readonly onPause: (done: number) => void;
}

/** Gives true when the source was walked to its end or to damage, false when it was cancelled. Rejects when reading fails. */
export async function feed(
  source: ByteSource,
  walker: Walker,
  sink: Pick<FrameSink, 'release'>,
  options: FeedOptions,
): Promise<boolean> {
  const { signal } = options;
  const pause = pauser();
  const reader = new Reader(source);
  let held: Uint8Array<ArrayBuffer> = new Uint8Array(4096);
  let heldLength = 0;
  let heldAt = 0;
  let began = performance.now();
  try {
    for (;;) {
      const base = reader.at;
      const piece = await reader.next();
      if (signal?.aborted) return false;
      if (piece.length === 0) break;
      const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength);
      let at = 0;
      while (at < piece.length && !walker.stopped) {
        if (walker.skip > 0) {
          const skipped = Math.min(walker.skip, piece.length - at);
          walker.skip -= skipped;
          at += skipped;
          continue;
        }
        if (heldLength > 0) {
          const wanted = Math.min(walker.need - heldLength, piece.length - at);
          if (held.length < heldLength + wanted) {
            const larger = new Uint8Array(Math.max(held.length * 2, heldLength + wanted));
            larger.set(held.subarray(0, heldLength));
            held = larger;
          }
          held.set(piece.subarray(at, at + wanted), heldLength);
          heldLength += wanted;
          at += wanted;
          if (heldLength < walker.need) break;
          const stop = walker.walk(held, new DataView(held.buffer), 0, heldLength, heldAt, Infinity);
          sink.release();
          if (walker.skip > 0) {
            // The held head told that the block is one to pass over.
            walker.skip -= heldLength - stop;
            heldLength = 0;
          } else {
            held.copyWithin(0, stop, heldLength);
            heldLength -= stop;
            heldAt += stop;
          }
          continue;
        }
        at = walker.walk(piece, view, at, piece.length, base, BATCH);
        if (walker.need > 0) {
          heldAt = base + at;
          heldLength = piece.length - at;
          if (held.length < heldLength) held = new Uint8Array(heldLength * 2);
          held.set(piece.subarray(at), 0);
          at = piece.length;
        }
        if (performance.now() - began >= options.yieldEvery) {
          options.onPause(base + at);
          await pause.wait();
          if (signal?.aborted) return false;
          began = performance.now();
        }
      }
      sink.release();
      if (walker.stopped) break;
    }
    walker.end(held, new DataView(held.buffer), 0, heldLength, heldAt);
    options.onPause(source.size);
    return true;
  } finally {
    pause.close();
  }
}

/** Less is not worth a read. */
const LEAST_READ = 64 * 1024;

/** Reads ahead; into a few buffers in turn, where the source can. */
export class Reader {
  /** place in the file behind the last piece given */
  at = 0;
  readonly #source: ByteSource;
  readonly #length: number;
  readonly #ahead: number;
  readonly #buffers: Uint8Array[] = [];
  readonly #queue: Promise<Uint8Array>[] = [];
  #turn = 0;
  #asked = 0;

  /** @param share how many readers share what one may hold */
  constructor(source: ByteSource, share = 1) {
    this.#source = source;
    this.#length = Math.max(LEAST_READ, Math.floor((source.readInto ? READ_INTO : READ) / share));
    this.#ahead = source.readInto ? AHEAD_INTO : AHEAD;
  }

  /** The next piece; empty at the end. */
  async next(): Promise<Uint8Array> {
    if (this.#queue.length === 0) this.#ask();
    const wanted = this.at + this.#lengthAt(this.at);
    const piece = await this.#queue.shift()!;
    this.at += piece.length;
    // Fewer bytes than asked for: the file was cut while it was open. What was read is all there is.
    if (this.at < wanted) {
      this.#asked = this.#source.size;
      this.#queue.length = 0;
    }
    while (this.#queue.length < this.#ahead && this.#asked < this.#source.size) this.#ask();
    return piece;
  }

  #lengthAt(at: number): number {
    return Math.min(at === 0 ? FIRST_READ : this.#length, Math.max(0, this.#source.size - at));
  }

  #ask(): void {
    const from = this.#asked;
    const length = this.#lengthAt(from);
    this.#asked += length;
    const piece =
      length === 0
        ? Promise.resolve(new Uint8Array(0))
        : this.#source.readInto
          ? this.#fill(from, length)
          : this.#source.read(from, length);
    // A rejection is met by whoever calls next(); until then it is nobody's surprise.
    piece.catch(() => undefined);
    this.#queue.push(piece);
  }

  /** One buffer more than are read ahead: the last one given is still being walked. */
  async #fill(from: number, length: number): Promise<Uint8Array> {
    const turn = this.#turn++ % (this.#ahead + 1);
    let buffer = this.#buffers[turn];
    if (buffer === undefined || buffer.length < length)
      this.#buffers[turn] = buffer = new Uint8Array(
        Math.max(length, Math.min(this.#length, this.#source.size)),
      );
    const target = buffer.subarray(0, length);
    return target.subarray(0, await this.#source.readInto!(from, target));
  }
}
