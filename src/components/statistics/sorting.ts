/** Order of lines by a column; what has no value stands last, whichever way. */
export type SortKey = number | string;

export interface Sort {
  readonly column: string;
  readonly way: 1 | -1;
}

const missing = (key: SortKey): boolean => typeof key === 'number' && Number.isNaN(key);

export function compareKeys(a: SortKey, b: SortKey, way: 1 | -1): number {
  if (missing(a) || missing(b)) return Number(missing(a)) - Number(missing(b));
  if (typeof a === 'number' && typeof b === 'number') return (a - b) * way;
  return String(a).localeCompare(String(b), 'en', { numeric: true }) * way;
}

/** A column that is sorted by the value that it shows. */
export function by<Line, Key extends SortKey>(
  value: (line: Line) => Key,
  text: (key: Key) => string,
): { readonly sort: (line: Line) => Key; readonly text: (line: Line) => string } {
  return { sort: value, text: (line) => text(value(line)) };
}

/** A new array; lines of equal keys keep their order. */
export function sorted<Line>(
  lines: readonly Line[],
  keyOf: ((line: Line) => SortKey) | undefined,
  way: 1 | -1,
): readonly Line[] {
  if (!keyOf) return lines;
  return [...lines].sort((a, b) => compareKeys(keyOf(a), keyOf(b), way));
}

/** What choosing a column does: words begin at A, figures at the largest; once more turns it round. */
export function nextSort(before: Sort | null, column: string, words: boolean): Sort {
  if (before?.column === column) return { column, way: before.way === 1 ? -1 : 1 };
  return { column, way: words ? 1 : -1 };
}
