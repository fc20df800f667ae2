/** A file's bytes, plain: as they are, or unpacked while they are read. */
import type { OpenError, SourceNote } from '../api.ts';
import { counted, grouped } from '../capture/notes.ts';
import { blobSource, type ByteSource } from '../source/bytes.ts';
import { packingOf, unpack, type Packing, type Trouble, type UnpackMeans } from '../source/unpack.ts';
import { SNIFF_BYTES } from './sniff.ts';

export interface PlainOptions extends UnpackMeans {
  readonly signal?: AbortSignal | undefined;
  /**
   * Unpacks to the end before it returns, so that the source's size is known; told now and then how many bytes
   * of the file are done. Else it is unpacked as it is read, and `size` is Infinity until the end is met.
   */
  readonly whole?: (done: number) => void;
}

export interface Plain {
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

/** Bytes that are unpacked between two calls of `whole`. */
const STRIDE = 8 * 1024 * 1024;

/** Rejects when the file cannot be read. */
export async function openPlain(blob: Blob, options: PlainOptions = {}): Promise<PlainResult> {
  const file = blobSource(blob);
  const head = await file.read(0, SNIFF_BYTES);
  const packing = packingOf(head);
  if (packing === null) {
    const plain = { source: file, head, packing, notes: [], fileDone: (done: number) => done };
    return { ok: true, plain: { ...plain, close: () => undefined } };
  }
  const notes: SourceNote[] = [];
  const onEnd = (trouble: Trouble | null): void => {
    if (trouble && trouble.kind !== 'cancelled')
      notes.push(noteOf(trouble, packing, source.packedDone, file.size, source.done));
  };
  const source = await unpack(file, packing, { ...options, onEnd });
  const inside = await source.read(0, SNIFF_BYTES);
  const close = (): void => source.close();
  if (source.trouble !== null && source.done === 0) {
    close();
    return { ok: false, error: refusal(source.trouble, packing, file.size) };
  }
  const second = packingOf(inside);
  if (second !== null) {
    close();
    return {
      ok: false,
      error: {
        code: 'packed-twice',
        title: `Inside the ${packing} file is another ${second} file.`,
        detail: 'Unpack it once and open the result.',
      },
    };
  }
  if (options.whole) {
    for (let at = STRIDE; source.size === Infinity; at += STRIDE) {
      await source.read(at, 1);
      options.whole(source.packedDone);
    }
  }
  const fileDone = (): number => source.packedDone;
  return { ok: true, plain: { source, head: inside, packing, notes, fileDone, close } };
}

/** What is wrong with what is inside of a packed file, said so. */
export function insideOf(packing: Packing | null, error: OpenError): OpenError {
  return packing === null ? error : { ...error, detail: `Inside the ${packing} file: ${error.detail}` };
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

function noteOf(trouble: Trouble, packing: Packing, read: number, size: number, made: number): SourceNote {
  const { kind } = trouble;
  const why = trouble.why === '' ? '' : `: ${trouble.why}`;
  const done = `${counted(read, 'byte')} of ${grouped(size)} unpack to ${grouped(made)}`;
  const advice = kind === 'too-large' ? ' Unpack it to see the rest.' : '';
  return {
    severity: kind === 'trailing' ? 'warning' : 'error',
    code: `${kind}-${packing}`,
    message:
      kind === 'trailing'
        ? `The ${packing} file ${WORDS[kind]}. They are not read.`
        : `The ${packing} file ${WORDS[kind]}${why}. ${done}. What was unpacked is shown.${advice}`,
    at: read,
  };
}

function refusal(trouble: Trouble, packing: Packing, size: number): OpenError {
  if (trouble.kind === 'cancelled') return { code: 'cancelled', title: 'Opening was cancelled.', detail: '' };
  const why = trouble.why === '' ? '' : `: ${trouble.why}`;
  return {
    code: trouble.kind,
    title: `This ${packing} file cannot be unpacked.`,
    detail: `It ${WORDS[trouble.kind]}${why}. It has ${counted(size, 'byte')}.`,
  };
}

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
