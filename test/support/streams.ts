/** What must hold for the rows of any index. */
import { RowKind } from '../../src/decoder/api.ts';
import { RowFlag, type RecordIndex } from '../../src/decoder/rpc/record-index.ts';

export interface Run {
  readonly row: number;
  readonly start: number;
  readonly stop: number;
}

/**
 * The runs of each stream; says what is wrong where they do not tile it: every byte from the first to the last
 * in exactly one. Late bytes (before the first one seen) have runs of their own before 0.
 */
export function tilingFaults(index: RecordIndex): string[] {
  const { columns, streams } = index;
  const faults: string[] = [];
  const runs = streams.map((): Run[] => []);
  for (let row = 0; row < index.rows; row++) {
    const start = columns.streamOffset.get(row);
    runs[columns.stream.get(row)]!.push({ row, start, stop: start + columns.length.get(row) });
  }
  streams.forEach(({ length }, id) => {
    const list = runs[id]!.filter(({ start }) => start >= 0).sort((a, b) => a.start - b.start);
    let at = 0;
    list.forEach(({ row, start, stop }, i) => {
      if (start !== at) faults.push(`stream ${id}: row ${row} begins at ${start}, not ${at}`);
      const unfinished = (columns.flags.get(row) & RowFlag.unfinished) !== 0;
      if (stop > length && !unfinished) faults.push(`stream ${id}: row ${row} ends behind the stream`);
      at = Math.min(stop, length, unfinished ? (list[i + 1]?.start ?? stop) : stop);
    });
    if (at !== length) faults.push(`stream ${id}: runs end at ${at}, the stream at ${length}`);
  });
  return faults;
}

/** Says what is wrong with the pairs: each half names the other, is of the other kind and direction, same XID. */
export function pairFaults(index: RecordIndex): string[] {
  const { columns, streams } = index;
  const faults: string[] = [];
  for (let row = 0; row < index.rows; row++) {
    const match = columns.match.get(row);
    if (match < 0) continue;
    if (columns.match.get(match) !== row) faults.push(`row ${row} is not the match of its match`);
    if (columns.xid.get(match) !== columns.xid.get(row)) faults.push(`row ${row} matches another XID`);
    if (columns.kind.get(row) + columns.kind.get(match) !== RowKind.call + RowKind.reply)
      faults.push(`row ${row} matches its own kind`);
    if (streams[columns.stream.get(row)]!.flow !== streams[columns.stream.get(match)]!.flow)
      faults.push(`row ${row} matches another flow`);
    if (columns.stream.get(row) === columns.stream.get(match))
      faults.push(`row ${row} matches its own direction`);
  }
  return faults;
}

/** Says what is wrong with a row's bytes: holes and bytes cover its length, frames ascend within the row's. */
export async function byteFaults(index: RecordIndex, row: number): Promise<string[]> {
  const { columns } = index;
  const faults: string[] = [];
  const { bytes, length, holes, marks, frames } = await index.read(row);
  if (length !== columns.length.get(row)) faults.push(`row ${row} has another length`);
  if (bytes.length > length) faults.push(`row ${row} has more bytes than its length`);
  let at = 0;
  let missing = 0;
  for (const [start, stop] of holes) {
    if (start < at || stop <= start) faults.push(`row ${row}: holes are not in order`);
    missing += Math.max(0, stop - Math.max(start, bytes.length));
    at = stop;
  }
  if (missing !== length - bytes.length) faults.push(`row ${row}: holes do not cover what is missing`);
  for (let i = 1; i < frames.length; i++)
    if (frames[i]! <= frames[i - 1]!) faults.push(`row ${row}: frames do not ascend`);
  if (frames.length > 0 && (frames[0]! < columns.first.get(row) || frames.at(-1)! > columns.last.get(row)))
    faults.push(`row ${row}: frames outside first and last`);
  for (const mark of marks) if (mark + 4 > length) faults.push(`row ${row}: a mark outside`);
  return faults;
}
