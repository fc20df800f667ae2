/**
 * Streams to rows. Each stream is tiled by runs:
 *
 *     lost head | record | record | gap | lost head | record … unfinished record
 *
 * In the common case a segment begins with a record mark: the head is read where it stands, the rest of the
 * record is counted down, and the row is written. Bytes that cannot be decided yet are kept and read again
 * with what follows them. Nothing here calls itself: crafted input can make it slow by a factor, not deep.
 */
import { RowKind } from '../api.ts';
import { counted, grouped, type Notes } from '../capture/notes.ts';
import { Hole, type Delivery, type StreamConsumer, type TcpStream } from '../network/tcp-streams.ts';
import { nameForeign, tlsRecord } from './foreign.ts';
import { Head, takeHead, takeMessageHead } from './head.ts';
import { Call, LAST_FRAGMENT, MAX_FRAGMENT, messageShape, Shape, word } from './header.ts';
import { search, undecided, type Begins } from './hunt.ts';
import { Kept } from './kept.ts';
import { RowFlag } from './record-index.ts';
import type { RowTable } from './row-columns.ts';
import { State, StreamReader, Why } from './stream-reader.ts';
import { TlsFacts, TlsReader } from './tls.ts';
import { Waiting } from './waiting.ts';

/** A reply may come this many frames before its call: captures are not always in order. */
const EARLY = 512;
/** Rows hold lengths of 32 bits; longer runs are split. */
const MAX_LENGTH = 0x7fffffff;
/** A head that is in pieces needs no more than this of the next segment: 24 fragments of one byte. */
const PIECE = 256;
/** Segments in a row that begin like a TLS record make a stream TLS, when its beginning was not seen. */
const TLS_HITS = 2;

export class StreamRecords implements StreamConsumer {
  readonly #rows: RowTable;
  readonly #notes: Notes;
  readonly #readers: StreamReader[] = [];
  /** rows that are records */
  records = 0;
  /** rows whose record was damaged, gaps: for summaries */
  /** index at which the segment in hand begins, -1: some of it was read already */
  #segment = -1;
  #segmentEnd = 0;
  readonly #begins: Begins = (index, length) => index === this.#segment && this.#segmentEnd - index >= length;
  readonly #scratch: Delivery = { carrier: 0, frame: 0, time: 0 };

  constructor(rows: RowTable, notes: Notes) {
    this.#rows = rows;
    this.#notes = notes;
  }

  opened(stream: TcpStream): void {
    const reader = new StreamReader();
    this.#readers.push(reader);
    // Both directions are opened one after the other.
    if ((stream.id & 1) === 1) {
      reader.peer = this.#readers[stream.id - 1]!;
      reader.peer.peer = reader;
    }
  }

  data(stream: TcpStream, bytes: Uint8Array, from: number, to: number, at: Delivery): void {
    const r = this.#readers[stream.id]!;
    if (r.state >= State.hunt && this.#isForeign(stream, r, bytes, from, to, at)) return;
    this.#segment = from;
    this.#segmentEnd = to;
    const { kept } = r;
    if (kept !== null)
      while (kept.length > 0 && from < to) {
        const taken = r.state === State.hunt ? to - from : Math.min(to - from, PIECE);
        kept.add(bytes, from, from + taken, r.position, at);
        r.position += taken;
        from += taken;
        if (kept.length < kept.wanted) return;
        const used = this.#read(stream, r, kept.bytes, 0, kept.length, kept.position, at, kept, false);
        kept.drop(used);
      }
    if (from >= to) return;
    const position = r.position;
    r.position += to - from;
    const used = this.#read(stream, r, bytes, from, to, position - from, at, null, false);
    if (used < to) (r.kept ??= new Kept()).add(bytes, used, to, position + used - from, at);
  }

  /**
   * Reads bytes[from, to) as far as they can be decided, and gives the index up to which they are. `origin`
   * is the place of bytes[0] in the stream. `kept`: the bytes tell themselves which frame they came from.
   * `final`: nothing follows them directly.
   */
  #read(
    stream: TcpStream,
    r: StreamReader,
    bytes: Uint8Array,
    from: number,
    to: number,
    origin: number,
    at: Delivery,
    kept: Kept | null,
    final: boolean,
  ): number {
    let i = from;
    for (;;) {
      if (r.state === State.body) {
        const end = i + r.remaining;
        const stop = end < to ? end : to;
        if (stop > i) r.touch(kept === null ? at : kept.deliveryOf(i, stop, this.#scratch));
        r.remaining = end - stop;
        i = stop;
        if (end > to) return to;
        if (r.isLast) {
          this.#emit(stream, r);
          r.state = State.head;
        } else r.state = State.mark;
      } else if (r.state === State.head) {
        if (i >= to) return to;
        r.flags = 0;
        const taken = takeHead(r, bytes, i, to, false);
        if (taken > 0) {
          r.start = origin + i;
          const { flags } = r;
          r.begin(kept === null ? at : kept.deliveryOf(i, i + taken, this.#scratch));
          r.flags = flags;
          r.state = State.body;
          i += taken;
        } else if (taken === Head.more) {
          if (r.kept !== null) r.kept.wanted = 0;
          return i;
        } else this.#damage(r, to - i >= 4 ? word(bytes, i) & 0x7fffffff : 0);
      } else if (r.state === State.mark) {
        if (to - i < 4) {
          if (r.kept !== null) r.kept.wanted = 0;
          return i;
        }
        const mark = word(bytes, i);
        const length = mark & 0x7fffffff;
        if (length > MAX_FRAGMENT || r.length > MAX_LENGTH - MAX_FRAGMENT - 4) {
          r.flags |= RowFlag.unfinished;
          this.#emit(stream, r);
          this.#damage(r, length);
          continue;
        }
        r.touch(kept === null ? at : kept.deliveryOf(i, i + 4, this.#scratch));
        r.flags |= RowFlag.fragments;
        r.length += 4 + length;
        r.remaining = length;
        r.isLast = mark >= LAST_FRAGMENT;
        r.state = State.body;
        i += 4;
      } else {
        if (i >= to) return to;
        if (r.runStart < 0) {
          const begin = kept === null ? at : kept.deliveryOf(i, i + 1, this.#scratch);
          r.runStart = origin + i;
          r.runFirst = begin.carrier;
          r.runLast = begin.frame;
          r.runTime = begin.time;
        }
        const trusted = r.why === Why.start && stream.synSeen && origin + i === 0;
        const found = search(bytes, i, to, final, trusted, kept === null ? this.#begins : kept.begins);
        const stop = found < 0 ? undecided.at : found;
        if (stop > i) {
          const end = kept === null ? at : kept.deliveryOf(i, stop, this.#scratch);
          r.touchRun(end);
          if (origin + stop - r.runStart > MAX_LENGTH - MAX_FRAGMENT) this.#endRun(stream, r, origin + stop);
        }
        if (found < 0) {
          if (undecided.at < to) (r.kept ??= new Kept()).wanted = undecided.wanted;
          return undecided.at;
        }
        this.#endRun(stream, r, origin + found);
        r.state = State.head;
        i = found;
      }
    }
  }

  hole(stream: TcpStream, length: number, cause: number, at: Delivery): void {
    const r = this.#readers[stream.id]!;
    if (r.state === State.foreign) {
      r.position += length;
      this.#growRun(stream, r, at);
      return;
    }
    this.#settle(stream, r, at);
    let left = length;
    if (r.state === State.body) {
      const inside = Math.min(left, r.remaining);
      if (inside > 0) r.flags |= RowFlag.holes;
      r.remaining -= inside;
      left -= inside;
      r.position += inside;
      if (r.remaining > 0) return;
      if (inside > 0 && cause === Hole.lost) r.flags |= RowFlag.unfinished;
      if (inside > 0 && at.frame > r.last) r.touch(at);
      if (r.isLast) {
        this.#emit(stream, r);
        r.state = State.head;
      } else r.state = State.mark;
    }
    if (left === 0) return;
    if (r.state === State.mark) {
      r.flags |= RowFlag.unfinished | RowFlag.holes;
      this.#emit(stream, r);
    }
    this.#endRun(stream, r, r.position);
    this.#gap(stream, r, left, cause, at);
    r.position += left;
    r.state = State.hunt;
    r.why = Why.gap;
  }

  /** What follows in the stream begins with a record mark: somebody said so. */
  startsRecord(stream: TcpStream): void {
    this.#readers[stream.id]!.state = State.head;
  }

  /**
   * A dump that begins with a mark nobody can believe, and goes on as a message: the mark is damage, the record
   * is what is there. In a stream such a place is passed over; here there is nothing else to go on to.
   */
  unbelieved(stream: TcpStream, bytes: Uint8Array, at: Delivery): boolean {
    const r = this.#readers[stream.id]!;
    const announced = bytes.length >= 4 ? word(bytes, 0) & 0x7fffffff : 0;
    if (announced <= MAX_FRAGMENT || messageShape(bytes, 4, bytes.length, announced) !== Shape.yes)
      return false;
    takeMessageHead(r, bytes, 4, Math.min(24, bytes.length - 4));
    r.begin(at);
    r.start = r.position;
    r.length = bytes.length;
    r.position += bytes.length;
    this.#emit(stream, r);
    this.#notes.add(
      'error',
      'absurd-fragment',
      `The record mark announces a fragment of ${fragmentSize(announced)}; ${counted(bytes.length - 4, 'byte')} follow it. What is there is read.`,
      -1,
      this.#rows.rows.length - 1,
    );
    return true;
  }

  /**
   * A message without record mark, `length` bytes long as announced: a datagram, a dump of a message. False,
   * and nothing done, when it is neither call nor reply.
   */
  message(
    stream: TcpStream,
    bytes: Uint8Array,
    from: number,
    to: number,
    length: number,
    at: Delivery,
  ): boolean {
    const r = this.#readers[stream.id]!;
    if (to - from < 8 || !takeMessageHead(r, bytes, from, Math.min(24, to - from))) return false;
    r.begin(at);
    r.start = r.position;
    r.length = length;
    r.flags = RowFlag.unmarked | (to - from < length ? RowFlag.holes : 0);
    r.position += length;
    this.#emit(stream, r);
    return true;
  }

  wants(bytes: Uint8Array, from: number, to: number, length: number): boolean {
    return messageShape(bytes, from, to, length) === Shape.yes;
  }

  datagram(
    stream: TcpStream,
    bytes: Uint8Array,
    from: number,
    to: number,
    length: number,
    at: Delivery,
  ): void {
    this.message(stream, bytes, from, to, length, at);
  }

  /** Bytes that are nothing but themselves. */
  body(stream: TcpStream, length: number, at: Delivery): void {
    const r = this.#readers[stream.id]!;
    this.records++;
    r.records++;
    this.#rows.push(
      RowKind.data,
      RowFlag.unmarked,
      stream.id,
      r.position,
      length,
      at.carrier,
      at.frame,
      at.time,
      0,
      0,
      0,
      0,
    );
    r.position += length;
  }

  late(stream: TcpStream, position: number, length: number, at: Delivery): void {
    if (this.#readers[stream.id]!.state === State.foreign) return;
    this.#rows.push(
      RowKind.lostHead,
      0,
      stream.id,
      position,
      length,
      at.carrier,
      at.frame,
      at.time,
      0,
      0,
      0,
      0,
    );
  }

  closed(stream: TcpStream): void {
    const r = this.#readers[stream.id]!;
    if (r.state === State.foreign) return;
    this.#settle(stream, r, null);
    if (r.state === State.body || r.state === State.mark) {
      r.flags |= RowFlag.unfinished;
      this.#emit(stream, r);
    }
    if (r.runStart >= 0 && r.records === 0 && r.peer.records === 0 && stream.foreign === '')
      stream.foreign = 'unknown';
    this.#endRun(stream, r, r.position);
    r.state = State.hunt;
    r.why = Why.gap;
    r.kept = null;
  }

  /** Decides what was kept: nothing follows it. */
  #settle(stream: TcpStream, r: StreamReader, at: Delivery | null): void {
    const { kept } = r;
    if (kept === null || kept.length === 0) return;
    const now = at ?? this.#scratch;
    kept.drop(this.#read(stream, r, kept.bytes, 0, kept.length, kept.position, now, kept, true));
    if (kept.length === 0) return;
    // A head, or a mark inside a record, that is there in part.
    const delivery = kept.deliveryOf(0, kept.length, this.#scratch);
    r.flags = 0;
    if (r.state === State.head && takeHead(r, kept.bytes, 0, kept.length, true) > 0) {
      r.start = kept.position;
      const { flags } = r;
      r.begin(delivery);
      r.flags = flags;
      r.state = State.body;
    } else {
      if (r.state === State.mark) {
        r.flags |= RowFlag.unfinished;
        this.#emit(stream, r);
      }
      r.state = State.hunt;
      r.why = Why.gap;
      r.runStart = kept.position;
      r.runFirst = delivery.carrier;
      r.runLast = delivery.frame;
      r.runTime = delivery.time;
    }
    kept.drop(kept.length);
  }

  #damage(r: StreamReader, announced: number): void {
    r.state = State.hunt;
    r.why = Why.damage;
    r.absurd = announced;
  }

  /** Writes the row of the record that is complete, or as complete as it will ever be. */
  #emit(stream: TcpStream, r: StreamReader): void {
    const rows = this.#rows;
    r.records++;
    this.records++;
    if (r.type === Call) {
      const row = rows.push(
        RowKind.call,
        r.flags,
        stream.id,
        r.start,
        r.length,
        r.first,
        r.last,
        r.time,
        r.xid,
        r.program,
        r.version,
        r.procedure,
      );
      const { early } = r.peer;
      if (early !== null && early.size > 0) {
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
      const old = (r.waiting ??= new Waiting()).put(r.xid, row);
      if (old >= 0) rows.flags.set(row, r.flags | RowFlag.duplicateXid);
      return;
    }
    const { waiting } = r.peer;
    const call = waiting === null ? -1 : waiting.take(r.xid);
    if (call >= 0) {
      r.program = rows.program.get(call);
      r.version = rows.version.get(call);
      r.procedure = rows.procedure.get(call);
    }
    const row = rows.push(
      RowKind.reply,
      r.flags,
      stream.id,
      r.start,
      r.length,
      r.first,
      r.last,
      r.time,
      r.xid,
      r.program,
      r.version,
      r.procedure,
    );
    if (call >= 0) {
      rows.match.set(row, call);
      rows.match.set(call, row);
    } else (r.early ??= new Waiting()).put(r.xid, row);
  }

  #gap(stream: TcpStream, r: StreamReader, length: number, cause: number, at: Delivery): void {
    const rows = this.#rows;
    if (r.gapEnd === r.position && rows.length.get(r.gapRow) + length <= MAX_LENGTH) {
      rows.length.set(r.gapRow, rows.length.get(r.gapRow) + length);
      rows.last.set(r.gapRow, at.frame);
    } else
      r.gapRow = rows.push(
        RowKind.gap,
        0,
        stream.id,
        r.position,
        length,
        at.carrier,
        at.frame,
        at.time,
        0,
        0,
        0,
        0,
      );
    r.gapEnd = r.position + length;
    if (cause === Hole.lost && this.#notes.wants('gap'))
      this.#notes.add(
        'warning',
        'gap',
        `${counted(length, 'byte')} of ${stream.source} → ${stream.destination} are not in the capture. Reading goes on at the next mark that holds.`,
        -1,
        r.gapRow,
      );
  }

  /** Writes the row of the stretch without records that ends at `position`. */
  #endRun(stream: TcpStream, r: StreamReader, position: number): void {
    const { runStart } = r;
    r.runStart = -1;
    if (runStart < 0 || position <= runStart) return;
    const foreign = r.why === Why.damage || stream.foreign !== '' || (r.why === Why.start && stream.synSeen);
    const row = this.#rows.push(
      foreign ? RowKind.foreign : RowKind.lostHead,
      0,
      stream.id,
      runStart,
      position - runStart,
      r.runFirst,
      r.runLast,
      r.runTime,
      0,
      0,
      0,
      0,
    );
    if (r.why !== Why.damage) return;
    const size = counted(position - runStart, 'byte');
    const where = `at byte ${grouped(runStart)} of ${stream.source} → ${stream.destination}`;
    const absurd = r.absurd > MAX_FRAGMENT;
    this.#notes.add(
      'error',
      absurd ? 'absurd-fragment' : 'damage',
      absurd
        ? `A record mark announces a fragment of ${fragmentSize(r.absurd)}. Read as damage ${where}; ${size} are passed over up to the next mark that holds.`
        : `No record begins ${where}, where one is due. ${size} are passed over up to the next mark that holds.`,
      -1,
      row,
    );
  }

  /** Whether the stream is something else than RPC; then its bytes are taken. */
  #isForeign(
    stream: TcpStream,
    r: StreamReader,
    bytes: Uint8Array,
    from: number,
    to: number,
    at: Delivery,
  ): boolean {
    if (r.state !== State.foreign) {
      if (r.records > 0) return false;
      let name = '';
      if (r.runStart < 0 && (r.kept === null || r.kept.length === 0)) name = nameForeign(bytes, from, to);
      if (name === '' && r.peer.state === State.foreign) name = r.peer.runRow >= 0 ? stream.peer.foreign : '';
      if (name === '' && tlsRecord(bytes, from, to) > 0 && ++r.tlsHits >= TLS_HITS) name = 'TLS';
      if (name === '') return false;
      r.state = State.foreign;
      stream.foreign = name;
      if (name.startsWith('TLS')) {
        const facts = r.peer.facts ?? new TlsFacts();
        r.facts = facts;
        r.tls = new TlsReader(facts);
      }
      const start = r.runStart >= 0 ? r.runStart : r.kept?.length ? r.kept.position : r.position;
      if (r.runStart < 0) {
        r.runFirst = at.carrier;
        r.runTime = at.time;
      }
      r.kept = null;
      r.runStart = start;
      r.runRow = -1;
    }
    r.position += to - from;
    this.#growRun(stream, r, at);
    if (r.tls !== null) {
      r.tls.add(bytes, from, to);
      if (r.tls.done) r.tls = null;
      stream.foreign = stream.peer.foreign = r.facts!.text;
    }
    return true;
  }

  #growRun(stream: TcpStream, r: StreamReader, at: Delivery): void {
    const rows = this.#rows;
    if (r.runRow < 0 || r.position - r.runStart > MAX_LENGTH) {
      if (r.runRow >= 0) {
        r.runStart += rows.length.get(r.runRow);
        r.runFirst = at.carrier;
        r.runTime = at.time;
      }
      r.runRow = rows.push(
        RowKind.foreign,
        0,
        stream.id,
        r.runStart,
        r.position - r.runStart,
        r.runFirst,
        at.frame,
        r.runTime,
        0,
        0,
        0,
        0,
      );
      return;
    }
    rows.length.set(r.runRow, r.position - r.runStart);
    if (at.frame > rows.last.get(r.runRow)) rows.last.set(r.runRow, at.frame);
  }
}

function fragmentSize(bytes: number): string {
  if (bytes >= 1 << 30) return `${Math.round(bytes / (1 << 30))} GiB`;
  return `${Math.round(bytes / (1 << 20))} MiB`;
}
