/** Connections: who talks to whom, how much, how slow, and how much of that is the way. */
import { useState } from 'react';
import type { ConnectionLine, ConnectionStatistics } from '../../decoder/api.ts';
import { duration } from '../record-table/format.ts';
import { grouped } from '../parts/grouped.ts';
import type { FilterEvents } from './filter-click.ts';
import { FigureTable, type Column } from './FigureTable.tsx';
import { by, type Sort } from './sorting.ts';
import { bytes, figure } from './words.ts';

const named = (end: string, name: string): string => (name === '' ? end || '?' : `${name}  ${end}`);

function End({ end, name }: { end: string; name: string }) {
  if (name === '') return end || '?';
  return (
    <>
      {name} <span className="dim">{end}</span>
    </>
  );
}

/** `3 retransmissions, 1 gap` */
const trouble = ({ counts }: ConnectionLine): string =>
  counts
    .map(({ what, toServer, toClient }) => [what, toServer + toClient] as const)
    .filter(([, n]) => n > 0)
    .map(([what, n]) => `${grouped(n)} ${what}`)
    .join(', ');

const endColumn = (key: 'client' | 'server', title: string): Column<ConnectionLine> => {
  const name = (line: ConnectionLine): string => line[`${key}Name`];
  return {
    key,
    title,
    words: true,
    rest: true,
    ...by((line: ConnectionLine) => named(line[key], name(line)), String),
    cell: (line) => <End end={line[key]} name={name(line)} />,
  };
};

const COLUMNS: readonly Column<ConnectionLine>[] = [
  endColumn('client', 'Who calls'),
  endColumn('server', 'Who is called'),
  { key: 'calls', title: 'Calls', ...by((line: ConnectionLine) => line.calls, figure) },
  {
    key: 'errors',
    title: '✕',
    about: 'Errors',
    ...by((line: ConnectionLine) => line.errors, figure),
    tone: (line) => (line.errors > 0 ? 'err' : ''),
  },
  {
    key: 'unanswered',
    optional: true,
    title: '∅',
    about: 'Calls without reply',
    drop: 2,
    ...by((line: ConnectionLine) => line.unanswered, figure),
    tone: (line) => (line.unanswered > 0 ? 'guess' : ''),
  },
  {
    key: 'to',
    title: 'Bytes →',
    about: 'Bytes to who is called',
    drop: 2,
    ...by((line: ConnectionLine) => line.bytesToServer, bytes),
    tone: () => 'dim',
  },
  {
    key: 'from',
    title: 'Bytes ←',
    about: 'Bytes to who calls',
    drop: 2,
    ...by((line: ConnectionLine) => line.bytesToClient, bytes),
    tone: () => 'dim',
  },
  {
    key: 'p50',
    title: 'Latency p50',
    ...by((line: ConnectionLine) => line.latency.p50, duration),
  },
  {
    key: 'p99',
    title: 'p99',
    about: 'Latency: 99 of 100 are no longer',
    drop: 2,
    ...by((line: ConnectionLine) => line.latency.p99, duration),
  },
  {
    key: 'rtt',
    title: 'Round trip',
    about: 'From the handshake: SYN to its ACK, or to SYN-ACK where that is all there is (≈)',
    drop: 1,
    sort: (line) => line.rtt,
    text: (line) => `${line.rttFrom === 2 ? '≈ ' : ''}${duration(line.rtt)}`,
    tone: (line) => (line.rttFrom === 2 ? 'guess' : ''),
  },
  {
    key: 'service',
    title: 'In the server p50',
    about: 'Latency less the way to the server and back; holds for short calls and replies',
    drop: 1,
    ...by((line: ConnectionLine) => line.serviceP50, duration),
  },
  {
    key: 'trouble',
    optional: true,
    title: 'On the way',
    about: 'Retransmissions, segments out of order, gaps',
    words: true,
    drop: 1,
    text: (line) => line.foreign || trouble(line),
    tone: () => 'dim',
  },
];

export function Connections({ data, ...events }: { data: ConnectionStatistics } & FilterEvents) {
  const [sort, setSort] = useState<Sort | null>(null);
  return (
    <>
      <FigureTable
        label="Connections"
        columns={COLUMNS}
        lines={data.connections}
        keyOf={({ flow }) => String(flow)}
        choice={(line) => ({ text: line.filter, what: `${line.client} ↔ ${line.server}` })}
        sort={sort}
        onSort={setSort}
        {...events}
      />
      {data.omitted > 0 && <p className="dim">{grouped(data.omitted)} further connections are not listed.</p>}
    </>
  );
}
