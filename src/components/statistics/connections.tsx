/** Connections: who talks to whom, how much, how slow, and how much of that is the way. */
import { useState } from 'react';
import type { ConnectionLine, ConnectionStatistics } from '../../decoder/api.ts';
import { count, duration } from '../record-table/format.ts';
import type { FilterEvents } from './filter-click.ts';
import { FigureTable, type Column } from './FigureTable.tsx';
import type { Sort } from './sorting.ts';
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
    .map(([what, n]) => `${count(n)} ${what}`)
    .join(', ');

const COLUMNS: readonly Column<ConnectionLine>[] = [
  {
    key: 'client',
    title: 'Who calls',
    words: true,
    rest: true,
    sort: (line) => named(line.client, line.clientName),
    text: (line) => named(line.client, line.clientName),
    cell: (line) => <End end={line.client} name={line.clientName} />,
  },
  {
    key: 'server',
    title: 'Who is called',
    words: true,
    rest: true,
    sort: (line) => named(line.server, line.serverName),
    text: (line) => named(line.server, line.serverName),
    cell: (line) => <End end={line.server} name={line.serverName} />,
  },
  { key: 'calls', title: 'Calls', sort: (line) => line.calls, text: (line) => figure(line.calls) },
  {
    key: 'errors',
    title: '✕',
    about: 'Errors',
    sort: (line) => line.errors,
    text: (line) => figure(line.errors),
    tone: (line) => (line.errors > 0 ? 'err' : ''),
  },
  {
    key: 'unanswered',
    optional: true,
    title: '∅',
    about: 'Calls without reply',
    drop: 2,
    sort: (line) => line.unanswered,
    text: (line) => figure(line.unanswered),
    tone: (line) => (line.unanswered > 0 ? 'guess' : ''),
  },
  {
    key: 'to',
    title: 'Bytes →',
    about: 'Bytes to who is called',
    drop: 2,
    sort: (line) => line.bytesToServer,
    text: (line) => bytes(line.bytesToServer),
    tone: () => 'dim',
  },
  {
    key: 'from',
    title: 'Bytes ←',
    about: 'Bytes to who calls',
    drop: 2,
    sort: (line) => line.bytesToClient,
    text: (line) => bytes(line.bytesToClient),
    tone: () => 'dim',
  },
  {
    key: 'p50',
    title: 'Latency p50',
    sort: (line) => line.latency.p50,
    text: (line) => duration(line.latency.p50),
  },
  {
    key: 'p99',
    title: 'p99',
    about: 'Latency: 99 of 100 are no longer',
    drop: 2,
    sort: (line) => line.latency.p99,
    text: (line) => duration(line.latency.p99),
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
    sort: (line) => line.serviceP50,
    text: (line) => duration(line.serviceP50),
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
      {data.omitted > 0 && <p className="dim">{count(data.omitted)} further connections are not listed.</p>}
    </>
  );
}
