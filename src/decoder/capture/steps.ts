/**
 * Walks a source batch by batch, as far as whoever asks wants it. Between two calls the bytes that the last batch
 * was found in stay as they are.
 *
 *     piece n          piece n+1
 *     |f|f|f|f|f|fr    ame|f|f|f|f|…
 *               └─ held ─┘   an item that a piece's end cuts is put together in a small buffer of its own
 */
import type { ByteSource } from '../source/bytes.ts';
import { Reader } from './reader.ts';
import type { Walker } from './walker.ts';

/** Items walked between two looks at the clock: some tenths of a millisecond. */
const BATCH = 1024;

export class Steps {
  /** nothing follows */
  ended = false;

  readonly #walker: Walker;
  readonly #size: number;
  #reader: Reader | null;
  #piece = new Uint8Array(0);
  #view = new DataView(new ArrayBuffer(0));
  /** place of the piece in the file, and in the piece of what comes next */
  #base = 0;
  #at = 0;
  /** an item that a piece's end cuts, where it begins in the file, and how much of it was walked */
  #held: Uint8Array<ArrayBuffer> = new Uint8Array(4096);
  #heldLength = 0;
  #heldAt = 0;
  #heldStop = -1;
  readonly #release: () => void;

  /**
   * @param share how many sources are read side by side
   * @param release called before bytes that frames were found in are given up
   */
  constructor(source: ByteSource, walker: Walker, share: number, release: () => void) {
    this.#walker = walker;
    this.#release = release;
    this.#size = source.size;
    this.#reader = new Reader(source, share);
  }

  /** bytes of the file that were walked over */
  get walked(): number {
    return Math.min(this.#size, this.#base + this.#at);
  }

  /** The file ends with the piece at hand, and no cut item is on its way: the rest can be walked at once. */
  get canFinish(): boolean {
    return (
      (this.#reader === null || this.#reader.at >= this.#size) &&
      this.#heldLength === 0 &&
      this.#walker.skip === 0
    );
  }

  /** Walks a batch of what is at hand. False: nothing is, `more` brings it. */
  walk(): boolean {
    const walker = this.#walker;
    this.#settleHeld();
    while (this.#at < this.#piece.length && !walker.stopped) {
      if (walker.skip > 0) {
        const skipped = Math.min(walker.skip, this.#piece.length - this.#at);
        walker.skip -= skipped;
        this.#at += skipped;
        continue;
      }
      if (this.#heldLength > 0) {
        this.#hold(Math.min(walker.need - this.#heldLength, this.#piece.length - this.#at));
        if (this.#heldLength < walker.need) return false;
        const view = new DataView(this.#held.buffer);
        this.#heldStop = walker.walk(this.#held, view, 0, this.#heldLength, this.#heldAt, Infinity);
        return true;
      }
      const to = this.#piece.length;
      this.#at = walker.walk(this.#piece, this.#view, this.#at, to, this.#base, BATCH);
      if (walker.need > 0 && this.#at < to) {
        this.#heldAt = this.#base + this.#at;
        this.#hold(to - this.#at);
      }
      return true;
    }
    return false;
  }

  /** Brings the next piece; the bytes of the one before are given up. Rejects when the file cannot be read. */
  async more(): Promise<void> {
    this.#release();
    const reader = this.#reader;
    if (reader !== null && !this.#walker.stopped) {
      this.#base = reader.at;
      this.#at = 0;
      this.#piece = (await reader.next()) as Uint8Array<ArrayBuffer>;
      const { buffer, byteOffset, byteLength } = this.#piece;
      this.#view = new DataView(buffer, byteOffset, byteLength);
      if (byteLength > 0) return;
    }
    this.#walker.end(this.#held, new DataView(this.#held.buffer), 0, this.#heldLength, this.#heldAt);
    this.close();
  }

  /** Nothing more is walked; the bytes at hand are let go. */
  close(): void {
    this.ended = true;
    this.#base = this.walked;
    this.#at = 0;
    this.#reader = null;
    this.#piece = this.#held = new Uint8Array(0);
    this.#heldLength = 0;
  }

  /** Takes `count` bytes of the piece to what is held. */
  #hold(count: number): void {
    const length = this.#heldLength + count;
    if (this.#held.length < length) {
      const larger = new Uint8Array(Math.max(this.#held.length * 2, length));
      larger.set(this.#held.subarray(0, this.#heldLength));
      this.#held = larger;
    }
    this.#held.set(this.#piece.subarray(this.#at, this.#at + count), this.#heldLength);
    this.#heldLength = length;
    this.#at += count;
    this.#heldStop = -1;
  }

  /** Gives up what of the held bytes was walked. */
  #settleHeld(): void {
    if (this.#heldLength === 0 || this.#heldStop < 0) return;
    const walker = this.#walker;
    this.#release();
    if (walker.skip > 0) {
      // The held head told that the block is one to pass over.
      walker.skip -= this.#heldLength - this.#heldStop;
      this.#heldLength = 0;
    } else {
      this.#held.copyWithin(0, this.#heldStop, this.#heldLength);
      this.#heldLength -= this.#heldStop;
      this.#heldAt += this.#heldStop;
    }
    this.#heldStop = -1;
  }
}
