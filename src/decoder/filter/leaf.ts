/** What a test of the engine is: verdicts by the columns for a block, then for a row by what was read of it. */
import type { Classes, Facts } from './facts.ts';
import type { FilterHost } from './filter.ts';

export const NO = 0;
export const PERHAPS = 1;
export const YES = 2;

export interface Leaf {
  /** verdicts by the columns */
  fill(mask: Uint8Array, from: number, count: number, classes: Int32Array): void;
  /** the verdict by bytes, behind `pick`; undefined: that of the columns stands */
  verdict(): number | undefined;
}

/** What tests ask of the run that they belong to. */
export interface LeafRun {
  readonly host: FilterHost;
  readonly facts: Facts;
  readonly classes: Classes;
}

/** A table of verdicts by class or stream; 255: not asked yet. */
export const UNASKED = 255;

export function grown(table: Uint8Array, id: number): Uint8Array {
  const larger = new Uint8Array(Math.max(id + 1, table.length * 2)).fill(UNASKED);
  larger.set(table);
  return larger;
}
