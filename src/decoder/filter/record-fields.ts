/**
 * Fields that are worked out of a record as a whole: they cost decoding it in full, or wait for what follows from
 * other records. Part of the table of index-fields.ts for whoever reads it.
 */
import { Outcome, RowKind } from '../api.ts';
import type { DecodedRecord } from '../record/decode.ts';
import { lineOf } from '../record/info.ts';
import type { FilterHost, Followed } from './filter.ts';
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

const FAILED = 'op_ret < 0 || rpc.state_accept != 0 || rpc.replystat != 0';
const GUARDS: ReadonlyMap<number, string> = new Map<number, string>([
  [Outcome.ok, 'op_ret >= 0 || glusterscope.kind == data'],
  [Outcome.normal, `${FAILED} || glusterscope.kind == data`],
  [Outcome.error, `${FAILED} || glusterscope.kind == data`],
  [Outcome.noReply, 'rpc.msgtyp == CALL && glusterscope.alone'],
  [Outcome.guess, 'rpc.msgtyp == REPLY && glusterscope.alone'],
]);

export const RECORD_FIELDS: readonly RecordField[] = [
  {
    of: 'record',
    name: 'glusterscope.outcome',
    kind: 'number',
    doc: 'What came of it: ok, error, normal (an error that is nothing unusual there), no-reply, guess or none.',
    names: () => OUTCOMES,
    values: (record, row, host) => [outcomeOf(record, row, host)],
    guard: (wanted) => {
      const guards = wanted.map((one) => GUARDS.get(Number(one)));
      return guards.includes(undefined) ? null : guards.map((one) => `(${one!})`).join(' || ');
    },
  },
  {
    of: 'record',
    name: 'glusterscope.note',
    kind: 'text',
    doc: 'Codes of the notes on the record, such as trailing-bytes.',
    values: (record, row, { index }) => {
      const own = record?.wire.notes.map(({ code }) => code) ?? [];
      return [...index.notes.filter((note) => note.row === row).map(({ code }) => code), ...own];
    },
  },
  {
    of: 'record',
    name: 'glusterscope.note.severity',
    kind: 'text',
    doc: 'Severities of the notes on the record: info, warning, error.',
    values: (record, row, { index }) => {
      const own = record?.wire.notes.map(({ severity }) => severity) ?? [];
      return [...index.notes.filter((note) => note.row === row).map(({ severity }) => severity), ...own];
    },
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
