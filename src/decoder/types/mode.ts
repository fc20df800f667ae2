/**
 * File modes (st_mode as Linux has it) as `ls` prints them, with the octal number:
 * `-rw-r--r-- (0100644)`, without a type `rw-r--r-- (0644)`.
 */
import type { Bit, Meaning } from '../xdr/registry.ts';
import { word } from './scalar.ts';

const TYPES: ReadonlyMap<number, readonly [string, string]> = new Map([
  [0o010000, ['p', 'FIFO']],
  [0o020000, ['c', 'character device']],
  [0o040000, ['d', 'directory']],
  [0o060000, ['b', 'block device']],
  [0o100000, ['-', 'regular file']],
  [0o120000, ['l', 'symbolic link']],
  [0o140000, ['s', 'socket']],
]);

/** The file's type in words by the type bits of its mode; null where there are none, or unknown ones. */
export function fileType(mode: number): string | null {
  return TYPES.get(mode & 0o170000)?.[1] ?? null;
}

function triple(mode: number, shift: number, special: boolean, mark: string): string {
  const bits = (mode >>> shift) & 7;
  const run = special ? (bits & 1 ? mark : mark.toUpperCase()) : bits & 1 ? 'x' : '-';
  return (bits & 4 ? 'r' : '-') + (bits & 2 ? 'w' : '-') + run;
}

export function modeText(mode: number): string {
  if (mode === 0) return '0';
  const letter = mode & 0o170000 ? (TYPES.get(mode & 0o170000)?.[0] ?? '?') : '';
  const permissions =
    triple(mode, 6, (mode & 0o4000) !== 0, 's') +
    triple(mode, 3, (mode & 0o2000) !== 0, 's') +
    triple(mode, 0, (mode & 0o1000) !== 0, 't');
  const high = mode > 0o177777 ? `|0x${(mode & ~0o177777).toString(16)}` : '';
  return `${letter}${permissions}${high} (0${(mode & 0o177777).toString(8).padStart(3, '0')})`;
}

const PERMISSIONS: readonly (readonly [number, string, string, string])[] = [
  [0o4000, 's_isuid', 'setuid', 'runs as the owner'],
  [0o2000, 's_isgid', 'setgid', 'runs as the group; new entries of a directory inherit the group'],
  [0o1000, 's_isvtx', 'sticky', 'only owners remove entries of the directory'],
  [0o0400, 's_irusr', 'owner reads', ''],
  [0o0200, 's_iwusr', 'owner writes', ''],
  [0o0100, 's_ixusr', 'owner runs', ''],
  [0o0040, 's_irgrp', 'group reads', ''],
  [0o0020, 's_iwgrp', 'group writes', ''],
  [0o0010, 's_ixgrp', 'group runs', ''],
  [0o0004, 's_iroth', 'others read', ''],
  [0o0002, 's_iwoth', 'others write', ''],
  [0o0001, 's_ixoth', 'others run', ''],
];

function bits(mode: number): readonly Bit[] {
  const type = TYPES.get(mode & 0o170000);
  const out: Bit[] = [
    {
      name: 'glusterfs.mode.type',
      label: type ? type[1] : mode & 0o170000 ? 'unknown type' : 'no type',
      mask: 0o170000,
      set: (mode & 0o170000) !== 0,
      doc: 'type of the file',
    },
  ];
  for (const [mask, name, label, doc] of PERMISSIONS) {
    out.push({ name: `glusterfs.mode.${name}`, label, mask, set: (mode & mask) !== 0, doc });
  }
  return out;
}

const mode: Meaning = {
  display(view) {
    const value = word(view);
    return value === null ? null : modeText(value);
  },
  bits(view) {
    const value = word(view);
    return value === null ? [] : bits(value);
  },
  doc(view) {
    const value = word(view);
    const type = value === null ? null : fileType(value);
    return type === null ? null : `Type and permissions: ${type}.`;
  },
};

/** Permissions that a creating call takes away; the kernel gave them. */
const umask: Meaning = {
  display(view) {
    const value = word(view);
    return value === null ? null : `0${value.toString(8).padStart(3, '0')}`;
  },
  bits(view) {
    const value = word(view);
    return value === null ? [] : bits(value).slice(1);
  },
};

export const modeMeanings: readonly (readonly [string, Meaning])[] = [
  ['gf_mode', mode],
  ['gf_umask', umask],
];
