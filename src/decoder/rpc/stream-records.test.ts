import { describe, expect, test } from 'vitest';
import { RowKind } from '../api.ts';
import { indexOf } from '../../../test/support/index-of.ts';
import {
  call,
  callMessage,
  concat,
  frame,
  marked,
  noise,
  pcap,
  reply,
  SYN,
  words,
  type Segment,
} from '../../../test/support/packets.ts';
import { pairFaults, tilingFaults } from '../../../test/support/streams.ts';
import { RowFlag, type RecordIndex } from './record-index.ts';

const there = { source: '10.0.0.2', destination: '10.0.0.1', sourcePort: 24007, destinationPort: 1000 };

/** A connection from its SYN on; each part a segment of one side. */
async function conversation(
  ...parts: { from: 'client' | 'server'; bytes: Uint8Array }[]
): Promise<RecordIndex> {
  const side = { client: {}, server: there };
  const sent = { client: 100, server: 900 };
  const frames = [
    frame({ sequence: 99, flags: SYN }),
    frame({ ...there, sequence: 899, flags: SYN, acknowledge: 100 }),
  ];
  for (const { from, bytes } of parts) {
    const segment: Segment = { ...side[from], sequence: sent[from], payload: bytes };
    frames.push(frame(segment));
    sent[from] += bytes.length;
  }
  const index = await indexOf(pcap(frames));
  expect(tilingFaults(index)).toEqual([]);
  expect(pairFaults(index)).toEqual([]);
  return index;
}
const client = (bytes: Uint8Array) => ({ from: 'client' as const, bytes });
const server = (bytes: Uint8Array) => ({ from: 'server' as const, bytes });
const column = (index: RecordIndex, name: 'match' | 'flags' | 'kind' | 'xid' | 'procedure'): number[] =>
  Array.from({ length: index.rows }, (_, row) => index.columns[name].get(row));

describe('matching', () => {
  test('a reply takes the latest call of the other direction', async () => {
    const index = await conversation(client(call(5)), client(call(5)), server(reply(5)), server(reply(5)));
    expect(column(index, 'match')).toEqual([-1, 2, 1, -1]);
    expect(column(index, 'flags')).toEqual([0, RowFlag.duplicateXid, 0, 0]);
  });

  test('a server that calls has XIDs of its own', async () => {
    const index = await conversation(
      client(call(42, 3)),
      server(call(42, 9)),
      server(call(42, 9)),
      server(reply(42)),
    );
    expect(column(index, 'match')).toEqual([3, -1, -1, 0]);
    expect(column(index, 'flags')).toEqual([0, 0, RowFlag.duplicateXid, 0]);
    expect(column(index, 'procedure')).toEqual([3, 9, 9, 3]);
  });

  test('a reply without call has no program', async () => {
    const index = await conversation(server(reply(8)));
    expect(index.columns.program.get(0)).toBe(0);
    expect(index.columns.kind.get(0)).toBe(RowKind.reply);
  });

  test('calls answered in another order', async () => {
    const index = await conversation(
      client(concat(call(1), call(2), call(3))),
      server(concat(reply(3), reply(1), reply(2))),
    );
    expect(column(index, 'match')).toEqual([4, 5, 3, 2, 0, 1]);
  });
});

describe('fragments', () => {
  test('are one record, with all their marks', async () => {
    const message = callMessage(6, 2, noise(50));
    const index = await conversation(client(concat(marked(message, [3, 30, 12]), call(7))));
    expect(column(index, 'flags')).toEqual([RowFlag.fragments, 0]);
    const { bytes, marks, length } = await index.read(0);
    expect(marks).toEqual([0, 7, 41, 57]);
    expect(length).toBe(message.length + 16);
    expect(bytes).toHaveLength(length);
  });

  test('the last one may be empty', async () => {
    const message = callMessage(6);
    const bytes = concat(words(message.length), message, words(0x80000000));
    const index = await conversation(client(concat(bytes, call(7))));
    expect(column(index, 'xid')).toEqual([6, 7]);
  });

  test('a damaged mark between two ends the record', async () => {
    const bytes = concat(words(60), callMessage(6, 1, noise(20)), words(0x7fffffff), noise(40));
    const index = await conversation(client(bytes), client(concat(call(7), call(8))));
    expect(column(index, 'xid')).toEqual([6, 0, 7, 8]);
    expect(column(index, 'flags')[0]! & RowFlag.unfinished).toBe(RowFlag.unfinished);
    expect(index.notes.map(({ code }) => code)).toEqual(['absurd-fragment']);
  });
});

describe('damage', () => {
  test('is passed over up to the next mark that holds, and told', async () => {
    const index = await conversation(client(call(1)), client(concat(noise(90), call(2), call(3))));
    expect(column(index, 'kind')).toEqual([RowKind.call, RowKind.foreign, RowKind.call, RowKind.call]);
    expect(index.columns.length.get(1)).toBe(90);
    expect(index.notes[0]).toMatchObject({ severity: 'error', row: 1 });
  });

  test('a fragment of 2 GiB', async () => {
    const index = await conversation(client(call(1)), client(concat(words(0xfffffff0), noise(20), call(2))));
    expect(index.notes[0]!.message).toBe(
      `A record mark announces a fragment of 2 GiB. Read as damage at byte ${call(1).length} of 10.0.0.1:1000 → 10.0.0.2:24007; 24 bytes are passed over up to the next mark that holds.`,
    );
    expect(column(index, 'xid')).toEqual([1, 0, 2]);
  });

  test('zeros without end are no fragments', async () => {
    const index = await conversation(client(call(1)), client(new Uint8Array(5000)));
    expect(column(index, 'kind')).toEqual([RowKind.call, RowKind.foreign]);
  });
});

describe('what is no RPC', () => {
  test.each<[string, Uint8Array]>([
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['SSH', Buffer.from('SSH-2.0-OpenSSH_9.2\r\n')],
    ['GlusterFS before 3.1', concat(Buffer.from(':O\0'), noise(30))],
    ['unknown', noise(300)],
  ])('%s is named, and one row', async (name, bytes) => {
    const index = await conversation(client(bytes), server(noise(50)), client(call(1)));
    expect(index.streams[0]!.foreign).toBe(name === 'unknown' ? '' : name);
    if (name === 'unknown') expect(index.records).toBe(1);
    else {
      expect(column(index, 'kind')).toEqual([RowKind.foreign, RowKind.foreign]);
      expect(index.columns.length.get(0)).toBe(bytes.length + call(1).length);
      expect((await index.read(0)).bytes).toEqual(concat(bytes, call(1)));
    }
  });

  test('a capture without a record says so', async () => {
    const index = await conversation(client(noise(30)));
    expect(index.streams[0]!.foreign).toBe('unknown');
    expect(column(index, 'kind')).toEqual([RowKind.foreign]);
    expect(index.notes[0]!.message).toBe('3 frames, no RPC record. Below is what the streams hold.');
  });
});
