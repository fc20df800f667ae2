/** One record as the command line prints it: DESIGN's contract, keys in its order, null where they do not apply. */
import { RowKind, type FieldJson, type NoteJson, type Showing } from '../api.ts';
import { procedureName } from '../record/names.ts';
import { fieldsOf, rangesOfKind } from '../record/words.ts';
import { Kind } from '../xdr/descriptor.ts';
import { withLearned } from './learned.ts';
import type { DecodedRow } from './decoding.ts';
import { shownAs, type OpenedSession } from './opened.ts';
import { isPasted, latencyOf, rowWords, type RowWords } from './row-words.ts';

export interface RecordJson {
  /** from 0 in the order of completion; runs that are no records are not counted */
  index: number;
  /** ascending, from 1; empty for pastes */
  frames: readonly number[];
  /** first and last line of a paste; null for captures */
  lines: readonly [number, number] | null;
  file: string;
  /** of the frame that completes it, nanoseconds since the epoch; null for pastes */
  time: string | null;
  src: string | null;
  dst: string | null;
  /** number of the connection; null for bare bytes without end points */
  flow: number | null;
  type: 'call' | 'reply' | 'data';
  xid: number | null;
  program: number | null;
  programName: string | null;
  version: number | null;
  procedure: number | null;
  procedureName: string | null;
  /** `index` of the other half */
  match: number | null;
  /** reply's time minus call's, nanoseconds */
  latency: number | null;
  /** bytes on the wire, marks included */
  length: number;
  /** what it is about and what came of it: `≈ /dir/a.txt → ENOENT`; what is inferred stands behind ≈ */
  info: string;
  fields: readonly FieldJson[];
  undecoded: readonly (readonly [number, number])[];
  missing: readonly (readonly [number, number])[];
  notes: readonly NoteJson[];
}

const TYPES: Partial<Record<number, RecordJson['type']>> = {
  [RowKind.call]: 'call',
  [RowKind.reply]: 'reply',
  [RowKind.data]: 'data',
};

/** Which rows are records, and what their index is. */
export class RecordNumbers {
  private readonly numbers: Int32Array;
  readonly count: number;

  constructor(session: OpenedSession) {
    const { kind } = session.index.columns;
    this.numbers = new Int32Array(session.index.rows).fill(-1);
    let count = 0;
    for (let row = 0; row < this.numbers.length; row++) {
      if (TYPES[kind.get(row)] !== undefined) this.numbers[row] = count++;
    }
    this.count = count;
  }

  /** -1: the row is no record */
  of(row: number): number {
    return this.numbers[row] ?? -1;
  }
}

export function recordJson(
  session: OpenedSession,
  row: number,
  { record, shown, bytes }: DecodedRow,
  numbers: RecordNumbers,
  options: { readonly payload?: boolean } & Showing = {},
  /** what is known of the row from others */
  words: RowWords = rowWords(session.index, row, record, { followed: session.followed, asked: null }),
): RecordJson {
  const { index } = session;
  const { columns } = index;
  const kind = columns.kind.get(row);
  const type = TYPES[kind] ?? 'data';
  const stream = index.streams[columns.stream.get(row)];
  const pasted = isPasted(index);
  const time = columns.time.get(row);
  const match = columns.match.get(row);
  const latency = latencyOf(index, row);
  const program = shown.numbers ? shown.language.protocol.program(shown.numbers.program) : null;
  return {
    index: numbers.of(row),
    frames: pasted ? [] : bytes.frames,
    lines: pasted ? [columns.first.get(row), columns.last.get(row)] : null,
    file: session.fileName(row),
    time: index.baseTime === null || Number.isNaN(time) ? null : String(index.baseTime + nanoseconds(time)),
    src: words.source || null,
    dst: words.destination || null,
    flow: stream ? stream.flow : null,
    type,
    xid: type === 'data' ? null : columns.xid.get(row),
    program: shown.numbers?.program ?? null,
    programName: program?.label ?? null,
    version: shown.numbers?.version ?? null,
    procedure: shown.numbers?.procedure ?? null,
    procedureName: type === 'data' || !shown.numbers ? null : procedureName(shown),
    match: match < 0 ? null : numbers.of(match),
    latency: Number.isNaN(latency) ? null : latency,
    length: columns.length.get(row),
    info: words.line,
    fields: fieldsOf(
      withLearned(shownAs(shown, options), index, session.followed, row, (one) => numbers.of(one)),
      options,
    ),
    undecoded: rangesOfKind(shown, Kind.undecoded),
    missing: rangesOfKind(shown, Kind.missing),
    notes: session.notesOf(row, shown).map(({ severity, code, message, offset, length }) => {
      return { severity, code, message, offset, length };
    }),
  };
}

function nanoseconds(time: number): bigint {
  return BigInt(Math.round(time));
}
