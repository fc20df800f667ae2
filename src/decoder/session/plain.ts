/** A file's bytes, plain: as they are, or unpacked while they are read. */
import type { OpenError, SourceNote } from '../api.ts';
import { openPacked } from '../rpc/unpacked.ts';
import { blobSource, type ByteSource, type ReadAside } from '../source/bytes.ts';
import { headedSource } from '../source/bytes-headed.ts';
import { packingOf, type Packing, type UnpackMeans } from '../source/unpack.ts';
import { fingerprint, FINGERPRINT_BYTES } from './fingerprint.ts';
import { SNIFF_BYTES } from './sniff.ts';

/** What a platform does in its own way. */
export interface Means extends UnpackMeans {
  readonly readAside?: ReadAside;
}

export interface Begun {
  readonly file: ByteSource;
  /** told of the first MiB, while the rest goes on */
  readonly print: Promise<string>;
}

/** First bytes that are kept: what a file is and its first records are looked up in them. */
const KEPT = 256 * 1024;

/**
 * Reads the beginning, once for all who want it. Rejects when the file cannot be read.
 * @param kept bytes of it that are held as long as the file is open
 */
export async function begin(blob: Blob, { readAside }: Means, kept = KEPT): Promise<Begun> {
  const file = blobSource(blob, readAside);
  const head = await file.read(0, FINGERPRINT_BYTES);
  const print = fingerprint(head, blob.size);
  print.catch(() => undefined);
  return { file: headedSource(file, head.slice(0, kept)), print };
}

export interface Plain {
  /** of a packed file `size` is Infinity until its end was met */
  readonly source: ByteSource;
  /** the first plain bytes */
  readonly head: Uint8Array;
  /** null: the file is plain */
  readonly packing: Packing | null;
  /** what is to be said of the unpacking; grows while it is read */
  readonly notes: readonly SourceNote[];
  /** bytes of the file that were used for so many plain ones: for progress */
  fileDone(plain: number): number;
  /** Stops unpacking, and lets go of what was unpacked. */
  close(): void;
}

export type PlainResult =
  { readonly ok: true; readonly plain: Plain } | { readonly ok: false; readonly error: OpenError };

/** Rejects when the file cannot be read. */
export async function openPlain(
  file: ByteSource,
  options: { readonly signal?: AbortSignal | undefined; readonly means?: UnpackMeans } = {},
): Promise<PlainResult> {
  const head = await file.read(0, SNIFF_BYTES);
  const packing = packingOf(head);
  if (packing === null) {
    const fileDone = (done: number): number => done;
    const plain = { source: file, head, packing, notes: [], fileDone, close: () => undefined };
    return { ok: true, plain };
  }
  const notes: SourceNote[] = [];
  const result = await openPacked(file, packing, (note) => notes.push(note), options);
  if (!result.ok) return result;
  const { source } = result;
  const fileDone = (): number => source.packedDone;
  const close = (): void => source.close();
  return { ok: true, plain: { source, head: result.head, packing, notes, fileDone, close } };
}

/** What is wrong with what is inside of a packed file, said so. */
export function insideOf(packing: Packing | null, error: OpenError): OpenError {
  return packing === null ? error : { ...error, detail: `Inside the ${packing} file: ${error.detail}` };
}

const STRIDE = 8 * 1024 * 1024;

/** The whole as text, null where it is longer than that. */
export async function textOf(source: ByteSource, most: number): Promise<string | null> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  for (let at = 0; ;) {
    const piece = await source.read(at, STRIDE);
    if (piece.length === 0) break;
    at += piece.length;
    if (at > most) return null;
    parts.push(decoder.decode(piece, { stream: true }));
  }
  parts.push(decoder.decode());
  return parts.join('');
}
