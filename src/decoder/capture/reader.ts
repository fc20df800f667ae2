/** Big reads of a source from its beginning to its end, the next ones under way while one is worked on. */
import type { ByteSource } from '../source/bytes.ts';

/** The first read is small, so that first rows come at once. */
const FIRST_READ = 256 * 1024;
const READ = 8 * 1024 * 1024;
/** Where reading costs little, a piece that stays in the processor's cache is better. */
const READ_INTO = 1024 * 1024;
/** Pieces that are read ahead: by this thread, by another, into memory that is there. */
const AHEAD = 1;
const AHEAD_ASIDE = 2;
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
  /** the piece given last, where it is ours to let go of */
  #given: Uint8Array | null = null;

  /** @param share how many readers share what one may hold */
  constructor(source: ByteSource, share = 1) {
    this.#source = source;
    this.#length = Math.max(LEAST_READ, Math.floor((source.readInto ? READ_INTO : READ) / share));
    this.#ahead = source.readInto ? AHEAD_INTO : source.readAside ? AHEAD_ASIDE : AHEAD;
  }

  /** The next piece; empty at the end. The one before is given up. */
  async next(): Promise<Uint8Array> {
    this.#letGo();
    if (this.#queue.length === 0) this.#ask();
    const wanted = this.at + this.#lengthAt(this.at);
    const isOwn = this.at > 0 && this.#source.readAside !== undefined;
    const piece = await this.#queue.shift()!;
    if (isOwn) this.#given = piece;
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
          : from > 0 && this.#source.readAside
            ? this.#source.readAside(from, length)
            : this.#source.read(from, length);
    // A rejection is met by whoever calls next(); until then it is nobody's surprise.
    piece.catch(() => undefined);
    this.#queue.push(piece);
  }

  /** Memory that nobody waits for a collection of: pieces come quicker than those run. */
  #letGo(): void {
    const buffer = this.#given?.buffer as (ArrayBufferLike & { transfer?(length: number): void }) | undefined;
    this.#given = null;
    buffer?.transfer?.(0);
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
