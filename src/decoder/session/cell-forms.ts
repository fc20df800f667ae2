/** Filters that a cell of the table may be: the columns' own words, over fields that every record has. */
import { RowKind } from '../api.ts';
import type { DecodedRecord } from '../record/decode.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import { rowWords, latencyOf } from './row-words.ts';

/** `10.77.0.1:55986`, `[fd77::1]:24007`; a name where a paste gave one. */
const ENDPOINT = /^\[?(.*?)\]?(?::(\d+))?$/;
const ERRNO = /^([A-Z][A-Z0-9_]*)(?: \(-?\d+\))?$/;

type Side = 'src' | 'dst';

function addressForms(end: string, side: Side | 'any'): readonly string[] {
  const [, host = '', port] = ENDPOINT.exec(end) ?? [];
  if (host === '') return [];
  const name = side === 'any' ? 'addr' : side;
  const ports = side === 'src' ? 'tcp.srcport' : side === 'dst' ? 'tcp.dstport' : 'tcp.port';
  const withPort = (text: string): string => (port === undefined ? text : `${text} && ${ports} == ${port}`);
  const forms = host.includes(':') ? [`ipv6.${name} == ${host}`] : [`ip.${name} == ${host}`];
  forms.push(`ip.${name} == "${host}"`);
  return forms.map(withPort);
}

const both = (a: readonly string[], b: readonly string[]): readonly string[] =>
  a.flatMap((one) => b.map((other) => `${one} && ${other}`));

/** Best first; what is taken must be a filter and keep the row. */
export function cellForms(
  index: RecordIndex,
  row: number,
  record: DecodedRecord | null,
  column: string,
): readonly string[] {
  const { columns } = index;
  const words = rowWords(index, row, record);
  const number = (of: { get(row: number): number }): number => of.get(row) >>> 0;
  const program = `rpc.program == ${number(columns.program)}`;
  const ofVersion = `${program} && rpc.programversion == ${number(columns.version)}`;
  switch (column) {
    case 'source':
      return addressForms(words.source, 'src');
    case 'destination':
      return addressForms(words.destination, 'dst');
    case 'ends':
      return [
        `tcp.stream == ${columns.stream.get(row)}`,
        ...both(addressForms(words.source, 'any'), addressForms(words.destination, 'any')),
      ];
    case 'kind': {
      const kind = columns.kind.get(row);
      if (kind === RowKind.call) return ['rpc.msgtyp == CALL', 'rpc.msgtyp == 0'];
      return kind === RowKind.reply ? ['rpc.msgtyp == REPLY', 'rpc.msgtyp == 1'] : [];
    }
    case 'xid':
      return [`rpc.xid == 0x${number(columns.xid).toString(16)}`, `rpc.xid == ${number(columns.xid)}`];
    case 'program':
      return [ofVersion, program];
    case 'procedure': {
      const name = words.procedure.replace(/^≈ /, '');
      const procedure = `rpc.procedure == ${number(columns.procedure)}`;
      const named = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? [`rpc.procedure == ${name}`] : [];
      return [...named.map((one) => `${program} && ${one}`), `${ofVersion} && ${procedure}`];
    }
    case 'result': {
      const errno = ERRNO.exec(words.result)?.[1];
      if (errno) return [`op_errno == ${errno}`];
      return /^-?\d+$/.test(words.result) ? [`op_ret == ${words.result}`] : [];
    }
    case 'time': {
      const seconds = columns.time.get(row) / 1e9;
      return Number.isNaN(seconds) ? [] : [`frame.time_relative >= ${seconds}`];
    }
    case 'latency': {
      const latency = latencyOf(index, row);
      return Number.isNaN(latency) ? [] : [`rpc.time >= ${Number((latency / 1e9).toPrecision(3))}`];
    }
    case 'size':
      return [`rpc.length == ${columns.length.get(row)}`];
    case 'number':
      return [`frame.number == ${columns.first.get(row)}`];
    default:
      return [];
  }
}
