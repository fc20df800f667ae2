/**
 * Segments that repeat bytes which were seen before. What was seen first is kept; where the repetition differs
 * somebody meddled, or the sender is broken, and that is told. The frame that brought the bytes first is mostly
 * still in the piece of the file in hand; where it is not, the two are compared when the pass is over.
 */
import { counted, grouped, type Notes } from '../capture/notes.ts';
import type { ByteSource } from '../source/bytes.ts';
import type { FrameColumns } from './frame-columns.ts';
import type { TcpStream } from './tcp-stream.ts';

/** Frames that are looked through for the first bringer while the pass goes on, and when it is over. */
const NEAR = 4096;
const FAR = 1 << 20;
/** Repetitions that are compared when the pass is over. */
const MAX_LATER = 1000;

/** A stretch that a frame repeats: places in the file. */
interface Pair {
  readonly frame: number;
  readonly first: number;
  readonly length: number;
  readonly at: number;
  readonly firstAt: number;
}

export class Overlaps {
  /** `frame 5`; a paste has other words. From 0 */
  nameOf = (frame: number): string => `frame ${grouped(frame + 1)}`;
  /** what a note on a frame stands at: a byte in the file, or a line of a text */
  placeOf = (frame: number): number => this.#columns.at.get(frame);

  readonly #columns: FrameColumns;
  readonly #notes: Notes;
  readonly #streams: readonly TcpStream[];
  readonly #later: number[] = [];
  #uncompared = 0;

  constructor(columns: FrameColumns, notes: Notes, streams: readonly TcpStream[]) {
    this.#columns = columns;
    this.#notes = notes;
    this.#streams = streams;
  }

  /** Compares what the last frame brought with what was there; `bytes` is the piece in hand, `base` its place. */
  check(bytes: Uint8Array, base: number): void {
    const frame = this.#columns.length - 1;
    const covered = this.#earlier(frame, NEAR, (first, start, stop, at, firstAt) => {
      if (firstAt < base || firstAt + stop - start > base + bytes.length) return false;
      for (let i = 0; i < stop - start; i++)
        if (bytes[at - base + i] !== bytes[firstAt - base + i]) {
          this.#tell(frame, first, stop - start);
          break;
        }
      return true;
    });
    if (covered) return;
    if (this.#later.length < MAX_LATER) this.#later.push(frame);
    else this.#uncompared++;
  }

  /** Compares what could not be compared at once. */
  async finish(source: ByteSource): Promise<void> {
    for (const { frame, first, length, at, firstAt } of this.#pairs()) {
      const [one, two] = await Promise.all([source.read(at, length), source.read(firstAt, length)]);
      if (one.some((byte, i) => byte !== two[i])) this.#tell(frame, first, length);
    }
    this.#end();
  }

  /** The same where all bytes are at hand. */
  finishIn(bytes: Uint8Array): void {
    for (const { frame, first, length, at, firstAt } of this.#pairs()) {
      let same = 0;
      while (same < length && bytes[at + same] === bytes[firstAt + same]) same++;
      if (same < length) this.#tell(frame, first, length);
    }
    this.#end();
  }

  /** What is left to compare. One frame's at a time: they may be many. */
  *#pairs(): Generator<Pair> {
    for (const frame of this.#later) {
      const pairs: Pair[] = [];
      this.#earlier(frame, FAR, (first, start, stop, at, firstAt) => {
        pairs.push({ frame, first, length: stop - start, at, firstAt });
        return true;
      });
      yield* pairs;
    }
  }

  #end(): void {
    this.#later.length = 0;
    if (this.#uncompared > 0)
      this.#notes.add(
        'info',
        'overlaps-not-compared',
        `${counted(this.#uncompared, 'segment')} that repeat earlier bytes are not compared with them.`,
      );
  }

  /**
   * Calls `each` for every stretch of the frame's payload that an earlier frame brought first, nearest first;
   * false when it says so, or when not every earlier frame was looked at.
   */
  #earlier(
    frame: number,
    limit: number,
    each: (first: number, start: number, stop: number, at: number, firstAt: number) => boolean,
  ): boolean {
    const { stream, position, size, at } = this.#columns;
    const id = stream.get(frame);
    const begin = position.get(frame);
    const length = size.get(frame);
    let left = length;
    for (let i = frame - 1; i >= 0 && left > 0; i--) {
      if (frame - i > limit) return false;
      if (stream.get(i) !== id) continue;
      const offset = (position.get(i) - begin) | 0;
      const start = Math.max(0, offset);
      const stop = Math.min(length, offset + size.get(i));
      if (stop <= start) continue;
      left -= stop - start;
      if (!each(i, start, stop, at.get(frame) + start, at.get(i) + start - offset)) return false;
    }
    return true;
  }

  #tell(frame: number, first: number, length: number): void {
    const stream = this.#streams[this.#columns.stream.get(frame)]!;
    stream.count('repetitions that differ');
    if (!this.#notes.wants('overlap-differs')) {
      this.#notes.add('warning', 'overlap-differs', '');
      return;
    }
    this.#notes.add(
      'warning',
      'overlap-differs',
      capitalised(
        `${this.nameOf(frame)} repeats ${counted(length, 'byte')} of ${this.nameOf(first)} (${stream.source} → ${stream.destination}) with other content. What was seen first is kept.`,
      ),
      this.placeOf(frame),
    );
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
