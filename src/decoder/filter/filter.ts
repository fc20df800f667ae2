/** What a filter is to those who use it: compiled once, then asked block by block which rows it keeps. */
import type { FilterError } from '../api.ts';
import type { DecodedRecord } from '../record/decode.ts';
import type { PickHost } from '../record/pick-rows.ts';
import type { Column } from '../rpc/record-index.ts';

/** What a filter may ask of the open source. */
export interface FilterHost extends PickHost {
  /** what stands in the row's line of the table; absent: a text is looked for in the fields alone */
  line?(row: number, record: DecodedRecord | null): readonly string[];
  /** which file a row is about, when all records were followed; absent: nobody follows them */
  followed?(): Promise<Followed>;
}

/** What follows from other records, as follow/ gives it. */
export interface Followed {
  /** number of the file that a row is about; 0: none */
  readonly file: Column;
  volumeOf(file: number): string;
  pathOf(row: number): { readonly text: string } | null;
  newPathOf(row: number): { readonly text: string } | null;
}

/**
 * Looks at rows [from, to) and writes the numbers of those that it keeps, ascending, to `kept` (as long as
 * to - from). Gives how many there are. One call at a time: wait for a promise before the next.
 */
export type BlockTest = (from: number, to: number, kept: Uint32Array) => number | Promise<number>;

export interface CompiledFilter {
  /** For one run over the rows. */
  start(host: FilterHost): BlockTest;
  /** answered from the index alone */
  readonly headersOnly: boolean;
  /** what it asks is known only when the index is complete: rows looked at before may be judged otherwise */
  readonly late: boolean;
}

export type CompileResult =
  | { readonly ok: true; readonly filter: CompiledFilter }
  | { readonly ok: false; readonly error: FilterError };
