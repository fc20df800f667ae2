/**
 * Words of rows that are gone through in order: what a call asked is kept until its reply comes, so that no
 * call is decoded twice.
 */
import { RowKind } from '../api.ts';
import type { DecodedRow } from './decoding.ts';
import type { OpenedSession } from './opened.ts';
import { askedBy, rowWords, type Asked, type RowWords } from './row-words.ts';

/** Calls that are kept waiting. */
const WAITING = 65_536;

export class Asking {
  private readonly asked = new Map<number, Asked>();

  constructor(private readonly session: OpenedSession) {}

  words(row: number, { record }: DecodedRow): RowWords {
    const { index, followed } = this.session;
    const { kind, match } = index.columns;
    const other = match.get(row);
    const asked = this.asked.get(other) ?? null;
    this.asked.delete(other);
    if (record && kind.get(row) === RowKind.call && other > row && this.asked.size < WAITING) {
      this.asked.set(row, askedBy(record, row, followed));
    }
    return rowWords(index, row, record, { followed, asked });
  }
}
