/**
 * Frames to segments: link layer, IP, TCP. The usual frame (Ethernet, IPv4 or IPv6 without extras, TCP) runs
 * straight through. Fragments are put together, tunnels unwrapped; whatever else is met is counted by name, and
 * told once when the capture ends.
 */
import type { FrameSink } from '../capture/walker.ts';
import { counted, grouped, type Notes } from '../capture/notes.ts';
import { FrameColumns } from './frame-columns.ts';
import { assemble, Fragments, type Fragment } from './fragments.ts';
import { EtherType, found, linkHeader, pppoe } from './link.ts';
import { Link, linkName } from './link-types.ts';
import { etherName, protocolName } from './names.ts';
import { Addresses, Family } from './stream-table.ts';
import { Packet } from './packet.ts';
import type { TcpStream } from './tcp-stream.ts';
import { TcpStreams, type StreamConsumer } from './tcp-streams.ts';
import { greHeader, udpTunnel } from './tunnels.ts';

const Protocol = {
  hopByHop: 0,
  ipv4: 4,
  tcp: 6,
  udp: 17,
  ipv6: 41,
  routing: 43,
  fragment: 44,
  gre: 47,
  ah: 51,
  destination: 60,
  mobility: 135,
  hip: 139,
  shim6: 140,
} as const;

/** Extension headers of IPv6 whose length stands in their second byte. */
const EXTENSIONS: ReadonlySet<number> = new Set([
  Protocol.hopByHop,
  Protocol.routing,
  Protocol.ah,
  Protocol.destination,
  Protocol.mobility,
  Protocol.hip,
  Protocol.shim6,
]);

/** Extension headers of one packet, and tunnels in tunnels, that are gone through. */
const MAX_EXTENSIONS = 16;
const MAX_DEPTH = 8;

export class FrameReader implements FrameSink {
  readonly columns = new FrameColumns();
  readonly addresses = new Addresses();
  readonly tcp: TcpStreams;
  /** frames that carry nothing that is followed, by what they carry */
  readonly others = new Map<string, number>();
  readonly #links = new Map<number, number>();
  readonly #fragments = new Fragments();
  readonly #notes: Notes;
  readonly #packet = new Packet();
  /** tunnels that the packet in hand came through */
  #depth = 0;

  constructor(consumer: StreamConsumer, notes: Notes) {
    this.#notes = notes;
    this.tcp = new TcpStreams(this.#packet, this.columns, consumer, this.addresses, notes);
  }

  piece(bytes: Uint8Array, view: DataView, base: number): void {
    const packet = this.#packet;
    packet.bytes = bytes;
    packet.view = view;
    packet.base = base;
  }

  release(): void {
    this.tcp.release();
  }

  frame(
    start: number,
    end: number,
    original: number,
    link: number,
    seconds: number,
    nanoseconds: number,
  ): void {
    const packet = this.#packet;
    const frame = ++packet.frame;
    packet.seconds = seconds;
    packet.nanoseconds = nanoseconds;
    this.#depth = 0;
    const stop = start + original;
    if (link === Link.ethernet) this.#ethernet(start, end, stop);
    else {
      const at = linkHeader(link, packet.bytes, packet.view, start, end);
      if (at < 0) this.#links.set(link, (this.#links.get(link) ?? 0) + 1);
      else if (at > end) this.#other('cut short');
      else this.#network(found.type, at, end, stop);
    }
    if (this.columns.length < frame) this.columns.push(-1, 0, 0, 0);
  }

  /** From here on bytes[at, end) is what was captured, and the packet was sent up to `stop`. */
  #ethernet(at: number, end: number, stop: number): void {
    if (at + 14 > end) return this.#other('cut short');
    this.#network(this.#packet.view.getUint16(at + 12), at + 14, end, stop);
  }

  #network(type: number, at: number, end: number, stop: number): void {
    if (type === EtherType.ipv4) return this.#ipv4(at, end, stop);
    if (type === EtherType.ipv6) return this.#ipv6(at, end, stop);
    const { bytes, view } = this.#packet;
    let kind = type;
    let place = at;
    while (
      (kind === EtherType.vlan || kind === EtherType.provider || kind === EtherType.oldProvider) &&
      place + 4 <= end
    ) {
      kind = view.getUint16(place + 2);
      place += 4;
    }
    // IEEE 802.3 has a length instead of a type; behind it SNAP may tell one.
    if (kind < 0x600 && kind > 0 && place + 8 <= end && view.getUint32(place) === 0xaaaa0300) {
      kind = view.getUint16(place + 6);
      place += 8;
    }
    if (kind === EtherType.pppoe) {
      place = pppoe(bytes, view, place, end);
      kind = found.type;
    }
    if (kind === EtherType.ipv4 && place <= end) this.#ipv4(place, end, stop);
    else if (kind === EtherType.ipv6 && place <= end) this.#ipv6(place, end, stop);
    else this.#other(etherName(kind));
  }

  /**
   * RFC 791.
   *
   *     0          2       4    6           8     9      10        12      16
   *     ver ihl  | total | id | fragment  | ttl | proto| checksum | from  | to | options
   */
  #ipv4(at: number, end: number, frameStop: number): void {
    const { bytes, view } = this.#packet;
    if (at + 20 > end) return this.#other('cut short');
    const first = bytes[at]!;
    const header = (first & 15) << 2;
    const total = view.getUint16(at + 2);
    // Segments that the network card splits are captured before it fills the length in: then it is 0.
    const stop = total === 0 ? frameStop : at + total;
    const from = at + header;
    if (first >>> 4 !== 4 || header < 20 || from > stop) return this.#other('damaged IPv4');
    const limit = end < stop ? end : stop;
    const protocol = bytes[at + 9]!;
    const source = view.getInt32(at + 12);
    const destination = view.getInt32(at + 16);
    const fragment = view.getUint16(at + 6) & 0x3fff;
    if (fragment !== 0)
      this.#fragment(
        `4 ${source} ${destination} ${view.getUint16(at + 4)} ${protocol}`,
        (fragment & 0x1fff) << 3,
        (fragment & 0x2000) === 0,
        protocol,
        from,
        limit,
        stop,
        Family.ipv4,
        source,
        destination,
      );
    else if (protocol === Protocol.tcp) this.#tcp(from, limit, stop, Family.ipv4, source, destination);
    else this.#transport(protocol, from, limit, stop, Family.ipv4, source, destination);
  }

  /**
   * RFC 8200.
   *
   *     0                4         6      7      8       24      40
   *     ver class flow | payload | next | hops | from  | to    | extension headers …
   */
  #ipv6(at: number, end: number, frameStop: number): void {
    const { bytes, view } = this.#packet;
    if (at + 40 > end) return this.#other('cut short');
    if (bytes[at]! >>> 4 !== 6) return this.#other('damaged IPv6');
    const payload = view.getUint16(at + 4);
    const stop = payload === 0 ? frameStop : at + 40 + payload;
    const limit = end < stop ? end : stop;
    const source = this.addresses.intern(bytes, view, at + 8);
    let destination = this.addresses.intern(bytes, view, at + 24);
    let protocol = bytes[at + 6]!;
    let next = at + 40;
    for (let i = 0; protocol !== Protocol.tcp && i < MAX_EXTENSIONS; i++) {
      const isFragment = protocol === Protocol.fragment;
      if (!isFragment && !EXTENSIONS.has(protocol)) break;
      if (next + 8 > limit) return this.#other('cut short');
      const following = bytes[next]!;
      if (isFragment) {
        const field = view.getUint16(next + 2);
        // An atomic fragment (RFC 6946) is whole by itself.
        if ((field & 0xfff9) !== 0)
          return this.#fragment(
            `6 ${source} ${destination} ${view.getUint32(next + 4)}`,
            field & 0xfff8,
            (field & 1) === 0,
            following,
            next + 8,
            limit,
            stop,
            Family.ipv6,
            source,
            destination,
          );
        next += 8;
      } else {
        if (protocol === Protocol.routing) {
          const last = lastStop(bytes, next, limit);
          if (last > 0) destination = this.addresses.intern(bytes, view, last);
        }
        // Lengths are in units of 8 bytes without the first, in an authentication header of 4 without two.
        next += protocol === Protocol.ah ? (bytes[next + 1]! + 2) << 2 : (bytes[next + 1]! + 1) << 3;
      }
      protocol = following;
    }
    if (next > limit) return this.#other('cut short');
    if (protocol === Protocol.tcp) this.#tcp(next, limit, stop, Family.ipv6, source, destination);
    else this.#transport(protocol, next, limit, stop, Family.ipv6, source, destination);
  }

  /** What IP carries besides TCP. */
  #transport(
    protocol: number,
    at: number,
    end: number,
    stop: number,
    family: number,
    source: number,
    destination: number,
  ): void {
    const isTunnel =
      protocol === Protocol.ipv4 ||
      protocol === Protocol.ipv6 ||
      protocol === Protocol.gre ||
      protocol === Protocol.ah;
    if (isTunnel && ++this.#depth > MAX_DEPTH) return this.#other('tunnels in tunnels');
    if (protocol === Protocol.tcp) this.#tcp(at, end, stop, family, source, destination);
    else if (protocol === Protocol.udp) this.#udp(at, end, stop, family, source, destination);
    else if (protocol === Protocol.ipv4) this.#ipv4(at, end, stop);
    else if (protocol === Protocol.ipv6) this.#ipv6(at, end, stop);
    else if (protocol === Protocol.gre) this.#gre(at, end, stop);
    else if (protocol === Protocol.ah) {
      // RFC 4302: next header, length in words without two.
      const next = at + 2 <= end ? at + ((this.#packet.bytes[at + 1]! + 2) << 2) : end + 1;
      if (next > end) return this.#other('cut short');
      this.#transport(this.#packet.bytes[at]!, next, end, stop, family, source, destination);
    } else this.#other(protocolName(protocol));
  }

  /**
   * RFC 9293, section 3.1.
   *
   *     0      2    4     8     12          14       16         18       20
   *     from | to | seq | ack | offs flags | window | checksum | urgent | options
   */
  #tcp(at: number, end: number, stop: number, family: number, source: number, destination: number): void {
    const { view } = this.#packet;
    if (at + 14 > end) return this.#other(at + 20 > stop ? 'damaged TCP' : 'cut short');
    const offsetAndFlags = view.getUint16(at + 12);
    const header = (offsetAndFlags >>> 12) << 2;
    const from = at + header;
    if (header < 20 || from > stop) return this.#other('damaged TCP');
    this.tcp.segment(
      family,
      source,
      destination,
      view.getInt32(at),
      view.getInt32(at + 4),
      view.getInt32(at + 8),
      offsetAndFlags & 0xff,
      from,
      end > from ? end - from : 0,
      stop - from,
    );
  }

  /** RFC 768: ports, length, checksum. */
  #udp(at: number, end: number, stop: number, family: number, source: number, destination: number): void {
    const { bytes, view } = this.#packet;
    if (at + 8 > end) return this.#other('cut short');
    const inner = udpTunnel(bytes, view, at, end);
    if (inner >= 0) {
      if (++this.#depth > MAX_DEPTH) return this.#other('tunnels in tunnels');
      return this.#carried(inner, end, stop);
    }
    const from = at + 8;
    const announced = view.getUint16(at + 4) - 8;
    const length = announced >= 0 && from + announced <= stop ? announced : stop - from;
    const captured = Math.min(length, end - from);
    const ports = view.getInt32(at);
    const taken = this.tcp.datagram(family, source, destination, ports, from, captured, length);
    if (!taken) this.#other('UDP');
  }

  #gre(at: number, end: number, stop: number): void {
    const { bytes, view } = this.#packet;
    const next = greHeader(bytes, view, at, end);
    if (next < 0) this.#other('GRE of another version');
    else this.#carried(next, end, stop);
  }

  /** What a tunnel carries, as `found` tells. */
  #carried(at: number, end: number, stop: number): void {
    if (at > end) this.#other('cut short');
    else if (found.type === EtherType.bridged) this.#ethernet(at, end, stop);
    else this.#network(found.type, at, end, stop);
  }

  /** One fragment of a datagram; the one that completes it has it read as if it had come in one. */
  #fragment(
    key: string,
    offset: number,
    isLast: boolean,
    protocol: number,
    from: number,
    end: number,
    stop: number,
    family: number,
    source: number,
    destination: number,
  ): void {
    // Fragments of what came in fragments have no place of their own in the file.
    if (this.tcp.carrier !== 0) return this.#other('fragments in fragments');
    const packet = this.#packet;
    const { bytes, view, base, frame } = packet;
    const fragment: Fragment = {
      offset,
      length: stop - from,
      bytes: bytes.slice(from, end),
      frame,
      at: base + from,
    };
    const all = this.#fragments.add(`${this.tcp.vantage} ${key}`, fragment, isLast);
    if (all === null) return;
    const { whole, captured } = assemble(all);
    this.piece(whole, new DataView(whole.buffer), 0);
    this.tcp.carrier = all.reduce((first, f) => Math.min(first, f.frame), frame);
    this.#transport(protocol, 0, captured, whole.length, family, source, destination);
    this.tcp.carrier = 0;
    this.piece(bytes, view, base);
    this.#place(all);
  }

  /** Tells the frames of a datagram's fragments which bytes of the stream they carry. */
  #place(all: readonly Fragment[]): void {
    const { columns } = this;
    const current = this.#packet.frame - 1;
    if (columns.length <= current) return;
    const stream = columns.stream.get(current);
    if (stream < 0) return;
    const position = columns.position.get(current);
    const payload = columns.at.get(current);
    for (const { offset, bytes, frame, at } of all) {
      const skipped = Math.max(0, payload - offset);
      const size = Math.max(0, bytes.length - skipped);
      columns.set(frame - 1, stream, position + offset + skipped - payload, at + skipped, size);
    }
  }

  /** A segment without IP header: its end points have names. */
  segment(source: number, destination: number): void {
    const packet = this.#packet;
    packet.frame++;
    const { length } = packet.bytes;
    this.#tcp(0, length, length, Family.name, source, destination);
    if (this.columns.length < packet.frame) this.columns.push(-1, 0, 0, 0);
  }

  /** Bytes without any header, the next of a stream. Gives their frame's number. */
  plain(stream: TcpStream): number {
    const packet = this.#packet;
    const { length } = packet.bytes;
    this.columns.push(stream.id, stream.position, packet.base, length);
    stream.segments++;
    stream.position += length;
    return ++packet.frame;
  }

  #other(name: string): void {
    this.others.set(name, (this.others.get(name) ?? 0) + 1);
  }

  /** Closes all streams, and says what was in the capture besides them. */
  end(): void {
    const notes = this.#notes;
    this.tcp.end();
    for (const [link, frames] of this.#links)
      notes.add(
        'warning',
        'unknown-link-type',
        `${counted(frames, 'frame')} of ${linkName(link)}: this link type is not read.`,
      );
    const { left } = this.#fragments;
    if (left > 0)
      notes.add(
        'warning',
        'fragments',
        `${counted(left, 'frame')} ${left === 1 ? 'carries' : 'carry'} parts of IP datagrams that did not become whole, or came again.`,
      );
    const all = [...this.others].sort((a, b) => b[1] - a[1]);
    if (all.length === 0) return;
    const sum = all.reduce((total, [, frames]) => total + frames, 0);
    const names = all.slice(0, 8).map(([name, frames]) => `${name} ${grouped(frames)}`);
    if (all.length > 8) names.push('…');
    notes.add(
      'info',
      'no-stream',
      `${grouped(sum)} of ${counted(this.#packet.frame, 'frame')} carry nothing of a stream: ${names.join(', ')}.`,
    );
  }
}

/**
 * Where the address stands that a packet goes to in the end, while a routing header has it go elsewhere first:
 * RFC 5095's and RFC 6275's is the last of the list, RFC 8754's the first. -1: it is there, or nobody can tell.
 *
 *     0      1        2      3      4          8
 *     next | length | type | left | reserved | addresses …
 */
function lastStop(bytes: Uint8Array, at: number, end: number): number {
  const type = bytes[at + 2]!;
  const addresses = bytes[at + 1]! >>> 1;
  if (bytes[at + 3] === 0 || addresses === 0) return -1;
  const place = type === 4 ? at + 8 : type === 0 || type === 2 ? at + 8 + 16 * (addresses - 1) : -1;
  return place + 16 <= end ? place : -1;
}
