/**
 * Columns of numbers that grow with the capture: chunks of typed arrays, so that no array is ever longer than
 * a chunk and growing copies nothing. The first chunk starts small and doubles, so that small captures stay
 * small. Tables (frame-columns.ts, row-columns.ts) write to the last chunk by themselves, each column with
 * its own statement: that keeps every store monomorphic and the pass a straight loop.
 */
export const CHUNK_BITS = 16;
export const CHUNK = 1 << CHUNK_BITS;
export const CHUNK_MASK = CHUNK - 1;
const FIRST = 1024;

type Numbers = Uint8Array | Uint32Array | Int32Array | Float64Array;

export class ChunkedColumn<A extends Numbers> {
  readonly #make: (length: number) => A;
  readonly #chunks: A[] = [];
  readonly #rows: { readonly length: number };

  /** `rows` is the table that the column belongs to: all its columns have one length. */
  constructor(make: (length: number) => A, rows: { readonly length: number }) {
    this.#make = make;
    this.#rows = rows;
  }

  get length(): number {
    return this.#rows.length;
  }

  get byteLength(): number {
    let sum = 0;
    for (const chunk of this.#chunks) sum += chunk.byteLength;
    return sum;
  }

  get(index: number): number {
    return this.#chunks[index >>> CHUNK_BITS]![index & CHUNK_MASK]!;
  }

  set(index: number, value: number): void {
    this.#chunks[index >>> CHUNK_BITS]![index & CHUNK_MASK] = value;
  }

  /** The chunk that holds entry `index`. */
  chunk(index: number): A {
    return this.#chunks[index >>> CHUNK_BITS]!;
  }

  /** Makes room for entry `length` of the table, and gives the chunk to write it to. */
  grow(length: number): A {
    const at = length & CHUNK_MASK;
    if (at === 0) {
      const chunk = this.#make(length === 0 ? FIRST : CHUNK);
      this.#chunks.push(chunk);
      return chunk;
    }
    const old = this.#chunks.at(-1)!;
    if (at < old.length) return old;
    const chunk = this.#make(Math.min(CHUNK, old.length * 2));
    chunk.set(old);
    this.#chunks[this.#chunks.length - 1] = chunk;
    return chunk;
  }
}

export const bytes = (length: number): Uint8Array => new Uint8Array(length);
export const unsigned = (length: number): Uint32Array => new Uint32Array(length);
export const signed = (length: number): Int32Array => new Int32Array(length);
export const doubles = (length: number): Float64Array => new Float64Array(length);
