/**
 * Opens a capture and makes its index in one streaming pass. The index can be used from the moment that this
 * returns, and grows until `done` settles.
 */
import type { OpenError } from '../api.ts';
import { sniffCapture, unreadable } from '../capture/format.ts';
import { feed } from '../capture/feed.ts';
import { counted, Notes } from '../capture/notes.ts';
import type { Walker } from '../capture/walker.ts';
import { FrameReader } from '../network/frame-reader.ts';
import type { TcpStream } from '../network/tcp-stream.ts';
import { Blocks } from '../source/blocks.ts';
import { cachedSource } from '../source/bytes-cached.ts';
import type { ByteSource } from '../source/bytes.ts';
import type { UnpackMeans } from '../source/unpack.ts';
import { readRow } from './record-bytes.ts';
import type { CaptureFile, RecordBytes, RecordIndex, RowReader, StreamInfo } from './record-index.ts';
import { RowTable } from './row-columns.ts';
import { BlockRowReader } from './row-reader.ts';
import { StreamRecords } from './stream-records.ts';
import { unpackedSource } from './unpacked.ts';

export interface IndexOptions {
  readonly signal?: AbortSignal;
  /** Called before each pause of the work, and once at the end. Bytes of the file. */
  onProgress?(bytesDone: number, bytesTotal: number): void;
  /** asked at each pause: the work goes on when what is promised has come */
  readonly giveWay?: (() => Promise<void> | null) | undefined;
  /** milliseconds of work between two pauses for the event loop; 8 when not told */
  readonly yieldEvery?: number;
  /** how packed files are unpacked */
  readonly means?: UnpackMeans | undefined;
}

export type IndexResult =
  | { readonly ok: true; readonly index: RecordIndex; readonly done: Promise<void> }
  | { readonly ok: false; readonly error: OpenError };

/**
 * Errors are values: what cannot be opened at all is told here, what is damaged later in the file becomes a
 * note of the index. `done` never rejects; after a cancellation `index.complete` stays false.
 */
export async function indexCapture(file: ByteSource, options: IndexOptions = {}): Promise<IndexResult> {
  const notes = new Notes();
  const unpacked = await unpackedSource(file, notes, options);
  if (!unpacked.ok) return unpacked;
  const { source, head } = unpacked;
  const sniffed = sniffCapture(head, source.size);
  if (!sniffed.ok) return sniffed;
  const rows = new RowTable();
  const records = new StreamRecords(rows, notes);
  const frames = new FrameReader(records, notes);
  const walker = sniffed.walker(frames, notes);
  const index = new CaptureIndex(source, walker, frames, rows, records, notes);
  const done = run(index, source, walker, frames, notes, options);
  return { ok: true, index, done };
}

async function run(
  index: CaptureIndex,
  source: ByteSource,
  walker: Walker,
  frames: FrameReader,
  notes: Notes,
  options: IndexOptions,
): Promise<void> {
  let walked = 0;
  try {
    const whole = await feed(source, walker, frames, {
      signal: options.signal,
      yieldEvery: options.yieldEvery ?? 8,
      giveWay: options.giveWay,
      onPause: (bytes) => {
        walked = bytes;
        options.onProgress?.(bytes, source.size);
      },
    });
    if (!whole) return;
  } catch (reason) {
    const { title, detail } = unreadable(reason, walked);
    notes.add('error', 'unreadable', `${title} ${detail}`, walked);
  }
  frames.end();
  await frames.tcp.overlaps.finish(cachedSource(source)).catch(() => undefined);
  finish(index, notes);
  options.onProgress?.(source.size, source.size);
}

/** The index is complete. */
export function finish(index: CaptureIndex, notes: Notes): void {
  if (index.records === 0) notes.add('info', 'no-records', nothingFound(index));
  index.complete = true;
}

function nothingFound(index: CaptureIndex): string {
  const frames = counted(index.frames, 'frame');
  return index.rows > 0
    ? `${frames}, no RPC record. Below is what the streams hold.`
    : `${frames}, no RPC record, and no bytes of a TCP stream.`;
}

/** What is known of a capture beside its columns; it may grow with them. */
export interface CaptureAbout {
  readonly format: string;
  readonly baseTime: bigint | null;
  readonly timeDigits: number;
  readonly files?: readonly CaptureFile[];
  /** number of the file that a byte belongs to */
  readonly fileAt?: (at: number) => number;
}

export class CaptureIndex implements RecordIndex {
  complete = false;
  readonly #file: ByteSource;
  readonly #source: ByteSource;
  readonly #about: CaptureAbout;
  readonly #frames: FrameReader;
  readonly #rows: RowTable;
  readonly #records: StreamRecords;
  readonly #notes: Notes;

  constructor(
    source: ByteSource,
    about: CaptureAbout,
    frames: FrameReader,
    rows: RowTable,
    records: StreamRecords,
    notes: Notes,
  ) {
    this.#file = source;
    this.#source = cachedSource(source);
    this.#about = about;
    this.#frames = frames;
    this.#rows = rows;
    this.#records = records;
    this.#notes = notes;
  }

  get format(): string {
    return this.#about.format;
  }
  get baseTime(): bigint | null {
    return this.#about.baseTime;
  }
  get timeDigits(): number {
    return this.#about.timeDigits;
  }
  get frames(): number {
    return this.#frames.columns.length;
  }
  get files(): readonly CaptureFile[] {
    return this.#about.files ?? [];
  }
  fileOf(row: number, end: 'first' | 'last' = 'last'): number {
    const frame = this.#rows[end].get(row);
    return this.#about.fileAt === undefined || frame === 0
      ? 0
      : this.#about.fileAt(this.#frames.columns.at.get(frame - 1));
  }
  get rows(): number {
    return this.#rows.rows.length;
  }
  get records(): number {
    return this.#records.records;
  }
  get columns(): RowTable {
    return this.#rows;
  }
  get streams(): readonly (TcpStream & StreamInfo)[] {
    return this.#frames.tcp.table.streams;
  }
  get notes(): Notes['list'] {
    return this.#notes.list;
  }
  get noteCounts(): Readonly<Record<string, number>> {
    return this.#notes.counts;
  }
  get byteLength(): number {
    return this.#rows.byteLength + this.#frames.columns.byteLength;
  }

  read(row: number): Promise<RecordBytes> {
    if (!(row >= 0 && row < this.rows)) return Promise.reject(new RangeError(`There is no row ${row}.`));
    return readRow(this.#source, this.#frames.columns, this.#rows, row);
  }

  reader(): RowReader {
    return new BlockRowReader(new Blocks(this.#file), this.#frames.columns, this.#rows);
  }
}
