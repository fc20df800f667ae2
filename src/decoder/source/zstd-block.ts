/**
 * Blocks of a zstd frame (RFC 8878, section 3.1.1.2) → plain bytes.
 *
 *     literals: header | Huffman tree | streams      sequences: number | tables | bits, read backwards
 *     each sequence: so many literals, then a match: so many bytes from so far back
 *
 * Every length is checked against the block's before it is used: a block is work for 128 KiB, whatever it says.
 */
import { UnpackError } from './unpack.ts';
import {
  BackwardBits,
  readHuffman,
  readStates,
  singleState,
  stateTable,
  type HuffmanTable,
  type StateTable,
} from './zstd-tables.ts';

export const MAX_BLOCK = 128 * 1024;
/** Bytes that must be there behind a block's, whatever they are. */
export const MARGIN = 8;
/** The first room for what is unpacked; it grows with that, up to the window and a few blocks. */
const FIRST_ROOM = 512 * 1024;
const SPARE = 4 * 1024 * 1024;
/** No window is longer than 2^27. */
const MOST_OFFSET_CODE = 28;
/** Longer matches are copied by the engine's own means. */
const LONG = 24;

const damaged = (): UnpackError => new UnpackError('damaged');

/** First value and further bits of the codes of a length (section 3.1.1.3.2.1.1). */
function lengths(first: number, bits: readonly number[]): { base: Int32Array; bits: Uint8Array } {
  let value = first;
  const base = bits.map((count) => {
    const from = value;
    value += 1 << count;
    return from;
  });
  return { base: Int32Array.from(base), bits: Uint8Array.from(bits) };
}
const zeros = (count: number): number[] => new Array<number>(count).fill(0);
const LITERALS = lengths(0, [
  ...zeros(16),
  ...[1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
]);
const MATCHES = lengths(3, [
  ...zeros(32),
  ...[1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
]);

/** The tables that hold where a block brings none (section 3.1.1.3.2.2). */
const KINDS = [
  {
    most: 35,
    bits: 9,
    usual: stateTable(
      [
        ...[4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1],
        ...[-1, -1, -1, -1],
      ],
      6,
    ),
  },
  {
    most: 31,
    bits: 8,
    usual: stateTable(
      [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1],
      5,
    ),
  },
  {
    most: 52,
    bits: 9,
    usual: stateTable(
      [
        ...[1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
        ...[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1],
      ],
      6,
    ),
  },
] as const;

/** Unpacks the blocks of a frame, in order; frame after frame in the same memory. What it gives is good until the next block. */
export class BlockDecoder {
  #window = 0;
  #most = 0;
  #room = new Uint8Array(FIRST_ROOM);
  #at = 0;
  readonly #literals = new Uint8Array(MAX_BLOCK);
  #literalCount = 0;
  readonly #bits = new BackwardBits();
  #huffman: HuffmanTable | null = null;
  readonly #tables: (StateTable | null)[] = [null, null, null];
  readonly #recent = [1, 4, 8];

  /** A frame begins. @param window how far back a match may reach, in bytes */
  begin(window: number): this {
    this.#window = window;
    this.#most = Math.min(window, MAX_BLOCK);
    this.#at = 0;
    this.#huffman = null;
    this.#tables.fill(null);
    this.#recent.splice(0, 3, 1, 4, 8);
    return this;
  }

  raw(bytes: Uint8Array): Uint8Array {
    const from = this.#prepare();
    this.#room.set(bytes, from);
    return this.#taken(from, from + bytes.length);
  }

  repeated(byte: number, length: number): Uint8Array {
    const from = this.#prepare();
    this.#room.fill(byte, from, from + length);
    return this.#taken(from, from + length);
  }

  /** bytes[from, to), with MARGIN bytes behind. Throws UnpackError. */
  compressed(bytes: Uint8Array, from: number, to: number): Uint8Array {
    const start = this.#prepare();
    const at = this.#readLiterals(bytes, from, to);
    return this.#taken(start, this.#readSequences(bytes, at, to, start));
  }

  /** Makes room for a block; what lies further back than the window is given up. */
  #prepare(): number {
    const wanted = this.#at + MAX_BLOCK;
    if (wanted <= this.#room.length) return this.#at;
    if (this.#room.length < this.#window + SPARE) {
      const length = Math.max(wanted, Math.min(this.#window + SPARE, this.#room.length * 2));
      const larger = new Uint8Array(length);
      larger.set(this.#room.subarray(0, this.#at));
      this.#room = larger;
      return this.#at;
    }
    this.#room.copyWithin(0, this.#at - this.#window, this.#at);
    return (this.#at = this.#window);
  }

  #taken(from: number, to: number): Uint8Array {
    this.#at = to;
    return this.#room.subarray(from, to);
  }

  #readLiterals(bytes: Uint8Array, from: number, to: number): number {
    if (from >= to) throw damaged();
    const head = bytes[from]!;
    const type = head & 3;
    const format = (head >> 2) & 3;
    const second = bytes[from + 1]!;
    const third = bytes[from + 2]!;
    const fourth = bytes[from + 3]!;
    if (type < 2) {
      const header = format === 1 ? 2 : format === 3 ? 3 : 1;
      const size =
        header === 1
          ? head >> 3
          : header === 2
            ? (head >> 4) | (second << 4)
            : (head >> 4) | (second << 4) | (third << 12);
      const at = from + header;
      const end = type === 0 ? at + size : at + 1;
      if (size > this.#most || end > to) throw damaged();
      if (type === 0) this.#literals.set(bytes.subarray(at, end));
      else this.#literals.fill(bytes[at]!, 0, size);
      this.#literalCount = size;
      return end;
    }
    const width = format < 2 ? 10 : format === 2 ? 14 : 18;
    const header = format < 2 ? 3 : format === 2 ? 4 : 5;
    // 4 bits, then two numbers of that width: up to 40 bits.
    const low = (head >> 4) | (second << 4) | (third << 12) | ((fourth & 0xf) << 20);
    const upper = (fourth >> 4) | (bytes[from + 4]! << 4);
    const mask = (1 << width) - 1;
    const size = low & mask;
    const packed = ((low >>> width) | (upper << (24 - width))) & mask;
    let at = from + header;
    const end = at + packed;
    if (size > this.#most || end > to) throw damaged();
    if (type === 2) {
      const read = readHuffman(bytes, at, end);
      this.#huffman = read.table;
      at = read.at;
    }
    const table = this.#huffman;
    if (table === null) throw damaged();
    if (format === 0) this.#readStream(bytes, at, end, 0, size, table);
    else {
      const part = (size + 3) >> 2;
      if (at + 6 > end || part * 3 > size) throw damaged();
      let start = at + 6;
      for (let stream = 0; stream < 4; stream++) {
        const place = at + 2 * stream;
        const stop = stream === 3 ? end : start + (bytes[place]! | (bytes[place + 1]! << 8));
        if (stop > end) throw damaged();
        this.#readStream(bytes, start, stop, stream * part, stream === 3 ? size : (stream + 1) * part, table);
        start = stop;
      }
    }
    this.#literalCount = size;
    return end;
  }

  /** One Huffman stream into literals[start, stop). */
  #readStream(
    bytes: Uint8Array,
    from: number,
    to: number,
    start: number,
    stop: number,
    { bits, cells }: HuffmanTable,
  ): void {
    this.#bits.begin(bytes, from, to);
    const out = this.#literals;
    const mask = (1 << bits) - 1;
    let position = this.#bits.position;
    let at = start;
    while (at < stop) {
      const place = position - bits;
      let code: number;
      if (place >= 0) {
        const byte = from + (place >>> 3);
        code = ((bytes[byte]! | (bytes[byte + 1]! << 8) | (bytes[byte + 2]! << 16)) >>> (place & 7)) & mask;
      } else {
        // Before the first bit stand zeros.
        if (position <= 0) throw damaged();
        code = ((bytes[from]! | (bytes[from + 1]! << 8)) << -place) & mask;
      }
      const cell = cells[code]!;
      out[at++] = cell;
      position -= cell >> 8;
    }
    if (position !== 0) throw damaged();
  }

  /** Carries out the sequences from room[start] on; gives where they end. */
  #readSequences(bytes: Uint8Array, from: number, to: number, start: number): number {
    const room = this.#room;
    const literals = this.#literals;
    const end = start + this.#most;
    let literal = 0;
    let out = start;
    let at = from;
    if (at >= to) throw damaged();
    let count = bytes[at++]!;
    if (count === 255) {
      count = (bytes[at]! | (bytes[at + 1]! << 8)) + 0x7f00;
      at += 2;
    } else if (count > 127) count = ((count - 128) << 8) | bytes[at++]!;
    if (count > 0) {
      at = this.#readTables(bytes, at, to);
      const [lengthTable, offsetTable, matchTable] = this.#tables as [StateTable, StateTable, StateTable];
      const bits = this.#bits;
      bits.begin(bytes, at, to);
      let lengthState = bits.read(lengthTable.bits);
      let offsetState = bits.read(offsetTable.bits);
      let matchState = bits.read(matchTable.bits);
      for (let left = count; left > 0; left--) {
        const offsetCode = offsetTable.symbol[offsetState]!;
        if (offsetCode > MOST_OFFSET_CODE) throw damaged();
        const extra =
          offsetCode > 20 ? bits.read(offsetCode - 20) * 0x100000 + bits.read(20) : bits.read(offsetCode);
        const matchCode = matchTable.symbol[matchState]!;
        const match = MATCHES.base[matchCode]! + bits.read(MATCHES.bits[matchCode]!);
        const lengthCode = lengthTable.symbol[lengthState]!;
        const length = LITERALS.base[lengthCode]! + bits.read(LITERALS.bits[lengthCode]!);
        if (left > 1) {
          lengthState = lengthTable.base[lengthState]! + bits.read(lengthTable.count[lengthState]!);
          matchState = matchTable.base[matchState]! + bits.read(matchTable.count[matchState]!);
          offsetState = offsetTable.base[offsetState]! + bits.read(offsetTable.count[offsetState]!);
        }
        if (literal + length > this.#literalCount || out + length + match > end) throw damaged();
        if (length > LONG) room.set(literals.subarray(literal, literal + length), out);
        else for (let i = 0; i < length; i++) room[out + i] = literals[literal + i]!;
        literal += length;
        out += length;
        const offset = this.#offset((1 << offsetCode) + extra, length);
        let source = out - offset;
        if (source < 0 || offset > this.#window) throw damaged();
        if (match > LONG && offset >= match) {
          room.copyWithin(out, source, source + match);
          out += match;
        } else for (const stop = out + match; out < stop;) room[out++] = room[source++]!;
      }
      if (bits.position !== 0) throw damaged();
    } else if (at !== to) throw damaged();
    const rest = this.#literalCount - literal;
    if (out + rest > end) throw damaged();
    room.set(literals.subarray(literal, literal + rest), out);
    return out + rest;
  }

  /** Values up to 3 stand for one of the last three offsets (section 3.1.1.5). */
  #offset(value: number, length: number): number {
    const recent = this.#recent;
    if (value > 3) {
      recent[2] = recent[1]!;
      recent[1] = recent[0]!;
      return (recent[0] = value - 3);
    }
    const which = length === 0 ? value : value - 1;
    if (which === 0) return recent[0]!;
    const offset = which === 3 ? recent[0]! - 1 : recent[which]!;
    if (offset === 0) throw damaged();
    if (which > 1) recent[2] = recent[1]!;
    recent[1] = recent[0]!;
    return (recent[0] = offset);
  }

  /** Modes of the three tables, then what the modes ask for. */
  #readTables(bytes: Uint8Array, from: number, to: number): number {
    if (from >= to) throw damaged();
    const modes = bytes[from]!;
    let at = from + 1;
    if ((modes & 3) !== 0) throw damaged();
    for (const [i, { most, bits, usual }] of KINDS.entries()) {
      const mode = (modes >> (6 - 2 * i)) & 3;
      if (mode === 0) this.#tables[i] = usual;
      else if (mode === 1) {
        const symbol = bytes[at++]!;
        if (symbol > most || at > to) throw damaged();
        this.#tables[i] = singleState(symbol);
      } else if (mode === 2) {
        const read = readStates(bytes, at, to, bits, most);
        this.#tables[i] = read.table;
        at = read.at;
      } else if (this.#tables[i] === null) throw damaged();
    }
    return at;
  }
}
