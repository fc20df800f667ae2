/** The tables of zstd's two entropy codes, finite state (RFC 8878, section 4.1) and Huffman (section 4.2). */
import { UnpackError } from './unpack.ts';

const damaged = (): UnpackError => new UnpackError('damaged');

/** Place of the highest bit that is set; of 0: -1. */
export const highBit = (value: number): number => 31 - Math.clz32(value);

/**
 * Bits from the last to the first one: the stream ends with a 1 that says where it begins.
 * `position` is the number of bits that are left.
 */
export class BackwardBits {
  position = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #from = 0;

  /** Reads bytes[from, to). Four bytes behind them must be there, whatever they are. */
  begin(bytes: Uint8Array, from: number, to: number): void {
    const last = to > from ? bytes[to - 1]! : 0;
    if (last === 0) throw damaged();
    this.#bytes = bytes;
    this.#from = from;
    this.position = (to - from - 1) * 8 + highBit(last);
  }

  /** The next `count` bits, at most 25. */
  read(count: number): number {
    const position = this.position - count;
    if (position < 0) throw damaged();
    this.position = position;
    const bytes = this.#bytes;
    const at = this.#from + (position >>> 3);
    const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    return (word >>> (position & 7)) & ((1 << count) - 1);
  }
}

/** Of each state the symbol, the bits to read for the next state, and what they are added to. */
export interface StateTable {
  readonly bits: number;
  readonly symbol: Uint8Array;
  readonly count: Uint8Array;
  readonly base: Uint16Array;
}

/** One symbol, without bits. */
export function singleState(symbol: number): StateTable {
  return { bits: 0, symbol: Uint8Array.of(symbol), count: new Uint8Array(1), base: new Uint16Array(1) };
}

/** From the probabilities of the symbols; -1: less than one. They add up to 2^bits. */
export function stateTable(probabilities: readonly number[], bits: number): StateTable {
  const size = 1 << bits;
  const symbol = new Uint8Array(size);
  const count = new Uint8Array(size);
  const base = new Uint16Array(size);
  const next = new Uint16Array(probabilities.length);
  let high = size;
  probabilities.forEach((probability, i) => {
    next[i] = Math.abs(probability);
    if (probability === -1) symbol[--high] = i;
  });
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  probabilities.forEach((probability, i) => {
    for (let n = 0; n < probability; n++) {
      symbol[at] = i;
      do at = (at + step) & (size - 1);
      while (at >= high);
    }
  });
  if (at !== 0) throw damaged();
  for (let state = 0; state < size; state++) {
    const value = next[symbol[state]!]!++;
    count[state] = bits - highBit(value);
    base[state] = (value << count[state]!) - size;
  }
  return { bits, symbol, count, base };
}

/** Reads the description of a table from bytes[from, to); gives it and the place behind it. */
export function readStates(
  bytes: Uint8Array,
  from: number,
  to: number,
  mostBits: number,
  mostSymbol: number,
): { table: StateTable; at: number } {
  let position = from * 8;
  const peek = (): number => {
    const at = position >>> 3;
    return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)) >>> (position & 7);
  };
  const bits = (peek() & 15) + 5;
  position += 4;
  if (bits > mostBits) throw damaged();
  const probabilities: number[] = [];
  let left = 1 << bits;
  while (left > 0) {
    if (probabilities.length > mostSymbol || position > to * 8) throw damaged();
    const width = highBit(left + 1);
    const low = (1 << width) - 1;
    const spare = (1 << (width + 1)) - 2 - left;
    let value = peek() & ((1 << (width + 1)) - 1);
    if ((value & low) < spare) {
      value &= low;
      position += width;
    } else {
      if (value > low) value -= spare;
      position += width + 1;
    }
    const probability = value - 1;
    probabilities.push(probability);
    left -= Math.abs(probability);
    if (probability !== 0) continue;
    for (let more = 3; more === 3;) {
      more = peek() & 3;
      position += 2;
      for (let i = 0; i < more; i++) probabilities.push(0);
      if (probabilities.length > mostSymbol + 1) throw damaged();
    }
  }
  const at = (position + 7) >>> 3;
  if (left < 0 || at > to) throw damaged();
  return { table: stateTable(probabilities, bits), at };
}

/** Of each `bits` bits the symbol, and in the upper byte how many of the bits are its code. */
export interface HuffmanTable {
  readonly bits: number;
  readonly cells: Uint16Array;
}

const MOST_HUFFMAN_BITS = 11;
const weights = new Uint8Array(256);
const backward = new BackwardBits();

/** Reads a tree's description from bytes[from, to); gives the table and the place behind it. */
export function readHuffman(
  bytes: Uint8Array,
  from: number,
  to: number,
): { table: HuffmanTable; at: number } {
  if (from >= to) throw damaged();
  const head = bytes[from]!;
  let at = from + 1;
  let count = 0;
  if (head >= 128) {
    count = head - 127;
    for (let i = 0; i < count; i++) {
      const pair = bytes[at + (i >> 1)]!;
      weights[i] = i & 1 ? pair & 15 : pair >> 4;
    }
    at += (count + 1) >> 1;
    if (at > to) throw damaged();
  } else {
    const end = at + head;
    if (end > to) throw damaged();
    const states = readStates(bytes, at, end, 6, 12);
    count = readWeights(bytes, states.at, end, states.table);
    at = end;
  }
  return { table: huffmanTable(count), at };
}

/** Two states take turns until there are no bits for the next one. */
function readWeights(bytes: Uint8Array, from: number, to: number, table: StateTable): number {
  backward.begin(bytes, from, to);
  const states = [backward.read(table.bits), backward.read(table.bits)];
  for (let count = 0; count < 254; count++) {
    const turn = count & 1;
    const state = states[turn]!;
    weights[count] = table.symbol[state]!;
    const wanted = table.count[state]!;
    if (wanted > backward.position) {
      // What is left is the other state's symbol.
      weights[count + 1] = table.symbol[states[turn ^ 1]!]!;
      return count + 2;
    }
    states[turn] = table.base[state]! + backward.read(wanted);
  }
  throw damaged();
}

/** The weight of the last symbol is not told: it completes the sum to a power of 2. */
function huffmanTable(count: number): HuffmanTable {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    if (weights[i]! > MOST_HUFFMAN_BITS) throw damaged();
    if (weights[i]! > 0) sum += 1 << (weights[i]! - 1);
  }
  const bits = highBit(sum) + 1;
  const left = (1 << bits) - sum;
  if (sum === 0 || bits > MOST_HUFFMAN_BITS || count > 255 || (left & (left - 1)) !== 0) throw damaged();
  weights[count] = highBit(left) + 1;
  const cells = new Uint16Array(1 << bits);
  let at = 0;
  for (let weight = 1; weight <= bits; weight++)
    for (let symbol = 0; symbol <= count; symbol++) {
      if (weights[symbol] !== weight) continue;
      const stop = at + (1 << (weight - 1));
      cells.fill(symbol | ((bits + 1 - weight) << 8), at, stop);
      at = stop;
    }
  return { bits, cells };
}
