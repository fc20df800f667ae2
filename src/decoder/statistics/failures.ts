/** Which replies a set of rows speaks of, and which of them failed. */
import { RowKind } from '../api.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import { Said } from './outcomes.ts';
import type { RowSet } from './rows.ts';
import type { Task } from './task.ts';
import { Rank } from './turns.ts';

/** The reply that is counted where `row` is met: itself, or that of a call whose reply is not in the set; -1: none. */
export function replyAt({ columns }: RecordIndex, rows: RowSet, row: number): number {
  const kind = columns.kind.get(row);
  if (kind === RowKind.reply) return row;
  if (kind !== RowKind.call) return -1;
  const match = columns.match.get(row);
  return match >= 0 && !rows.has(match) ? match : -1;
}

/** Reads all replies that the rows speak of. */
export async function readReplies({ host, rows, pace, turn }: Task): Promise<void> {
  await turn.in(Rank.bytes);
  const { index, outcomes } = host;
  await outcomes.read(rows.length, (place) => replyAt(index, rows, rows.at(place)), pace);
}

/** `visit` for each reply that failed, once it was read. */
export async function eachFailure(
  { host, rows, pace }: Task,
  visit: (reply: number, isNormal: boolean) => void,
): Promise<void> {
  const { index, outcomes } = host;
  await pace.blocks(rows.length, (from, to) => {
    for (let place = from; place < to; place++) {
      const reply = replyAt(index, rows, rows.at(place));
      if (reply < 0) continue;
      const said = outcomes.said(reply);
      if (said === Said.normal) visit(reply, true);
      else if (said === Said.error || said === Said.status) visit(reply, false);
    }
  });
}
