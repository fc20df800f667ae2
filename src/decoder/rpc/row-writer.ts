/** Writes the rows of the index, and pairs replies with their calls as they come. */
import { RowKind } from '../api.ts';
import { counted, grouped, type Notes } from '../capture/notes.ts';
import { timeOf, type Delivery } from '../network/packet.ts';
import type { TcpStream } from '../network/tcp-stream.ts';
import { Hole } from '../network/tcp-streams.ts';
import { Call, MAX_FRAGMENT } from './header.ts';
import { RowFlag } from './record-index.ts';
import type { RowTable } from './row-columns.ts';
import { Why, type StreamReader } from './stream-reader.ts';

/** A reply may come this many frames before its call: captures are not always in order. */
const EARLY = 512;
/** Rows hold lengths of 32 bits; longer runs are split. */
export const MAX_LENGTH = 0x7fffffff;

export class RowWriter {
  readonly #rows: RowTable;
  readonly #notes: Notes;
  /** rows that are records */
  records = 0;

  constructor(rows: RowTable, notes: Notes) {
    this.#rows = rows;
    this.#notes = notes;
  }

  /** The record that is complete, or as complete as it will ever be. */
  record(stream: TcpStream, r: StreamReader): void {
    const rows = this.#rows;
    const isCall = r.type === Call;
    r.records++;
    this.records++;
    let match = -1;
    if (!isCall) {
      match = r.peer.waiting.take(r.xid);
      if (match >= 0) {
        r.program = rows.program.get(match);
        r.version = rows.version.get(match);
        r.procedure = rows.procedure.get(match);
      }
    }
    const row = rows.push(
      isCall ? RowKind.call : RowKind.reply,
      r.flags,
      stream.id,
      r.start,
      r.length,
      r.first,
      r.last,
      timeOf(r),
      r.xid,
      r.program,
      r.version,
      r.procedure,
    );
    if (r.lost > 0) this.#lost(stream, r, row);
    if (isCall) this.#wait(r, row);
    else if (match >= 0) {
      rows.match.set(row, match);
      rows.match.set(match, row);
    } else r.early.put(r.xid, row);
  }

  /** The record has a hole that is no fault of the snap length. */
  #lost(stream: TcpStream, r: StreamReader, row: number): void {
    const message = this.#notes.wants('gap')
      ? `${counted(r.lost, 'byte')} of ${stream.source} → ${stream.destination} are not in the capture. They belong to this record.`
      : '';
    this.#notes.add('warning', 'gap', message, -1, row);
    r.lost = 0;
  }

  #wait(r: StreamReader, row: number): void {
    const rows = this.#rows;
    const { early } = r.peer;
    if (early.size > 0) {
      const reply = early.take(r.xid);
      if (reply >= 0 && r.first <= rows.last.get(reply) + EARLY) {
        rows.match.set(reply, row);
        rows.match.set(row, reply);
        rows.program.set(reply, r.program);
        rows.version.set(reply, r.version);
        rows.procedure.set(reply, r.procedure);
        return;
      }
    }
    const old = r.waiting.put(r.xid, row);
    if (old >= 0) rows.flags.set(row, r.flags | RowFlag.duplicateXid);
  }

  /** Bytes that are nothing but themselves. */
  data(stream: TcpStream, r: StreamReader, length: number, at: Delivery): void {
    this.records++;
    r.records++;
    const row = this.#run(RowKind.data, stream, r.position, length, at.carrier, at.frame, timeOf(at));
    this.#rows.flags.set(row, RowFlag.unmarked);
  }

  late(stream: TcpStream, position: number, length: number, at: Delivery): void {
    this.#run(RowKind.lostHead, stream, position, length, at.carrier, at.frame, timeOf(at));
  }

  /** `length` bytes from r.position on are not there. Two gaps without a byte between are one row. */
  gap(stream: TcpStream, r: StreamReader, length: number, cause: number, at: Delivery): void {
    const rows = this.#rows;
    let row = r.gapRow;
    if (r.gapEnd === r.position && rows.length.get(row) + length <= MAX_LENGTH) {
      rows.length.set(row, rows.length.get(row) + length);
      rows.last.set(row, at.frame);
    } else {
      row = rows.rows.length;
      for (let done = 0; done < length; done += MAX_LENGTH) {
        const part = Math.min(MAX_LENGTH, length - done);
        const start = r.position + done;
        r.gapRow = this.#run(RowKind.gap, stream, start, part, at.carrier, at.frame, timeOf(at));
      }
    }
    r.gapEnd = r.position + length;
    if (cause !== Hole.lost) return;
    // Sequence numbers tell the size modulo 4 GiB; where it is more than half of that, it may be any more.
    const size = `${length > MAX_LENGTH ? 'At least ' : ''}${counted(length, 'byte')}`;
    const message = this.#notes.wants('gap')
      ? `${size} of ${stream.source} → ${stream.destination} are not in the capture. Reading goes on at the next mark that holds.`
      : '';
    this.#notes.add('warning', 'gap', message, -1, row);
  }

  /** The stretch without records that ends at `position`, if there is one. */
  endRun(stream: TcpStream, r: StreamReader, position: number): void {
    const start = r.runStart;
    r.runStart = -1;
    if (start < 0 || position <= start) return;
    const isForeign =
      r.why === Why.damage || stream.foreign !== '' || (r.why === Why.start && stream.synSeen);
    const row = this.#run(
      isForeign ? RowKind.foreign : RowKind.lostHead,
      stream,
      start,
      position - start,
      r.runFirst,
      r.runLast,
      timeOf({ seconds: r.runSeconds, nanoseconds: r.runNanoseconds }),
    );
    if (r.why === Why.damage) this.#damage(stream, r, start, position - start, row);
  }

  #damage(stream: TcpStream, r: StreamReader, start: number, length: number, row: number): void {
    const absurd = r.absurd > MAX_FRAGMENT;
    const code = absurd ? 'absurd-fragment' : 'damage';
    let message = '';
    if (this.#notes.wants(code)) {
      const size = counted(length, 'byte');
      const where = `at byte ${grouped(start)} of ${stream.source} → ${stream.destination}`;
      message = absurd
        ? `A record mark announces a fragment of ${fragmentSize(r.absurd)}. Read as damage ${where}; ${size} are passed over up to the next mark that holds.`
        : `No record begins ${where}, where one is due. ${size} are passed over up to the next mark that holds.`;
    }
    this.#notes.add('error', code, message, -1, row);
  }

  /** The row of a stream that is no RPC begins at r.runStart, and grows up to r.position. */
  growRun(stream: TcpStream, r: StreamReader, at: Delivery): void {
    const rows = this.#rows;
    if (r.runRow >= 0 && r.position - r.runStart <= MAX_LENGTH) {
      rows.length.set(r.runRow, r.position - r.runStart);
      if (at.frame > rows.last.get(r.runRow)) rows.last.set(r.runRow, at.frame);
      return;
    }
    if (r.runRow >= 0) {
      r.runStart += rows.length.get(r.runRow);
      r.runFirst = at.carrier;
      r.runSeconds = at.seconds;
      r.runNanoseconds = at.nanoseconds;
    }
    const time = timeOf({ seconds: r.runSeconds, nanoseconds: r.runNanoseconds });
    const length = r.position - r.runStart;
    r.runRow = this.#run(RowKind.foreign, stream, r.runStart, length, r.runFirst, at.frame, time);
  }

  /** Says that the record of the last row began with a mark that nobody can believe. */
  unbelieved(announced: number, length: number): void {
    const message = `The record mark announces a fragment of ${fragmentSize(announced)}; ${counted(length, 'byte')} follow it. What is there is read.`;
    this.#notes.add('error', 'absurd-fragment', message, -1, this.#rows.rows.length - 1);
  }

  #run(
    kind: number,
    stream: TcpStream,
    start: number,
    length: number,
    first: number,
    last: number,
    time: number,
  ): number {
    return this.#rows.push(kind, 0, stream.id, start, length, first, last, time, 0, 0, 0, 0);
  }
}

function fragmentSize(bytes: number): string {
  if (bytes >= 1 << 30) return `${Math.round(bytes / (1 << 30))} GiB`;
  return `${Math.round(bytes / (1 << 20))} MiB`;
}
