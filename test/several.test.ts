/** Several captures as one timeline. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexCaptures } from '../src/decoder/rpc/captures-index.ts';
import type { RecordIndex } from '../src/decoder/rpc/record-index.ts';
import { memorySource } from '../src/decoder/source/bytes.ts';
import { capture, captureNames } from './support/captures.ts';
import { indexOf } from './support/index-of.ts';
import { fileOf, framesOf, type PcapFrames } from './support/pcap-frames.ts';
import { call, frame, pcap, reply, SYN, type Captured } from './support/packets.ts';
import { byteFaults, pairFaults, tilingFaults } from './support/streams.ts';

type Files = Readonly<Record<string, Uint8Array>>;

async function together(files: Files): Promise<RecordIndex> {
  const sources = Object.entries(files).map(([name, bytes]) => ({ name, source: memorySource(bytes) }));
  const result = await indexCaptures(sources);
  if (!result.ok) throw new Error(`${result.error.title} ${result.error.detail}`);
  await result.done;
  return result.index;
}

const COLUMNS = [
  'kind',
  'flags',
  'streamOffset',
  'length',
  'first',
  'last',
  'xid',
  'program',
  'version',
  'procedure',
  'match',
] as const;

/** All that the index tells of its rows. Stream numbers may differ: their ends are told instead. */
function rowsOf(index: RecordIndex): string[] {
  return Array.from({ length: index.rows }, (_, row) => {
    const stream = index.streams[index.columns.stream.get(row)]!;
    const time = index.columns.time.get(row);
    const at = Number.isNaN(time) ? 'unknown' : String(index.baseTime! + BigInt(time));
    const numbers = COLUMNS.map((name) => `${name} ${index.columns[name].get(row)}`);
    return [at, stream.source, stream.destination, stream.foreign, ...numbers].join(' ');
  });
}

/** The same rows in an order of their own, without the numbers that depend on the order of frames. */
const withoutFrames = (rows: readonly string[]): string[] =>
  rows.map((row) => row.replace(/ (first|last|match) -?\d+/g, '')).sort();

/** The frames of each connection, by its end points in either order; what has none is a connection too. */
function byConnection({ frames }: PcapFrames): Map<string, Uint8Array[]> {
  const connections = new Map<string, Uint8Array[]>();
  for (const bytes of frames) {
    const isTcp = bytes.length >= 54 && bytes[28] === 8 && bytes[30]! >>> 4 === 4 && bytes[39] === 6;
    const ports = 30 + (bytes[30]! & 15) * 4;
    const ends = isTcp
      ? [
          [...bytes.subarray(42, 46), ...bytes.subarray(ports, ports + 2)].join('.'),
          [...bytes.subarray(46, 50), ...bytes.subarray(ports + 2, ports + 4)].join('.'),
        ]
      : [];
    const key = ends.sort().join(' ');
    const list = connections.get(key);
    if (list) list.push(bytes);
    else connections.set(key, [bytes]);
  }
  return connections;
}

const isSorted = (times: readonly bigint[]): boolean =>
  times.every((time, i) => i === 0 || times[i - 1]! <= time);

/** Captures that can be taken apart, in order of time. */
const whole = captureNames
  .filter((name) => name.endsWith('.pcap'))
  .map((name) => ({ name, bytes: capture(name) }))
  .filter(({ bytes }) => [0xa1b2c3d4, 0xa1b23c4d].includes(new DataView(bytes.buffer).getUint32(0, true)))
  .map(({ name, bytes }) => ({ name, bytes, apart: framesOf(bytes) }))
  .filter(({ bytes, apart }) => bytes.length < 3_000_000 && isSorted(apart.times));

test('there are captures to take apart', () => expect(whole.length).toBeGreaterThan(10));

describe('rotated files', () => {
  test('cut anywhere, and handed in in any order, they give the rows of the whole', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        async (which, shares, backwards) => {
          const { bytes, apart } = whole[which]!;
          const cuts = shares.map((share) => Math.floor(share * apart.frames.length)).sort((a, b) => a - b);
          const parts = [0, ...cuts].map((cut, i) => apart.frames.slice(cut, cuts[i] ?? apart.frames.length));
          const files = parts.map((frames, i) => [`x.pcap${i}`, fileOf(apart, frames)] as const);
          if (backwards) files.reverse();
          const index = await together(Object.fromEntries(files));
          expect(rowsOf(index)).toEqual(rowsOf(await indexOf(bytes)));
          expect(index.files.map((file) => file.frames).reduce((a, b) => a + b)).toBe(apart.frames.length);
          for (let row = 0; row < index.rows; row += 97) expect(await byteFaults(index, row)).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  test('a border that is not in order: what is a little late in one file is put in its place', async () => {
    const { bytes, apart } = whole.find(({ name }) => name.startsWith('01-'))!;
    const expected = rowsOf(await indexOf(bytes));
    const { times } = apart;
    const places = times.flatMap((time, n) =>
      n > 30 && (times[n + 1] ?? 0n) - time < 5_000_000n && n + 2 < times.length ? [n] : [],
    );
    for (const n of places.filter((_, i) => i % 20 === 0)) {
      // Frame n + 1 comes last in the first file, frames n and n + 2 follow in the second.
      const first = [...apart.frames.slice(0, n), apart.frames[n + 1]!];
      const second = [apart.frames[n]!, ...apart.frames.slice(n + 2)];
      const index = await together({ 'x.pcap': fileOf(apart, first), 'x.pcap1': fileOf(apart, second) });
      expect(rowsOf(index)).toEqual(expected);
    }
  });

  test('each row says which file completes it', async () => {
    const { apart } = whole[0]!;
    const half = apart.frames.length >> 1;
    const index = await together({
      b: fileOf(apart, apart.frames.slice(half)),
      a: fileOf(apart, apart.frames.slice(0, half)),
    });
    expect(index.files.map(({ name, frames }) => [name, frames])).toEqual([
      ['a', half],
      ['b', apart.frames.length - half],
    ]);
    for (let row = 0; row < index.rows; row++)
      expect(index.fileOf(row)).toBe(index.columns.last.get(row) <= half ? 0 : 1);
  });
});

describe('files of several nodes', () => {
  test('connections dealt out to files give the rows of the whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 2, max: 5 }), async (which, nodes) => {
        const { bytes, apart } = whole[which]!;
        // Frames of one time may be of several connections; their order between files is not known.
        const isStrict = new Set(apart.times).size === apart.times.length;
        const files: Record<string, Uint8Array[]> = {};
        let node = 0;
        for (const frames of byConnection(apart).values())
          (files[`node${node++ % nodes}.pcap`] ??= []).push(...frames);
        const order = new Map(apart.frames.map((one, i) => [one, i]));
        const made = Object.entries(files).map(
          ([name, frames]) =>
            [
              name,
              fileOf(
                apart,
                frames.sort((a, b) => order.get(a)! - order.get(b)!),
              ),
            ] as const,
        );
        const index = await together(Object.fromEntries(made));
        const [ours, theirs] = [rowsOf(index), rowsOf(await indexOf(bytes))];
        if (isStrict) expect(ours).toEqual(theirs);
        else expect(withoutFrames(ours)).toEqual(withoutFrames(theirs));
        expect(tilingFaults(index)).toEqual([]);
        expect(pairFaults(index)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  test('what both saw is shown as both saw it', async () => {
    const { bytes } = whole[0]!;
    const later = bytes.slice();
    const view = new DataView(later.buffer);
    for (let at = 24; at < later.length; at += 16 + view.getUint32(at + 8, true))
      view.setUint32(at + 4, view.getUint32(at + 4, true) + 1, true);
    const one = await indexOf(bytes);
    const both = await together({ 'node1.pcap': bytes, 'node2.pcap': later });
    expect(both.records).toBe(2 * one.records);
    for (const file of [0, 1]) {
      const own = rowsOf(both).filter((_, row) => both.fileOf(row) === file);
      expect(own.length).toBe(one.rows);
    }
    expect(tilingFaults(both)).toEqual([]);
    expect(pairFaults(both)).toEqual([]);
  });
});

test('damaged files: nothing throws, runs still tile', async () => {
  const small = whole.filter(({ bytes }) => bytes.length < 200_000);
  const change = fc.record({
    what: fc.constantFrom('set', 'cut', 'zero', 'ones'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(64),
    value: fc.nat(255),
  });
  const file = fc.tuple(
    fc.nat(small.length - 1),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.array(change, { maxLength: 6 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), async (files) => {
      const made = files.map(([which, share, changes], i) => {
        const original = small[which]!.bytes;
        let bytes = Array.from(
          original.subarray(0, 24 + Math.floor(share * Math.min(60_000, original.length))),
        );
        for (const { what, at, length, value } of changes) {
          const place = Math.floor(at * bytes.length);
          if (what === 'set') bytes[place] = value;
          else if (what === 'cut') bytes.splice(place, length);
          else bytes = bytes.fill(what === 'zero' ? 0 : 255, place, place + length);
        }
        return { name: `x${i}`, source: memorySource(Uint8Array.from(bytes)) };
      });
      const result = await indexCaptures(made);
      if (!result.ok) return;
      await result.done;
      const { index } = result;
      expect(index.complete).toBe(true);
      expect(tilingFaults(index)).toEqual([]);
      expect(pairFaults(index)).toEqual([]);
      for (let row = 0; row < index.rows; row += 13) {
        expect(await byteFaults(index, row)).toEqual([]);
        expect(index.files[index.fileOf(row)]).toBeDefined();
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);

describe('kinds of files', () => {
  const at = (fraction: number, bytes: Uint8Array): Captured => ({ bytes, fraction });
  const message = call(7, 12);

  test('a record that a rotation cuts is put together; clocks, byte orders and link types differ', async () => {
    const first = frame({ sequence: 1, payload: message.subarray(0, 20) });
    const second = frame({ sequence: 21, payload: message.subarray(20) });
    const back = frame({
      source: '10.0.0.2',
      destination: '10.0.0.1',
      sourcePort: 24007,
      destinationPort: 1000,
      payload: reply(7),
    }).subarray(14);
    const index = await together({
      'x_1.pcap': pcap([at(50, frame({ flags: SYN })), at(100, first)]),
      'x_2.pcap': pcap([at(200_000, second)], { nanoseconds: true, bigEndian: true }),
      'x_3.pcap': pcap([at(300, back)], { link: 101 }),
    });
    expect(index.rows).toBe(2);
    const { columns } = index;
    expect([columns.first.get(0), columns.last.get(0), columns.match.get(0)]).toEqual([2, 3, 1]);
    expect([columns.time.get(0), columns.time.get(1)]).toEqual([150_000, 250_000]);
    expect(index.baseTime).toBe(1_700_000_000_000_050_000n);
    expect(index.timeDigits).toBe(9);
    expect([index.fileOf(0), index.fileOf(1)]).toEqual([1, 2]);
    const { bytes, frames } = await index.read(0);
    expect(bytes).toEqual(message);
    expect(frames).toEqual([2, 3]);
  });

  test('a cut file says so by its name, what is none is left out, the others open', async () => {
    const good = pcap([at(1, frame({ payload: message }))]);
    const index = await together({
      'a.pcap': good,
      'b.pcap': pcap([at(2, frame({ sourcePort: 5, payload: message }))]).subarray(0, 60),
      'c.txt': new TextEncoder().encode('This is no capture.'),
      'd.pcap': new Uint8Array(0),
    });
    expect(index.records).toBe(1);
    expect(index.files.map(({ name }) => name)).toEqual(['b.pcap', 'a.pcap']);
    const notes = index.notes.map(({ code, message: text }) => `${code} ${text}`);
    expect(notes.find((note) => note.startsWith('cut-packet'))).toContain('b.pcap: The file ends inside');
    expect(notes.filter((note) => note.startsWith('left-out'))).toEqual([
      expect.stringContaining('c.txt is left out.'),
      expect.stringContaining('d.pcap is left out. The file is empty.'),
    ]);
  });

  test('none that can be read', async () => {
    const result = await indexCaptures([
      { name: 'a', source: memorySource(new Uint8Array(0)) },
      { name: 'b', source: memorySource(new Uint8Array(0)) },
    ]);
    expect(result).toMatchObject({ ok: false, error: { title: 'None of the 2 files can be read.' } });
  });

  test('a file that cannot be read on ends there, and the others go on', async () => {
    const bytes = pcap(
      Array.from({ length: 9000 }, (_, i) =>
        at(2 * i, frame({ sequence: 1 + i * message.length, payload: message })),
      ),
    );
    const broken = {
      size: bytes.length,
      read: (offset: number, length: number) =>
        offset > 200_000
          ? Promise.reject(new Error('gone'))
          : Promise.resolve(bytes.subarray(offset, offset + length)),
    };
    const result = await indexCaptures([
      { name: 'a', source: broken },
      { name: 'b', source: memorySource(bytes) },
    ]);
    if (!result.ok) throw new Error(result.error.title);
    await result.done;
    const { index } = result;
    expect(index.complete).toBe(true);
    expect(index.files[1]!.frames).toBe(9000);
    expect(index.files[0]!.frames).toBeGreaterThan(1000);
    expect(index.notes.filter(({ code }) => code === 'unreadable').map((note) => note.message)).toEqual([
      expect.stringContaining('a: The file cannot be read.'),
    ]);
  });

  test('cancelled: nothing goes on', async () => {
    const controller = new AbortController();
    const { bytes } = whole.find(({ bytes: all }) => all.length > 500_000)!;
    let asked = 0;
    const source = {
      size: bytes.length,
      read: (offset: number, length: number) => {
        asked++;
        return Promise.resolve(bytes.subarray(offset, offset + length));
      },
    };
    const result = await indexCaptures(
      [
        { name: 'a', source },
        { name: 'b', source: memorySource(bytes) },
      ],
      { signal: controller.signal, yieldEvery: 0, onProgress: () => controller.abort() },
    );
    if (!result.ok) return;
    await result.done;
    expect(result.index.complete).toBe(false);
    const before = asked;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toBe(before);
  });
});

function mergecapVersion(): string | null {
  try {
    return execFileSync('mergecap', ['--version'], { encoding: 'utf8' }).split('\n')[0] ?? null;
  } catch {
    return null;
  }
}

const version = mergecapVersion();
if (version === null) console.log('several: mergecap is not installed, so nothing is compared with it.');

describe.skipIf(version === null)('order as mergecap has it', () => {
  test('frames that two files interleave have the same numbers', async () => {
    const work = mkdtempSync(join(tmpdir(), 'several-'));
    try {
      const named = new Map(whole.map((one) => [one.name.slice(0, 2), one]));
      for (const { name, apart } of [...named.values()].slice(0, 6)) {
        // Every third frame in a file of its own, and some files begin late.
        const parts = [0, 1, 2].map((rest) =>
          apart.frames.filter((_, i) => i % 3 === rest && i >= rest * 20),
        );
        const files = Object.fromEntries(parts.map((frames, i) => [`part${i}.pcap`, fileOf(apart, frames)]));
        const index = await together(files);
        // Of frames of one time mergecap takes the last file's first, and this the first one's.
        const order = index.files.map((file) => file.name).reverse();
        for (const [file, bytes] of Object.entries(files)) writeFileSync(join(work, file), bytes);
        const merged = join(work, 'merged.pcap');
        execFileSync('mergecap', ['-F', 'nsecpcap', '-w', merged, ...order.map((file) => join(work, file))]);
        const theirs = framesOf(new Uint8Array(readFileSync(merged)));
        expect(index.frames, name).toBe(theirs.frames.length);
        for (let row = 0; row < index.rows; row++) {
          const time = index.baseTime! + BigInt(index.columns.time.get(row));
          expect(theirs.times[index.columns.last.get(row) - 1], `${name} row ${row}`).toBe(time);
        }
        for (let row = 0; row < index.rows; row += 13) {
          const { bytes, frames } = await index.read(row);
          if (bytes.length === 0 || index.columns.first.get(row) !== index.columns.last.get(row)) continue;
          const [only] = frames;
          const data = theirs.frames[only! - 1]!;
          expect(Buffer.from(data).includes(Buffer.from(bytes)), `${name} row ${row}`).toBe(true);
        }
      }
    } finally {
      rmSync(work, { recursive: true });
    }
  }, 60_000);
});
