/**
 * The lines of a pasted text, without a copy of each: where they begin. A line ends at \n (and the \r before it is not
 * part of it); a text without any \n has its lines by \r. The decoder numbers lines by the same rule.
 */
export interface TextLines {
  readonly text: string;
  readonly count: number;
  /** place of the first character of each line, UTF-16 units */
  readonly start: Uint32Array;
}

export function textLines(text: string): TextLines {
  const mark = text.includes('\n') ? '\n' : '\r';
  let start = new Uint32Array(1024);
  let count = 0;
  for (let from = 0; from < text.length;) {
    if (count === start.length) {
      const next = new Uint32Array(count * 2);
      next.set(start);
      start = next;
    }
    start[count++] = from;
    const end = text.indexOf(mark, from);
    if (end < 0) break;
    from = end + 1;
  }
  return { text, count, start: start.slice(0, count) };
}

/** [from, to) of a line (from 0) in the text, without its end. */
export function lineRange(lines: TextLines, line: number): readonly [from: number, to: number] {
  const from = lines.start[line] ?? lines.text.length;
  let to = line + 1 < lines.count ? lines.start[line + 1]! : lines.text.length;
  while (to > from && (lines.text.charCodeAt(to - 1) === 10 || lines.text.charCodeAt(to - 1) === 13)) to--;
  return [from, to];
}

export function lineText(lines: TextLines, line: number): string {
  const [from, to] = lineRange(lines, line);
  return lines.text.slice(from, to);
}

/** The line (from 0) that a place in the text stands in. */
export function lineAt(lines: TextLines, place: number): number {
  let low = 0;
  let high = lines.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (lines.start[middle]! <= place) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
