/** Where a frame or a time stands in the rows. */
import type { GoTo } from '../api.ts';
import type { RecordIndex } from '../rpc/record-index.ts';

/** The row that stands there, or the nearest behind it; -1: there is none. */
export function rowOf({ columns, rows }: RecordIndex, to: GoTo): number {
  switch (to.kind) {
    case 'row':
      return to.row < rows ? to.row : -1;
    case 'frame':
      return rowOfFrame(columns.first, columns.last, rows, to.frame);
    case 'time': {
      let best = -1;
      for (let row = 0; row < rows; row++) {
        const time = columns.time.get(row);
        if (time >= to.time && (best < 0 || time < columns.time.get(best))) best = row;
      }
      return best;
    }
  }
}

interface Numbers {
  get(row: number): number;
}

/** The row that the frame carries a part of; else the first one that begins behind it. */
function rowOfFrame(first: Numbers, last: Numbers, rows: number, frame: number): number {
  let behind = -1;
  for (let row = 0; row < rows; row++) {
    const begins = first.get(row);
    if (begins === 0) continue;
    if (begins <= frame && frame <= last.get(row)) return row;
    if (begins > frame && (behind < 0 || begins < first.get(behind))) behind = row;
  }
  return behind;
}
