/** `glusterscope stats`: what the statistics side of the page shows, as tables or as one JSON object. */
import {
  ALL_ROWS,
  type ConnectionStatistics,
  type ErrorStatistics,
  type FileStatistics,
  type ProcedureStatistics,
  type SlowestStatistics,
  type StatisticsAsk,
  type StatisticsOf,
  type StatisticsSection,
  type TotalsStatistics,
} from '../decoder/api.ts';
import type { OpenedSession } from '../decoder/session/opened.ts';
import { duration } from '../decoder/session/time.ts';
import type { Output } from './output.ts';

/** Exchanges and files that are told, and bins of the timeline. */
const TOP = 20;
const BINS = 60;
/** Lines of each table for reading. */
const LINES = 30;

type Asks = {
  readonly [S in StatisticsSection]?: Omit<Extract<StatisticsAsk, { section: S }>, 'view' | 'decode'>;
};
const ASKS = {
  totals: { section: 'totals' },
  procedures: { section: 'procedures' },
  errors: { section: 'errors' },
  slowest: { section: 'slowest', top: TOP },
  connections: { section: 'connections' },
  files: { section: 'files', top: TOP, by: 'operations' },
  timeline: { section: 'timeline', bins: BINS, span: null },
} as const satisfies Asks;

export interface StatsFlags {
  readonly json: boolean;
  /** display filter; null: all records */
  readonly filter: string | null;
}

/** The view that is made for a filter. */
const FILTERED = 1;
const noWork = () => ({ signal: new AbortController().signal, emit: () => undefined });

/** Returns true when no error was noted. The filter was checked before. */
export async function printStats(
  session: OpenedSession,
  { json, filter }: StatsFlags,
  output: Output,
): Promise<boolean> {
  const view = filter === null ? ALL_ROWS : FILTERED;
  if (filter !== null) await session.view(view, filter, noWork());
  const ask = async <S extends keyof typeof ASKS>(section: S): Promise<StatisticsOf<S>> => {
    const asked: StatisticsAsk = { ...ASKS[section], view, decode: true };
    return (await session.statistics(asked, noWork())) as StatisticsOf<S>;
  };
  if (json) {
    const all: Record<string, unknown> = { file: session.info.name, format: session.info.format, filter };
    for (const section of Object.keys(ASKS) as (keyof typeof ASKS)[]) all[section] = await ask(section);
    await output.line(JSON.stringify(all, plain));
  } else {
    for (const lines of [
      totalLines(await ask('totals')),
      procedureLines(await ask('procedures')),
      errorLines(await ask('errors')),
      slowestLines(await ask('slowest')),
      connectionLines(await ask('connections')),
      fileLines(await ask('files')),
    ]) {
      for (const line of lines) await output.line(line);
    }
  }
  return !session.info.notes.some(({ severity }) => severity === 'error');
}

/** Columns as lists; what is no number as null, as JSON has it. */
function plain(_: string, value: unknown): unknown {
  if (value instanceof Float64Array || value instanceof Uint32Array) return Array.from<number>(value);
  return value instanceof Uint8Array || value instanceof Int32Array ? Array.from<number>(value) : value;
}

const time = (nanoseconds: number): string => (Number.isNaN(nanoseconds) ? '-' : duration(nanoseconds));
const count = (number: number): string => number.toLocaleString('en');
/** Errors, and behind a plus what is nothing unusual. */
const failed = (one: { errors: number; normal: number }): string =>
  one.normal === 0 ? count(one.errors) : `${count(one.errors)} + ${count(one.normal)}`;

/** Columns as wide as they need; texts to the left, all others to the right. */
function* tableOf(
  title: string,
  head: readonly string[],
  all: readonly (readonly string[])[],
  texts: ReadonlySet<number>,
): Generator<string> {
  const shown = all.slice(0, LINES);
  const widths = head.map((word, at) => Math.max(word.length, ...shown.map((cells) => cells[at]!.length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => (texts.has(at) ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join('  ');
  yield '';
  yield title;
  if (shown.length === 0) {
    yield '  none';
    return;
  }
  yield `  ${line(head)}`.trimEnd();
  for (const cells of shown) yield `  ${line(cells)}`.trimEnd();
  if (all.length > shown.length) yield `  and ${count(all.length - shown.length)} more`;
}

function* totalLines(totals: TotalsStatistics): Generator<string> {
  for (const { what, rows, bytes } of totals.lines) {
    if (rows > 0)
      yield `${count(rows).padStart(12)} ${what.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}, ${count(bytes)} bytes`;
  }
  yield `${count(totals.connections).padStart(12)} connections, ${count(totals.frames)} frames`;
  const { p50, p90, p99, max } = totals.latency;
  if (totals.latency.count > 0)
    yield `latency: p50 ${time(p50)}, p90 ${time(p90)}, p99 ${time(p99)}, at most ${time(max)}`;
  yield `calls that wait at the same time: at most ${count(totals.outstandingMax)}`;
}

function procedureLines({ procedures }: ProcedureStatistics): Generator<string> {
  return tableOf(
    'procedures',
    [
      'procedure',
      'calls',
      'replies',
      'bytes called',
      'bytes replied',
      'errors',
      'min',
      'p50',
      'p90',
      'p99',
      'max',
    ],
    procedures.map((one) => [
      `${one.programName} ${one.version} ${one.procedureName}`,
      count(one.calls),
      count(one.replies),
      count(one.callBytes),
      count(one.replyBytes),
      failed(one),
      ...[one.latency.min, one.latency.p50, one.latency.p90, one.latency.p99, one.latency.max].map(time),
    ]),
    new Set([0]),
  );
}

function errorLines({ lines }: ErrorStatistics): Generator<string> {
  return tableOf(
    'errors',
    ['replies', 'error', 'procedure', 'first', 'meaning'],
    lines.map((one) => [
      count(one.count),
      one.name,
      `${one.programName} ${one.version} ${one.procedureName}`,
      String(one.first),
      one.normal === '' ? one.meaning : `nothing unusual: ${one.normal}`,
    ]),
    new Set([1, 2, 4]),
  );
}

function slowestLines(slowest: SlowestStatistics): Generator<string> {
  const { call, reply, latency, procedure, names } = slowest;
  return tableOf(
    'slowest exchanges',
    ['latency', 'procedure', 'call', 'reply'],
    Array.from(call, (row, at) => [
      time(latency[at]!),
      names[procedure[at]!]!,
      String(row),
      String(reply[at]!),
    ]),
    new Set([1]),
  );
}

function connectionLines({ connections }: ConnectionStatistics): Generator<string> {
  return tableOf(
    'connections',
    [
      'flow',
      'client',
      'server',
      'calls',
      'errors',
      'bytes out',
      'bytes back',
      'p50',
      'p99',
      'round trip',
      'in server',
    ],
    connections.map((one) => [
      String(one.flow),
      one.clientName === '' ? one.client : `${one.client} ${one.clientName}`,
      one.serverName === '' ? one.server : `${one.server} ${one.serverName}`,
      count(one.calls),
      failed(one),
      count(one.bytesToServer),
      count(one.bytesToClient),
      ...[one.latency.p50, one.latency.p99, one.rtt, one.serviceP50].map(time),
    ]),
    new Set([1, 2]),
  );
}

function fileLines(files: FileStatistics): Generator<string> {
  const { operationsFrom, operation, operationCount, names } = files;
  const done = (at: number): string =>
    Array.from(
      operation.subarray(operationsFrom[at], Math.min(operationsFrom[at + 1]!, operationsFrom[at]! + 4)),
    )
      .map((name, i) => `${names[name]} ${operationCount[operationsFrom[at]! + i]}`)
      .join(', ');
  return tableOf(
    'files',
    ['operations', 'errors', 'read', 'written', 'time', 'file', 'most of all'],
    files.gfid.map((gfid, at) => [
      count(files.operations[at]!),
      failed({ errors: files.errors[at]!, normal: files.normal[at]! }),
      count(files.bytesRead[at]!),
      count(files.bytesWritten[at]!),
      time(files.time[at]!),
      files.path[at] || gfid,
      done(at),
    ]),
    new Set([5, 6]),
  );
}
