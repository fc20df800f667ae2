/** Several captures that are opened together. What is none of them is left out, and that is said. */
import { MOST_FILES, type OpenEvents, type Source, type SourceNote } from '../api.ts';
import { counted, grouped } from '../capture/notes.ts';
import type { Language } from '../record/decode.ts';
import { indexCaptures, type NamedSource } from '../rpc/captures-index.ts';
import type { Result } from '../session.ts';
import { fingerprint, fingerprintOfAll } from './fingerprint.ts';
import { OpenedSession } from './opened.ts';
import { begin, openPlain, type Means, type Plain } from './plain.ts';
import { isText, SNIFF_BYTES } from './sniff.ts';

/** Progress is told at most this often, ms. */
const PROGRESS = 100;

/** A file that may be a capture. */
interface Candidate extends NamedSource {
  readonly plain: Plain;
  readonly print: string;
}

/** Errors are values, as those of `open`. */
export async function openFiles(
  source: Source & { kind: 'files' },
  language: Language,
  events: OpenEvents,
  means: Means,
): Promise<Result> {
  const { files } = source;
  if (files.length > MOST_FILES) {
    const limit = `At most ${grouped(MOST_FILES)} open together.`;
    return refused('too-many', `These are ${grouped(files.length)} files.`, limit);
  }
  const left: SourceNote[] = [];
  const candidates = await candidatesOf(source, events, means, left);
  const close = (): void => candidates.forEach(({ plain }) => plain.close());
  if (events.signal?.aborted) {
    close();
    return refused('cancelled', 'Opening was cancelled.', '');
  }
  if (candidates.length === 0) {
    const why = left.map(({ message }) => message).slice(0, 3);
    return refused('no-capture', 'None of these files is a capture.', why.join(' '));
  }
  let session: OpenedSession | null = null;
  let told = -Infinity;
  const tell = (bytesDone: number, bytesTotal: number): void => {
    if (!session) return;
    const { frames, records } = session.index;
    events.onProgress?.(session.info, { bytesDone, bytesTotal, frames, records });
  };
  const result = await indexCaptures(candidates, {
    ...(events.signal ? { signal: events.signal } : {}),
    giveWay: () => events.giveWay?.() ?? null,
    onProgress: (bytesDone, bytesTotal) => {
      const now = performance.now();
      if (!session || now - told < PROGRESS || bytesDone >= bytesTotal) return;
      told = now;
      tell(bytesDone, bytesTotal);
    },
  });
  if (!result.ok) {
    close();
    return result;
  }
  const read = result.read.map((number) => candidates[number]!);
  for (const candidate of candidates) if (!read.includes(candidate)) candidate.plain.close();
  const size = read.reduce((sum, file) => sum + file.size!, 0);
  const several = read.length === files.length ? source.name : counted(read.length, 'file');
  const { index, done } = result;
  session = new OpenedSession({
    language,
    index,
    done,
    kind: 'capture',
    name: read.length === 1 ? read[0]!.name : several,
    size,
    fingerprint: await fingerprintOfAll(read.map(({ print }) => print)),
    get notes() {
      return [...left, ...candidates.flatMap(notesOf)];
    },
    text: null,
    dumps: [],
    places: [],
    lineStarts: new Uint32Array(0),
  });
  // The last word, whether or not there was time for any other.
  void done.then(() => {
    if (index.complete) tell(size, size);
  });
  return { ok: true, session };
}

async function candidatesOf(
  { files }: Source & { kind: 'files' },
  { signal }: OpenEvents,
  means: Means,
  left: SourceNote[],
): Promise<Candidate[]> {
  const out: Candidate[] = [];
  const names = distinct(files.map(({ name }) => name));
  /** by fingerprint, and by that of what is unpacked first; '' where the browser makes none */
  const seen = new Map<string, string>();
  const begun = new Map<string, string>();
  const leave = (code: string, message: string, severity: SourceNote['severity'] = 'error'): void => {
    left.push({ severity, code, message, at: -1 });
  };
  for (const [i, { blob }] of files.entries()) {
    if (signal?.aborted) break;
    const name = names[i]!;
    try {
      const opening = await begin(blob, means, SNIFF_BYTES);
      const print = await opening.print;
      const same = print === '' ? undefined : seen.get(print);
      if (same !== undefined && blob.size > 0) {
        leave('same-file', `${name} is the same file as ${same}, and is read once.`, 'warning');
        continue;
      }
      seen.set(print, name);
      const result = await openPlain(opening.file, { means, signal });
      if (!result.ok) {
        leave('left-out', `${name} is left out. ${result.error.title} ${result.error.detail}`);
        continue;
      }
      const { plain } = result;
      if (isText(plain.head)) {
        plain.close();
        leave('left-out', `${name} is left out. It is a text; texts open one at a time.`, 'warning');
        continue;
      }
      const beginning = await fingerprint(plain.head, 0);
      const twin = beginning === '' ? undefined : begun.get(beginning);
      if (twin === undefined) begun.set(beginning, name);
      else {
        const what = `${name} begins with the same packets as ${twin}`;
        leave('same-beginning', `${what}: what both hold is shown as both hold it.`, 'warning');
      }
      const { source } = plain;
      const fileDone = (done: number): number => plain.fileDone(done);
      out.push({ name, source, size: blob.size, fileDone, plain, print });
    } catch (reason) {
      const why = reason instanceof Error ? reason.message : String(reason);
      leave('left-out', `${name} is left out. It cannot be read: ${why}`);
    }
  }
  return out;
}

/** What is said of unpacking a file, with its name. */
function notesOf({ name, plain }: Candidate): SourceNote[] {
  return plain.notes.map((note) => ({ ...note, message: `${name}: ${note.message}` }));
}

/** `a.pcap`, `a.pcap (2)`: files of several folders may have one name. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let n = 2; taken.has(own); n++) own = `${name} (${n})`;
    taken.add(own);
    return own;
  });
}

function refused(code: string, title: string, detail: string): Result {
  return { ok: false, error: { code, title, detail } };
}
