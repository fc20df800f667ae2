/**
 * Fields that are worked out of a record as a whole: they cost decoding it in full, or wait for what follows from
 * other records. Part of the table of index-fields.ts for whoever reads it.
 */
import { Outcome, RowKind } from '../api.ts';
import type { DecodedRecord } from '../record/decode.ts';
import type { Language } from '../record/decode.ts';
import { lineOf } from '../record/info.ts';
import { layoutsOf } from '../record/layouts.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import { errnoNumber } from '../types/errno.ts';
import type { RowClass } from './facts.ts';
import type { FilterHost, Followed } from './filter.ts';
import type { ReadValues } from './test-tree.ts';
import type { Value, ValueKind } from './values.ts';

interface Common {
  readonly name: string;
  readonly kind: ValueKind;
  readonly doc: string;
  readonly names?: () => ReadonlyMap<string, number>;
}

export type RecordField =
  | (Common & {
      readonly of: 'record';
      readonly values: (record: DecodedRecord | null, row: number, host: FilterHost) => readonly Value[];
      /** A filter that keeps all rows that may have one of these values, and is faster; null: there is none. */
      readonly guard?: (wanted: readonly (number | bigint)[]) => string | null;
      /** The value by some fields alone; null: these do not tell. */
      readonly quick?: {
        readonly reads: readonly string[];
        readonly value: (read: ReadValues, language: Language) => number | null;
      };
    })
  /** follows from other records */
  | (Common & {
      readonly of: 'followed';
      readonly values: (followed: Followed, row: number) => readonly Value[];
    });

const OUTCOMES: ReadonlyMap<string, number> = new Map([
  ['none', Outcome.none],
  ['ok', Outcome.ok],
  ['normal', Outcome.normal],
  ['error', Outcome.error],
  ['no-reply', Outcome.noReply],
  ['guess', Outcome.guess],
]);

const REPLIED = 'rpc.msgtyp == REPLY || glusterscope.kind == data';
const GUARDS: ReadonlyMap<number, string> = new Map<number, string>([
  [Outcome.ok, REPLIED],
  [Outcome.normal, REPLIED],
  [Outcome.error, REPLIED],
  [Outcome.noReply, 'rpc.msgtyp == CALL && glusterscope.alone'],
  [Outcome.guess, 'rpc.msgtyp == REPLY && glusterscope.alone'],
]);

const RESULT = 'gluster.op_ret';
const ERROR = 'gluster.op_errno';

/** By the numbers that stand before all else in results; null: all of the record has to be looked at. */
function quickOutcome(read: ReadValues, language: Language): Outcome | null {
  const { facts } = read;
  const { kind, match } = facts;
  if (kind !== RowKind.reply || match < 0) return null;
  // who has results was accepted
  const [results, errors] = [read.of(RESULT), read.of(ERROR)];
  // operations inside of one have results of their own
  if (results.length !== 1 || errors.length > 1) return null;
  if (Number(results[0]) >= 0) return Outcome.ok;
  const [error] = errors;
  if (error === undefined || error == 0) return null;
  return normalErrors(facts.rowClass, language).has(Number(error)) ? null : Outcome.error;
}

const normals = new WeakMap<Language['protocol'], Map<string, ReadonlySet<number>>>();

/** Error numbers that may be nothing unusual in a procedure's results. */
function normalErrors(
  { program, version, procedure }: RowClass,
  { protocol }: Language,
): ReadonlySet<number> {
  let known = normals.get(protocol);
  if (!known) normals.set(protocol, (known = new Map<string, ReadonlySet<number>>()));
  const key = `${program}.${version}.${procedure}`;
  let codes = known.get(key);
  if (!codes) {
    const fields = layoutsOf(protocol, { program, version, procedure }, 'reply').flatMap(
      ({ variant }) => variant.field.type.fields,
    );
    const all = [...protocol.procedures(program, version, procedure), ...fields].flatMap(
      ({ normal }) => normal,
    );
    known.set(key, (codes = new Set(all.map(({ code }) => errnoNumber(code) ?? 0))));
  }
  return codes;
}

export const RECORD_FIELDS: readonly RecordField[] = [
  {
    of: 'record',
    name: 'glusterscope.outcome',
    kind: 'number',
    doc: 'What came of it: ok, error, normal (an error that is nothing unusual there), no-reply, guess or none.',
    names: () => OUTCOMES,
    values: (record, row, host) => [outcomeOf(record, row, host)],
    quick: { reads: [RESULT, ERROR], value: quickOutcome },
    guard: (wanted) => {
      const guards = wanted.map((one) => GUARDS.get(Number(one)));
      return guards.includes(undefined) ? null : guards.map((one) => `(${one!})`).join(' || ');
    },
  },
  {
    of: 'record',
    name: 'frame',
    kind: 'bytes',
    doc: 'All bytes of the record as they were sent: `frame contains "trusted"`.',
    values: (record) => (record ? [record.bytes] : []),
  },
  {
    of: 'record',
    name: 'glusterscope.note',
    kind: 'text',
    doc: 'Codes of the notes on the record, such as trailing-bytes.',
    values: (record, row, { index }) => notesOf(record, row, index).map(({ code }) => code),
  },
  {
    of: 'record',
    name: 'glusterscope.note.severity',
    kind: 'text',
    doc: 'Severities of the notes on the record: info, warning, error.',
    values: (record, row, { index }) => notesOf(record, row, index).map(({ severity }) => severity),
  },
  {
    of: 'followed',
    name: 'glusterscope.path',
    kind: 'text',
    doc: 'Path of the file that the record is about, and of a second one: followed from record to record.',
    values: (followed, row) =>
      [followed.pathOf(row), followed.newPathOf(row)].flatMap((path) => (path ? [path.text] : [])),
  },
  {
    of: 'followed',
    name: 'glusterscope.volume',
    kind: 'text',
    doc: 'Name of the volume of the file that the record is about.',
    values: (followed, row) => {
      const volume = followed.volumeOf(followed.file.get(row));
      return volume === '' ? [] : [volume];
    },
  },
];

interface AnyNote {
  readonly code: string;
  readonly severity: string;
}

/** The index's notes by row, for as many as there were. */
const byRow = new WeakMap<RecordIndex, { readonly count: number; readonly rows: Map<number, AnyNote[]> }>();

function notesOf(record: DecodedRecord | null, row: number, index: RecordIndex): readonly AnyNote[] {
  const { notes } = index;
  let known = byRow.get(index);
  if (known?.count !== notes.length) {
    const rows = new Map<number, AnyNote[]>();
    for (const note of notes) {
      const list = rows.get(note.row);
      if (list) list.push(note);
      else rows.set(note.row, [note]);
    }
    byRow.set(index, (known = { count: notes.length, rows }));
  }
  return [...(known.rows.get(row) ?? []), ...(record?.wire.notes ?? [])];
}

function outcomeOf(record: DecodedRecord | null, row: number, { index }: FilterHost): Outcome {
  if (!record) return Outcome.none;
  const { outcome } = lineOf(record);
  const { kind } = record;
  if (index.columns.match.get(row) >= 0) return outcome;
  if (kind === RowKind.reply) return outcome === Outcome.error ? outcome : Outcome.guess;
  if (kind !== RowKind.call || !index.complete || isFromServer(record)) return outcome;
  return Outcome.noReply;
}

/** Callbacks of a server are never answered. */
function isFromServer({ chosen, numbers, language }: DecodedRecord): boolean {
  if (chosen?.layout.procedure?.fromServer) return true;
  if (!numbers) return false;
  const { program, version, procedure } = numbers;
  return language.protocol.procedures(program, version, procedure).some(({ fromServer }) => fromServer);
}
