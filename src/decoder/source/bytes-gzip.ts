/**
 * gzip (RFC 1952) → plain bytes: once, in pieces, into a Blob, so that ranges of them can be read. A file may
 * have several members. What was unpacked before damage or a cut is kept.
 */
import { Gunzip } from 'fflate';
import { blobSource, type ByteSource } from './bytes.ts';
import { pauser } from './pause.ts';

/** Deflate makes at most 1,032 bytes of one, so a piece gives 64 MiB at most. */
const PIECE = 64 * 1024;
/** Beyond this much, what unpacks to more than RATIO times its size is a bomb. */
const FREE = 256 * 1024 * 1024;
const RATIO = 200;

export interface UnpackOptions {
  readonly signal?: AbortSignal | undefined;
  /** milliseconds of work between two pauses */
  readonly yieldEvery: number;
  /** packed bytes done */
  readonly onPause?: ((done: number) => void) | undefined;
}

export interface Unpacked {
  readonly source: ByteSource;
  /** why not everything could be unpacked; null: it could */
  readonly trouble: 'cut' | 'damaged' | 'bomb' | 'cancelled' | null;
  /** packed bytes that were read */
  readonly read: number;
}

export function isGzip(head: Uint8Array): boolean {
  return head.length >= 3 && head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;
}

/** Rejects when the source cannot be read. */
export async function gunzip(source: ByteSource, options: UnpackOptions): Promise<Unpacked> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let tail = new Uint8Array(0);
  let size = 0;
  const stream = new Gunzip((part) => {
    size += part.length;
    if (part.length > 0) parts.push(part);
  });
  let member = 0;
  stream.onmember = () => {
    member = size;
  };
  const pause = pauser();
  let trouble: Unpacked['trouble'] = null;
  let at = 0;
  let began = performance.now();
  try {
    while (at < source.size && trouble === null) {
      const piece = await source.read(at, PIECE);
      if (options.signal?.aborted) trouble = 'cancelled';
      else if (piece.length === 0) trouble = 'cut';
      else {
        at += piece.length;
        // The stream keeps what it is given. It is never told of the end: it would keep back what it has.
        if (!push(stream, piece.slice())) trouble = 'damaged';
        tail = new Uint8Array([...tail, ...piece.subarray(-4)]).slice(-4);
        if (size > FREE && size > at * RATIO) trouble = 'bomb';
      }
      if (performance.now() - began >= options.yieldEvery) {
        options.onPause?.(at);
        await pause.wait();
        began = performance.now();
      }
    }
  } finally {
    pause.close();
  }
  // The last member ends with its length, modulo 2^32.
  const announced = tail.length === 4 ? new DataView(tail.buffer).getUint32(0, true) : -1;
  if (trouble === null && announced !== (size - member) % 2 ** 32) trouble = 'cut';
  return { source: blobSource(new Blob(parts)), trouble, read: at };
}

/** False where the data is damaged: there the stream throws. */
function push(stream: Gunzip, piece: Uint8Array): boolean {
  try {
    stream.push(piece);
    return true;
  } catch {
    return false;
  }
}
