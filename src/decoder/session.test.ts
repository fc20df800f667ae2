import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openCapture, openText } from '../../test/support/sessions.ts';
import {
  Outcome,
  RowKind,
  type NodeTexts,
  type PastedDump,
  type RecordTree,
  type SourceInfo,
} from './api.ts';
import { rangesOf } from './record/tiling.ts';
import { open } from './session.ts';
import type { OpenedSession } from './session/opened.ts';
import { NodeFlag } from './xdr/tree.ts';
import { NO_LANE } from './session/lanes.ts';

const mail = readFileSync(new URL('../../public/samples/notes-mail.txt', import.meta.url), 'utf8');
const fops = '03-replica3-gfapi-all-fops-nanosecond.pcap';

const everyNode = (tree: RecordTree): Uint32Array =>
  Uint32Array.from({ length: tree.count }, (_, node) => node);

async function read(session: OpenedSession, row: number): Promise<{ tree: RecordTree; texts: NodeTexts }> {
  const tree = await session.record(row);
  return { tree, texts: await session.texts(row, everyNode(tree)) };
}

describe('a capture', () => {
  test('says what it is', async () => {
    const session = await openCapture(fops);
    expect(session.info).toMatchObject({
      kind: 'capture',
      name: fops,
      format: 'pcap, nanoseconds, little-endian',
      size: 1345571,
      frames: 3777,
      records: 3350,
      timeDigits: 9,
      text: null,
      complete: true,
    });
    expect(session.info.fingerprint).toMatch(/^1345571-[0-9a-f]{16}$/);
    expect(structuredClone(session.info)).toEqual(session.info);
  });

  test('a record that is not read yet is waited for', async () => {
    const bytes = gunzipSync(readFileSync(new URL(`../../test/captures/${fops}.gz`, import.meta.url)));
    const opened = await open({ kind: 'file', name: fops, blob: new Blob([new Uint8Array(bytes)]) }, {});
    if (!opened.ok) throw new Error(opened.error.title);
    const { session } = opened;
    expect(session.info.rows).toBeLessThan(3350);
    expect((await session.record(3349)).row).toBe(3349);
    await expect(session.record(3350)).rejects.toThrow(RangeError);
    session.close();
  });

  test('its rows come as columns and words, only those asked for', async () => {
    const session = await openCapture(fops);
    await session.learned;
    const rows = await session.rows(112, 2);
    expect(rows.length).toBe(2);
    expect([...rows.kind]).toEqual([RowKind.call, RowKind.reply]);
    expect([...rows.match]).toEqual([113, 112]);
    expect([...rows.outcome]).toEqual([Outcome.none, Outcome.ok]);
    expect(rows.latency[0]).toBe(rows.latency[1]);
    expect(Math.round(rows.latency[1]! / 1000)).toBe(172);
    expect(rows.program).toEqual(['GlusterFS 400', 'GlusterFS 400']);
    expect(rows.procedure).toEqual(['WRITE', 'WRITE']);
    expect(rows.info[0]).toBe('≈ /t1/meta.txt  fd 0 offset 0 len 14');
    expect(rows.result).toEqual(['14', '14']);
    expect(rows.lane[0]).not.toBe(NO_LANE);
    expect(rows.lane[0]).toBe(rows.lane[1]);
  });

  test('rows beyond the end are not there', async () => {
    const session = await openCapture('01-peer-probe-and-pool.pcap');
    expect((await session.rows(120, 50)).length).toBe(4);
    expect((await session.rows(500, 5)).length).toBe(0);
    await expect(session.record(124)).rejects.toThrow(RangeError);
  });

  test('an errno that the procedure expects is no error', async () => {
    const session = await openCapture(fops);
    const rows = await session.rows(0, 400);
    const lookups = rows.result
      .map((result, at) => ({
        result,
        outcome: rows.outcome[at],
        procedure: rows.procedure[at],
        kind: rows.kind[at],
      }))
      .filter(({ result, procedure }) => result === 'ENOENT (2)' && procedure === 'LOOKUP')
      .filter(({ kind }) => kind === RowKind.reply);
    expect(lookups.length).toBeGreaterThan(0);
    for (const { outcome } of lookups) expect(outcome).toBe(Outcome.normal);
  });

  test('a write has its sections, and its payload behind them', async () => {
    const session = await openCapture(fops);
    const { tree, texts } = await read(session, 112);
    expect(tree.head).toMatchObject({
      title: 'WRITE',
      program: 'GlusterFS 1298437 v400',
      match: expect.stringMatching(/^answered by 113 after 17\d µs$/) as string,
      matchRow: 113,
    });
    const top = [...everyNode(tree)].filter((node) => tree.parent[node] === 0);
    expect(top.map((node) => texts.label[node])).toEqual([
      'record mark',
      'call header',
      'credential',
      'verifier',
      'arguments',
      'payload',
    ]);
    const payload = top.at(-1)!;
    expect([tree.start[payload], tree.stop[payload]]).toEqual([0x120, 302]);
    expect(tree.bytes.subarray(0x120)).toEqual(new TextEncoder().encode('hello gluster\n'));
    expect(tree.undecoded).toHaveLength(0);
  });

  test('each node is found again by its path', async () => {
    const session = await openCapture(fops);
    for (const row of [1, 23, 53, 112, 113]) {
      const { tree, texts } = await read(session, row);
      const paths = texts.path.slice(1);
      expect(new Set(paths).size, 'paths are unique').toBe(paths.length);
      for (let node = 1; node < tree.count; node++) {
        expect(await session.nodeByPath(row, texts.path[node]!), texts.path[node]).toBe(node);
      }
    }
    expect(await session.nodeByPath(112, 'args/nothing')).toBe(-1);
  });

  test('runs that are no records are rows with a sentence and a tree', async () => {
    const session = await openCapture('15-tls-first-520-frames.pcap');
    const kinds = Array.from({ length: session.index.rows }, (_, row) => session.index.columns.kind.get(row));
    const foreign = kinds.indexOf(RowKind.foreign);
    expect(foreign).toBeGreaterThanOrEqual(0);
    const rows = await session.rows(foreign, 1);
    expect(rows.info[0]).toMatch(/^TLS/);
    expect(rows.program[0]).toBe('');
    const tree = await session.record(foreign);
    expect(tree.undecoded.length).toBe(2);
    expect(tree.head.title).toBe('foreign bytes');
  });

  test('a reply whose call is not there is a guess, and says so', async () => {
    const session = await openCapture('13-mid-stream-start-busy-connections.pcap');
    const rows = await session.rows(0, session.index.rows);
    const alone = [...rows.kind].findIndex((kind, at) => kind === RowKind.reply && rows.match[at] === -1);
    expect(alone).toBeGreaterThanOrEqual(0);
    expect(rows.outcome[alone]).toBe(Outcome.guess);
    expect(rows.program[alone]).toBe('GlusterFS 400');
    const tree = await session.record(alone);
    expect(tree.undecoded).toHaveLength(0);
    expect([...tree.flags].some((flags) => (flags & NodeFlag.guess) !== 0)).toBe(true);
    expect(tree.notes[0]).toMatchObject({ severity: 'info', code: 'no-call' });
  });

  test('a closed session answers nothing more', async () => {
    const session = await openCapture('01-peer-probe-and-pool.pcap');
    session.close();
    await expect(session.record(0)).rejects.toThrow(/closed/);
  });
});

describe('a paste', () => {
  test('its records are linked to its lines and to each digit', async () => {
    const session = await openText(mail);
    const { info } = session;
    expect(info).toMatchObject({ kind: 'text', records: 13, rows: 13, startTime: null, complete: true });
    expect(info.text!.dumps).toHaveLength(13);
    expect(info.text!.dumps.map(({ layer }) => layer)).toEqual([
      ...new Array<string>(12).fill('record'),
      'body',
    ]);
    const tree = await session.record(1);
    for (let at = 0; at < tree.bytes.length; at++) {
      const place = tree.textPlaces[at]!;
      expect(parseInt(mail.slice(place, place + 2), 16)).toBe(tree.bytes[at]);
    }
    const lines = mail.split('\n');
    const [first] = info.text!.dumps[1]!.lines;
    expect(info.text!.rows[first - 1]).toBe(1);
    expect(info.text!.rows.length).toBeGreaterThanOrEqual(lines.length - 1);
    expect((await session.rows(0, 13)).source.slice(0, 2)).toEqual(['nodeA', 'nodeB']);
  });

  test('opens again from its dumps, as a link carries them', async () => {
    const session = await openText(mail);
    const again = await open({ kind: 'dumps', name: 'link', dumps: await session.dumps(), layers: {} });
    if (!again.ok) throw new Error(again.error.title);
    for (let row = 0; row < 13; row++) {
      const tree = await session.record(row);
      const other = await again.session.record(row);
      expect(other.bytes).toEqual(tree.bytes);
      expect(other.start).toEqual(tree.start);
      expect(other.textPlaces.length).toBe(0);
    }
  });

  test('a layer can be chosen', async () => {
    const bytes = Uint8Array.of(0, 0, 0, 7, 0, 0, 0, 9);
    const dumps: PastedDump[] = [{ bytes, src: null, dst: null, lines: [1, 1] }];
    const result = await open({ kind: 'dumps', name: 'link', dumps, layers: { 0: 'body' } });
    if (!result.ok) throw new Error(result.error.title);
    expect(result.session.info.text!.dumps[0]).toMatchObject({ layer: 'body', chosen: true });
    expect((await result.session.rows(0, 1)).kind[0]).toBe(RowKind.data);
  });

  test('two records in one dump are told apart line by line', async () => {
    const call =
      '80000028000000010000000000000002075bb86d0000000100000002000000000000000000000000 00000000'.replace(
        ' ',
        '',
      );
    const text = (call + call.replace('8000002800000001', '8000002800000002')).match(/.{32}|.+/g)!.join('\n');
    const session = await openText(text);
    expect(session.index.records).toBe(2);
    expect([...session.info.text!.rows]).toEqual([0, 0, 1, 1, 1, 1].slice(0, session.info.text!.rows.length));
  });

  test.each([
    ['', 'empty'],
    ['no digits here', 'not-hex'],
  ])('%j is refused: %s', async (text, code) => {
    expect(await open({ kind: 'text', name: 'paste', text, layers: {} })).toMatchObject({
      ok: false,
      error: { code },
    });
  });
});

describe('decode as', () => {
  async function words(...numbers: number[]): Promise<OpenedSession> {
    const bytes = new Uint8Array(numbers.length * 4);
    numbers.forEach((number, at) => new DataView(bytes.buffer).setUint32(at * 4, number));
    const dumps = [{ bytes, src: null, dst: null, lines: [1, 1] as const }];
    const result = await open({ kind: 'dumps', name: 'link', dumps, layers: { 0: 'body' } });
    if (!result.ok) throw new Error(result.error.title);
    return result.session;
  }

  test('bare bytes are words until somebody says what they are', async () => {
    const session = await words(0xffffffff, 2, 5);
    const before = await session.record(0);
    expect(before.undecoded).toEqual(Uint32Array.of(0, 12));
    const as = { kind: 'type', type: 'pmap_signin_rsp', offset: 0 } as const;
    const fields = await session.fields(0, {}, as);
    expect(fields[0]!.children!.map(({ label, display }) => [label, display])).toEqual([
      ['op_ret', '-1'],
      ['op_errno', 'ENOENT (2)'],
    ]);
    expect((await session.record(0, as)).undecoded).toEqual(Uint32Array.of(8, 12));
  });

  test('from an offset on, as what a procedure carries', async () => {
    const session = await words(0xabababab, 0, 0xcafe);
    const as = {
      kind: 'procedure',
      program: 123451501,
      version: 1,
      procedure: 1,
      reply: false,
      offset: 4,
    } as const;
    const tree = await session.record(0, as);
    expect(tree.undecoded).toEqual(Uint32Array.of(0, 4));
    const fields = await session.fields(0, {}, as);
    expect(fields.at(-1)!.children![0]).toMatchObject({ name: 'gluster.gfsid', value: '51966', offset: 4 });
  });

  test('everything that can be chosen can be decoded', async () => {
    const session = await words(0, 0, 0, 0);
    const decodables = session.decodables();
    expect(decodables.length).toBeGreaterThan(500);
    expect(new Set(decodables.map(({ label }) => label)).size).toBe(decodables.length);
    for (const { as } of decodables) {
      const tree = await session.record(0, as);
      const leaves = [...everyNode(tree)].filter((node) => tree.end[node] === node + 1);
      const covered = leaves.flatMap((node) => rangesOf(tree, node)).reduce((sum, [a, b]) => sum + b - a, 0);
      expect(covered).toBe(16);
    }
  });
});

test('progress is told, and the last word is complete', async () => {
  const told: SourceInfo[] = [];
  const session = await openCapture('01-peer-probe-and-pool.pcap', (info) => told.push(info));
  await session.done;
  expect(told.at(-1)).toMatchObject({ complete: true, records: 124 });
});

test('an opened index can be cancelled', async () => {
  const controller = new AbortController();
  controller.abort();
  const blob = new Blob([new Uint8Array(24)]);
  const result = await open({ kind: 'file', name: 'x', blob }, { signal: controller.signal });
  if (result.ok) {
    await result.session.done;
    expect(result.session.info.complete).toBe(false);
  }
});
