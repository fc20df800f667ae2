/**
 * gzip (RFC 1952): members one behind the other, each with the checksum and the length of what is in it.
 *
 *     header | deflate … | CRC-32 (4) | length mod 2^32 (4) | header | …
 */
import { Gunzip } from 'fflate';
import { crc32 } from './crc32.ts';
import { UnpackError, type Unpacker } from './unpack.ts';

const TRAILER = 8;
/** A header, or an empty deflate block, is shorter than this: more without a byte coming out is no gzip. */
const BARREN = 1024 * 1024;
/** Pushed at once: deflate makes at most 1,032 bytes of one. */
const SLICE = 16 * 1024;

export function gzipUnpacker(): Unpacker {
  return new GzipUnpacker();
}

class GzipUnpacker implements Unpacker {
  readonly #stream: Gunzip;
  readonly #out: Uint8Array[] = [];
  #piece = new Uint8Array(0);
  #at = 0;
  /** thrown when what came out before is taken */
  #failure: UnpackError | null = null;
  /** packed bytes that were pushed, and those before the last one that gave something */
  #pushed = 0;
  #fruitful = 0;
  #begun = false;
  /** the last packed bytes pushed */
  #tail = new Uint8Array(0);
  #size = 0;
  #sum = 0;

  constructor() {
    this.#stream = new Gunzip((part) => {
      if (part.length === 0) return;
      this.#fruitful = this.#pushed;
      this.#begun = true;
      this.#size += part.length;
      this.#sum = crc32(part, this.#sum);
      this.#out.push(part);
    });
    // Called when the header of a further member is there.
    this.#stream.onmember = (offset) => {
      const stop = this.#tail.length - (this.#pushed - offset);
      if (stop >= TRAILER) this.#check(this.#tail.subarray(stop - TRAILER, stop));
      this.#size = 0;
      this.#sum = 0;
    };
  }

  push(piece: Uint8Array): void {
    // The stream keeps what it is given.
    this.#piece = piece.slice();
    this.#at = 0;
  }

  next(): Uint8Array | null {
    for (;;) {
      const part = this.#out.shift();
      if (part) return part;
      if (this.#failure) throw this.#failure;
      if (this.#at === this.#piece.length) return null;
      const slice = this.#piece.subarray(this.#at, this.#at + SLICE);
      this.#at += slice.length;
      this.#pushed += slice.length;
      const tail = new Uint8Array(Math.min(SLICE, this.#tail.length) + slice.length);
      tail.set(this.#tail.subarray(-SLICE));
      tail.set(slice, tail.length - slice.length);
      this.#tail = tail;
      this.#feed(slice);
    }
  }

  /** The stream is never told of the end: it would keep back what it has. */
  #feed(slice: Uint8Array): void {
    try {
      this.#stream.push(slice);
      if (this.#pushed - this.#fruitful > BARREN) this.#failure = new UnpackError('damaged');
    } catch (error) {
      const atHeader = (error as { code?: number }).code === BAD_HEADER;
      this.#failure =
        error instanceof UnpackError
          ? error
          : new UnpackError(atHeader && this.#begun ? 'trailing' : 'damaged');
    }
  }

  #check(trailer: Uint8Array): void {
    const view = new DataView(trailer.buffer, trailer.byteOffset, TRAILER);
    if (view.getUint32(4, true) !== this.#size % 2 ** 32) throw new UnpackError('cut');
    if (view.getUint32(0, true) !== this.#sum) throw new UnpackError('damaged', 'its checksum does not hold');
  }

  end(): void {
    if (this.#tail.length < TRAILER) throw new UnpackError('cut');
    this.#check(this.#tail.subarray(-TRAILER));
  }

  close(): void {
    this.#out.length = 0;
    this.#piece = this.#tail = new Uint8Array(0);
    this.#at = 0;
  }
}

/** Code of the library's error for a header that is none. */
const BAD_HEADER = 6;
