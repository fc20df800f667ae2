import { describe, expect, it } from 'vitest';
import { protocol } from '../programs/protocol.ts';
import { wholeMessage } from '../xdr/message.ts';
import { registry } from './index.ts';
import { fromHex } from './test-view.ts';
import { dict, walker } from './test-walk.ts';

const { lines, taken } = walker(protocol);

/** The value under its key in a dictionary: its summary, then its parts as `label: value`. */
function value(key: string, hex: string): string[] {
  const message = wholeMessage(dict([[key, fromHex(hex)]]));
  const builder = taken('gf_dict_body', message);
  expect(builder.notes).toEqual([]);
  const all = lines(builder, message).map((line) => line.replace(/^\s*\S+ /, ''));
  return all.slice(all.findIndex((line) => line.startsWith('value:')));
}

describe('values by their key, with bytes from captures', () => {
  it('times that the ctime feature keeps', () => {
    const hex =
      '010000000000000000 000000006b0321ea0000000032f782c8 000000006b0321ea0000000032f782c8 000000006b0321d900000000276dcf0d';
    expect(value('trusted.glusterfs.mdata', hex)).toEqual([
      'value: modified 2026-11-22T17:10:02Z',
      'version: 1',
      'flags: 0x0',
      'ctime: 2026-11-22T17:10:02Z (1795367402)',
      'ctime nanoseconds: 855,081,672 ns',
      'mtime: 2026-11-22T17:10:02Z (1795367402)',
      'mtime nanoseconds: 855,081,672 ns',
      'atime: 2026-11-22T17:09:45Z (1795367385)',
      'atime nanoseconds: 661,507,853 ns',
    ]);
  });

  it('how disperse codes a file', () => {
    expect(value('trusted.ec.config', '0000080301000200')).toEqual([
      'value: 2 + 1 bricks',
      'version: 0',
      'algorithm: 0',
      'word size: 8',
      'bricks: 3',
      'redundancy: 1',
      'chunk size: 512',
    ]);
    expect(value('trusted.ec.version', '00000000000000010000000000000001')[0]).toBe(
      'value: data 1, metadata 1',
    );
    expect(value('trusted.ec.version', '0000000000000007')).toEqual(['value: data 7', 'data: 7']);
  });

  it('what quota counts and allows', () => {
    expect(
      value('trusted.glusterfs.quota.size.1', '0000000000000000 0000000000000000 0000000000000002'),
    ).toEqual(['value: size 0, files 0, directories 2', 'size: 0', 'files: 0', 'directories: 2']);
    expect(value('trusted.glusterfs.quota.limit-set.1', '0000000006400000 ffffffffffffffff')[0]).toBe(
      'value: hard limit 104857600, soft limit -1',
    );
  });

  it('a rename for the change log', () => {
    const hex =
      '5c2155c63f724f0091f873ad1dbaaea1 5c2155c63f724f0091f873ad1dbaaea1 03000000 03000000 663100 723100 00000000';
    expect(value('changelog.rename-op', hex).slice(0, 5)).toEqual([
      'value: “f1” to “r1”',
      'old parent: 5c2155c6-3f72-4f00-91f8-73ad1dbaaea1',
      'new parent: 5c2155c6-3f72-4f00-91f8-73ad1dbaaea1',
      'old name length: 3',
      'new name length: 3',
    ]);
  });

  it('attributes as they stand in the memory of 3.12', () => {
    const hex =
      '01000000000000000000000000000000000000000000000100fe00000000000002000000000705050300000000000000000000000000000000' +
      '00000000000000001000000000000000100000000000000800000000000000132f036b5dbcb122132f036b5dbcb122152f036b677f643b';
    const parts = value('dht-get-iatt-in-xattr', hex);
    expect(parts[0]).toBe('value: directory, 4,096 bytes');
    expect(parts).toContain('gfid: 00000000-0000-0000-0000-000000000001');
    expect(parts).toContain('permissions: rwxr-xr-x (0755)');
    expect(parts).toContain('links: 3');
    expect(parts.at(-2)).toBe('ctime: 2026-11-22T18:06:13Z (1795370773)');
  });

  it('lists of names', () => {
    const hex =
      '757365722e73776966742e6d657461646174610073656375726974792e6361706162696c6974790073656375726974792e696d6100';
    expect(value('glusterfs.mdc.loaded.key.names', hex)).toEqual([
      'value: 3 names',
      'name: “user.swift.metadata\\0”',
      'name: “security.capability\\0”',
      'name: “security.ima\\0”',
    ]);
  });

  it('text in a buffer that was sent whole', () => {
    expect(value('trusted.glusterfs.pump.status', '646f6e6500000000')).toEqual([
      'value: “done\\0” and 3 zero bytes',
    ]);
  });

  it('requests, which have a number under the same key', () => {
    expect(value('trusted.glusterfs.mdata', '3100')).toEqual(['value: “1\\0”']);
    expect(value('trusted.afr.dirty', '313200')).toEqual(['value: “12\\0”']);
    expect(value('system.posix_acl_access', '3000')).toEqual(['value: “0\\0”']);
  });

  it('numbers that have names', () => {
    expect(value('sync-mgmt-operation', '313800')).toEqual(['value: “18\\0” (STATUS_VOLUME)']);
    expect(value('volume1.status', '3100')).toEqual(['value: “1\\0” (STARTED)']);
  });
});

describe('access lists', () => {
  /** user::rw-, user:1000:r--, group::r--, mask::r--, other::--- as setfacl writes them */
  const hex = '02000000 01000600ffffffff 02000400e8030000 04000400ffffffff 10000400ffffffff 20000000ffffffff';

  it('are taken apart line by line', () => {
    const parts = value('system.posix_acl_access', hex);
    expect(parts[0]).toBe('value: owner: rw-, user 1000: r--, owning group: r--, mask: r--, others: ---');
    expect(parts.slice(1, 7)).toEqual([
      'version: 2',
      'entry: owner: rw-',
      'who: owner (1)',
      'may: rw- (6)',
      'id: none',
      'entry: user 1000: r--',
    ]);
  });

  it('of another version stay one leaf', () => {
    expect(value('system.posix_acl_access', '03000000 01000600ffffffff')).toHaveLength(1);
  });
});

it('the registry holds every name that codecs emit', () => {
  for (const codec of registry.codecs.values()) {
    for (const field of codec.fields) {
      expect(field.filter).toMatch(/^glusterfs\.[a-z_.\d]+$/);
      expect(field.doc, field.identifier).not.toBe('');
      const known = registry.meanings.has(field.type) || ['int', 'unsigned int'].includes(field.type);
      expect(known, `${codec.name}: ${field.type}`).toBe(true);
    }
  }
});
