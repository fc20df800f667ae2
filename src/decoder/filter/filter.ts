/** What a filter is to those who use it: compiled once, then asked block by block which rows it keeps. */
import type { FilterError } from '../api.ts';
import type { DecodedRecord, Language } from '../record/decode.ts';
import type { Possible } from '../record/release.ts';
import type { RecordIndex } from '../rpc/record-index.ts';

/** What a filter may ask of the open source. */
export interface FilterHost {
  readonly index: RecordIndex;
  readonly language: Language;
  /** which releases the sender of a row may be; null: nothing is known */
  releasesOf(row: number): Promise<Possible | null>;
  /** the same where it is known at once; undefined: ask that */
  releasesKnown(row: number): Possible | null | undefined;
  /** the row in full; null: it is no record */
  decoded(row: number): Promise<DecodedRecord | null>;
}

/**
 * Looks at rows [from, to) and writes the numbers of those that it keeps, ascending, to `kept` (as long as
 * to - from). Gives how many there are.
 */
export type BlockTest = (from: number, to: number, kept: Uint32Array) => number | Promise<number>;

export interface CompiledFilter {
  /** For one run over the rows. */
  start(host: FilterHost): BlockTest;
  /** answered from the index alone */
  readonly headersOnly: boolean;
}

export type CompileResult =
  | { readonly ok: true; readonly filter: CompiledFilter }
  | { readonly ok: false; readonly error: FilterError };
