import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spansOf } from '../linkage/nodes.ts';
import { randomTree, treeOf } from '../linkage/random-tree.ts';
import { indexOf } from '../linkage/tree-index.ts';
import { asciiRuns, hexRuns, inks, marked, tints } from './byte-rows.ts';
import { byteGeometry, columnAt, columnX } from './geometry.ts';
import { outline } from './outline.ts';

describe('geometry', () => {
  test('sixteen a row from 560 pixels on, eight below, and both fit', () => {
    for (const [width, perRow] of [
      [608, 16],
      [560, 16],
      [559, 8],
      [330, 8],
      [310, 8],
    ] as const) {
      const geometry = byteGeometry(width, 300);
      expect(geometry.perRow).toBe(perRow);
      expect(geometry.ascii + perRow * geometry.character).toBeLessThanOrEqual(width);
    }
  });

  test('a point over a cell or a character is its column', () => {
    for (const width of [700, 560, 400, 320]) {
      const geometry = byteGeometry(width, 5_000_000);
      for (let column = 0; column < geometry.perRow; column++) {
        expect(columnAt(geometry, geometry.hex + columnX(geometry, column) + 1)).toBe(column);
        expect(columnAt(geometry, geometry.hex + columnX(geometry, column) + geometry.cell - 1)).toBe(column);
        expect(columnAt(geometry, geometry.ascii + column * 8 + 4)).toBe(column);
      }
      expect(columnAt(geometry, 3)).toBe(-1);
      expect(columnAt(geometry, geometry.ascii + geometry.perRow * 8)).toBe(-1);
    }
  });
});

describe('a row', () => {
  test('words are tiles, a leaf that runs on closes the gap, padding stands for itself', () => {
    const tree = treeOf([4, 8, [4, 6, 2], 4], { kinds: [0, 3, 3, 3, 6, 3] });
    expect(tints(indexOf(tree), 0, 16)).toEqual([
      { kind: 0, from: 0, to: 4 },
      { kind: 3, from: 4, to: 12 },
      { kind: 3, from: 12, to: 16 },
    ]);
    expect(tints(indexOf(tree), 16, 16)).toEqual([
      { kind: 3, from: 0, to: 6 },
      { kind: 6, from: 6, to: 8 },
      { kind: 3, from: 8, to: 12 },
    ]);
  });

  test('tints tile each row of any record', () => {
    fc.assert(
      fc.property(randomTree, fc.constantFrom(8, 16), (tree, perRow) => {
        for (let start = 0; start < tree.length; start += perRow) {
          let at = 0;
          for (const { from, to } of tints(indexOf(tree), start, perRow)) {
            expect(from).toBe(at);
            at = to;
          }
          expect(at).toBe(Math.min(perRow, tree.length - start));
        }
      }),
    );
  });

  test('what is marked is the bytes of the field, and nothing else', () => {
    fc.assert(
      fc.property(randomTree, fc.nat(), (tree, pick) => {
        const spans = spansOf(tree, pick % tree.count);
        const wanted = new Set<number>();
        for (const [start, stop] of spans) for (let byte = start; byte < stop; byte++) wanted.add(byte);
        for (let start = 0; start < tree.length; start += 16) {
          for (const { from, to } of marked(indexOf(tree), spans, start, 16))
            for (let column = from; column < to; column++) expect(wanted.delete(start + column)).toBe(true);
        }
        expect(wanted.size).toBe(0);
      }),
    );
  });

  test('text is cut where its ink changes, and says what the bytes are', () => {
    const tree = treeOf([4, 4], { kinds: [3, 7] });
    tree.bytes.set([0, 0, 0x61, 0x7f]);
    const ink = inks(indexOf(tree), 0, 16, [[2, 3]]);
    expect(ink).toEqual(['z', 'z', 's', '', 'n', 'n', 'n', 'n']);
    expect(hexRuns(tree, 0, ink)[0]).toEqual([
      { ink: 'z', from: 0, text: '00 00 ' },
      { ink: 's', from: 2, text: '61 ' },
      { ink: '', from: 3, text: '7f' },
    ]);
    expect(asciiRuns(tree, 0, ink).map(({ text }) => text)).toEqual(['··', 'a', '·', '    ']);
  });

  test('a record that announces two gigabytes and has ten bytes costs a row, not the record', () => {
    const tree = { ...treeOf([4, 4]), length: 2 ** 31 };
    tree.stop[2] = 2 ** 31;
    tree.stop[0] = 2 ** 31;
    tree.kind[2] = 7;
    const ink = inks(indexOf(tree), 2 ** 31 - 16, 16, []);
    expect(ink.every((one) => one === 'n')).toBe(true);
  });
});

describe('the line round a field', () => {
  const grid = {
    perRow: 8,
    rowHeight: 20,
    inset: 0,
    left: (column: number) => column * 10,
    right: (column: number) => column * 10 + 10,
  };
  test('is a box in one row', () => {
    expect(outline([[2, 5]], grid, 0, 9)).toBe('M20 0H50V20H20Z');
  });
  test('is two boxes where two rows do not touch', () => {
    expect(outline([[6, 10]], grid, 0, 9)).toBe('M60 0H80V20H60ZM0 20H20V40H0Z');
  });
  test('is one shape where they do', () => {
    expect(outline([[4, 22]], grid, 0, 9)).toBe('M40 0H80V40H60V60H0V20H40Z');
    expect(outline([[0, 16]], grid, 0, 9)).toBe('M0 0H80V40H0Z');
  });
  test('leaves out what is not seen', () => {
    expect(outline([[0, 800]], grid, 3, 4)).toBe('M0 0H80V40H0Z');
    expect(outline([[0, 8]], grid, 3, 4)).toBe('');
  });
});
