/**
 * A capture reader for tests alone, written without the decoder's own so that each judges the other: pcap
 * and pcapng, Ethernet and Linux cooked, IPv4 and IPv6, TCP put in order, record marks. It knows no gaps:
 * a stream ends for it where bytes are missing.
 */

/** One RPC record. */
export interface CapturedRecord {
  /** frame that completes it, from 1 */
  readonly frame: number;
  /** message bytes, record marks taken out */
  readonly message: Uint8Array;
  /** `source:port>destination:port` */
  readonly stream: string;
}

interface Segment {
  readonly stream: string;
  readonly sequence: number;
  readonly syn: boolean;
  readonly payload: Uint8Array;
  readonly frame: number;
}

const SLL = 113;
const SLL2 = 276;

/** All records of a capture, in the order in which they are completed. */
export function capturedRecords(file: Uint8Array): CapturedRecord[] {
  const streams = new Map<string, Stream>();
  const records: CapturedRecord[] = [];
  for (const segment of segments(file)) {
    if (segment.syn) streams.delete(segment.stream);
    let stream = streams.get(segment.stream);
    if (!stream) streams.set(segment.stream, (stream = new Stream(segment.stream)));
    stream.take(segment, records);
  }
  return records;
}

class Stream {
  private next: number | null = null;
  private buffer: Uint8Array[] = [];
  private held = 0;
  private readonly waiting: Segment[] = [];
  /** false once the bytes make no record marks any more */
  private alive = true;

  constructor(private readonly name: string) {}

  take(segment: Segment, out: CapturedRecord[]): void {
    if (segment.syn) {
      this.next = (segment.sequence + 1) >>> 0;
      return;
    }
    if (segment.payload.length === 0 || !this.alive) return;
    this.next ??= segment.sequence;
    this.waiting.push(segment);
    for (;;) {
      const index = this.waiting.findIndex(
        (one) =>
          ahead(one.sequence, this.next!) <= 0 || ahead(one.sequence + one.payload.length, this.next!) <= 0,
      );
      if (index < 0) return;
      const [one] = this.waiting.splice(index, 1);
      const skip = -ahead(one!.sequence, this.next);
      if (skip >= one!.payload.length) continue;
      const fresh = one!.payload.subarray(skip);
      this.buffer.push(fresh);
      this.held += fresh.length;
      this.next = (this.next + fresh.length) >>> 0;
      this.cut(segment.frame, out);
    }
  }

  private cut(frame: number, out: CapturedRecord[]): void {
    if (this.held < 4) return;
    const bytes = this.buffer.length === 1 ? this.buffer[0]! : join(this.buffer, this.held);
    let at = 0;
    const parts: Uint8Array[] = [];
    let first = 0;
    while (at + 4 <= bytes.length) {
      const mark = word(bytes, at);
      const length = mark & 0x7fffffff;
      if (length > 64 * 2 ** 20) {
        this.alive = false;
        break;
      }
      if (at + 4 + length > bytes.length) break;
      parts.push(bytes.subarray(at + 4, at + 4 + length));
      at += 4 + length;
      if (mark >>> 31 === 1) {
        const message = parts.length === 1 ? parts[0]! : join(parts, sum(parts));
        out.push({ frame, message, stream: this.name });
        parts.length = 0;
        first = at;
      }
    }
    this.buffer = [bytes.subarray(first)];
    this.held = bytes.length - first;
  }
}

function sum(parts: readonly Uint8Array[]): number {
  return parts.reduce((total, part) => total + part.length, 0);
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function ahead(a: number, b: number): number {
  return (a - b) | 0;
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}

function half(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}

// ── frames ─────────────────────────────────────────────────────────────────────────────────────────

function* segments(file: Uint8Array): Generator<Segment> {
  let frame = 0;
  for (const { link, bytes } of frames(file)) {
    frame++;
    const segment = parse(link, bytes, frame);
    if (segment) yield segment;
  }
}

function* frames(file: Uint8Array): Generator<{ link: number; bytes: Uint8Array }> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const magic = view.getUint32(0, true);
  if (magic === 0x0a0d0d0a) {
    yield* blocks(file, view);
    return;
  }
  const little = magic === 0xa1b2c3d4 || magic === 0xa1b23c4d;
  const link = view.getUint32(20, little);
  for (let at = 24; at + 16 <= file.length;) {
    const length = view.getUint32(at + 8, little);
    yield { link, bytes: file.subarray(at + 16, at + 16 + length) };
    at += 16 + length;
  }
}

function* blocks(file: Uint8Array, view: DataView): Generator<{ link: number; bytes: Uint8Array }> {
  let links: number[] = [];
  let little = true;
  for (let at = 0; at + 12 <= file.length;) {
    const type = view.getUint32(at, little);
    if (type === 0x0a0d0d0a) {
      little = view.getUint32(at + 8, true) === 0x1a2b3c4d;
      links = [];
    }
    const length = view.getUint32(at + 4, little);
    if (type === 1) links.push(view.getUint16(at + 8, little));
    else if (type === 6) {
      const captured = view.getUint32(at + 20, little);
      const link = links[view.getUint32(at + 8, little)]!;
      yield { link, bytes: file.subarray(at + 28, at + 28 + captured) };
    }
    at += length;
  }
}

function parse(link: number, bytes: Uint8Array, frame: number): Segment | null {
  let at = link === SLL ? 16 : link === SLL2 ? 20 : 14;
  const type = half(bytes, link === SLL ? 14 : link === SLL2 ? 0 : 12);
  let source: string;
  let destination: string;
  let end: number;
  if (type === 0x0800) {
    if (bytes[at + 9] !== 6) return null;
    // offloaded packets may have no total length
    const total = half(bytes, at + 2);
    end = total === 0 ? bytes.length : at + total;
    source = bytes.subarray(at + 12, at + 16).join('.');
    destination = bytes.subarray(at + 16, at + 20).join('.');
    at += (bytes[at]! & 15) * 4;
  } else if (type === 0x86dd) {
    if (bytes[at + 6] !== 6) return null;
    const total = half(bytes, at + 4);
    end = total === 0 ? bytes.length : at + 40 + total;
    source = bytes.subarray(at + 8, at + 24).join('.');
    destination = bytes.subarray(at + 24, at + 40).join('.');
    at += 40;
  } else return null;
  const payload = at + (bytes[at + 12]! >> 4) * 4;
  return {
    stream: `${source}:${half(bytes, at)}>${destination}:${half(bytes, at + 2)}`,
    sequence: word(bytes, at + 4),
    syn: (bytes[at + 13]! & 2) !== 0,
    payload: bytes.subarray(payload, Math.min(end, bytes.length)),
    frame,
  };
}
