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
import { BYTE_ORDER, findBlock, likelyLength, SECTION } from './pcapng-damage.ts';
import { BlockType, Extras } from './pcapng-extras.ts';
import { Interface } from './pcapng-interface.ts';
import { MAX_FRAME, REACH, UNKNOWN_TIME, type FrameSink, type Walker } from './walker.ts';

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
const GIGA = 1e9;

/** Room for options and names beside the largest frame. */
const MAX_BLOCK = MAX_FRAME + 1024 * 1024;
/** Longer than any block that Wireshark believes: damage, whatever its type. */
const MAX_PASSED = 128 * 1024 * 1024;
/** Larger blocks of names or statistics are passed over. */
const MAX_EXTRA = 1024 * 1024;
/** Of a block of secrets this much is looked at. */
const SECRETS_HEADER = 16;
/** More than any tool describes: what comes behind them is not kept. */
const MAX_INTERFACES = 65_536;

export class PcapngWalker implements Walker {
  timeDigits = 6;
  baseTime: bigint | null = null;
  need = 0;
  skip = 0;
  readonly stopped = false;

  readonly #sink: FrameSink;
  readonly #notes: Notes;
  /** baseTime in whole seconds, and nanoseconds */
  #baseSecond = 0n;
  #baseRest = 0;
  #little = true;
  #interfaces: Interface[] = [];
  #sections = 0;
  #frames = 0;
  #interfaceCount = 0;
  readonly #extras: Extras;
  /** a block that nobody can believe; the next one that holds is looked for */
  #damage: { readonly at: number; readonly code: string; readonly what: string } | null = null;
  /** nothing follows what is there */
  #ends = false;

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
      if (this.#damage !== null) {
        const found = findBlock(view, at, to, this.#little, this.#ends);
        at = found.at;
        if (!found.holds) {
          this.need = REACH;
          return at;
        }
        this.#tellDamage(base + at);
      }
      if (to - at < 12) {
        this.need = 12;
        return at;
      }
      const isSection = view.getUint32(at, true) === SECTION;
      if (isSection && !this.#readByteOrder(view, at)) {
        at = this.#damageAt(at, base, 'bad-byte-order', 'a section header tells no byte order');
        continue;
      }
      const type = isSection ? SECTION : view.getUint32(at, this.#little);
      const length = view.getUint32(at + 4, this.#little);
      if (length < 12 || (length & 3) !== 0) {
        const what = `a block announces ${counted(length, 'byte')}; no block has that`;
        at = this.#damageAt(at, base, 'bad-block-length', what);
        continue;
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
        if (length > (wanted && !extra ? MAX_BLOCK : MAX_PASSED)) {
          const what = `a block announces ${counted(length, 'byte')}, more than any ${wanted ? 'packet' : 'block'} has`;
          at = this.#damageAt(at, base, 'absurd-packet-length', what);
          continue;
        }
        if (!wanted || (extra && length > MAX_EXTRA)) {
          this.skip = length;
          this.#extras.passed(type);
          return at;
        }
        this.need = length;
        return at;
      }
      const end = at + length - 4;
      if (view.getUint32(end, this.#little) !== length) {
        const next = at + length;
        if (next + 12 > to && !this.#ends) {
          this.need = length + 12;
          return at;
        }
        // Which of the two is wrong, what follows tells.
        const isLast = this.#ends && next === to;
        if (!isLast && (next + 12 > to || likelyLength(view, next, this.#little) === 0)) {
          const what = `a block begins with a length of ${grouped(length)} and does not end with it`;
          at = this.#damageAt(at, base, 'bad-block-length', what);
          continue;
        }
        this.#damaged(
          base + end,
          `A block of ${counted(length, 'byte')} says at its end that it has ${grouped(view.getUint32(end, this.#little))}.`,
        );
      }
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

  #readByteOrder(view: DataView, at: number): boolean {
    if (view.getUint32(at + 8, true) === BYTE_ORDER) this.#little = true;
    else if (view.getUint32(at + 8, false) === BYTE_ORDER) this.#little = false;
    else return false;
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
      const delta = (high - face.baseHigh) * 4294967296 + (low - face.baseLow);
      seconds = Math.floor(delta / face.perSecond);
      const rest = delta - seconds * face.perSecond;
      nanoseconds = Math.floor(face.ticks === 0 ? rest * face.scale : rest / face.ticks) - this.#baseRest;
      seconds += face.baseDelta;
      if (nanoseconds < 0) {
        nanoseconds += GIGA;
        seconds--;
      }
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
    const ticks = (BigInt(high) << 32n) | BigInt(low);
    const second = ticks / face.resolution;
    const base = second * face.resolution;
    face.baseHigh = Number(base >> 32n);
    face.baseLow = Number(base & 0xffffffffn);
    if (this.baseTime === null) {
      const rest = ((ticks - base) * 1_000_000_000n) / face.resolution;
      this.#baseSecond = second + face.offset;
      this.#baseRest = Number(rest);
      this.baseTime = this.#baseSecond * 1_000_000_000n + rest;
    }
    face.baseDelta = Number(second + face.offset - this.#baseSecond);
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

  /**
   * Calls `each` for every option of a list that ends with option 0, or with its block. Gives the place of one
   * that goes beyond its block, else -1.
   */
  #options(
    view: DataView,
    from: number,
    end: number,
    each: (code: number, start: number, length: number) => void,
  ): number {
    let at = from;
    while (at + 4 <= end) {
      const code = view.getUint16(at, this.#little);
      const length = view.getUint16(at + 2, this.#little);
      if (code === 0) return -1;
      if (at + 4 + length > end) return at;
      each(code, at + 4, length);
      at += 4 + ((length + 3) & ~3);
    }
    return -1;
  }

  #comments(bytes: Uint8Array, view: DataView, from: number, end: number, base: number, whose: string): void {
    const damaged = this.#options(view, from, end, (code, start, length) => {
      if (code !== OPTION_COMMENT || !this.#notes.wants('comment')) return;
      const text = capturedText(bytes.subarray(start, start + length));
      this.#notes.add('info', 'comment', `${whose} has a comment: ${text}`, base + start);
    });
    if (damaged < 0) return;
    const length = view.getUint16(damaged + 2, this.#little);
    this.#damaged(
      base + damaged,
      `${whose} has an option of ${counted(length, 'byte')}; its block has ${grouped(end - damaged - 4)} for it.`,
    );
  }

  #damaged(at: number, message: string): void {
    this.#notes.add('warning', 'damaged-block', message, at);
  }

  /** Gives the place from where on the next block is looked for. */
  #damageAt(at: number, base: number, code: string, what: string): number {
    this.#damage = { at: base + at, code, what };
    return at + 1;
  }

  /** `to`: where blocks go on, -1: nowhere. */
  #tellDamage(to: number): void {
    const { at, code, what } = this.#damage!;
    this.#damage = null;
    const then =
      to < 0
        ? 'no block follows that holds, the packets before it are shown.'
        : `${counted(to - at, 'byte')} are passed over up to the next block that holds.`;
    const where = `Read as damage at 0x${at.toString(16)}`;
    this.#notes.add('error', code, `After packet ${grouped(this.#frames)} ${what}. ${where}; ${then}`, at);
  }

  end(bytes: Uint8Array, view: DataView, from: number, to: number, base: number): void {
    this.#ends = true;
    let at = from;
    if (at < to && this.skip === 0) {
      at = this.walk(bytes, view, at, to, base, Infinity);
      // A block that is longer than what is left is damage where another one holds behind it.
      while (
        this.#damage === null &&
        this.skip === 0 &&
        to - at >= 12 &&
        likelyLength(view, at, this.#little) === 0
      ) {
        const found = findBlock(view, at + 1, to, this.#little, true);
        if (!found.holds) break;
        const announced = view.getUint32(at + 4, this.#little);
        const what = `a block announces ${counted(announced, 'byte')}, and the file ends before`;
        this.#damageAt(at, base, 'bad-block-length', what);
        at = this.walk(bytes, view, found.at, to, base, Infinity);
      }
    }
    this.#extras.end();
    if (this.#damage !== null) this.#tellDamage(-1);
    else this.#tellCut(view, at, to, base);
  }

  #tellCut(view: DataView, from: number, to: number, base: number): void {
    const left = to - from;
    if (left === 0 && this.skip === 0) return;
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
