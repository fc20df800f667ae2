/**
 * Text of a `.x` file → tokens. Doc comments travel with the tokens: what stands before a thing with its
 * first token, what stands after it (`/**<`) with the first token behind it. Lines that begin with `%`
 * are passed through by rpcgen and skipped here; of the preprocessor only `#include "x.x"` is known.
 */
import type { Place, SourceError } from './ast.ts';

export interface Comment extends Place {
  /** without the comment signs */
  readonly text: string;
  /** an empty line or an include follows: the comment may stand for itself */
  readonly alone: boolean;
}

export interface Token extends Place {
  readonly kind: 'name' | 'number' | 'mark' | 'include' | 'end';
  /** the name, the mark, the digits, or the included file */
  readonly text: string;
  /** of a number */
  readonly value: number;
  readonly before: readonly Comment[];
  readonly after: readonly Comment[];
}

const MARKS = '{}()[]<>;:,=*';
/** Faults of one text that are reported. */
export const ERROR_LIMIT = 100;

function isNameStart(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f;
}
function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xfeff || code === 0xa0;
}

export function lex(text: string, file: string, errors: SourceError[]): Token[] {
  const tokens: Token[] = [];
  let before: Comment[] = [];
  let after: Comment[] = [];
  let at = 0;
  let line = 1;
  let lineStart = 0;

  const place = (): Place => ({ line, column: at - lineStart + 1 });
  const fail = (where: Place, message: string, expected: readonly string[] = []): void => {
    if (errors.length < ERROR_LIMIT)
      errors.push({ file, line: where.line, column: where.column, message, expected });
  };
  /** Moves to `to` and keeps count of the lines. */
  const advance = (to: number): void => {
    for (; at < to; at++) {
      if (text.charCodeAt(at) !== 0x0a) continue;
      line++;
      lineStart = at + 1;
    }
  };
  const add = (kind: Token['kind'], where: Place, content: string, value = 0): void => {
    tokens.push({ kind, text: content, value, line: where.line, column: where.column, before, after });
    before = [];
    after = [];
  };
  const startsLine = (): boolean => text.slice(lineStart, at).trim() === '';
  const endOfLine = (): number => {
    const next = text.indexOf('\n', at);
    return next < 0 ? text.length : next;
  };

  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) {
      advance(at + 1);
      continue;
    }
    const where = place();
    if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      if (close < 0) fail(where, 'This comment has no end.', ['*/']);
      const stop = close < 0 ? text.length : close;
      // `/**/` and `/***` are plain
      const doc = text[at + 2] === '*' && stop > at + 2 && text[at + 3] !== '*';
      const content = text.slice(at + 3, stop);
      advance(Math.min(text.length, stop + 2));
      if (doc && content.startsWith('<')) after.push({ ...where, text: content.slice(1), alone: false });
      else if (doc)
        before.push({
          ...where,
          text: content,
          alone: /^[^\S\n]*\r?\n(?:[^\S\n]*\r?\n|#|%)/.test(text.slice(at, at + 200)),
        });
      continue;
    }
    if (text.startsWith('//', at)) {
      advance(endOfLine());
      continue;
    }
    if (code === 0x25 && startsLine()) {
      advance(endOfLine());
      continue;
    }
    if (code === 0x23 && startsLine()) {
      const directive = text.slice(at, endOfLine()).trim();
      const include = /^#\s*include\s+"([^"]+)"\s*(?:\/[/*].*)?$/.exec(directive);
      if (include) add('include', where, include[1]!);
      else fail(where, 'Only `#include "file.x"` is known of the preprocessor.', ['#include "file.x"']);
      advance(endOfLine());
      continue;
    }
    if (isNameStart(code)) {
      let stop = at + 1;
      while (stop < text.length && (isNameStart(text.charCodeAt(stop)) || isDigit(text.charCodeAt(stop))))
        stop++;
      add('name', where, text.slice(at, stop));
      advance(stop);
      continue;
    }
    if (isDigit(code) || (code === 0x2d && isDigit(text.charCodeAt(at + 1)))) {
      let stop = at + 1;
      while (stop < text.length && (isNameStart(text.charCodeAt(stop)) || isDigit(text.charCodeAt(stop))))
        stop++;
      const digits = text.slice(at, stop);
      const value = readNumber(digits);
      if (value === null) fail(where, `\`${shorten(digits)}\` is no number.`, ['number']);
      add('number', where, digits, value ?? 0);
      advance(stop);
      continue;
    }
    if (MARKS.includes(text[at]!)) {
      add('mark', where, text[at]!);
      advance(at + 1);
      continue;
    }
    fail(where, `\`${printable(text.codePointAt(at)!)}\` has no meaning here.`);
    advance(at + (text.codePointAt(at)! > 0xffff ? 2 : 1));
  }
  add('end', place(), '');
  return tokens;
}

/** Decimal, 0x hexadecimal, 0 octal, perhaps negative; null where it is none or does not fit 2^53. */
function readNumber(digits: string): number | null {
  const negative = digits.startsWith('-');
  const body = negative ? digits.slice(1) : digits;
  let value: number;
  if (/^0[xX][0-9a-fA-F]+$/.test(body)) value = Number.parseInt(body.slice(2), 16);
  else if (/^0[0-7]+$/.test(body)) value = Number.parseInt(body, 8);
  else if (/^\d+$/.test(body) && (body === '0' || !body.startsWith('0'))) value = Number(body);
  else return null;
  if (value > Number.MAX_SAFE_INTEGER) return null;
  return negative ? -value : value;
}

/** For messages: at most 40 characters. */
export function shorten(text: string): string {
  return text.length > 40 ? text.slice(0, 39) + '…' : text;
}

function printable(code: number): string {
  return code > 0x20 && code < 0x7f ? String.fromCharCode(code) : 'U+' + code.toString(16).padStart(4, '0');
}
