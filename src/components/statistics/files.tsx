/** Files: what was done to which, how much, how long. The worker sorts them; it knows them all. */
import { useMemo } from 'react';
import type { FilesBy, FileStatistics } from '../../decoder/api.ts';
import { Segments } from '../chrome/Segments.tsx';
import { duration } from '../record-table/format.ts';
import { grouped } from '../parts/grouped.ts';
import type { FilterEvents } from './filter-click.ts';
import { FigureTable, type Column } from './FigureTable.tsx';
import { bytes, figure, some } from './words.ts';

interface Line {
  readonly gfid: string;
  readonly path: string;
  readonly volume: string;
  readonly operations: number;
  readonly errors: number;
  readonly read: number;
  readonly written: number;
  readonly time: number;
  readonly slowest: number;
  readonly first: number;
  readonly what: string;
  readonly filter: string;
}

const nameOf = ({ path, gfid }: Line): string => (path === '' ? gfid : `≈ ${path}`);

const COLUMNS: readonly Column<Line>[] = [
  {
    key: 'file',
    title: 'File',
    words: true,
    rest: true,
    text: (line) => [nameOf(line), line.path === '' ? '' : line.gfid, line.volume].filter(Boolean).join('  '),
    cell: (line) => (
      <>
        {line.path === '' ? line.gfid || '?' : <span className="guess">{nameOf(line)}</span>}
        {line.path !== '' && line.gfid !== '' && <span className="dim"> {line.gfid.slice(0, 8)}…</span>}
        {line.volume !== '' && <span className="dim"> {line.volume}</span>}
      </>
    ),
  },
  { key: 'operations', title: 'Calls', text: ({ operations }) => figure(operations) },
  {
    key: 'errors',
    title: '✕',
    about: 'Errors',
    text: ({ errors }) => figure(errors),
    tone: ({ errors }) => (errors > 0 ? 'err' : ''),
  },
  { key: 'read', title: 'Read', about: 'Bytes that reads brought', text: ({ read }) => bytes(read) },
  {
    key: 'written',
    title: 'Written',
    about: 'Bytes that writes took',
    text: ({ written }) => bytes(written),
  },
  {
    key: 'time',
    title: 'Time',
    about: 'Sum of the latencies',
    text: ({ time }) => (time > 0 ? duration(time) : ''),
  },
  {
    key: 'slowest',
    title: 'Slowest',
    drop: 1,
    text: ({ slowest }) => (slowest > 0 ? duration(slowest) : ''),
  },
  {
    key: 'what',
    title: 'What was done',
    words: true,
    rest: true,
    drop: 2,
    text: ({ what }) => what,
    tone: () => 'dim',
  },
  {
    key: 'first',
    title: 'First',
    drop: 1,
    text: ({ first }) => grouped(first),
    choice: ({ first }) => ({ row: first }),
  },
];

function linesOf(data: FileStatistics): Line[] {
  return Array.from({ length: data.length }, (_, at) => {
    const what: string[] = [];
    for (let i = data.operationsFrom[at]!; i < data.operationsFrom[at + 1]!; i++) {
      what.push(`${data.names[data.operation[i]!] ?? '?'} ${grouped(data.operationCount[i]!)}`);
    }
    return {
      gfid: data.gfid[at] ?? '',
      path: data.path[at] ?? '',
      volume: data.volume[at] ?? '',
      operations: data.operations[at]!,
      errors: data.errors[at]!,
      read: data.bytesRead[at]!,
      written: data.bytesWritten[at]!,
      time: data.time[at]!,
      slowest: data.slowest[at]!,
      first: data.first[at]!,
      what: what.join(', '),
      filter: data.filter[at] ?? '',
    };
  });
}

const ORDERS: readonly { value: FilesBy; label: string }[] = [
  { value: 'operations', label: 'Calls' },
  { value: 'bytes', label: 'Bytes' },
  { value: 'time', label: 'Time' },
  { value: 'errors', label: 'Errors' },
];

export function FilesBySegments({ by, onBy }: { by: FilesBy; onBy: (by: FilesBy) => void }) {
  return <Segments label="Files with most" value={by} onChange={onBy} segments={ORDERS} />;
}

export function Files({ data, ...events }: { data: FileStatistics } & FilterEvents) {
  const lines = useMemo(() => linesOf(data), [data]);
  const rest = data.files - data.length;
  return (
    <>
      <FigureTable
        label="Files"
        columns={COLUMNS}
        lines={lines}
        keyOf={(line) => `${line.volume} ${line.gfid} ${line.path} ${line.first}`}
        choice={(line) => ({ text: line.filter, what: nameOf(line) })}
        sort={null}
        {...events}
      />
      {rest > 0 && <p className="dim">{some(rest, 'further file')} with less.</p>}
      {data.overflow > 0 && (
        <p className="dim">Of {grouped(data.overflow)} exchanges the files are not told apart.</p>
      )}
    </>
  );
}
