import { describe, expect, test } from 'vitest';
import { RowFlag, type RecordIndex } from '../rpc/record-index.ts';
import { indexOf } from '../../../test/support/index-of.ts';
import {
  call,
  concat,
  frame,
  noise,
  pcap,
  reply,
  SYN,
  words,
  type Captured,
  type Segment,
} from '../../../test/support/packets.ts';
import { byteFaults, pairFaults, tilingFaults } from '../../../test/support/streams.ts';
import { RowKind } from '../api.ts';
import { Addresses } from './stream-table.ts';
import { TcpStream } from './tcp-stream.ts';
import { farAhead, hasAll } from './unwrap.ts';

const GIB = 2 ** 30;

/** A stream of which `length` bytes were seen, and its peer's likewise. */
function streams(length: number, peerLength: number): TcpStream {
  const addresses = new Addresses();
  const s = new TcpStream(0, 0, 1, 2, 3, addresses);
  const peer = new TcpStream(1, 0, 2, 1, 4, addresses);
  s.peer = peer;
  peer.peer = s;
  s.started = peer.started = true;
  s.position = length;
  peer.position = peerLength;
  s.next = (1000 + length) | 0;
  peer.next = (5000 + peerLength) | 0;
  return s;
}

describe('a segment far from what comes next', () => {
  test('is behind a large loss when it acknowledges what is new', () => {
    const s = streams(10 * GIB, 50_000_000);
    const now = 5000 + 50_000_000;
    for (const lost of [1.5, 2, 2.5, 2.75]) expect(farAhead(s, (lost * GIB) | 0, now + 900)).toBe(lost * GIB);
    // A little is under way.
    expect(farAhead(s, (2.5 * GIB) | 0, now - 900)).toBe(2.5 * GIB);
  });

  test('repeats what was seen when it acknowledges what is old', () => {
    const s = streams(10 * GIB, 50_000_000);
    for (const back of [-0.5, -1.5, -2.5]) {
      const ahead = (back * GIB) | 0;
      expect(farAhead(s, ahead, 5000 + 40_000_000)).toBe(back * GIB);
    }
    // Nothing was seen there.
    expect(farAhead(streams(1 * GIB, 50_000_000), (-1.5 * GIB) | 0, 5000 + 40_000_000)).toBe(2.5 * GIB);
    expect(farAhead(s, (-1.5 * GIB) | 0, 5000 + 50_000_000 - 3 * GIB)).toBe(2.5 * GIB);
  });

  test('within a window behind repeats, unless it acknowledges much that was not seen', () => {
    const s = streams(10 * GIB, 50_000_000);
    const now = 5000 + 50_000_000;
    expect(farAhead(s, -0.5 * GIB, now)).toBe(-0.5 * GIB);
    expect(farAhead(s, -0.5 * GIB, now + 1_000_000)).toBe(3.5 * GIB);
    expect(farAhead(s, -0.5 * GIB, null)).toBe(-0.5 * GIB);
  });

  test('is ahead when nothing else tells', () => {
    expect(farAhead(streams(GIB, 0), (-1.5 * GIB) | 0, null)).toBe(2.5 * GIB);
  });

  test('is acknowledged by who is as far', () => {
    expect(hasAll(1000, 1000, 0)).toBe(true);
    expect(hasAll(999, 1000, 0)).toBe(false);
    expect(hasAll((1000 + 2.5 * GIB) | 0, 1000, 2.5 * GIB)).toBe(true);
    expect(hasAll((1000 + 3.5 * GIB) | 0, 1000, 3.5 * GIB)).toBe(true);
    expect(hasAll(900, 1000, 3.5 * GIB)).toBe(false);
    expect(hasAll(1000 + 500, 1000, 2.5 * GIB)).toBe(false);
    expect(hasAll(1000 - 0.9 * GIB, 1000, 2.5 * GIB)).toBe(false);
  });
});

const CLIENT = { source: '10.0.0.1', destination: '10.0.0.2', sourcePort: 1000, destinationPort: 24007 };
const SERVER = { source: '10.0.0.2', destination: '10.0.0.1', sourcePort: 24007, destinationPort: 1000 };
const client = (segment: Segment): Uint8Array => frame({ ...CLIENT, ...segment });
const server = (segment: Segment): Uint8Array => frame({ ...SERVER, ...segment });

async function of(frames: readonly (Uint8Array | Captured)[]): Promise<RecordIndex> {
  const index = await indexOf(pcap(frames));
  expect(tilingFaults(index)).toEqual([]);
  expect(pairFaults(index)).toEqual([]);
  for (let row = 0; row < index.rows; row++) expect(await byteFaults(index, row)).toEqual([]);
  return index;
}

/** `call 1 @0 +56` of one direction, in order of place. */
function rowsOf(index: RecordIndex, id: number): string[] {
  const { columns } = index;
  const found: [number, string][] = [];
  for (let row = 0; row < index.rows; row++) {
    if (columns.stream.get(row) !== id) continue;
    const kind = Object.entries(RowKind).find(([, value]) => value === columns.kind.get(row))![0];
    const at = columns.streamOffset.get(row);
    found.push([at, `${kind} ${columns.xid.get(row)} @${at} +${columns.length.get(row)}`]);
  }
  return found.sort(([a], [b]) => a - b).map(([, text]) => text);
}

const L = call(1).length;
const R = reply(1).length;

/** A connection that a capture leaves for `lost` bytes of calls and `replies` of replies, and then sees again. */
function left(lost: number, replies: number, count: number): Uint8Array[] {
  const frames = [
    client({ sequence: 99, flags: SYN }),
    server({ sequence: 499, flags: SYN, acknowledge: 100 }),
    client({ sequence: 100, payload: call(1), acknowledge: 500 }),
    server({ sequence: 500, payload: reply(1), acknowledge: 100 + L }),
  ];
  for (let i = 0; i < count; i++) {
    const called = 100 + L + lost + i * L;
    const answered = 500 + R + replies + i * R;
    frames.push(
      client({ sequence: called % 2 ** 32, payload: call(i + 2), acknowledge: answered }),
      server({ sequence: answered, payload: reply(i + 2), acknowledge: (called + L) % 2 ** 32 }),
    );
  }
  return frames;
}

describe('a stream of which gigabytes were lost', () => {
  test.each([
    [0.5 * GIB, 300_000],
    [1.5 * GIB, 300_000],
    [2.5 * GIB, 300_000],
    [2.5 * GIB, 0],
    [3.5 * GIB, 300_000],
  ])('goes on behind the gap (%d bytes, of replies %d)', async (lost, replies) => {
    const index = await of(left(lost, replies, 600));
    expect(index.records).toBe(2 * 601);
    const found = rowsOf(index, 0);
    expect(found[0]).toBe(`call 1 @0 +${L}`);
    expect(found.slice(-600)).toEqual(
      Array.from({ length: 600 }, (_, i) => `call ${i + 2} @${L + lost + i * L} +${L}`),
    );
    expect(found.slice(1, -600).every((text) => text.startsWith('gap'))).toBe(true);
    let firstBehind = -1;
    for (let row = 0; row < index.rows; row++) {
      if (index.columns.kind.get(row) !== RowKind.call) continue;
      expect(index.columns.match.get(row)).toBeGreaterThanOrEqual(0);
      if (index.columns.xid.get(row) === 2) firstBehind = row;
    }
    // It is not held back to the end of the capture.
    expect(firstBehind).toBeLessThan(index.rows / 2);
    const gap = index.notes.find(({ message }) => message.includes('10.0.0.1:1000 →'))!;
    expect(gap.code).toBe('gap');
    expect(gap.message.startsWith(lost >= 2 * GIB ? 'At least ' : lost.toLocaleString('en'))).toBe(true);
    expect(index.streams[0]!.counts['bytes lost']).toBe(lost);
    expect(index.streams[0]!.counts.retransmissions).toBeUndefined();
  });

  test('goes on where only one direction was captured', async () => {
    const frames = left(2.5 * GIB, 0, 50).filter((_, i) => i % 2 === 0);
    const index = await of(frames);
    expect(index.records).toBe(51);
  });

  test('a single segment from nowhere stops nothing', async () => {
    const index = await of([
      client({ sequence: 99, flags: SYN }),
      client({ sequence: 100, payload: call(1) }),
      client({ sequence: 2 ** 31 + 5000, payload: noise(300) }),
      client({ sequence: 100 + L, payload: call(2) }),
      client({ sequence: 100 + 2 * L, payload: call(3) }),
    ]);
    expect(index.records).toBe(3);
    expect(rowsOf(index, 0).slice(0, 3)).toEqual([
      `call 1 @0 +${L}`,
      `call 2 @${L} +${L}`,
      `call 3 @${2 * L} +${L}`,
    ]);
  });

  test('inside a record leaves it unfinished', async () => {
    const frames = left(2.5 * GIB, 300_000, 600);
    frames.splice(
      4,
      0,
      client({ sequence: 100 + L, payload: call(2).subarray(0, 44), acknowledge: 500 + R }),
    );
    const index = await of(frames);
    expect(index.records).toBe(2 * 601 + 1);
    const cut = Array.from({ length: index.rows }, (_, row) => row).filter(
      (row) => index.columns.flags.get(row) === (RowFlag.unfinished | RowFlag.holes),
    );
    expect(cut.map((row) => index.columns.xid.get(row))).toEqual([2]);
  });

  test('that is no RPC is one run after the other, of lengths that a row can hold', async () => {
    const tls = concat(Uint8Array.of(22, 3, 1, 0, 100), noise(100));
    const index = await of([
      client({ sequence: 99, flags: SYN }),
      client({ sequence: 100, payload: tls }),
      client({ sequence: (100 + 105 + 2.5 * GIB) % 2 ** 32, payload: words(1, 2, 3) }),
    ]);
    expect(index.records).toBe(0);
    expect(index.streams[0]!.length).toBe(105 + 2.5 * GIB + 12);
    for (const text of rowsOf(index, 0)) expect(text).toMatch(/^foreign/);
  });
});
