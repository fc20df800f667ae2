/**
 * Tunnels: where what they carry begins, and what it is; `found.type` tells it, as for link layers. Ethernet
 * has the type `EtherType.bridged`.
 */
import { EtherType, found, ppp } from './link.ts';

const GreType = { ppp: 0x880b, erspan: 0x88be, erspan3: 0x22eb } as const;

const GreFlag = {
  checksum: 0x8000,
  routing: 0x4000,
  key: 0x2000,
  sequence: 0x1000,
  acknowledge: 0x0080,
} as const;

const VXLAN_PORTS = new Set([4789, 8472]);
const VXLAN_GPE_PORT = 4790;
const GENEVE_PORT = 6081;
/** "Next protocol" of VXLAN-GPE. */
const GPE_TYPES: Readonly<Record<number, number>> = {
  1: EtherType.ipv4,
  2: EtherType.ipv6,
  3: EtherType.bridged,
};
/** A VXLAN header, an Ethernet header and the shortest IPv4 header. */
const VXLAN_LOOK = 8 + 14 + 20;

/**
 * GRE (RFC 2784, 2890, with routing as in RFC 1701), and that of PPTP (RFC 2637):
 *
 *     0              2      4                     …         …          …
 *     flags, version | type | checksum, offset  | key     | sequence | routing entries | what it carries
 *                           | length, call (v1) |           sequence | acknowledgement |
 *
 * Gives the place; at least `end` + 1 where it is cut, -1 for other versions.
 */
export function greHeader(bytes: Uint8Array, view: DataView, at: number, end: number): number {
  found.type = 0;
  if (at + 4 > end) return end + 1;
  const flags = view.getUint16(at);
  const version = flags & 7;
  if (version > 1) return -1;
  let next = at + 4;
  if ((flags & (GreFlag.checksum | GreFlag.routing)) !== 0) next += 4;
  if ((flags & GreFlag.key) !== 0) next += 4;
  if ((flags & GreFlag.sequence) !== 0) next += 4;
  if (version === 1 && (flags & GreFlag.acknowledge) !== 0) next += 4;
  if (version === 0 && (flags & GreFlag.routing) !== 0) {
    // Family, offset, length: the last one has none.
    while (next + 4 <= end && bytes[next + 3] !== 0) next += 4 + bytes[next + 3]!;
    next += 4;
  }
  if (next > end) return end + 1;
  const type = view.getUint16(at + 2);
  if (type === GreType.ppp) return next < end ? ppp(bytes, view, next, end) : end + 1;
  if (type === GreType.erspan) {
    // The first kind has no header, and no sequence number before it.
    found.type = EtherType.bridged;
    return (flags & GreFlag.sequence) !== 0 ? next + 8 : next;
  }
  if (type === GreType.erspan3) {
    if (next + 12 > end) return end + 1;
    found.type = EtherType.bridged;
    return next + ((bytes[next + 11]! & 1) !== 0 ? 20 : 12);
  }
  found.type = type;
  return next;
}

/**
 * Tunnels over UDP: VXLAN (RFC 7348), on any port where it looks like it; VXLAN-GPE, and Geneve (RFC 8926) on
 * theirs. `at` is the place of the ports. -1: none of them.
 */
export function udpTunnel(bytes: Uint8Array, view: DataView, at: number, end: number): number {
  found.type = 0;
  const from = at + 8;
  if (from + 8 > end) return -1;
  const port = view.getUint16(at + 2);
  if ((VXLAN_PORTS.has(port) && (bytes[from]! & 8) !== 0) || looksLikeVxlan(bytes, view, from, end)) {
    found.type = EtherType.bridged;
    return from + 8;
  }
  if (port === VXLAN_GPE_PORT && (bytes[from]! & 0xc) === 0xc) {
    found.type = GPE_TYPES[bytes[from + 3]!] ?? 0;
    return found.type === 0 ? -1 : from + 8;
  }
  // Version (2 bits) and length of the options in words (6 bits), flags, type, network (3), reserved.
  if (port === GENEVE_PORT && bytes[from]! < 0x40) {
    found.type = view.getUint16(from + 2);
    return from + 8 + bytes[from]! * 4;
  }
  return -1;
}

/** The header has one flag, a network's number and nothing else; behind it IP in Ethernet begins. */
function looksLikeVxlan(bytes: Uint8Array, view: DataView, from: number, end: number): boolean {
  if (from + VXLAN_LOOK > end || view.getUint32(from) !== 0x08000000 || bytes[from + 7] !== 0) return false;
  let at = from + 8 + 12;
  if (view.getUint16(at) === EtherType.vlan) at += 4;
  const type = view.getUint16(at);
  const version = bytes[at + 2]! >>> 4;
  return (type === EtherType.ipv4 && version === 4) || (type === EtherType.ipv6 && version === 6);
}
