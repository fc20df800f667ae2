/**
 * Zstandard (RFC 8878): frames one behind the other, of blocks of at most 128 KiB; frames to be skipped may
 * stand between them.
 *
 *     magic (4) | descriptor | window | dictionary | content size | block | block | … | checksum (4)
 *     block: last (1 bit), type (2 bits), size (21 bits) | data
 *
 * Frames are taken apart here, what is in a block in zstd-block.ts. No length is believed before it is checked.
 */
import { UnpackError, type Unpacker } from './unpack.ts';
import { Xxh64 } from './xxh64.ts';
import { BlockDecoder, MARGIN, MAX_BLOCK } from './zstd-block.ts';

const MAGIC = 0xfd2fb528;
const SKIPPED = 0x184d2a50;
/** What the zstd tool itself accepts when it is not told otherwise. */
const MAX_WINDOW = 128 * 1024 * 1024;
const BLOCK_HEADER = 3;
const Block = { raw: 0, repeat: 1, compressed: 2 } as const;

/** What comes next. */
const State = { frame: 0, header: 1, block: 2, data: 3, checksum: 4, skip: 5 } as const;
type State = (typeof State)[keyof typeof State];

interface Frame {
  readonly checksum: Xxh64 | null;
  /** bytes in it by its header; -1: not told */
  readonly content: number;
  readonly maximum: number;
  size: number;
}

export function zstdUnpacker(): Unpacker {
  return new ZstdUnpacker();
}

class ZstdUnpacker implements Unpacker {
  #state: State = State.frame;
  /** packed bytes that wait to be read */
  #piece = new Uint8Array(0);
  #at = 0;
  /** what is collected: a header, or a block with its header */
  readonly #held = new Uint8Array(BLOCK_HEADER + MAX_BLOCK + MARGIN);
  #heldLength = 0;
  #need = 4;
  #skip = 0;
  #frame: Frame | null = null;
  readonly #blocks = new BlockDecoder();
  #last = false;
  #frames = 0;
  #out: Uint8Array | null = null;

  push(piece: Uint8Array): void {
    this.#piece = piece.slice();
    this.#at = 0;
  }

  next(): Uint8Array | null {
    while (this.#out === null) if (!this.#step()) return null;
    const out = this.#out;
    this.#out = null;
    return out;
  }

  /** Reads the next thing; false: it is not all there. */
  #step(): boolean {
    if (this.#state === State.skip) {
      const skipped = Math.min(this.#skip, this.#piece.length - this.#at);
      this.#at += skipped;
      this.#skip -= skipped;
      if (this.#skip > 0) return false;
      this.#expect(State.frame, 4);
      return true;
    }
    const wanted = this.#need - this.#heldLength;
    const part = this.#piece.subarray(this.#at, this.#at + wanted);
    this.#held.set(part, this.#heldLength);
    this.#heldLength += part.length;
    this.#at += part.length;
    if (part.length < wanted) return false;
    switch (this.#state) {
      case State.frame:
        this.#readMagic();
        break;
      case State.header:
        this.#readHeader();
        break;
      case State.block:
        this.#readBlockHeader();
        break;
      case State.data:
        this.#readBlock();
        break;
      case State.checksum:
        this.#readChecksum();
    }
    return true;
  }

  #expect(state: State, need: number): void {
    this.#state = state;
    this.#need = need;
    this.#heldLength = 0;
  }

  #word(at: number): number {
    const held = this.#held;
    return (held[at]! | (held[at + 1]! << 8) | (held[at + 2]! << 16) | (held[at + 3]! << 24)) >>> 0;
  }

  #readMagic(): void {
    const magic = this.#word(0);
    if (this.#need === 8) {
      this.#skip = this.#word(4);
      this.#state = State.skip;
    } else if ((magic & 0xfffffff0) >>> 0 === SKIPPED) this.#need = 8;
    else if (magic === MAGIC) {
      // The descriptor tells how long the header is.
      this.#state = State.header;
      this.#need = 5;
    } else throw new UnpackError(this.#frames > 0 ? 'trailing' : 'damaged');
  }

  /** RFC 8878, 3.1.1.1. */
  #readHeader(): void {
    const held = this.#held;
    const descriptor = held[4]!;
    const single = (descriptor >> 5) & 1;
    const dictionary = [0, 1, 2, 4][descriptor & 3]!;
    const sizes = [single, 2, 4, 8][descriptor >> 6]!;
    const length = 4 + 1 + (1 - single) + dictionary + sizes;
    if (this.#need < length) {
      this.#need = length;
      return;
    }
    if (descriptor & 8) throw new UnpackError('damaged');
    let at = 6 - single;
    for (const stop = at + dictionary; at < stop; at++)
      if (held[at] !== 0) throw new UnpackError('unsupported', 'it was packed with a dictionary');
    let content = sizes === 0 ? -1 : sizes === 2 ? 256 : 0;
    for (let i = 0; i < sizes; i++) content += held[at + i]! * 2 ** (8 * i);
    let window = content;
    if (single === 0) {
      const base = 2 ** (10 + (held[5]! >> 3));
      window = base + (base / 8) * (held[5]! & 7);
    }
    if (window > MAX_WINDOW)
      throw new UnpackError('unsupported', 'it was packed with a window of more than 128 MiB');
    this.#blocks.begin(window);
    this.#frame = {
      checksum: (descriptor & 4) !== 0 ? new Xxh64() : null,
      content,
      maximum: Math.min(MAX_BLOCK, window),
      size: 0,
    };
    this.#expect(State.block, BLOCK_HEADER);
  }

  #readBlockHeader(): void {
    const header = this.#word(0) & 0xffffff;
    const type = (header >> 1) & 3;
    const size = header >>> 3;
    this.#last = (header & 1) === 1;
    if (type > Block.compressed || size > this.#frame!.maximum) throw new UnpackError('damaged');
    this.#state = State.data;
    this.#need = BLOCK_HEADER + (type === Block.repeat ? 1 : size);
  }

  #readBlock(): void {
    const frame = this.#frame!;
    const held = this.#held;
    const header = this.#word(0) & 0xffffff;
    const type = (header >> 1) & 3;
    const out =
      type === Block.raw
        ? this.#blocks.raw(held.subarray(BLOCK_HEADER, this.#heldLength))
        : type === Block.repeat
          ? this.#blocks.repeated(held[BLOCK_HEADER]!, header >>> 3)
          : this.#blocks.compressed(held, BLOCK_HEADER, this.#heldLength);
    frame.size += out.length;
    frame.checksum?.update(out);
    if (out.length > 0) this.#out = out;
    if (!this.#last) this.#expect(State.block, BLOCK_HEADER);
    else if (frame.checksum) this.#expect(State.checksum, 4);
    else this.#endFrame();
  }

  #readChecksum(): void {
    if (this.#word(0) !== this.#frame!.checksum!.digest()[1])
      throw new UnpackError('damaged', 'its checksum does not hold');
    this.#endFrame();
  }

  #endFrame(): void {
    const { content, size } = this.#frame!;
    if (content >= 0 && content !== size)
      throw new UnpackError('damaged', 'it holds another number of bytes than it tells');
    this.#frame = null;
    this.#frames++;
    this.#expect(State.frame, 4);
  }

  end(): void {
    const atFrame = this.#state === State.frame && this.#need === 4;
    if (!atFrame || this.#heldLength > 0)
      throw new UnpackError(this.#frames > 0 && atFrame ? 'trailing' : 'cut');
  }

  close(): void {
    this.#frame = null;
    this.#out = null;
    this.#piece = new Uint8Array(0);
    this.#at = 0;
  }
}
