/**
 * Packed files, gzip and zstd: told by their first bytes, unpacked once and in order, as far as is asked for.
 * What is unpacked goes into a store that is read by range, so that it can be looked at while the rest is
 * still packed.
 */
import { BlobStore, type ByteStore } from './byte-store.ts';
import type { ByteSource } from './bytes.ts';
import { pauser } from './pause.ts';

export type Packing = 'gzip' | 'zstd';

/** Why not everything could be unpacked. */
export interface Trouble {
  readonly kind: 'cut' | 'damaged' | 'too-large' | 'unsupported' | 'no-room' | 'trailing' | 'cancelled';
  /** part of a sentence, where there is more to say than the kind does; else '' */
  readonly why: string;
}

/** Thrown by unpackers, and met by `UnpackedSource`. */
export class UnpackError extends Error {
  constructor(
    readonly kind: Trouble['kind'],
    readonly why = '',
  ) {
    super(`${kind} ${why}`);
  }
}

/** Unpacks one stream. `push`, `next` until null, `push` …, `end`, `next` until null. All throw UnpackError. */
export interface Unpacker {
  /** Takes PIECE packed bytes at most; they may be overwritten afterwards. */
  push(piece: Uint8Array): void | Promise<void>;
  /** The next plain bytes, good until the next call; null: more packed ones are needed. */
  next(): Uint8Array | null;
  /** No more packed bytes come. */
  end(): void | Promise<void>;
  /** Lets go of what it holds, wherever it is. */
  close(): void;
}

/** What a platform does in its own way. */
export interface UnpackMeans {
  readonly store?: () => ByteStore | Promise<ByteStore>;
  /**
   * Quicker ones. What they have not given yet when they meet damage may be lost: then the usual ones begin
   * again, and go on where these stopped.
   */
  readonly unpackers?: Partial<Record<Packing, () => Unpacker>>;
}

export interface UnpackOptions extends UnpackMeans {
  readonly signal?: AbortSignal | undefined;
  /** milliseconds of work between two pauses; 8 when not told */
  readonly yieldEvery?: number | undefined;
  /** The end was met, or trouble. */
  readonly onEnd?: (trouble: Trouble | null) => void;
}

/** Deflate makes at most 1,032 bytes of one, so a piece gives 32 MiB at most. */
export const PIECE = 32 * 1024;
/** Packed bytes that are read at once. */
const READ = 1024 * 1024;
/** Beyond this much, what unpacks to more than RATIO times its size is taken for a bomb. */
export const FREE = 1024 * 1024 * 1024;
export const RATIO = 200;

export function packingOf(head: Uint8Array): Packing | null {
  if (head.length >= 3 && head[0] === 0x1f && head[1] === 0x8b && head[2] === 8) return 'gzip';
  return isZstd(head) ? 'zstd' : null;
}

/** A frame (magic 0xfd2fb528), or one to be skipped (0x184d2a50 to 5f) as some tools write first. RFC 8878, 3.1. */
function isZstd(head: Uint8Array): boolean {
  if (head.length < 4) return false;
  const magic = (head[0]! | (head[1]! << 8) | (head[2]! << 16) | (head[3]! << 24)) >>> 0;
  return magic === 0xfd2fb528 || (magic & 0xfffffff0) === 0x184d2a50;
}

/** The unpackers are loaded for the first packed file. */
export async function unpack(
  packed: ByteSource,
  packing: Packing,
  options: UnpackOptions = {},
): Promise<UnpackedSource> {
  const usual = async (): Promise<Unpacker> =>
    packing === 'gzip'
      ? (await import('./unpack-gzip.ts')).gzipUnpacker()
      : (await import('./unpack-zstd.ts')).zstdUnpacker();
  const quick = options.unpackers?.[packing];
  const store = (await options.store?.()) ?? new BlobStore();
  return new UnpackedSource(packed, quick?.() ?? (await usual()), quick ? usual : null, store, options);
}

/**
 * The plain bytes. A read unpacks as much as it needs and pauses for the event loop meanwhile; `size` is
 * Infinity until the end is met. Trouble ends the bytes: what was unpacked before is kept.
 */
export class UnpackedSource implements ByteSource {
  trouble: Trouble | null = null;
  /** packed bytes that are unpacked */
  packedDone = 0;
  readonly #packed: ByteSource;
  #unpacker: Unpacker;
  /** makes the one that begins again; null: there is none, or it has begun */
  #again: (() => Promise<Unpacker>) | null;
  /** bytes that it gives and that were there before */
  #repeated = 0;
  readonly #store: ByteStore;
  readonly #signal: AbortSignal | undefined;
  readonly #yieldEvery: number;
  readonly #onEnd: UnpackOptions['onEnd'];
  #ended = false;
  /** one read unpacks at a time */
  #turn: Promise<void> = Promise.resolve();
  #block: Uint8Array = new Uint8Array(0);
  #blockAt = 0;
  #coming: Promise<Uint8Array> | null = null;
  #asked = 0;
  #began = 0;

  constructor(
    packed: ByteSource,
    unpacker: Unpacker,
    again: (() => Promise<Unpacker>) | null,
    store: ByteStore,
    options: UnpackOptions,
  ) {
    this.#packed = packed;
    this.#unpacker = unpacker;
    this.#again = again;
    this.#store = store;
    this.#signal = options.signal;
    this.#yieldEvery = options.yieldEvery ?? 8;
    this.#onEnd = options.onEnd;
  }

  get size(): number {
    return this.#ended ? this.#store.size : Infinity;
  }

  /** bytes that are unpacked */
  get done(): number {
    return this.#store.size;
  }

  get packedSize(): number {
    return this.#packed.size;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    await this.#reach(offset + length);
    const target = new Uint8Array(Math.max(0, Math.min(length, this.#store.size - offset)));
    return target.subarray(0, await this.#store.readInto(offset, target));
  }

  async readInto(offset: number, target: Uint8Array): Promise<number> {
    await this.#reach(offset + target.length);
    return this.#store.readInto(offset, target);
  }

  /** Stops unpacking and lets go of everything; what is read afterwards is empty. */
  close(): void {
    this.#end({ kind: 'cancelled', why: '' });
    this.#store.close();
  }

  #reach(end: number): Promise<void> {
    if (this.#ended || this.#store.size >= end) return Promise.resolve();
    const work = this.#turn.then(() => this.#unpackTo(end));
    // Whoever waits for it is told; the next one tries again.
    this.#turn = work.catch(() => undefined);
    return work;
  }

  async #unpackTo(end: number): Promise<void> {
    if (this.#ended || this.#store.size >= end) return;
    const pause = pauser();
    try {
      while (!this.#ended && this.#store.size < end) {
        if (this.#signal?.aborted) this.#end({ kind: 'cancelled', why: '' });
        else await this.#step();
        if (performance.now() - this.#began >= this.#yieldEvery) {
          await pause.wait();
          this.#began = performance.now();
        }
      }
    } finally {
      pause.close();
    }
  }

  /** One part out, or one piece in. */
  async #step(): Promise<void> {
    try {
      const part = this.#unpacker.next();
      if (part !== null) {
        await this.#keep(part);
        return;
      }
    } catch (error) {
      await this.#fail(error);
      return;
    }
    if (this.#blockAt === this.#block.length) {
      this.#block = await this.#nextBlock();
      this.#blockAt = 0;
      if (this.#ended) return;
    }
    const piece = this.#block.subarray(this.#blockAt, this.#blockAt + PIECE);
    this.#blockAt += piece.length;
    this.packedDone += piece.length;
    try {
      if (piece.length > 0) await this.#unpacker.push(piece);
      else {
        await this.#unpacker.end();
        for (let part = this.#unpacker.next(); part !== null; part = this.#unpacker.next())
          await this.#keep(part);
        this.#end(null);
      }
    } catch (error) {
      await this.#fail(error);
    }
  }

  async #keep(part: Uint8Array): Promise<void> {
    if (this.#ended) return;
    const repeated = Math.min(this.#repeated, part.length);
    this.#repeated -= repeated;
    const size = this.#store.size + part.length - repeated;
    if (size > FREE && size > this.packedDone * RATIO) throw new UnpackError('too-large');
    try {
      if (repeated < part.length) await this.#store.append(part.subarray(repeated));
    } catch (error) {
      throw new UnpackError('no-room', error instanceof Error ? error.message : String(error));
    }
  }

  /** The next one is under way while this one is unpacked. Rejects when it cannot be read: it can be asked for again. */
  async #nextBlock(): Promise<Uint8Array> {
    this.#coming ??= this.#readBlock();
    let block: Uint8Array;
    try {
      block = await this.#coming;
    } catch (error) {
      this.#coming = null;
      throw error;
    }
    this.#asked += block.length;
    this.#coming = block.length > 0 && !this.#ended ? this.#readBlock() : null;
    this.#coming?.catch(() => undefined);
    return block;
  }

  #readBlock(): Promise<Uint8Array> {
    const left = this.#packed.size - this.#asked;
    return left > 0
      ? this.#packed.read(this.#asked, Math.min(READ, left))
      : Promise.resolve(new Uint8Array(0));
  }

  async #fail(error: unknown): Promise<void> {
    // Unpackers are libraries: whatever they throw is about the bytes.
    const { kind, why } = error instanceof UnpackError ? error : new UnpackError('damaged');
    if (this.#again !== null && !this.#ended && (kind === 'damaged' || kind === 'trailing')) {
      this.#unpacker.close();
      this.#unpacker = await this.#again();
      this.#again = null;
      this.#repeated = this.#store.size;
      this.packedDone = this.#asked = 0;
      this.#block = new Uint8Array(0);
      this.#blockAt = 0;
      this.#coming = null;
    } else this.#end({ kind, why });
  }

  #end(trouble: Trouble | null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.trouble = trouble;
    this.#unpacker.close();
    this.#block = new Uint8Array(0);
    this.#blockAt = 0;
    this.#coming = null;
    this.#onEnd?.(trouble);
  }
}
