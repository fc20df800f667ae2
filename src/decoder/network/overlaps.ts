/**
 * Segments that repeat bytes which were seen before. What was seen first is kept; where the repetition differs
 * somebody meddled, or the sender is broken, and that is told. The frame that brought the bytes first is mostly
 * still in the piece of the file in hand; where it is not, the two are compared when the pass is over.
 */
import { counted, grouped, type Notes } from '../capture/notes.ts';
import type { ByteSource } from '../source/bytes.ts';
import { Bringers, type Brought } from './bringers.ts';
import type { FrameColumns } from './frame-columns.ts';
import type { TcpStream } from './tcp-stream.ts';

/**
 * Frames that are looked back through: mostly the bytes were brought a moment before. Where that failed so often,
 * the capture is of another kind, and `Bringers` is asked at once.
 */
const NEAR = 512;
const MAX_MISSES = 64;
/** Stretches that are compared when the pass is over. */
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
  readonly #bringers: Bringers;
  readonly #later: Pair[] = [];
  #misses = 0;
  #uncompared = 0;

  constructor(columns: FrameColumns, notes: Notes, streams: readonly TcpStream[]) {
    this.#columns = columns;
    this.#notes = notes;
    this.#streams = streams;
    this.#bringers = new Bringers(columns);
  }

  /**
   * Compares the first `length` bytes that the last frame brought with what was there; `bytes` is the piece in
   * hand, `base` its place.
   */
  check(bytes: Uint8Array, base: number, length: number): void {
    const frame = this.#columns.length - 1;
    const place = this.#columns.at.get(frame);
    let isLeft = false;
    const each: Brought = (first, start, stop, firstAt) => {
      const size = stop - start;
      if (firstAt < base || firstAt + size > base + bytes.length) {
        isLeft ||= this.#later.length >= MAX_LATER;
        if (!isLeft) this.#later.push({ frame, first, length: size, at: place + start, firstAt });
        return;
      }
      const one = place + start - base;
      const two = firstAt - base;
      let same = 0;
      while (same < size && bytes[one + same] === bytes[two + same]) same++;
      if (same < size) this.#tell(frame, first, size);
    };
    if (!this.#isNear(frame, length, each) && !this.#bringers.find(frame, length, each))
      isLeft = this.#bringers.partial;
    if (isLeft) this.#uncompared++;
  }

  /** Compares what could not be compared at once. */
  async finish(source: ByteSource): Promise<void> {
    for (const { frame, first, length, at, firstAt } of this.#later) {
      const [one, two] = await Promise.all([source.read(at, length), source.read(firstAt, length)]);
      if (one.some((byte, i) => byte !== two[i])) this.#tell(frame, first, length);
    }
    this.#end();
  }

  /** The same where all bytes are at hand. */
  finishIn(bytes: Uint8Array): void {
    for (const { frame, first, length, at, firstAt } of this.#later) {
      let same = 0;
      while (same < length && bytes[at + same] === bytes[firstAt + same]) same++;
      if (same < length) this.#tell(frame, first, length);
    }
    this.#end();
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

  /** Calls `each` when frames not far back brought all of it, one behind the other; else gives false. */
  #isNear(frame: number, length: number, each: Brought): boolean {
    if (this.#misses > MAX_MISSES) return false;
    const { stream, position, size, at } = this.#columns;
    const id = stream.get(frame);
    const begin = position.get(frame);
    const end = Math.max(0, frame - NEAR);
    const found: number[] = [];
    let left = length;
    for (let i = frame - 1; i >= end && left > 0; i--) {
      if (stream.get(i) !== id) continue;
      const offset = (position.get(i) - begin) | 0;
      if (offset >= left || offset + size.get(i) < left) continue;
      found.push(i);
      left = offset;
    }
    if (left > 0) {
      this.#misses++;
      return false;
    }
    left = length;
    for (const i of found) {
      const offset = (position.get(i) - begin) | 0;
      const start = Math.max(0, offset);
      each(i, start, left, at.get(i) + start - offset);
      left = start;
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
