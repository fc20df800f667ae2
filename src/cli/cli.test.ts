/** The built file, run as a person runs it. */
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileOf, framesOf } from '../../test/support/pcap-frames.ts';
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
  mkdirSync(temporary);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

const program = join(folder, 'glusterscope.js');
/** Where it makes its temporary files. */
const temporary = join(folder, 'temporary');
const env = { ...process.env, TMPDIR: temporary };

function run(args: readonly string[], input?: Uint8Array | string): Promise<Ran> {
  return new Promise((resolve) => {
    const file = program;
    const options = { maxBuffer: 1 << 28, env };
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
    const words = (await run(['summary', capture])).out;
    expect(words).toContain('62 calls, 62 replies');
    expect(words).toMatch(/\n {7}1 no-stream\n {9}\d+ of 242 frames carry nothing of a stream: .*\.\n/);
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

describe('several files', () => {
  const apart = framesOf(
    new Uint8Array(gunzipSync(readFileSync(join(root, 'test/captures/01-peer-probe-and-pool.pcap.gz')))),
  );
  const half = apart.frames.length >> 1;
  const [first, second] = ['x.pcap0', 'x.pcap1'].map((name) => join(folder, name)) as [string, string];
  writeFileSync(first, fileOf(apart, apart.frames.slice(0, half)));
  writeFileSync(second, fileOf(apart, apart.frames.slice(half)));

  test('are one: each record says its file', async () => {
    const whole = await records(capture);
    const parts = await records(second, first);
    expect(parts.map((record) => ({ ...record, file: '' }))).toEqual(
      whole.map((record) => ({ ...record, file: '' })),
    );
    for (const { file, frames } of parts) expect(file).toBe(frames.at(-1)! <= half ? 'x.pcap0' : 'x.pcap1');
    expect(linesOf((await run(['decode', first, second])).out)[0]).toContain('x.pcap0');
  });

  test('of one name are told by their folders, and the summary names them', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    const named = join(other, 'x.pcap0');
    writeFileSync(named, readFileSync(second));
    const { out, status } = await run(['summary', '--json', first, named]);
    const summary = JSON.parse(out) as { file: string; files: { name: string; frames: number }[] };
    expect(status).toBe(0);
    expect(summary.file).toBe('2 files');
    expect(summary.files.map(({ name, frames }) => [name, frames])).toEqual([
      [first, half],
      [named, apart.frames.length - half],
    ]);
  });

  test('one that is not there, or is no capture, is told; the others are read, with status 1', async () => {
    for (const bad of [join(folder, 'nothing'), join(root, 'package.json')]) {
      const { out, err, status } = await run(['decode', '--count', capture, bad]);
      expect(out).toBe('124\n');
      expect(err).toContain(bad.split('/').at(-1));
      expect(status).toBe(bad.endsWith('nothing') ? 1 : 0);
    }
    expect((await run(['decode', join(folder, 'a'), join(folder, 'b')])).status).toBe(2);
  });
});

describe('packed files', () => {
  const captures = join(root, 'test/captures');
  const zst = join(captures, 'packed/01-several-frames.pcap.zst');
  const gz = join(captures, '01-peer-probe-and-pool.pcap.gz');

  test.each([zst, gz, join(captures, 'packed/01-peer-probe-and-pool.pcap.zst')])(
    'are read as what is in them, from a file and from standard input: %s',
    async (file) => {
      const plain = await run(['decode', '--bytes', capture]);
      const fromFile = await run(['decode', '--bytes', file]);
      const fromInput = await run(['decode', '--bytes', '-'], readFileSync(file));
      expect(fromFile).toEqual({ ...plain, status: 0 });
      expect(fromInput).toEqual({ ...plain, status: 0 });
      expect(readdirSync(temporary)).toEqual([]);
    },
  );

  test('a packed text is read as a text', async () => {
    const { out, status } = await run(['decode', '--count', '-'], gzipSync(readFileSync(mail)));
    expect([out, status]).toEqual(['13\n', 0]);
  });

  test('several members of gzip are one file', async () => {
    const plain = readFileSync(capture);
    const packed = Buffer.concat([gzipSync(plain.subarray(0, 9999)), gzipSync(plain.subarray(9999))]);
    expect((await run(['decode', '--count', '-'], packed)).out).toBe('124\n');
  });

  test.each([
    ['cut', readFileSync(zst).subarray(0, 8000), /error: The zstd file is cut short\. 8,000 bytes of 8,000/],
    ['cut', readFileSync(gz).subarray(0, 5000), /error: The gzip file is cut short/],
    ['wrong', wrongSum(readFileSync(gz)), /error: The gzip file is damaged: its checksum does not hold/],
  ])('%s ones are read as far as they go, with status 1', async (_, bytes, message) => {
    const { out, err, status } = await run(['decode', '--count', '-'], bytes);
    expect(Number(out)).toBeGreaterThan(50);
    expect(err).toMatch(message);
    expect(status).toBe(1);
    const { notes } = JSON.parse((await run(['summary', '--json', '-'], bytes)).out) as {
      notes: Record<string, number>;
    };
    expect(Object.keys(notes).some((code) => /^(cut|damaged)-(gzip|zstd)$/.test(code))).toBe(true);
  });

  test('other bytes behind the end are told, with status 0', async () => {
    for (const more of [new Uint8Array(600), Uint8Array.from({ length: 600 }, (_, i) => i | 1)]) {
      const { out, err, status } = await run(
        ['decode', '--count', '-'],
        Buffer.concat([readFileSync(gz), more]),
      );
      expect([out, status]).toEqual(['124\n', 0]);
      expect(err).toContain('warning: The gzip file has other bytes behind its end.');
    }
  });

  test.each([
    ['a page in gzip', gzipSync('<!DOCTYPE html><html><body>Log in'), /HTML page.*Inside the gzip file/],
    ['nothing in gzip', gzipSync(''), /empty.*Inside the gzip file/],
    [
      'the beginning of zstd',
      readFileSync(zst).subarray(0, 9),
      /This zstd file cannot be unpacked\. It is cut/,
    ],
    ['gzip in gzip', gzipSync(readFileSync(gz)), /Unpack it once/],
  ])('%s is refused with status 2', async (_, bytes, message) => {
    const { out, err, status } = await run(['decode', '-'], bytes);
    expect([out, status]).toEqual(['', 2]);
    expect(err).toMatch(message);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

function wrongSum(bytes: Buffer): Buffer {
  const out = Buffer.from(bytes);
  out[out.length - 7]! ^= 1;
  return out;
}

describe('nothing is left', () => {
  /** Runs it until something is printed or read, then does something to it. */
  async function interrupted(args: readonly string[], then: (child: ReturnType<typeof spawn>) => void) {
    const child = spawn(process.execPath, [program, ...args], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.on('error', () => undefined);
    const ended = new Promise<{ code: number | null; signal: string | null; err: string }>((resolve) => {
      let err = '';
      child.stderr.on('data', (part: Buffer) => (err += part.toString()));
      child.on('close', (code, signal) => resolve({ code, signal, err }));
    });
    then(child);
    return ended;
  }

  test('when whoever reads goes away', async () => {
    const large = join(root, 'test/captures/03-replica3-gfapi-all-fops-nanosecond.pcap.gz');
    const { code, err } = await interrupted(['decode', '--fields', large], (child) =>
      child.stdout!.once('data', () => child.stdout!.destroy()),
    );
    expect([code, err]).toEqual([0, '']);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('when it is interrupted while it spools', async () => {
    const { signal } = await interrupted(['decode', '-'], (child) => {
      child.stdin!.write(readFileSync(capture).subarray(0, 20_000));
      setTimeout(() => child.kill('SIGINT'), 600);
    });
    expect(signal).toBe('SIGINT');
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('a filter', () => {
  test('keeps what it says, and the numbers of the records stay', async () => {
    const { out, status } = await run([
      'decode',
      capture,
      '--json',
      '--filter',
      'gluster.dump && rpc.msgtyp == CALL',
    ]);
    const records = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as RecordJson);
    expect(status).toBe(0);
    expect(records.length).toBeGreaterThan(0);
    expect(new Set(records.map(({ type, program }) => `${type} ${program}`))).toEqual(
      new Set(['call 123451501']),
    );
    const counted = await run([
      'decode',
      capture,
      '--count',
      '--filter',
      'gluster.dump && rpc.msgtyp == CALL',
    ]);
    expect(Number(counted.out)).toBe(records.length);
  });

  test('that is none is told with its place, and nothing is read', async () => {
    const { out, err, status } = await run(['decode', capture, '--filter', 'rpc.xid ==']);
    expect([out, status]).toEqual(['', 2]);
    expect(err).toContain('rpc.xid ==\n            ^');
  });
});
