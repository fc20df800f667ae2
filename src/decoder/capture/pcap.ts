/**
 * Classic pcap (draft-ietf-opsawg-pcap): a file header of 24 bytes, then frames.
 *
 *     0        4    6    8        12       16       20       24
 *     magic    maj  min  zone     sigfigs  snaplen  link     | frame header (16) | data | …
 *     frame header: seconds, fraction, captured length, original length
 *
 * Variants that tools write: both byte orders, fractions in micro- or nanoseconds; "modified" pcap, whose frame
 * header has 8 more bytes (interface index, protocol, packet type, padding), or 12 (two numbers of processors
 * with them), sometimes without saying so; Nokia's with 4 more; Ixia's with 4 more in the file header; and files from before version 2.3, with the two lengths
 * the other way round.
 */
import { counted, grouped, type Notes } from './notes.ts';
import { MAX_FRAME, REACH, USUAL_FRAME, type FrameSink, type Walker } from './walker.ts';

export interface PcapKind {
  /** name of the variant */
  readonly name: string;
  readonly little: boolean;
  readonly nanoseconds: boolean;
  /** bytes of the file header, and of a frame header */
  readonly fileHeader: number;
  readonly header: number;
  /** the original length stands before the captured one */
  readonly swapped: boolean;
  /** link types are numbered as RFC 1573 numbers interfaces */
  readonly aix?: boolean;
}

type Magic = Pick<PcapKind, 'name' | 'nanoseconds' | 'fileHeader' | 'header'>;

const MAGICS = new Map<number, Magic>([
  [0xa1b2c3d4, { name: 'pcap', nanoseconds: false, fileHeader: 24, header: 16 }],
  [0xa1b23c4d, { name: 'pcap', nanoseconds: true, fileHeader: 24, header: 16 }],
  [0xa1b2cd34, { name: 'modified pcap', nanoseconds: false, fileHeader: 24, header: 24 }],
  [0x1c0001ac, { name: 'Ixia pcap', nanoseconds: true, fileHeader: 28, header: 16 }],
  [0x1c0001ab, { name: 'Ixia pcap', nanoseconds: true, fileHeader: 28, header: 16 }],
]);

/** Frame headers that are tried where the usual one does not fit. */
const OTHER_HEADERS: readonly Pick<PcapKind, 'name' | 'header'>[] = [
  { name: 'modified pcap', header: 24 },
  { name: 'Nokia pcap', header: 20 },
  { name: 'modified pcap', header: 28 },
];

/** AIX's tcpdump: version 2.2, nanoseconds, and link types that are those of interfaces (RFC 1573, ifType). */
const AIX_LINKS: Readonly<Record<number, number>> = { 6: 1, 9: 6, 15: 10, 24: 0 };

export const PCAP_HEADER = 24;
/** Seconds between the first frame and one that is believed after damage. */
const MAX_SPAN = 366 * 24 * 3600;

/** What kind of pcap the file's first bytes promise; `size` is that of the file. null: none. */
export function pcapKind(view: DataView, size: number): PcapKind | null {
  if (view.byteLength < 4) return null;
  for (const little of [true, false]) {
    const magic = MAGICS.get(view.getUint32(0, little));
    if (magic === undefined) continue;
    if (view.byteLength < PCAP_HEADER) return { little, swapped: false, ...magic };
    const minor = view.getUint16(4, little) === 2 ? view.getUint16(6, little) : 4;
    const kind: PcapKind = { little, swapped: minor < 3, ...magic };
    if (
      minor === 2 &&
      magic.name === 'pcap' &&
      !magic.nanoseconds &&
      AIX_LINKS[view.getUint32(20, little)] !== undefined
    )
      return { ...kind, name: 'AIX pcap', nanoseconds: true, aix: true };
    if (fits(kind, view, size)) return kind;
    // Some tools wrote 2.3 and meant what came before.
    const other = { ...kind, swapped: true };
    if (minor === 3 && fits(other, view, size)) return other;
    if (!kind.swapped && magic.fileHeader === PCAP_HEADER)
      for (const header of OTHER_HEADERS) {
        const variant: PcapKind = { ...kind, ...header };
        if (fits(variant, view, size)) return variant;
      }
    return kind;
  }
  return null;
}

/** Whether the first frames, as far as they are there, have headers of this kind. */
function fits(kind: PcapKind, view: DataView, size: number): boolean {
  let at = kind.fileHeader;
  for (let frames = 0; frames < 8 && at + kind.header <= view.byteLength; frames++) {
    const captured = view.getUint32(at + (kind.swapped ? 12 : 8), kind.little);
    const original = view.getUint32(at + (kind.swapped ? 8 : 12), kind.little);
    if (captured > USUAL_FRAME || original > MAX_FRAME || original === 0) return false;
    if (view.getUint32(at + 4, kind.little) >= (kind.nanoseconds ? 1e9 : 1e6)) return false;
    at += kind.header + captured;
  }
  return at <= size;
}

export class PcapWalker implements Walker {
  readonly format: string;
  readonly timeDigits: number;
  baseTime: bigint | null = null;
  need = 0;
  skip = 0;
  readonly stopped = false;

  readonly #sink: FrameSink;
  readonly #notes: Notes;
  readonly #little: boolean;
  readonly #header: number;
  readonly #fileHeader: number;
  readonly #aix: boolean;
  /** places of the two lengths in a frame header */
  readonly #capturedAt: number;
  readonly #originalAt: number;
  readonly #tick: number;
  #headerSeen = false;
  #link = 0;
  #maximum = MAX_FRAME;
  #baseSeconds = 0;
  #baseFraction = 0;
  #frames = 0;
  #longer = 0;
  /** a header that nobody can believe; the next one that holds is looked for */
  #damage: { readonly at: number; readonly packet: number; readonly announced: number } | null = null;
  /** nothing follows what is there */
  #ends = false;

  constructor(kind: PcapKind, sink: FrameSink, notes: Notes) {
    this.#sink = sink;
    this.#notes = notes;
    this.#little = kind.little;
    this.#header = kind.header;
    this.#fileHeader = kind.fileHeader;
    this.#aix = kind.aix ?? false;
    this.#capturedAt = kind.swapped ? 12 : 8;
    this.#originalAt = kind.swapped ? 8 : 12;
    this.#tick = kind.nanoseconds ? 1 : 1000;
    this.timeDigits = kind.nanoseconds ? 9 : 6;
    this.format = [
      kind.name,
      kind.nanoseconds ? 'nanoseconds' : 'microseconds',
      kind.little ? 'little-endian' : 'big-endian',
    ].join(', ');
  }

  walk(bytes: Uint8Array, view: DataView, from: number, to: number, base: number, limit: number): number {
    let at = from;
    if (!this.#headerSeen) {
      if (to - at < this.#fileHeader) {
        this.need = this.#fileHeader;
        return at;
      }
      this.#readHeader(view, at);
      at += this.#fileHeader;
    }
    if (this.baseTime === null && to - at >= this.#header) this.#setBase(view, at);
    this.#sink.piece(bytes, view, base);
    return this.#walkFrames(view, at, to, base, limit);
  }

  /** The loop alone: what is called seldom would have an engine that learns from calls throw its code away. */
  #walkFrames(view: DataView, from: number, to: number, base: number, limit: number): number {
    let at = from;
    const little = this.#little;
    const header = this.#header;
    const sink = this.#sink;
    const link = this.#link;
    const tick = this.#tick;
    const maximum = this.#maximum;
    const capturedAt = this.#capturedAt;
    const originalAt = this.#originalAt;
    const baseSeconds = this.#baseSeconds;
    const baseFraction = this.#baseFraction;
    let frames = 0;
    this.need = 0;
    while (frames < limit) {
      if (this.#damage !== null) {
        at = this.#findFrame(view, at, to);
        if (this.need > 0) break;
        this.#tellDamage(base + at);
      }
      const start = at + header;
      if (start > to) {
        this.need = header;
        break;
      }
      const captured = view.getUint32(at + capturedAt, little);
      const end = start + captured;
      if (captured > maximum) {
        this.#damage = { at: base + at, packet: this.#frames + frames + 1, announced: captured };
        at++;
        continue;
      }
      if (end > to) {
        this.need = header + captured;
        break;
      }
      let original = view.getUint32(at + originalAt, little);
      if (original < captured) {
        this.#noteLonger(captured, original, base + at, frames);
        original = captured;
      }
      sink.frame(
        start,
        end,
        original,
        link,
        view.getUint32(at, little) - baseSeconds,
        (view.getUint32(at + 4, little) - baseFraction) * tick,
      );
      frames++;
      at = end;
    }
    this.#frames += frames;
    return at;
  }

  #readHeader(view: DataView, at: number): void {
    this.#headerSeen = true;
    const snaplen = view.getUint32(at + 16, this.#little);
    // The upper bits tell of a frame check sequence (4 bits its length), not of the link type.
    this.#link = view.getUint32(at + 20, this.#little) & 0x03ffffff;
    if (this.#aix) this.#link = AIX_LINKS[this.#link] ?? this.#link;
    // No frame is longer than the snap length, where that can be believed.
    if (snaplen <= MAX_FRAME) this.#maximum = Math.max(snaplen, USUAL_FRAME);
    else if (snaplen < 0x7fffffff)
      this.#notes.add(
        'info',
        'absurd-snaplen',
        `The file header announces packets of up to ${grouped(snaplen)} bytes. Each packet's own length is used.`,
        at + 16,
      );
  }

  #setBase(view: DataView, at: number): void {
    this.#baseSeconds = view.getUint32(at, this.#little);
    this.#baseFraction = view.getUint32(at + 4, this.#little);
    this.baseTime = BigInt(this.#baseSeconds) * 1_000_000_000n + BigInt(this.#baseFraction * this.#tick);
  }

  #noteLonger(captured: number, original: number, at: number, frames: number): void {
    if (this.#longer++ > 0) return;
    this.#notes.add(
      'warning',
      'captured-more-than-sent',
      `Packet ${grouped(this.#frames + frames + 1)} has ${counted(captured, 'byte')} and says that it had ${grouped(original)} on the wire. What is there is read.`,
      at + 8,
    );
  }

  /**
   * First place from `at` on where a frame begins: its header holds, and so does the one behind it, where there
   * is one. Where that cannot be told yet, `need` asks for so much that each step leaves much behind.
   */
  #findFrame(view: DataView, at: number, to: number): number {
    const header = this.#header;
    let place = at;
    for (; place + header <= to; place++) {
      if (!this.#holds(view, place)) continue;
      const next = place + header + view.getUint32(place + this.#capturedAt, this.#little);
      if (next + header <= to ? this.#holds(view, next) : this.#ends && next <= to) return place;
      if (next + header > to && !this.#ends) break;
    }
    this.need = REACH;
    return place;
  }

  #holds(view: DataView, at: number): boolean {
    const little = this.#little;
    const captured = view.getUint32(at + this.#capturedAt, little);
    const original = view.getUint32(at + this.#originalAt, little);
    return (
      captured > 0 &&
      captured <= Math.min(this.#maximum, REACH / 2) &&
      original >= captured &&
      original <= MAX_FRAME &&
      view.getUint32(at + 4, little) < 1e9 / this.#tick &&
      Math.abs(view.getUint32(at, little) - this.#baseSeconds) <= MAX_SPAN
    );
  }

  /** `to`: where frames go on, -1: nowhere. */
  #tellDamage(to: number): void {
    const { at, packet, announced } = this.#damage!;
    this.#damage = null;
    const what = `Packet ${grouped(packet)} announces ${counted(announced, 'byte')}, more than any packet has. Read as damage at 0x${at.toString(16)};`;
    this.#notes.add(
      'error',
      'absurd-packet-length',
      to < 0
        ? `${what} no packet header follows that holds. ${counted(packet - 1, 'packet')} ${packet === 2 ? 'is' : 'are'} shown.`
        : `${what} ${counted(to - at, 'byte')} are passed over up to the next packet header that holds.`,
      at + this.#capturedAt,
    );
  }

  end(bytes: Uint8Array, view: DataView, from: number, to: number, base: number): void {
    let at = from;
    if (this.#damage !== null) {
      this.#ends = true;
      at = this.walk(bytes, view, from, to, base, Infinity);
      if (this.#damage !== null) return this.#tellDamage(-1);
    }
    const left = to - at;
    if (left === 0) return;
    const shown = `${counted(this.#frames, 'packet')} ${this.#frames === 1 ? 'is' : 'are'} shown.`;
    const where = `The file ends inside packet ${grouped(this.#frames + 1)}.`;
    const what =
      left < this.#header
        ? `Its header has ${grouped(this.#header)} bytes, ${grouped(left)} ${left === 1 ? 'is' : 'are'} there.`
        : `Its header announces ${counted(view.getUint32(at + this.#capturedAt, this.#little), 'byte')}, ${grouped(left - this.#header)} ${left - this.#header === 1 ? 'is' : 'are'} there.`;
    this.#notes.add('error', 'cut-packet', `${where} ${what} ${shown}`, base + at);
  }
}
