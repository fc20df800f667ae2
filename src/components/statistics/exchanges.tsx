/** The slowest exchanges. */
import { useMemo, useState } from 'react';
import type { SlowestStatistics } from '../../decoder/api.ts';
import { Outcome } from '../linkage/kinds.ts';
import { duration, seconds } from '../record-table/format.ts';
import { grouped } from '../parts/grouped.ts';
import type { FilterEvents } from './filter-click.ts';
import { FigureTable, type Column } from './FigureTable.tsx';
import { by, type Sort } from './sorting.ts';
import { bytes } from './words.ts';

interface Line {
  readonly call: number;
  readonly reply: number;
  readonly latency: number;
  readonly time: number;
  readonly bytes: number;
  readonly failed: boolean;
  readonly name: string;
  readonly filter: string;
}

const columnsOf = (timeDigits: number): readonly Column<Line>[] => [
  {
    key: 'latency',
    title: 'Latency',
    ...by(({ latency }: Line) => latency, duration),
  },
  {
    key: 'name',
    title: 'Procedure',
    words: true,
    rest: true,
    sort: ({ name }) => name,
    text: ({ name, failed }) => (failed ? `✕ ${name}` : name),
    tone: ({ failed }) => (failed ? 'err' : ''),
  },
  {
    key: 'time',
    title: 'Called at',
    about: 'Seconds since the first frame',
    drop: 1,
    sort: ({ time }) => time,
    text: ({ time }) => seconds(time, timeDigits),
    tone: () => 'dim',
  },
  {
    key: 'bytes',
    title: 'Bytes',
    drop: 2,
    ...by((line: Line) => line.bytes, bytes),
    tone: () => 'dim',
  },
  {
    key: 'call',
    title: 'Call',
    ...by(({ call }: Line) => call, grouped),
    choice: ({ call }) => ({ row: call }),
  },
  {
    key: 'reply',
    title: 'Reply',
    ...by(({ reply }: Line) => reply, grouped),
    choice: ({ reply }) => ({ row: reply }),
  },
];

/** Choosing a line filters for its two records; their numbers lead to them. */
export function Slowest({
  data,
  timeDigits,
  ...events
}: { data: SlowestStatistics; timeDigits: number } & FilterEvents) {
  const [sort, setSort] = useState<Sort | null>({ column: 'latency', way: -1 });
  const columns = useMemo(() => columnsOf(timeDigits), [timeDigits]);
  const lines = useMemo(
    () =>
      Array.from({ length: data.length }, (_, at) => ({
        call: data.call[at]!,
        reply: data.reply[at]!,
        latency: data.latency[at]!,
        time: data.time[at]!,
        bytes: data.callBytes[at]! + data.replyBytes[at]!,
        failed: data.outcome[at] === Outcome.error,
        name: data.names[data.procedure[at]!] ?? '',
        filter: data.filter[at] ?? '',
      })),
    [data],
  );
  return (
    <FigureTable
      label="Slowest exchanges"
      columns={columns}
      lines={lines}
      keyOf={({ call, reply }) => `${call} ${reply}`}
      choice={({ filter, name, call }) => ({ text: filter, what: `${name}, call ${call}` })}
      sort={sort}
      onSort={setSort}
      atOnce={22}
      {...events}
    />
  );
}
