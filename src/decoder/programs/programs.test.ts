import { expect, test } from 'vitest';
import { containsRelease, parseRelease } from '../xdr/releases.ts';
import { protocol } from './protocol.ts';
import { programFiles } from './index.ts';
import { PROGRAMS } from '../types/rpc.ts';

/** Number, version and the procedures that it has in a release, by name in the order of their numbers. */
function names(program: number, version: number, release: string): Record<number, string> {
  const at = parseRelease(release)!;
  const found = protocol.program(program)?.versions.find(({ number }) => number === version);
  if (!found || !containsRelease(found.releases, at)) return {};
  const out: Record<number, string> = {};
  for (const { number, name, releases } of found.procedures) {
    if (!containsRelease(releases, at)) continue;
    expect(out[number], `${program}.${version}.${number} has two names in ${release}`).toBeUndefined();
    out[number] = name;
  }
  return out;
}

function numbered(from: number, list: string): Record<number, string> {
  return Object.fromEntries(list.split(' ').map((name, index) => [from + index, name]));
}

const FOPS = numbered(
  0,
  'NULL STAT READLINK MKNOD MKDIR UNLINK RMDIR SYMLINK RENAME LINK TRUNCATE OPEN READ WRITE STATFS FLUSH FSYNC ' +
    'SETXATTR GETXATTR REMOVEXATTR OPENDIR FSYNCDIR ACCESS CREATE FTRUNCATE FSTAT LK LOOKUP READDIR INODELK FINODELK ' +
    'ENTRYLK FENTRYLK XATTROP FXATTROP FGETXATTR FSETXATTR RCHECKSUM SETATTR FSETATTR READDIRP RELEASE RELEASEDIR',
);
const CLI =
  'NULL PROBE DEPROBE LIST_FRIENDS CREATE_VOLUME GET_VOLUME GET_NEXT_VOLUME DELETE_VOLUME START_VOLUME STOP_VOLUME ' +
  'RENAME_VOLUME DEFRAG_VOLUME SET_VOLUME ADD_BRICK REMOVE_BRICK REPLACE_BRICK ';
const CLI_2 = numbered(
  0,
  CLI +
    'LOG_ROTATE GETSPEC PMAP_PORTBYBRICK SYNC_VOLUME RESET_VOLUME FSM_LOG GSYNC_SET PROFILE_VOLUME QUOTA TOP_VOLUME ' +
    'GETWD STATUS_VOLUME STATUS_ALL MOUNT UMOUNT HEAL_VOLUME STATEDUMP_VOLUME LIST_VOLUME CLRLOCKS_VOLUME',
);
const BRICK = numbered(
  0,
  'NULL TERMINATE XLATOR_INFO XLATOR_OP STATUS OP XLATOR_DEFRAG NODE_PROFILE NODE_STATUS',
);
const MGMT_3 = numbered(0, 'NULL LOCK PRE_VALIDATE BRICK_OP COMMIT');

test.each<[string, number, number, string, Record<number, string>]>([
  ['GF-DUMP before PING', 123451501, 1, '3.5.0', numbered(0, 'NULL DUMP')],
  ['GF-DUMP', 123451501, 1, '10.3', numbered(0, 'NULL DUMP PING')],
  ['portmap', 34123456, 1, '3.4.7', numbered(0, 'NULL PORTBYBRICK BRICKBYPORT SIGNUP SIGNIN SIGNOUT')],
  [
    'portmap now',
    34123456,
    1,
    '11',
    { ...numbered(0, 'NULL PORTBYBRICK BRICKBYPORT'), 4: 'SIGNIN', 5: 'SIGNOUT' },
  ],
  ['handshake 1', 14398633, 1, '3.2.7', numbered(0, 'NULL SETVOLUME GETSPEC PING')],
  ['handshake 2', 14398633, 2, '3.3.2', numbered(0, 'NULL SETVOLUME GETSPEC PING SET_LK_VER EVENT_NOTIFY')],
  [
    'handshake 2 now',
    14398633,
    2,
    '11',
    numbered(0, 'NULL SETVOLUME GETSPEC PING SET_LK_VER EVENT_NOTIFY GET_VOLUME_INFO GET_SNAPSHOT_INFO'),
  ],
  ['callbacks of 3.2', 52743234, 1, '3.2.7', numbered(0, 'NULL FETCHSPEC INO_FLUSH')],
  [
    'callbacks',
    52743234,
    1,
    '11',
    numbered(
      0,
      'NULL FETCHSPEC INO_FLUSH EVENT_NOTIFY GET_SNAPS CACHE_INVALIDATION CHILD_UP CHILD_DOWN RECALL_LEASE ' +
        'STATEDUMP INODELK_CONTENTION ENTRYLK_CONTENTION',
    ),
  ],
  ['file operations 310', 1298437, 310, '3.2.7', FOPS],
  ['file operations 330 of 3.3', 1298437, 330, '3.3.2', { ...FOPS, 43: 'FREMOVEXATTR' }],
  [
    'file operations 330 of 3.12',
    1298437,
    330,
    '3.12.15',
    {
      ...FOPS,
      ...numbered(
        43,
        'FREMOVEXATTR FALLOCATE DISCARD ZEROFILL IPC SEEK COMPOUND LEASE GETACTIVELK SETACTIVELK',
      ),
    },
  ],
  [
    'file operations 400 of 4.0',
    1298437,
    400,
    '4.0.0',
    {
      ...FOPS,
      ...numbered(
        43,
        'FREMOVEXATTR FALLOCATE DISCARD ZEROFILL IPC SEEK COMPOUND LEASE GETACTIVELK SETACTIVELK ICREATE NAMELINK',
      ),
    },
  ],
  [
    'file operations 400 now',
    1298437,
    400,
    '11',
    {
      ...FOPS,
      ...numbered(43, 'FREMOVEXATTR FALLOCATE DISCARD ZEROFILL IPC SEEK'),
      ...numbered(50, 'LEASE GETACTIVELK SETACTIVELK ICREATE NAMELINK PUT COPY_FILE_RANGE'),
    },
  ],
  ['quota aggregator', 29852134, 1, '10.3', numbered(0, 'NULL LOOKUP GETLIMIT')],
  [
    'management 1',
    1238433,
    1,
    '3.2.7',
    numbered(
      0,
      'NULL PROBE_QUERY FRIEND_ADD CLUSTER_LOCK CLUSTER_UNLOCK STAGE_OP COMMIT_OP FRIEND_REMOVE FRIEND_UPDATE',
    ),
  ],
  ['management 2', 1238433, 2, '10.3', numbered(0, 'NULL CLUSTER_LOCK CLUSTER_UNLOCK STAGE_OP COMMIT_OP')],
  ['management 3', 1238433, 3, '8.6', { ...MGMT_3, ...numbered(5, 'POST_VALIDATE UNLOCK') }],
  [
    'management 3 of 9.0',
    1238433,
    3,
    '9.0',
    { ...MGMT_3, ...numbered(5, 'POST_COMMIT POST_VALIDATE UNLOCK') },
  ],
  [
    'management 3 of 9.1',
    1238433,
    3,
    '9.1',
    { ...MGMT_3, ...numbered(5, 'POST_COMMIT POST_VALIDATE UNLOCK') },
  ],
  [
    'management 3 of 9.2',
    1238433,
    3,
    '9.2',
    { ...MGMT_3, ...numbered(5, 'POST_VALIDATE UNLOCK POST_COMMIT') },
  ],
  ['peers', 1238437, 2, '10.3', numbered(0, 'NULL PROBE_QUERY FRIEND_ADD FRIEND_REMOVE FRIEND_UPDATE')],
  ['management handshake', 1239873, 1, '10.3', numbered(0, 'NULL VERSIONS VERSIONS_ACK')],
  [
    'command line 1',
    1238463,
    1,
    '3.2.7',
    numbered(
      0,
      CLI +
        'LOG_FILENAME LOG_LOCATE LOG_ROTATE GETSPEC PMAP_PORTBYBRICK SYNC_VOLUME RESET_VOLUME FSM_LOG GSYNC_SET ' +
        'PROFILE_VOLUME QUOTA TOP_VOLUME GETWD',
    ),
  ],
  ['command line 2 of 3.3', 1238463, 2, '3.3.2', CLI_2],
  ['command line 2 of 3.4', 1238463, 2, '3.4.7', { ...CLI_2, ...numbered(35, 'UUID_RESET BD_OP UUID_GET') }],
  [
    'command line 2 of 3.5',
    1238463,
    2,
    '3.5.0',
    { ...CLI_2, ...numbered(35, 'UUID_RESET UUID_GET COPY_FILE SYS_EXEC') },
  ],
  [
    'command line 2 of 3.9',
    1238463,
    2,
    '3.9.0',
    {
      ...CLI_2,
      ...numbered(
        35,
        'UUID_RESET UUID_GET COPY_FILE SYS_EXEC SNAP BARRIER_VOLUME GET_VOL_OPT GANESHA BITROT ATTACH_TIER ' +
          'DETACH_TIER TIER GET_STATE RESET_BRICK',
      ),
    },
  ],
  [
    'command line 2 now',
    1238463,
    2,
    '11',
    {
      ...CLI_2,
      ...numbered(
        35,
        'UUID_RESET UUID_GET COPY_FILE SYS_EXEC SNAP BARRIER_VOLUME GET_VOL_OPT GANESHA BITROT ATTACH_TIER ' +
          'TIER GET_STATE RESET_BRICK REMOVE_TIER_BRICK ADD_TIER_BRICK',
      ),
    },
  ],
  ['bricks 1', 4867634, 1, '3.2.7', numbered(0, 'NULL TERMINATE XLATOR_INFO')],
  ['bricks 2 of 3.3', 4867634, 2, '3.3.2', BRICK],
  ['bricks 2 of 3.4', 4867634, 2, '3.4.7', { ...BRICK, 9: 'BD_OP' }],
  [
    'bricks 2 now',
    4867634,
    2,
    '11',
    {
      ...BRICK,
      ...numbered(9, 'VOLUME_BARRIER_OP BRICK_BARRIER NODE_BITROT ATTACH DUMP_METRICS SVC_ATTACH SVC_DETACH'),
    },
  ],
  ['changelog probe', 1885957735, 1, '10.3', numbered(0, 'NULL PROBE_FILTER')],
  ['changelog events', 1886350951, 1, '3.12.15', numbered(0, 'NULL EVENT')],
])('%s has the procedures of its release', (_name, program, version, release, expected) => {
  expect(names(program, version, release)).toEqual(expected);
});

test('the first management program joins peers, commands and the command line', () => {
  expect(names(1298433, 1, '3.2.7')).toMatchObject({
    1: 'PROBE_QUERY',
    9: 'CLI_PROBE',
    27: 'CLI_RESET_VOLUME',
  });
  expect(names(1298433, 1, '3.2.7')).toMatchObject(
    numbered(28, 'CLI_FSM_LOG CLI_GSYNC_SET CLI_PROFILE_VOLUME BRICK_OP'),
  );
  expect(names(1298433, 1, '3.1.0')).toMatchObject({
    29: 'GF1_CLI_NULL',
    30: 'GF1_CLI_PROBE',
    51: 'GF1_CLI_RESET_VOLUME',
  });
  expect(names(1298433, 1, '3.3.0')).toEqual({});
});

test('only callbacks come from the server', () => {
  for (const { number, versions } of protocol.programs) {
    for (const { procedures } of versions) {
      for (const { fromServer } of procedures) expect(fromServer).toBe(number === 52743234);
    }
  }
});

test('every program, version, procedure, type and field has a comment', () => {
  const silent: string[] = [];
  for (const { name, doc, versions } of protocol.programs) {
    if (doc === '') silent.push(name);
    for (const { procedures } of versions) {
      for (const procedure of procedures) {
        if (procedure.doc === '') silent.push(`${name}.${procedure.name}`);
      }
    }
  }
  for (const file of protocol.files) {
    for (const definition of file.definitions) {
      if (definition.kind === 'program') continue;
      // a typedef that only lends a meaning may go without
      if (definition.kind === 'typedef') continue;
      const what = definition.name;
      if (definition.doc.text === '') silent.push(`${file.name} ${what}`);
      if (definition.kind === 'type' && definition.specifier.kind === 'struct') {
        for (const member of definition.specifier.members) {
          if (member.doc.text === '') silent.push(`${file.name} ${what}.${member.name}`);
        }
      }
    }
  }
  expect(silent).toEqual([]);
});

test('sentences of comments end, and none is cut by a tag', () => {
  const odd: string[] = [];
  const look = (where: string, text: string): void => {
    if (
      text !== '' &&
      ((!/[.:)`!…]$/.test(text) && /^[A-Z`]/.test(text)) || /\s[,;]|\s\.(?!\w)|\.\.$| {2}/.test(text))
    ) {
      odd.push(`${where}: ${text}`);
    }
  };
  for (const file of protocol.files) {
    look(file.name, file.doc.text);
    for (const definition of file.definitions) {
      look(file.name, definition.doc.text);
      if (definition.kind === 'type' && definition.specifier.kind === 'struct') {
        for (const member of definition.specifier.members)
          look(`${definition.name}.${member.name}`, member.doc.text);
      }
      if (definition.kind === 'program') {
        for (const version of definition.versions) {
          look(version.name, version.doc.text);
          for (const procedure of version.procedures) look(procedure.name, procedure.doc.text);
        }
      }
    }
  }
  expect(odd).toEqual([]);
});

test('layouts follow the releases', () => {
  const fields = (type: string, release: string): string[] =>
    protocol.type(type, parseRelease(release)!)!.fields.map(({ identifier }) => identifier);
  expect(fields('pmap_signin_req', '5.0')).toEqual(['brick', 'port']);
  expect(fields('pmap_signin_req', '6.0')).toEqual(['brick', 'port', 'pid']);
  expect(fields('pmap_signout_req', '3.6.1')).toEqual(['brick', 'port']);
  expect(fields('pmap_signout_req', '3.6.2')).toEqual(['brick', 'port', 'rdma_port']);
  expect(fields('gf1_cli_stop_vol_rsp', '3.1.0')).toEqual(['op_ret', 'op_errno', 'volname']);
  expect(fields('gf1_cli_stop_vol_rsp', '3.1.1')).toEqual(['op_ret', 'op_errno', 'volname', 'op_errstr']);
  expect(fields('gf1_cli_add_brick_req', '3.1.0')).toEqual(['volname', 'type', 'count', 'bricks']);
  expect(fields('gf1_cli_add_brick_req', '3.1.1')).toEqual(['volname', 'count', 'bricks']);
  expect(fields('brick.x:gd1_mgmt_brick_op_req', '6.0')).toEqual(['name', 'op', 'input']);
  expect(fields('brick.x:gd1_mgmt_brick_op_req', '7.0')).toEqual(['name', 'op', 'input', 'dict']);
});

test.each([
  ['gf_iatt', 100],
  ['gfx_iattx', 148],
  ['gfx_mdata_iatt', 36],
  ['gf_statfs', 88],
  ['gf_proto_lease', 28],
  ['fop310.x:gf_proto_flock', 36],
  ['auth_glusterfs_v1', 88],
  ['gf_uuid', 16],
  ['gf_uuid_words', 64],
  ['rpc_call_header', 24],
  ['changelog_probe_req', 436],
])('%s takes %i bytes', (type, size) => {
  expect(protocol.type(type)?.fixedSize).toBe(size);
});

test('every file is compiled', () => {
  expect(protocol.files.map(({ name }) => name)).toEqual(programFiles.map(({ name }) => name));
});

test('a program number is shown by the name that its .x file gives', () => {
  expect(protocol.programs.length).toBeGreaterThan(10);
  for (const { number, label } of protocol.programs) expect(PROGRAMS.get(number), String(number)).toBe(label);
});
