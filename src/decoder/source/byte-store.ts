/** Where unpacked bytes are kept: appended once, then read by range. */
export interface ByteStore {
  readonly size: number;
  /** Keeps a copy of the bytes. Rejects when there is no room. */
  append(bytes: Uint8Array): void | Promise<void>;
  /** Fills `target` from `offset`; gives the number of bytes written, fewer only at the end. */
  readInto(offset: number, target: Uint8Array): Promise<number>;
  /** Lets go of all of it. */
  close(): void;
}

export const CHUNK = 4 * 1024 * 1024;
const SMALLEST = 64 * 1024;
/** Chunks that stay in memory: what was unpacked last is read next. */
const RECENT = 3;

/**
 * Keeps them as Blobs of one chunk each, which a browser may move to disk; no array is longer than a chunk.
 *
 *     | Blob | Blob | Blob + array | Blob + array | array that fills |
 */
export class BlobStore implements ByteStore {
  readonly #sealed: Blob[] = [];
  /** number of the chunk → its bytes, the oldest first */
  readonly #recent = new Map<number, Uint8Array<ArrayBuffer>>();
  #filling = new Uint8Array(SMALLEST);
  #filled = 0;

  get size(): number {
    return this.#sealed.length * CHUNK + this.#filled;
  }

  append(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      if (this.#filled === this.#filling.length) this.#enlarge();
      const part = bytes.subarray(at, at + this.#filling.length - this.#filled);
      this.#filling.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
    }
  }

  #enlarge(): void {
    const full = this.#filling;
    if (full.length < CHUNK) {
      this.#filling = new Uint8Array(Math.min(CHUNK, full.length * 2));
      this.#filling.set(full);
      return;
    }
    if (this.#recent.size >= RECENT) this.#recent.delete(this.#recent.keys().next().value!);
    this.#recent.set(this.#sealed.length, full);
    this.#sealed.push(new Blob([full]));
    this.#filling = new Uint8Array(CHUNK);
    this.#filled = 0;
  }

  async readInto(offset: number, target: Uint8Array): Promise<number> {
    let done = 0;
    while (done < target.length) {
      const number = Math.floor((offset + done) / CHUNK);
      const start = offset + done - number * CHUNK;
      const part = await this.#part(number, start, start + target.length - done);
      if (part.length === 0) break;
      target.set(part, done);
      done += part.length;
    }
    return done;
  }

  async #part(number: number, start: number, stop: number): Promise<Uint8Array> {
    if (number === this.#sealed.length) return this.#filling.subarray(start, Math.min(stop, this.#filled));
    const held = this.#recent.get(number);
    if (held) return held.subarray(start, stop);
    const blob = this.#sealed[number];
    return blob ? new Uint8Array(await blob.slice(start, stop).arrayBuffer()) : new Uint8Array(0);
  }

  close(): void {
    this.#sealed.length = 0;
    this.#recent.clear();
    this.#filling = new Uint8Array(0);
    this.#filled = 0;
  }
}
