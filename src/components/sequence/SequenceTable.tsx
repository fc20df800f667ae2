/** The same as lines: who sent what to whom. */
import { useMemo } from 'react';
import type { SequenceStatistics } from '../../decoder/api.ts';
import { duration, seconds } from '../record-table/format.ts';
import type { FilterEvents } from '../statistics/filter-click.ts';
import { FigureTable, type Column } from '../statistics/FigureTable.tsx';
import { kindOf, nodeName, recordsOf, wordsOf, type SequenceRecord } from './layout.ts';

export function SequenceTable({
  data,
  timeDigits,
  ...events
}: { data: SequenceStatistics; timeDigits: number } & FilterEvents) {
  const lines = useMemo(() => recordsOf(data), [data]);
  const columns = useMemo<readonly Column<SequenceRecord>[]>(
    () => [
      { key: 'row', title: 'No.', text: ({ row }) => String(row), tone: () => 'dim' },
      {
        key: 'time',
        title: 'Time',
        drop: 1,
        text: ({ time }) => seconds(time, timeDigits),
        tone: () => 'dim',
      },
      { key: 'from', title: 'From', words: true, text: ({ from }) => nodeName(data.nodes[from]) },
      { key: 'to', title: 'To', words: true, text: ({ to }) => nodeName(data.nodes[to]) },
      { key: 'kind', title: 'Kind', words: true, drop: 2, text: kindOf, tone: () => 'dim' },
      { key: 'words', title: 'What', words: true, rest: true, text: wordsOf },
      { key: 'latency', title: 'Latency', drop: 2, text: ({ latency }) => duration(latency) },
    ],
    [data, timeDigits],
  );
  return (
    <FigureTable
      label="Sequence as a table"
      columns={columns}
      lines={lines}
      keyOf={({ row }) => String(row)}
      choice={({ row }) => ({ row })}
      sort={null}
      atOnce={100}
      {...events}
    />
  );
}
