import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { Op } from '../xdr/descriptor.ts';
import { describeErrno, errnoNumber } from './errno.ts';
import { registry } from './index.ts';
import { modeText } from './mode.ts';
import { viewOf, viewsOf } from './test-view.ts';

function shown(type: string, hex: string, op?: Op): string | null | undefined {
  return registry.meanings.get(type)!.display?.(viewOf(hex, op));
}

describe('what a value reads as', () => {
  const cases: readonly (readonly [string, string, string | null, Op?])[] = [
    ['gf_uuid', '23049601847642cda13967f1120f71f2', '23049601-8476-42cd-a139-67f1120f71f2'],
    ['gf_uuid', '00000000000000000000000000000001', '00000000-0000-0000-0000-000000000001 (root)'],
    [
      'gf_uuid_words',
      '00000090 00000045 000000d5 000000f2 00000051 00000098 00000046 0000003a' +
        '00000080 000000c1 0000009a 00000004 00000049 000000ae 00000011 00000084',
      '9045d5f2-5198-463a-80c1-9a0449ae1184',
    ],
    ['gf_errno', '00000002', 'ENOENT (2)', Op.Int],
    ['gf_errno', '00000000', '0', Op.Int],
    ['cli_errno', '00007852', 'EG_ANOTRANS (30802)', Op.Int],
    ['gf_errno', '00012345', '74565', Op.Int],
    ['probe_errno', '00000003', 'GF_PROBE_ANOTHER_CLUSTER (3)', Op.Int],
    ['probe_errno', '0000006b', 'ENOTCONN (107)', Op.Int],
    ['gf_mode', '000081a4', '-rw-r--r-- (0100644)'],
    ['gf_mode', '000041ed', 'drwxr-xr-x (040755)'],
    ['gf_mode', '000001a0', 'rw-r----- (0640)'],
    ['gf_mode', '000089ed', '-rwsr-xr-x (0104755)'],
    ['gf_mode', '000043ff', 'drwxrwxrwt (041777)'],
    ['gf_mode', '00004400', 'd-----S--- (042000)'],
    ['open_flags', '000000c2', 'O_RDWR|O_CREAT|O_EXCL'],
    ['open_flags', '00000000', 'O_RDONLY'],
    ['open_flags', '00008001', 'O_WRONLY|O_LARGEFILE'],
    ['io_flags', '00000000', '0'],
    ['setattr_valid', '00000033', 'MODE|UID|ATIME|MTIME', Op.Int],
    ['setattr_valid', '80000001', 'MODE|0x80000000', Op.Int],
    [
      'iatt_flags',
      '0000000000001fff',
      'TYPE|MODE|NLINK|UID|GID|ATIME|MTIME|CTIME|INO|SIZE|BLOCKS|BTIME|GFID',
    ],
    ['time_sec', '000000006b032265', '2026-11-22T17:12:05Z (1795367525)', Op.Hyper],
    ['time_sec', 'ffffffffffffffff', '1969-12-31T23:59:59Z (-1)', Op.Hyper],
    ['time_sec', '7fffffffffffffff', null, Op.Hyper],
    ['time_nsec', '19d22c1c', '433,204,252 ns'],
    ['lk_owner', 'f8bc405fba550000', 'f8bc405fba550000 (0x55ba5f40bcf8)', Op.OpaqueVar],
    ['lk_owner', '19000000', '19000000 (pid 25)', Op.OpaqueVar],
    ['gf_pid', 'fffffffa', '-6 (self-heal daemon)', Op.Int],
    ['gf_pid_u', 'fffffffd', '-3 (rebalance)'],
    ['gf_fd', 'fffffffffffffffe', '-2 (anonymous)', Op.Hyper],
    ['gf_dev', '0000000000000801', '8:1 (0x801)'],
    ['gf_dev', '0000000000000103', '1:3 (0x103)'],
    ['file_size', '0000000000012345', '74,565'],
    ['d_off', '7fffffffffffffff', '0x7fffffffffffffff (end)'],
    ['record_mark', '8000012a', 'last fragment, 298 bytes'],
    ['record_mark', '00000001', 'fragment, more follow, 1 byte'],
    ['program_number', '0013d005', 'GlusterFS (1298437)'],
    ['program_number', '00000000075bb86d', 'GF-DUMP (123451501)'],
    ['d_type', '00000004', 'DT_DIR (4)'],
    ['uid', '00000000', '0 (root)'],
  ];
  for (const [type, hex, expected, op] of cases) {
    it(`${type} ${hex.slice(0, 24)} is ${expected ?? 'left to the engine'}`, () => {
      expect(shown(type, hex, op)).toBe(expected);
    });
  }

  it('names an enum member without the prefix that all members share', () => {
    const members = [[2, 'GF_LK_SETLKW']] as const;
    const [view] = viewsOf({ identifier: 'cmd', hex: '00000002', op: Op.Enum, members });
    expect(registry.meanings.get('lk_cmd')!.display!(view!)).toBe('SETLKW (2)');
  });

  it('says that an error number next to a success means nothing', () => {
    const [, errno] = viewsOf(
      { identifier: 'op_ret', hex: '00000000', op: Op.Int },
      { identifier: 'op_errno', hex: '00000016', op: Op.Int },
    );
    const meaning = registry.meanings.get('gf_errno')!;
    expect(meaning.display!(errno!)).toBe('EINVAL (22)');
    expect(meaning.doc!(errno!)).toMatch(/^The call succeeded/);
  });

  it('gives the bits of flags the names that Wireshark has for them', () => {
    const bits = registry.meanings.get('open_flags')!.bits!(viewOf('00000442'));
    const set = bits.filter((bit) => bit.set).map((bit) => bit.name);
    expect(set).toEqual(['glusterfs.flags.rdwr', 'glusterfs.flags.creat', 'glusterfs.flags.append']);
  });
});

describe('errno', () => {
  it('finds numbers by name and names by number', () => {
    expect(describeErrno(61)).toEqual({ name: 'ENODATA', text: 'no such extended attribute' });
    expect(describeErrno(0)).toBeNull();
    expect(errnoNumber('ESTALE')).toBe(116);
    expect(errnoNumber('ENOSUCH')).toBeNull();
  });
});

describe('every meaning', () => {
  it('takes any bytes of any length without throwing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...registry.meanings.keys()),
        fc.uint8Array({ maxLength: 70 }),
        fc.constantFrom(...Object.values(Op)),
        (name, bytes, op) => {
          const meaning = registry.meanings.get(name)!;
          const view = viewOf(Buffer.from(bytes).toString('hex'), op);
          for (const text of [meaning.display?.(view), meaning.label?.(view), meaning.doc?.(view)]) {
            expect(text == null || typeof text === 'string').toBe(true);
          }
          expect(() =>
            JSON.stringify([meaning.json?.(view), meaning.bits?.(view), meaning.derived?.(view)]),
          ).not.toThrow();
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('shows every mode with its octal number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0o177777 }), (mode) => {
        expect(modeText(mode)).toMatch(
          /^0$|^[-pcdbls?]?[r-][w-][xsS-][r-][w-][xsS-][r-][w-][xtT-] \(0[0-7]{3,6}\)$/,
        );
      }),
    );
  });
});
