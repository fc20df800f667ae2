/** The rows that a statistic is made of, and the exchanges among them. */
import { RowKind } from '../api.ts';
import type { RecordIndex } from '../rpc/record-index.ts';

/** Rows of a view as they were when the work began. */
export class RowSet {
  private bits: Uint8Array | null = null;

  constructor(
    /** how many there are */
    readonly length: number,
    /** ascending; null: all rows from 0 */
    readonly rows: Uint32Array | null,
  ) {}

  static all(index: RecordIndex): RowSet {
    return new RowSet(index.rows, null);
  }

  /** about how many exchanges there are */
  get exchanges(): number {
    return this.length >>> 1;
  }

  /** @param place below `length` */
  at(place: number): number {
    return this.rows === null ? place : this.rows[place]!;
  }

  has(row: number): boolean {
    const { rows } = this;
    if (rows === null) return row >= 0 && row < this.length;
    if (rows.length === 0 || row < rows[0]! || row > rows.at(-1)!) return false;
    const bits = (this.bits ??= bitsOf(rows));
    return (bits[row >>> 3]! & (1 << (row & 7))) !== 0;
  }
}

function bitsOf(rows: Uint32Array): Uint8Array {
  const bits = new Uint8Array((rows.at(-1)! >>> 3) + 1);
  for (const row of rows) bits[row >>> 3]! |= 1 << (row & 7);
  return bits;
}

/**
 * The call of the exchange that is counted where `row` is met, -1: none is. Each exchange of which a half is in
 * the set is counted once: at its call, or at its reply where the call is not in the set.
 */
export function exchangeAt({ columns }: RecordIndex, rows: RowSet, row: number): number {
  return exchangeOf(rows, row, columns.kind.get(row), columns.match.get(row));
}

/** The same where the row's columns are at hand. */
export function exchangeOf(rows: RowSet, row: number, kind: number, match: number): number {
  if (match < 0) return -1;
  if (kind === RowKind.call) return row;
  return rows.has(match) ? -1 : match;
}

/** Room for so many at first; fewer than these are little. */
const LEAST_ROOM = 1024;

/** A list of numbers that grows by doubling. @param room how many are expected */
export class Doubles {
  length = 0;
  private list: Float64Array;

  constructor(room = 0) {
    this.list = new Float64Array(Math.max(LEAST_ROOM, room));
  }

  push(value: number): void {
    if (this.length === this.list.length) this.grow();
    this.list[this.length++] = value;
  }

  private grow(): void {
    const larger = new Float64Array(this.list.length * 2);
    larger.set(this.list);
    this.list = larger;
  }

  get values(): Float64Array {
    return this.list.subarray(0, this.length);
  }
}

export class Words {
  length = 0;
  private list: Uint32Array;

  constructor(room = 0) {
    this.list = new Uint32Array(Math.max(LEAST_ROOM, room));
  }

  push(value: number): void {
    if (this.length === this.list.length) this.grow();
    this.list[this.length++] = value;
  }

  private grow(): void {
    const larger = new Uint32Array(this.list.length * 2);
    larger.set(this.list);
    this.list = larger;
  }

  get values(): Uint32Array {
    return this.list.subarray(0, this.length);
  }
}
