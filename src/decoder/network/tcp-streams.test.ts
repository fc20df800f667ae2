/** The rules of streams one by one; impaired.test.ts of rpc/ has them all at once. */
import { describe, expect, test } from 'vitest';
import { RowKind } from '../api.ts';
import { RowFlag, type RecordIndex } from '../rpc/record-index.ts';
import { indexOf } from '../../../test/support/index-of.ts';
import {
  call,
  concat,
  frame,
  noise,
  pcap,
  reply,
  RST,
  SYN,
  type Captured,
  type Segment,
} from '../../../test/support/packets.ts';
import { byteFaults, pairFaults, tilingFaults } from '../../../test/support/streams.ts';

const CLIENT = { source: '10.0.0.1', destination: '10.0.0.2', sourcePort: 1000, destinationPort: 24007 };
const SERVER = { source: '10.0.0.2', destination: '10.0.0.1', sourcePort: 24007, destinationPort: 1000 };
const client = (segment: Segment): Uint8Array => frame({ ...CLIENT, ...segment });
const server = (segment: Segment): Uint8Array => frame({ ...SERVER, ...segment });

async function of(...frames: (Uint8Array | Captured)[]): Promise<RecordIndex> {
  const index = await indexOf(pcap(frames));
  expect(tilingFaults(index)).toEqual([]);
  expect(pairFaults(index)).toEqual([]);
  for (let row = 0; row < index.rows; row++) expect(await byteFaults(index, row)).toEqual([]);
  return index;
}

/** `call 1 @0 +56`: kind, XID, place and length of each row. */
function rowsOf(index: RecordIndex): string[] {
  const { columns } = index;
  return Array.from({ length: index.rows }, (_, row) => {
    const kind = Object.entries(RowKind).find(([, value]) => value === columns.kind.get(row))![0];
    return `${kind} ${columns.xid.get(row)} @${columns.streamOffset.get(row)} +${columns.length.get(row)}`;
  });
}

const one = call(1);
const two = call(2);
const L = one.length;
const syn = client({ sequence: 99, flags: SYN });

describe('repetitions', () => {
  test('are dropped and counted', async () => {
    const index = await of(
      syn,
      syn,
      client({ sequence: 100, payload: one }),
      client({ sequence: 100, payload: one }),
      client({ sequence: 100 + L, payload: two }),
    );
    expect(rowsOf(index)).toEqual([`call 1 @0 +${L}`, `call 2 @${L} +${L}`]);
    expect(index.streams[0]!.counts).toEqual({ 'SYN retransmitted': 1, retransmissions: 1 });
    expect(index.notes).toEqual([]);
  });

  test('that differ are told, and what was seen first is kept', async () => {
    const other = one.slice();
    other[20]! ^= 1;
    const index = await of(
      syn,
      client({ sequence: 100, payload: one.subarray(0, 30) }),
      client({ sequence: 100, payload: concat(other, two) }),
    );
    expect((await index.read(0)).bytes).toEqual(one);
    expect(index.records).toBe(2);
    expect(index.notes[0]).toMatchObject({ code: 'overlap-differs', severity: 'warning' });
    expect(index.notes[0]!.message).toMatch(/^Frame 3 repeats 30 bytes of frame 2/);
  });

  test('of thousands of segments are compared, and the one that differs is told', async () => {
    const count = 6000;
    const sent = Array.from({ length: count }, (_, i) =>
      client({ sequence: 100 + i * L, payload: call(i, i % 40) }),
    );
    const again = sent.slice();
    again[4321] = client({ sequence: 100 + 4321 * L, payload: call(77, 4321 % 40) });
    const index = await indexOf(pcap([syn, ...sent, ...again]));
    expect(index.records).toBe(count);
    expect(index.streams[0]!.counts).toEqual({ retransmissions: count, 'repetitions that differ': 1 });
    expect(index.notes.map(({ code }) => code)).toEqual(['overlap-differs', 'overlaps-not-compared']);
    expect(index.notes[0]!.message).toMatch(/^Frame 10,323 repeats 56 bytes of frame 4,323 /);
  });

  test('of several segments in one, or of one in several, are compared', async () => {
    const three = concat(one, two, call(3));
    const index = await of(
      syn,
      client({ sequence: 100, payload: one }),
      client({ sequence: 100 + L, payload: two }),
      client({ sequence: 100 + 2 * L, payload: call(3) }),
      client({ sequence: 100, payload: three }),
      client({ sequence: 100 + L + 10, payload: Uint8Array.of(1) }),
      client({ sequence: 100 + L - 10, payload: noise(20) }),
    );
    expect(index.records).toBe(3);
    expect(index.notes.map(({ message }) => message.slice(0, 38))).toEqual([
      'Frame 6 repeats 1 byte of frame 5 (10.',
      'Frame 7 repeats 20 bytes of frame 5 (1',
    ]);
  });

  test('a keep-alive is no byte of the stream', async () => {
    const index = await of(
      syn,
      client({ sequence: 100, payload: one }),
      client({ sequence: 99 + L, payload: Uint8Array.of(0) }),
      client({ sequence: 99 + L }),
      client({ sequence: 100 + L, payload: two }),
    );
    expect(rowsOf(index)).toHaveLength(2);
    expect(index.streams[0]!.counts).toEqual({ 'keep-alives': 1 });
    expect(index.notes).toEqual([]);
  });

  test('a keep-alive behind a hole, or first of all, shifts nothing', async () => {
    const behind = await of(
      syn,
      client({ sequence: 100, payload: one }),
      client({ sequence: 100 + 2 * L, payload: call(3) }),
      client({ sequence: 99 + L, payload: Uint8Array.of(0) }),
      client({ sequence: 100 + L, payload: two }),
    );
    expect(rowsOf(behind)).toEqual([`call 1 @0 +${L}`, `call 2 @${L} +${L}`, `call 3 @${2 * L} +${L}`]);
    const first = await of(
      client({ sequence: 99, payload: Uint8Array.of(0) }),
      client({ sequence: 100, payload: one }),
      client({ sequence: 100 + L, payload: two }),
    );
    expect(rowsOf(first)).toEqual(['lostHead 0 @0 +1', `call 1 @1 +${L}`, `call 2 @${1 + L} +${L}`]);
  });

  test('a probe of a closed window inside a record is one of its bytes', async () => {
    const index = await of(
      syn,
      client({ sequence: 100, payload: one.subarray(0, 30) }),
      client({ sequence: 130, payload: one.subarray(30, 31) }),
      client({ sequence: 130, payload: one.subarray(30, 31) }),
      client({ sequence: 130, payload: concat(one.subarray(30), two) }),
    );
    expect(rowsOf(index)).toEqual([`call 1 @0 +${L}`, `call 2 @${L} +${L}`]);
    expect((await index.read(0)).bytes).toEqual(one);
    expect(index.notes).toEqual([]);
  });

  test('a zero-window probe is its first byte', async () => {
    const index = await of(
      syn,
      client({ sequence: 100, payload: one.subarray(0, 1) }),
      client({ sequence: 100, payload: one }),
    );
    expect((await index.read(0)).bytes).toEqual(one);
  });
});

describe('sequence numbers', () => {
  test('wrap', async () => {
    const index = await of(
      client({ sequence: 0xffffffff, flags: SYN }),
      client({ sequence: 0, payload: one }),
    );
    expect(index.records).toBe(1);
    const across = await of(
      client({ sequence: 0xfffffff0, flags: SYN }),
      client({ sequence: 0xfffffff1, payload: one }),
      client({ sequence: 0xfffffff1 + L, payload: two }),
    );
    expect(rowsOf(across)).toEqual([`call 1 @0 +${L}`, `call 2 @${L} +${L}`]);
  });

  test('data in a SYN is the beginning of the stream', async () => {
    const index = await of(
      client({ sequence: 99, flags: SYN, payload: one }),
      client({ sequence: 100 + L, payload: two }),
    );
    expect(index.records).toBe(2);
  });

  test('data in a SYN that was not taken is sent again, and is there once', async () => {
    const index = await of(
      client({ sequence: 99, flags: SYN, payload: one.subarray(0, 20) }),
      server({ sequence: 499, flags: SYN, acknowledge: 100, payload: reply(9) }),
      client({ sequence: 100, payload: one, acknowledge: 500 }),
    );
    expect(rowsOf(index)).toEqual([`reply 9 @0 +${reply(9).length}`, `call 1 @0 +${L}`]);
    expect(index.streams[0]!.counts).toEqual({ overlaps: 1 });
    expect(index.notes).toEqual([]);
  });

  test('of what is out of order, repeated and lost wrap as well', async () => {
    const begin = 0xffffffff - L;
    const at = (n: number): number => (begin + 1 + n * L) % 2 ** 32;
    const index = await of(
      client({ sequence: begin, flags: SYN }),
      client({ sequence: at(2), payload: call(3) }),
      client({ sequence: at(0), payload: one }),
      client({ sequence: at(0), payload: concat(one, two) }),
      client({ sequence: at(4), payload: call(5) }),
    );
    expect(rowsOf(index)).toEqual([
      `call 1 @0 +${L}`,
      `call 2 @${L} +${L}`,
      `call 3 @${2 * L} +${L}`,
      `gap 0 @${3 * L} +${L}`,
      `call 5 @${4 * L} +${L}`,
    ]);
  });

  test('a SYN that comes after its data belongs to it', async () => {
    const index = await of(
      client({ sequence: 100, payload: one }),
      syn,
      client({ sequence: 100 + L, payload: two }),
    );
    expect(index.records).toBe(2);
    expect(index.streams).toHaveLength(2);
  });
});

describe('a new connection on the same ports', () => {
  test('has streams of its own, and its XIDs are its own', async () => {
    const index = await of(
      syn,
      server({ sequence: 499, flags: SYN, acknowledge: 100 }),
      client({ sequence: 100, payload: one }),
      client({ sequence: 7000, flags: SYN }),
      server({ sequence: 900, flags: SYN, acknowledge: 7001 }),
      client({ sequence: 7001, payload: two }),
      server({ sequence: 901, payload: concat(reply(1), reply(2)) }),
    );
    expect(index.streams).toHaveLength(4);
    expect(index.columns.match.get(0)).toBe(-1);
    expect(index.columns.match.get(1)).toBe(3);
  });

  test('ends what was under way', async () => {
    const index = await of(
      syn,
      client({ sequence: 100, payload: one.subarray(0, 40) }),
      client({ sequence: 140, flags: RST }),
      client({ sequence: 5000, flags: SYN }),
      client({ sequence: 5001, payload: two }),
    );
    expect(index.columns.flags.get(0)).toBe(RowFlag.unfinished);
    expect(rowsOf(index)).toEqual([`call 1 @0 +${L}`, `call 2 @0 +${L}`]);
    expect(index.streams[0]!.counts).toEqual({ resets: 1 });
  });
});

describe('a reset', () => {
  test('inside a record leaves it unfinished, and what was sent before it still counts', async () => {
    const index = await of(
      syn,
      client({ sequence: 100, payload: concat(one, two.subarray(0, 40)) }),
      server({ sequence: 500, flags: RST, acknowledge: 100 + L }),
      client({ sequence: 140 + L, flags: RST }),
    );
    expect(rowsOf(index)).toEqual([`call 1 @0 +${L}`, `call 2 @${L} +${L}`]);
    expect(index.columns.flags.get(0)).toBe(0);
    expect(index.columns.flags.get(1)).toBe(RowFlag.unfinished);
    expect((await index.read(1)).bytes).toEqual(two.subarray(0, 40));
  });

  test('that the other side did not take stops nothing', async () => {
    const index = await of(
      syn,
      client({ sequence: 100, payload: one.subarray(0, 40) }),
      server({ sequence: 77, flags: RST }),
      client({ sequence: 140, payload: concat(one.subarray(40), two) }),
    );
    expect(rowsOf(index)).toEqual([`call 1 @0 +${L}`, `call 2 @${L} +${L}`]);
    expect(index.streams).toHaveLength(2);
  });

  test('with a text about its cause: the text is none of the stream', async () => {
    const index = await of(
      syn,
      client({ sequence: 100, payload: one }),
      client({ sequence: 100 + L, flags: RST, payload: noise(24) }),
      client({ sequence: 100 + L, payload: two }),
    );
    expect(rowsOf(index)).toEqual([`call 1 @0 +${L}`, `call 2 @${L} +${L}`]);
    expect(index.streams[0]!.counts).toEqual({ resets: 1, 'bytes of resets': 24 });
    expect(index.notes).toEqual([]);
  });
});

describe('offloaded segments', () => {
  /** A frame whose IP header has no length: the card cuts it. */
  const offloaded = (segment: Segment): Uint8Array => {
    const bytes = client({ ...segment, payload: new Uint8Array(0) });
    bytes.set([0, 0], 16);
    return concat(bytes, segment.payload!);
  };
  const many = Array.from({ length: 3000 }, (_, i) => call(i, i % 40));

  test('of more than 64 KiB hold many records, and may begin and end in one', async () => {
    const all = concat(...many);
    expect(all.length).toBeGreaterThan(2 * 65536);
    const index = await of(
      syn,
      offloaded({ sequence: 100, payload: all.subarray(0, 100_001) }),
      offloaded({ sequence: 100_101, payload: all.subarray(100_001) }),
    );
    expect(index.records).toBe(3000);
    expect(index.rows).toBe(3000);
    expect((await index.read(2999)).bytes).toEqual(many[2999]);
  });

  test('that are seen again cut to pieces are there once', async () => {
    const all = concat(...many);
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < all.length; at += 1448)
      pieces.push(client({ sequence: 100 + at, payload: all.subarray(at, at + 1448) }));
    const whole = offloaded({ sequence: 100, payload: all });
    const index = await of(syn, whole, ...pieces, whole);
    expect(index.records).toBe(3000);
    expect(index.streams[0]!.counts).toEqual({ retransmissions: pieces.length + 1 });
    expect(index.notes).toEqual([]);
    const turned = await of(syn, ...pieces, whole);
    expect(turned.records).toBe(3000);
    expect(turned.notes).toEqual([]);
  });
});

describe('lost segments', () => {
  test('leave a gap once the other side acknowledged them and the capture went on', async () => {
    const frames = [
      syn,
      client({ sequence: 100, payload: one }),
      client({ sequence: 100 + 2 * L, payload: two }),
      server({ sequence: 500, acknowledge: 100 + 3 * L, payload: reply(2) }),
    ];
    for (let i = 0; i < 600; i++) frames.push(server({ sequence: 528 + 0, acknowledge: 100 + 3 * L }));
    frames.push(client({ sequence: 100 + 3 * L, payload: call(3) }));
    const index = await of(...frames);
    expect(rowsOf(index)).toEqual([
      `call 1 @0 +${L}`,
      `reply 2 @0 +${reply(2).length}`,
      `gap 0 @${L} +${L}`,
      `call 2 @${2 * L} +${L}`,
      `call 3 @${3 * L} +${L}`,
    ]);
    // The reply was there before its call was known.
    expect(index.columns.match.get(1)).toBe(3);
    expect(index.columns.procedure.get(1)).toBe(1);
    expect(index.columns.last.get(3)).toBe(3);
    expect(index.notes.map(({ code, row }) => `${code} ${row}`)).toEqual(['gap 2']);
  });

  test('inside a record leave a hole in it, and the next is found', async () => {
    const large = call(1, 1, noise(3000));
    const index = await of(
      syn,
      client({ sequence: 100, payload: large.subarray(0, 1000) }),
      client({ sequence: 2100, payload: large.subarray(2000) }),
      client({ sequence: 100 + large.length, payload: two }),
    );
    expect(rowsOf(index)).toEqual([`call 1 @0 +${large.length}`, `call 2 @${large.length} +${L}`]);
    expect(index.columns.flags.get(0)).toBe(RowFlag.holes);
    expect((await index.read(0)).holes).toEqual([[1000, 2000]]);
    expect(index.notes.map(({ code, row }) => `${code} ${row}`)).toEqual(['gap 0']);
    expect(index.notes[0]!.message).toMatch(/^1,000 bytes of .* They belong to this record\.$/);
  });

  test('that swallow the end of a record and more leave it unfinished, and a gap', async () => {
    const index = await of(
      syn,
      client({ sequence: 100, payload: one.subarray(0, 40) }),
      client({ sequence: 100 + 2 * L, payload: call(3) }),
    );
    expect(rowsOf(index)).toEqual([`call 1 @0 +${L}`, `gap 0 @${L} +${L}`, `call 3 @${2 * L} +${L}`]);
    expect(index.columns.flags.get(0)).toBe(RowFlag.unfinished | RowFlag.holes);
  });

  test('the rest of a record whose head was lost is a lost head', async () => {
    const large = call(1, 1, noise(300));
    const index = await of(
      syn,
      client({ sequence: 200, payload: large.subarray(100) }),
      client({ sequence: 100 + large.length, payload: concat(two, call(3)) }),
    );
    expect(rowsOf(index)).toEqual([
      'gap 0 @0 +100',
      `lostHead 0 @100 +${large.length - 100}`,
      `call 2 @${large.length} +${L}`,
      `call 3 @${large.length + L} +${L}`,
    ]);
  });
});

describe('frames cut by the snap length', () => {
  const cut = (bytes: Uint8Array, to: number): Captured => ({
    bytes: bytes.subarray(0, to),
    original: bytes.length,
  });

  test('leave holes of known length', async () => {
    const large = call(1, 1, noise(500));
    const index = await of(
      syn,
      cut(client({ sequence: 100, payload: large }), 128),
      cut(client({ sequence: 100 + large.length, payload: two }), 128),
    );
    expect(rowsOf(index)).toEqual([`call 1 @0 +${large.length}`, `call 2 @${large.length} +${L}`]);
    expect(index.columns.flags.get(0)).toBe(RowFlag.holes);
    expect((await index.read(0)).bytes).toHaveLength(74);
  });

  test('keep what their heads tell, down to XID and type', async () => {
    const index = await of(
      syn,
      cut(client({ sequence: 100, payload: one }), 54 + 14),
      cut(client({ sequence: 100 + L, payload: two }), 54 + 22),
    );
    expect(rowsOf(index)).toEqual([`call 1 @0 +${L}`, `call 2 @${L} +${L}`]);
    expect(index.columns.program.get(0)).toBe(0);
    expect(index.columns.program.get(1)).toBe(1298437);
  });

  test('and sent again: what was not captured of the first stays missing', async () => {
    const large = call(1, 1, noise(500));
    const index = await of(
      syn,
      cut(client({ sequence: 100, payload: large }), 128),
      client({ sequence: 100, payload: large }),
      client({ sequence: 100 + large.length, payload: two }),
    );
    expect(rowsOf(index)).toEqual([`call 1 @0 +${large.length}`, `call 2 @${large.length} +${L}`]);
    expect(index.columns.flags.get(0)).toBe(RowFlag.holes);
    expect((await index.read(0)).bytes).toHaveLength(74);
    expect(index.streams[0]!.counts).toEqual({ retransmissions: 1 });
    expect(index.notes).toEqual([]);
  });

  test('out of order are put in order with their holes', async () => {
    const large = call(1, 1, noise(500));
    const index = await of(
      syn,
      cut(client({ sequence: 100 + large.length, payload: two }), 54 + 40),
      cut(client({ sequence: 100, payload: large }), 128),
      client({ sequence: 100 + large.length + L, payload: call(3) }),
    );
    expect(rowsOf(index)).toEqual([
      `call 1 @0 +${large.length}`,
      `call 2 @${large.length} +${L}`,
      `call 3 @${large.length + L} +${L}`,
    ]);
    expect((await index.read(1)).holes).toEqual([[40, L]]);
  });

  test('to their network headers are a gap of known length', async () => {
    const index = await of(
      syn,
      client({ sequence: 100, payload: one }),
      cut(client({ sequence: 100 + L, payload: two }), 54),
      client({ sequence: 100 + 2 * L, payload: call(3) }),
    );
    expect(rowsOf(index)).toEqual([`call 1 @0 +${L}`, `gap 0 @${L} +${L}`, `call 3 @${2 * L} +${L}`]);
    expect(index.notes).toEqual([]);
  });

  test('lose the records behind the cut, as a gap', async () => {
    const index = await of(
      syn,
      cut(client({ sequence: 100, payload: concat(one, two, two) }), 100),
      client({ sequence: 100 + 3 * L, payload: call(3) }),
    );
    expect(rowsOf(index)).toEqual([`call 1 @0 +${L}`, `gap 0 @${L} +${2 * L}`, `call 3 @${3 * L} +${L}`]);
  });
});

describe('a capture that starts in the middle', () => {
  test('of a record finds the next one', async () => {
    const index = await of(
      client({ sequence: 5000, payload: concat(noise(700), two, call(3)) }),
      client({ sequence: 5700 + 2 * L, payload: call(4) }),
    );
    expect(rowsOf(index)).toEqual([
      'lostHead 0 @0 +700',
      `call 2 @700 +${L}`,
      `call 3 @${700 + L} +${L}`,
      `call 4 @${700 + 2 * L} +${L}`,
    ]);
  });

  test('takes no payload for a record that holds one', async () => {
    const payload = concat(noise(40), call(66), noise(40));
    const index = await of(
      client({ sequence: 1, payload: payload }),
      client({ sequence: 1 + payload.length, payload: concat(two, call(3)) }),
    );
    expect(rowsOf(index).map((row) => row.split(' @')[0])).toEqual(['lostHead 0', 'call 2', 'call 3']);
  });

  test('bytes from before the first one seen are a row of their own', async () => {
    const index = await of(
      client({ sequence: 5000, payload: two }),
      client({ sequence: 4900, payload: noise(100) }),
    );
    expect(rowsOf(index)).toEqual([`call 2 @0 +${L}`, 'lostHead 0 @-100 +100']);
  });

  test('and the records among them that one segment carries whole are records', async () => {
    const index = await of(
      server({ sequence: 500, payload: reply(1) }),
      client({ sequence: 5000 + 2 * L, payload: call(3) }),
      client({ sequence: 5000, payload: concat(one, two) }),
      client({ sequence: 4990 - L, payload: concat(call(9), noise(10)) }),
      client({ sequence: 5000, payload: concat(one, two, call(3), call(4)) }),
    );
    expect(rowsOf(index)).toEqual([
      'reply 1 @0 +36',
      `call 3 @0 +${L}`,
      `call 1 @${-2 * L} +${L}`,
      `call 2 @${-L} +${L}`,
      `call 9 @${-3 * L - 10} +${L}`,
      `lostHead 0 @${-2 * L - 10} +10`,
      `call 4 @${L} +${L}`,
    ]);
    expect(index.columns.match.get(0)).toBe(2);
    expect((await index.read(3)).bytes).toEqual(two);
  });

  test('and are there once, however often they are sent', async () => {
    const early = noise(100);
    const index = await of(
      client({ sequence: 5000, payload: two }),
      client({ sequence: 4950, payload: early.subarray(50) }),
      client({ sequence: 4950, payload: early.subarray(50) }),
      client({ sequence: 4900, payload: concat(early, two) }),
    );
    expect(rowsOf(index)).toEqual([`call 2 @0 +${L}`, 'lostHead 0 @-50 +50', 'lostHead 0 @-100 +50']);
    expect(index.streams[0]!.counts['bytes before the first seen']).toBe(100);
  });
});
