/**
 * The lines of a pasted text, without a copy of each: where they begin. A line ends at \n, \r\n or \r, which are not
 * part of it.
 */
export interface TextLines {
  readonly text: string;
  readonly count: number;
  /** place of the first character of each line */
  readonly start: Uint32Array;
}

export function textLines(text: string): TextLines {
  let start = new Uint32Array(1024);
  let count = 0;
  const push = (at: number): void => {
    if (count === start.length) {
      const next = new Uint32Array(count * 2);
      next.set(start);
      start = next;
    }
    start[count++] = at;
  };
  push(0);
  const bare = text.includes('\r');
  if (!bare) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) push(at + 1);
  } else {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) push(at + 1);
    }
  }
  // what ends with a line end has no further line
  if (count > 1 && start[count - 1] === text.length) count--;
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
