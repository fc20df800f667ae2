/** The built file, run as a person runs it. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FieldJson } from '../decoder/api.ts';
import type { RecordJson } from '../decoder/session/record-json.ts';

const root = new URL('../../', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'glusterscope-test-'));
const capture = join(folder, 'probe.pcap');
const mail = join(root, 'public/samples/notes-mail.txt');

beforeAll(async () => {
  await build({
    root,
    configFile: join(root, 'vite.cli.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: false },
  });
  const packed = readFileSync(join(root, 'test/captures/01-peer-probe-and-pool.pcap.gz'));
  writeFileSync(capture, gunzipSync(packed));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

function run(args: readonly string[], input?: Uint8Array | string): Promise<Ran> {
  return new Promise((resolve) => {
    const file = join(folder, 'glusterscope.js');
    const options = { maxBuffer: 1 << 28 };
    const child = execFile(process.execPath, [file, ...args], options, (error, out, err) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
    child.stdin?.end(input ?? '');
  });
}

const linesOf = (out: string): string[] => out.split('\n').filter((line) => line !== '');

async function records(...args: string[]): Promise<RecordJson[]> {
  const { out } = await run(['decode', '--json', ...args]);
  return linesOf(out).map((line) => JSON.parse(line) as RecordJson);
}

const KEYS = [
  'index',
  'frames',
  'lines',
  'file',
  'time',
  'src',
  'dst',
  'flow',
  'type',
  'xid',
  'program',
  'programName',
  'version',
  'procedure',
  'procedureName',
  'match',
  'latency',
  'length',
  'info',
  'fields',
  'undecoded',
  'missing',
  'notes',
];

function* all(fields: readonly FieldJson[]): Generator<FieldJson> {
  for (const field of fields) {
    yield field;
    if (field.children) yield* all(field.children);
  }
}

describe('decode --json', () => {
  test('prints one object a record, with all keys in their order', async () => {
    const found = await records(capture);
    expect(found).toHaveLength(124);
    for (const [index, record] of found.entries()) {
      expect(Object.keys(record)).toEqual(KEYS);
      expect(record.index).toBe(index);
    }
    expect(found[1]).toMatchObject({
      frames: [28],
      lines: null,
      file: 'probe.pcap',
      time: '1795367326245450000',
      src: '10.77.0.2:24007',
      dst: '10.77.0.1:49151',
      type: 'reply',
      xid: 2,
      program: 123451501,
      programName: 'GF-DUMP',
      version: 1,
      procedure: 1,
      procedureName: 'DUMP',
      match: 0,
      latency: 94000,
      length: 396,
      undecoded: [],
      missing: [],
      notes: [],
    });
    expect(found[0]).toMatchObject({ match: 1, latency: null, type: 'call' });
  });

  test('fields have the members of the contract, 64-bit integers as strings', async () => {
    const [call] = await records(capture);
    for (const field of all(call!.fields)) {
      expect(Object.keys(field).slice(0, 5)).toEqual(['name', 'label', 'doc', 'type', 'kind']);
      expect(field).toHaveProperty('value');
      expect(field).toHaveProperty('display');
    }
    const byName = (name: string): FieldJson => [...all(call!.fields)].find((field) => field.name === name)!;
    expect(byName('gluster.gfsid').value).toBe(String(0xcafe));
    expect(byName('rpc.xid')).toMatchObject({ offset: 4, length: 4, value: 2, kind: 'header' });
    expect(byName('rpc.auth.flavor')).toMatchObject({ value: 390039, display: 'AUTH_GLUSTERFS_v2 (390039)' });
  });

  test('--bytes adds the bytes as hex, at the end', async () => {
    const [call] = await records('--bytes', capture);
    const { bytes } = call as RecordJson & { bytes: string };
    expect(Object.keys(call!).at(-1)).toBe('bytes');
    expect(bytes).toMatch(/^80000048000000020000000000000002075bb86d/);
    expect(bytes).toHaveLength(2 * call!.length);
  });

  test('a mail gives its twelve records and the dictionary, and explains every byte', async () => {
    const found = await records(mail);
    expect(found.map(({ type }) => type)).toEqual([
      ...[
        'call',
        'reply',
        'call',
        'reply',
        'call',
        'call',
        'reply',
        'reply',
        'call',
        'reply',
        'call',
        'reply',
      ],
      'data',
    ]);
    expect(found.flatMap(({ undecoded }) => undecoded)).toEqual([]);
    expect(found.map(({ match }) => match)).toEqual([1, 0, 3, 2, 7, 6, 5, 4, 9, 8, 11, 10, null]);
    expect(found[0]).toMatchObject({
      frames: [],
      time: null,
      latency: null,
      src: 'nodeA',
      dst: 'nodeB',
      xid: 1,
    });
    expect(found[12]).toMatchObject({ xid: null, program: null, src: null, length: 300 });
    for (const { lines } of found) expect(lines![0]).toBeLessThan(lines![1]);
    const dictionary = found[12]!.fields[0]!;
    expect(dictionary.kind).toBe('dictionary');
    const pairs = dictionary.children!.filter(({ children }) => children);
    expect(pairs).toHaveLength(8);
    expect(pairs[0]).toMatchObject({ label: 'volfile-checksum', offset: 0, length: 19 });
    expect(dictionary.children!.at(-1)).toMatchObject({ kind: 'padding', length: 3 });
  });
});

describe('other ways to print', () => {
  test('one readable line a record', async () => {
    const { out, status } = await run(['decode', capture]);
    expect(status).toBe(0);
    expect(linesOf(out)).toHaveLength(124);
    expect(linesOf(out)[1]).toContain('← reply  10.77.0.2:24007 → 10.77.0.1:49151  xid 0x2  GF-DUMP 1  DUMP');
  });

  test('--fields, --hex', async () => {
    const { out } = await run(['decode', '--fields', '--hex', capture]);
    expect(out).toMatch(/^ {2}0044 {4}gfs_id +51966$/m);
    expect(out).toContain('  0000   80 00 00 48  00 00 00 02  00 00 00 00  00 00 00 02  ···H');
  });

  test('a password is masked in values and bytes; --secrets shows it', async () => {
    const file = join(root, 'e2e/volume-create.txt');
    const hex = '34656631';
    for (const flags of [['--json', '--bytes'], ['--fields'], ['--hex'], ['--bytes']]) {
      const masked = (await run(['decode', ...flags, file])).out;
      const shown = (await run(['decode', '--secrets', ...flags, file])).out;
      const tells = (text: string): boolean =>
        text.includes('4ef1-a026') || text.replace(/ /g, '').includes(hex);
      expect([tells(masked), tells(shown)], flags.join(' ')).toEqual([false, true]);
    }
    const [json] = await records('--bytes', file);
    const { masked } = json as unknown as { masked: [number, number][] };
    expect(masked.reduce((sum, [, length]) => sum + length, 0)).toBeGreaterThanOrEqual(36);
  });

  test('--release says what the peers are', async () => {
    expect((await run(['decode', '--release', '3.2', '--count', capture])).status).toBe(0);
    const wrong = await run(['decode', '--release', 'nine', capture]);
    expect(wrong.status).toBe(2);
  });

  test('--count says how many, --coverage how much is explained', async () => {
    expect((await run(['decode', '--count', capture])).out).toBe('124\n');
    const { out } = await run(['decode', '--coverage', capture]);
    expect(linesOf(out).at(-1)).toMatch(/^ +100\.00 % +0 +23428 +\d{4} +124\/124 {2}all$/);
  });

  test('summary', async () => {
    const { out } = await run(['summary', '--json', capture]);
    expect(JSON.parse(out)).toMatchObject({ frames: 242, records: 124, calls: 62, replies: 62 });
    expect((await run(['summary', capture])).out).toContain('62 calls, 62 replies');
  });
});

describe('what it reads, and how it ends', () => {
  test('standard input is spooled', async () => {
    const { out, status } = await run(['decode', '--count', '-'], readFileSync(capture));
    expect([out, status]).toEqual(['124\n', 0]);
  });

  test('a file cut inside a packet is read up to there, with status 1', async () => {
    const cut = readFileSync(capture).subarray(0, 30_000);
    const { out, err, status } = await run(['decode', '--count', '-'], cut);
    expect(Number(out)).toBeGreaterThan(50);
    expect(err).toContain('ends inside packet');
    expect(status).toBe(1);
  });

  test.each([
    ['nothing', '', /empty/],
    ['a page', '<!DOCTYPE html><html><body>Log in', /HTML page/],
    ['prose', 'There is nothing here but words.\n', /no hex dump/],
  ])('%s is refused with a sentence and status 2', async (_, input, message) => {
    const { err, out, status } = await run(['decode', '-'], input);
    expect([out, status]).toEqual(['', 2]);
    expect(err).toMatch(message);
  });

  test('wrong usage and files that are not there have status 2', async () => {
    expect((await run(['decode'])).status).toBe(2);
    const { err, status } = await run(['decode', join(folder, 'none')]);
    expect([err.includes('no such file'), status]).toEqual([true, 2]);
  });

  test('help and version', async () => {
    expect((await run(['--help'])).out).toContain('Exit status');
    expect((await run(['--version'])).out).toMatch(/^glusterscope \d/);
  });
});
