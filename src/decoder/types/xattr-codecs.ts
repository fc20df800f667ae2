/** Binary values of extended attributes that are no XDR inside: packed structures, lists of words. */
import type { Codec, CodecField } from '../xdr/registry.ts';
import { leaf } from './emit.ts';
import { packed, type Member } from './packed.ts';

function member(name: string, width: number | 'rest', type: string, label: string, doc: string): Member {
  return { name, width, type, label, doc };
}

/**
 *     version  flags                     ctime: sec, nsec   mtime: sec, nsec   atime: sec, nsec
 *     01       0000000000000000          8        8         8        8         8        8        = 57
 */
const MDATA = packed({
  codec: 'mdata_xattr',
  filter: 'glusterfs.mdata',
  lengths: [57],
  members: [
    member('version', 1, 'be_number', 'version', 'Form of the structure; 1 so far.'),
    member('flags', 8, 'be_hex', 'flags', 'Which members are valid; 0 in practice.'),
    member('ctime', 8, 'be_seconds', 'ctime', 'When attributes last changed, by the client’s clock.'),
    member('ctime_nsec', 8, 'be_nanoseconds', 'ctime nanoseconds', 'Nanoseconds of ctime, in 64 bits.'),
    member('mtime', 8, 'be_seconds', 'mtime', 'When contents last changed, by the client’s clock.'),
    member('mtime_nsec', 8, 'be_nanoseconds', 'mtime nanoseconds', 'Nanoseconds of mtime, in 64 bits.'),
    member('atime', 8, 'be_seconds', 'atime', 'When it was last read, by the client’s clock.'),
    member('atime_nsec', 8, 'be_nanoseconds', 'atime nanoseconds', 'Nanoseconds of atime, in 64 bits.'),
  ],
});

/** Eight bytes: version, algorithm, word size, bricks, redundancy, and three of chunk size. */
const EC_CONFIG = packed({
  codec: 'ec_config',
  filter: 'glusterfs.ec.config',
  lengths: [8],
  members: [
    member('version', 1, 'be_number', 'version', 'Form of this attribute; 0 so far.'),
    member(
      'algorithm',
      1,
      'be_number',
      'algorithm',
      'Erasure code; 0 is Reed-Solomon with a Vandermonde matrix.',
    ),
    member('word_size', 1, 'be_number', 'word size', 'Bits of the Galois field’s elements.'),
    member('bricks', 1, 'be_number', 'bricks', 'Fragments of each file, redundancy included.'),
    member('redundancy', 1, 'be_number', 'redundancy', 'Bricks that may be lost.'),
    member('chunk_size', 3, 'be_number', 'chunk size', 'Bytes that are encoded at a time, on each brick.'),
  ],
});

/** What distribute tells the change log of a RENAME: in the sender’s own byte order. */
const RENAME = packed({
  codec: 'changelog_rename',
  filter: 'glusterfs.changelog.rename',
  lengths: [],
  members: [
    member('old_pargfid', 16, 'raw_uuid', 'old parent', 'Directory that the name was in.'),
    member('new_pargfid', 16, 'raw_uuid', 'new parent', 'Directory that the name goes to.'),
    member(
      'old_length',
      4,
      'le_number',
      'old name length',
      'Length of the old name with its NUL, lowest byte first.',
    ),
    member(
      'new_length',
      4,
      'le_number',
      'new name length',
      'Length of the new name with its NUL, lowest byte first.',
    ),
    member(
      'names',
      'rest',
      'dict_value',
      'names',
      'Old name, NUL, new name, NUL, and what is left of the buffer.',
    ),
  ],
});

/** struct iatt of 3.x as it stands in the memory of a 64-bit little-endian machine, holes included. */
const IATT_MEMORY = packed({
  codec: 'iatt_memory',
  filter: 'glusterfs.iatt_memory',
  lengths: [112],
  members: [
    member('ia_ino', 8, 'le_number', 'inode', 'Inode number.'),
    member('ia_gfid', 16, 'raw_uuid', 'gfid', 'Identity of the file.'),
    member('ia_dev', 8, 'le_hex', 'device', 'Device that the file is on.'),
    member('ia_type', 4, 'le_file_type', 'type', 'Kind of file, in GlusterFS’s own numbers.'),
    member(
      'ia_prot',
      4,
      'memory_permissions',
      'permissions',
      'A byte each for setuid and the like, owner, group, others.',
    ),
    member('ia_nlink', 4, 'le_number', 'links', 'Number of names.'),
    member('ia_uid', 4, 'le_number', 'uid', 'User that owns it.'),
    member('ia_gid', 4, 'le_number', 'gid', 'Group that owns it.'),
    member('hole1', 4, 'le_hex', 'hole', 'Filling of the compiler, so that the next member is aligned.'),
    member('ia_rdev', 8, 'le_hex', 'device of special file', 'For device files: which device.'),
    member('ia_size', 8, 'le_number', 'size', 'Size in bytes.'),
    member('ia_blksize', 4, 'le_number', 'block size', 'Block size that suits it.'),
    member('hole2', 4, 'le_hex', 'hole', 'Filling of the compiler.'),
    member('ia_blocks', 8, 'le_number', 'blocks', 'Space taken, in blocks of 512 bytes.'),
    member('ia_atime', 4, 'le_seconds', 'atime', 'When it was last read.'),
    member('ia_atime_nsec', 4, 'le_nanoseconds', 'atime nanoseconds', 'Nanoseconds of atime.'),
    member('ia_mtime', 4, 'le_seconds', 'mtime', 'When its contents last changed.'),
    member('ia_mtime_nsec', 4, 'le_nanoseconds', 'mtime nanoseconds', 'Nanoseconds of mtime.'),
    member('ia_ctime', 4, 'le_seconds', 'ctime', 'When its attributes last changed.'),
    member('ia_ctime_nsec', 4, 'le_nanoseconds', 'ctime nanoseconds', 'Nanoseconds of ctime.'),
  ],
});

/**
 * What VFS calls the capabilities of a program (linux/capability.h): revision with the effective flag, then
 * permitted and inheritable sets in two halves, perhaps a user; little-endian.
 */
const CAPABILITY = packed({
  codec: 'file_capability',
  filter: 'glusterfs.capability',
  lengths: [12, 20, 24],
  members: [
    member('magic', 4, 'le_hex', 'revision', 'Revision in the top byte; the lowest bit: effective.'),
    member('permitted', 4, 'le_hex', 'permitted', 'Capabilities 0 to 31 that the program may have.'),
    member('inheritable', 4, 'le_hex', 'inheritable', 'Capabilities 0 to 31 that it may inherit.'),
    member(
      'permitted_high',
      4,
      'le_hex',
      'permitted, high',
      'Capabilities 32 to 63 that the program may have.',
    ),
    member(
      'inheritable_high',
      4,
      'le_hex',
      'inheritable, high',
      'Capabilities 32 to 63 that it may inherit.',
    ),
    member('rootid', 4, 'le_number', 'root user', 'Root of the user namespace that it counts in.'),
  ],
});

/** Change time that geo-replication compares: seconds and microseconds. */
const XTIME = packed({
  codec: 'xtime_xattr',
  filter: 'glusterfs.xtime',
  lengths: [8],
  members: [
    member('sec', 4, 'be_seconds', 'seconds', 'Seconds since 1970.'),
    member('usec', 4, 'be_number', 'microseconds', 'Microseconds on top.'),
  ],
});

const NAME: CodecField = {
  identifier: 'name',
  label: 'name',
  doc: 'One name of the list, with the NUL that ends it.',
  filter: 'glusterfs.name_list.name',
  type: 'list_name',
};

/** Names that a NUL ends, one after another: a leaf each. */
const NAMES: Codec = {
  name: 'name_list',
  fields: [NAME],
  walk(context, start, end) {
    const { bytes } = context.message;
    if (!context.present(start, end) || bytes[end - 1] !== 0) return;
    for (let at = start; at < end;) {
      const stop = bytes.indexOf(0, at) + 1;
      leaf(context, NAME, at, stop);
      at = stop;
    }
  },
};

export const xattrCodecs: readonly Codec[] = [
  NAMES,
  MDATA,
  EC_CONFIG,
  RENAME,
  IATT_MEMORY,
  CAPABILITY,
  XTIME,
];
