/** Every value of real records is asked for by a filter; each that is given keeps its record. */
import { beforeAll, describe, expect, test } from 'vitest';
import { openCapture, openText } from '../../../test/support/sessions.ts';
import { compileFilter } from '../filter/compile.ts';
import type { OpenedSession } from './opened.ts';
import { quoted } from './quoted.ts';

let session: OpenedSession;
beforeAll(async () => {
  session = await openCapture('03-replica3-gfapi-all-fops-nanosecond.pcap');
  await session.learned;
});

async function nodeOf(row: number, path: string): Promise<number> {
  const node = await session.nodeByPath(row, path);
  expect(node, path).toBeGreaterThanOrEqual(0);
  return node;
}

/** Node of a row by its filter name. */
async function named(row: number, name: string): Promise<number> {
  const { count } = await session.record(row);
  const texts = await session.texts(
    row,
    Uint32Array.from({ length: count }, (_, node) => node),
  );
  const node = texts.name.indexOf(name);
  expect(node, name).toBeGreaterThanOrEqual(0);
  return node;
}

describe('the filter of a field', () => {
  test('names what has a name, and asks whether the field is there', async () => {
    expect(await session.filterFor(112, { kind: 'node', node: await named(112, 'rpc.msgtyp') })).toEqual({
      value: 'rpc.msgtyp == CALL',
      has: 'rpc.msgtyp',
    });
    const reply = session.index.columns.match.get(112);
    const { value } = await session.filterFor(reply, {
      kind: 'node',
      node: await named(reply, 'gluster.op_ret'),
    });
    expect(value).toMatch(/^gluster\.op_ret == \d+$/);
  });

  test('is there for most fields of a record, and a filter', async () => {
    const { language } = session;
    let given = 0;
    let asked = 0;
    for (const row of [0, 1, 12, 112, 113, 300]) {
      const tree = await session.record(row);
      for (let node = 1; node < tree.count; node++) {
        if (tree.end[node] !== node + 1) continue;
        asked++;
        const { value } = await session.filterFor(row, { kind: 'node', node });
        if (value === null) continue;
        given++;
        expect(compileFilter(value, language).ok, value).toBe(true);
      }
    }
    expect(given / asked).toBeGreaterThan(0.9);
  });

  test('is written as the field is, and a pair goes by its key', async () => {
    const of = async (row: number, name: string): Promise<string | null> =>
      (await session.filterFor(row, { kind: 'node', node: await named(row, name) })).value;
    expect(await of(112, 'rpc.xid')).toBe('rpc.xid == 0x14');
    expect(await of(113, 'glusterfs.ia_mode')).toBe('glusterfs.ia_mode == 0100640');
    const pair = await nodeOf(112, 'args/xdata/pairs/0');
    const { value } = await session.filterFor(112, { kind: 'node', node: pair });
    expect(value).toBe('glusterfs.dict_key == "glusterfs.write-is-append"');
  });

  test('of what is no node, or of a group, is none', async () => {
    expect(await session.filterFor(112, { kind: 'node', node: 99_999 })).toEqual({ value: null, has: null });
    const group = await session.filterFor(112, { kind: 'node', node: await nodeOf(112, 'args/xdata') });
    expect(group.value).toBeNull();
  });
});

describe('the filter of a cell', () => {
  const of = async (row: number, column: string): Promise<string | null> =>
    (await session.filterFor(row, { kind: 'cell', column })).value;

  test('says what the column says', async () => {
    expect(await of(112, 'source')).toBe('ip.src == 10.77.0.10 && tcp.srcport == 49147');
    expect(await of(112, 'destination')).toBe('ip.dst == 10.77.0.1 && tcp.dstport == 55986');
    expect(await of(112, 'ends')).toMatch(/^tcp\.stream == \d+$/);
    expect(await of(112, 'kind')).toBe('rpc.msgtyp == CALL');
    expect(await of(112, 'xid')).toBe('rpc.xid == 0x14');
    expect(await of(112, 'program')).toBe('glusterfs');
    expect(await of(112, 'procedure')).toBe('glusterfs.proc == WRITE');
    expect(await of(113, 'procedure')).toBe('glusterfs.proc == WRITE');
    expect(await of(113, 'latency')).toMatch(/^rpc\.time >= \d+us$/);
    expect(await of(112, 'time')).toMatch(/^frame\.time_relative >= 0\.\d+$/);
    expect(await of(112, 'size')).toMatch(/^rpc\.length == \d+$/);
    expect(await of(112, 'number')).toBe('glusterscope.row == 112');
    expect(await of(112, 'info')).toBe('glusterscope.path == "/t1/meta.txt"');
    expect(await of(2, 'info')).toBeNull();
    expect(await of(112, 'nonsense')).toBeNull();
  });

  test('of an error is its name', async () => {
    const reply = await of(80, 'result');
    expect(reply).toBe('op_errno == ENOENT');
    const call = session.index.columns.match.get(80);
    expect(await of(call, 'result'), 'at the call it is the reply’s').toBe('op_errno == ENOENT');
  });

  test('of a paste is what a paste knows', async () => {
    const mail = await openText(
      'nodeA:1023 > nodeB:24007\n0000  80 00 00 30 00 00 00 01  00 00 00 00 00 00 00 02\n' +
        '0010  07 5b b8 6d 00 00 00 01  00 00 00 01 00 00 00 00\n' +
        '0020  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00\n0030  00 00 ca fe\n',
    );
    const cell = async (column: string): Promise<string | null> =>
      (await mail.filterFor(0, { kind: 'cell', column })).value;
    expect(await cell('xid')).toBe('rpc.xid == 0x1');
    expect(await cell('time')).toBeNull();
    expect(await cell('latency')).toBeNull();
    mail.close();
  });
});

test('a text in quotes is one text, whatever is in it', () => {
  expect(quoted('a "b" \\ c')).toBe('"a \\"b\\" \\\\ c"');
  expect(quoted('line\nend\u0000')).toBe('"line\\x0aend\\x00"');
});
