/**
 * What one line looks like when it is read as a row of a hex dump. No decision is made here: a row has as
 * many bytes as its tokens allow, which may take in words of an ASCII column; the rows around it tell.
 *
 *     mail:  0x0010:  0a4d 0002 bfff 5dc7  .M....].
 *            ^ ^      ^                 ^
 *            | offset first             end
 *            label before it is allowed
 */
import { isBlank, skipBlanks } from './lines.ts';

export interface Row {
  /** digits of the offset: index and count; count 0: no offset can be read */
  offsetAt: number;
  offsetDigits: number;
  /** the offset stands with `0x` */
  offsetHex: boolean;
  /** the first token is an offset and cannot be a group of bytes */
  definite: boolean;
  /** a colon or bar sets the offset apart */
  marked: boolean;
  /** the groups behind the offset */
  readonly body: Groups;
  /** the groups when the first token is one of them; count 0: none */
  readonly bare: Groups;
  /** words stand before the offset or the groups */
  labelled: boolean;
  /** one token alone on its line: its number of digits, else 0 */
  lone: number;
}

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
  /** groups stand with `0x` */
  hex: boolean;
  /** character that separates the groups, when it is not a blank; else 0 */
  separator: number;
  /** a token of an odd number of digits ended the run: its number of digits, else 0 */
  odd: number;
}

/** A row of fewer bytes does not begin a dump unless others agree. */
export const THIN = 4;

const COLON = 58;
const COMMA = 44;
const SEMICOLON = 59;
const DASH = 45;
const BAR = 124;
const BOX = 0x2502;
const BOX_DOTTED = 0x250a;

const HEX = new Int8Array(128).fill(-1);
for (let i = 0; i < 10; i++) HEX[48 + i] = i;
for (let i = 0; i < 6; i++) HEX[65 + i] = HEX[97 + i] = 10 + i;

/** Value of a hex digit, -1 for any other character. */
export function hexValue(code: number): number {
  return code < 128 ? (HEX[code] ?? -1) : -1;
}

export function newRow(): Row {
  return {
    offsetAt: 0,
    offsetDigits: 0,
    offsetHex: false,
    definite: false,
    marked: false,
    body: newGroups(),
    bare: newGroups(),
    labelled: false,
    lone: 0,
  };
}

function newGroups(): Groups {
  return { first: 0, end: 0, count: 0, groups: 0, width: 0, hex: false, separator: 0, odd: 0 };
}

export function copyRow(row: Row): Row {
  return { ...row, body: { ...row.body }, bare: { ...row.bare } };
}

/** Reads [from, to) as a row. False: nothing in it looks like hex. */
export function scanRow(text: string, from: number, to: number, row: Row): boolean {
  const at = skipFrame(text, from, to);
  row.labelled = false;
  if (at < to && scanAt(text, at, to, row)) return true;
  return scanLabelled(text, at, to, row);
}

/** Passes what frames a dump in a comment or a box: `* `, `# `, `// `, `| `. */
function skipFrame(text: string, from: number, to: number): number {
  let at = skipBlanks(text, from, to);
  while (at < to) {
    const code = text.charCodeAt(at);
    if (code !== 42 && code !== 35 && code !== 47 && code !== BAR && code !== BOX && code !== SEMICOLON)
      break;
    at = skipBlanks(text, at + 1, to);
  }
  return at;
}

function scanAt(text: string, from: number, to: number, row: Row): boolean {
  const prefix = hexPrefix(text, from, to);
  const digits = hexRun(text, from + prefix, to);
  row.offsetDigits = 0;
  row.body.count = 0;
  row.bare.count = 0;
  row.body.odd = 0;
  row.bare.odd = 0;
  row.definite = false;
  row.marked = false;
  row.lone = 0;
  if (digits === 0) return false;
  const behind = from + prefix + digits;

  scanGroups(text, from, to, row.bare);
  const next = skipBlanks(text, behind, to);
  if (next === to) row.lone = digits;

  if (digits <= 16) {
    const mark = endOfMark(text, behind, to);
    // `02:77:00` has colons between bytes, not behind an offset; so has a clock.
    const colons = row.bare.separator === COLON;
    const start = mark > 0 ? mark : next;
    if (!colons && start > behind && start < to) {
      scanGroups(text, start, to, row.body);
      if (row.body.count > 0) {
        row.offsetAt = from + prefix;
        row.offsetDigits = digits;
        row.offsetHex = prefix > 0;
        row.marked = mark > 0;
        row.definite = row.marked || digits !== row.body.width || prefix > 0 !== row.body.hex;
      }
    }
  }
  return row.body.count > 0 || row.bare.count > 0 || row.lone > 0;
}

/** Index behind `:`, `|`, ` <name+16>:` after an offset, and the blanks there; 0: none. */
function endOfMark(text: string, from: number, to: number): number {
  const code = from < to ? text.charCodeAt(from) : 0;
  if (code === COLON || code === BAR || code === BOX) return skipBlanks(text, from + 1, to);
  const next = skipBlanks(text, from, to);
  if (next < to && (text.charCodeAt(next) === BAR || text.charCodeAt(next) === BOX)) {
    return skipBlanks(text, next + 1, to);
  }
  if (next < to && text.charCodeAt(next) === 60) {
    for (let at = next + 1; at < to && at < next + 80; at++) {
      if (text.charCodeAt(at) === 62 && text.charCodeAt(at + 1) === COLON)
        return skipBlanks(text, at + 2, to);
    }
  }
  return 0;
}

/**
 * Looks for a run of hex behind words: `payload: 80 00 …`, `kernel: buf: 00000010: 80 00 …`. A row with a
 * marked offset and few bytes is the last choice; only a dump that it continues may take it.
 */
function scanLabelled(text: string, from: number, to: number, row: Row): boolean {
  let thin = -1;
  let at = from;
  while (at < to) {
    const code = text.charCodeAt(at);
    if (hexValue(code) < 0 || !isBoundary(at > from ? text.charCodeAt(at - 1) : 32)) {
      at++;
      continue;
    }
    const start = at;
    if (scanAt(text, at, to, row)) {
      if ((row.marked && row.body.count >= THIN) || row.bare.count >= 8) {
        row.labelled = true;
        if (!row.marked) row.offsetDigits = row.body.count = 0;
        row.lone = 0;
        return true;
      }
      if (row.marked && row.body.count > 0 && row.offsetDigits >= 4) thin = start;
      at = Math.max(at + 1, row.bare.count > 0 ? row.bare.end : 0);
    }
    while (at < to && isWord(text.charCodeAt(at))) at++;
  }
  if (thin < 0 || !scanAt(text, thin, to, row)) return false;
  row.labelled = true;
  row.lone = row.bare.count = 0;
  return true;
}

function isWord(code: number): boolean {
  return (
    (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
  );
}

/** A number may begin behind this character. */
function isBoundary(code: number): boolean {
  return !isWord(code) && code !== 46 && code !== 92 && code !== DASH && code !== 37 && code !== COLON;
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
 * taken. Stops before whatever is not a group.
 */
export function scanGroups(text: string, from: number, to: number, out: Groups): void {
  out.first = out.end = from;
  out.count = out.groups = out.width = out.separator = out.odd = 0;
  out.hex = false;
  let at = from;
  let pending = 0;
  while (at < to) {
    const prefix = hexPrefix(text, at, to);
    const digits = hexRun(text, at + prefix, to);
    const end = at + prefix + digits;
    if (digits === 0 || !isDelimited(text, end, to)) return;
    const first = out.groups === 0;
    if (first) out.first = at + prefix;
    // `0x0` is a byte of an array; `0` alone is not.
    const short = prefix > 0 && digits === 1 && (first || out.width === 2);
    if (first) {
      if (digits % 2 === 1 && !short) {
        out.odd = digits;
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
    at = end;
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

const CLOSERS = new Set(
  [...',;:-|<>}])"\'/\\'].map((c) => c.charCodeAt(0)).concat([BOX, BOX_DOTTED, 0x2026]),
);

function isDelimited(text: string, at: number, to: number): boolean {
  if (at >= to) return true;
  const code = text.charCodeAt(at);
  return isBlank(code) || CLOSERS.has(code);
}

/** An offset as a number in a radix, NaN when a digit does not belong to it. Only the last 12 digits count. */
export function readOffset(text: string, at: number, digits: number, radix: number): number {
  let value = 0;
  for (let i = Math.max(0, digits - 12); i < digits; i++) {
    const digit = hexValue(text.charCodeAt(at + i));
    if (digit >= radix) return NaN;
    value = value * radix + digit;
  }
  return value;
}
