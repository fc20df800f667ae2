/**
 * Lanes of the table's gutter: each outstanding call holds one, from its row to its reply's, so that
 * concurrency shows as depth.
 *
 *     row 0  call a   ┌
 *     row 1  call b   │┌
 *     row 2  reply a  └│
 *     row 3  reply b   └
 *
 * Five lanes. A pair that finds none free has none; what is inside five others is not readable anyway.
 */
import type { Column } from '../rpc/record-index.ts';

export const LANES = 5;
export const NO_LANE = 255;
/** The other half is there, and the view does not show it. */
export const OTHER_HIDDEN = 254;

export interface Lanes {
  /** lane of the pair that begins or ends at the row, NO_LANE: none, OTHER_HIDDEN: not in this view */
  readonly lane: Uint8Array;
  /** bit n: lane n passes through, begins or ends at the row */
  readonly lanes: Uint8Array;
}

/**
 * @param match row of the other half, -1: none
 * @param rows how many rows there are
 */
export function lanesOf(match: Pick<Column, 'get'>, rows: number): Lanes {
  const lane = new Uint8Array(rows).fill(NO_LANE);
  const lanes = new Uint8Array(rows);
  let held = 0;
  for (let row = 0; row < rows; row++) {
    const other = match.get(row);
    if (other > row && other < rows) {
      let free = 0;
      while (free < LANES && held & (1 << free)) free++;
      if (free < LANES) {
        held |= 1 << free;
        lane[row] = free;
      }
      lanes[row] = held;
    } else if (other >= 0 && other < row && match.get(other) === row && lane[other] !== NO_LANE) {
      const own = lane[other]!;
      lane[row] = own;
      lanes[row] = held;
      held &= ~(1 << own);
    } else {
      lanes[row] = held;
    }
  }
  return { lane, lanes };
}

/** Lanes of a view, by place: a pair has one where the view shows both its halves. */
export function lanesOfView(
  match: Pick<Column, 'get'>,
  rows: number,
  view: { readonly length: number; rowAt(place: number): number },
): Lanes {
  const { length } = view;
  const places = new Int32Array(rows).fill(-1);
  for (let place = 0; place < length; place++) places[view.rowAt(place)] = place;
  const matches = new Int32Array(length);
  for (let place = 0; place < length; place++) {
    const other = match.get(view.rowAt(place));
    matches[place] = other >= 0 && other < rows ? places[other]! : -1;
  }
  const lanes = lanesOf({ get: (place) => matches[place]! }, length);
  for (let place = 0; place < length; place++) {
    if (matches[place]! < 0 && match.get(view.rowAt(place)) >= 0) lanes.lane[place] = OTHER_HIDDEN;
  }
  return lanes;
}
