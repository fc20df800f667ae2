/** Locks, leases, and the notices that a brick sends about them. Most are enums of the `.x` files. */
import type { Meaning } from '../xdr/registry.ts';
import { bitRows, choices, flags, withoutPrefix } from './named.ts';

export const lockMeanings: readonly (readonly [string, Meaning])[] = [
  ['lk_cmd', withoutPrefix('GF_LK_')],
  ['lk_type', withoutPrefix('GF_LK_F_', 'GF_LK_')],
  ['lk_whence', withoutPrefix('LK_')],
  ['entrylk_cmd', withoutPrefix('ENTRYLK_')],
  ['entrylk_type', withoutPrefix('ENTRYLK_')],
  ['lease_cmd', withoutPrefix('GF_')],
  ['lease_type', withoutPrefix('GF_', 'LEASE_')],
  ['upcall_event', withoutPrefix('GF_UPCALL_EVENT_', 'GF_UPCALL_')],
  [
    'lk_flags',
    choices([
      [0, 'ADVISORY', 'Binds those who ask.'],
      [1, 'MANDATORY', 'Binds readers and writers too.'],
    ]),
  ],
  [
    'upcall_flags',
    flags({
      filter: 'glusterfs.cbk.cache_invalidation.flag',
      bits: bitRows([
        [0x1, 'nlink', 'NLINK', 'link count changed'],
        [0x2, 'mode', 'MODE', 'mode and change time changed'],
        [0x4, 'own', 'OWN', 'owner, group, mode and change time changed'],
        [0x8, 'size', 'SIZE', 'size changed'],
        [0x10, 'times', 'TIMES', 'all times changed'],
        [0x20, 'atime', 'ATIME', 'access time changed'],
        [0x40, 'perm', 'PERM', 'what permission checks need changed'],
        [0x80, 'rename', 'RENAME', 'renamed: forget the entry'],
        [0x100, 'forget', 'FORGET', 'the brick forgot the inode: drop it'],
        [0x200, 'parent_times', 'PARENT_TIMES', 'times of the parent directory changed'],
        [0x400, 'xattr', 'XATTR', 'extended attributes changed'],
        [0x800, 'xattr_rm', 'XATTR_RM', 'extended attributes were removed'],
        [0x1000, 'explicit_lookup', 'EXPLICIT_LOOKUP', 'look the file up before using it'],
        [0x2000, 'inval_attr', 'INVAL_ATTR', 'drop attributes and extended attributes'],
      ]),
    }),
  ],
];
