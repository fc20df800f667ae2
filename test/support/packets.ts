/** Builds packets and captures for tests: what is not said has a usual value. */

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function words(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setUint32(i * 4, value));
  return bytes;
}

// ── RPC ──────────────────────────────────────────────────────────────────────────────────────────

export function marked(message: Uint8Array, fragments: readonly number[] = []): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const wanted of fragments) {
    const length = Math.min(wanted, message.length - at - 1);
    if (length <= 0) break;
    parts.push(words(length), message.subarray(at, at + length));
    at += length;
  }
  const rest = message.subarray(at);
  return concat(...parts, words(0x80000000 + rest.length), rest);
}

export function callMessage(
  xid: number,
  procedure = 1,
  body: Uint8Array = words(1, 2, 3),
  program = 1298437,
): Uint8Array {
  return concat(words(xid, 0, 2, program, 400, procedure, 0, 0, 0, 0), body);
}

export function replyMessage(xid: number, body: Uint8Array = words(4, 5)): Uint8Array {
  return concat(words(xid, 1, 0, 0, 0, 0), body);
}

export const call = (xid: number, procedure?: number, body?: Uint8Array): Uint8Array =>
  marked(callMessage(xid, procedure, body));
export const reply = (xid: number, body?: Uint8Array): Uint8Array => marked(replyMessage(xid, body));

/** Bytes that look like nothing: no zeros. */
export function noise(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length);
  let x = seed | 1;
  for (let i = 0; i < length; i++) {
    x = (Math.imul(x, 1103515245) + 12345) | 0;
    bytes[i] = ((x >>> 16) & 0xff) | 0x81;
  }
  return bytes;
}

// ── network ──────────────────────────────────────────────────────────────────────────────────────

export interface Segment {
  readonly source?: string;
  readonly destination?: string;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly sequence?: number;
  readonly acknowledge?: number | null;
  readonly flags?: number;
  readonly payload?: Uint8Array;
}

export const SYN = 2;
export const RST = 4;

export function tcp(segment: Segment): Uint8Array {
  const { sourcePort = 1000, destinationPort = 24007, sequence = 0, acknowledge = null } = segment;
  const header = new Uint8Array(20);
  const view = new DataView(header.buffer);
  view.setUint16(0, sourcePort);
  view.setUint16(2, destinationPort);
  view.setUint32(4, sequence >>> 0);
  view.setUint32(8, (acknowledge ?? 0) >>> 0);
  view.setUint16(12, 0x5000 | (segment.flags ?? 0) | (acknowledge === null ? 0 : 16));
  view.setUint16(14, 65535);
  return concat(header, segment.payload ?? new Uint8Array(0));
}

export function udp(sourcePort: number, destinationPort: number, payload: Uint8Array): Uint8Array {
  const header = new Uint8Array(8);
  const view = new DataView(header.buffer);
  view.setUint16(0, sourcePort);
  view.setUint16(2, destinationPort);
  view.setUint16(4, 8 + payload.length);
  return concat(header, payload);
}

export interface Ip {
  readonly source?: string;
  readonly destination?: string;
  readonly protocol?: number;
  readonly id?: number;
  /** in units of 8 bytes, and whether more follow */
  readonly fragment?: readonly [offset: number, more: boolean];
  /** instead of the true length */
  readonly total?: number;
}

const address4 = (text: string): number[] => text.split('.').map(Number);

export function ipv4(payload: Uint8Array, ip: Ip = {}): Uint8Array {
  const header = new Uint8Array(20);
  const view = new DataView(header.buffer);
  header[0] = 0x45;
  view.setUint16(2, ip.total ?? 20 + payload.length);
  view.setUint16(4, ip.id ?? 0);
  if (ip.fragment) view.setUint16(6, ip.fragment[0] | (ip.fragment[1] ? 0x2000 : 0));
  header[8] = 64;
  header[9] = ip.protocol ?? 6;
  header.set(address4(ip.source ?? '10.0.0.1'), 12);
  header.set(address4(ip.destination ?? '10.0.0.2'), 16);
  return concat(header, payload);
}

/** `headers`: extension headers, the first of type `next`. */
export function ipv6(payload: Uint8Array, next = 6, headers: Uint8Array = new Uint8Array(0)): Uint8Array {
  const header = new Uint8Array(40);
  header[0] = 0x60;
  new DataView(header.buffer).setUint16(4, headers.length + payload.length);
  header[6] = next;
  header[7] = 64;
  header.set([0xfd, 0x77], 8);
  header[23] = 1;
  header.set([0xfd, 0x77], 24);
  header[39] = 2;
  return concat(header, headers, payload);
}

export function ethernet(payload: Uint8Array, type = 0x0800, tags: readonly number[] = []): Uint8Array {
  const header = new Uint8Array(14 + tags.length * 4);
  const view = new DataView(header.buffer);
  tags.forEach((tag, i) => {
    view.setUint16(12 + i * 4, tag);
    view.setUint16(14 + i * 4, 7);
  });
  view.setUint16(12 + tags.length * 4, type);
  return concat(header, payload);
}

export function frame(segment: Segment): Uint8Array {
  const { source, destination } = segment;
  return ethernet(ipv4(tcp(segment), { ...(source && { source }), ...(destination && { destination }) }));
}

// ── captures ─────────────────────────────────────────────────────────────────────────────────────

export interface Captured {
  readonly bytes: Uint8Array;
  /** on the wire, when more than what is there */
  readonly original?: number;
  readonly seconds?: number;
  readonly fraction?: number;
}

export interface PcapOptions {
  readonly link?: number;
  readonly nanoseconds?: boolean;
  readonly bigEndian?: boolean;
  readonly snaplen?: number;
  readonly magic?: number;
  /** bytes between frame header and data */
  readonly extra?: number;
}

export function pcap(frames: readonly (Uint8Array | Captured)[], options: PcapOptions = {}): Uint8Array {
  const little = !options.bigEndian;
  const header = new Uint8Array(24);
  const view = new DataView(header.buffer);
  view.setUint32(0, options.magic ?? (options.nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4), little);
  view.setUint16(4, 2, little);
  view.setUint16(6, 4, little);
  view.setUint32(16, options.snaplen ?? 262144, little);
  view.setUint32(20, options.link ?? 1, little);
  const parts: Uint8Array[] = [header];
  frames.forEach((given, i) => {
    const captured: Captured = given instanceof Uint8Array ? { bytes: given } : given;
    const head = new Uint8Array(16 + (options.extra ?? 0));
    const headView = new DataView(head.buffer);
    headView.setUint32(0, captured.seconds ?? 1_700_000_000, little);
    headView.setUint32(4, captured.fraction ?? i, little);
    headView.setUint32(8, captured.bytes.length, little);
    headView.setUint32(12, captured.original ?? captured.bytes.length, little);
    parts.push(head, captured.bytes);
  });
  return concat(...parts);
}

export function block(type: number, body: Uint8Array, little = true): Uint8Array {
  const padded = (body.length + 3) & ~3;
  const bytes = new Uint8Array(12 + padded);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, type, little);
  view.setUint32(4, bytes.length, little);
  bytes.set(body, 8);
  view.setUint32(bytes.length - 4, bytes.length, little);
  return bytes;
}

/** Numbers of the given widths (in bytes) in one byte order. */
export function fields(
  little: boolean,
  ...list: readonly (readonly [value: number, width: number])[]
): Uint8Array {
  const bytes = new Uint8Array(list.reduce((sum, [, width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [value, width] of list) {
    if (width === 2) view.setUint16(at, value, little);
    else if (width === 4) view.setUint32(at, value, little);
    else view.setUint8(at, value);
    at += width;
  }
  return bytes;
}
