/** Small words of the file operations: access masks, allocation, xattrs, seeking, attributes, removal. */
import type { Meaning } from '../xdr/registry.ts';
import { bitRows, choices, flags, withoutPrefix } from './named.ts';

const datasync = flags({
  filter: 'glusterfs.fsync',
  bits: bitRows([[1, 'datasync', 'DATASYNC', 'data only, attributes as far as needed']]),
});

export const fileOperationMeanings: readonly (readonly [string, Meaning])[] = [
  [
    'access_mask',
    flags({
      filter: 'glusterfs.mask',
      none: 'F_OK',
      bits: bitRows([
        [4, 'r', 'R_OK', 'may it be read'],
        [2, 'w', 'W_OK', 'may it be written'],
        [1, 'x', 'X_OK', 'may it be run, or searched'],
      ]),
    }),
  ],
  [
    'setattr_valid',
    flags({
      filter: 'glusterfs.setattr',
      bits: bitRows([
        [0x1, 'set_mode', 'MODE', 'mode is to be set'],
        [0x2, 'set_uid', 'UID', 'owner is to be set'],
        [0x4, 'set_gid', 'GID', 'group is to be set'],
        [0x8, 'set_size', 'SIZE', 'size is to be set'],
        [0x10, 'set_atime', 'ATIME', 'access time is to be set'],
        [0x20, 'set_mtime', 'MTIME', 'modification time is to be set'],
        [0x40, 'set_ctime', 'CTIME', 'change time is to be set'],
        [0x80, 'set_atime_now', 'ATIME_NOW', 'access time becomes the server’s now'],
        [0x100, 'set_mtime_now', 'MTIME_NOW', 'modification time becomes the server’s now'],
      ]),
    }),
  ],
  [
    'iatt_flags',
    flags({
      filter: 'glusterfs.iax_flags',
      bits: bitRows([
        [0x1, 'type', 'TYPE', 'type is valid'],
        [0x2, 'mode', 'MODE', 'permissions are valid'],
        [0x4, 'nlink', 'NLINK', 'link count is valid'],
        [0x8, 'uid', 'UID', 'owner is valid'],
        [0x10, 'gid', 'GID', 'group is valid'],
        [0x20, 'atime', 'ATIME', 'access time is valid'],
        [0x40, 'mtime', 'MTIME', 'modification time is valid'],
        [0x80, 'ctime', 'CTIME', 'change time is valid'],
        [0x100, 'ino', 'INO', 'inode number is valid'],
        [0x200, 'size', 'SIZE', 'size is valid'],
        [0x400, 'blocks', 'BLOCKS', 'block count is valid'],
        [0x800, 'btime', 'BTIME', 'birth time is valid'],
        [0x1000, 'gfid', 'GFID', 'gfid is valid'],
      ]),
    }),
  ],
  [
    'fallocate_flags',
    flags({
      filter: 'glusterfs.fallocate.flags',
      bits: bitRows([
        [0x1, 'keep_size', 'KEEP_SIZE', 'the size stays as it is'],
        [0x2, 'punch_hole', 'PUNCH_HOLE', 'give the blocks back'],
        [0x4, 'no_hide_stale', 'NO_HIDE_STALE', 'do not clear the blocks'],
        [0x8, 'collapse_range', 'COLLAPSE_RANGE', 'take the range out'],
        [0x10, 'zero_range', 'ZERO_RANGE', 'make the range zero'],
        [0x20, 'insert_range', 'INSERT_RANGE', 'push the rest back'],
        [0x40, 'unshare_range', 'UNSHARE_RANGE', 'own copies of shared blocks'],
      ]),
    }),
  ],
  [
    'xattr_flags',
    flags({
      filter: 'glusterfs.setxattr.flags',
      bits: bitRows([
        [1, 'create', 'XATTR_CREATE', 'fail if the attribute is there'],
        [2, 'replace', 'XATTR_REPLACE', 'fail if it is not there'],
      ]),
    }),
  ],
  ['xattrop_flags', withoutPrefix('GF_XATTROP_')],
  ['seek_what', withoutPrefix('GF_SEEK_')],
  ['fsync_flags', datasync],
  ['fsyncdir_flags', datasync],
  [
    'rmdir_flags',
    flags({
      filter: 'glusterfs.xflags',
      bits: bitRows([[1, 'force', 'FORCE', 'remove the directory with what the brick holds in it']]),
    }),
  ],
  ['unlink_flags', flags({ filter: 'glusterfs.xflags', bits: [] })],
  ['ipc_target', withoutPrefix('GF_IPC_TARGET_')],
  [
    'd_type',
    choices([
      [0, 'DT_UNKNOWN', 'Type not told.'],
      [1, 'DT_FIFO', 'FIFO.'],
      [2, 'DT_CHR', 'Character device.'],
      [4, 'DT_DIR', 'Directory.'],
      [6, 'DT_BLK', 'Block device.'],
      [8, 'DT_REG', 'Regular file.'],
      [10, 'DT_LNK', 'Symbolic link.'],
      [12, 'DT_SOCK', 'Socket.'],
    ]),
  ],
  [
    'statfs_flags',
    flags({
      filter: 'glusterfs.statfs.flag',
      bits: bitRows([
        [0x1, 'rdonly', 'ST_RDONLY', 'mounted read-only'],
        [0x2, 'nosuid', 'ST_NOSUID', 'setuid and setgid count for nothing'],
        [0x4, 'nodev', 'ST_NODEV', 'device files cannot be used'],
        [0x8, 'noexec', 'ST_NOEXEC', 'programs cannot be run'],
        [0x10, 'synchronous', 'ST_SYNCHRONOUS', 'writes are synchronous'],
        [0x20, 'valid', 'ST_VALID', 'the kernel filled in these flags'],
        [0x40, 'mandlock', 'ST_MANDLOCK', 'mandatory locks are allowed'],
        [0x80, 'write', 'ST_WRITE', 'written on file, directory or link'],
        [0x100, 'append', 'ST_APPEND', 'append-only'],
        [0x200, 'immutable', 'ST_IMMUTABLE', 'cannot be changed'],
        [0x400, 'noatime', 'ST_NOATIME', 'access times are not kept'],
        [0x800, 'nodiratime', 'ST_NODIRATIME', 'access times of directories are not kept'],
        [0x1000, 'relatime', 'ST_RELATIME', 'access times are kept loosely'],
      ]),
    }),
  ],
];
