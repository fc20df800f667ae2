/** The same as figures: a line for each bin in which something is. Each is a filter. */
import { useMemo, useState } from 'react';
import type { TimelineStatistics } from '../../decoder/api.ts';
import { duration } from '../record-table/format.ts';
import { grouped } from '../parts/grouped.ts';
import type { FilterEvents } from '../statistics/filter-click.ts';
import { FigureTable, type Column } from '../statistics/FigureTable.tsx';
import type { Sort } from '../statistics/sorting.ts';
import { bytes, figure } from '../statistics/words.ts';
import { rangeWords, secondsText } from './range.ts';

interface Line {
  readonly from: number;
  readonly to: number;
  readonly calls: number;
  readonly replies: number;
  readonly bytes: number;
  readonly errors: number;
  readonly p50: number;
  readonly p99: number;
  readonly outstanding: number;
  readonly filter: string;
}

const COLUMNS: readonly Column<Line>[] = [
  { key: 'from', title: 'From', sort: ({ from }) => from, text: ({ from }) => `${secondsText(from)} s` },
  { key: 'to', title: 'To', drop: 2, text: ({ to }) => `${secondsText(to)} s`, tone: () => 'dim' },
  { key: 'calls', title: 'Calls', sort: ({ calls }) => calls, text: ({ calls }) => figure(calls) },
  {
    key: 'replies',
    title: 'Replies',
    sort: ({ replies }) => replies,
    text: ({ replies }) => figure(replies),
  },
  { key: 'bytes', title: 'Bytes', sort: (line) => line.bytes, text: (line) => bytes(line.bytes) },
  {
    key: 'errors',
    title: '✕ Errors',
    sort: ({ errors }) => errors,
    text: ({ errors }) => figure(errors),
    tone: ({ errors }) => (errors > 0 ? 'err' : ''),
  },
  { key: 'p50', title: 'p50', drop: 2, sort: ({ p50 }) => p50, text: ({ p50 }) => duration(p50) },
  { key: 'p99', title: 'p99', sort: ({ p99 }) => p99, text: ({ p99 }) => duration(p99) },
  {
    key: 'outstanding',
    title: 'Outstanding',
    about: 'Calls that wait at the same time, at most',
    sort: ({ outstanding }) => outstanding,
    text: ({ outstanding }) => figure(outstanding),
  },
];

export function TimeTable({ data, ...events }: { data: TimelineStatistics } & FilterEvents) {
  const [sort, setSort] = useState<Sort | null>(null);
  const lines = useMemo(
    () =>
      Array.from({ length: data.bins }, (_, bin) => ({
        from: data.edges[bin]!,
        to: data.edges[bin + 1]!,
        calls: data.calls[bin]!,
        replies: data.replies[bin]!,
        bytes: data.bytes[bin]!,
        errors: data.errors.length === 0 ? -1 : data.errors[bin]!,
        p50: data.latencyP50[bin]!,
        p99: data.latencyP99[bin]!,
        outstanding: data.outstandingMax[bin]!,
        filter: data.filter[bin] ?? '',
      })).filter(({ calls, replies, bytes: size }) => calls + replies + size > 0),
    [data],
  );
  return (
    <>
      <FigureTable
        label="By time"
        columns={COLUMNS}
        lines={lines}
        keyOf={({ from }) => String(from)}
        choice={({ filter, from, to }) => ({ text: filter, what: rangeWords({ from, to }) })}
        sort={sort}
        onSort={setSort}
        {...events}
      />
      <p className="dim">
        {grouped(lines.length)} of {grouped(data.bins)} steps have records.
      </p>
    </>
  );
}
