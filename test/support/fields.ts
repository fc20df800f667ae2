/** The records of a capture with their fields, as the command line prints them, by frame, XID and type. */
import { open } from '../../src/decoder/session.ts';
import type { OpenedSession } from '../../src/decoder/session/opened.ts';
import { RecordNumbers, recordJson } from '../../src/decoder/session/record-json.ts';
import { compareFields, type Judge, type JudgedFields, type Ours } from '../../tools/parity/fields.ts';

export interface FieldsRow {
  /** `1298437 400 13 call` */
  readonly name: string;
  records: number;
  fields: number;
  equal: number;
  explained: number;
  unexplained: number;
}

export interface FieldsVerdict {
  readonly rows: ReadonlyMap<string, FieldsRow>;
  readonly rules: ReadonlyMap<string, number>;
  /** the first of those that no rule explains */
  readonly unexplained: readonly string[];
  readonly fields: number;
}

async function opened(bytes: Uint8Array): Promise<OpenedSession> {
  const result = await open({ kind: 'file', name: 'capture', blob: new Blob([bytes as BlobPart]) });
  if (!result.ok) throw new Error(result.error.title);
  await result.session.done;
  return result.session;
}

/** Sets every record that the judge reads beside ours. */
export async function judgeFields(
  judge: Judge,
  bytes: Uint8Array,
  judged: readonly JudgedFields[],
): Promise<FieldsVerdict> {
  const session = await opened(bytes);
  const numbers = new RecordNumbers(session);
  const rowsByKey = new Map<string, number[]>();
  const { columns } = session.index;
  for (let row = 0; row < session.index.rows; row++) {
    if (numbers.of(row) < 0) continue;
    const key = `${columns.last.get(row)} ${columns.xid.get(row)}`;
    const list = rowsByKey.get(key);
    if (list) list.push(row);
    else rowsByKey.set(key, [row]);
  }
  const rows = new Map<string, FieldsRow>();
  const rules = new Map<string, number>();
  const unexplained: string[] = [];
  let fields = 0;
  for (const theirs of judged) {
    const ours = await next(
      session,
      numbers,
      rowsByKey.get(`${theirs.frame} ${theirs.xid}`) ?? [],
      theirs.type,
    );
    // which records there are is judged by test/parity.test.ts
    if (!ours) continue;
    const result = compareFields(judge, ours, theirs);
    const name = `${ours.program} ${ours.version} ${ours.procedure} ${ours.type}`;
    const row = rows.get(name) ?? { name, records: 0, fields: 0, equal: 0, explained: 0, unexplained: 0 };
    rows.set(name, row);
    row.records++;
    row.fields += result.fields;
    row.equal += result.equal;
    row.unexplained += result.unexplained.length;
    row.explained += result.fields - result.equal - result.unexplained.length;
    fields += result.fields;
    for (const [id, count] of result.explained) rules.set(id, (rules.get(id) ?? 0) + count);
    for (const what of result.unexplained)
      if (unexplained.length < 20) unexplained.push(`frame ${theirs.frame}: ${what}`);
  }
  session.close();
  return { rows, rules, unexplained, fields };
}

/** The first record of that type among some rows; it is taken out. */
async function next(
  session: OpenedSession,
  numbers: RecordNumbers,
  rows: number[],
  type: 'call' | 'reply',
): Promise<Ours | null> {
  for (const [index, row] of rows.entries()) {
    const { program, version, procedure, fields, ...json } = recordJson(
      session,
      row,
      await session.decoded(row, null),
      numbers,
      { payload: true },
    );
    if (json.type !== type) continue;
    rows.splice(index, 1);
    return { program: program ?? -1, version: version ?? -1, procedure: procedure ?? -1, type, fields };
  }
  return null;
}

/** Rows of several captures as one table, for people. */
export function fieldsTable(verdicts: readonly FieldsVerdict[]): string {
  const rows = new Map<string, FieldsRow>();
  const rules = new Map<string, number>();
  for (const verdict of verdicts) {
    for (const row of verdict.rows.values()) {
      const sum = rows.get(row.name);
      if (!sum) rows.set(row.name, { ...row });
      else for (const key of COLUMNS) sum[key] += row[key];
    }
    for (const [id, count] of verdict.rules) rules.set(id, (rules.get(id) ?? 0) + count);
  }
  const lines = [...rows.values()]
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
    .map((row) => row.name.padEnd(28) + COLUMNS.map((key) => String(row[key]).padStart(12)).join(''));
  return [
    'program version procedure'.padEnd(28) + COLUMNS.map((key) => key.padStart(12)).join(''),
    ...lines,
    '',
    ...[...rules].sort((a, b) => b[1] - a[1]).map(([id, count]) => `${id.padEnd(40)}${count}`),
  ].join('\n');
}

const COLUMNS = ['records', 'fields', 'equal', 'explained', 'unexplained'] as const;
