/**
 * Every byte is accounted for: the leaves of each record tile it, on every capture and hex text, and on
 * whatever a damaged record may look like.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeRecord, type DecodeInput, type DecodedRecord } from '../src/decoder/record/decode.ts';
import { lineOf } from '../src/decoder/record/info.ts';
import { tilingFaults } from '../src/decoder/record/tiling.ts';
import { fieldsOf, rangesOfKind, textsOf } from '../src/decoder/record/words.ts';
import { RowKind, type FieldJson } from '../src/decoder/api.ts';
import { protocol } from '../src/decoder/programs/protocol.ts';
import { registry } from '../src/decoder/types/index.ts';
import { Kind } from '../src/decoder/xdr/descriptor.ts';
import { captureNames, hexTexts, openCapture, openText } from './support/sessions.ts';

const language = { protocol, registry };

/** Leaves of the JSON form, by their ranges. */
function leafRanges(fields: readonly FieldJson[], out: [number, number][] = []): [number, number][] {
  for (const field of fields) {
    if (field.children) leafRanges(field.children, out);
    else
      for (const [at, length] of field.ranges ?? [[field.offset, field.length]]) out.push([at, at + length]);
  }
  return out;
}

function covers(ranges: [number, number][], length: number): boolean {
  ranges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let at = 0;
  for (const [start, stop] of ranges) {
    if (start !== at) return false;
    at = stop;
  }
  return at === length;
}

/** What is wrong with a record; empty: nothing. */
function faultsOf(record: DecodedRecord): string[] {
  const faults = tilingFaults(record.wire);
  for (const { offset, length, node } of record.wire.notes) {
    if (offset < 0 || length < 0 || offset + length > record.wire.length)
      faults.push(`a note at ${offset} + ${length}`);
    if (node >= record.wire.count) faults.push(`a note on node ${node}`);
  }
  return faults;
}

describe('captures', () => {
  test.each(captureNames())(
    '%s: leaves tile every record, and no complete one has undecoded bytes',
    async (name) => {
      const session = await openCapture(name);
      const faults: string[] = [];
      const undecoded: string[] = [];
      for (let row = 0; row < session.index.rows; row++) {
        const { record, shown } = await session.decoded(row, null);
        for (const fault of faultsOf(shown)) faults.push(`row ${row}: ${fault}`);
        if (!record) continue;
        if (!covers(leafRanges(fieldsOf(record)), record.wire.length))
          faults.push(`row ${row}: JSON leaves do not tile`);
        const answered = record.kind !== RowKind.reply || session.index.columns.match.get(row) >= 0;
        if (!answered || record.message.holes.length > 0) continue;
        for (const [at, length] of rangesOfKind(record, Kind.undecoded)) {
          undecoded.push(`row ${row} ${JSON.stringify(record.numbers)}: ${at} + ${length}`);
        }
      }
      expect(faults).toEqual([]);
      expect(undecoded.filter((line) => !EXPLAINED.some((known) => known.test(`${name} ${line}`)))).toEqual(
        [],
      );
    },
  );
});

/** 3.2.7 sends a bare volume name where others send a dictionary. */
const EXPLAINED = [
  /^gluster-3\.2\.7-teardown\.pcap row \d+ \{"program":1238433,"version":1,"procedure":[456]\}/,
];

test('hex texts: leaves tile every record, and none has undecoded bytes', async () => {
  const faults: string[] = [];
  for (const [name, text] of Object.entries(hexTexts())) {
    const session = await openText(text);
    for (let row = 0; row < session.index.rows; row++) {
      const { shown } = await session.decoded(row, null);
      for (const fault of faultsOf(shown)) faults.push(`${name} row ${row}: ${fault}`);
      if (shown.kind === RowKind.call && rangesOfKind(shown, Kind.undecoded).length > 0) {
        faults.push(`${name} row ${row}: undecoded bytes`);
      }
    }
  }
  expect(faults).toEqual([]);
});

describe('damaged records', () => {
  /** Records of many procedures, to begin from. */
  async function originals(): Promise<DecodeInput[]> {
    const out: DecodeInput[] = [];
    const seen = new Set<string>();
    for (const name of captureNames()) {
      const session = await openCapture(name);
      for (let row = 0; row < session.index.rows; row++) {
        const { record, bytes } = await session.decoded(row, null);
        if (!record?.numbers || bytes.length > 20_000) continue;
        const key = `${JSON.stringify(record.numbers)} ${record.kind}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const call = record.kind === RowKind.reply ? record.numbers : null;
        out.push({ kind: record.kind, wire: bytes, call, releases: null, as: null });
      }
    }
    return out;
  }

  const damage = fc.record({
    pick: fc.nat(),
    flips: fc.array(fc.record({ at: fc.nat(), byte: fc.nat(255) }), { maxLength: 6 }),
    /** words that lengths and counts become */
    words: fc.array(
      fc.record({
        at: fc.nat(),
        word: fc.constantFrom(0, 1, 3, 0x7fffffff, 0x80000000, 0xffffffff, 1 << 24),
      }),
      {
        maxLength: 3,
      },
    ),
    cut: fc.option(fc.nat()),
    hole: fc.option(fc.record({ at: fc.nat(), length: fc.integer({ min: 1, max: 80 }) })),
    longer: fc.option(fc.integer({ min: 1, max: 0x7fffffff })),
    mark: fc.option(fc.nat()),
    /** the call of a reply is not known */
    orphan: fc.integer({ min: 0, max: 9 }),
  });

  test('whatever is changed, cut, missing or split, the leaves tile the record and nothing throws', async () => {
    const records = await originals();
    expect(records.length).toBeGreaterThan(200);
    fc.assert(
      fc.property(damage, ({ pick, flips, words, cut, hole, longer, mark, orphan }) => {
        const original = records[pick % records.length]!;
        let bytes = original.wire.bytes.slice();
        const view = new DataView(bytes.buffer);
        for (const { at, byte } of flips) bytes[4 + (at % (bytes.length - 4))] = byte;
        for (const { at, word } of words)
          view.setUint32(4 * (1 + (at % Math.floor(bytes.length / 4 - 1))), word);
        const marks = [...original.wire.marks];
        if (mark !== null && marks.length === 1) {
          // a second fragment begins somewhere
          const at = 4 + (mark % (bytes.length - 4));
          const split = new Uint8Array(bytes.length + 4);
          split.set(bytes.subarray(0, at));
          split.set(bytes.subarray(at), at + 4);
          bytes = split;
          marks.push(at);
        }
        let length = bytes.length;
        const holes: [number, number][] = [];
        if (hole !== null) {
          const at = 4 + (hole.at % (bytes.length - 4));
          const stop = Math.min(bytes.length, at + hole.length);
          bytes.fill(0, at, stop);
          holes.push([at, stop]);
        }
        if (longer !== null) length = bytes.length + longer;
        if (cut !== null) bytes = bytes.subarray(0, 4 + (cut % (bytes.length - 3)));
        const known = holes.filter(([start]) => start < bytes.length);
        if (bytes.length < length) {
          const last = known.at(-1);
          if (last && last[1] >= bytes.length) last[1] = length;
          else known.push([bytes.length, length]);
        }
        const here = marks.filter(
          (at) => at + 4 <= bytes.length && !known.some(([a, b]) => a < at + 4 && b > at),
        );
        const wire = { bytes, length, holes: known, marks: here };
        const call = orphan === 0 ? null : original.call;
        const record = decodeRecord(language, { ...original, wire, call });
        expect(faultsOf(record)).toEqual([]);
        expect(covers(leafRanges(fieldsOf(record)), length)).toBe(true);
        textsOf(
          record,
          Uint32Array.from({ length: record.wire.count }, (_, node) => node),
        );
        lineOf(record);
      }),
      { numRuns: 600 },
    );
  });

  test('bytes that are nothing at all are read as anything, and tile', () => {
    const types = protocol.types.map(({ file, name }) => `${file}:${name}`);
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(...types),
        fc.nat(40),
        (bytes, type, offset) => {
          const wire = { bytes, length: bytes.length, holes: [], marks: [] };
          for (const as of [null, { kind: 'type', type, offset } as const]) {
            const record = decodeRecord(language, {
              kind: RowKind.data,
              wire,
              call: null,
              releases: null,
              as,
            });
            expect(faultsOf(record)).toEqual([]);
            fieldsOf(record);
            lineOf(record);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
