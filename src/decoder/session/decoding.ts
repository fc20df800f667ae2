/**
 * Rows of an open source decoded: one that is looked at, kept for a while, or all of them in order. Where a
 * connection's releases decide how a record is read, they are found out first.
 */
import { RowKind, type DecodeAs } from '../api.ts';
import { decodeRecord, decodeRun, type DecodedRecord, type Language } from '../record/decode.ts';
import type { Possible } from '../record/release.ts';
import type { RecordBytes, RecordIndex } from '../rpc/record-index.ts';
import type { ReleaseSet } from '../xdr/descriptor.ts';
import { TreeBuilder } from '../xdr/tree.ts';
import { Releases } from './releases.ts';

export interface DecodedRow {
  /** null: the row is a run of bytes that are no record */
  readonly record: DecodedRecord | null;
  /** the tree to show, also of a run */
  readonly shown: DecodedRecord;
  readonly bytes: RecordBytes;
}

/** @param decoded null: the row is a run of bytes that are no record */
export type VisitRow = (row: number, decoded: DecodedRow | null) => void | Promise<void>;

export interface EachOptions {
  readonly signal?: AbortSignal;
  /** milliseconds of work between two pauses for the event loop; 8 when not told */
  readonly yieldEvery?: number;
}

/** Bytes of decoded records that are kept, the last one whatever its size. */
const KEPT_BYTES = 16 * 1024 * 1024;
const KEPT_RECORDS = 128;
/** Milliseconds between two looks whether a row that is waited for was read. */
const ARRIVAL = 20;
/** Rows between two looks at the clock. */
const LOOKS = 64;

export class Decoding {
  /** which releases the sides of a connection may be */
  readonly possible: Releases;
  private readonly kept = new Map<string, DecodedRow>();
  private keptBytes = 0;
  private closed = false;

  constructor(
    private readonly index: RecordIndex,
    private readonly language: Language,
    /** settles when the index is complete, or was cancelled */
    private readonly done: Promise<void>,
  ) {
    this.possible = new Releases(index, async (row) => {
      return this.decode(row, await index.read(row), null, null).record;
    });
  }

  close(): void {
    this.closed = true;
    this.forget();
  }

  /** What is kept may be read otherwise from now on. */
  forget(): void {
    this.kept.clear();
    this.keptBytes = 0;
  }

  /** Rejects with RangeError when there is no such row, with AbortError when the session is closed. */
  async decoded(row: number, as: DecodeAs | null): Promise<DecodedRow> {
    const key = as ? `${row} ${JSON.stringify(as)}` : String(row);
    const known = this.kept.get(key);
    if (known) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known;
    }
    if (row >= this.index.rows) await this.arrival(row);
    const decoded = await this.decodedFrom(row, await this.index.read(row), as);
    if (this.closed) throw new DOMException('The source was closed.', 'AbortError');
    // What is kept may be wrong as soon as the index has grown: a reply's call is found once.
    this.keep(key, decoded);
    return decoded;
  }

  /** Settles when the row was read, or when it will not be: who is early waits instead of being refused. */
  async arrival(row: number): Promise<void> {
    let reading = !this.index.complete;
    const stopped = this.done.finally(() => (reading = false)).catch(() => undefined);
    while (reading && !this.closed && row >= this.index.rows) {
      await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, ARRIVAL))]);
    }
  }

  /**
   * Every row in order, records in full. What `visit` gets is the same as `decoded` gives, in memory that is
   * used again: it is good until `visit` returns, or what it returns settles. Nothing is kept.
   */
  async eachRow(visit: VisitRow, options: EachOptions = {}): Promise<void> {
    const { index } = this;
    const { signal, yieldEvery = 8 } = options;
    const reader = index.reader();
    const room = new TreeBuilder(256);
    let pause = performance.now() + yieldEvery;
    for (let row = 0; row < index.rows; row++) {
      if (row % LOOKS === 0 && performance.now() > pause) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        pause = performance.now() + yieldEvery;
      }
      signal?.throwIfAborted();
      if (this.closed) throw new DOMException('The source was closed.', 'AbortError');
      let decoded: DecodedRow | null = null;
      if (isRecord(index.columns.kind.get(row) as RowKind)) {
        const read = reader.read(row);
        const bytes = read instanceof Promise ? await read : read;
        const full = this.decodedFrom(row, bytes, null, room);
        decoded = full instanceof Promise ? await full : full;
      }
      const busy = visit(row, decoded);
      if (busy) await busy;
    }
  }

  /** At once, but where it has to be found out first which releases a connection may speak. */
  decodedFrom(
    row: number,
    bytes: RecordBytes,
    as: DecodeAs | null,
    room?: TreeBuilder,
  ): DecodedRow | Promise<DecodedRow> {
    const decoded = this.decode(row, bytes, as, null, room);
    if ((decoded.shown.chosen?.layouts ?? 0) <= 1) return decoded;
    // Where there is a choice of layouts the connection has a word in it.
    const again = (possible: Possible | null): DecodedRow =>
      possible?.releases ? this.decode(row, bytes, as, possible.releases, room) : decoded;
    const known = this.possible.known(row);
    return known === undefined ? this.possible.of(row).then(again) : again(known);
  }

  private decode(
    row: number,
    bytes: RecordBytes,
    as: DecodeAs | null,
    releases: ReleaseSet | null,
    room?: TreeBuilder,
  ): DecodedRow {
    const { language } = this;
    const { columns } = this.index;
    const kind = columns.kind.get(row) as RowKind;
    if (!isRecord(kind) && !as) {
      // Of a long run only the beginning is fetched; the rest is not missing.
      const length = kind === RowKind.gap ? bytes.length : bytes.bytes.length;
      const holes = bytes.holes.filter(([start]) => start < length);
      const shown = decodeRun(language, kind, { bytes: bytes.bytes, length, holes, marks: [] });
      return { record: null, shown, bytes };
    }
    const matched = kind === RowKind.reply && columns.match.get(row) >= 0;
    const input = {
      kind,
      wire: bytes,
      call: matched
        ? {
            program: columns.program.get(row),
            version: columns.version.get(row),
            procedure: columns.procedure.get(row),
          }
        : null,
      releases,
      as,
      near: kind === RowKind.reply && !matched ? this.possible.called(row) : undefined,
    };
    const record = decodeRecord(language, input, room);
    return { record: isRecord(kind) ? record : null, shown: record, bytes };
  }

  private keep(key: string, decoded: DecodedRow): void {
    if (!this.index.complete) return;
    this.kept.set(key, decoded);
    this.keptBytes += weight(decoded);
    for (const [oldest, old] of this.kept) {
      if ((this.keptBytes <= KEPT_BYTES && this.kept.size <= KEPT_RECORDS) || oldest === key) break;
      this.kept.delete(oldest);
      this.keptBytes -= weight(old);
    }
  }
}

function isRecord(kind: RowKind): boolean {
  return kind === RowKind.call || kind === RowKind.reply || kind === RowKind.data;
}

function weight({ bytes, shown }: DecodedRow): number {
  return bytes.bytes.length + shown.wire.count * 64;
}
