/**
 * A run of groups of digits, all of one width: bytes, words, or one long group.
 *
 *     80 00 01 1c        four groups of two digits, four bytes
 *     8000 011c 00       two groups of four digits and a shorter last one, five bytes
 *     0x80, 0x0, 0x1,    groups with a prefix and a separator
 *     200 000 001 034    three digits: one byte each, in octal
 */
import { isBlank, skipBlanks } from './lines.ts';

export interface Groups {
  /** index of the first digit */
  first: number;
  /** index behind the last digit */
  end: number;
  /** bytes */
  count: number;
  groups: number;
  /** digits of a group */
  width: number;
  /** 16; 8 for groups of three digits, a byte each; 10 for groups of five, two bytes each */
  base: number;
  /** groups stand with `0x` */
  hex: boolean;
  /** character that separates the groups, when it is not a blank; else 0 */
  separator: number;
  /** a token of an odd number of digits ended the run: its number of digits, else 0 */
  odd: number;
}

export const COLON = 58;
export const COMMA = 44;
export const SEMICOLON = 59;
export const DASH = 45;
export const BAR = 124;
export const BOX = 0x2502;
const BOX_DOTTED = 0x250a;

const HEX = new Int8Array(128).fill(-1);
for (let i = 0; i < 10; i++) HEX[48 + i] = i;
for (let i = 0; i < 6; i++) HEX[65 + i] = HEX[97 + i] = 10 + i;

/** Value of a hex digit, -1 for any other character. */
export function hexValue(code: number): number {
  return code < 128 ? (HEX[code] ?? -1) : -1;
}

export function newGroups(): Groups {
  return { first: 0, end: 0, count: 0, groups: 0, width: 0, base: 16, hex: false, separator: 0, odd: 0 };
}

/** Length of `0x` at an index when a digit follows, else 0. */
export function hexPrefix(text: string, at: number, to: number): number {
  return at + 2 < to &&
    text.charCodeAt(at) === 48 &&
    (text.charCodeAt(at + 1) | 32) === 120 &&
    hexValue(text.charCodeAt(at + 2)) >= 0
    ? 2
    : 0;
}

export function hexRun(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && hexValue(text.charCodeAt(at)) >= 0) at++;
  return at - from;
}

/**
 * Reads groups of equal width from an index on, as many as there are; a shorter last one of even width is
 * taken. Stops before whatever is not a group. `numbers`: groups of three octal or five decimal digits are
 * taken too, as they stand behind long offsets.
 */
export function scanGroups(text: string, from: number, to: number, out: Groups, numbers = false): void {
  out.first = out.end = from;
  out.count = out.groups = out.width = out.separator = out.odd = 0;
  out.hex = false;
  out.base = 16;
  let at = from;
  let pending = 0;
  while (at < to) {
    const prefix = hexPrefix(text, at, to);
    const digits = hexRun(text, at + prefix, to);
    const end = at + prefix + digits;
    if (digits === 0) return;
    // 80h 00h, as assemblers write.
    const suffix = prefix === 0 && end < to && (text.charCodeAt(end) | 32) === 104 ? 1 : 0;
    if (!isDelimited(text, end + suffix, to)) return;
    const first = out.groups === 0;
    if (first) out.first = at + prefix;
    // `0x0` is a byte of an array; `0` alone is not.
    const short = prefix > 0 && digits === 1 && (first || out.width === 2);
    if (first) {
      if (digits % 2 === 1 && !short) {
        if (numbers) scanNumbers(text, at, to, digits, out);
        else out.odd = digits;
        return;
      }
      out.width = short ? 2 : digits;
      out.hex = prefix > 0;
    } else {
      if (prefix > 0 !== out.hex) return;
      if (!short && digits !== out.width && (digits > out.width || digits % 2 === 1)) {
        if (digits < out.width) out.odd = digits;
        return;
      }
      if (pending !== 0 && out.separator === 0) out.separator = pending;
    }
    out.count += (digits + 1) >> 1;
    out.groups++;
    out.end = end;
    if (!short && digits !== out.width) return;
    at = end + suffix;
    pending = 0;
    const blanks = skipBlanks(text, at, to);
    const code = blanks < to ? text.charCodeAt(blanks) : 0;
    if (code === COMMA || code === SEMICOLON) {
      pending = code;
      at = skipBlanks(text, blanks + 1, to);
    } else if (blanks === at && (code === COLON || code === DASH)) {
      // A wrapped line may end in the separator.
      pending = code;
      at++;
      if (at < to && hexValue(text.charCodeAt(at)) < 0) return;
    } else if (code === BOX_DOTTED) {
      at = skipBlanks(text, blanks + 1, to);
    } else if (blanks > at) {
      at = blanks;
    } else return;
    // Once colons, always colons: a blank ends the run.
    if (out.separator === COLON && pending !== COLON) return;
    if (out.groups > 1 && out.separator === 0 && pending === COLON) return;
  }
}

/** Groups of three digits are bytes in octal, of five words of two bytes in decimal. */
function scanNumbers(text: string, from: number, to: number, width: number, out: Groups): void {
  const base = width === 3 ? 8 : 10;
  out.odd = width;
  if (width !== 3 && width !== 5) return;
  let at = from;
  while (at < to && hexRun(text, at, to) === width && isDelimited(text, at + width, to)) {
    let value = 0;
    for (let i = 0; i < width; i++) {
      const digit = hexValue(text.charCodeAt(at + i));
      value = digit < base ? value * base + digit : Infinity;
    }
    if (value > (width === 3 ? 255 : 65535)) break;
    out.groups++;
    out.end = at + width;
    at = skipBlanks(text, out.end, to);
  }
  if (out.groups === 0) return;
  out.odd = 0;
  out.width = width;
  out.base = base;
  out.count = out.groups * (width === 3 ? 1 : 2);
}

const CLOSERS = new Set(
  [...',;:-|<>}])"\'/\\'].map((c) => c.charCodeAt(0)).concat([BOX, BOX_DOTTED, 0x2026]),
);

function isDelimited(text: string, at: number, to: number): boolean {
  if (at >= to) return true;
  const code = text.charCodeAt(at);
  return isBlank(code) || CLOSERS.has(code);
}
