/**
 * Segments to streams in order (RFC 9293, section 3.10.7.4, as seen by a bystander). The common case is a
 * segment that begins where the last one ended: it is handed on as it stands, nothing is copied. All else is
 * rare and leaves that path:
 *
 *     … delivered … │ hole │ pending │ hole │ pending …
 *                   └ next
 *
 * - before `next`: a retransmission, dropped; what was seen first wins
 * - far from `next`: repeated as well, or behind a hole larger than any window (unwrap.ts)
 * - behind a hole: held until the hole is filled, or until it is known that it never will be:
 *   the other side has acknowledged the bytes and GRACE frames passed, too much is held, or the data ends
 * - captured in part (snap length): the rest is a hole of known length, the stream goes on behind it
 */
import type { Notes } from '../capture/notes.ts';
import type { FrameColumns } from './frame-columns.ts';
import { Overlaps } from './overlaps.ts';
import { noDelivery, timeOf, type Delivery, type Packet } from './packet.ts';
import { Pending } from './pending.ts';
import { Ranges } from './ranges.ts';
import { Family, StreamTable, type Addresses } from './stream-table.ts';
import { TcpStream } from './tcp-stream.ts';
import { farAhead, hasAll, NEAR_BEHIND, WINDOW } from './unwrap.ts';

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
  /**
   * Bytes from before the first that was seen, each once: too late to be put in order. Those that were captured
   * are bytes[from, to).
   */
  late(
    stream: TcpStream,
    position: number,
    length: number,
    at: Delivery,
    bytes: Uint8Array,
    from: number,
    to: number,
  ): void;
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

export class TcpStreams {
  readonly table = new StreamTable<TcpStream>();
  readonly overlaps: Overlaps;
  /** first frame that carries the segment, where that is not its own; 0: it is */
  carrier = 0;
  /** where the packet in hand was captured, shifted by VANTAGE_BITS */
  vantage = 0;
  /** sequence numbers at which streams without a SYN begin, by stream, where that is known beforehand */
  starts: ReadonlyMap<number, number> | null = null;

  readonly #packet: Packet;
  readonly #frames: FrameColumns;
  readonly #consumer: StreamConsumer;
  readonly #addresses: Addresses;
  readonly #at: Delivery = noDelivery();
  #last: TcpStream | null = null;
  /** bytes held behind holes, of all streams */
  #pendingAll = 0;
  /** streams that hold bytes of the piece of the file in hand */
  #borrowers: TcpStream[] = [];
  /** streams whose first hole was acknowledged, and the frame at which the next is given up */
  readonly #waiting = new Set<TcpStream>();
  #nextDeadline = Infinity;

  constructor(
    packet: Packet,
    frames: FrameColumns,
    consumer: StreamConsumer,
    addresses: Addresses,
    notes: Notes,
  ) {
    this.#packet = packet;
    this.#frames = frames;
    this.#consumer = consumer;
    this.#addresses = addresses;
    this.overlaps = new Overlaps(frames, notes, this.table.streams);
  }

  /** One segment of the packet in hand. Its payload is bytes[from, from + captured), `length` on the wire. */
  segment(
    family: number,
    source: number,
    destination: number,
    ports: number,
    sequence: number,
    acknowledged: number,
    flags: number,
    from: number,
    captured: number,
    length: number,
  ): void {
    family |= this.vantage;
    let s = this.#last;
    if (s === null || s.ports !== ports || s.from !== source || s.to !== destination || s.family !== family) {
      s = this.stream(family, source, destination, ports);
      this.#last = s;
    }
    s.segments++;
    const packet = this.#packet;
    const { frame } = packet;
    const at = this.#deliver();
    if ((flags & (Flag.syn | Flag.rst)) !== 0) {
      if ((flags & Flag.syn) !== 0) {
        s = this.#syn(s, sequence);
        s.peer.owesAck = (flags & Flag.ack) !== 0;
        sequence = (sequence + 1) | 0;
      } else {
        s.count('resets');
        // What a reset carries is a word about its cause (RFC 9293, section 3.5.2), and nobody is handed it.
        if (length > 0) s.count('bytes of resets', length);
        length = 0;
      }
    }
    if (s.owesAck) this.#handshake(s, flags);
    if ((flags & Flag.ack) !== 0 && s.peer.pending !== null) this.#acknowledged(s.peer, acknowledged, frame);
    if (frame >= this.#nextDeadline) this.#giveUp(frame);
    if (length === 0) {
      this.#frames.push(s.id, s.position, packet.base + from, 0);
      return;
    }
    if (!s.started) {
      s.started = true;
      s.initial = this.starts?.get(s.id) ?? sequence;
      s.next = s.initial;
    }
    const ahead = (sequence - s.next) | 0;
    this.#frames.push(s.id, s.position + ahead, packet.base + from, captured);
    if (ahead === 0 && s.pending === null) this.#advance(s, packet.bytes, from, captured, length, at);
    else if (ahead >= -NEAR_BEHIND && ahead < WINDOW) this.#outOfOrder(s, ahead, from, captured, length);
    else {
      const known = (flags & Flag.ack) === 0 ? null : acknowledged;
      this.#outOfOrder(s, farAhead(s, ahead, known), from, captured, length);
    }
  }

  #deliver(): Delivery {
    const packet = this.#packet;
    const at = this.#at;
    at.carrier = this.carrier === 0 ? packet.frame : this.carrier;
    at.frame = packet.frame;
    at.seconds = packet.seconds;
    at.nanoseconds = packet.nanoseconds;
    return at;
  }

  /** Hands on what comes next in the stream. */
  #advance(
    s: TcpStream,
    bytes: Uint8Array,
    from: number,
    captured: number,
    length: number,
    at: Delivery,
  ): void {
    s.next = (s.next + length) | 0;
    s.position += length;
    if (captured > 0) this.#consumer.data(s, bytes, from, from + captured, at);
    if (captured < length) this.#consumer.hole(s, length - captured, Hole.snaplen, at);
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
    from: number,
    captured: number,
    length: number,
  ): boolean {
    const { bytes, base } = this.#packet;
    if (!this.#consumer.wants(bytes, from, from + captured, length)) return false;
    const s = this.stream(family | Family.udp | this.vantage, source, destination, ports);
    s.segments++;
    this.#frames.push(s.id, s.position, base + from, captured);
    s.position += length;
    this.#consumer.datagram(s, bytes, from, from + captured, length, this.#deliver());
    return true;
  }

  /** The bytes in hand go: what points at them is copied. */
  release(): void {
    for (const s of this.#borrowers) s.pending?.own();
    this.#borrowers = [];
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
        // Nobody can say which one was answered.
        s.synTime = NaN;
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
    s.synTime = timeOf(this.#packet);
    s.initial = first;
    s.next = first;
    return s;
  }

  /** The first segment of who was sent a SYN with an ACK, after that. */
  #handshake(s: TcpStream, flags: number): void {
    if ((flags & Flag.syn) !== 0) return;
    s.owesAck = false;
    if ((flags & (Flag.ack | Flag.rst)) === Flag.ack) s.ackTime = timeOf(this.#packet);
  }

  /** A segment that begins `ahead` bytes behind what comes next; negative: it repeats some. */
  #outOfOrder(s: TcpStream, ahead: number, from: number, captured: number, length: number): void {
    const { bytes, base } = this.#packet;
    const at = this.#at;
    const isKeepAlive = length === 1 && ahead === -1;
    // Fragments have no place in the piece in hand to be compared at.
    if (captured > 0 && this.carrier === 0 && !isKeepAlive)
      if (ahead < 0) this.overlaps.check(bytes, base, Math.min(captured, -ahead));
      else if (s.pending?.overlaps(s.position + ahead, captured)) this.overlaps.check(bytes, base, captured);
    if (ahead < 0) {
      const old = -ahead;
      const start = s.position - old;
      if (start < 0) {
        // Before the first byte that was seen.
        s.earliest = Math.min(s.earliest, start);
        (s.before ??= new Ranges()).add(start, Math.min(0, start + length), (first, stop) => {
          s.count('bytes before the first seen', stop - first);
          const begin = from + first - start;
          const end = from + Math.min(captured, stop - start);
          this.#consumer.late(s, first, stop - first, at, bytes, begin, Math.max(begin, end));
        });
      }
      if (old >= length) {
        s.count(isKeepAlive ? 'keep-alives' : 'retransmissions');
        return;
      }
      s.count('overlaps');
      from += old;
      captured = Math.max(0, captured - old);
      length -= old;
      if (s.pending === null) {
        this.#advance(s, bytes, from, captured, length, at);
        return;
      }
    } else if (ahead > 0) s.count('out of order');
    const pending = (s.pending ??= new Pending());
    this.#borrowers.push(s);
    const before = pending.bytes;
    if (pending.hold(s.position + Math.max(0, ahead), length, bytes, from, captured, at)) s.count('overlaps');
    this.#pendingAll += pending.bytes - before;
    this.#drain(s, true);
    if (
      s.pending !== null &&
      (pending.bytes > MAX_PENDING ||
        pending.pieces.length > MAX_SEGMENTS ||
        this.#pendingAll > MAX_PENDING_ALL)
    )
      this.#skipHole(s);
  }

  /**
   * Hands on what now follows without a hole. `filled`: the frame in hand filled it, so it completes what
   * follows; else the hole is given up, and each piece counts as of its own frame.
   */
  #drain(s: TcpStream, filled: boolean): void {
    const { pending } = s;
    if (pending === null) return;
    const at = this.#at;
    const { carrier } = at;
    const { pieces } = pending;
    let taken = 0;
    while (taken < pieces.length && pieces[taken]!.position === s.position) {
      const piece = pieces[taken++]!;
      this.#pendingAll -= piece.captured;
      at.carrier = piece.carrier;
      if (!filled) setFrame(at, piece);
      this.#advance(s, piece.bytes, piece.from, piece.captured, piece.length, at);
    }
    at.carrier = carrier;
    if (!filled) setFrame(at, this.#packet);
    if (taken === 0) return;
    pending.drop(taken);
    s.deadline = 0;
    this.#waiting.delete(s);
    if (pieces.length === 0) s.pending = null;
  }

  /** Gives the first hole up and goes on behind it. */
  #skipHole(s: TcpStream): void {
    if (s.pending === null) return;
    const { first } = s.pending;
    const length = first.position - s.position;
    const at = this.#at;
    const { carrier } = at;
    at.carrier = first.carrier;
    setFrame(at, first);
    s.count('gaps');
    s.count('bytes lost', length);
    s.position += length;
    s.next = (s.next + length) | 0;
    this.#consumer.hole(s, length, Hole.lost, at);
    at.carrier = carrier;
    setFrame(at, this.#packet);
    this.#drain(s, false);
  }

  /** The receiver has all before `acknowledged`: a hole there is the capture's, not the network's. */
  #acknowledged(s: TcpStream, acknowledged: number, frame: number): void {
    if (s.deadline !== 0) return;
    if (!hasAll(acknowledged, s.next, s.pending!.first.position - s.position)) return;
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

function setFrame(at: Delivery, from: Omit<Delivery, 'carrier'>): void {
  at.frame = from.frame;
  at.seconds = from.seconds;
  at.nanoseconds = from.nanoseconds;
}
