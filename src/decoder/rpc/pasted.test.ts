import { describe, expect, test } from 'vitest';
import { RowKind } from '../api.ts';
import {
  call,
  callMessage,
  concat,
  frame,
  ipv4,
  noise,
  reply,
  replyMessage,
  tcp,
} from '../../../test/support/packets.ts';
import { byteFaults, pairFaults, tilingFaults } from '../../../test/support/streams.ts';
import { indexPasted, type PastedBytes } from './pasted.ts';
import { NO_PLACE } from './record-bytes.ts';
import { RowFlag, type RecordIndex } from './record-index.ts';

type Dump = Partial<PastedBytes> & Pick<PastedBytes, 'bytes' | 'layer'>;

/** Dumps of three lines each, digits three characters apart. */
function paste(...dumps: readonly Dump[]): RecordIndex {
  return indexPasted(
    dumps.map((dump, i) => ({
      src: null,
      dst: null,
      lines: [10 * i + 1, 10 * i + 3],
      textPlaces: Uint32Array.from(dump.bytes, (_, n) => 1000 * i + 3 * n),
      ...dump,
    })),
  );
}

function rowsOf(index: RecordIndex): string[] {
  const { columns, streams } = index;
  return Array.from({ length: index.rows }, (_, row) => {
    const kind = Object.entries(RowKind).find(([, value]) => value === columns.kind.get(row))![0];
    const { source, destination } = streams[columns.stream.get(row)]!;
    const match = columns.match.get(row);
    return `${kind} ${columns.xid.get(row)} ${source}>${destination} lines ${columns.first.get(row)}-${columns.last.get(row)} match ${match}`;
  });
}

describe('dumps that begin at a record', () => {
  test('are matched across dumps, names compared without case', () => {
    const index = paste(
      { bytes: call(7), layer: 'record', src: 'nodeA', dst: 'nodeB' },
      { bytes: call(7), layer: 'record', src: 'nodeB', dst: 'nodeA' },
      { bytes: reply(7), layer: 'record', src: 'NODEB', dst: 'nodea' },
    );
    expect(rowsOf(index)).toEqual([
      'call 7 nodeA>nodeB lines 1-3 match 2',
      'call 7 nodeB>nodeA lines 11-13 match -1',
      'reply 7 nodeA>nodeB lines 21-23 match 0'.replace('nodeA>nodeB', 'nodeB>nodeA'),
    ]);
    expect(index.columns.procedure.get(2)).toBe(1);
  });

  test('without names: calls go one way, replies the other', () => {
    const index = paste({ bytes: call(3), layer: 'record' }, { bytes: reply(3), layer: 'record' });
    expect(rowsOf(index)).toEqual(['call 3 > lines 1-3 match 1', 'reply 3 > lines 11-13 match 0']);
  });

  test('hold several records, the last one unfinished', async () => {
    const whole = concat(call(1), call(2), call(3));
    const bytes = whole.subarray(0, whole.length - 10);
    const index = paste({ bytes, layer: 'record' }, { bytes: call(4), layer: 'record' });
    expect(index.records).toBe(4);
    expect(index.columns.flags.get(2)).toBe(RowFlag.unfinished);
    expect(index.columns.flags.get(3)).toBe(0);
    const read = await index.read(2);
    expect(read.bytes).toEqual(call(3).subarray(0, -10));
    expect(read.holes).toEqual([[read.length - 10, read.length]]);
    expect(read.frames).toEqual([]);
    expect(read.marks).toEqual([0]);
    expect(Array.from(read.textPlaces.subarray(0, 2))).toEqual([3 * 112, 3 * 113]);
    expect(tilingFaults(index)).toEqual([]);
  });

  test('that announce 2 GiB are read as far as they go, with a note', async () => {
    const bytes = concat(Uint8Array.of(0xff, 0xff, 0xff, 0xff), callMessage(1));
    const index = paste({ bytes, layer: 'record', src: 'a', dst: 'b' });
    expect(rowsOf(index)).toEqual(['call 1 a>b lines 1-3 match -1']);
    expect((await index.read(0)).bytes).toEqual(bytes);
    expect(index.notes[0]).toMatchObject({ code: 'absurd-fragment', row: 0 });
    expect(index.notes[0]!.message).toBe(
      'The record mark announces a fragment of 2 GiB; 52 bytes follow it. What is there is read.',
    );
  });

  test('that announce 2 GiB, with noise behind', () => {
    const bytes = concat(Uint8Array.of(0xff, 0xff, 0xff, 0xff), noise(60));
    const index = paste({ bytes, layer: 'record', src: 'a', dst: 'b' });
    expect(rowsOf(index)).toEqual(['foreign 0 a>b lines 1-3 match -1']);
    expect(index.notes[0]).toMatchObject({ code: 'absurd-fragment', row: 0 });
  });
});

describe('dumps of messages and bodies', () => {
  test('have no marks', async () => {
    const index = paste(
      { bytes: callMessage(9), layer: 'message' },
      { bytes: replyMessage(9), layer: 'message' },
      { bytes: noise(20), layer: 'body' },
      { bytes: noise(20), layer: 'message' },
    );
    expect(rowsOf(index)).toEqual([
      'call 9 > lines 1-3 match 1',
      'reply 9 > lines 11-13 match 0',
      'data 0 > lines 21-23 match -1',
      'data 0 > lines 31-33 match -1',
    ]);
    expect(index.columns.flags.get(0)).toBe(RowFlag.unmarked);
    expect((await index.read(0)).marks).toEqual([]);
    expect((await index.read(2)).bytes).toEqual(noise(20));
  });
});

describe('dumps that begin at a frame', () => {
  const there = { sourcePort: 24007, destinationPort: 1000, source: '10.0.0.2', destination: '10.0.0.1' };

  test('single packets from the middle of a connection give their records', () => {
    const index = paste(
      { bytes: frame({ sequence: 5000, payload: call(5) }), layer: 'ethernet' },
      { bytes: ipv4(tcp({ ...there, sequence: 99, payload: reply(5) }), there), layer: 'ip' },
    );
    expect(rowsOf(index)).toEqual([
      'call 5 10.0.0.1:1000>10.0.0.2:24007 lines 1-3 match 1',
      'reply 5 10.0.0.2:24007>10.0.0.1:1000 lines 11-13 match 0',
    ]);
  });

  test('of one connection are put together, whatever their order in the text', async () => {
    const bytes = call(8, 1, noise(200));
    const cut = [bytes.subarray(0, 90), bytes.subarray(90, 150), bytes.subarray(150)];
    const dumps = [2, 0, 1].map((i): Dump => ({
      bytes: frame({
        sequence: 700 + cut.slice(0, i).reduce((sum, { length }) => sum + length, 0),
        payload: cut[i]!,
      }),
      layer: 'ethernet',
    }));
    const index = paste(...dumps);
    expect(rowsOf(index)).toEqual(['call 8 10.0.0.1:1000>10.0.0.2:24007 lines 1-23 match -1']);
    const read = await index.read(0);
    expect(read.bytes).toEqual(bytes);
    expect(read.textPlaces[0]).toBe(1000 + 3 * 54);
    expect(read.textPlaces[150]).toBe(3 * 54);
    expect(await byteFaults(index, 0)).toEqual([]);
  });

  test('far apart leave a gap; a dump cut short leaves a hole', async () => {
    const index = paste(
      {
        bytes: frame({ sequence: 100, payload: call(1, 1, noise(100)) }).subarray(0, 100),
        layer: 'ethernet',
      },
      { bytes: frame({ sequence: 9000, payload: call(2) }), layer: 'ethernet' },
    );
    expect(rowsOf(index).map((row) => row.split(' ')[0])).toEqual(['call', 'gap', 'call']);
    const read = await index.read(0);
    expect(read.bytes).toHaveLength(46);
    expect(read.holes).toEqual([[46, 144]]);
    expect([...read.textPlaces].every((place) => place !== NO_PLACE)).toBe(true);
    expect(tilingFaults(index)).toEqual([]);
    expect(pairFaults(index)).toEqual([]);
  });

  test('that begin at a TCP header take their names from the text', () => {
    const index = paste({
      bytes: tcp({ sequence: 3, payload: call(6) }),
      layer: 'tcp',
      src: 'alpha',
      dst: 'beta',
    });
    expect(rowsOf(index)).toEqual(['call 6 alpha:1000>beta:24007 lines 1-3 match -1']);
  });

  test('without a record are told', () => {
    const index = paste({ bytes: noise(60), layer: 'ethernet' });
    expect(index.rows).toBe(0);
    expect(index.notes.map(({ code }) => code)).toContain('no-stream');
  });
});

describe('what a text shows twice', () => {
  const other = call(7, 1, noise(40, 2));
  const same = call(7, 1, noise(40, 1));
  const notes = (index: RecordIndex): unknown[][] =>
    index.notes.map(({ code, message, row, at }) => [code, message, row, at]);

  test('a record with other content is told, and shown', () => {
    const ends = { layer: 'record', src: 'a', dst: 'b' } as const;
    const index = paste(
      { bytes: same, ...ends },
      { bytes: same.subarray(0, 60), ...ends },
      { bytes: other, ...ends },
      { bytes: other, layer: 'record', src: 'a', dst: 'c' },
      { bytes: call(7, 2, noise(40, 3)), ...ends },
    );
    expect(index.records).toBe(5);
    expect(notes(index).filter(([code]) => code === 'repetition-differs')).toEqual([
      [
        'repetition-differs',
        'The call in lines 21–23 has the XID 0x7 of the one in lines 1–3, and other content. Both are shown.',
        2,
        21,
      ],
    ]);
  });

  test('a segment with other content: what stands first is kept, and that is told', async () => {
    const one = frame({ sequence: 700, payload: same });
    const two = frame({ sequence: 700, payload: other });
    const index = paste(
      { bytes: one, layer: 'ethernet' },
      { bytes: one, layer: 'ethernet' },
      { bytes: two, layer: 'ethernet' },
    );
    expect(index.records).toBe(1);
    expect((await index.read(0)).bytes).toEqual(same);
    expect(notes(index)).toEqual([
      [
        'overlap-differs',
        `The dump in lines 21–23 repeats ${same.length} bytes of the dump in lines 11–13 (10.0.0.1:1000 → 10.0.0.2:24007) with other content. What was seen first is kept.`,
        -1,
        21,
      ],
    ]);
  });
});

test('an empty paste, and a row that is not there', async () => {
  expect(paste().rows).toBe(0);
  await expect(paste().read(0)).rejects.toThrow(RangeError);
});
