import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Kind } from '../xdr/descriptor.ts';
import { NodeFlag, TreeBuilder } from '../xdr/tree.ts';
import { Coordinates, messageOf } from './coordinates.ts';
import { rangesOf, tilingFaults } from './tiling.ts';
import { wireTree } from './wire-tree.ts';

const FIELDS = { mark: 1, missing: 2 };

/** A record (field 10) of one group (11) with leaves (20, 21 …) of these lengths. */
function flat(lengths: readonly number[]): TreeBuilder {
  const tree = new TreeBuilder(4);
  const record = tree.group(10, 0, Kind.body);
  const group = tree.group(11, 0, Kind.body);
  let at = 0;
  lengths.forEach((length, index) => {
    tree.leaf(20 + index, at, at + length, Kind.body);
    at += length;
  });
  tree.close(group, at);
  tree.close(record, at);
  return tree;
}

function leaves(tree: ReturnType<typeof wireTree>): [field: number, ranges: [number, number][]][] {
  const out: [number, [number, number][]][] = [];
  for (let node = 0; node < tree.count; node++) {
    if (tree.end[node] === node + 1) out.push([tree.field[node]!, rangesOf(tree, node)]);
  }
  return out;
}

describe('from message to wire offsets', () => {
  test('one mark at the start shifts everything by four bytes', () => {
    const tree = wireTree(flat([4, 8]), new Coordinates([0]), [], 16, FIELDS);
    expect(leaves(tree)).toEqual([
      [1, [[0, 4]]],
      [20, [[4, 8]]],
      [21, [[8, 16]]],
    ]);
    expect(tilingFaults(tree)).toEqual([]);
    expect(tree.parent[1], 'the mark belongs to the record').toBe(0);
  });

  test('a later mark inside a leaf stands behind it, and the leaf names its ranges', () => {
    const tree = wireTree(flat([4, 8]), new Coordinates([0, 10]), [], 20, FIELDS);
    expect(leaves(tree)).toEqual([
      [1, [[0, 4]]],
      [20, [[4, 8]]],
      [
        21,
        [
          [8, 10],
          [14, 20],
        ],
      ],
      [1, [[10, 14]]],
    ]);
    expect(tilingFaults(tree)).toEqual([]);
  });

  test('a later mark between two leaves interrupts their group and neither of them', () => {
    const tree = wireTree(flat([4, 8]), new Coordinates([0, 8]), [], 20, FIELDS);
    expect(leaves(tree).map(([field]) => field)).toEqual([1, 20, 1, 21]);
    const group = [...tree.field].indexOf(11);
    expect(rangesOf(tree, group)).toEqual([
      [4, 8],
      [12, 20],
    ]);
  });

  test('an empty last fragment is a leaf at the end of the record', () => {
    const tree = wireTree(flat([4]), new Coordinates([0, 8]), [], 12, FIELDS);
    expect(leaves(tree)).toEqual([
      [1, [[0, 4]]],
      [20, [[4, 8]]],
      [1, [[8, 12]]],
    ]);
    expect(tree.parent[tree.count - 1]).toBe(0);
  });

  test('a hole inside a leaf is a missing leaf behind it, and the value is not known', () => {
    const tree = wireTree(flat([4, 8]), new Coordinates([0]), [[10, 12]], 16, FIELDS);
    expect(leaves(tree).slice(2)).toEqual([
      [
        21,
        [
          [8, 10],
          [12, 16],
        ],
      ],
      [2, [[10, 12]]],
    ]);
    const cut = [...tree.field].indexOf(21);
    expect(tree.flags[cut]! & NodeFlag.valueMissing).toBe(NodeFlag.valueMissing);
    expect(tilingFaults(tree)).toEqual([]);
  });

  test('a leaf that lies in a hole altogether keeps its name and becomes missing', () => {
    const tree = wireTree(flat([4, 4, 4]), new Coordinates([0]), [[8, 13]], 16, FIELDS);
    expect(leaves(tree)).toEqual([
      [1, [[0, 4]]],
      [20, [[4, 8]]],
      [21, [[8, 12]]],
      [2, [[12, 13]]],
      [22, [[13, 16]]],
    ]);
    expect(tree.kind[[...tree.field].indexOf(21)]).toBe(Kind.missing);
    expect(tilingFaults(tree)).toEqual([]);
  });

  test('notes move with their bytes and their node', () => {
    const message = flat([4, 8]);
    message.note('warning', 'x', 'x', 4, 8, 3);
    const tree = wireTree(message, new Coordinates([0, 10]), [], 20, FIELDS);
    expect(tree.notes[0]).toMatchObject({ offset: 8, length: 12 });
    expect(tree.field[tree.notes[0]!.node]).toBe(21);
  });

  test('whatever marks and holes there are, the leaves tile the record', () => {
    const cut = fc.record({
      lengths: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 12 }),
      marks: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 5 }),
      marked: fc.boolean(),
      holes: fc.array(fc.tuple(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 1, max: 20 })), {
        maxLength: 3,
      }),
    });
    fc.assert(
      fc.property(cut, ({ lengths, marks, marked, holes }) => {
        const size = lengths.reduce((sum, length) => sum + length, 0);
        const at = marked ? [0, ...marks.filter((mark) => mark <= size).sort((a, b) => a - b)] : [];
        const coordinates = new Coordinates(at.map((mark, index) => mark + index * 4));
        const length = size + at.length * 4;
        const absent: [number, number][] = [];
        for (const [start, count] of holes.sort((a, b) => a[0] - b[0])) {
          const from = Math.max(start, absent.at(-1)?.[1] ?? 0);
          const to = Math.min(length, start + count);
          if (from < to) absent.push([from, to]);
        }
        const tree = wireTree(flat(lengths), coordinates, absent, length, FIELDS);
        expect(tilingFaults(tree)).toEqual([]);
        let missing = 0;
        for (let node = 0; node < tree.count; node++) {
          if (tree.end[node] !== node + 1 || tree.kind[node] !== Kind.missing) continue;
          for (const [start, stop] of rangesOf(tree, node)) missing += stop - start;
        }
        const marksIn = (start: number, stop: number): number =>
          coordinates.marks.reduce(
            (sum, mark) => sum + Math.max(0, Math.min(stop, mark + 4) - Math.max(start, mark)),
            0,
          );
        const announced = absent.reduce((sum, [start, stop]) => sum + stop - start - marksIn(start, stop), 0);
        expect(missing).toBe(announced);
      }),
    );
  });
});

describe('the message of a record', () => {
  test('loses its marks and keeps its holes', () => {
    const bytes = Uint8Array.from({ length: 20 }, (_, index) => index);
    const message = messageOf({ bytes, length: 24, marks: [0, 10], holes: [[6, 16]] });
    expect([...message.bytes]).toEqual([4, 5, 6, 7, 8, 9, 14, 15, 16, 17, 18, 19]);
    expect(message.length).toBe(16);
    expect(message.holes).toEqual([
      [2, 8],
      [12, 16],
    ]);
  });

  test('maps each wire byte to one place and back', () => {
    const coordinates = new Coordinates([0, 10, 14, 30]);
    for (let wire = 4; wire < 40; wire++) {
      const mark = coordinates.marks.some((at) => wire >= at && wire < at + 4);
      if (!mark) expect(coordinates.start(coordinates.message(wire))).toBe(wire);
    }
  });
});
