/**
 * Fields that the index answers, without a byte of the record: the one table from which the filter, its
 * completions and the reference are made. Names are Wireshark's where it has one.
 */
import { RowKind } from '../api.ts';
import type { Language } from '../record/decode.ts';
import { RowFlag } from '../rpc/record-index.ts';
import { PROGRAMS as PROGRAM_NAMES } from '../types/rpc.ts';
import { IN_PART, type End, type Facts, type RowClass, type StreamFacts } from './facts.ts';
import { PROGRAMS } from './protocols.ts';
import type { Value, ValueKind } from './values.ts';

interface Common {
  readonly name: string;
  readonly kind: ValueKind;
  readonly doc: string;
  /** what stands for numbers */
  readonly names?: (language: Language) => ReadonlyMap<string, number>;
  /** known only when the whole capture was read */
  readonly late?: boolean;
}

/** What the field is: of a class of rows, of a stream, or of each row. undefined and NaN: the row has none. */
export type IndexField =
  | (Common & {
      readonly of: 'class';
      readonly value: (of: RowClass, language: Language) => number | undefined;
      /** names that the value goes by, beside numbers: compared with as texts */
      readonly called?: (of: RowClass, language: Language) => readonly string[];
    })
  | (Common & { readonly of: 'stream'; readonly values: (of: StreamFacts) => readonly Value[] })
  | (Common & { readonly of: 'row'; readonly value: (of: Facts) => number })
  | (Common & { readonly of: 'text'; readonly values: (of: Facts) => readonly string[] });

const isRpc = ({ kind }: { readonly kind: RowKind }): boolean =>
  kind === RowKind.call || kind === RowKind.reply;
const has = (holds: boolean): number => (holds ? 1 : NaN);

const address = ({ address: bytes }: End, length: number): Value[] =>
  bytes?.length === length ? [bytes] : [];
const port = ({ port: number }: End): Value[] => (number < 0 ? [] : [number]);

function ends(
  protocol: string,
  kind: ValueKind,
  names: readonly [string, string, string],
  read: (end: End) => Value[],
  what: string,
): IndexField[] {
  const [source, destination, either] = names;
  const of = 'stream';
  return [
    { of, name: `${protocol}.${source}`, kind, doc: `${what} of the sender.`, values: (s) => read(s.source) },
    {
      of,
      name: `${protocol}.${destination}`,
      kind,
      doc: `${what} of the receiver.`,
      values: (s) => read(s.destination),
    },
    {
      of,
      name: `${protocol}.${either}`,
      kind,
      doc: `${what} of the sender, and of the receiver.`,
      values: (s) => [...read(s.source), ...read(s.destination)],
    },
  ];
}

function procedureNames({ known, program, version, procedure }: RowClass, { protocol }: Language): string[] {
  if (!known) return [];
  return protocol.procedures(program, version, procedure).map(({ name }) => name);
}

const procedureFields: readonly IndexField[] = PROGRAMS.map(({ program, protocol, procedure: name }) => ({
  of: 'class',
  name,
  kind: 'number',
  doc: `Procedure of ${protocol}, by number or name.`,
  value: (row) => (row.known && row.program === program ? row.procedure : undefined),
  called: procedureNames,
}));

const KINDS: ReadonlyMap<string, number> = new Map([
  ['call', RowKind.call],
  ['reply', RowKind.reply],
  ['data', RowKind.data],
  ['gap', RowKind.gap],
  ['foreign', RowKind.foreign],
  ['lost-head', RowKind.lostHead],
]);
export const MESSAGE_TYPES: ReadonlyMap<string, number> = new Map([
  ['CALL', 0],
  ['REPLY', 1],
]);

function programNames({ protocol }: Language): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const [number, name] of PROGRAM_NAMES) names.set(name, number);
  for (const { number, name, label } of protocol.programs) names.set(label, number).set(name, number);
  return names;
}

export const INDEX_FIELDS: readonly IndexField[] = [
  // ── frames ─────────────────────────────────────────────────────────────────────────────────────
  {
    of: 'row',
    name: 'frame.number',
    kind: 'number',
    doc: 'Frame that completes the record, counted from 1; for pastes its last line.',
    value: ({ columns, row }) => columns.last.get(row) || NaN,
  },
  {
    of: 'row',
    name: 'frame.time',
    kind: 'time',
    doc: 'When the record was complete, UTC.',
    value: ({ columns, row }) => columns.time.get(row),
  },
  {
    of: 'row',
    name: 'frame.time_epoch',
    kind: 'time',
    doc: 'The same, as seconds since 1970.',
    value: ({ columns, row }) => columns.time.get(row),
  },
  {
    of: 'row',
    name: 'frame.time_relative',
    kind: 'duration',
    doc: 'When the record was complete, from the first frame on.',
    value: ({ columns, row }) => columns.time.get(row),
  },
  // ── addresses ──────────────────────────────────────────────────────────────────────────────────
  ...ends('ip', 'address', ['src', 'dst', 'addr'], (end) => address(end, 4), 'IPv4 address'),
  ...ends('ipv6', 'address', ['src', 'dst', 'addr'], (end) => address(end, 16), 'IPv6 address'),
  ...ends('tcp', 'number', ['srcport', 'dstport', 'port'], port, 'Port, of UDP as well,'),
  {
    of: 'stream',
    name: 'tcp.stream',
    kind: 'number',
    doc: 'Number of the connection, in the order in which they begin, from 0.',
    values: ({ flow }) => (flow < 0 ? [] : [flow]),
  },
  // ── RPC ────────────────────────────────────────────────────────────────────────────────────────
  {
    of: 'row',
    name: 'rpc.xid',
    kind: 'number',
    doc: 'Number that ties a reply to its call.',
    value: (facts) => (facts.isRpc ? facts.columns.xid.get(facts.row) : NaN),
  },
  {
    of: 'class',
    name: 'rpc.msgtyp',
    kind: 'number',
    doc: 'CALL (0) or REPLY (1).',
    names: () => MESSAGE_TYPES,
    value: (row) => (isRpc(row) ? row.kind : undefined),
  },
  {
    of: 'class',
    name: 'rpc.program',
    kind: 'number',
    doc: 'Program that is called; of replies that of their call.',
    names: programNames,
    value: (row) => (row.known ? row.program : undefined),
  },
  {
    of: 'class',
    name: 'rpc.programversion',
    kind: 'number',
    doc: 'Version of the program; of replies that of their call.',
    value: (row) => (row.known ? row.version : undefined),
  },
  {
    of: 'class',
    name: 'rpc.procedure',
    kind: 'number',
    doc: 'Procedure of any program, by number or name; of replies that of their call.',
    value: (row) => (row.known ? row.procedure : undefined),
    called: procedureNames,
  },
  ...procedureFields,
  {
    of: 'row',
    name: 'rpc.time',
    kind: 'duration',
    doc: 'From call to reply; on the reply.',
    late: true,
    value: ({ columns, row, kind, match }) =>
      kind === RowKind.reply && match >= 0 ? columns.time.get(row) - columns.time.get(match) : NaN,
  },
  // Wireshark's names: on a reply the frame of its call is the `repframe`
  {
    of: 'row',
    name: 'rpc.repframe',
    kind: 'number',
    doc: 'On the reply: frame that completes its call.',
    late: true,
    value: ({ columns, kind, match }) =>
      kind === RowKind.reply && match >= 0 ? columns.last.get(match) : NaN,
  },
  {
    of: 'row',
    name: 'rpc.reqframe',
    kind: 'number',
    doc: 'On the call: frame that completes its reply.',
    late: true,
    value: ({ columns, kind, match }) =>
      kind === RowKind.call && match >= 0 ? columns.last.get(match) : NaN,
  },
  {
    of: 'row',
    name: 'rpc.dup',
    kind: 'flag',
    doc: 'A call with the XID of an earlier one that was still waiting for its reply.',
    value: ({ columns, row }) => has((columns.flags.get(row) & RowFlag.duplicateXid) !== 0),
  },
  {
    of: 'row',
    name: 'rpc.length',
    kind: 'number',
    doc: 'Bytes of the row as they were sent, record marks included.',
    value: ({ columns, row }) => columns.length.get(row),
  },
  {
    of: 'row',
    name: 'rpc.fraglen',
    kind: 'number',
    doc: 'Bytes that the record mark announces, of records in one fragment.',
    value: (facts) => {
      const { columns, row } = facts;
      const isOne = (columns.flags.get(row) & (RowFlag.fragments | RowFlag.unmarked)) === 0;
      return facts.isRpc && isOne ? columns.length.get(row) - 4 : NaN;
    },
  },
  // ── our own ────────────────────────────────────────────────────────────────────────────────────
  {
    of: 'class',
    name: 'glusterscope.kind',
    kind: 'number',
    doc: 'What the row is: call, reply, data, gap, foreign or lost-head.',
    names: () => KINDS,
    value: ({ kind }) => kind,
  },
  {
    of: 'row',
    name: 'glusterscope.row',
    kind: 'number',
    doc: 'Number of the row, from 0, as the page and links count.',
    value: ({ row }) => row,
  },
  {
    of: 'row',
    name: 'glusterscope.frames',
    kind: 'number',
    doc: 'Frames from the first that carries a part of the record to the last.',
    value: ({ columns, row }) => columns.last.get(row) - columns.first.get(row) + 1,
  },
  {
    of: 'row',
    name: 'glusterscope.latency',
    kind: 'duration',
    doc: 'From call to reply; on both.',
    late: true,
    value: ({ columns, row, match }) =>
      match < 0 ? NaN : Math.abs(columns.time.get(row) - columns.time.get(match)),
  },
  {
    of: 'row',
    name: 'glusterscope.alone',
    kind: 'flag',
    doc: 'A call whose reply, or a reply whose call is not in the capture.',
    late: true,
    value: (facts) => has(facts.isRpc && facts.match < 0),
  },
  {
    of: 'row',
    name: 'glusterscope.incomplete',
    kind: 'flag',
    doc: 'Bytes of the record are not in the capture.',
    value: ({ columns, row }) => has((columns.flags.get(row) & IN_PART) !== 0),
  },
  {
    of: 'row',
    name: 'glusterscope.fragments',
    kind: 'flag',
    doc: 'The record was sent in more than one fragment.',
    value: ({ columns, row }) => has((columns.flags.get(row) & RowFlag.fragments) !== 0),
  },
  {
    of: 'stream',
    name: 'glusterscope.foreign',
    kind: 'text',
    doc: 'What the bytes of a connection are that is no RPC: `TLS 1.3`, `HTTP`.',
    late: true,
    values: ({ foreign }) => (foreign === '' ? [] : [foreign]),
  },
  {
    of: 'text',
    name: 'glusterscope.file',
    kind: 'text',
    doc: 'Name of the capture that the row is in, where several are open as one.',
    values: ({ index, row }) => {
      const file = index.files[index.fileOf(row)];
      return file ? [file.name] : [];
    },
  },
];

/** A protocol: rows that have it. */
export interface ProtocolName {
  readonly name: string;
  readonly doc: string;
  readonly test:
    | { readonly of: 'class'; readonly holds: (of: RowClass) => boolean }
    | { readonly of: 'stream'; readonly holds: (of: StreamFacts) => boolean }
    | { readonly of: 'row'; readonly holds: (of: Facts) => boolean };
}

/** A datagram is a record without mark; in a paste that may be anything. */
function isDatagram({ index, columns, row, stream }: Facts): boolean {
  return (
    index.baseTime !== null && (columns.flags.get(row) & RowFlag.unmarked) !== 0 && stream.source.port >= 0
  );
}

export const PROTOCOLS: readonly ProtocolName[] = [
  { name: 'frame', doc: 'All rows.', test: { of: 'class', holds: () => true } },
  { name: 'rpc', doc: 'Calls and replies.', test: { of: 'class', holds: isRpc } },
  {
    name: 'gluster',
    doc: 'Calls and replies of all programs of GlusterFS.',
    test: {
      of: 'class',
      holds: ({ known, program }) => known && PROGRAMS.some((one) => one.program === program),
    },
  },
  ...PROGRAMS.map(({ program, protocol: name }): ProtocolName => ({
    name,
    doc: `Program ${program}${PROGRAM_NAMES.has(program) ? `, ${PROGRAM_NAMES.get(program)!}` : ''}.`,
    test: { of: 'class', holds: (row) => row.known && row.program === program },
  })),
  {
    name: 'ip',
    doc: 'IPv4.',
    test: { of: 'stream', holds: ({ source }) => source.address?.length === 4 },
  },
  {
    name: 'ipv6',
    doc: 'IPv6.',
    test: { of: 'stream', holds: ({ source }) => source.address?.length === 16 },
  },
  {
    name: 'tcp',
    doc: 'Rows of TCP connections.',
    test: { of: 'row', holds: (facts) => facts.stream.source.port >= 0 && !isDatagram(facts) },
  },
  { name: 'udp', doc: 'Records in datagrams.', test: { of: 'row', holds: isDatagram } },
  {
    name: 'tls',
    doc: 'Connections that are encrypted.',
    test: { of: 'stream', holds: ({ foreign }) => foreign.startsWith('TLS') },
  },
  { name: 'gap', doc: 'Bytes that are not in the capture.', test: ofKind(RowKind.gap) },
  { name: 'foreign', doc: 'Bytes that are no RPC.', test: ofKind(RowKind.foreign) },
];

function ofKind(kind: RowKind): ProtocolName['test'] {
  return { of: 'class', holds: (row) => row.kind === kind };
}
