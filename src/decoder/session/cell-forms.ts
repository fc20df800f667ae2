/** Filters that a cell of the table may be: the columns' own words, over fields that every record has. */
import { Outcome, RowKind } from '../api.ts';
import { PROGRAMS } from '../filter/protocols.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import { quoted } from './quoted.ts';
import type { RowWords } from './row-words.ts';

/** `10.77.0.1:55986`, `[fd77::1]:24007`; a name where a paste gave one. */
const ENDPOINT = /^\[?(.*?)\]?(?::(\d+))?$/;
const ERRNO = /^([A-Z][A-Z0-9_]*)(?: \(-?\d+\))?$/;

/** `≈ /t1/meta.txt  fd 0`, `≈ /a → /b`: the path that a row is about. */
const INFERRED = /≈ (\/.*?)(?: → |  |$)/;

const KIND_NAMES: Readonly<Record<number, string>> = {
  [RowKind.data]: 'data',
  [RowKind.gap]: 'gap',
  [RowKind.foreign]: 'foreign',
  [RowKind.lostHead]: 'lost-head',
};

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

const UNITS: readonly (readonly [number, string])[] = [
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'us'],
  [1, 'ns'],
];

/** Nanoseconds, cut to two digits: `170us`. */
function atLeast(time: number): string {
  const [size, unit] = UNITS.find(([least]) => time >= least) ?? UNITS.at(-1)!;
  const value = time / size;
  const step = value >= 100 ? 10 : value >= 10 ? 1 : 0.1;
  return `${Number((Math.floor(value / step + 1e-9) * step).toFixed(1))}${unit}`;
}

/** Best first; what is taken must be a filter and keep the row. */
export function cellForms(
  index: RecordIndex,
  row: number,
  words: RowWords,
  column: string,
): readonly string[] {
  const { columns } = index;
  const number = (of: { get(row: number): number }): number => of.get(row) >>> 0;
  const known = PROGRAMS.find((one) => one.program === number(columns.program));
  const program = known?.protocol ?? `rpc.program == ${number(columns.program)}`;
  switch (column) {
    case 'source':
      return addressForms(words.source, 'src');
    case 'destination':
      return addressForms(words.destination, 'dst');
    case 'ends':
      return [
        `tcp.stream == ${index.streams[columns.stream.get(row)]?.flow ?? -1}`,
        ...both(addressForms(words.source, 'any'), addressForms(words.destination, 'any')),
      ];
    case 'kind': {
      const kind = columns.kind.get(row);
      if (kind === RowKind.call) return ['rpc.msgtyp == CALL', 'rpc.msgtyp == 0'];
      if (kind === RowKind.reply) return ['rpc.msgtyp == REPLY', 'rpc.msgtyp == 1'];
      return [`glusterscope.kind == ${KIND_NAMES[kind]}`];
    }
    case 'xid':
      return [`rpc.xid == 0x${number(columns.xid).toString(16)}`, `rpc.xid == ${number(columns.xid)}`];
    case 'program':
      return [program];
    case 'procedure': {
      const name = words.procedure.replace(/^≈ /, '');
      const procedure = `rpc.procedure == ${number(columns.procedure)}`;
      const named = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : number(columns.procedure);
      return [...(known ? [`${known.procedure} == ${named}`] : []), `${program} && ${procedure}`];
    }
    case 'result': {
      if (words.outcome === Outcome.noReply) return ['glusterscope.outcome == no-reply'];
      if (words.outcome === Outcome.guess) return ['glusterscope.outcome == guess'];
      const errno = ERRNO.exec(words.result)?.[1];
      if (errno) return [`op_errno == ${errno}`];
      return /^-?\d+$/.test(words.result) ? [`op_ret == ${words.result}`] : [];
    }
    case 'time': {
      const seconds = columns.time.get(row) / 1e9;
      return Number.isNaN(seconds) ? [] : [`frame.time_relative >= ${seconds}`];
    }
    case 'latency': {
      const match = columns.match.get(row);
      if (match < 0) return [];
      const latency = Math.abs(columns.time.get(row) - columns.time.get(match));
      if (Number.isNaN(latency)) return [];
      const least = atLeast(latency);
      return [`rpc.time >= ${least}`, `glusterscope.latency >= ${least}`];
    }
    case 'info': {
      const path = INFERRED.exec(words.info)?.[1];
      return path === undefined ? [] : [`glusterscope.path == ${quoted(path)}`];
    }
    case 'size':
      return [`rpc.length == ${columns.length.get(row)}`];
    case 'number':
      return [`glusterscope.row == ${row}`];
    case 'file': {
      const file = index.files[index.fileOf(row)];
      return file ? [`glusterscope.file == ${quoted(file.name)}`] : [];
    }
    default:
      return [];
  }
}
