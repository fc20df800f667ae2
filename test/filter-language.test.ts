/** The language of the display filter on a real capture: what is kept, what is refused, what is offered. */
import { beforeAll, describe, expect, test } from 'vitest';
import { RowKind } from '../src/decoder/api.ts';
import { compileFilter } from '../src/decoder/filter/compile.ts';
import { INDEX_FIELDS, PROTOCOLS } from '../src/decoder/filter/index-fields.ts';
import { RECORD_FIELDS } from '../src/decoder/filter/record-fields.ts';
import { open } from '../src/decoder/session.ts';
import type { OpenedSession } from '../src/decoder/session/opened.ts';
import { call, callMessage, ethernet, frame, ipv4, pcap, SYN, udp } from './support/packets.ts';
import { hexTexts, openCapture, openText } from './support/sessions.ts';

let session: OpenedSession;
beforeAll(async () => {
  session = await openCapture('03-replica3-gfapi-all-fops-nanosecond.pcap');
});

async function kept(text: string, of = session): Promise<number[]> {
  const compiled = compileFilter(text, of.language);
  if (!compiled.ok) throw new Error(`${text}: ${compiled.error.message}`);
  const run = compiled.filter.start(of.host);
  const rows = new Uint32Array(of.index.rows);
  return [...rows.subarray(0, await run(0, of.index.rows, rows))];
}

const refused = (text: string): unknown => {
  const compiled = compileFilter(text, session.language);
  return compiled.ok ? null : [compiled.error.message, text.slice(compiled.error.start, compiled.error.stop)];
};

describe('two ways to say the same', () => {
  test.each([
    ['', 'glusterscope.row >= 0'],
    ['glusterfs.proc == LOOKUP', 'rpc.program == 1298437 && rpc.procedure == 27'],
    ['glusterfs.proc == lookup', 'glusterfs.proc == 27'],
    ['glusterfs.proc == "LOOKUP"', 'glusterfs.proc == 033'],
    ['glusterfs.proc != LOOKUP', 'glusterfs && !(glusterfs.proc == LOOKUP)'],
    ['glusterfs.proc in {LOOKUP, READ}', 'glusterfs.proc == LOOKUP || glusterfs.proc == READ'],
    ['rpc.procedure == LOOKUP', 'glusterfs.proc == LOOKUP'],
    ['op_errno == ENOENT', 'gluster.op_errno == 2'],
    ['op_errno == "ENOENT"', 'gluster.op_errno == 0x2'],
    ['rpc.msgtyp == CALL', 'rpc.msgtyp == 0'],
    ['rpc.msgtyp == Reply', 'rpc && rpc.msgtyp != CALL'],
    ['rpc.time > 1ms', 'rpc.time > 0.001'],
    ['rpc.time > 1ms', 'rpc.time >= 1000001ns'],
    ['rpc.program == GlusterFS', 'rpc.program == 1298437'],
    [
      'glusterfs.gfid == 00000000-0000-0000-0000-000000000001',
      'glusterfs.gfid == 00000000000000000000000000000001',
    ],
    [
      'glusterfs.pargfid contains 00:01',
      'glusterfs.pargfid[14:2] == 00:01 || glusterfs.pargfid contains 00:01',
    ],
    ['ip.addr == 10.77.0.1', 'ip.src == 10.77.0.1 or ip.dst == 10.77.0.1'],
    ['ip.src != 10.77.0.1', 'ip && !(ip.src == 10.77.0.1)'],
    ['ip.addr == 10.77.0.0/30', 'ip.addr in {10.77.0.0 .. 10.77.0.3}'],
    ['glusterfs.bname == "file.txt"', 'glusterfs.bname matches r"(?-i)^file\\.txt$"'],
    ['glusterfs.bname contains "FILE"', 'upper(glusterfs.bname) == "nothing"'],
    ['glusterfs.bname[0] == "f"', "glusterfs.bname[0:1] == 'f'"],
    ['len(glusterfs.bname) in {0..3}', 'len(glusterfs.bname) <= 3'],
    ['count(rpc.auth.gid) >= 1', 'rpc.auth.gid'],
    ['rpc.xid & 1', 'rpc.xid & 0x1 == 1'],
    ['gluster.op_ret == -1', 'gluster.op_ret == 0xffffffff'],
    ['glusterfs.flags & 0x40', 'glusterfs.flags & O_CREAT'],
    ['glusterfs.flags.creat == True', 'glusterfs.flags.creat == 1'],
    ['rpc.auth.uid == rpc.auth.gid', 'rpc.auth.gid == rpc.auth.uid && rpc.msgtyp == CALL'],
    ['glusterscope.alone', 'rpc && !rpc.repframe && !rpc.reqframe'],
    ['glusterscope.latency > 1ms && rpc.msgtyp == REPLY', 'rpc.time > 1ms'],
    ['frame.time_relative < 1s', 'frame.time_relative < 1000ms'],
    ['frame.number == 20', 'frame.number in {20}'],
    ['glusterscope.kind == call', 'rpc.msgtyp == CALL'],
    ['rpc.procedure > 1 && rpc.procedure < 12', 'rpc.procedure in {2..11}'],
    ['tls', 'glusterscope.foreign matches "^tls"'],
  ])('%s', async (one, other) => {
    expect(await kept(one)).toEqual(await kept(other));
  });
});

describe('what is kept', () => {
  test('records that fail, and calls of a time', async () => {
    const { columns, baseTime } = session.index;
    expect((await kept('op_errno == ENOENT')).length).toBeGreaterThan(0);
    for (const row of await kept('op_ret < 0')) expect(columns.kind.get(row)).toBe(RowKind.reply);
    const time = new Date(Number(baseTime! / 1_000_000n) + 500).toISOString();
    const before = await kept(`frame.time < "${time}"`);
    expect(before).toEqual(await kept(`frame.time_epoch < ${(Date.parse(time) / 1000).toFixed(3)}`));
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(session.index.rows);
  });

  test('a text in quotes is looked for in all that is shown', async () => {
    const rows = await kept('"PORTBYBRICK"');
    expect(rows).toEqual(await kept('gluster.pmap.proc == PORTBYBRICK'));
    expect(rows.length).toBeGreaterThan(0);
  });

  test('of a file that was followed', async () => {
    const rows = await kept('glusterscope.path contains "/" && glusterfs.proc == WRITE');
    expect(rows.length).toBeGreaterThan(0);
  });

  test('rows of a paste', async () => {
    const paste = await openText(hexTexts()['mail'] ?? Object.values(hexTexts())[0]!);
    expect(await kept('', paste)).toHaveLength(paste.index.rows);
    expect((await kept('rpc', paste)).length).toBe(
      [...Array(paste.index.rows).keys()].filter((row) => paste.index.columns.kind.get(row) <= RowKind.reply)
        .length,
    );
  });

  test('rows one at a time as in a block', async () => {
    const rows = new Set(await kept('glusterfs.gfid contains 01 && rpc.time < 1ms || op_errno == ENOENT'));
    const compiled = compileFilter(
      'glusterfs.gfid contains 01 && rpc.time < 1ms || op_errno == ENOENT',
      session.language,
    );
    const run = compiled.ok ? compiled.filter.start(session.host) : null;
    const room = new Uint32Array(1);
    for (let row = 600; row >= 0; row--) expect(await run!(row, row + 1, room)).toBe(rows.has(row) ? 1 : 0);
  });
});

test('what the index answers is told', () => {
  const isHeaders = (text: string): boolean => {
    const compiled = compileFilter(text, session.language);
    return compiled.ok && compiled.filter.headersOnly;
  };
  expect(isHeaders('rpc.xid == 5 && ip.addr == 10.0.0.1 || !glusterfs')).toBe(true);
  expect(isHeaders('rpc.xid == 5 && op_errno == 2')).toBe(false);
});

describe('what is refused is told at its place', () => {
  test.each([
    ['rpc.xid == "x"', ['`rpc.xid` takes a number.', '"x"']],
    ['nothing == 5', ['`nothing` is no field and no protocol.', 'nothing']],
    ['rpc == 5', ['`rpc` is a protocol: it takes no value.', 'rpc']],
    ['5 == rpc.xid', ['`5` is no field and no protocol.', '5']],
    ['"a" == rpc.xid', ['A field stands on the left side, its value on the right.', '"a"']],
    ['rpc.xid contains "a"', ['`rpc.xid` is a number: `contains` takes texts and bytes.', 'rpc.xid']],
    ['rpc.xid matches "a"', ['`rpc.xid` is a number: `matches` takes texts and bytes.', 'rpc.xid']],
    ['glusterfs.bname matches "a("', ['The group is not closed.', '(']],
    ['glusterfs.args == 5', ['`glusterfs.args` is a group: it takes no value.', 'glusterfs.args']],
    ['glusterfs.proc == NOTHING', ['No procedure is called NOTHING.', 'NOTHING']],
    ['ip.addr == 300.1.1.1', ['`ip.addr` takes an address such as 10.0.0.1, or 10.0.0.0/8.', '300.1.1.1']],
    ['rpc.time > 5x', ['`rpc.time` takes a duration such as 10ms, or seconds.', '5x']],
    ['frame.time > "soon"', ['`frame.time` takes a time such as "2026-11-22 10:00:00".', '"soon"']],
    ['glusterfs.gfid == 1234', ['`glusterfs.gfid` takes a UUID.', '1234']],
    [
      'len(rpc.xid) == 1',
      ['`len` takes a text, bytes, a UUID, an address; `rpc.xid` is a number.', 'rpc.xid'],
    ],
    ['foo(rpc.xid) == 1', ['There is no function `foo`.', 'foo(rpc.xid)']],
    ['rpc.xid[0] == 1', ['`rpc.xid` is a number: it has no bytes to cut.', 'rpc.xid[0]']],
    [
      'rpc.xid == glusterfs.bname',
      ['`rpc.xid` is a number, `glusterfs.bname` is a text.', 'glusterfs.bname'],
    ],
    ['glusterscope.outcome == fine', ['`glusterscope.outcome` takes a number.', 'fine']],
  ])('%s', (text, expected) => {
    expect(refused(text)).toEqual(expected);
  });
});

test('names are unique, and have a comment', () => {
  const names = [...INDEX_FIELDS, ...RECORD_FIELDS].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { doc } of [...INDEX_FIELDS, ...RECORD_FIELDS, ...PROTOCOLS])
    expect(doc).toMatch(/^[A-Z`].*\.$/);
});

describe('what is offered while it is written', () => {
  const offered = async (text: string, caret = text.length): Promise<string[]> =>
    (await session.analyseFilter(text, caret)).completions.map((one) => one.text);

  test('names by their beginning and by their parts', async () => {
    expect((await offered('glusterfs.bn'))[0]).toBe('glusterfs.bname');
    expect((await offered('errno'))[0]).toBe('gluster.op_errno');
    expect(await offered('glu')).toContain('glusterfs');
    expect(await offered('le')).toContain('len(');
  });

  test('operators that the field takes', async () => {
    expect(await offered('rpc.xid ')).not.toContain('contains');
    expect(await offered('glusterfs.bname ')).toContain('matches');
    expect(await offered('rpc.xid == 5 ')).toEqual(['&&', '||', '^^']);
  });

  test('values: names of numbers, and what is in the capture', async () => {
    expect((await offered('op_errno == ENOE'))[0]).toBe('ENOENT');
    expect((await offered('glusterfs.proc == '))[0]).toBe('ENTRYLK');
    expect(await offered('ip.addr == ')).toContain('10.77.0.1');
    expect(await offered('rpc.msgtyp in {')).toEqual(['CALL', 'REPLY']);
    expect(await offered('rpc.xid == 5 && glusterscope.outcome == er')).toEqual(['error']);
  });

  test('what is taken stands in the place of the word under the caret', async () => {
    const { completions } = await session.analyseFilter('a && rpc.x == 5', 10);
    expect(completions[0]).toMatchObject({ text: 'rpc.xid', start: 5, stop: 10 });
    expect(await offered('rpc.xid == 5', -1)).toEqual([]);
  });

  test('each name that is offered is a filter', () => {
    for (const { name } of [...INDEX_FIELDS, ...RECORD_FIELDS, ...PROTOCOLS])
      expect(refused(name)).toBe(null);
  });

  test('colours', async () => {
    const { tokens, error } = await session.analyseFilter(
      'len(glusterfs.bname) > 5 and rpc.xid in {1..2} or (',
      -1,
    );
    expect(tokens.map(({ kind }) => kind).join(' ')).toBe(
      'function bracket field bracket operator value operator field operator bracket value operator value bracket operator bracket',
    );
    expect(error).toMatchObject({ start: 51 });
  });
});

test('datagrams are records of udp, connections of tcp', async () => {
  const datagram = ethernet(ipv4(udp(700, 24007, callMessage(5)), { protocol: 17 }));
  const segments = [frame({ flags: SYN, sequence: 9 }), frame({ sequence: 10, payload: call(6) })];
  const blob = new Blob([pcap([datagram, ...segments]) as Uint8Array<ArrayBuffer>]);
  const result = await open({ kind: 'file', name: 'made', blob });
  if (!result.ok) throw new Error(result.error.title);
  await result.session.done;
  const made = result.session;
  const xids = async (text: string): Promise<number[]> =>
    (await kept(text, made)).map((row) => made.index.columns.xid.get(row));
  expect(await xids('udp')).toEqual([5]);
  expect(await xids('tcp')).toEqual([6]);
  expect(await xids('ip && tcp.port == 24007')).toEqual([5, 6]);
  expect(await xids('frame contains 00:00:00:06')).toEqual([6]);
});
