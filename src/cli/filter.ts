/** `--filter`: which rows it keeps, and what is wrong with it. */
import { RowKind } from '../decoder/api.ts';
import { compileFilter } from '../decoder/filter/compile.ts';
import { protocol } from '../decoder/programs/protocol.ts';
import type { OpenedSession } from '../decoder/session/opened.ts';
import { registry } from '../decoder/types/index.ts';

const BLOCK = 8192;

/** The message, and the filter with what is meant underlined; null: nothing is wrong. */
export function filterTrouble(filter: string): string | null {
  const compiled = compileFilter(filter, { protocol, registry });
  if (compiled.ok) return null;
  const { message, start, stop } = compiled.error;
  const line = filter.replace(/\s/g, ' ');
  return `--filter: ${message}\n\n  ${line}\n  ${' '.repeat(start)}${'^'.repeat(Math.max(1, stop - start))}`;
}

export interface Kept {
  has(row: number): boolean;
  /** records among them */
  readonly records: number;
}

/** @param filter that nothing is wrong with; null: all rows */
export async function keptRows(
  { host, index, language }: OpenedSession,
  filter: string | null,
): Promise<Kept> {
  const compiled = filter === null ? null : compileFilter(filter, language);
  if (!compiled?.ok) return { has: () => true, records: index.records };
  const test = compiled.filter.start(host);
  const rows = new Uint8Array(index.rows);
  const kept = new Uint32Array(BLOCK);
  let records = 0;
  for (let from = 0; from < index.rows; from += BLOCK) {
    const count = await test(from, Math.min(index.rows, from + BLOCK), kept);
    for (const row of kept.subarray(0, count)) {
      rows[row] = 1;
      if (index.columns.kind.get(row) <= RowKind.data) records++;
    }
  }
  return { has: (row) => rows[row] === 1, records };
}
