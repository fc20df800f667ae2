/** Words of a row: for the table, the inspector's head and the command line. */
import { Outcome, RowKind } from '../api.ts';
import { grouped } from '../capture/notes.ts';
import { printReleases } from '../xdr/releases.ts';
import type { DecodedRecord } from '../record/decode.ts';
import type { Possible } from '../record/release.ts';
import { NOTHING_FOLLOWED, type Followed } from '../follow/follow.ts';
import { asksForBytes, lineOf, pathPart, type About } from '../record/info.ts';
import { outcomeWords } from '../record/outcome.ts';
import { procedureWords, programWords } from '../record/names.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import { describeErrno } from '../types/errno.ts';
import { duration } from './time.ts';

export interface RowWords {
  readonly source: string;
  readonly destination: string;
  readonly program: string;
  readonly procedure: string;
  readonly info: string;
  readonly result: string;
  readonly outcome: Outcome;
  /** all of it but program and procedure: `≈ /dir/a.txt → ENOENT` */
  readonly line: string;
}

/** What a run that is no record is, in one sentence. */
function runWords(index: RecordIndex, row: number): string {
  const { columns } = index;
  const length = grouped(columns.length.get(row));
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

/** What is known of a row beside its own bytes. */
export interface Around {
  readonly followed: Followed;
  /** of a reply: what its call asked, as `askedBy` says it; null: not known */
  readonly asked: Asked | null;
}

/** What a call asks, for its reply to say again. */
export interface Asked {
  /** `≈ /dir/a.txt  fd 3 offset 0 len 4096` */
  readonly text: string;
  /** its result counts bytes */
  readonly forBytes: boolean;
}

export function askedBy(call: DecodedRecord, row: number, followed: Followed): Asked {
  const about = aboutOf(row, followed);
  // where the arguments cannot be read, that is the call's own trouble
  const text = call.sections.body < 0 ? (pathPart(about) ?? '') : lineOf(call, about).info;
  return { text, forBytes: asksForBytes(call) };
}

function aboutOf(row: number, followed: Followed): About {
  return { path: followed.pathOf(row), newPath: followed.newPathOf(row) };
}

/** @param record null for rows that are no records */
export function rowWords(
  index: RecordIndex,
  row: number,
  record: DecodedRecord | null,
  around: Around = { followed: NOTHING_FOLLOWED, asked: null },
): RowWords {
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
      line: runWords(index, row),
    };
  }
  const kind = columns.kind.get(row);
  const about = aboutOf(row, around.followed);
  const isReply = kind === RowKind.reply;
  const line = lineOf(record, isReply ? undefined : about);
  const { result, outcome } = outcomeOf(index, row, record, line, around.followed);
  const asked = isReply ? (around.asked?.text ?? pathPart(about) ?? '') : line.info;
  const forBytes = isReply ? around.asked?.forBytes === true : asksForBytes(record);
  const said = isReply ? without(line.info, asked) : '';
  return {
    ...ends,
    program: kind === RowKind.data ? '' : programWords(record),
    procedure: kind === RowKind.data ? bodyLabel(record) : procedureWords(record),
    info: said === '' ? asked : asked === '' ? said : `${asked}  → ${said}`,
    result,
    outcome,
    line: wholeLine(asked, said, forBytes, result, outcome),
  };
}

/** Parts that the call does not say already. */
function without(said: string, asked: string): string {
  const known = new Set(asked.split('  '));
  return said
    .split('  ')
    .filter((part) => !known.has(part))
    .join('  ');
}

/** `≈ /dir/a.txt → ENOENT`, `fd 3 offset 0 len 4096 → 4096  -rw-r--r--  4,096 bytes`. */
function wholeLine(asked: string, said: string, forBytes: boolean, result: string, outcome: Outcome): string {
  const name = result.replace(/ \(-?\d+\)$/, '');
  const came = name === '0' && !forBytes ? 'OK' : name;
  const answer = outcome === Outcome.noReply ? 'no reply' : came;
  return (
    [asked, answer === '' ? '' : `→ ${answer}`].filter((part) => part !== '').join(' ') +
    (said === '' ? '' : `  ${said}`)
  );
}

function outcomeOf(
  index: RecordIndex,
  row: number,
  record: DecodedRecord,
  line: { result: string; outcome: Outcome },
  followed: Followed,
): { result: string; outcome: Outcome } {
  const match = index.columns.match.get(row);
  const kind = index.columns.kind.get(row);
  if (kind === RowKind.reply && match < 0 && line.outcome !== Outcome.error) {
    return { result: line.result, outcome: Outcome.guess };
  }
  if (kind !== RowKind.call) return line;
  if (match < 0) {
    return index.complete && isAnswered(record) ? { result: '', outcome: Outcome.noReply } : line;
  }
  const came = followed.cameOf(match);
  if (!came) return line;
  // The reply's row is the one that counts as failed.
  return { result: outcomeWords(record.language, came), outcome: Outcome.none };
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

/** Whether rows have lines of a text instead of frames. A capture may have no times either, but it has a clock. */
export function isPasted({ timeDigits }: RecordIndex): boolean {
  return timeDigits === 0;
}

/** `frame 173`, `frames 12–18`, `lines 508–533`, `frame 7 of node1.pcap`, `frames 7–9 of x.pcap0 and x.pcap1`. */
export function placeWords(index: RecordIndex, row: number): string {
  const first = index.columns.first.get(row);
  const last = index.columns.last.get(row);
  if (first === 0) return '';
  const what = isPasted(index) ? 'line' : 'frame';
  const place = first === last ? `${what} ${grouped(first)}` : `${what}s ${grouped(first)}–${grouped(last)}`;
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

/** `ENOENT (2)` → `no such entry`; '' for what is no error number. */
export function errorMeaning(result: string): string {
  const number = /^[A-Z]\w+ \((\d+)\)$/.exec(result)?.[1];
  const words = number === undefined ? null : describeErrno(Number(number));
  return words !== null && result.startsWith(`${words.name} `) ? words.text : '';
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

/** The same on both halves. */
export function pairLatency(index: RecordIndex, row: number): number {
  const match = index.columns.match.get(row);
  return index.columns.kind.get(row) === RowKind.call && match >= 0
    ? latencyOf(index, match)
    : latencyOf(index, row);
}

/** Reply's time minus call's, in nanoseconds, on the reply; NaN where there is none. */
export function latencyOf(index: RecordIndex, row: number): number {
  const { columns } = index;
  const match = columns.match.get(row);
  if (match < 0 || columns.kind.get(row) !== RowKind.reply) return NaN;
  return columns.time.get(row) - columns.time.get(match);
}
