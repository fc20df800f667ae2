/**
 * Frames to segments: link layer, IP, TCP. The usual frame (Ethernet, IPv4 or IPv6 without extras, TCP) runs
 * straight through; whatever else it meets is counted by name, and told once when the capture ends.
 */
import type { FrameSink } from '../capture/walker.ts';
import { grouped, type Notes } from '../capture/notes.ts';
import { FrameColumns } from './frame-columns.ts';
import { Link, linkName } from './link-types.ts';
import { Addresses, Family } from './stream-table.ts';
import { TcpStreams, type StreamConsumer, type TcpStream } from './tcp-streams.ts';

const EtherType = {
  ipv4: 0x0800,
  ipv6: 0x86dd,
  vlan: 0x8100,
  provider: 0x88a8,
  oldProvider: 0x9100,
} as const;
const Protocol = {
  hopByHop: 0,
  tcp: 6,
  udp: 17,
  routing: 43,
  fragment: 44,
  ah: 51,
  destination: 60,
} as const;

/** Extension headers of one packet that are gone through before it is called damaged. */
const MAX_EXTENSIONS = 16;

const ETHER_NAMES: Readonly<Record<number, string>> = {
  0x0806: 'ARP',
  0x8035: 'RARP',
  0x8847: 'MPLS',
  0x8863: 'PPPoE discovery',
  0x8864: 'PPPoE',
  0x888e: 'EAPOL',
  0x88cc: 'LLDP',
  0x8906: 'FCoE',
};
const PROTOCOL_NAMES: Readonly<Record<number, string>> = {
  1: 'ICMP',
  2: 'IGMP',
  4: 'IPv4 in IP',
  17: 'UDP',
  41: 'IPv6 in IP',
  47: 'GRE',
  50: 'ESP',
  58: 'ICMPv6',
  88: 'EIGRP',
  89: 'OSPF',
  112: 'VRRP',
  132: 'SCTP',
};

export class FrameReader implements FrameSink {
  readonly columns = new FrameColumns();
  readonly addresses = new Addresses();
  readonly tcp: TcpStreams;
  /** frames that carry no TCP segment, by what they carry */
  readonly others = new Map<string, number>();
  readonly #links = new Map<number, number>();
  #frame = 0;

  constructor(consumer: StreamConsumer) {
    this.tcp = new TcpStreams(this.columns, consumer, this.addresses);
  }

  frame(
    bytes: Uint8Array,
    view: DataView,
    start: number,
    end: number,
    original: number,
    link: number,
    time: number,
    base: number,
  ): void {
    const frame = ++this.#frame;
    let type = 0;
    let at = start;
    if (link === Link.ethernet) {
      at = start + 14;
      if (at <= end) {
        type = view.getUint16(start + 12);
        while (type === EtherType.vlan || type === EtherType.provider || type === EtherType.oldProvider) {
          if (at + 4 > end) break;
          type = view.getUint16(at + 2);
          at += 4;
        }
      }
    } else if (link === Link.linuxCooked) {
      at = start + 16;
      if (at <= end) type = view.getUint16(start + 14);
    } else if (link === Link.linuxCooked2) {
      at = start + 20;
      if (at <= end) type = view.getUint16(start);
    } else if (link === Link.raw || link === Link.ipv4 || link === Link.ipv6) {
      if (at < end) type = bytes[at]! >>> 4 === 6 ? EtherType.ipv6 : EtherType.ipv4;
    } else {
      this.#links.set(link, (this.#links.get(link) ?? 0) + 1);
      this.columns.push(-1, 0, 0, 0);
      return;
    }
    const left = original - (end - start);
    if (at > end) this.#other('cut short');
    else if (type === EtherType.ipv4) this.#ipv4(bytes, view, at, end, left, time, base, frame);
    else if (type === EtherType.ipv6) this.#ipv6(bytes, view, at, end, left, time, base, frame);
    else this.#other(ETHER_NAMES[type] ?? etherName(type));
    if (this.columns.length < frame) this.columns.push(-1, 0, 0, 0);
  }

  /**
   * RFC 791. `left`: bytes of the frame that were not captured.
   *
   *     0          2       4    6           8     9      10        12      16
   *     ver ihl  | total | id | fragment  | ttl | proto| checksum | from  | to | options
   */
  #ipv4(
    bytes: Uint8Array,
    view: DataView,
    at: number,
    end: number,
    left: number,
    time: number,
    base: number,
    frame: number,
  ): void {
    if (at + 20 > end) return this.#other('cut short');
    const first = bytes[at]!;
    const header = (first & 15) << 2;
    if (first >>> 4 !== 4 || header < 20) return this.#other('damaged IPv4');
    let total = view.getUint16(at + 2);
    // Segments that the card splits are captured before it fills the length in.
    if (total === 0) total = end - at + left;
    if (total < header) return this.#other('damaged IPv4');
    const stop = at + total;
    const protocol = bytes[at + 9]!;
    if ((view.getUint16(at + 6) & 0x3fff) !== 0) return this.#other('IPv4 fragment');
    if (protocol === Protocol.tcp)
      this.#tcp(
        bytes,
        view,
        at + header,
        end < stop ? end : stop,
        stop,
        Family.ipv4,
        view.getInt32(at + 12),
        view.getInt32(at + 16),
        time,
        base,
        frame,
      );
    else this.#other(PROTOCOL_NAMES[protocol] ?? `IP protocol ${protocol}`);
  }

  /**
   * RFC 8200.
   *
   *     0                4         6      7      8       24      40
   *     ver class flow | payload | next | hops | from  | to    | extension headers …
   */
  #ipv6(
    bytes: Uint8Array,
    view: DataView,
    at: number,
    end: number,
    left: number,
    time: number,
    base: number,
    frame: number,
  ): void {
    if (at + 40 > end) return this.#other('cut short');
    if (bytes[at]! >>> 4 !== 6) return this.#other('damaged IPv6');
    const payload = view.getUint16(at + 4);
    const stop = payload === 0 ? end + left : at + 40 + payload;
    const limit = end < stop ? end : stop;
    let protocol = bytes[at + 6]!;
    let next = at + 40;
    for (let i = 0; protocol !== Protocol.tcp && i < MAX_EXTENSIONS; i++) {
      if (
        protocol !== Protocol.hopByHop &&
        protocol !== Protocol.routing &&
        protocol !== Protocol.destination &&
        protocol !== Protocol.ah
      )
        break;
      if (next + 8 > limit) return this.#other('cut short');
      // Lengths are in units of 8 bytes without the first, in an authentication header of 4 without two.
      const length = protocol === Protocol.ah ? (bytes[next + 1]! + 2) << 2 : (bytes[next + 1]! + 1) << 3;
      protocol = bytes[next]!;
      next += length;
    }
    if (protocol === Protocol.fragment) return this.#other('IPv6 fragment');
    if (protocol !== Protocol.tcp) return this.#other(PROTOCOL_NAMES[protocol] ?? `IP protocol ${protocol}`);
    const { addresses } = this;
    this.#tcp(
      bytes,
      view,
      next,
      limit,
      stop,
      Family.ipv6,
      addresses.intern(bytes, view, at + 8),
      addresses.intern(bytes, view, at + 24),
      time,
      base,
      frame,
    );
  }

  /**
   * RFC 9293, section 3.1. `end`: of what was captured; `stop`: of the segment as sent.
   *
   *     0      2    4     8     12          14       16         18       20
   *     from | to | seq | ack | offs flags | window | checksum | urgent | options
   */
  #tcp(
    bytes: Uint8Array,
    view: DataView,
    at: number,
    end: number,
    stop: number,
    family: number,
    source: number,
    destination: number,
    time: number,
    base: number,
    frame: number,
  ): void {
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
      bytes,
      from,
      end > from ? end - from : 0,
      stop - from,
      base,
      frame,
      time,
    );
  }

  /** A segment without IP header: its end points have names. */
  segment(bytes: Uint8Array, view: DataView, source: number, destination: number, base: number): void {
    const frame = ++this.#frame;
    this.#tcp(bytes, view, 0, bytes.length, bytes.length, Family.name, source, destination, NaN, base, frame);
    if (this.columns.length < frame) this.columns.push(-1, 0, 0, 0);
  }

  /** Bytes without any header, the next of a stream. Gives their frame's number. */
  plain(stream: TcpStream, base: number, length: number): number {
    this.columns.push(stream.id, stream.position, base, length);
    stream.segments++;
    stream.position += length;
    return ++this.#frame;
  }

  #other(name: string): void {
    this.others.set(name, (this.others.get(name) ?? 0) + 1);
  }

  /** Says what was in the capture besides streams. */
  end(notes: Notes): void {
    this.tcp.end();
    for (const [link, frames] of this.#links)
      notes.add(
        'warning',
        'unknown-link-type',
        `${frames === 1 ? '1 frame is' : `${grouped(frames)} frames are`} of ${linkName(link)}, which is not read.`,
      );
    const all = [...this.others].sort((a, b) => b[1] - a[1]);
    if (all.length > 0) {
      const sum = all.reduce((total, [, frames]) => total + frames, 0);
      notes.add(
        'info',
        'no-tcp',
        `${grouped(sum)} of ${grouped(this.#frame)} frames carry no TCP segment: ${all
          .slice(0, 8)
          .map(([name, frames]) => `${name} ${grouped(frames)}`)
          .join(', ')}${all.length > 8 ? ', …' : ''}.`,
      );
    }
  }
}

function etherName(type: number): string {
  return type < 0x0600 ? 'IEEE 802.3' : `EtherType 0x${type.toString(16).padStart(4, '0')}`;
}
