/**
 * A source by large blocks, of which the last few are at hand: for work that goes through all of it more or
 * less in order. While one block is worked on the next one is read.
 */
import type { ByteSource } from './bytes.ts';

export const BLOCK = 512 * 1024;
const BLOCKS = 8;
const NOTHING: Uint8Array = new Uint8Array(0);

export class Blocks {
  /** block number → its bytes, the one that came first at the beginning */
  readonly #ready = new Map<number, Uint8Array>();
  readonly #coming = new Map<number, Promise<void>>();
  readonly #free: Uint8Array[] = [];
  /** the block used last, and its number */
  #block = NOTHING;
  #number = -1;
  /** place in the source of the block that `holding` gave */
  base = 0;

  constructor(readonly source: ByteSource) {}

  /**
   * The bytes from `offset` on, at most `length` and as far as their block goes: a view, no copy. Empty where
   * the block is not at hand: `bring` it; where it is still empty then, the source has ended.
   */
  at(offset: number, length: number): Uint8Array {
    const number = Math.floor(offset / BLOCK);
    if (number !== this.#number) {
      const block = this.#ready.get(number);
      if (block === undefined) return NOTHING;
      this.#block = block;
      this.#number = number;
    }
    const start = offset - number * BLOCK;
    return this.#block.subarray(start, start + length);
  }

  /** The block that a byte is in, which begins at `base`; null: `bring` it. */
  holding(offset: number): Uint8Array | null {
    const number = Math.floor(offset / BLOCK);
    if (number !== this.#number) {
      const block = this.#ready.get(number);
      if (block === undefined) return null;
      this.#block = block;
      this.#number = number;
    }
    this.base = number * BLOCK;
    return this.#block;
  }

  /** Reads the block of a byte. Rejects when it cannot be read. */
  async bring(offset: number): Promise<void> {
    const number = Math.floor(offset / BLOCK);
    const wanted = this.#read(number);
    // Whoever asks for the next one is told when it cannot be read.
    if ((number + 1) * BLOCK < this.source.size) this.#read(number + 1).catch(() => undefined);
    await wanted;
  }

  #read(number: number): Promise<void> {
    if (this.#ready.has(number)) return Promise.resolve();
    let coming = this.#coming.get(number);
    if (!coming) {
      coming = this.#fetch(number).finally(() => this.#coming.delete(number));
      this.#coming.set(number, coming);
    }
    return coming;
  }

  async #fetch(number: number): Promise<void> {
    const offset = number * BLOCK;
    let bytes: Uint8Array;
    if (this.source.readInto) {
      // what is not looked at any more is filled again
      const room = this.#free.pop() ?? new Uint8Array(BLOCK);
      const length = await this.source.readInto(offset, room);
      bytes = length === BLOCK ? room : room.subarray(0, length);
    } else bytes = await this.source.read(offset, BLOCK);
    if (this.#ready.size >= BLOCKS) {
      for (const [oldest, block] of this.#ready) {
        // somebody may look at the one that was used last
        if (oldest === this.#number) continue;
        this.#ready.delete(oldest);
        if (this.source.readInto && block.length === BLOCK) this.#free.push(block);
        break;
      }
    }
    this.#ready.set(number, bytes);
  }
}
