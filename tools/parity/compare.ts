/**
 * Sets the records of an index beside those that tshark finds, and explains what differs where tshark is known
 * to be wrong:
 *
 * - direction: it pairs calls with replies of the same XID that run the same way; a server's callbacks have
 *   XIDs of their own, so it takes a client's replies for theirs
 * - holes: it lists no record of which bytes are missing (snap length, lost segment, end of the capture), or
 *   lists it in the frame of its first bytes
 * - segments: where it puts segments in order again it shows the segments of all records that it got at once
 */
import { RowKind } from '../../src/decoder/api.ts';
import { RowFlag, type RecordIndex } from '../../src/decoder/rpc/record-index.ts';
import type { JudgedRecord } from './tshark.ts';

export interface OurRecord extends JudgedRecord {
  readonly source: string;
  readonly incomplete: boolean;
  readonly matchIncomplete: boolean;
}

export interface Comparison {
  readonly ours: number;
  readonly judged: number;
  /** records that agree in everything */
  readonly equal: number;
  /** differences by what explains them */
  readonly explained: Readonly<Record<string, number>>;
  readonly unexplained: readonly string[];
}

/** The records of an index in the judge's terms. */
export function recordsOf(index: RecordIndex): OurRecord[] {
  const { columns } = index;
  const incomplete = (row: number): boolean =>
    (columns.flags.get(row) & (RowFlag.unfinished | RowFlag.holes)) !== 0;
  const records: OurRecord[] = [];
  for (let row = 0; row < index.rows; row++) {
    const kind = columns.kind.get(row);
    if (kind !== RowKind.call && kind !== RowKind.reply) continue;
    const match = columns.match.get(row);
    records.push({
      frame: columns.last.get(row),
      first: columns.first.get(row),
      xid: columns.xid.get(row),
      type: kind === RowKind.call ? 'call' : 'reply',
      program: columns.program.get(row),
      version: columns.version.get(row),
      procedure: columns.procedure.get(row),
      match: match < 0 ? 0 : columns.last.get(match),
      latency: kind === RowKind.reply && match >= 0 ? columns.time.get(row) - columns.time.get(match) : null,
      source: index.streams[columns.stream.get(row)]!.source,
      incomplete: incomplete(row),
      matchIncomplete: match >= 0 && incomplete(match),
    });
  }
  return records;
}

const message = (r: JudgedRecord): string => `${r.type} 0x${r.xid.toString(16)}`;
const procedure = (r: JudgedRecord): string => `${r.program}/${r.version}/${r.procedure}`;
const place = (r: JudgedRecord): string => `frame ${r.frame}: ${message(r)}`;

export function compare(ours: readonly OurRecord[], judged: readonly JudgedRecord[]): Comparison {
  const explained: Record<string, number> = {};
  const unexplained: string[] = [];
  const explain = (reason: string | null, what: string): void => {
    if (reason === null) unexplained.push(what);
    else explained[reason] = (explained[reason] ?? 0) + 1;
  };
  const byPlace = group(judged, place);
  const here = group(ours, place);
  /** Whether the judge's partner of a record comes from the same end as the record itself. */
  const sameDirection = (record: OurRecord, partner: number): boolean => {
    const other = message({ ...record, type: record.type === 'call' ? 'reply' : 'call' });
    return (here.get(`frame ${partner}: ${other}`) ?? []).some(({ source }) => source === record.source);
  };
  let equal = 0;
  const left: OurRecord[] = [];
  for (const record of ours) {
    const list = byPlace.get(place(record)) ?? [];
    const exact = list.findIndex((other) => procedure(other) === procedure(record));
    const [other] = list.splice(Math.max(0, exact), 1);
    if (other === undefined) {
      left.push(record);
      continue;
    }
    const differences = differencesOf(record, other);
    if (differences.length === 0) equal++;
    else if (other.match > 0 && other.match !== record.match && sameDirection(record, other.match))
      explain('direction', '');
    else if (record.matchIncomplete) explain('holes', '');
    else if (differences.length === 1 && record.first !== other.first) explain('segments', '');
    else explain(null, `${place(record)}: ${differences.join('; ')}`);
  }
  const rest = group([...byPlace.values()].flat(), message);
  for (const record of left) {
    const other = rest.get(message(record))?.shift();
    explain(
      record.incomplete ? 'holes' : null,
      `${place(record)} ${procedure(record)}: ${other ? `frame ${other.frame} in tshark` : 'not in tshark'}`,
    );
  }
  for (const record of [...rest.values()].flat())
    explain(null, `${place(record)} ${procedure(record)}: only in tshark`);
  return { ours: ours.length, judged: judged.length, equal, explained, unexplained };
}

function differencesOf(record: OurRecord, other: JudgedRecord): string[] {
  const differences: string[] = [];
  if (procedure(record) !== procedure(other))
    differences.push(`procedure ${procedure(record)}, in tshark ${procedure(other)}`);
  if (record.match !== other.match) differences.push(`match ${record.match}, in tshark ${other.match}`);
  if (other.latency !== null && record.latency !== other.latency)
    differences.push(`latency ${record.latency}, in tshark ${other.latency}`);
  if (record.first !== other.first) differences.push(`first frame ${record.first}, in tshark ${other.first}`);
  return differences;
}

function group<R extends JudgedRecord>(records: readonly R[], key: (r: R) => string): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const record of records) {
    const list = groups.get(key(record));
    if (list === undefined) groups.set(key(record), [record]);
    else list.push(record);
  }
  return groups;
}
