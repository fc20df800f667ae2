/** Looks for the next row that has something, page by page, while newer wishes drop older ones. */
import { Outcome } from '../components/linkage/kinds.ts';
import type { Rows } from '../decoder/api.ts';
import type { DecoderClient } from '../workers/client.ts';
import { Priority } from '../workers/protocol.ts';

export type Test = (rows: Rows, index: number) => boolean;

export const isError: Test = (rows, index) => {
  const outcome = rows.outcome[index];
  return outcome === Outcome.error || outcome === Outcome.noReply;
};

const ends = (rows: Rows, index: number): string =>
  [rows.source[index], rows.destination[index]].sort().join(' ');

/** Rows of the same two ends as one that is known. */
export function sameConversation(rows: Rows, index: number): Test {
  const wanted = ends(rows, index);
  return (others, at) => ends(others, at) === wanted;
}

const PAGE = 256;

/** The nearest row behind (`direction` 1) or before (-1) `from`; -1: none. Rejects when superseded. */
export async function findRow(
  client: DecoderClient,
  from: number,
  total: number,
  direction: 1 | -1,
  test: Test,
): Promise<number> {
  let at = from + direction;
  while (at >= 0 && at < total) {
    const start = direction === 1 ? at : Math.max(0, at - PAGE + 1);
    const count = direction === 1 ? PAGE : at - start + 1;
    const rows = await client.ask('rows', [start, count], { priority: Priority.later, slot: 'find' });
    if (rows.length === 0) return -1;
    for (let step = 0; step < rows.length; step++) {
      const index = direction === 1 ? step : rows.length - 1 - step;
      if (test(rows, index)) return rows.row[index]!;
    }
    at = direction === 1 ? start + rows.length : start - 1;
  }
  return -1;
}
