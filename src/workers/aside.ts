/**
 * Reading in another thread. A browser copies what it reads on the thread that asked: a decoder that reads for
 * itself does one or the other.
 *
 *     decoder   walk 1 ─────▶ walk 2 ─────▶ walk 3 ─────▶
 *     reader    read 2 │ read 3 ─▶  read 4 │ read 5 ─▶
 */
import type { ReadAside } from '../decoder/source/bytes.ts';

export interface ReadRequest {
  readonly id: number;
  readonly blob: Blob;
  readonly offset: number;
  readonly length: number;
}

export type ReadAnswer =
  | { readonly id: number; readonly bytes: ArrayBuffer }
  | { readonly id: number; readonly name: string; readonly message: string };

export interface ReaderLike {
  post(request: ReadRequest): void;
  onAnswer(listener: (answer: ReadAnswer) => void): void;
  /** the script does not load, or ends */
  onError(listener: () => void): void;
}

const readHere: ReadAside = async (blob, offset, length) =>
  new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer());

/** The reader's side: answers each request, in whatever order reads end. */
export function readParts(
  post: (answer: ReadAnswer, transfer: Transferable[]) => void,
): (request: ReadRequest) => Promise<void> {
  return async ({ id, blob, offset, length }) => {
    try {
      const { buffer } = (await readHere(blob, offset, length)) as Uint8Array<ArrayBuffer>;
      post({ id, bytes: buffer }, [buffer]);
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      post({ id, name, message }, []);
    }
  };
}

/**
 * The decoder's side. Where no reader can be had this thread reads for itself.
 * @param start makes the reader; called at once, so that it is there when it is wanted. null, or it throws: there
 *   is none
 */
export function readAside(start: () => ReaderLike | null): ReadAside {
  const waiting = new Map<
    number,
    ReadRequest & { resolve: (bytes: Uint8Array) => void; reject: (error: Error) => void }
  >();
  let reader: ReaderLike | null = null;
  try {
    reader = start();
  } catch {
    // A policy that is not ours may refuse it.
  }
  let nextId = 1;
  reader?.onAnswer((answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('bytes' in answer) asked?.resolve(new Uint8Array(answer.bytes));
    else asked?.reject(new DOMException(answer.message, answer.name));
  });
  reader?.onError(() => {
    reader = null;
    for (const { blob, offset, length, resolve, reject } of waiting.values())
      readHere(blob, offset, length).then(resolve, reject);
    waiting.clear();
  });
  return (blob, offset, length) => {
    if (!reader) return readHere(blob, offset, length);
    const request = { id: nextId++, blob, offset, length };
    const answer = new Promise<Uint8Array>((resolve, reject) => {
      waiting.set(request.id, { ...request, resolve, reject });
    });
    reader.post(request);
    return answer;
  };
}
