/**
 * The index of pasted dumps: the same columns as a capture's, made from bytes in memory. Each dump counts as
 * a frame. Dumps that begin at a frame, a packet or a segment go through the same streams as captures do, so
 * that dumps of one connection are put together whatever their order in the text; dumps that begin at a
 * record, a message or a body stand for themselves, and only share the flow of their end points.
 */
import { RowKind, type Layer } from '../api.ts';
import { Notes } from '../capture/notes.ts';
import { UNKNOWN_TIME } from '../capture/walker.ts';
import { FrameReader } from '../network/frame-reader.ts';
import { Link } from '../network/link-types.ts';
import { Family } from '../network/stream-table.ts';
import { noDelivery, type Delivery } from '../network/packet.ts';
import type { TcpStream } from '../network/tcp-stream.ts';
import type { StreamConsumer } from '../network/tcp-streams.ts';
import { memorySource } from '../source/bytes.ts';
import { Reply, word } from './header.ts';
import { planRow, readRow, type Piece } from './record-bytes.ts';
import type { IndexNote, RecordBytes, RecordIndex } from './record-index.ts';
import { RowTable } from './row-columns.ts';
import { StreamRecords } from './stream-records.ts';

export interface PastedBytes {
  readonly bytes: Uint8Array;
  /** where they begin */
  readonly layer: Exclude<Layer, 'auto'>;
  /** names of the end points; null where unknown */
  readonly src: string | null;
  readonly dst: string | null;
  /** first and last line in the text, from 1 */
  readonly lines: readonly [number, number];
  /** for each byte the place in the text of its first digit */
  readonly textPlaces: Uint32Array;
}

/** Rows in the order of the text. `columns.first` and `last` are lines; times are NaN. Never throws. */
export function indexPasted(dumps: readonly PastedBytes[]): RecordIndex {
  const starts = findStarts(dumps);
  const notes = new Notes();
  const table = new RowTable();
  const records = new StreamRecords(table, notes);
  const frames = new FrameReader(records, notes);
  frames.tcp.starts = starts;
  walk(dumps, frames, records);
  frames.end();

  const all = concatenated(dumps);
  const source = memorySource(all.bytes);
  const { overlaps } = frames.tcp;
  overlaps.nameOf = (frame) => `the dump in ${linesOf(dumps[frame]!.lines)}`;
  overlaps.placeOf = (frame) => dumps[frame]!.lines[0];
  overlaps.finishIn(all.bytes);
  const { rows, original } = inTextOrder(table, dumps);
  tellRepetitions(table, original, frames.columns, all.bytes, dumps, notes);
  const read = (row: number): Promise<RecordBytes> =>
    row >= 0 && row < original.length
      ? readRow(source, frames.columns, table, original[row]!, all.places)
      : Promise.reject(new RangeError(`There is no row ${row}.`));
  return {
    format: dumps.length === 1 ? 'one dump' : `${dumps.length} dumps`,
    baseTime: null,
    timeDigits: 0,
    frames: dumps.length,
    files: [],
    fileOf: () => 0,
    rows: rows.rows.length,
    records: records.records,
    columns: rows,
    streams: frames.tcp.table.streams,
    notes: notes.list.map((note) => withRow(note, original)),
    noteCounts: notes.counts,
    complete: true,
    byteLength: rows.byteLength + table.byteLength + frames.columns.byteLength,
    read,
    reader: () => ({ read }),
  };
}

function walk(dumps: readonly PastedBytes[], frames: FrameReader, records: StreamRecords | null): void {
  let base = 0;
  for (const dump of dumps) {
    const { bytes, layer } = dump;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    frames.piece(bytes, view, base);
    if (layer === 'ethernet' || layer === 'ip')
      frames.frame(0, bytes.length, bytes.length, layer === 'ip' ? Link.raw : Link.ethernet, 0, UNKNOWN_TIME);
    else {
      const [from, to] = ends(dump, frames);
      if (layer === 'tcp') frames.segment(from, to);
      else {
        const stream = frames.tcp.stream(Family.name, from, to, 0);
        const frame = frames.plain(stream);
        if (records !== null) plain(records, stream, dump, { ...noDelivery(), carrier: frame, frame });
      }
    }
    frames.release();
    base += bytes.length;
  }
}

function plain(records: StreamRecords, stream: TcpStream, dump: PastedBytes, at: Delivery): void {
  const { bytes, layer } = dump;
  if (layer === 'record') {
    if (records.unbelieved(stream, bytes, at)) return;
    records.startsRecord(stream);
    records.data(stream, bytes, 0, bytes.length, at);
    records.closed(stream);
  } else if (layer === 'body' || !records.message(stream, bytes, 0, bytes.length, bytes.length, at))
    records.body(stream, bytes.length, at);
}

/** Numbers of a dump's end points. Where they are not told apart, calls go one way and replies the other. */
function ends(dump: PastedBytes, frames: FrameReader): [number, number] {
  const from = frames.addresses.internName(dump.src ?? '');
  const to = frames.addresses.internName(dump.dst ?? '');
  if (from !== to) return [from, to];
  // A second number that is shown by the same name.
  const twin = frames.addresses.twin(from);
  const at = dump.layer === 'record' ? 8 : dump.layer === 'message' ? 4 : -1;
  const isReply = at > 0 && dump.bytes.length >= at + 4 && word(dump.bytes, at) === Reply;
  return isReply ? [twin, from] : [from, twin];
}

/**
 * Sequence numbers at which streams begin. A text may show a later packet first; the pass itself takes the
 * first one that it sees for the beginning.
 */
function findStarts(dumps: readonly PastedBytes[]): Map<number, number> {
  const frames = new FrameReader(nobody, new Notes());
  walk(dumps, frames, null);
  const starts = new Map<number, number>();
  for (const s of frames.tcp.table.streams)
    if (s.earliest < 0) starts.set(s.id, (s.initial + s.earliest) | 0);
  return starts;
}

const nobody: StreamConsumer = {
  opened: () => undefined,
  data: () => undefined,
  hole: () => undefined,
  late: () => undefined,
  closed: () => undefined,
  wants: () => false,
  datagram: () => undefined,
};

function concatenated(dumps: readonly PastedBytes[]): { bytes: Uint8Array; places: Uint32Array } {
  const total = dumps.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const bytes = new Uint8Array(total);
  const places = new Uint32Array(total);
  let at = 0;
  for (const dump of dumps) {
    bytes.set(dump.bytes, at);
    places.set(dump.textPlaces.subarray(0, dump.bytes.length), at);
    at += dump.bytes.length;
  }
  return { bytes, places };
}

/** The rows sorted by the dump that completes them, with lines for frames; and where each was before. */
function inTextOrder(
  table: RowTable,
  dumps: readonly PastedBytes[],
): { rows: RowTable; original: Uint32Array } {
  const count = table.rows.length;
  const original = Uint32Array.from({ length: count }, (_, row) => row);
  original.sort((a, b) => table.last.get(a) - table.last.get(b) || a - b);
  const rows = new RowTable();
  const place = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    const old = original[row]!;
    place[old] = row;
    rows.push(
      table.kind.get(old),
      table.flags.get(old),
      table.stream.get(old),
      table.streamOffset.get(old),
      table.length.get(old),
      dumps[table.first.get(old) - 1]?.lines[0] ?? 0,
      dumps[table.last.get(old) - 1]?.lines[1] ?? 0,
      NaN,
      table.xid.get(old),
      table.program.get(old),
      table.version.get(old),
      table.procedure.get(old),
    );
  }
  for (let row = 0; row < count; row++) {
    const match = table.match.get(original[row]!);
    if (match >= 0) rows.match.set(row, place[match]!);
  }
  return { rows, original };
}

/** Rows that are compared with one of the same name. */
const MAX_COMPARED = 10_000;

/**
 * A text that shows a record twice, with other bytes: a quotation that was edited, or mangled on its way. Each
 * dump stands for itself, so both are shown; that they differ is easily overlooked.
 */
function tellRepetitions(
  table: RowTable,
  original: Uint32Array,
  frames: FrameReader['columns'],
  bytes: Uint8Array,
  dumps: readonly PastedBytes[],
  notes: Notes,
): void {
  const seen = new Map<string, number>();
  const lines = (row: number): string =>
    linesOf([dumps[table.first.get(row) - 1]!.lines[0], dumps[table.last.get(row) - 1]!.lines[1]]);
  for (const row of original.subarray(0, MAX_COMPARED)) {
    const kind = table.kind.get(row);
    if (kind !== RowKind.call && kind !== RowKind.reply) continue;
    const numbers = [table.program, table.version, table.procedure].map((column) => column.get(row));
    const xid = table.xid.get(row);
    const key = [table.stream.get(row), kind, xid, ...numbers].join(' ');
    const first = seen.get(key);
    if (first === undefined) seen.set(key, row);
    else if (differ(bytes, planRow(frames, table, first).pieces, planRow(frames, table, row).pieces))
      notes.add(
        'info',
        'repetition-differs',
        `The ${kind === RowKind.call ? 'call' : 'reply'} in ${lines(row)} has the XID 0x${xid.toString(16)} of the one in ${lines(first)}, and other content. Both are shown.`,
        dumps[table.first.get(row) - 1]!.lines[0],
        row,
      );
  }
}

/** Whether two rows differ where both were captured. */
function differ(bytes: Uint8Array, one: readonly Piece[], two: readonly Piece[]): boolean {
  for (const a of one)
    for (const b of two) {
      const stop = Math.min(a.stop, b.stop);
      for (let at = Math.max(a.start, b.start); at < stop; at++)
        if (bytes[a.at + at - a.start] !== bytes[b.at + at - b.start]) return true;
    }
  return false;
}

/** `line 4`, `lines 4–7` */
function linesOf([first, last]: readonly [number, number]): string {
  return first === last ? `line ${first}` : `lines ${first}–${last}`;
}

function withRow(note: IndexNote, original: Uint32Array): IndexNote {
  return note.row < 0 ? note : { ...note, row: original.indexOf(note.row) };
}
