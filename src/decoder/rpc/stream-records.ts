/**
 * Streams to rows. Each stream is tiled by runs:
 *
 *     lost head | record | record | gap | lost head | record … unfinished record
 *
 * In the common case a segment begins with a record mark: the head is read where it stands, the rest of the
 * record is counted down, and the row is written. Bytes that cannot be decided yet are kept and read again
 * with what follows them. Nothing here calls itself: crafted input can make it slow by a factor, not deep.
 */
import type { Notes } from '../capture/notes.ts';
import { noDelivery, type Delivery } from '../network/packet.ts';
import type { TcpStream } from '../network/tcp-stream.ts';
import { Hole, type StreamConsumer } from '../network/tcp-streams.ts';
import { nameForeign, tlsRecord } from './foreign.ts';
import { Head, takeHead, takeMessageHead } from './head.ts';
import { LAST_FRAGMENT, MAX_FRAGMENT, messageShape, recordShape, Shape, word } from './header.ts';
import { search, undecided, type Begins } from './hunt.ts';
import { Kept } from './kept.ts';
import { RowFlag } from './record-index.ts';
import type { RowTable } from './row-columns.ts';
import { MAX_LENGTH, RowWriter } from './row-writer.ts';
import { State, StreamReader, Why } from './stream-reader.ts';
import { joined, TlsFacts, TlsReader } from './tls.ts';

/** A head that is in pieces needs no more than this of the next segment: 24 fragments of one byte. */
const PIECE = 256;
/** Segments in a row that begin like a TLS record make a stream TLS, when its beginning was not seen. */
const TLS_HITS = 2;
/** Protocols are named by no more than this of a stream's first bytes. */
const OPENING = 16;
/** A row of foreign bytes grows over a hole by no more than this at once. */
const LARGE_HOLE = 1 << 30;

export class StreamRecords implements StreamConsumer {
  readonly #writer: RowWriter;
  readonly #readers: StreamReader[] = [];
  /** index at which the segment in hand begins and ends; -1: some of it was read already */
  #segment = -1;
  #segmentEnd = 0;
  readonly #begins: Begins = (index, length) => index === this.#segment && this.#segmentEnd - index >= length;
  readonly #scratch: Delivery = noDelivery();

  constructor(rows: RowTable, notes: Notes) {
    this.#writer = new RowWriter(rows, notes);
  }

  /** rows that are records */
  get records(): number {
    return this.#writer.records;
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
          this.#writer.record(stream, r);
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
          this.#writer.record(stream, r);
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
          r.beginRun(origin + i, begin);
        }
        const trusted = r.why === Why.start && stream.synSeen && origin + i === 0;
        const found = search(bytes, i, to, final, trusted, kept === null ? this.#begins : kept.begins);
        const stop = found < 0 ? undecided.at : found;
        if (stop > i) {
          const end = kept === null ? at : kept.deliveryOf(i, stop, this.#scratch);
          r.touchRun(end);
          if (origin + stop - r.runStart > MAX_LENGTH - MAX_FRAGMENT)
            this.#writer.endRun(stream, r, origin + stop);
        }
        if (found < 0) {
          if (undecided.at < to) (r.kept ??= new Kept()).wanted = undecided.wanted;
          return undecided.at;
        }
        this.#writer.endRun(stream, r, origin + found);
        r.state = State.head;
        i = found;
      }
    }
  }

  hole(stream: TcpStream, length: number, cause: number, at: Delivery): void {
    const r = this.#readers[stream.id]!;
    if (r.state === State.foreign) {
      if (r.tls !== null) {
        r.tls.cut();
        r.tls = null;
        stream.foreign = stream.peer.foreign = r.facts!.text;
      }
      for (let left = length; left > 0; left -= LARGE_HOLE) {
        r.position += Math.min(left, LARGE_HOLE);
        this.#writer.growRun(stream, r, at);
      }
      return;
    }
    this.#settle(stream, r, at);
    let left = length;
    if (r.state === State.body) {
      const inside = Math.min(left, r.remaining);
      if (inside > 0) r.flags |= RowFlag.holes;
      if (cause === Hole.lost) r.lost += inside;
      r.remaining -= inside;
      left -= inside;
      r.position += inside;
      if (r.remaining > 0) return;
      if (inside > 0 && cause === Hole.lost) r.flags |= RowFlag.unfinished;
      if (inside > 0 && at.frame > r.last) r.touch(at);
      if (r.isLast) {
        this.#writer.record(stream, r);
        r.state = State.head;
      } else r.state = State.mark;
    }
    if (left === 0) return;
    if (r.state === State.mark) {
      r.flags |= RowFlag.unfinished | RowFlag.holes;
      this.#writer.record(stream, r);
    }
    this.#writer.endRun(stream, r, r.position);
    this.#writer.gap(stream, r, left, cause, at);
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
    this.#writer.record(stream, r);
    this.#writer.unbelieved(announced, bytes.length - 4);
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
    this.#writer.record(stream, r);
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
    this.#writer.data(stream, r, length, at);
    r.position += length;
  }

  /** Records that such a segment carries whole, one behind the other, are records; the rest is a lost head. */
  late(
    stream: TcpStream,
    position: number,
    length: number,
    at: Delivery,
    bytes: Uint8Array,
    from: number,
    to: number,
  ): void {
    const r = this.#readers[stream.id]!;
    if (r.state === State.foreign) return;
    const late = new StreamReader(r);
    let i = from;
    while (recordShape(bytes, i, to) === Shape.yes) {
      late.flags = 0;
      const size = takeHead(late, bytes, i, to, false) > 0 && late.isLast ? late.length : 0;
      if (size === 0 || i + size > to) break;
      const { flags } = late;
      late.begin(at);
      late.flags = flags;
      late.start = position + i - from;
      this.#writer.record(stream, late);
      i += size;
    }
    const taken = i - from;
    r.records += late.records;
    if (taken < length) this.#writer.late(stream, position + taken, length - taken, at);
  }

  closed(stream: TcpStream): void {
    const r = this.#readers[stream.id]!;
    if (r.state === State.foreign) return;
    this.#settle(stream, r, null);
    if (r.state === State.body || r.state === State.mark) {
      r.flags |= RowFlag.unfinished;
      this.#writer.record(stream, r);
    }
    if (r.runStart >= 0 && r.records === 0 && r.peer.records === 0 && stream.foreign === '')
      stream.foreign = 'unknown';
    this.#writer.endRun(stream, r, r.position);
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
        this.#writer.record(stream, r);
      }
      r.state = State.hunt;
      r.why = Why.gap;
      r.beginRun(kept.position, delivery);
    }
    kept.drop(kept.length);
  }

  #damage(r: StreamReader, announced: number): void {
    r.state = State.hunt;
    r.why = Why.damage;
    r.absurd = announced;
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
      const before = r.opening;
      if (name === '' && r.position === before.length && to - from < OPENING && before.length < OPENING) {
        r.opening = joined(before, bytes.subarray(from, to));
        if (before.length > 0) name = nameForeign(r.opening, 0, r.opening.length);
      }
      if (name === '' && r.peer.state === State.foreign) name = r.peer.runRow >= 0 ? stream.peer.foreign : '';
      if (name === '' && tlsRecord(bytes, from, to) > 0 && ++r.tlsHits >= TLS_HITS) name = 'TLS';
      if (name === '') return false;
      r.state = State.foreign;
      stream.foreign = name;
      if (name.startsWith('TLS')) {
        const facts = r.peer.facts ?? new TlsFacts();
        r.facts = facts;
        r.tls = new TlsReader(facts);
        if (r.position === before.length) r.tls.add(before, 0, before.length);
      }
      if (r.runStart < 0) r.beginRun(r.kept?.length ? r.kept.position : r.position, at);
      r.kept = null;
      r.runRow = -1;
    }
    r.position += to - from;
    this.#writer.growRun(stream, r, at);
    if (r.tls !== null) {
      r.tls.add(bytes, from, to);
      if (r.tls.done) r.tls = null;
      stream.foreign = stream.peer.foreign = r.facts!.text;
    }
    return true;
  }
}
