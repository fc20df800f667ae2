/** Big reads of a source from its beginning to its end, the next ones under way while one is worked on. */
import type { ByteSource } from '../source/bytes.ts';

/** The first read is small, so that first rows come at once. */
const FIRST_READ = 256 * 1024;
const READ = 8 * 1024 * 1024;
/** Where reading costs little, a piece that stays in the processor's cache is better. */
const READ_INTO = 1024 * 1024;
/** Pieces that are read ahead. */
const AHEAD = 1;
const AHEAD_INTO = 3;
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
