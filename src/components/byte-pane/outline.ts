/**
 * The line round a range of bytes, as a path: one shape over as many rows as it has, open nowhere.
 *
 *            ┌────────────┐
 *     ┌──────┘            │
 *     │                   │
 *     │         ┌─────────┘
 *     └─────────┘
 */
import type { Span } from '../linkage/tree-index.ts';

export interface OutlineGrid {
  readonly perRow: number;
  readonly rowHeight: number;
  /** the shape keeps this far from the edges of its rows */
  readonly inset: number;
  /** left and right edge of a column */
  readonly left: (column: number) => number;
  readonly right: (column: number) => number;
}

/** Rows are counted from `first`, which stands at y 0; what lies outside [first, last] is left out. */
export function outline(spans: readonly Span[], grid: OutlineGrid, first: number, last: number): string {
  let path = '';
  const { perRow } = grid;
  for (const [start, stop] of spans) {
    const from = Math.max(start, first * perRow);
    const to = Math.min(stop, (last + 1) * perRow);
    if (from < to) path += shape(from, to, grid, first);
  }
  return path;
}

function shape(start: number, stop: number, grid: OutlineGrid, first: number): string {
  const { perRow, rowHeight, inset, left, right } = grid;
  const r0 = Math.floor(start / perRow);
  const r1 = Math.floor((stop - 1) / perRow);
  const c0 = start % perRow;
  const c1 = (stop - 1) % perRow;
  const top = (row: number): number => (row - first) * rowHeight + inset;
  const bottom = (row: number): number => (row - first + 1) * rowHeight - inset;
  const rect = (row: number, a: number, b: number): string =>
    `M${left(a) + inset} ${top(row)}H${right(b) - inset}V${bottom(row)}H${left(a) + inset}Z`;
  if (r0 === r1) return rect(r0, c0, c1);
  if (r1 === r0 + 1 && c1 < c0) return rect(r0, c0, perRow - 1) + rect(r1, 0, c1);
  const edge = left(0) + inset;
  const end = right(perRow - 1) - inset;
  return (
    `M${left(c0) + inset} ${top(r0)}H${end}` +
    (c1 === perRow - 1 ? `V${bottom(r1)}` : `V${bottom(r1 - 1)}H${right(c1) - inset}V${bottom(r1)}`) +
    `H${edge}` +
    (c0 === 0 ? '' : `V${top(r0 + 1)}H${left(c0) + inset}`) +
    'Z'
  );
}
