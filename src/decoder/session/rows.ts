/** Rows as columns, for the table. */
import type { Rows } from '../api.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import { pauser } from '../source/pause.ts';
import { NO_LANE, OTHER_HIDDEN, type Lanes } from './lanes.ts';
import { errorMeaning, pairLatency, type RowWords } from './row-words.ts';

export interface RowsHost {
  readonly index: RecordIndex;
  /** by place; null: not known yet */
  readonly lanes: Lanes | null;
  /** others are hidden: the half of a pair may be among them */
  readonly isView: boolean;
  wordsOf(row: number): Promise<RowWords>;
  /** who sent a row to whom; '' where nothing is known */
  endsOf(row: number): string;
}

/** Rows between two looks at the clock, and ms of work after which what waits in the event loop comes first. */
const YIELD = 8;
const SLICE = 8;

/** @param numbers of the source's rows that stand at the places from `first` on */
export async function rowsOf(numbers: Uint32Array, first: number, host: RowsHost): Promise<Rows> {
  const { index, lanes, isView } = host;
  const { columns } = index;
  const { length } = numbers;
  const out = {
    from: first,
    length,
    row: numbers,
    kind: new Uint8Array(length),
    outcome: new Uint8Array(length),
    time: new Float64Array(length),
    xid: new Uint32Array(length),
    size: new Uint32Array(length),
    match: new Int32Array(length),
    latency: new Float64Array(length),
    first: new Uint32Array(length),
    last: new Uint32Array(length),
    lane: new Uint8Array(length).fill(NO_LANE),
    lanes: new Uint8Array(length),
    file: new Uint32Array(length),
    source: [] as string[],
    destination: [] as string[],
    program: [] as string[],
    procedure: [] as string[],
    info: [] as string[],
    result: [] as string[],
    ends: [] as string[],
    meaning: [] as string[],
  };
  const pause = pauser();
  let sliceEnd = performance.now() + SLICE;
  try {
    for (let i = 0; i < length; i++) {
      const row = numbers[i]!;
      if (i > 0 && i % YIELD === 0 && performance.now() >= sliceEnd) {
        await pause.wait();
        sliceEnd = performance.now() + SLICE;
      }
      const words = await host.wordsOf(row);
      out.kind[i] = columns.kind.get(row);
      out.outcome[i] = words.outcome;
      out.time[i] = columns.time.get(row);
      out.xid[i] = columns.xid.get(row);
      out.size[i] = columns.length.get(row);
      out.match[i] = columns.match.get(row);
      out.latency[i] = pairLatency(index, row);
      out.first[i] = columns.first.get(row);
      out.last[i] = columns.last.get(row);
      out.file[i] = index.fileOf(row);
      const place = first + i;
      if (lanes && place < lanes.lane.length) {
        out.lane[i] = lanes.lane[place]!;
        out.lanes[i] = lanes.lanes[place]!;
      } else if (isView && out.match[i]! >= 0) out.lane[i] = OTHER_HIDDEN;
      out.source.push(words.source);
      out.destination.push(words.destination);
      out.program.push(words.program);
      out.procedure.push(words.procedure);
      out.info.push(words.info);
      out.result.push(words.result);
      out.ends.push(host.endsOf(row));
      out.meaning.push(errorMeaning(words.result));
    }
  } finally {
    pause.close();
  }
  return out;
}
