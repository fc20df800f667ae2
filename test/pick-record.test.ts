/** What the record picker visits is what the tree has nodes for, on every capture and on damaged records. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RowKind } from '../src/decoder/api.ts';
import { protocol } from '../src/decoder/programs/protocol.ts';
import { decodeRecord, type DecodeInput, type DecodedRecord } from '../src/decoder/record/decode.ts';
import { Need, RecordPicker } from '../src/decoder/record/pick-record.ts';
import { RowPicker } from '../src/decoder/record/pick-rows.ts';
import { registry } from '../src/decoder/types/index.ts';
import type { FieldDescriptor } from '../src/decoder/xdr/descriptor.ts';
import { word } from '../src/decoder/xdr/message.ts';
import { NodeFlag } from '../src/decoder/xdr/tree.ts';
import type { OpenedSession } from '../src/decoder/session/opened.ts';
import { captureNames, hexTexts, openCapture, openText } from './support/sessions.ts';

const language = { protocol, registry };

interface Seen {
  readonly name: string;
  readonly text: string;
}

const words = (
  { filter }: FieldDescriptor,
  start: number,
  stop: number,
  present: boolean,
  aux: number,
): string => `${filter} ${start}-${stop}${present ? '' : ' missing'} #${aux}`;

function nodesOf({ tree }: DecodedRecord): Seen[] {
  const out: Seen[] = [];
  for (let node = 0; node < tree.count; node++) {
    const field = protocol.table.fields[tree.field[node]!]!;
    // marks between fragments are no part of the message
    if (field.filter === 'rpc.mark') continue;
    const present = (tree.flags[node]! & NodeFlag.valueMissing) === 0;
    const text = words(field, tree.start[node]!, tree.stop[node]!, present, tree.aux[node]!);
    out.push({ name: field.filter, text });
  }
  return out;
}

/** A small generator that tests can repeat. */
function random(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

async function picksOf(session: OpenedSession, wanted: ReadonlySet<string>): Promise<string[][]> {
  const picker = new RowPicker(session.host, wanted);
  const out: string[][] = [];
  for (let row = 0; row < session.index.rows; row++) {
    const found: string[] = [];
    const busy = picker.pick(row, picker.need(row), (field, start, stop, present, aux) => {
      if (stop > start) found.push(words(field, start - picker.base, stop - picker.base, present, aux));
    });
    if (busy) await busy;
    out.push(found.sort());
  }
  return out;
}

async function faultsOf(session: OpenedSession, seed: number): Promise<string[]> {
  const faults: string[] = [];
  const nodes: Seen[][] = [];
  const names = new Set<string>();
  for (let row = 0; row < session.index.rows; row++) {
    const { record } = await session.decoded(row, null);
    const seen = record ? nodesOf(record) : [];
    for (const { name } of seen) names.add(name);
    nodes.push(seen);
  }
  const all = [...names];
  const next = random(seed);
  const sets: ReadonlySet<string>[] = [new Set(all.filter((name) => !/^(xdr|rpc\.record)/.test(name)))];
  for (let i = 0; i < 6 && all.length > 0; i++) {
    sets.push(new Set(Array.from({ length: 1 + next(3) }, () => all[next(all.length)]!)));
  }
  for (const wanted of sets) {
    const picked = await picksOf(session, wanted);
    for (const [row, seen] of nodes.entries()) {
      const due = seen.filter(({ name }) => wanted.has(name)).map(({ text }) => text);
      const [is, should] = [picked[row]!.join('\n'), due.sort().join('\n')];
      if (is !== should && faults.length < 3) {
        const set = wanted.size > 9 ? 'everything' : [...wanted].join(' ');
        faults.push(`row ${row}, ${set}\npicked:\n${is}\nin the tree:\n${should}`);
      }
    }
  }
  return faults;
}

describe('captures', () => {
  test.each(captureNames())('%s: the picker visits what the trees have', async (name) => {
    const session = await openCapture(name);
    expect(await faultsOf(session, name.length * 31 + name.charCodeAt(1))).toEqual([]);
  });
});

test('hex texts: the picker visits what the trees have', async () => {
  for (const [name, text] of Object.entries(hexTexts())) {
    const session = await openText(text);
    expect([name, ...(await faultsOf(session, name.length))]).toEqual([name]);
  }
});

describe('damaged records', () => {
  async function originals(): Promise<DecodeInput[]> {
    const out: DecodeInput[] = [];
    const seen = new Set<string>();
    for (const name of captureNames()) {
      const session = await openCapture(name);
      for (let row = 0; row < session.index.rows; row++) {
        const { record, bytes } = await session.decoded(row, null);
        if (!record?.numbers || bytes.length > 4_000) continue;
        const key = `${JSON.stringify(record.numbers)} ${record.kind}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const call = record.kind === RowKind.reply ? record.numbers : null;
        out.push({ kind: record.kind, wire: bytes, call, releases: null, as: null });
      }
    }
    return out;
  }

  test('the picker visits what their trees have', async () => {
    const inputs = await originals();
    const pickers = new Map<string, RecordPicker>();
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 }),
        fc.option(fc.nat()),
        fc.option(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 40 }))),
        fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        (which, flips, cut, gap, chosen, single) => {
          const input = inputs[which % inputs.length]!;
          const length = input.wire.length;
          let bytes = Uint8Array.from(input.wire.bytes);
          for (const [at, value] of flips) bytes[at % length] = value;
          const holes: [number, number][] = [];
          if (gap) {
            const from = gap[0] % length;
            const to = Math.min(length, from + gap[1]);
            bytes.fill(0, from, to);
            holes.push([from, to]);
          }
          if (cut !== null) {
            const kept = cut % length;
            bytes = bytes.slice(0, kept);
            while (holes.length > 0 && holes.at(-1)![1] > kept) holes.pop();
            holes.push([kept, length]);
          }
          const marks = single ? input.wire.marks : [];
          const wire = { bytes, length, holes, marks };
          const record = decodeRecord(language, { ...input, wire });
          const nodes = nodesOf(record);
          const wanted = new Set(chosen.map((n) => nodes[n % Math.max(1, nodes.length)]?.name ?? 'rpc.xid'));
          const key = [...wanted].sort().join(' ');
          let picker = pickers.get(key);
          if (!picker) pickers.set(key, (picker = new RecordPicker(language, wanted)));
          const found: string[] = [];
          picker.pick(input.kind, wire, input.call, null, (field, start, stop, present, aux) => {
            if (stop > start) found.push(words(field, start, stop, present, aux));
          });
          const due = nodes.filter(({ name }) => wanted.has(name)).map(({ text }) => text);
          expect(found.sort()).toEqual(due.sort());
        },
      ),
      { numRuns: 4000 },
    );
  });

  test('what the header before had says nothing of the next one', async () => {
    const replies = (await originals()).filter(({ kind }) => kind === RowKind.reply);
    const sets = [
      ['rpc.auth.uid'],
      ['rpc.auth.gid', 'gluster.op_errno'],
      ['rpc.auth.flavor'],
      ['gluster.op_ret'],
    ];
    const seen = (picker: RecordPicker, input: DecodeInput): string[] => {
      const found: string[] = [];
      picker.pick(input.kind, input.wire, input.call, null, (...field) => void found.push(words(...field)));
      return found;
    };
    // the mark, XID, type, status, flavor, length, and what a verifier may hold
    const damage = fc.array(fc.tuple(fc.integer({ min: 8, max: 47 }), fc.constantFrom(0, 1, 4, 8, 255)), {
      maxLength: 2,
    });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), damage, fc.integer({ min: 12, max: 80 })), {
          minLength: 2,
          maxLength: 8,
        }),
        fc.constantFrom(...sets),
        (some, wanted) => {
          const shared = new RecordPicker(language, new Set(wanted));
          for (const [which, flips, cut] of some) {
            const input = replies[which % replies.length]!;
            const bytes = Uint8Array.from(input.wire.bytes);
            for (const [at, value] of flips) if (at < bytes.length) bytes[at] = value;
            const kept = cut > 60 ? bytes : bytes.slice(0, cut);
            const wire = { ...input.wire, bytes: kept, length: kept.length };
            const own = seen(new RecordPicker(language, new Set(wanted)), { ...input, wire });
            expect(seen(shared, { ...input, wire })).toEqual(own);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });
});

test('rows that cannot have a wanted field are not read', async () => {
  const session = await openCapture('03-replica3-gfapi-all-fops-nanosecond.pcap');
  const { columns } = session.index;
  const picker = new RowPicker(session.host, new Set(['glusterfs.offset']));
  for (let row = 0; row < session.index.rows; row++) {
    const isRead = columns.kind.get(row) === RowKind.call && columns.procedure.get(row) === 12;
    if (isRead) expect(picker.need(row)).toBe(Need.bytes);
    if (columns.kind.get(row) === RowKind.reply && columns.procedure.get(row) === 12)
      expect(picker.need(row)).toBe(Need.nothing);
  }
});

test('rows one after another, in the order that was asked for', async () => {
  const session = await openCapture('03-replica3-gfapi-all-fops-nanosecond.pcap');
  const rows = [300, 7, 12, 5];
  const picker = new RowPicker(session.host, new Set(['rpc.xid']));
  const xids: number[] = [];
  for (const row of rows) {
    await picker.pick(row, picker.need(row), (_, start) => void xids.push(row, word(picker.bytes, start)));
  }
  expect(xids).toEqual(rows.flatMap((row) => [row, session.index.columns.xid.get(row)]));
});
