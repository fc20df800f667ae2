/**
 * A network's mess must not change what the index finds: the records of a conversation that was reordered,
 * duplicated, cut and overlapped at random are those of the clean one, and what was lost is a gap.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RowKind } from '../api.ts';
import { RowFlag, type RecordIndex } from './record-index.ts';
import { indexOf } from '../../../test/support/index-of.ts';
import {
  callMessage,
  concat,
  frame,
  marked,
  noise,
  pcap,
  replyMessage,
  SYN,
  words,
} from '../../../test/support/packets.ts';
import { byteFaults, pairFaults, tilingFaults } from '../../../test/support/streams.ts';

interface Message {
  readonly isCall: boolean;
  readonly xid: number;
  readonly bytes: Uint8Array;
}

/** One frame to be, before it is impaired. */
interface Part {
  readonly fromClient: boolean;
  readonly position: number;
  readonly bytes: Uint8Array;
  readonly acknowledged: number;
}

const INITIAL = { client: 0xfffffe00, server: 77 };

const body = fc.oneof(
  fc.nat(40).map((length) => noise(length, 3)),
  fc.integer({ min: 1000, max: 9000 }).map((length) => noise(length, 9)),
  fc.uint8Array({ maxLength: 60 }),
  // A payload that holds a record of its own.
  fc.nat(1000).map((xid) => concat(noise(5), marked(callMessage(xid)), noise(7))),
);

const conversation = (maxFragments: number): fc.Arbitrary<Message[]> =>
  fc
    .array(
      fc.record({
        call: body,
        reply: body,
        answered: fc.boolean(),
        fragments: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: maxFragments }),
      }),
      { minLength: 1, maxLength: 14 },
    )
    .map((pairs) =>
      pairs.flatMap(({ call, reply, answered, fragments }, i): Message[] => {
        const xid = i + 1;
        const list: Message[] = [
          { isCall: true, xid, bytes: marked(callMessage(xid, i % 50, call), fragments) },
        ];
        if (answered) list.push({ isCall: false, xid, bytes: marked(replyMessage(xid, reply)) });
        return list;
      }),
    );

const messages = conversation(3);
/** A fragment may look like a record of its own; only its neighbour before it tells that it is none. */
const unfragmented = conversation(0);

/** Cuts both directions into segments, the lengths given in turn. */
function cut(list: readonly Message[], lengths: readonly number[]): Part[] {
  const parts: Part[] = [];
  const sent = { client: 0, server: 0 };
  let turn = 0;
  for (const { isCall, bytes } of list) {
    const side = isCall ? 'client' : 'server';
    const other = isCall ? 'server' : 'client';
    for (let at = 0; at < bytes.length;) {
      const length = Math.min(bytes.length - at, lengths[turn++ % lengths.length]!);
      parts.push({
        fromClient: isCall,
        position: sent[side],
        bytes: bytes.subarray(at, at + length),
        acknowledged: sent[other],
      });
      sent[side] += length;
      at += length;
    }
  }
  return parts;
}

/** What each side sent. */
const wholeOf = (parts: readonly Part[]): { readonly true: Uint8Array; readonly false: Uint8Array } => ({
  true: concat(...parts.filter((p) => p.fromClient).map((p) => p.bytes)),
  false: concat(...parts.filter((p) => !p.fromClient).map((p) => p.bytes)),
});

const CLIENT = { source: '10.0.0.1', destination: '10.0.0.2', sourcePort: 1000, destinationPort: 24007 };
const SERVER = { source: '10.0.0.2', destination: '10.0.0.1', sourcePort: 24007, destinationPort: 1000 };

function capture(parts: readonly Part[], withSyn = true): Uint8Array {
  const frames = withSyn
    ? [
        frame({ ...CLIENT, sequence: INITIAL.client - 1, flags: SYN }),
        frame({ ...SERVER, sequence: INITIAL.server - 1, flags: SYN, acknowledge: INITIAL.client }),
      ]
    : [];
  for (const { fromClient, position, bytes, acknowledged } of parts)
    frames.push(
      frame({
        ...(fromClient ? CLIENT : SERVER),
        sequence: (fromClient ? INITIAL.client : INITIAL.server) + position,
        acknowledge: (fromClient ? INITIAL.server : INITIAL.client) + acknowledged,
        payload: bytes,
      }),
    );
  return pcap(frames);
}

/** What was found, without frames and times: these do change. */
async function found(index: RecordIndex): Promise<string[]> {
  const { columns, streams } = index;
  const list: string[] = [];
  for (let row = 0; row < index.rows; row++) {
    const match = columns.match.get(row);
    const { bytes, holes } = await index.read(row);
    list.push(
      [
        columns.kind.get(row),
        columns.flags.get(row),
        columns.xid.get(row),
        columns.procedure.get(row),
        match < 0 ? '-' : columns.xid.get(match),
        streams[columns.stream.get(row)]!.source,
        columns.streamOffset.get(row),
        columns.length.get(row),
        Buffer.from(bytes).toString('base64'),
        JSON.stringify(holes),
      ].join(' '),
    );
  }
  return list.sort();
}

async function faultsOf(index: RecordIndex): Promise<string[]> {
  const faults = [...tilingFaults(index), ...pairFaults(index)];
  for (let row = 0; row < index.rows; row++) faults.push(...(await byteFaults(index, row)));
  return faults;
}

const lengths = fc.array(fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 100, max: 3000 })), {
  minLength: 1,
  maxLength: 8,
});

/** Moves each part by up to `window` places. */
const shuffled = (parts: readonly Part[], keys: readonly number[], window: number): Part[] =>
  parts
    .map((part, i) => ({ part, key: i + (keys[i % keys.length]! % window) }))
    .sort((a, b) => a.key - b.key)
    .map(({ part }) => part);

const keys = fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 });

describe('a conversation', () => {
  test('cut into segments of any length gives the records that were sent', async () => {
    await fc.assert(
      fc.asyncProperty(messages, lengths, async (list, cuts) => {
        const index = await indexOf(capture(cut(list, cuts)));
        expect(index.records).toBe(list.length);
        expect(index.rows).toBe(list.length);
        expect(await faultsOf(index)).toEqual([]);
        for (let row = 0; row < list.length; row++) {
          const { isCall, xid, bytes } = list[row]!;
          expect(index.columns.kind.get(row)).toBe(isCall ? RowKind.call : RowKind.reply);
          expect(index.columns.xid.get(row)).toBe(xid);
          expect(index.columns.match.get(row) >= 0).toBe(
            list.some((other) => other.xid === xid && other.isCall !== isCall),
          );
          expect((await index.read(row)).bytes).toEqual(bytes);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('shuffled, duplicated and overlapped gives the records of the clean one', async () => {
    await fc.assert(
      fc.asyncProperty(
        messages,
        lengths,
        keys,
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.record({ at: fc.nat(200), before: fc.nat(80), behind: fc.nat(80) }), { maxLength: 8 }),
        async (list, cuts, order, window, repeats) => {
          const parts = cut(list, cuts);
          const clean = await found(await indexOf(capture(parts)));
          const whole = wholeOf(parts);
          const messy = [...parts];
          for (const { at, before, behind } of repeats) {
            const place = at % parts.length;
            const part = parts[place]!;
            const all = whole[`${part.fromClient}`];
            const start = Math.max(0, part.position - before);
            // Not from so far ahead that a reply is there hundreds of frames before its call.
            const soon = parts.slice(place, place + 400).findLast((p) => p.fromClient === part.fromClient)!;
            const sent = soon.position + soon.bytes.length;
            const stop = Math.min(sent, part.position + part.bytes.length + behind);
            messy.splice(at % (messy.length + 1), 0, {
              ...part,
              position: start,
              bytes: all.subarray(start, stop),
            });
          }
          const index = await indexOf(capture(shuffled(messy, order, window)));
          expect(await found(index)).toEqual(clean);
          expect(index.noteCounts['overlap-differs']).toBeUndefined();
          expect(await faultsOf(index)).toEqual([]);
        },
      ),
      { numRuns: 250 },
    );
  });

  test('of which segments were lost gives gaps, and the records that were not touched', async () => {
    await fc.assert(
      fc.asyncProperty(
        unfragmented,
        lengths,
        fc.array(fc.nat(300), { minLength: 1, maxLength: 4 }),
        async (list, cuts, lost) => {
          const parts = cut(list, cuts);
          const gone = new Set(lost.map((at) => parts[at % parts.length]!));
          const there = parts.filter((part) => !gone.has(part));
          const index = await indexOf(capture(there));
          expect(await faultsOf(index)).toEqual([]);
          const whole = wholeOf(parts);
          const heads = { true: [] as number[], false: [] as number[] };
          const covers = ({ position, bytes }: Part, place: number): boolean =>
            position <= place && place < position + bytes.length;
          /** Whether some of the head of the record that was sent around `place` is gone. */
          const headLost = (side: 'true' | 'false', place: number): boolean => {
            const head = heads[side].findLast((start) => start <= place)!;
            return [...gone].some(
              (p) =>
                `${p.fromClient}` === side && p.position < head + 28 && p.position + p.bytes.length > head,
            );
          };
          // What is found whole was sent so, and stands where it was sent.
          const sent = new Set<string>();
          const offset = { true: 0, false: 0 };
          for (const { isCall, bytes } of list) {
            heads[`${isCall}`].push(offset[`${isCall}`]);
            sent.add(`${isCall} ${offset[`${isCall}`]} ${Buffer.from(bytes).toString('base64')}`);
            offset[`${isCall}`] += bytes.length;
          }
          for (let row = 0; row < index.rows; row++) {
            const kind = index.columns.kind.get(row);
            if (kind !== RowKind.call && kind !== RowKind.reply) continue;
            const { bytes, length } = await index.read(row);
            const flags = index.columns.flags.get(row);
            if (bytes.length < length || (flags & (RowFlag.holes | RowFlag.unfinished)) !== 0) continue;
            const isCall = kind === RowKind.call;
            const start = index.columns.streamOffset.get(row);
            const stop = start + length;
            const side = `${isCall}` as const;
            // A record in a payload is told from one that was sent by what follows it alone: where its own
            // record's head and the byte behind it are both lost, nobody can tell.
            const witnessed = there.some((p) => p.fromClient === isCall && covers(p, stop));
            if (!witnessed && headLost(side, start)) {
              expect(bytes).toEqual(whole[side].subarray(start, stop));
              continue;
            }
            expect(sent).toContain(`${isCall} ${start} ${Buffer.from(bytes).toString('base64')}`);
          }
        },
      ),
      { numRuns: 250 },
    );
  });

  test('that is joined in its middle finds the next record', async () => {
    await fc.assert(
      fc.asyncProperty(messages, lengths, fc.nat(300), async (list, cuts, first) => {
        const parts = cut(list, cuts);
        const index = await indexOf(capture(parts.slice(first % parts.length), false));
        expect(await faultsOf(index)).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });
});

test('arbitrary bytes as streams never throw, and are tiled', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          fromClient: fc.boolean(),
          position: fc.nat(3000),
          bytes: fc.oneof(
            fc.uint8Array({ maxLength: 200 }),
            fc.constantFrom(
              words(0x80000028, 1, 0, 2, 3, 4, 5, 0, 0, 0, 0),
              words(0x80000018, 1, 1, 0, 0, 0, 0),
              words(0, 0, 0),
              words(0xffffffff),
            ),
          ),
          acknowledged: fc.nat(4000),
        }),
        { maxLength: 40 },
      ),
      fc.boolean(),
      async (parts, withSyn) => {
        const index = await indexOf(capture(parts, withSyn));
        expect(await faultsOf(index)).toEqual([]);
      },
    ),
    { numRuns: 400 },
  );
});
