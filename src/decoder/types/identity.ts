/** Who asks: process, user, group, lock owner; and the file that a server keeps open for them. */
import type { Meaning } from '../xdr/registry.ts';
import { bitRows, flags } from './named.ts';
import { integer, signedWord, wide } from './scalar.ts';
import { hex, quote } from '../xdr/text.ts';
import { isPrintable } from './text.ts';

/** Negative process ids name GlusterFS's own daemons. */
const INTERNAL: ReadonlyMap<number, readonly [string, string]> = new Map([
  [-1, ['geo-replication', 'gsyncd, which copies to another cluster']],
  [-2, ['hadoop', 'the Hadoop plug-in']],
  [-3, ['rebalance', 'the rebalance process, which moves files between bricks']],
  [-4, ['no-root-squash', 'a mount whose root stays root']],
  [-5, ['quota mount', 'the mount that limits are set and listed by']],
  [-6, ['self-heal daemon', 'glustershd, which mends copies']],
  [-7, ['glfsheal', 'what the CLI runs for heal info and split-brain']],
  [-8, ['bit-rot signer', 'bitd, which signs files']],
  [-9, ['scrubber', 'the bit-rot scrubber, which checks signatures']],
  [-10, ['tier', 'the tier daemon, which moves files between tiers']],
  [-11, ['trash', 'the trash translator, inside a brick']],
  [-12, ['add-replica mount', 'the mount that marks a new replica for healing']],
  [-13, ['set-utime', 'the ctime translator setting times']],
  [-14, ['quota tool', 'a tool of quota']],
]);

/** Name of the internal process with this id, or null. */
export function internalProcess(pid: number): string | null {
  return INTERNAL.get(pid)?.[0] ?? null;
}

const pid: Meaning = {
  display(view) {
    const value = signedWord(view);
    if (value === null) return null;
    const name = INTERNAL.get(value)?.[0];
    return name === undefined ? String(value) : `${value} (${name})`;
  },
  doc(view) {
    const value = signedWord(view);
    const entry = value === null ? undefined : INTERNAL.get(value);
    return entry ? `Not a client’s process: ${entry[1]}.` : null;
  },
};

const user: Meaning = {
  display(view) {
    const value = integer(view);
    if (value === null) return null;
    if (Number(value) === 0) return '0 (root)';
    if (Number(value) === 65534) return '65534 (nobody)';
    if (Number(value) >>> 0 === 0xffffffff) return `${value} (unchanged)`;
    return null;
  },
};

/** Bytes read as a little-endian number; null for more than 8 of them, or none. */
export function littleEndian(bytes: Uint8Array): bigint | null {
  if (bytes.length === 0 || bytes.length > 8) return null;
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!);
  return value;
}

const LITTLE = 'Owners are bytes that the client sets as it likes, least byte first.';

/**
 * 4 bytes are the process id of a call without owner, 8 bytes a pointer or the kernel's owner, 16 bytes
 * and more what an NFS server made up. Sent as opaque bytes.
 */
const lockOwner: Meaning = {
  display(view) {
    if (!view.isLeaf || !view.present) return null;
    const raw = view.raw();
    if (raw.length === 0) return null;
    const number = littleEndian(raw);
    if (number === null) return hex(raw);
    return `${hex(raw)} (${raw.length === 4 ? 'pid ' + String(number) : '0x' + number.toString(16)})`;
  },
  doc(view) {
    if (!view.isLeaf || !view.present) return null;
    if (view.length === 4) return `Four bytes: the process id, put in where a call has no owner. ${LITTLE}`;
    if (view.length === 8) return `Eight bytes: a pointer or the kernel’s owner. ${LITTLE}`;
    return null;
  },
  derived(view) {
    if (!view.isLeaf || !view.present) return [];
    const number = littleEndian(view.raw());
    if (number === null) return [];
    return [
      {
        name: `${view.field.filter}.number`,
        label: 'little-endian number',
        value: number.toString(),
        display: `${number} (0x${number.toString(16)})`,
        guess: false,
      },
    ];
  },
};

/** Sixteen bytes that the application chose: text where it is text, else hex. */
const leaseId: Meaning = {
  display(view) {
    if (!view.isLeaf || !view.present) return null;
    const raw = view.raw();
    let end = raw.length;
    while (end > 0 && raw[end - 1] === 0) end--;
    if (end === 0) return 'none';
    const text = raw.subarray(0, end);
    return isPrintable(text) ? quote(text) : hex(raw);
  },
};

/** Credential version 1 and 3.1's locks send the owner as a 64-bit number. */
const lockOwnerNumber: Meaning = {
  display(view) {
    const value = wide(view);
    return value === null ? null : value === 0n ? '0' : `0x${value.toString(16).padStart(16, '0')}`;
  },
};

/** The server's number of an open file. Numbers begin at 0 and belong to one connection. */
const fileDescriptor: Meaning = {
  display(view) {
    const value = integer(view);
    if (value === null) return null;
    const number = view.length === 8 ? view.hyper() : BigInt(view.int());
    if (number === -1n) return '-1 (none)';
    if (number === -2n) return '-2 (anonymous)';
    return number.toString();
  },
  doc(view) {
    const number = signedWord(view);
    if (number === -2) return 'Anonymous: no OPEN went before; the brick opens by gfid for this one call.';
    if (number === -1) return 'No open file.';
    return null;
  },
};

/** What the client's clock is to be written to, of credential version 3. */
const credentialFlags = flags({
  filter: 'rpc.auth.flags',
  bits: bitRows([
    [0x1, 'ctime', 'CTIME', 'change time of the file'],
    [0x2, 'mtime', 'MTIME', 'modification time of the file'],
    [0x4, 'atime', 'ATIME', 'access time of the file'],
    [0x8, 'par_ctime', 'PAR_CTIME', 'change time of the parent'],
    [0x10, 'par_mtime', 'PAR_MTIME', 'modification time of the parent'],
    [0x20, 'par_atime', 'PAR_ATIME', 'access time of the parent'],
  ]),
});

export const identityMeanings: readonly (readonly [string, Meaning])[] = [
  ['gf_pid', pid],
  ['gf_pid_u', pid],
  ['uid', user],
  ['gid', user],
  ['lk_owner', lockOwner],
  ['lease_id', leaseId],
  ['lk_owner_v1', lockOwnerNumber],
  ['gf_fd', fileDescriptor],
  ['gf_fd_u', fileDescriptor],
  ['ctime_flags', credentialFlags],
];
