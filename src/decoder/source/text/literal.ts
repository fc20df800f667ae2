/**
 * Bytes as string literals: b'\x80\x00\x02A', "\200\0\0\200", \x80\x00\x02. Letters between the escapes are
 * bytes too when quotes hold them.
 */
import type { Context, ReadDump } from './dump.ts';
import { skipBlanks } from './lines.ts';
import { hexValue } from './groups.ts';
import { Bytes, Numbers } from './walk.ts';

const BACKSLASH = 92;
const MIN_ESCAPES = 4;
/** Lines that an unclosed literal may run over: a mailer wrapped it. */
const MAX_LINES = 4096;

const LETTERS: Readonly<Record<string, number>> = {
  n: 10,
  r: 13,
  t: 9,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  e: 27,
  '"': 34,
  "'": 39,
  '\\': 92,
};

/** Does the line have enough `\x80` or `\200` to be a literal of bytes? */
export function hasEscapes(text: string, from: number, to: number): boolean {
  let count = 0;
  for (let at = from; at + 1 < to; at++) {
    if (text.charCodeAt(at) !== BACKSLASH) continue;
    const next = text.charCodeAt(at + 1);
    if (next === 120 || (next >= 48 && next <= 55)) count++;
    if (count >= MIN_ESCAPES) return true;
    at++;
  }
  return false;
}

export class Literal {
  readonly first: number;
  last: number;
  private readonly out = new Bytes();
  private readonly taken = new Numbers();
  private joins = true;
  private readonly context: Context;

  constructor(context: Context, line: number) {
    this.context = context;
    this.first = this.last = line;
    this.readLine(line);
  }

  /** A further line that is nothing but a literal goes on; false: it stands for itself. */
  add(line: number): boolean {
    const { text, lines } = this.context;
    if (line !== this.last + 1 || !this.joins) return false;
    const at = skipBlanks(text, lines.body[line] ?? 0, lines.end[line] ?? 0);
    if (!startsLiteral(text, at)) return false;
    this.readLine(line);
    return true;
  }

  finish(): ReadDump | null {
    const alone = this.taken.length === this.context.filled;
    if (this.out.length < (alone ? 1 : 8)) return null;
    return {
      bytes: this.out.bytes(),
      places: this.out.places(),
      first: this.first,
      last: this.last,
      taken: this.taken.toArray(),
      form: 'escaped string',
      why: 'a string of escaped bytes',
      base: 0,
      missing: [],
      notes: [],
    };
  }

  private readLine(line: number): void {
    const { text, lines } = this.context;
    const from = lines.body[line] ?? 0;
    const to = lines.end[line] ?? 0;
    this.taken.push(line);
    this.last = line;
    this.joins = startsLiteral(text, skipBlanks(text, from, to));
    let at = from;
    while (at < to) {
      const quote = this.nextQuote(at, to);
      if (quote >= 0) {
        at = this.readQuoted(line, quote, to);
        if (this.last !== line) return;
      } else {
        const escape = text.indexOf('\\x', at);
        if (escape < 0 || escape >= to || this.out.length > 0) return;
        at = this.readEscapes(escape, to);
      }
    }
  }

  /** The quote that opens the next literal: the last one before an escape, or a plain string further on. */
  private nextQuote(from: number, to: number): number {
    const { text } = this.context;
    for (let at = from; at < to; at++) {
      const code = text.charCodeAt(at);
      if (code === 34 || code === 39) return at;
      if (code === BACKSLASH) return -1;
    }
    return -1;
  }

  private readQuoted(line: number, open: number, to: number): number {
    const { text, lines } = this.context;
    const quote = text.charCodeAt(open);
    let at = open + 1;
    let end = to;
    let current = line;
    let closedHere = -1;
    for (;;) {
      while (at < end) {
        const code = text.charCodeAt(at);
        if (code === quote) {
          for (let l = line + 1; l <= current; l++) this.taken.push(l);
          this.last = current;
          return current === line ? at + 1 : end;
        }
        at = code === BACKSLASH ? this.readEscape(at, end) : this.readPlain(at, code);
      }
      // The quote is still open: the line was wrapped, unless a blank line follows.
      current++;
      if (closedHere < 0) closedHere = this.out.length;
      if (
        current >= lines.count ||
        current - line > MAX_LINES ||
        lines.body[current] === lines.end[current]
      ) {
        this.out.length = closedHere;
        return to;
      }
      at = lines.body[current] ?? 0;
      end = lines.end[current] ?? 0;
    }
  }

  private readEscapes(from: number, to: number): number {
    let at = from;
    while (at < to && this.context.text.charCodeAt(at) === BACKSLASH) at = this.readEscape(at, to);
    return at;
  }

  private readPlain(at: number, code: number): number {
    if (code < 0x80) this.out.push(code, at);
    else for (const byte of new TextEncoder().encode(String.fromCharCode(code))) this.out.push(byte, at);
    return at + 1;
  }

  private readEscape(at: number, to: number): number {
    const { text } = this.context;
    const letter = text[at + 1] ?? '';
    if (at + 1 >= to) return at + 1;
    if (letter === 'x') {
      const high = hexValue(text.charCodeAt(at + 2));
      const low = hexValue(text.charCodeAt(at + 3));
      if (high < 0 || at + 2 >= to) return at + 2;
      this.out.push(low >= 0 && at + 3 < to ? high * 16 + low : high, at + 2);
      return at + (low >= 0 && at + 3 < to ? 4 : 3);
    }
    if (letter >= '0' && letter <= '7') {
      let value = 0;
      let end = at + 1;
      while (end < to && end < at + 4 && text[end]! >= '0' && text[end]! <= '7') {
        value = value * 8 + text.charCodeAt(end++) - 48;
      }
      this.out.push(value & 255, at + 1);
      return end;
    }
    const value = LETTERS[letter];
    this.out.push(value ?? text.charCodeAt(at + 1) & 255, at + 1);
    return at + 2;
  }
}

function startsLiteral(text: string, at: number): boolean {
  return /^(?:[bBuUrRL]{0,2}|u8)["']|^\\x/.test(text.slice(at, at + 4));
}
