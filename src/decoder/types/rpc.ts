/** Summaries of what stands before a body: record mark, credential, program numbers. */
import { Kind } from '../xdr/descriptor.ts';
import type { Meaning } from '../xdr/registry.ts';
import type { NodeView } from '../xdr/view.ts';
import { internalProcess } from './identity.ts';
import { integer, signedWord, word } from './scalar.ts';
import { byteCount } from './text.ts';

const LAST = 0x80000000;

/** RFC 5531 section 11: the top bit is set in the record's last fragment, the rest is a length. */
const recordMark: Meaning = {
  kind: Kind.mark,
  display(view) {
    const value = word(view);
    if (value === null) return null;
    const length = value & ~LAST;
    return `${value >= LAST ? 'last fragment' : 'fragment, more follow'}, ${byteCount(length)}`;
  },
  bits(view) {
    const value = word(view);
    if (value === null) return [];
    return [
      {
        name: 'rpc.lastfrag',
        label: 'last fragment',
        mask: LAST,
        set: value >= LAST,
        doc: 'The top bit: no more fragments of this record follow.',
      },
      {
        name: 'rpc.fraglen',
        label: `length ${value & ~LAST}`,
        mask: 0x7fffffff,
        set: (value & ~LAST) !== 0,
        doc: 'Bytes of the fragment; these four are not counted.',
      },
    ];
  },
};

/** Numbers of the programs that meet on a GlusterFS connection; those described have the names of their `.x` files. */
export const PROGRAMS: ReadonlyMap<number, string> = new Map([
  [123451501, 'GF-DUMP'],
  [34123456, 'Portmap'],
  [14398633, 'Handshake'],
  [52743234, 'Callback'],
  [1298437, 'GlusterFS'],
  [29852134, 'Quota aggregator'],
  [1238433, 'glusterd mgmt'],
  [1238437, 'glusterd peers'],
  [1298433, 'GlusterD 0.0.1'],
  [1238463, 'Gluster CLI'],
  [4867634, 'Brick operations'],
  [1239873, 'glusterd handshake'],
  [1885957735, 'Changelog probe'],
  [1886350951, 'Changelog events'],
  [7712846, 'RPC service'],
  [100003, 'NFS'],
  [100005, 'MOUNT'],
  [100021, 'NLM'],
  [100024, 'NSM'],
  [100227, 'NFSACL'],
]);

const program: Meaning = {
  names: new Map([...PROGRAMS].map(([number, name]) => [name, number])),
  display(view) {
    const value = word(view);
    const name = value === null ? undefined : PROGRAMS.get(value);
    return name === undefined ? null : `${name} (${value})`;
  },
};

/** Logs of GlusterFS, the record table and Wireshark all print it so. */
const xid: Meaning = {
  display(view) {
    const value = word(view);
    return value === null ? null : `0x${value.toString(16)} (${value})`;
  },
};

/** First node below `view` (itself not counted) whose field has this identifier. */
function below(view: NodeView, identifier: string): NodeView | null {
  const { tree, table } = view;
  for (let node = view.node + 1; node < tree.end[view.node]!; node++) {
    if (table.fields[tree.field[node]!]!.identifier === identifier) return view.at(node);
  }
  return null;
}

/** `AUTH_GLUSTERFS_v3  pid 25  uid 0  gid 0`. */
function credentialSummary(view: NodeView): string | null {
  const flavor = below(view, 'flavor');
  const number = flavor ? integer(flavor) : null;
  if (number === null) return null;
  const parts = [flavor?.field.type.members.get(Number(number)) ?? `flavor ${number}`];
  const pid = below(view, 'pid');
  const process = pid ? signedWord(pid) : null;
  if (process !== null) parts.push(`pid ${internalProcess(process) ?? process}`);
  for (const identifier of ['uid', 'gid']) {
    const node = below(view, identifier);
    const value = node ? integer(node) : null;
    if (value !== null) parts.push(`${identifier} ${value}`);
  }
  return parts.join('  ');
}

const opaqueAuth: Meaning = { display: credentialSummary };

export const rpcMeanings: readonly (readonly [string, Meaning])[] = [
  ['record_mark', recordMark],
  ['rpc_xid', xid],
  ['program_number', program],
  ['opaque_auth', opaqueAuth],
];
