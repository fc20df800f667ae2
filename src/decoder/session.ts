/**
 * The decoder's public face: opens a source and answers for it. A capture is indexed while it can be asked
 * already; a text is read at once. Records are decoded when they are looked at.
 */
import type { LayerChoice, OpenError, OpenEvents, Source } from './api.ts';
import { protocol } from './programs/protocol.ts';
import { indexCapture } from './rpc/capture-index.ts';
import { fingerprint } from './session/fingerprint.ts';
import { OpenedSession } from './session/opened.ts';
import type { Pasted } from './session/paste.ts';
import { begin, insideOf, openPlain, textOf, type Begun, type Means, type Plain } from './session/plain.ts';
import { isText } from './session/sniff.ts';
import { registry } from './types/index.ts';

/** What reads texts is loaded for the first one: who opens a capture does without it. */
const pastes = () => import('./session/paste.ts');

const language = { protocol, registry };
/** `OpenResult`, with all that the session can do: the command line asks for more than the page. */
export type Result =
  { readonly ok: true; readonly session: OpenedSession } | { readonly ok: false; readonly error: OpenError };

/** Progress is told at most this often, ms. */
const PROGRESS = 100;

/**
 * Errors are values: why a source cannot be opened at all. Later trouble becomes notes.
 * @param means where packed files are unpacked to, and by what; in memory and on the browser's disk when not told
 */
export async function open(source: Source, events: OpenEvents = {}, means: Means = {}): Promise<Result> {
  const result = await openAny(source, events, means);
  if (result.ok) result.session.onChange = () => events.onChange?.();
  return result;
}

async function openAny(source: Source, events: OpenEvents, means: Means): Promise<Result> {
  switch (source.kind) {
    case 'file':
      return openFile(source, events, means);
    case 'files':
      return (await import('./session/several.ts')).openFiles(source, language, events, means);
    case 'text':
      return openText(source.name, source.text, source.layers, events);
    case 'dumps': {
      const bytes = concatenated(source.dumps.map((dump) => dump.bytes));
      if (bytes.length === 0) return refused('empty', 'There are no bytes', 'The link carries none.');
      const { readPastedDumps } = await pastes();
      return opened(source.name, 'dumps', bytes, readPastedDumps(source.dumps, source.layers), events);
    }
  }
}

async function openFile(
  source: Source & { kind: 'file' },
  events: OpenEvents,
  means: Means,
): Promise<Result> {
  const { blob, name } = source;
  let begun: Begun;
  let plain: Plain;
  try {
    begun = await begin(blob, means);
    const result = await openPlain(begun.file, { means, signal: events.signal });
    if (!result.ok) return result;
    plain = result.plain;
    const text = isText(plain.head) ? await textOf(plain.source, MOST_TEXT) : null;
    if (text !== null) {
      plain.close();
      return await openText(name, text, {}, events, plain);
    }
  } catch (reason) {
    const why = reason instanceof Error ? reason.message : String(reason);
    const detail = `It was moved, changed or is not yours to read. Open it again. (${why})`;
    return refused('unreadable', `${name} cannot be read.`, detail);
  }
  const print = await begun.print;
  let session: OpenedSession | null = null;
  let told = -Infinity;
  const tell = (bytesDone: number): void => {
    if (!session) return;
    const { frames, records } = session.index;
    events.onProgress?.(session.info, { bytesDone, bytesTotal: blob.size, frames, records });
  };
  const result = await indexCapture(plain.source, {
    ...(events.signal ? { signal: events.signal } : {}),
    giveWay: () => events.giveWay?.() ?? null,
    onProgress: (walked) => {
      const now = performance.now();
      const bytesDone = plain.fileDone(walked);
      if (!session || now - told < PROGRESS || bytesDone >= blob.size) return;
      told = now;
      tell(bytesDone);
    },
  });
  if (!result.ok) {
    plain.close();
    return { ok: false, error: insideOf(plain.packing, result.error) };
  }
  session = new OpenedSession({
    language,
    index: result.index,
    done: result.done,
    kind: 'capture',
    name,
    size: blob.size,
    fingerprint: print,
    notes: plain.notes,
    text: null,
    dumps: [],
    places: [],
    lineStarts: new Uint32Array(0),
  });
  // The last word, whether or not there was time for any other.
  void result.done.then(() => {
    if (result.index.complete) tell(blob.size);
  });
  return { ok: true, session };
}

/** More is no text that anybody reads; and strings have a limit. */
const MOST_TEXT = 256 * 1024 * 1024;

async function openText(
  name: string,
  text: string,
  layers: LayerChoice,
  events: OpenEvents,
  plain: Plain | null = null,
): Promise<Result> {
  const { readPastedText } = await pastes();
  const pasted = await readPastedText(text, layers);
  if ('title' in pasted) return { ok: false, error: insideOf(plain?.packing ?? null, pasted) };
  const notes = [...(plain?.notes ?? []), ...pasted.notes];
  return opened(name, 'text', new TextEncoder().encode(text), { ...pasted, notes }, events);
}

async function opened(
  name: string,
  kind: 'text' | 'dumps',
  bytes: Uint8Array,
  pasted: Pasted,
  events: OpenEvents,
): Promise<Result> {
  const session = new OpenedSession({
    language,
    index: pasted.index,
    done: Promise.resolve(),
    kind,
    name,
    size: bytes.length,
    fingerprint: await fingerprint(bytes, bytes.length),
    notes: pasted.notes,
    text: pasted.text,
    dumps: pasted.dumps,
    places: pasted.places,
    lineStarts: pasted.lineStarts,
  });
  const { frames, records } = pasted.index;
  events.onProgress?.(session.info, { bytesDone: bytes.length, bytesTotal: bytes.length, frames, records });
  return { ok: true, session };
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function refused(code: string, title: string, detail: string): { ok: false; error: OpenError } {
  return { ok: false, error: { code, title, detail } };
}
