/**
 * What one line looks like when it is read as a row of a hex dump. No decision is made here: a row has as
 * many bytes as its tokens allow, which may take in words of an ASCII column; the rows around it tell.
 *
 *     mail:  0x0010:  0a4d 0002 bfff 5dc7  .M....].
 *            ^ ^      ^                 ^
 *            | offset first             end
 *            label before it is allowed
 */
import {
  BAR,
  BOX,
  COLON,
  DASH,
  hexPrefix,
  hexRun,
  hexValue,
  newGroups,
  scanGroups,
  SEMICOLON,
  type Groups,
} from './groups.ts';
import { skipBlanks } from './lines.ts';

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

/** A row of fewer bytes does not begin a dump unless others agree. */
export const THIN = 4;

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
      // Only od and its kin, with offsets of six digits and more, print numbers that are not hex.
      scanGroups(text, start, to, row.body, digits >= 6);
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
