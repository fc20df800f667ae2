/**
 * The gutter: one lane for each outstanding call, from call to reply, so that concurrency shows as depth.
 *
 *     x    28.5  34.5   40
 *     call  │     ┌──────     a call opens its lane
 *           ├─────┼──────     another, one lane further out
 *     reply │     └──────
 *           └────────────
 *
 * Lanes are 6 px apart, the innermost beside the rows. Paths are for an SVG 40 wide and as high as a row.
 */
import { Outcome, RowKind } from '../linkage/kinds.ts';
import type { RecordRow } from './row-cache.ts';

/** Rows of the source that the selected pair joins, and its lane. */
export interface SelectedPair {
  readonly low: number;
  readonly high: number;
  readonly lane: number;
}

export interface LanePaths {
  /** lanes of other pairs */
  readonly plain: string;
  /** the selected pair */
  readonly on: string;
  /** a call without reply, or a reply without call */
  readonly stub: string;
}

/** Lanes that have a place of their own. */
const LANES = 5;
const NO_LANE = 255;
/** The other half is there, and the view hides it. */
const OTHER_HIDDEN = 254;

export function selectedPair(row: RecordRow | null): SelectedPair | null {
  if (!row || row.match < 0 || row.lane === OTHER_HIDDEN) return null;
  return {
    low: Math.min(row.row, row.match),
    high: Math.max(row.row, row.match),
    lane: row.lane,
  };
}

function x(lane: number): number {
  return 34.5 - 6 * Math.min(lane, LANES);
}

export function lanePaths(row: RecordRow, height: number, pair: SelectedPair | null): LanePaths {
  const middle = height / 2;
  let plain = '';
  let on = '';
  let stub = '';
  const own = row.lane;
  const isEnd = pair !== null && (row.row === pair.low || row.row === pair.high);
  const inside = pair !== null && row.row > pair.low && row.row < pair.high;
  const arm = (lane: number): string =>
    row.kind === RowKind.reply
      ? `M${x(lane)} 0V${middle}H40`
      : row.kind === RowKind.call
        ? `M40 ${middle}H${x(lane)}V${height}`
        : '';

  for (let lane = 0; lane < LANES; lane++) {
    if ((row.lanes & (1 << lane)) === 0 && lane !== own) continue;
    const path = lane === own ? (row.match >= 0 ? arm(lane) : '') : `M${x(lane)} 0V${height}`;
    if (pair !== null && pair.lane === lane && (isEnd || inside)) on += path;
    else plain += path;
  }
  // a pair that found no lane gets the outermost place while it is selected
  if (pair !== null && pair.lane === NO_LANE) {
    if (isEnd) on += arm(LANES);
    else if (inside) on += `M${x(LANES)} 0V${height}`;
  }
  if (row.match < 0) {
    const lane = own === NO_LANE ? 0 : own;
    if (row.kind === RowKind.call && row.outcome === Outcome.noReply)
      stub = `M40 ${middle}H${x(lane)}V${height - 2}`;
    else if (row.kind === RowKind.reply) stub = `M${x(lane)} 2V${middle}H40`;
  }
  return { plain, on, stub };
}
