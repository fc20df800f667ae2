/**
 * pcapng (draft-ietf-opsawg-pcapng): blocks of type, total length, body, total length again. A section header
 * says in which byte order its section is written; interfaces have their own link type and clock.
 *
 *     0      4        8                                  length-4
 *     type | length | body, padded to 4 | options …    | length | next block
 *
 * What is met: section header, interface, enhanced and simple packet, the old packet block, comments; and for
 * notes statistics, names, secrets (pcapng-extras.ts). Every other block is passed over by its length.
 */
import { capturedText } from './captured-text.ts';
import { counted, grouped, type Notes } from './notes.ts';
import { BlockType, Extras } from './pcapng-extras.ts';
import { MAX_FRAME, UNKNOWN_TIME, type FrameSink, type Walker } from './walker.ts';

export const SECTION = 0x0a0d0d0a;
const BYTE_ORDER = 0x1a2b3c4d;
const INTERFACE = 1;
const OLD_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;

/** In the old packet block: nobody counted. */
const UNKNOWN_COUNT = 0xffff;

const OPTION_COMMENT = 1;
const OPTION_TSRESOL = 9;
const OPTION_TSOFFSET = 14;
const OPTION_IFDROP = 5;
const OPTION_OSDROP = 7;
const OPTION_DROPCOUNT = 4;
const NAME_IPV4 = 1;
const NAME_IPV6 = 2;

/** Room for options and names beside the largest frame. */
const MAX_BLOCK = MAX_FRAME + 1024 * 1024;
/** Larger blocks of names or statistics are passed over. */
const MAX_EXTRA = 1024 * 1024;
/** Of a block of secrets this much is looked at. */
const SECRETS_HEADER = 16;
/** More than any tool describes: what comes behind them is not kept. */
const MAX_INTERFACES = 65_536;

class Interface {
  readonly link: number;
  readonly snaplen: number;
  /** ticks a second */
  readonly resolution: bigint;
  /** seconds to add */
  readonly offset: bigint;
  /** nanoseconds a tick */
  readonly scale: number;
  started = false;
  baseHigh = 0;
  baseLow = 0;
  /** nanoseconds from the capture's base to this interface's */
  baseDelta = 0;

  constructor(link: number, snaplen: number, resolution: bigint, offset: bigint) {
    this.link = link;
    this.snaplen = snaplen;
    this.resolution = resolution;
    this.offset = offset;
    this.scale = 1e9 / Number(resolution);
  }
}

export class PcapngWalker implements Walker {
  timeDigits = 6;
  baseTime: bigint | null = null;
  need = 0;
  skip = 0;
  stopped = false;

  readonly #sink: FrameSink;
  readonly #notes: Notes;
  #little = true;
  #interfaces: Interface[] = [];
  #sections = 0;
  #frames = 0;
  #interfaceCount = 0;
  readonly #extras: Extras;

  constructor(sink: FrameSink, notes: Notes) {
    this.#sink = sink;
    this.#notes = notes;
    this.#extras = new Extras(notes);
  }

  get format(): string {
    const parts = ['pcapng', this.#little ? 'little-endian' : 'big-endian'];
    if (this.#sections > 1) parts.push(counted(this.#sections, 'section'));
    if (this.#interfaceCount > 1) parts.push(counted(this.#interfaceCount, 'interface'));
    return parts.join(', ');
  }

  walk(bytes: Uint8Array, view: DataView, from: number, to: number, base: number, limit: number): number {
    let at = from;
    this.need = 0;
    this.#sink.piece(bytes, view, base);
    for (let blocks = 0; blocks < limit; blocks++) {
      if (to - at < 12) {
        this.need = 12;
        return at;
      }
      const isSection = view.getUint32(at, true) === SECTION;
      if (isSection && !this.#readByteOrder(view, at, base)) return at;
      const type = isSection ? SECTION : view.getUint32(at, this.#little);
      const length = view.getUint32(at + 4, this.#little);
      if (length < 12 || (length & 3) !== 0) {
        this.#stop(
          'bad-block-length',
          `a block announces ${counted(length, 'byte')}; no block has that`,
          base + at,
        );
        return at;
      }
      if (length > to - at) {
        if (type === BlockType.secrets && length >= SECRETS_HEADER + 4) {
          if (to - at < SECRETS_HEADER) this.need = SECRETS_HEADER;
          else {
            this.#secrets(view, at, length, base);
            this.skip = length;
          }
          return at;
        }
        const extra = type === BlockType.names || type === BlockType.statistics;
        const wanted = isSection || (type >= INTERFACE && type <= ENHANCED_PACKET);
        if (!wanted || (extra && length > MAX_EXTRA)) {
          this.skip = length;
          this.#extras.passed(type);
          return at;
        }
        if (length > MAX_BLOCK) {
          this.#stop(
            'absurd-packet-length',
            `a block announces ${counted(length, 'byte')}, more than any packet has`,
            base + at,
          );
          return at;
        }
        this.need = length;
        return at;
      }
      const end = at + length - 4;
      if (type === ENHANCED_PACKET) this.#enhanced(bytes, view, at, end, base);
      else if (type === SIMPLE_PACKET) this.#simple(view, at, end, base);
      else if (type === OLD_PACKET) this.#old(bytes, view, at, end, base);
      else if (type === INTERFACE) this.#interface(bytes, view, at, end, base);
      else if (type === SECTION) this.#section(bytes, view, at, end, base);
      else if (type === BlockType.statistics && length <= MAX_EXTRA)
        this.#statistics(bytes, view, at, end, base);
      else if (type === BlockType.names && length <= MAX_EXTRA) this.#names(bytes, view, at, end, base);
      else if (type === BlockType.secrets && length >= SECRETS_HEADER + 4)
        this.#secrets(view, at, length, base);
      else this.#extras.passed(type);
      at += length;
    }
    return at;
  }

  #readByteOrder(view: DataView, at: number, base: number): boolean {
    if (view.getUint32(at + 8, true) === BYTE_ORDER) this.#little = true;
    else if (view.getUint32(at + 8, false) === BYTE_ORDER) this.#little = false;
    else {
      this.#stop('bad-byte-order', 'a section header tells no byte order', base + at);
      return false;
    }
    return true;
  }

  #section(bytes: Uint8Array, view: DataView, at: number, end: number, base: number): void {
    if (this.#sections > 0) this.#extras.endSection();
    this.#sections++;
    this.#interfaces = [];
    const major = end - at >= 16 ? view.getUint16(at + 12, this.#little) : 1;
    if (major !== 1)
      this.#notes.add(
        'warning',
        'pcapng-version',
        `A section is of pcapng version ${major}. It is read as version 1.`,
        base + at + 12,
      );
    this.#comments(bytes, view, at + 24, end, base, 'The capture');
  }

  #interface(bytes: Uint8Array, view: DataView, at: number, end: number, base: number): void {
    if (this.#interfaces.length >= MAX_INTERFACES) return this.#extras.passed(INTERFACE);
    if (end - at < 16) {
      this.#damaged(base + at, 'An interface block is too short for what it has to tell.');
      this.#interfaces.push(new Interface(0, 0, 1_000_000n, 0n));
      return;
    }
    let resolution = 1_000_000n;
    let offset = 0n;
    this.#options(view, at + 16, end, (code, start, length) => {
      if (code === OPTION_TSRESOL && length >= 1) {
        const value = view.getUint8(start);
        const exponent = BigInt(value & 0x7f);
        // Beyond 2^63 ticks a second a 64-bit clock holds no second: not believed.
        if ((value & 0x80) === 0 && exponent <= 18n) resolution = 10n ** exponent;
        else if ((value & 0x80) !== 0 && exponent <= 63n) resolution = 2n ** exponent;
      } else if (code === OPTION_TSOFFSET && length >= 8) offset = view.getBigInt64(start, this.#little);
    });
    const link = view.getUint16(at + 8, this.#little);
    this.#interfaces.push(new Interface(link, view.getUint32(at + 12, this.#little), resolution, offset));
    this.#interfaceCount++;
    if (resolution > 1_000_000n) this.timeDigits = 9;
    this.#comments(bytes, view, at + 16, end, base, `Interface ${this.#interfaces.length - 1}`);
  }

  #enhanced(bytes: Uint8Array, view: DataView, at: number, end: number, base: number): void {
    const little = this.#little;
    if (end - at < 28) return this.#damaged(base + at, 'A packet block is too short for its own header.');
    const captured = view.getUint32(at + 20, little);
    this.#packet(
      bytes,
      view,
      at + 28,
      end,
      captured,
      view.getUint32(at + 24, little),
      this.#interfaces[view.getUint32(at + 8, little)],
      view.getUint32(at + 12, little),
      view.getUint32(at + 16, little),
      base,
    );
  }

  #old(bytes: Uint8Array, view: DataView, at: number, end: number, base: number): void {
    const little = this.#little;
    if (end - at < 28) return this.#damaged(base + at, 'A packet block is too short for its own header.');
    const lost = view.getUint16(at + 10, little);
    if (lost !== UNKNOWN_COUNT) this.#extras.lost(BigInt(lost), base + at + 10);
    this.#packet(
      bytes,
      view,
      at + 28,
      end,
      view.getUint32(at + 20, little),
      view.getUint32(at + 24, little),
      this.#interfaces[view.getUint16(at + 8, little)],
      view.getUint32(at + 12, little),
      view.getUint32(at + 16, little),
      base,
    );
  }

  #packet(
    bytes: Uint8Array,
    view: DataView,
    start: number,
    end: number,
    announced: number,
    sent: number,
    face: Interface | undefined,
    high: number,
    low: number,
    base: number,
  ): void {
    this.#frames++;
    let captured = announced;
    if (captured > end - start) {
      captured = end - start;
      this.#damaged(
        base + start,
        `Packet ${grouped(this.#frames)} announces ${counted(announced, 'byte')}; its block holds ${grouped(captured)}.`,
      );
    }
    let seconds = 0;
    let nanoseconds = UNKNOWN_TIME;
    if (face === undefined)
      this.#damaged(
        base + start,
        `Packet ${grouped(this.#frames)} names an interface that is not described.`,
      );
    else {
      if (!face.started) this.#startClock(face, high, low);
      const delta =
        ((high - face.baseHigh) * 4294967296 + (low - face.baseLow)) * face.scale + face.baseDelta;
      seconds = Math.floor(delta / 1e9);
      nanoseconds = Math.floor(delta - seconds * 1e9);
    }
    // An interface that is not described has no link type; -1 is counted as unknown.
    this.#sink.frame(
      start,
      start + captured,
      Math.max(sent, captured),
      face ? face.link : -1,
      seconds,
      nanoseconds,
    );
    const options = start + ((captured + 3) & ~3);
    if (options + 4 > end) return;
    this.#options(view, options, end, (code, place, length) => {
      if (code === OPTION_DROPCOUNT && length >= 8)
        this.#extras.lost(view.getBigUint64(place, this.#little), base + place);
    });
    this.#comments(bytes, view, options, end, base, `Packet ${grouped(this.#frames)}`);
  }

  #startClock(face: Interface, high: number, low: number): void {
    face.started = true;
    face.baseHigh = high;
    face.baseLow = low;
    const ticks = (BigInt(high) << 32n) | BigInt(low);
    const time = (ticks * 1_000_000_000n) / face.resolution + face.offset * 1_000_000_000n;
    this.baseTime ??= time;
    face.baseDelta = Number(time - this.baseTime);
  }

  #simple(view: DataView, at: number, end: number, base: number): void {
    if (end - at < 12) return this.#damaged(base + at, 'A packet block is too short for its own header.');
    this.#frames++;
    const face = this.#interfaces[0];
    const sent = view.getUint32(at + 8, this.#little);
    const room = end - (at + 12);
    const captured = Math.min(room, sent, face && face.snaplen > 0 ? face.snaplen : room);
    this.#sink.frame(
      at + 12,
      at + 12 + captured,
      Math.max(sent, captured),
      face ? face.link : -1,
      0,
      UNKNOWN_TIME,
    );
  }

  #statistics(bytes: Uint8Array, view: DataView, at: number, end: number, base: number): void {
    if (end - at < 20) return;
    const face = view.getUint32(at + 8, this.#little);
    let byInterface = 0n;
    let bySystem = 0n;
    this.#options(view, at + 20, end, (code, start, length) => {
      if (length < 8) return;
      if (code === OPTION_IFDROP) byInterface = view.getBigUint64(start, this.#little);
      else if (code === OPTION_OSDROP) bySystem = view.getBigUint64(start, this.#little);
    });
    this.#extras.dropped(face, byInterface, bySystem, base + at);
    this.#comments(bytes, view, at + 20, end, base, `The statistics of interface ${face}`);
  }

  /** Records of type, length, value, padded to 4, up to one of type 0; then options. */
  #names(bytes: Uint8Array, view: DataView, at: number, end: number, base: number): void {
    let place = at + 8;
    while (place + 4 <= end) {
      const type = view.getUint16(place, this.#little);
      const length = view.getUint16(place + 2, this.#little);
      const start = place + 4;
      if (start + length > end)
        return this.#damaged(base + place, 'A record of names goes beyond its block.');
      place = start + ((length + 3) & ~3);
      if (type === 0) break;
      const size = type === NAME_IPV4 ? 4 : type === NAME_IPV6 ? 16 : 0;
      if (size !== 0 && length > size)
        this.#extras.address(bytes.subarray(start, start + length), size, base + start);
    }
    if (place < end) this.#comments(bytes, view, place, end, base, 'The list of names');
  }

  /** What they are is said, and where; they are not looked at. */
  #secrets(view: DataView, at: number, length: number, base: number): void {
    const kind = view.getUint32(at + 8, this.#little);
    const announced = view.getUint32(at + 12, this.#little);
    this.#extras.secrets(kind, announced, length - SECRETS_HEADER - 4, base + at + SECRETS_HEADER);
  }

  /** Calls `each` for every option of a list that ends with option 0, or with its block. */
  #options(
    view: DataView,
    from: number,
    end: number,
    each: (code: number, start: number, length: number) => void,
  ): void {
    let at = from;
    while (at + 4 <= end) {
      const code = view.getUint16(at, this.#little);
      const length = view.getUint16(at + 2, this.#little);
      if (code === 0 || at + 4 + length > end) return;
      each(code, at + 4, length);
      at += 4 + ((length + 3) & ~3);
    }
  }

  #comments(bytes: Uint8Array, view: DataView, from: number, end: number, base: number, whose: string): void {
    this.#options(view, from, end, (code, start, length) => {
      if (code !== OPTION_COMMENT || !this.#notes.wants('comment')) return;
      const text = capturedText(bytes.subarray(start, start + length));
      this.#notes.add('info', 'comment', `${whose} has a comment: ${text}`, base + start);
    });
  }

  #damaged(at: number, message: string): void {
    this.#notes.add('warning', 'damaged-block', message, at);
  }

  #stop(code: string, what: string, at: number): void {
    this.stopped = true;
    this.#notes.add(
      'error',
      code,
      `After packet ${grouped(this.#frames)} ${what}. Read as damage at 0x${at.toString(16)}; the packets before it are shown.`,
      at,
    );
  }

  end(_bytes: Uint8Array, view: DataView, from: number, to: number, base: number): void {
    this.#extras.end();
    const left = to - from;
    if (this.stopped || (left === 0 && this.skip === 0)) return;
    const shown = `${counted(this.#frames, 'packet')} ${this.#frames === 1 ? 'is' : 'are'} shown.`;
    const what =
      left >= 8
        ? `It announces ${counted(view.getUint32(from + 4, this.#little), 'byte')}, ${grouped(left)} ${left === 1 ? 'is' : 'are'} there.`
        : '';
    this.#notes.add(
      'error',
      'cut-packet',
      `The file ends inside the block after packet ${grouped(this.#frames)}. ${what} ${shown}`.replace(
        '  ',
        ' ',
      ),
      base + from,
    );
  }
}
