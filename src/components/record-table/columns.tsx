/** The columns of the table, as data. Widths are characters: a column grows to what it has shown, and no further. */
import type { ReactNode } from 'react';
import { Outcome, RowKind } from '../linkage/kinds.ts';
import { duration, endPoint, hexNumber, range, seconds } from './format.ts';
import { grouped } from '../parts/grouped.ts';
import type { FileLabel } from './file-labels.ts';
import type { RecordRow } from './row-cache.ts';

export interface Clock {
  /** digits after the point that the capture's clock has */
  readonly timeDigits: number;
  /** a paste: lines of the text instead of times */
  readonly pasted: boolean;
  /** the files that the rows are of, where they are several */
  readonly files?: readonly FileLabel[] | undefined;
}

export interface RecordColumn {
  readonly key: string;
  readonly title: string;
  readonly align?: 'right';
  /** characters, at least and at most; `rest` takes what is left and never goes */
  readonly width: readonly [least: number, most: number] | 'rest';
  /** what goes first where room is short: 1 before 2; absent: stays */
  readonly drop?: number;
  /** true: only for pastes; false: only for captures */
  readonly pasted?: boolean;
  /** only where there are several files */
  readonly several?: boolean;
  /** the value as plain words: its length sets the width, and the reader shows it in full */
  readonly text: (row: RecordRow, clock: Clock) => string;
  /** what is drawn where that is shorter; it sets the width then */
  readonly short?: (row: RecordRow, clock: Clock) => string;
  /** how it is drawn, where that is more than its words */
  readonly cell?: (row: RecordRow, clock: Clock) => ReactNode;
}

const KIND_WORDS: Record<number, string> = {
  [RowKind.call]: '→ call',
  [RowKind.reply]: '← reply',
  [RowKind.data]: 'data',
  [RowKind.gap]: 'gap',
  [RowKind.foreign]: 'foreign',
  [RowKind.lostHead]: 'lost head',
};

/** Runs that are no records: one sentence instead of columns. */
export function isRun(row: RecordRow): boolean {
  return row.kind === RowKind.gap || row.kind === RowKind.foreign || row.kind === RowKind.lostHead;
}

export function kindWord(row: RecordRow): string {
  return KIND_WORDS[row.kind] ?? '';
}

function isExchange(row: RecordRow): boolean {
  return row.kind === RowKind.call || row.kind === RowKind.reply;
}

/** Words with the glyph of their outcome in front, once. */
function marked(glyph: string, words: string): string {
  return words.startsWith(glyph) ? words : `${glyph} ${words}`;
}

function procedureText(row: RecordRow): string {
  return row.outcome === Outcome.guess && row.procedure ? marked('≈', row.procedure) : row.procedure;
}

function resultText(row: RecordRow): string {
  switch (row.outcome) {
    case Outcome.error:
      return marked('✕', row.result);
    case Outcome.noReply:
      return marked('∅', row.result || 'no reply');
    case Outcome.guess:
      return marked('≈', row.result || 'guess');
    default:
      return row.result;
  }
}

/** What an error number means stands in its title. */
function resultCell(row: RecordRow): ReactNode {
  return row.meaning ? <span title={row.meaning}>{resultWords(row)}</span> : resultWords(row);
}

function resultWords(row: RecordRow): ReactNode {
  const text = resultText(row);
  if (row.outcome === Outcome.error) return <span className="bad">{text}</span>;
  if (row.outcome === Outcome.noReply || row.outcome === Outcome.guess)
    return <span className="guess">{text}</span>;
  // of an expected errno the name is ink, the number behind it dim; plain numbers are dim
  const number = / ?\(-?\d+\)$/.exec(text);
  if (number)
    return (
      <>
        {text.slice(0, number.index)}
        <span className="dim">{number[0]}</span>
      </>
    );
  return <span className={/^-?\d+$/.test(text) ? 'dim' : undefined}>{text}</span>;
}

/** What is inferred stands behind `≈`, up to the gap behind it, in ochre: `≈ /a.txt → /b.txt  fd 3`. */
function infoCell(row: RecordRow): ReactNode {
  const { info } = row;
  const at = info.indexOf('≈ ');
  if (at < 0) return info;
  const gap = info.indexOf('  ', at);
  const stop = gap < 0 ? info.length : gap;
  return (
    <>
      {info.slice(0, at)}
      <span className="guess">{info.slice(at, stop)}</span>
      {info.slice(stop)}
    </>
  );
}

function End({ text }: { text: string }) {
  const [host, port] = endPoint(text);
  return (
    <>
      {host}
      {port && <span className="dim">{port}</span>}
    </>
  );
}

export const RECORD_COLUMNS: readonly RecordColumn[] = [
  {
    key: 'number',
    title: 'No.',
    align: 'right',
    width: [3, 9],
    drop: 6,
    text: (row) => String(row.row),
    cell: (row) => <span className="dim">{row.row}</span>,
  },
  {
    key: 'file',
    title: 'File',
    width: [4, 14],
    drop: 5.5,
    several: true,
    text: (row, { files }) => files?.[row.file]?.name ?? '',
    short: (row, { files }) => files?.[row.file]?.label ?? '',
    cell: (row, { files }) => {
      const file = files?.[row.file];
      return file && <span title={file.name}>{file.label}</span>;
    },
  },
  {
    key: 'time',
    title: 'Time',
    width: [11, 17],
    drop: 7,
    pasted: false,
    text: (row, { timeDigits }) => seconds(row.time, timeDigits),
  },
  {
    key: 'ends',
    title: 'Source → destination',
    width: [15, 60],
    drop: 8,
    text: (row) =>
      row.source || row.destination ? `${row.source || '?'} → ${row.destination || '?'}` : 'no end points',
    cell: (row) =>
      row.source || row.destination ? (
        <span title={row.ends || undefined}>
          <span data-end="source">
            <End text={row.source || '?'} />
          </span>{' '}
          →{' '}
          <span data-end="destination">
            <End text={row.destination || '?'} />
          </span>
        </span>
      ) : (
        <span className="dim">no end points</span>
      ),
  },
  {
    key: 'kind',
    title: 'Kind',
    width: [7, 9],
    text: kindWord,
    cell: (row) =>
      row.kind === RowKind.reply ? <span className="dim">{kindWord(row)}</span> : kindWord(row),
  },
  {
    key: 'xid',
    title: 'XID',
    align: 'right',
    width: [4, 10],
    drop: 2,
    text: (row) => (isExchange(row) ? hexNumber(row.xid) : ''),
    cell: (row) => (isExchange(row) ? <span className="dim">{hexNumber(row.xid)}</span> : null),
  },
  {
    key: 'program',
    title: 'Program',
    width: [9, 24],
    drop: 3,
    text: (row) => row.program,
    cell: (row) => <span className="dim">{row.program}</span>,
  },
  {
    key: 'procedure',
    title: 'Procedure',
    width: [9, 24],
    text: procedureText,
    cell: (row) => (
      <span className={row.outcome === Outcome.guess ? 'procedure guess' : 'procedure'}>
        {procedureText(row)}
      </span>
    ),
  },
  { key: 'info', title: 'Info', width: 'rest', text: (row) => row.info, cell: infoCell },
  { key: 'result', title: 'Result', width: [6, 24], drop: 5, text: resultText, cell: resultCell },
  {
    key: 'latency',
    title: 'Latency',
    align: 'right',
    width: [7, 8],
    drop: 4,
    pasted: false,
    text: (row) => duration(row.latency),
  },
  {
    key: 'size',
    title: 'Bytes',
    align: 'right',
    width: [5, 11],
    drop: 1,
    pasted: false,
    text: (row) => grouped(row.size),
    cell: (row) => <span className="dim">{grouped(row.size)}</span>,
  },
  {
    key: 'lines',
    title: 'Lines',
    align: 'right',
    width: [7, 15],
    drop: 4,
    pasted: true,
    text: (row) => range(row.first, row.last),
    cell: (row) => <span className="dim">{range(row.first, row.last)}</span>,
  },
];
