/**
 * From digits in the text to bytes, each with its place: the index of the first of its two digits.
 */
import { hexPrefix, hexRun, hexValue } from './groups.ts';

/** Bytes and their places, growing. Growth follows the text that was read, never a number in it. */
export class Bytes {
  length = 0;
  private data: Uint8Array;
  private at: Uint32Array;

  constructor(expected = 16) {
    this.data = new Uint8Array(Math.max(1, expected));
    this.at = new Uint32Array(Math.max(1, expected));
  }

  push(byte: number, place: number): void {
    if (this.length === this.data.length) {
      const data = new Uint8Array(this.length * 2);
      const at = new Uint32Array(this.length * 2);
      data.set(this.data);
      at.set(this.at);
      this.data = data;
      this.at = at;
    }
    this.data[this.length] = byte;
    this.at[this.length++] = place;
  }

  bytes(): Uint8Array {
    return this.data.slice(0, this.length);
  }

  places(): Uint32Array {
    return this.at.slice(0, this.length);
  }
}

/** A growing list of whole numbers. */
export class Numbers {
  length = 0;
  private data = new Uint32Array(8);

  push(value: number): void {
    if (this.length === this.data.length) {
      const data = new Uint32Array(this.length * 2);
      data.set(this.data);
      this.data = data;
    }
    this.data[this.length++] = value;
  }

  at(index: number): number {
    return this.data[index] ?? 0;
  }

  toArray(): Uint32Array {
    return this.data.slice(0, this.length);
  }
}

/** `swapped`: each group is a word whose lowest byte comes first in memory, as od and hexdump print them. */
export type Order = 'as written' | 'swapped';

/**
 * Reads `take` bytes from the groups that begin at `from`; returns the index behind the last digit read.
 *
 *     as written   0012 eb41  →  00 12 eb 41
 *     swapped      1200 41eb  →  00 12 eb 41
 */
export function walk(
  text: string,
  from: number,
  to: number,
  take: number,
  order: Order,
  sink: (byte: number, place: number) => void,
): number {
  let at = from;
  let left = take;
  while (left > 0 && at < to) {
    at += hexPrefix(text, at, to);
    const digits = hexRun(text, at, to);
    if (digits === 0) {
      at++;
      continue;
    }
    const size = (digits + 1) >> 1;
    const part = Math.min(size, left);
    for (let i = 0; i < part; i++) {
      const place = at + (order === 'swapped' ? size - 1 - i : i) * 2;
      sink(byteAt(text, place, at + digits), place);
    }
    left -= part;
    at += part === size || order === 'swapped' ? digits : part * 2;
  }
  return at;
}

/**
 * The same for groups that are numbers in octal or decimal, of `size` bytes each; the place of a byte is
 * the first digit of its number.
 *
 *     as written   000022 160501 (octal)  →  00 12 e1 41
 */
export function walkNumbers(
  text: string,
  from: number,
  to: number,
  take: number,
  order: Order,
  base: number,
  size: number,
  sink: (byte: number, place: number) => void,
): void {
  let at = from;
  let left = take;
  while (left > 0 && at < to) {
    const digits = hexRun(text, at, to);
    if (digits === 0) {
      at++;
      continue;
    }
    let value = 0;
    for (let i = 0; i < digits; i++) value = value * base + hexValue(text.charCodeAt(at + i));
    for (let i = 0; i < size && left > 0; i++, left--) {
      const shift = order === 'swapped' ? i : size - 1 - i;
      sink(Math.floor(value / 256 ** shift) & 255, at);
    }
    at += digits;
  }
}

function byteAt(text: string, place: number, end: number): number {
  const high = hexValue(text.charCodeAt(place));
  return place + 1 < end ? high * 16 + hexValue(text.charCodeAt(place + 1)) : high;
}
