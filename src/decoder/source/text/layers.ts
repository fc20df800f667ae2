/**
 * At which layer do bytes begin? Found by what must agree: an EtherType with the IP version behind it,
 * header lengths with the bytes that are there, a record mark with the RPC header that it announces.
 * Bare bytes that agree with nothing are a body.
 *
 *     ethernet │ ip │ tcp │ record mark │ RPC message │ body
 */
import type { Layer } from '../../api.ts';

export interface FoundLayer {
  readonly layer: Exclude<Layer, 'auto'>;
  /** what agreed, for people */
  readonly why: string;
  /** the bytes end where the layer says that they end */
  readonly whole: boolean;
}

export interface LayerOptions {
  /** tells a serialised dictionary from other bytes; the words of `why` change, the layer does not */
  readonly looksLikeDict?: ((bytes: Uint8Array) => boolean) | undefined;
}

/** RFC 5531 section 8.2 and what GlusterFS adds (AUTH_GLUSTERFS, v2, v3). */
const FLAVORS = new Set([0, 1, 2, 3, 5, 6, 390039, 390040, 390041]);
/** No flavor's body is longer (RFC 5531 section 8.2). */
const MAX_AUTH = 400;
/** More than any GlusterFS record. */
const MAX_MARK = 64 * 1024 * 1024;

export function findLayer(bytes: Uint8Array, options: LayerOptions = {}): FoundLayer {
  return (
    record(bytes, 0) ??
    message(bytes, 0) ??
    ethernet(bytes) ??
    ip(bytes, 0) ??
    tcp(bytes, 0) ?? {
      layer: 'body',
      why:
        options.looksLikeDict?.(bytes) === true
          ? 'key and value pairs of a dictionary'
          : 'no header of a lower layer agrees with the bytes',
      whole: false,
    }
  );
}

function u16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function u32(bytes: Uint8Array, at: number): number {
  return u16(bytes, at) * 0x10000 + u16(bytes, at + 2);
}

function ethernet(bytes: Uint8Array): FoundLayer | null {
  let at = 12;
  let type = u16(bytes, at);
  // IEEE 802.1Q and 802.1ad tags.
  for (let tags = 0; tags < 2 && (type === 0x8100 || type === 0x88a8); tags++) type = u16(bytes, (at += 4));
  if (type !== 0x0800 && type !== 0x86dd) return null;
  const inner = ip(bytes, at + 2);
  if (inner === null || (type === 0x0800) !== ((bytes[at + 2] ?? 0) >> 4 === 4)) return null;
  return {
    layer: 'ethernet',
    why: `EtherType 0x${type.toString(16).padStart(4, '0')}, then ${inner.why}`,
    whole: inner.whole,
  };
}

function ip(bytes: Uint8Array, at: number): FoundLayer | null {
  const left = bytes.length - at;
  const version = (bytes[at] ?? 0) >> 4;
  if (version === 4 && left >= 20) {
    const header = ((bytes[at] ?? 0) & 15) * 4;
    const total = u16(bytes, at + 2);
    const protocol = bytes[at + 9] ?? 0;
    if (header < 20 || (total !== 0 && total < header)) return null;
    const sum = header <= left && checksum(bytes, at, header) === 0xffff;
    // Segmentation offload may leave the checksum empty; then length and TCP header must hold.
    const empty = u16(bytes, at + 10) === 0 && total > 0 && total <= left;
    if (!sum && !(empty && protocol === 6 && isSegment(bytes, at + header, total - header))) return null;
    return {
      layer: 'ip',
      why: `IPv4 header of ${header} bytes, ${sum ? 'checksum right' : 'length right'}`,
      whole: total > 0 && total <= left,
    };
  }
  if (version === 6 && left >= 40) {
    const length = u16(bytes, at + 4);
    const next = bytes[at + 6] ?? 0;
    const inside = at + 40;
    const segment = next === 6 && isSegment(bytes, inside, length);
    const datagram = next === 17 && length >= 8 && u16(bytes, inside + 4) === length;
    if (!isAddress6(bytes, at + 8) || !isAddress6(bytes, at + 24) || !(segment || datagram)) return null;
    const whole = length + 40 <= left;
    return { layer: 'ip', why: `IPv6 header, ${length} bytes of payload`, whole };
  }
  return null;
}

/** One's complement sum (RFC 1071); 0xffff: the header agrees with its checksum. */
function checksum(bytes: Uint8Array, at: number, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i += 2) sum += u16(bytes, at + i);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return sum;
}

/** Can these bytes be a TCP header in a payload of so many bytes? */
function isSegment(bytes: Uint8Array, at: number, length: number): boolean {
  if (bytes.length - at < 20 || length < 20) return false;
  const header = ((bytes[at + 12] ?? 0) >> 4) * 4;
  return header >= 20 && header <= length && ((bytes[at + 12] ?? 0) & 0x0e) === 0;
}

/** RFC 4291: global unicast, unique local, link local, multicast, loopback. */
function isAddress6(bytes: Uint8Array, at: number): boolean {
  const first = bytes[at] ?? 0;
  if (first >> 5 === 1 || first >> 1 === 0x7e || u16(bytes, at) === 0xfe80 || first === 0xff) return true;
  for (let i = 0; i < 15; i++) if (bytes[at + i] !== 0) return false;
  return bytes[at + 15] === 1;
}

/** A TCP header says little about itself, so what follows must be a record. */
function tcp(bytes: Uint8Array, at: number): FoundLayer | null {
  if (!isSegment(bytes, at, bytes.length - at)) return null;
  const header = ((bytes[at + 12] ?? 0) >> 4) * 4;
  if (u16(bytes, at) === 0 || u16(bytes, at + 2) === 0) return null;
  const inner = record(bytes, at + header);
  if (inner === null) return null;
  return {
    layer: 'tcp',
    why: `TCP header of ${header} bytes, then a record mark`,
    whole: inner.whole,
  };
}

function record(bytes: Uint8Array, at: number): FoundLayer | null {
  const left = bytes.length - at;
  if (left < 8) return null;
  const mark = u32(bytes, at);
  const length = mark % 0x80000000;
  const lastFragment = mark >= 0x80000000;
  if (length > MAX_MARK || length < 16 || message(bytes, at + 4) === null) return null;
  // A first fragment of many is believed only when the next mark is there too.
  if (!lastFragment && length + 8 > left) return null;
  const whole = marksTile(bytes, at);
  const why = `record mark of ${length} bytes, then an RPC ${u32(bytes, at + 8) === 0 ? 'call' : 'reply'}`;
  return { layer: 'record', why, whole };
}

/** The marks lead from one to the next and exactly to the end. */
function marksTile(bytes: Uint8Array, from: number): boolean {
  let at = from;
  let closed = false;
  while (at + 4 <= bytes.length) {
    const mark = u32(bytes, at);
    closed = mark >= 0x80000000;
    at += 4 + (mark % 0x80000000);
  }
  return closed && at === bytes.length;
}

/** RFC 5531 section 9: the fixed words of a call or a reply. */
function message(bytes: Uint8Array, at: number): FoundLayer | null {
  const left = bytes.length - at;
  if (left < 16) return null;
  const type = u32(bytes, at + 4);
  if (type === 0) {
    if (left < 24 || u32(bytes, at + 8) !== 2) return null;
    if (left >= 32 && !isAuth(bytes, at + 24)) return null;
    return { layer: 'message', why: 'RPC version 2 call', whole: left >= 40 };
  }
  if (type !== 1) return null;
  const stat = u32(bytes, at + 8);
  if (stat === 1) {
    const reject = u32(bytes, at + 12);
    const whole = left === (reject === 0 ? 24 : 20);
    return reject <= 1 && whole ? { layer: 'message', why: 'denied RPC reply', whole } : null;
  }
  if (stat !== 0 || left < 24 || !isAuth(bytes, at + 12)) return null;
  const verifier = (u32(bytes, at + 16) + 3) & ~3;
  if (20 + verifier + 4 <= left && u32(bytes, at + 20 + verifier) > 5) return null;
  return { layer: 'message', why: 'accepted RPC reply', whole: 24 + verifier <= left };
}

function isAuth(bytes: Uint8Array, at: number): boolean {
  return FLAVORS.has(u32(bytes, at)) && u32(bytes, at + 4) <= MAX_AUTH;
}
