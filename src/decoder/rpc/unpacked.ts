/** A compressed file as the capture inside it. */
import type { OpenError } from '../api.ts';
import { HEAD_LENGTH, unreadable } from '../capture/format.ts';
import { counted, grouped, type Notes } from '../capture/notes.ts';
import type { ByteSource } from '../source/bytes.ts';
import { gunzip, isGzip } from '../source/bytes-gzip.ts';

export interface UnpackingOptions {
  readonly signal?: AbortSignal;
  /** called before each pause of the work; bytes of the file as it is */
  readonly onProgress?: (bytesDone: number, bytesTotal: number) => void;
  /** milliseconds of work between two pauses for the event loop; 8 when not told */
  readonly yieldEvery?: number;
}

export type UnpackedSource =
  | { readonly ok: true; readonly source: ByteSource; readonly head: Uint8Array }
  | { readonly ok: false; readonly error: OpenError };

/** The file, or what it unpacks to, and the first bytes of that. What is cut or damaged is noted. */
export async function unpackedSource(
  file: ByteSource,
  notes: Notes,
  options: UnpackingOptions,
): Promise<UnpackedSource> {
  try {
    const head = await file.read(0, HEAD_LENGTH);
    if (!isGzip(head)) return { ok: true, source: file, head };
    const unpacked = await unpack(file, notes, options);
    if (!unpacked.ok) return unpacked;
    const { source } = unpacked;
    return { ok: true, source, head: await source.read(0, HEAD_LENGTH) };
  } catch (reason) {
    return { ok: false, error: unreadable(reason, 0) };
  }
}

async function unpack(
  file: ByteSource,
  notes: Notes,
  options: UnpackingOptions,
): Promise<{ ok: true; source: ByteSource } | { ok: false; error: OpenError }> {
  const { source, trouble, read } = await gunzip(file, {
    signal: options.signal,
    yieldEvery: options.yieldEvery ?? 8,
    onPause: (done) => options.onProgress?.(done, file.size),
  });
  const sizes = `${counted(read, 'byte')} of ${grouped(file.size)} unpack to ${grouped(source.size)}`;
  if (trouble === 'bomb')
    return failure('too-large', 'The file unpacks to far more than any capture does.', `${sizes} so far.`);
  if (trouble === 'cancelled') return failure('cancelled', 'Opening was cancelled.', '');
  if (trouble !== null && source.size === 0)
    return failure('damaged', 'This gzip file cannot be unpacked.', `It has ${counted(file.size, 'byte')}.`);
  if (trouble !== null)
    notes.add(
      'error',
      `${trouble}-gzip`,
      `The gzip file is ${trouble === 'cut' ? 'cut short' : 'damaged'}: ${sizes}. What was unpacked is shown.`,
    );
  return { ok: true, source };
}

function failure(code: string, title: string, detail: string): { ok: false; error: OpenError } {
  return { ok: false, error: { code, title, detail } };
}
