/**
 * Flags of OPEN and CREATE, and of READ and WRITE: `GF_O_*`, numbers that are the same on every
 * architecture (those of Linux on x86, in octal).
 */
import type { Bit, Meaning } from '../xdr/registry.ts';
import { bitRows, flagText, namesOfBits, type FlagSet } from './named.ts';
import { word } from './scalar.ts';

const ACCESS_MODE = 0o3;
const ACCESS = ['O_RDONLY', 'O_WRONLY', 'O_RDWR'] as const;
const ACCESS_FILTER = ['rdonly', 'wronly', 'rdwr'] as const;
const ACCESS_DOC = ['opened to read', 'opened to write', 'opened to read and write'] as const;

const SET: FlagSet = {
  filter: 'glusterfs.flags',
  bits: bitRows([
    [0o40, 'fmode_exec', 'FMODE_EXEC', 'opened to be run'],
    [0o100, 'creat', 'O_CREAT', 'make the file if it is not there'],
    [0o200, 'excl', 'O_EXCL', 'fail if it is there'],
    [0o400, 'noctty', 'O_NOCTTY', 'never a controlling terminal'],
    [0o1000, 'trunc', 'O_TRUNC', 'cut to length 0'],
    [0o2000, 'append', 'O_APPEND', 'each write goes to the end'],
    [0o4000, 'nonblock', 'O_NONBLOCK', 'do not wait'],
    [0o10000, 'sync', 'O_SYNC', 'a write returns when it is on disk'],
    [0o20000, 'async', 'O_ASYNC', 'signal when ready'],
    [0o40000, 'direct', 'O_DIRECT', 'past the page cache'],
    [0o100000, 'largefile', 'O_LARGEFILE', 'offsets of 64 bits'],
    [0o200000, 'directory', 'O_DIRECTORY', 'fail unless a directory'],
    [0o400000, 'nofollow', 'O_NOFOLLOW', 'fail on a symbolic link'],
    [0o1000000, 'noatime', 'O_NOATIME', 'do not touch the access time'],
    [0o2000000, 'cloexec', 'O_CLOEXEC', 'closed when another program is run'],
    [0o10000000, 'path', 'O_PATH', 'a name only: neither read nor write'],
  ]),
};

/** `O_RDWR|O_CREAT|O_EXCL`. Without `withAccess` 0 stays `0`: READ and WRITE give no access mode. */
export function openFlagsText(value: number, withAccess: boolean): string {
  const access = value & ACCESS_MODE;
  const rest = flagText(BigInt((value & ~ACCESS_MODE) >>> 0), SET);
  const name = ACCESS[access] ?? '3';
  if (!withAccess && access === 0) return rest;
  return rest === '0' ? name : `${name}|${rest}`;
}

function bits(value: number): readonly Bit[] {
  const access = value & ACCESS_MODE;
  return [
    ...ACCESS.map((label, mode) => ({
      name: `glusterfs.flags.${ACCESS_FILTER[mode]!}`,
      label,
      mask: ACCESS_MODE,
      set: access === mode,
      doc: ACCESS_DOC[mode]!,
    })),
    ...SET.bits.map((entry) => ({
      name: `glusterfs.flags.${entry.filter}`,
      label: entry.label,
      mask: entry.mask,
      set: (value & entry.mask) !== 0,
      doc: entry.doc,
    })),
  ];
}

function meaning(withAccess: boolean): Meaning {
  return {
    names: new Map([...ACCESS.map((name, mode) => [name, mode] as const), ...namesOfBits(SET.bits)]),
    display(view) {
      const value = word(view);
      return value === null ? null : openFlagsText(value, withAccess);
    },
    bits(view) {
      const value = word(view);
      return value === null ? [] : bits(value);
    },
  };
}

export const openFlagMeanings: readonly (readonly [string, Meaning])[] = [
  ['open_flags', meaning(true)],
  ['io_flags', meaning(false)],
];
