/** Words of a row: for the table, the inspector's head and the command line. */
import { Outcome, RowKind } from '../api.ts';
import { printReleases } from '../xdr/releases.ts';
import type { DecodedRecord } from '../record/decode.ts';
import type { Possible } from '../record/release.ts';
import { lineOf } from '../record/info.ts';
import { procedureWords, programWords } from '../record/names.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import { duration } from './time.ts';

export interface RowWords {
  readonly source: string;
  readonly destination: string;
  readonly program: string;
  readonly procedure: string;
  readonly info: string;
  readonly result: string;
  readonly outcome: Outcome;
}

const number = (value: number): string => value.toLocaleString('en');

/** What a run that is no record is, in one sentence. */
function runWords(index: RecordIndex, row: number): string {
  const { columns } = index;
  const length = number(columns.length.get(row));
  switch (columns.kind.get(row)) {
    case RowKind.gap:
      return `${length} bytes not captured`;
    case RowKind.lostHead:
      return `${length} bytes of a record whose beginning is not captured`;
    default: {
      const { foreign } = index.streams[columns.stream.get(row)]!;
      return `${foreign || 'Unknown'}, ${length} bytes: not decoded`;
    }
  }
}

/** @param record null for rows that are no records */
export function rowWords(index: RecordIndex, row: number, record: DecodedRecord | null): RowWords {
  const { columns } = index;
  const stream = index.streams[columns.stream.get(row)];
  const ends = { source: stream?.source ?? '', destination: stream?.destination ?? '' };
  if (!record) {
    return {
      ...ends,
      program: '',
      procedure: '',
      info: runWords(index, row),
      result: '',
      outcome: Outcome.none,
    };
  }
  const line = lineOf(record);
  const kind = columns.kind.get(row);
  const { result, outcome } = outcomeOf(index, row, record, line);
  if (kind === RowKind.data) {
    return { ...ends, program: '', procedure: bodyLabel(record), info: line.info, result, outcome };
  }
  return {
    ...ends,
    program: programWords(record),
    procedure: procedureWords(record),
    info: line.info,
    result,
    outcome,
  };
}

function outcomeOf(
  index: RecordIndex,
  row: number,
  record: DecodedRecord,
  line: { result: string; outcome: Outcome },
): { result: string; outcome: Outcome } {
  const alone = index.columns.match.get(row) < 0;
  const kind = index.columns.kind.get(row);
  if (kind === RowKind.reply && alone && line.outcome !== Outcome.error) {
    return { result: line.result, outcome: Outcome.guess };
  }
  if (kind === RowKind.call && alone && index.complete && isAnswered(record)) {
    return { result: '', outcome: Outcome.noReply };
  }
  return line;
}

/** Callbacks of a server are never answered. */
function isAnswered(record: DecodedRecord): boolean {
  return record.chosen?.layout.procedure?.fromServer !== true && !isFromServer(record);
}

function isFromServer({ numbers, language }: DecodedRecord): boolean {
  if (!numbers) return false;
  const { program, version, procedure } = numbers;
  return language.protocol.procedures(program, version, procedure).some(({ fromServer }) => fromServer);
}

function bodyLabel(record: DecodedRecord): string {
  const { body } = record.sections;
  if (body < 0) return '';
  return record.language.protocol.table.fields[record.tree.field[body]!]!.label;
}

/** `frame 173`, `frames 12–18`, `lines 508–533`, `frame 7 of node1.pcap`, `frames 7–9 of x.pcap0 and x.pcap1`. */
export function placeWords(index: RecordIndex, row: number): string {
  const first = index.columns.first.get(row);
  const last = index.columns.last.get(row);
  if (first === 0) return '';
  const what = index.baseTime === null ? 'line' : 'frame';
  const place = first === last ? `${what} ${number(first)}` : `${what}s ${number(first)}–${number(last)}`;
  if (index.files.length < 2) return place;
  const names = new Set([index.fileOf(row, 'first'), index.fileOf(row)]);
  return `${place} of ${[...names].map((file) => index.files[file]!.name).join(' and ')}`;
}

/** `answered by 113 after 172 µs`. */
export function matchWords(index: RecordIndex, row: number, record: DecodedRecord | null): string {
  const { columns } = index;
  const kind = columns.kind.get(row);
  if (kind !== RowKind.call && kind !== RowKind.reply) return '';
  const match = columns.match.get(row);
  const after = match < 0 ? NaN : Math.abs(columns.time.get(row) - columns.time.get(match));
  const time = Number.isNaN(after) ? '' : ` after ${duration(after)}`;
  if (kind === RowKind.reply)
    return match < 0 ? 'its call is not in this capture' : `answers ${match}${time}`;
  if (match >= 0) return `answered by ${match}${time}`;
  if (record && !isAnswered(record)) return 'never answered: the server calls';
  return index.complete ? 'no reply in this capture' : '';
}

/** `fuse client 4711 on host1 → brick rep3:/bricks/b1`; '' where neither is known. */
export function endsWords([source, destination]: readonly [string, string]): string {
  return source === '' && destination === '' ? '' : `${source || '?'} → ${destination || '?'}`;
}

/** What the record was read by, and how that is known: the sender's release, the layout among several. */
export function readingWords(record: DecodedRecord, possible: Possible | null): string {
  const { chosen, as } = record;
  if (as) return as.kind === 'type' ? `chosen: ${as.type}` : 'chosen: a procedure';
  const sender = possible?.words() ?? '';
  if (!chosen || chosen.layouts < 2) return sender;
  const releases = printReleases(chosen.expected ? chosen.layout.variant.releases : chosen.releases);
  const layout = chosen.fits === 'exact' ? `layout of ${releases}` : `layout of ${releases}, which fits best`;
  if (sender === '') return layout;
  return chosen.expected ? `${sender}; ${layout}` : `${sender}; but only the ${layout} fits`;
}

/** Reply's time minus call's, in nanoseconds, on the reply; NaN where there is none. */
export function latencyOf(index: RecordIndex, row: number): number {
  const { columns } = index;
  const match = columns.match.get(row);
  if (match < 0 || columns.kind.get(row) !== RowKind.reply) return NaN;
  return columns.time.get(row) - columns.time.get(match);
}
