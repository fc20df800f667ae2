/**
 * The lines of a text as columns, without a string per line.
 *
 *     > > 0000  80 00 00 88 \r\n
 *     ^   ^                ^
 *   start body            end
 */
export interface Lines {
  readonly count: number;
  /** index of the line's first character, UTF-16 units */
  readonly start: Uint32Array;
  /** index behind the line's last character, line end and CR left out */
  readonly end: Uint32Array;
  /** index behind quote marks of mail and indentation; equals `end` for an empty line */
  readonly body: Uint32Array;
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const GREATER = 62;

export function splitLines(text: string): Lines {
  // A text without LF may still use CR alone.
  const mark = text.includes('\n') ? '\n' : '\r';
  let count = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) count++;
  const last = text.lastIndexOf(mark);
  if (last + 1 < text.length) count++;

  const start = new Uint32Array(count);
  const end = new Uint32Array(count);
  const body = new Uint32Array(count);
  let from = 0;
  for (let line = 0; line < count; line++) {
    let to = text.indexOf(mark, from);
    if (to < 0) to = text.length;
    let stop = to;
    while (stop > from && (text.charCodeAt(stop - 1) === CR || text.charCodeAt(stop - 1) === LF)) stop--;
    start[line] = from;
    end[line] = stop;
    body[line] = skipQuotes(text, from, stop);
    from = to + 1;
  }
  return { count, start, end, body };
}

export function isBlank(code: number): boolean {
  return code === SPACE || code === 9 || code === 0xa0 || code === 11 || code === 12 || code === 0xfeff;
}

export function skipBlanks(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Passes `> `, `>>`, `AB> ` and the blanks around them. */
function skipQuotes(text: string, from: number, to: number): number {
  let at = skipBlanks(text, from, to);
  for (;;) {
    let next = at;
    // Some mailers put the initials of the quoted person before the mark.
    while (next < to && next - at < 4 && isLetter(text.charCodeAt(next))) next++;
    if (next >= to || text.charCodeAt(next) !== GREATER) return at;
    at = skipBlanks(text, next + 1, to);
  }
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** The line's text without quote marks and blanks at its ends, at most `limit` characters of it. */
export function lineText(text: string, lines: Lines, line: number, limit = 400): string {
  const from = lines.body[line] ?? 0;
  const to = Math.min(lines.end[line] ?? 0, from + limit);
  return text.slice(from, to).trim();
}
