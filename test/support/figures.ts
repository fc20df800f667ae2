/** Statistics of any rows of a session, and the same figures worked out in the plainest way. For tests alone. */
import {
  RowKind,
  type StatisticsAsk,
  type StatisticsOf,
  type StatisticsPart,
} from '../../src/decoder/api.ts';
import type { OpenedSession } from '../../src/decoder/session/opened.ts';
import { SessionStatistics } from '../../src/decoder/session/statistics.ts';

type Asked<S extends StatisticsAsk['section']> = Omit<Extract<StatisticsAsk, { section: S }>, 'view'>;

/** @param rows null: all */
export async function figures<S extends StatisticsAsk['section']>(
  session: OpenedSession,
  rows: readonly number[] | null,
  ask: Asked<S> & { readonly section: S },
  parts: StatisticsPart[] = [],
): Promise<StatisticsOf<S>> {
  const whole = { ...ask, view: rows === null ? 0 : 1 } as unknown as StatisticsAsk;
  const work = { signal: new AbortController().signal, emit: (part: StatisticsPart) => parts.push(part) };
  if (rows === null) return (await session.statistics(whole, work)) as StatisticsOf<S>;
  const statistics = new SessionStatistics({
    ...session.host,
    size: session.info.size,
    words: (row) => session.wordsOf(row),
    talks: () => null,
    talksKnown: () => Promise.resolve(null),
    followed: () => Promise.reject(new Error('not asked for')),
    view: () => ({ length: rows.length, rowAt: (place) => rows[place]! }),
  });
  return (await statistics.of(whole, work)) as StatisticsOf<S>;
}

/** Columns of a row as numbers. */
export function rowOf({ index }: OpenedSession, row: number) {
  const { columns } = index;
  return {
    row,
    kind: columns.kind.get(row) as RowKind,
    length: columns.length.get(row),
    time: columns.time.get(row),
    match: columns.match.get(row),
    key: [columns.program.get(row), columns.version.get(row), columns.procedure.get(row)].join('.'),
    flow: index.streams[columns.stream.get(row)]!.flow,
  };
}
export type PlainRow = ReturnType<typeof rowOf>;

/** Exchanges of which a half is among the rows: call and reply. */
export function exchangesOf(session: OpenedSession, rows: readonly number[]): [PlainRow, PlainRow][] {
  const calls = new Set<number>();
  for (const row of rows) {
    const { kind, match } = rowOf(session, row);
    if (match >= 0) calls.add(kind === RowKind.call ? row : match);
  }
  return [...calls].map((call) => {
    const one = rowOf(session, call);
    return [one, rowOf(session, one.match)];
  });
}

/** By nearest rank, of a list in order. */
export function quantile(sorted: readonly number[], percent: number): number {
  return sorted.find((_, place) => (place + 1) * 100 >= percent * sorted.length) ?? NaN;
}

export function plainLatency(latencies: readonly number[]) {
  const sorted = [...latencies].sort((a, b) => a - b);
  const sum = latencies.reduce((a, b) => a + b, 0);
  return {
    count: sorted.length,
    min: sorted[0] ?? NaN,
    p50: quantile(sorted, 50),
    p90: quantile(sorted, 90),
    p99: quantile(sorted, 99),
    max: sorted.at(-1) ?? NaN,
    sum,
  };
}
