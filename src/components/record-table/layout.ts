/** Which columns fit, and how wide they are. */
import type { Clock, RecordColumn } from './columns.tsx';
import type { RecordRow } from './row-cache.ts';

/** Width of a character of the table: 0.6 em of 12 px. */
const CHARACTER = 7.2;
const GUTTER = 40;
const END = 12;
/** what the rest needs at least: infos of a capture are longer than those of a few dumps */
const LEAST_REST = 170;
const LEAST_PASTED = 140;

export interface TableLayout {
  readonly columns: readonly RecordColumn[];
  /** grid-template-columns */
  readonly template: string;
}

/** Longest value shown in each column so far, in characters. Grows only, so that nothing jitters while scrolling. */
export type Fits = Readonly<Record<string, number>>;

interface Measured {
  readonly columns: readonly RecordColumn[];
  readonly clock: Clock;
  readonly lengths: readonly number[];
}

/** A row is measured once, not at each scroll event. */
const measured = new WeakMap<RecordRow, Measured>();

/** Length of what a row says in each column, characters; 0 in the one that takes the rest. */
function lengthsOf(row: RecordRow, columns: readonly RecordColumn[], clock: Clock): readonly number[] {
  const known = measured.get(row);
  if (known?.columns === columns && known.clock === clock) return known.lengths;
  const lengths = columns.map(({ width, text, short = text }) =>
    width === 'rest' ? 0 : Math.min(width[1], short(row, clock).length),
  );
  measured.set(row, { columns, clock, lengths });
  return lengths;
}

/** The same object where nothing has grown. */
export function grown(
  fits: Fits,
  columns: readonly RecordColumn[],
  rows: Iterable<RecordRow>,
  clock: Clock,
): Fits {
  let next: Record<string, number> | null = null;
  for (const row of rows) {
    const lengths = lengthsOf(row, columns, clock);
    for (const [i, { key, width }] of columns.entries()) {
      if (width === 'rest') continue;
      const length = lengths[i]!;
      if (length > ((next ?? fits)[key] ?? width[0])) (next ??= { ...fits })[key] = length;
    }
  }
  return next ?? fits;
}

export function layout(
  columns: readonly RecordColumn[],
  fits: Fits,
  width: number,
  clock: Clock,
): TableLayout {
  const gap = width < 600 ? 8 : 12;
  let shown = columns.filter(
    ({ pasted, several }) =>
      (pasted === undefined || pasted === clock.pasted) && (!several || clock.files !== undefined),
  );
  const pixels = ({ key, width, title }: RecordColumn): number =>
    width === 'rest'
      ? clock.pasted
        ? LEAST_PASTED
        : LEAST_REST
      : Math.ceil(Math.max(fits[key] ?? width[0], width[0], title.length * 0.93) * CHARACTER) + 1;
  const total = (): number => shown.reduce((sum, column) => sum + pixels(column) + gap, GUTTER + END);
  while (width > 0 && total() > width) {
    const first = shown.reduce<RecordColumn | null>(
      (least, column) =>
        column.drop !== undefined && (!least || column.drop < least.drop!) ? column : least,
      null,
    );
    if (!first) break;
    shown = shown.filter((column) => column !== first);
  }
  const tracks = shown.map((column) => (column.width === 'rest' ? 'minmax(0, 1fr)' : `${pixels(column)}px`));
  return { columns: shown, template: [`${GUTTER}px`, ...tracks].join(' ') };
}
