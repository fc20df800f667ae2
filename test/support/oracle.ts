/** Every judged record of a set of captures against our leaves, as a table by procedure. */
import type { Protocol } from '../../src/decoder/xdr/compile.ts';
import type { Registry } from '../../src/decoder/xdr/registry.ts';
import type { Note } from '../../src/decoder/xdr/tree.ts';
import { capturedRecords, type CapturedRecord } from './capture-records.ts';
import { headerEnd, judge, type Judged } from './reads.ts';

export interface OracleRow {
  /** `1298437 400 13 call gfx_write_req` */
  readonly name: string;
  records: number;
  agreeing: number;
  /** the first few records that differ, with what differs */
  readonly differing: string[];
}

export interface OracleResult {
  readonly rows: readonly OracleRow[];
  readonly records: number;
  /** judged records that the captures do not seem to hold */
  readonly lost: readonly string[];
  /** notes on bodies that the library reads without complaint, by their text */
  readonly notes: ReadonlyMap<string, number>;
  /** records whose header does not end where the body begins, or has notes */
  readonly headers: readonly string[];
}

export interface OracleCapture {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly judged: readonly Judged[];
}

export function parseReads(text: string): Judged[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Judged);
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}

export function askOracle(
  captures: Iterable<OracleCapture>,
  protocol: Protocol,
  registry: Registry,
): OracleResult {
  const rows = new Map<string, OracleRow>();
  const lost: string[] = [];
  const headers: string[] = [];
  const notes = new Map<string, number>();
  const count = (note: Note, name: string): void => {
    const text = `${name} ${note.code}: ${note.message}`;
    notes.set(text, (notes.get(text) ?? 0) + 1);
  };
  let records = 0;
  for (const { name, bytes, judged } of captures) {
    const index = new Map<string, CapturedRecord[]>();
    for (const record of capturedRecords(bytes)) {
      const { message } = record;
      if (message.length < 24) continue;
      const key = `${word(message, 0)} ${message[7] === 0 ? 'call' : 'reply'} ${message.length}`;
      const list = index.get(key);
      if (list) list.push(record);
      else index.set(key, [record]);
      const end = headerEnd(protocol, registry, message);
      if (typeof end === 'string') headers.push(`${name} frame ${record.frame}: ${end}`);
    }
    for (const one of judged) {
      records++;
      const where = `${name} frame ${one.frame} xid ${one.xid}`;
      const found = candidates(index, one);
      if (found.length === 0) {
        lost.push(where);
        continue;
      }
      const key = `${one.program} ${one.version} ${one.procedure} ${one.type} ${one.routine}`;
      let row = rows.get(key);
      if (!row) rows.set(key, (row = { name: key, records: 0, agreeing: 0, differing: [] }));
      row.records++;
      const verdicts = found.map(({ message }) => judge(protocol, registry, one, message));
      const verdict = verdicts.find(({ difference }) => difference === null) ?? verdicts[0]!;
      if (verdict.difference === null) row.agreeing++;
      else if (row.differing.length < 3) row.differing.push(`${where}: ${verdict.difference}`);
      for (const note of verdict.builder.notes) count(note, key);
      const end = headerEnd(protocol, registry, found[0]!.message);
      if (end !== one.body)
        headers.push(`${where}: the header ends at ${end}, the body begins at ${one.body}`);
    }
  }
  return { rows: [...rows.values()], records, lost, notes, headers };
}

/** The record of that frame; where another reassembly names another frame, the nearest that looks the same. */
function candidates(
  index: ReadonlyMap<string, readonly CapturedRecord[]>,
  one: Judged,
): readonly CapturedRecord[] {
  const alike = (index.get(`${one.xid} ${one.type} ${one.body + one.length}`) ?? []).filter(
    ({ message }) =>
      one.type === 'reply' ||
      (word(message, 12) === one.program &&
        word(message, 16) === one.version &&
        word(message, 20) === one.procedure),
  );
  const exact = alike.filter(({ frame }) => frame === one.frame);
  if (exact.length > 0) return exact;
  return [...alike].sort((a, b) => Math.abs(a.frame - one.frame) - Math.abs(b.frame - one.frame)).slice(0, 1);
}

/** Rows as text, for people. */
export function oracleTable({ rows }: OracleResult): string {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
    .map(({ name, records, agreeing }) =>
      [
        name.padEnd(width),
        String(records).padStart(7),
        String(agreeing).padStart(9),
        String(records - agreeing).padStart(10),
      ].join(' '),
    );
  return [`${'procedure'.padEnd(width)} records agreeing differing`, ...lines].join('\n');
}
