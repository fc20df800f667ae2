/** Totals: one line a kind of row, and what holds for the whole. */
import type { TotalLine, TotalsStatistics } from '../../decoder/api.ts';
import { duration } from '../record-table/format.ts';
import { grouped } from '../parts/grouped.ts';
import type { FilterEvents } from './filter-click.ts';
import { FigureTable, type Column } from './FigureTable.tsx';
import { bytes, figure, TOTAL_WORDS } from './words.ts';

/** These stand even where they are none: a zero is an answer. */
const ALWAYS = new Set(['records', 'calls', 'replies', 'unanswered', 'errors']);
const TONES: Readonly<Record<string, 'err' | 'guess'>> = {
  errors: 'err',
  unanswered: 'guess',
  orphans: 'guess',
};

const tone = ({ what, rows }: TotalLine) => (rows > 0 ? (TONES[what] ?? '') : '');

const COLUMNS: readonly Column<TotalLine>[] = [
  { key: 'what', title: 'What', words: true, rest: true, text: ({ what }) => TOTAL_WORDS[what], tone },
  { key: 'rows', title: 'Count', text: ({ rows }) => (rows < 0 ? '…' : grouped(rows)), tone },
  { key: 'bytes', title: 'Bytes', text: (line) => bytes(line.bytes), tone: () => 'dim' },
];

const lineName = ({ what }: TotalLine): string => what;
const lineChoice = ({ what, filter }: TotalLine) => ({ text: filter, what: TOTAL_WORDS[what] });

export function Totals({ data, ...events }: { data: TotalsStatistics } & FilterEvents) {
  // Rows that are records alone say nothing that the records do not.
  const records = data.lines.find(({ what }) => what === 'records')?.rows ?? 0;
  const lines = data.lines.filter(
    ({ what, rows }) => ALWAYS.has(what) || (rows !== 0 && !(what === 'rows' && rows === records)),
  );
  return (
    <FigureTable
      label="Totals"
      columns={COLUMNS}
      lines={lines}
      keyOf={lineName}
      choice={lineChoice}
      sort={null}
      atOnce={20}
      {...events}
    />
  );
}

/** `77 connections · 1.82 s · 1,843 records/s · 412 KB/s · latency p50 246 µs, p99 3.10 ms · at most 5 outstanding` */
export function totalsLine(data: TotalsStatistics): string {
  const { latency, firstTime, lastTime } = data;
  const parts = [`${grouped(data.connections)} ${data.connections === 1 ? 'connection' : 'connections'}`];
  const length = lastTime - firstTime;
  if (length > 0) parts.push(duration(length));
  if (Number.isFinite(data.recordsPerSecond)) parts.push(`${rate(data.recordsPerSecond)} records/s`);
  if (Number.isFinite(data.bytesPerSecond))
    parts.push(`${bytes(Math.round(data.bytesPerSecond)) || '0'} bytes/s`);
  if (latency.count > 0) parts.push(`latency p50 ${duration(latency.p50)}, p99 ${duration(latency.p99)}`);
  if (data.outstandingMax > 0) parts.push(`at most ${figure(data.outstandingMax)} outstanding`);
  return parts.join(' · ');
}

const rate = (value: number): string => (value < 10 ? value.toFixed(1) : grouped(Math.round(value)));
