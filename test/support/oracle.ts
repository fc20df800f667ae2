/** Every judged record of a set of captures against our leaves, as a table by procedure. */
import type { Protocol } from '../../src/decoder/xdr/compile.ts';
import type { Registry } from '../../src/decoder/xdr/registry.ts';
import type { Note } from '../../src/decoder/xdr/tree.ts';
import type { Helper } from '../../tools/gfxdr/gfxdr.ts';
import { routines } from '../../tools/gfxdr/routines.ts';
import { capturedRecords, type CapturedRecord } from './capture-records.ts';
import { capturedBodies } from './captured-bodies.ts';
import { bodyVariant, headerEnd, judge, type Judged } from './reads.ts';

export interface OracleRow {
  /** `1298437 400 13 call` */
  readonly name: string;
  readonly routines: Set<string>;
  /** records with a body */
  records: number;
  /** those that the library was asked about */
  judged: number;
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

/** What the library of the helper reads in a capture's bodies; those that it has no routine for are left out. */
export function liveReads(
  name: string,
  bytes: Uint8Array,
  protocol: Protocol,
  registry: Registry,
  helper: Extract<Helper, { ok: true }>,
): Judged[] {
  const routineOf = routines(protocol, helper.release);
  const asked = capturedBodies(protocol, registry, bytes).flatMap((record) => {
    const variant = bodyVariant(protocol, { ...record, capture: name });
    const routine = variant && routineOf(variant);
    return routine ? [{ ...record, routine }] : [];
  });
  const answers = helper.ask(
    asked.map(({ routine, message, body }) => ({ routine, body: message.subarray(body) })),
  );
  return asked.flatMap(({ message, ...record }, index): Judged[] => {
    const answer = answers[index];
    if (!answer) return [];
    return [{ ...record, ...answer, capture: name, length: message.length - record.body }];
  });
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
  const row = (name: string): OracleRow => {
    let found = rows.get(name);
    if (!found) {
      found = { name, routines: new Set(), records: 0, judged: 0, agreeing: 0, differing: [] };
      rows.set(name, found);
    }
    return found;
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
    for (const { type, program, version, procedure } of capturedBodies(protocol, registry, bytes))
      row(`${program} ${version} ${procedure} ${type}`).records++;
    for (const one of judged) {
      records++;
      const where = `${name} frame ${one.frame} xid ${one.xid}`;
      const found = candidates(index, one);
      if (found.length === 0) {
        lost.push(where);
        continue;
      }
      const key = `${one.program} ${one.version} ${one.procedure} ${one.type}`;
      const entry = row(key);
      entry.judged++;
      entry.routines.add(one.routine);
      const verdicts = found.map(({ message }) => judge(protocol, registry, one, message));
      const verdict = verdicts.find(({ difference }) => difference === null) ?? verdicts[0]!;
      if (verdict.difference === null) entry.agreeing++;
      else if (entry.differing.length < 3) entry.differing.push(`${where}: ${verdict.difference}`);
      for (const note of verdict.builder.notes) count(note, `${key} ${one.routine}`);
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

const COLUMNS = ['records', 'agreeing', 'differing', 'no routine'] as const;

/** Rows as text, for people. */
export function oracleTable({ rows }: OracleResult, protocol: Protocol): string {
  const lines = rows
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
    .map(({ name, routines, records, judged, agreeing }) => {
      const [program, version, procedure] = name.split(' ').map(Number);
      const known = protocol.procedures(program!, version!, procedure!);
      return {
        name: `${name} ${[...new Set(known.map((one) => one.name))].join('/')}`,
        routines: [...routines].join(', ') || '-',
        counts: [records, agreeing, judged - agreeing, Math.max(0, records - judged)],
      };
    });
  const totals = COLUMNS.map((_, column) => lines.reduce((sum, { counts }) => sum + counts[column]!, 0));
  lines.push({ name: 'all', routines: '', counts: totals });
  const width = Math.max(...lines.map(({ name }) => name.length));
  const print = (name: string, cells: readonly string[], routines: string): string =>
    `${name.padEnd(width)}${cells.map((cell, i) => cell.padStart(COLUMNS[i]!.length + 2)).join('')}  ${routines}`;
  return [
    print('program, version, procedure', COLUMNS, 'routine'),
    ...lines.map(({ name, counts, routines }) => print(name, counts.map(String), routines)),
  ]
    .map((line) => line.trimEnd())
    .join('\n');
}
