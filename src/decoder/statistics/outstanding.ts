/**
 * Calls that wait for their reply at the same time. A call waits from its own time to that of its reply, both
 * included; one that is never answered waits to the end.
 */
import { RowKind } from '../api.ts';
import type { Pace } from './pace.ts';
import { Doubles, Words, type RowSet } from './rows.ts';

export interface Peak {
  readonly calls: number;
  /** row of the call that made it so, -1: there is none */
  readonly row: number;
}

/**
 * Beginnings and ends are told apart, each in the order of rows: that is the order of time but in few captures, and
 * then there is nothing to sort.
 */
export class Outstanding {
  private readonly starts: Doubles;
  private readonly rows: Words;
  private readonly ends: Doubles;

  /** @param room how many calls are expected */
  constructor(room = 0) {
    this.starts = new Doubles(room);
    this.rows = new Words(room);
    this.ends = new Doubles(room);
  }

  /** A call begins to wait. One without a time does not count. */
  begin(row: number, time: number): void {
    if (Number.isNaN(time)) return;
    this.starts.push(time);
    this.rows.push(row);
  }

  /** A call that began at `start` has its answer. */
  end(start: number, time: number): void {
    if (!Number.isNaN(start) && !Number.isNaN(time)) this.ends.push(time < start ? start : time);
  }

  /**
   * What half of an exchange in the set says: it begins, or ends; both where the other half is not in the set.
   * @param time of the row, `other` that of the row `match`
   */
  meet(rows: RowSet, row: number, kind: number, match: number, time: number, other: number): void {
    const isAlone = !rows.has(match);
    if (kind === RowKind.call) {
      this.begin(row, time);
      if (isAlone) this.end(time, other);
    } else {
      this.end(other, time);
      if (isAlone) this.begin(match, other);
    }
  }

  /**
   * @param edges ascending; between two of them lies a bin
   * @param before for each bin the calls that wait at its beginning
   * @param most for each bin the most that wait at the same time in it
   */
  async sweep(edges: Float64Array, before: Uint32Array, most: Uint32Array, pace: Pace): Promise<void> {
    const { starts, ends } = this.inOrder();
    let started = 0;
    let ended = 0;
    for (let bin = 0; bin + 1 < edges.length; bin++) {
      const from = edges[bin]!;
      const to = edges[bin + 1]!;
      while (started < starts.length && starts[started]! < from) started++;
      while (ended < ends.length && ends[ended]! < from) ended++;
      before[bin] = started - ended;
      let peak = started - ended;
      while (started < starts.length && starts[started]! < to) {
        const time = starts[started++]!;
        while (ended < ends.length && ends[ended]! < time) ended++;
        if (started - ended > peak) peak = started - ended;
      }
      most[bin] = peak;
      if (pace.due) await pace.breathe();
    }
  }

  async peak(pace: Pace): Promise<Peak> {
    const { starts, ends, rows } = this.inOrder();
    let ended = 0;
    let calls = 0;
    let row = -1;
    for (let started = 0; started < starts.length; started++) {
      const time = starts[started]!;
      while (ended < ends.length && ends[ended]! < time) ended++;
      if (started + 1 - ended > calls) {
        calls = started + 1 - ended;
        row = rows[started]!;
      }
      if (started % 4096 === 0 && pace.due) await pace.breathe();
    }
    return { calls, row };
  }

  /** Rows come in the order of their time but for a few captures. */
  private inOrder(): { starts: Float64Array; ends: Float64Array; rows: Uint32Array } {
    let starts = this.starts.values;
    let rows = this.rows.values;
    const ends = this.ends.values;
    if (!isAscending(ends)) ends.sort();
    if (!isAscending(starts)) {
      const [oldStarts, oldRows] = [starts, rows];
      const order = Uint32Array.from(starts, (_, at) => at).sort((a, b) => oldStarts[a]! - oldStarts[b]!);
      starts = Float64Array.from(order, (at) => oldStarts[at]!);
      rows = Uint32Array.from(order, (at) => oldRows[at]!);
    }
    return { starts, ends, rows };
  }
}

function isAscending(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i - 1]! > values[i]!) return false;
  return true;
}
