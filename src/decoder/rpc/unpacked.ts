/** A packed file as the capture inside it. */
import type { OpenError } from '../api.ts';
import { HEAD_LENGTH, unreadable } from '../capture/format.ts';
import { counted, grouped, type CaptureNote, type Notes } from '../capture/notes.ts';
import type { ByteSource } from '../source/bytes.ts';
import {
  packingOf,
  unpack,
  type Packing,
  type Trouble,
  type UnpackedSource,
  type UnpackMeans,
} from '../source/unpack.ts';

export interface UnpackingOptions {
  readonly signal?: AbortSignal | undefined;
  /** called now and then; bytes of the file as it is */
  readonly onProgress?: (bytesDone: number, bytesTotal: number) => void;
  /** milliseconds of work between two pauses for the event loop; 8 when not told */
  readonly yieldEvery?: number;
  readonly means?: UnpackMeans | undefined;
}

export type Unpacked<S extends ByteSource = ByteSource> =
  | { readonly ok: true; readonly source: S; readonly head: Uint8Array }
  | { readonly ok: false; readonly error: OpenError };

/** What is said of the file as a whole. */
export type UnpackNote = Pick<CaptureNote, 'severity' | 'code' | 'message' | 'at'>;

/** Bytes that are unpacked between two calls of `onProgress`. */
const STRIDE = 8 * 1024 * 1024;

/** The file, or all that it unpacks to, and the first bytes of that. What is cut or damaged is noted. */
export async function unpackedSource(
  file: ByteSource,
  notes: Notes,
  options: UnpackingOptions,
): Promise<Unpacked> {
  try {
    const head = await file.read(0, HEAD_LENGTH);
    const packing = packingOf(head);
    if (packing === null) return { ok: true, source: file, head };
    const say = ({ severity, code, message, at }: UnpackNote): void => notes.add(severity, code, message, at);
    const result = await openPacked(file, packing, say, options);
    if (!result.ok) return result;
    const { source } = result;
    for (let at = STRIDE; source.size === Infinity; at += STRIDE) {
      await source.read(at, 1);
      options.onProgress?.(source.packedDone, file.size);
    }
    if (source.trouble?.kind === 'cancelled') return { ok: false, error: CANCELLED };
    return result;
  } catch (reason) {
    return { ok: false, error: unreadable(reason, 0) };
  }
}

/**
 * The file as a source that unpacks while it is read; `say` is called when it ends with trouble. Rejects when
 * the file cannot be read.
 */
export async function openPacked(
  file: ByteSource,
  packing: Packing,
  say: (note: UnpackNote) => void,
  options: UnpackingOptions,
): Promise<Unpacked<UnpackedSource>> {
  const source: UnpackedSource = await unpack(file, packing, {
    ...options.means,
    signal: options.signal,
    yieldEvery: options.yieldEvery,
    onEnd: (trouble) => {
      if (trouble && trouble.kind !== 'cancelled' && source.done > 0) say(noteOf(trouble, packing, source));
    },
  });
  const head = await source.read(0, HEAD_LENGTH);
  const second = packingOf(head);
  const error =
    source.trouble !== null && source.done === 0
      ? refusal(source.trouble, packing, file.size)
      : second === null
        ? null
        : {
            code: 'packed-twice',
            title: `Inside the ${packing} file is another ${second} file.`,
            detail: 'Unpack it once and open the result.',
          };
  if (error === null) return { ok: true, source, head };
  source.close();
  return { ok: false, error };
}

const WORDS: Readonly<Record<Trouble['kind'], string>> = {
  cut: 'is cut short',
  damaged: 'is damaged',
  'too-large': 'unpacks to far more than its size lets expect',
  unsupported: 'cannot be unpacked further',
  'no-room': 'needs more room than there is',
  trailing: 'has other bytes behind its end',
  cancelled: 'was not unpacked',
};

function noteOf({ kind, why }: Trouble, packing: Packing, source: UnpackedSource): UnpackNote {
  const { packedDone, packedSize, done } = source;
  const amounts = `${counted(packedDone, 'byte')} of ${grouped(packedSize)} unpack to ${grouped(done)}`;
  const file = `The ${packing} file ${WORDS[kind]}`;
  const advice = kind === 'too-large' ? ' Unpack it to see the rest.' : '';
  return {
    severity: kind === 'trailing' ? 'warning' : 'error',
    code: `${kind}-${packing}`,
    message:
      kind === 'trailing'
        ? `${file}. They are not read.`
        : `${file}${why === '' ? '' : `: ${why}`}. ${amounts}. What was unpacked is shown.${advice}`,
    at: packedDone,
  };
}

const CANCELLED: OpenError = { code: 'cancelled', title: 'Opening was cancelled.', detail: '' };

function refusal({ kind, why }: Trouble, packing: Packing, size: number): OpenError {
  if (kind === 'cancelled') return CANCELLED;
  return {
    code: kind,
    title: `This ${packing} file cannot be unpacked.`,
    detail: `It ${WORDS[kind]}${why === '' ? '' : `: ${why}`}. It has ${counted(size, 'byte')}.`,
  };
}
