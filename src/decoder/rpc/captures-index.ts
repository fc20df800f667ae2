/** Several captures as one: one index, rows in the order of time, each of one of the files. */
import type { OpenError } from '../api.ts';
import { HEAD_LENGTH, sniffCapture, unreadable } from '../capture/format.ts';
import { firstTime } from '../capture/first-time.ts';
import { FileNotes, JoinedNotes } from '../capture/file-notes.ts';
import { merge, type MergeFile, type MergeTarget } from '../capture/merge.ts';
import { Notes } from '../capture/notes.ts';
import type { FrameSink, Walker } from '../capture/walker.ts';
import { FrameReader } from '../network/frame-reader.ts';
import { VANTAGE_BITS } from '../network/stream-table.ts';
import type { ByteSource } from '../source/bytes.ts';
import { joinedSource, partAt, ROOM } from '../source/bytes-joined.ts';
import { cachedSource } from '../source/bytes-cached.ts';
import { CaptureIndex, finish, type IndexOptions, type IndexResult } from './capture-index.ts';
import type { CaptureFile } from './record-index.ts';
import { RowTable } from './row-columns.ts';
import { StreamRecords } from './stream-records.ts';

export interface NamedSource {
  /** differs from those of the others */
  readonly name: string;
  readonly source: ByteSource;
  /** bytes of the file as it is, where the source is what it unpacks to */
  readonly size?: number;
  /** how many of them were used for so many of the source */
  readonly fileDone?: (plain: number) => number;
}

export type CapturesResult = IndexResult & {
  /** numbers of the files that are in the index, as they were handed in, ascending */
  readonly read: readonly number[];
};

/**
 * Like `indexCapture`, for files in any order. A file that cannot be opened is left out with a note; an error
 * is given when none can.
 */
export async function indexCaptures(
  sources: readonly NamedSource[],
  options: IndexOptions = {},
): Promise<CapturesResult> {
  const notes = new Notes();
  const files: OneFile[] = [];
  const errors: OpenError[] = [];
  for (const [number, given] of sources.entries()) {
    const { name } = given;
    const one = await prepare(number, given, notes);
    if (options.signal?.aborted) return { ...failure('cancelled', 'Opening was cancelled.', ''), read: [] };
    if (one instanceof OneFile) files.push(one);
    else {
      errors.push(one);
      notes.add('error', 'left-out', `${name} is left out. ${one.title} ${one.detail}`);
    }
  }
  if (files.length === 0) {
    const [error] = errors;
    return error === undefined
      ? { ...failure('empty', 'There are no files.', ''), read: [] }
      : {
          ...failure(
            error.code,
            sources.length === 1 ? error.title : `None of the ${sources.length} files can be read.`,
            sources.length === 1 ? error.detail : `${sources[0]!.name}: ${error.title} ${error.detail}`,
          ),
          read: [],
        };
  }
  const read = files.map(({ number }) => number);
  files.sort(inOrder);
  for (const [i, file] of files.entries()) file.base = i * ROOM;
  const names = files.map(({ name }) => name);
  const rows = new RowTable();
  const joined = new JoinedNotes(notes, names);
  const records = new StreamRecords(rows, joined);
  const frames = new FrameReader(records, joined);
  const source = joinedSource(files.map((file) => file.source));
  const index = new CaptureIndex(source, aboutOf(files), frames, rows, records, notes);
  const done = run(index, source, files, frames, notes, options);
  return { ok: true, index, done, read };
}

class OneFile implements MergeFile, CaptureFile {
  base = 0;
  frames = 0;
  walked = 0;
  /** the walker that goes over it, as soon as one does */
  #walker: Walker | null = null;

  constructor(
    readonly number: number,
    private readonly given: NamedSource,
    readonly notes: Notes,
    readonly first: bigint | null,
    private readonly make: (sink: FrameSink, notes: Notes) => Walker,
  ) {}

  readonly walker = (sink: FrameSink, notes: Notes): Walker => (this.#walker = this.make(sink, notes));

  get name(): string {
    return this.given.name;
  }
  get source(): ByteSource {
    return this.given.source;
  }
  get size(): number {
    return this.given.size ?? this.source.size;
  }
  /** bytes of the file that are done */
  get done(): number {
    return this.given.fileDone?.(this.walked) ?? this.walked;
  }
  get format(): string {
    return this.#walker?.format ?? '';
  }
  get timeDigits(): number {
    return this.#walker?.timeDigits ?? 6;
  }
}

async function prepare(number: number, given: NamedSource, notes: Notes): Promise<OneFile | OpenError> {
  const { name, source } = given;
  try {
    const head = await source.read(0, HEAD_LENGTH);
    const sniffed = sniffCapture(head, source.size);
    if (!sniffed.ok) return sniffed.error;
    const first = await firstTime(source, sniffed.walker);
    return new OneFile(number, given, new FileNotes(notes, name), first, sniffed.walker);
  } catch (reason) {
    return unreadable(reason, 0);
  }
}

/** `x.pcap9` before `x.pcap10`. */
const byName = new Intl.Collator('en', { numeric: true });

/** By when they begin; files without a time first, of those that begin together the one first by name. */
function inOrder(a: OneFile, b: OneFile): number {
  if (a.first !== b.first) {
    if (a.first === null || b.first === null) return a.first === null ? -1 : 1;
    return a.first < b.first ? -1 : 1;
  }
  return byName.compare(a.name, b.name) || a.number - b.number;
}

function aboutOf(files: readonly OneFile[]): ConstructorParameters<typeof CaptureIndex>[1] {
  return {
    get format() {
      const formats = new Set(files.map(({ format }) => format).filter((format) => format !== ''));
      return [...formats].slice(0, 3).join('; ') + (formats.size > 3 ? '; …' : '');
    },
    baseTime: files.reduce<bigint | null>(
      (base, { first }) => (first === null || (base !== null && base <= first) ? base : first),
      null,
    ),
    get timeDigits() {
      return files.reduce((digits, file) => Math.max(digits, file.timeDigits), 6);
    },
    files,
    fileAt: partAt,
  };
}

async function run(
  index: CaptureIndex,
  source: ByteSource,
  files: readonly OneFile[],
  frames: FrameReader,
  notes: Notes,
  options: IndexOptions,
): Promise<void> {
  const target: MergeTarget = {
    sink: frames,
    vantage: (number) => {
      frames.tcp.vantage = number << VANTAGE_BITS;
    },
  };
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const tell = (): void =>
    options.onProgress?.(
      files.reduce((sum, { done }) => sum + done, 0),
      total,
    );
  const whole = await merge(files, target, index.baseTime ?? 0n, {
    signal: options.signal,
    yieldEvery: options.yieldEvery ?? 8,
    giveWay: options.giveWay,
    onPause: tell,
    onTrouble: ({ name }, reason, at) => {
      const { title, detail } = unreadable(reason, at);
      notes.add('error', 'unreadable', `${name}: ${title} ${detail}`, at);
    },
  });
  if (!whole) return;
  frames.end();
  await frames.tcp.overlaps.finish(cachedSource(source)).catch(() => undefined);
  finish(index, notes);
  options.onProgress?.(total, total);
}

function failure(code: string, title: string, detail: string): { ok: false; error: OpenError } {
  return { ok: false, error: { code, title, detail } };
}
