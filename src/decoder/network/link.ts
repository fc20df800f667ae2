/**
 * Link layers other than plain Ethernet: where the network layer begins, and which it is. The types are those
 * of Ethernet (EtherType); 0: there is none that is followed.
 */
import { Link } from './link-types.ts';

export const EtherType = {
  ipv4: 0x0800,
  ipv6: 0x86dd,
  vlan: 0x8100,
  provider: 0x88a8,
  oldProvider: 0x9100,
  bridged: 0x6558,
  pppoe: 0x8864,
} as const;

/** What `linkHeader` found besides the place: the type of what follows. */
export const found = { type: 0 };

/** BSD's AF_INET6 has three numbers, one a system. */
const FAMILIES6 = new Set([10, 24, 28, 30]);

/**
 * Place where the network layer begins in bytes[start, end), `found.type` telling which; at least `end` + 1
 * where the header is cut. -1: this link type is not known.
 */
export function linkHeader(
  link: number,
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
): number {
  found.type = 0;
  switch (link) {
    case Link.linuxCooked:
      // packet type, ARPHRD type, address length, address (8), protocol
      if (start + 16 <= end) found.type = view.getUint16(start + 14);
      return start + 16;
    case Link.linuxCooked2:
      // protocol, reserved, interface, ARPHRD type, packet type, address length, address (8)
      if (start + 20 <= end) found.type = view.getUint16(start);
      return start + 20;
    case Link.raw:
    case Link.rawOld:
    case Link.rawOpenBSD:
    case Link.ipv4:
    case Link.ipv6:
      if (start < end) found.type = bytes[start]! >>> 4 === 6 ? EtherType.ipv6 : EtherType.ipv4;
      return start;
    case Link.null:
    case Link.loop: {
      // An address family of 4 bytes: in the order of the capturing host, or of the network. It is small.
      if (start + 4 > end) return end + 1;
      const family = bytes[start]! | bytes[start + 1]! | bytes[start + 2]! | bytes[start + 3]!;
      if (family === 2) found.type = EtherType.ipv4;
      else if (FAMILIES6.has(family)) found.type = EtherType.ipv6;
      else return notFamily(bytes, view, start, end);
      return start + 4;
    }
    case Link.ppp:
    case Link.pppSerial:
    case Link.ciscoHdlc:
    case Link.pppWithDirection:
      return ppp(bytes, view, link === Link.pppWithDirection ? start + 1 : start, end);
    case Link.pppEther:
      return pppoe(bytes, view, start, end);
    default:
      return -1;
  }
}

/** Some systems put PPP, or an EtherType, where an address family is expected. */
function notFamily(bytes: Uint8Array, view: DataView, start: number, end: number): number {
  if (bytes[start] === 0xff && bytes[start + 1] === 3) return ppp(bytes, view, start, end);
  const type = Math.min(view.getUint32(start, true), view.getUint32(start));
  if (type === EtherType.ipv4 || type === EtherType.ipv6) found.type = type;
  return start + 4;
}

/** RFC 1661 in the framing of RFC 1662, or of Cisco: address and control may be left out. */
export function ppp(bytes: Uint8Array, view: DataView, start: number, end: number): number {
  let at = start;
  if (at + 4 > end) return end + 1;
  if (bytes[at] === 0xff && bytes[at + 1] === 3) at += 2;
  else if (bytes[at] === 0x0f || bytes[at] === 0x8f) {
    found.type = view.getUint16(at + 2);
    return at + 4;
  }
  // A protocol number of one byte is odd.
  const short = (bytes[at]! & 1) === 1;
  const protocol = short ? bytes[at]! : view.getUint16(at);
  if (protocol === 0x21) found.type = EtherType.ipv4;
  else if (protocol === 0x57) found.type = EtherType.ipv6;
  return at + (short ? 1 : 2);
}

/** RFC 2516: version and type, code, session, length; then PPP. */
export function pppoe(bytes: Uint8Array, view: DataView, start: number, end: number): number {
  found.type = 0;
  return start + 6 <= end && bytes[start + 1] === 0 ? ppp(bytes, view, start + 6, end) : end + 1;
}
