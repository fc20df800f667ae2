/**
 * Segments to streams in order (RFC 9293, section 3.10.7.4, as seen by a bystander). The common case is a
 * segment that begins where the last one ended: it is handed on as it stands, nothing is copied. All else is
 * rare and leaves that path:
 *
 *     … delivered … │ hole │ pending │ hole │ pending …
 *                   └ next
 *
 * - before `next`: a retransmission, dropped; what was seen first wins
 * - behind a hole: copied and held until the hole is filled, or until it is known that it never will be:
 *   the other side has acknowledged the bytes and GRACE frames passed, too much is held, or the data ends
 * - captured in part (snap length): the rest is a hole of known length, the stream goes on behind it
 */
import { Family, formatEnd, StreamTable, type Addresses, type Keyed } from './stream-table.ts';
import type { Notes } from '../capture/notes.ts';
import type { FrameColumns } from './frame-columns.ts';
import { Overlaps } from './overlaps.ts';

export const Flag = { fin: 1, syn: 2, rst: 4, ack: 16 } as const;

/** Frames that may pass after an acknowledgement of bytes never seen: captures are not always in order. */
const GRACE = 512;
/** Bytes held behind the holes of one stream, and of all, before the first hole is given up. */
const MAX_PENDING = 16 * 1024 * 1024;
const MAX_PENDING_ALL = 64 * 1024 * 1024;
/** Segments held behind the holes of one stream, likewise. */
const MAX_SEGMENTS = 4096;
/** A first segment seen before its SYN lies no further behind it than this. */
const NEAR = 1 << 20;

/** Why bytes of a stream are not there. */
export const Hole = { snaplen: 0, lost: 1 } as const;

/** Takes a stream's bytes in order. `at` tells which frame they come from. */
export interface StreamConsumer {
  opened(stream: TcpStream): void;
  data(stream: TcpStream, bytes: Uint8Array, from: number, to: number, at: Delivery): void;
  hole(stream: TcpStream, length: number, cause: number, at: Delivery): void;
  /** Bytes from before the first that was seen: too late to be put in order. */
  late(stream: TcpStream, position: number, length: number, at: Delivery): void;
  closed(stream: TcpStream): void;
  /** Whether a datagram's payload is to be followed. */
  wants(bytes: Uint8Array, from: number, to: number, length: number): boolean;
  /** A datagram that was wanted: bytes[from, to) of `length` sent. */
  datagram(
    stream: TcpStream,
    bytes: Uint8Array,
    from: number,
    to: number,
    length: number,
    at: Delivery,
  ): void;
}

/** Which frame bytes come from, and which one brought them (the one that filled the hole before them). */
export interface Delivery {
  /** frame that carries the bytes, from 1 */
  carrier: number;
  /** frame that completed the stream up to them, and its time */
  frame: number;
  time: number;
}

interface Pending {
  readonly carrier: number;
  position: number;
  /** announced; the captured bytes may be fewer */
  length: number;
  bytes: Uint8Array;
  frame: number;
  time: number;
}

/** One direction of one connection. */
export class TcpStream implements Keyed {
  readonly id: number;
  readonly family: number;
  readonly from: number;
  readonly to: number;
  readonly ports: number;
  peer!: TcpStream;

  started = false;
  /** the connection's first byte is known */
  synSeen = false;
  initial = 0;
  /** sequence number that comes next, and its place in the stream */
  next = 0;
  position = 0;
  segments = 0;
  pending: Pending[] | null = null;
  pendingBytes = 0;
  /** frame from which on a hole that was acknowledged is given up; 0: not acknowledged */
  deadline = 0;
  ended = false;
  /** how far before the first byte seen an earlier one was met later: 0 or less */
  earliest = 0;

  readonly #counts: Record<string, number> = {};
  readonly #addresses: Addresses;
  /** what the bytes are when they are no RPC */
  foreign = '';

  constructor(id: number, family: number, from: number, to: number, ports: number, addresses: Addresses) {
    this.id = id;
    this.family = family;
    this.from = from;
    this.to = to;
    this.ports = ports;
    this.#addresses = addresses;
  }

  get flow(): number {
    return this.id >>> 1;
  }

  get other(): number {
    return this.peer.segments > 0 ? this.peer.id : -1;
  }

  get source(): string {
    return formatEnd(this.family, this.from, this.ports >>> 16, this.#addresses);
  }

  get destination(): string {
    return formatEnd(this.family, this.to, this.ports & 0xffff, this.#addresses);
  }

  get length(): number {
    return this.position;
  }

  get counts(): Readonly<Record<string, number>> {
    return this.#counts;
  }

  count(what: string, by = 1): void {
    this.#counts[what] = (this.#counts[what] ?? 0) + by;
  }
}

export class TcpStreams {
  readonly table = new StreamTable<TcpStream>();
  readonly #frames: FrameColumns;
  readonly #consumer: StreamConsumer;
  readonly #addresses: Addresses;
  readonly #at: Delivery = { carrier: 0, frame: 0, time: 0 };
  #last: TcpStream | null = null;
  #pendingAll = 0;
  #waiting = new Set<TcpStream>();
  /** frame at which the next hole is given up */
  #nextDeadline = Infinity;
  /** first frame that carries the segment, where that is not its own; 0: it is */
  carrier = 0;
  /** sequence numbers at which streams without a SYN begin, by stream, where that is known beforehand */
  starts: ReadonlyMap<number, number> | null = null;

  readonly overlaps: Overlaps;

  constructor(frames: FrameColumns, consumer: StreamConsumer, addresses: Addresses, notes: Notes) {
    this.#frames = frames;
    this.#consumer = consumer;
    this.#addresses = addresses;
    this.overlaps = new Overlaps(frames, notes, this.table.streams);
  }

  /**
   * One segment. Its payload is bytes[from, from + captured), of `length` bytes on the wire; `base` is the
   * place of bytes[0] in the file, `frame` counts from 1.
   */
  segment(
    family: number,
    source: number,
    destination: number,
    ports: number,
    sequence: number,
    acknowledged: number,
    flags: number,
    bytes: Uint8Array,
    from: number,
    captured: number,
    length: number,
    base: number,
    frame: number,
    time: number,
  ): void {
    let s = this.#last;
    if (s === null || s.ports !== ports || s.from !== source || s.to !== destination || s.family !== family) {
      s = this.table.find(family, source, destination, ports);
      if (s === null) s = this.#open(family, source, destination, ports);
      this.#last = s;
    }
    s.segments++;
    const at = this.#at;
    at.carrier = this.carrier === 0 ? frame : this.carrier;
    at.frame = frame;
    at.time = time;
    if ((flags & (Flag.syn | Flag.rst)) !== 0) {
      if ((flags & Flag.syn) !== 0) {
        s = this.#syn(s, sequence);
        sequence = (sequence + 1) | 0;
      } else s.count('resets');
    }
    if ((flags & Flag.ack) !== 0 && s.peer.pending !== null) this.#acknowledged(s.peer, acknowledged, frame);
    if (frame >= this.#nextDeadline) this.#giveUp(frame);
    if (length === 0) {
      this.#frames.push(s.id, s.position, base + from, 0);
      return;
    }
    if (!s.started) {
      s.started = true;
      s.initial = this.starts?.get(s.id) ?? sequence;
      s.next = s.initial;
    }
    const ahead = (sequence - s.next) | 0;
    if (ahead === 0 && s.pending === null) {
      const position = s.position;
      s.next = (sequence + length) | 0;
      s.position = position + length;
      this.#frames.push(s.id, position, base + from, captured);
      if (captured > 0) this.#consumer.data(s, bytes, from, from + captured, at);
      if (captured < length) this.#consumer.hole(s, length - captured, Hole.snaplen, at);
      return;
    }
    this.#frames.push(s.id, s.position + ahead, base + from, captured);
    // A keep-alive repeats one byte, and not what it was.
    if (
      captured > 0 &&
      this.carrier === 0 &&
      (ahead < 0 || s.pending !== null) &&
      (length > 1 || ahead !== -1)
    )
      this.#repeats(s, ahead, captured, bytes, base);
    this.#outOfOrder(s, ahead, bytes, from, captured, length, frame, time);
  }

  #repeats(s: TcpStream, ahead: number, captured: number, bytes: Uint8Array, base: number): void {
    const position = s.position + ahead;
    const first = s.pending?.[firstEndingAfter(s.pending, position)];
    if (ahead < 0 || (first !== undefined && first.position < position + captured))
      this.overlaps.check(bytes, base);
  }

  /**
   * One datagram's payload, bytes[from, from + captured) of `length` sent. False: it is none that is followed.
   * Datagrams have no order of their own: each is put behind the one before it.
   */
  datagram(
    family: number,
    source: number,
    destination: number,
    ports: number,
    bytes: Uint8Array,
    from: number,
    captured: number,
    length: number,
    base: number,
    frame: number,
    time: number,
  ): boolean {
    if (!this.#consumer.wants(bytes, from, from + captured, length)) return false;
    const s = this.stream(family | Family.udp, source, destination, ports);
    const at = this.#at;
    at.carrier = this.carrier === 0 ? frame : this.carrier;
    at.frame = frame;
    at.time = time;
    s.segments++;
    this.#frames.push(s.id, s.position, base + from, captured);
    s.position += length;
    this.#consumer.datagram(s, bytes, from, from + captured, length, at);
    return true;
  }

  /** The stream of this direction, made with its peer when it is not there yet. */
  stream(family: number, source: number, destination: number, ports: number): TcpStream {
    return (
      this.table.find(family, source, destination, ports) ?? this.#open(family, source, destination, ports)
    );
  }

  #open(family: number, source: number, destination: number, ports: number): TcpStream {
    const id = this.table.streams.length;
    const s = new TcpStream(id, family, source, destination, ports, this.#addresses);
    const back = ((ports & 0xffff) << 16) | (ports >>> 16);
    const peer = new TcpStream(id + 1, family, destination, source, back, this.#addresses);
    s.peer = peer;
    peer.peer = s;
    this.table.add(s);
    this.table.add(peer);
    this.#consumer.opened(s);
    this.#consumer.opened(peer);
    return s;
  }

  /** A SYN begins a stream, or a new connection on the same ports. */
  #syn(s: TcpStream, sequence: number): TcpStream {
    const first = (sequence + 1) | 0;
    if (s.started) {
      if (s.synSeen && s.initial === first) {
        s.count('SYN retransmitted');
        return s;
      }
      // The capture may show a SYN after the data that follows it.
      const before = (s.initial - first) | 0;
      if (!s.synSeen && before >= 0 && before < NEAR && s.position < NEAR) {
        s.synSeen = true;
        s.initial = first;
        return s;
      }
      this.#end(s);
      this.#end(s.peer);
      s = this.#open(s.family, s.from, s.to, s.ports);
      s.segments = 1;
      this.#last = s;
    }
    s.started = true;
    s.synSeen = true;
    s.initial = first;
    s.next = first;
    return s;
  }

  #outOfOrder(
    s: TcpStream,
    ahead: number,
    bytes: Uint8Array,
    from: number,
    captured: number,
    length: number,
    frame: number,
    time: number,
  ): void {
    if (ahead < 0) {
      const old = -ahead;
      if (s.position + ahead < 0) {
        // Before the first byte that was seen.
        const late = Math.min(old - s.position, length);
        s.count('bytes before the first seen', late);
        s.earliest = Math.min(s.earliest, s.position + ahead);
        this.#consumer.late(s, s.position + ahead, late, this.#at);
      }
      if (old >= length) {
        if (length === 1 && old === 1) s.count('keep-alives');
        else s.count('retransmissions');
        return;
      }
      s.count('overlaps');
      from += old;
      captured = Math.max(0, captured - old);
      length -= old;
      ahead = 0;
      if (s.pending === null) {
        s.next = (s.next + length) | 0;
        s.position += length;
        if (captured > 0) this.#consumer.data(s, bytes, from, from + captured, this.#at);
        if (captured < length) this.#consumer.hole(s, length - captured, Hole.snaplen, this.#at);
        return;
      }
    } else if (ahead > 0) s.count('out of order');
    this.#hold(s, s.position + ahead, length, bytes.slice(from, from + captured), frame, time);
    this.#drain(s, true);
    if (
      s.pending !== null &&
      (s.pendingBytes > MAX_PENDING || s.pending.length > MAX_SEGMENTS || this.#pendingAll > MAX_PENDING_ALL)
    )
      this.#skipHole(s);
  }

  /** Keeps what of [position, position + length) nobody brought before. */
  #hold(
    s: TcpStream,
    position: number,
    length: number,
    bytes: Uint8Array,
    frame: number,
    time: number,
  ): void {
    const list = (s.pending ??= []);
    const { carrier } = this.#at;
    const end = position + length;
    let at = position;
    let i = firstEndingAfter(list, at);
    let overlapped = false;
    while (at < end) {
      const next = list[i];
      if (next !== undefined && next.position <= at) {
        overlapped = true;
        at = next.position + next.length;
        i++;
        continue;
      }
      const stop = next === undefined ? end : Math.min(end, next.position);
      const part = bytes.subarray(at - position, Math.max(at - position, stop - position));
      list.splice(i, 0, { carrier, position: at, length: stop - at, bytes: part, frame, time });
      s.pendingBytes += part.length;
      this.#pendingAll += part.length;
      at = stop;
      i++;
    }
    if (overlapped) s.count('overlaps');
  }

  /**
   * Hands on what now follows without a hole. `filled`: the current frame filled it, so it completes what
   * follows; else the hole is given up, and each piece counts as of its own frame.
   */
  #drain(s: TcpStream, filled: boolean): void {
    const list = s.pending;
    if (list === null) return;
    const at = this.#at;
    const { carrier, frame, time } = at;
    let taken = 0;
    while (taken < list.length && list[taken]!.position === s.position) {
      const piece = list[taken++]!;
      at.carrier = piece.carrier;
      at.frame = filled ? frame : piece.frame;
      at.time = filled ? time : piece.time;
      s.position += piece.length;
      s.next = (s.next + piece.length) | 0;
      s.pendingBytes -= piece.bytes.length;
      this.#pendingAll -= piece.bytes.length;
      if (piece.bytes.length > 0) this.#consumer.data(s, piece.bytes, 0, piece.bytes.length, at);
      if (piece.bytes.length < piece.length)
        this.#consumer.hole(s, piece.length - piece.bytes.length, Hole.snaplen, at);
    }
    at.carrier = carrier;
    at.frame = frame;
    at.time = time;
    if (taken > 0) {
      list.splice(0, taken);
      s.deadline = 0;
      this.#waiting.delete(s);
    }
    if (list.length === 0) s.pending = null;
  }

  /** Gives the first hole up and goes on behind it. */
  #skipHole(s: TcpStream): void {
    const first = s.pending?.[0];
    if (first === undefined) return;
    const length = first.position - s.position;
    const at = this.#at;
    const { carrier, frame, time } = at;
    at.carrier = first.carrier;
    at.frame = first.frame;
    at.time = first.time;
    s.count('gaps');
    s.count('bytes lost', length);
    s.position += length;
    s.next = (s.next + length) | 0;
    this.#consumer.hole(s, length, Hole.lost, at);
    at.carrier = carrier;
    at.frame = frame;
    at.time = time;
    this.#drain(s, false);
  }

  /** The receiver has all before `acknowledged`: a hole there is the capture's, not the network's. */
  #acknowledged(s: TcpStream, acknowledged: number, frame: number): void {
    if (s.deadline !== 0) return;
    const first = s.pending![0]!;
    if (((acknowledged - s.next) | 0) < first.position - s.position) return;
    s.deadline = frame + GRACE;
    this.#waiting.add(s);
    if (s.deadline < this.#nextDeadline) this.#nextDeadline = s.deadline;
  }

  #giveUp(frame: number): void {
    this.#nextDeadline = Infinity;
    for (const s of [...this.#waiting]) {
      if (s.deadline <= frame) {
        this.#waiting.delete(s);
        s.deadline = 0;
        this.#skipHole(s);
      } else if (s.deadline < this.#nextDeadline) this.#nextDeadline = s.deadline;
    }
  }

  #end(s: TcpStream): void {
    if (s.ended) return;
    while (s.pending !== null) this.#skipHole(s);
    this.#waiting.delete(s);
    s.ended = true;
    this.#consumer.closed(s);
  }

  /** No frame follows: all holes are given up, all streams closed. */
  end(): void {
    for (const s of this.table.streams) this.#end(s);
  }
}

/** First entry whose end lies behind `position`. */
function firstEndingAfter(list: readonly Pending[], position: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]!.position + list[middle]!.length <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}
