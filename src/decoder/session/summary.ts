/** What the index alone tells about a source. */
import { RowKind, type FileInfo } from '../api.ts';
import type { OpenedSession } from './opened.ts';
import { countPairTroubles } from './pair-notes.ts';

export interface Summary {
  /** the file, or how many there are */
  readonly file: string;
  readonly files: readonly FileInfo[];
  readonly format: string;
  readonly size: number;
  readonly frames: number;
  readonly records: number;
  readonly calls: number;
  readonly replies: number;
  /** calls without reply, replies without call */
  readonly unmatched: { readonly calls: number; readonly replies: number };
  readonly flows: readonly SummaryFlow[];
  readonly programs: readonly SummaryProgram[];
  /** nanoseconds since the epoch; null for pastes */
  readonly firstTime: string | null;
  readonly lastTime: string | null;
  /** how often each code was noted */
  readonly notes: Readonly<Record<string, number>>;
}

export interface SummaryFlow {
  readonly flow: number;
  readonly source: string;
  readonly destination: string;
  readonly records: number;
  readonly foreign: string | null;
}

export interface SummaryProgram {
  readonly program: number;
  readonly programName: string | null;
  readonly version: number;
  readonly procedure: number;
  readonly procedureName: string | null;
  readonly calls: number;
  readonly replies: number;
}

/** Looks at columns alone: nothing is read and nothing decoded. */
export function summaryOf(session: OpenedSession): Summary {
  const { index } = session;
  const { columns, streams } = index;
  const flows = new Map<number, { source: string; destination: string; records: number; foreign: string }>();
  for (const { flow, source, destination, foreign } of streams) {
    const known = flows.get(flow);
    if (!known) flows.set(flow, { source, destination, records: 0, foreign });
    else if (known.foreign === '') known.foreign = foreign;
  }
  const programs = new Map<string, { numbers: [number, number, number]; calls: number; replies: number }>();
  const unmatched = { calls: 0, replies: 0 };
  let calls = 0;
  let replies = 0;
  let last = NaN;
  for (let row = 0; row < index.rows; row++) {
    const kind = columns.kind.get(row);
    const time = columns.time.get(row);
    if (!(time <= last)) last = Number.isNaN(time) ? last : time;
    if (kind !== RowKind.call && kind !== RowKind.reply && kind !== RowKind.data) continue;
    const flow = flows.get(streams[columns.stream.get(row)]?.flow ?? -1);
    if (flow) flow.records++;
    if (kind === RowKind.data) continue;
    const isCall = kind === RowKind.call;
    const matched = columns.match.get(row) >= 0;
    if (isCall) calls++;
    else replies++;
    if (!matched) {
      if (isCall) unmatched.calls++;
      else {
        unmatched.replies++;
        continue;
      }
    }
    const numbers: [number, number, number] = [
      columns.program.get(row),
      columns.version.get(row),
      columns.procedure.get(row),
    ];
    const key = numbers.join('.');
    let entry = programs.get(key);
    if (!entry) programs.set(key, (entry = { numbers, calls: 0, replies: 0 }));
    if (isCall) entry.calls++;
    else entry.replies++;
  }
  const { protocol } = session.language;
  const { name, files, format, size } = session.info;
  const base = index.baseTime;
  return {
    file: name,
    files,
    format,
    size,
    frames: index.frames,
    records: index.records,
    calls,
    replies,
    unmatched,
    flows: [...flows]
      .filter(([, { records, foreign }]) => records > 0 || foreign !== '')
      .map(([flow, { foreign, ...rest }]) => ({ flow, ...rest, foreign: foreign || null })),
    programs: [...programs.values()]
      .sort((a, b) => {
        return a.numbers[0] - b.numbers[0] || a.numbers[1] - b.numbers[1] || a.numbers[2] - b.numbers[2];
      })
      .map(({ numbers: [program, version, procedure], ...counts }) => ({
        program,
        programName: protocol.program(program)?.label ?? null,
        version,
        procedure,
        procedureName: namesOf(protocol.procedures(program, version, procedure)),
        ...counts,
      })),
    firstTime: base === null ? null : String(base),
    lastTime: base === null || Number.isNaN(last) ? null : String(base + BigInt(Math.round(last))),
    notes: { ...ofSource(session), ...index.noteCounts, ...countPairTroubles(index, protocol) },
  };
}

/** Both names of a number that was given anew. */
function namesOf(procedures: readonly { readonly name: string }[]): string | null {
  return procedures.length === 0 ? null : [...new Set(procedures.map(({ name }) => name))].join('/');
}

/** Notes on the source that the index knows nothing of, by code. */
function ofSource({ info, index }: OpenedSession): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { code } of info.notes)
    if (index.noteCounts[code] === undefined) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
