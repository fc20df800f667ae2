import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomTree, treeOf } from '../linkage/random-tree.ts';
import { indexOf } from '../linkage/tree-index.ts';
import { isRuler, sheets, slotOfWord, wordAt } from './sheets.ts';
import { continued, wordRow } from './word-rows.ts';

test('a record that fits stands on one sheet, evenly over the columns', () => {
  expect(sheets(288, 3, 30)).toEqual({ words: 72, columns: 3, perColumn: 24, slots: 25 });
});

test('each word has one place, and the place leads back to it', () => {
  const sizes = fc.record({
    bytes: fc.integer({ min: 1, max: 4000 }),
    columns: fc.integer({ min: 1, max: 4 }),
    rows: fc.integer({ min: 2, max: 40 }),
  });
  fc.assert(
    fc.property(sizes, ({ bytes, columns, rows }) => {
      const all = sheets(bytes, columns, rows);
      const seen = new Set<number>();
      for (let slot = 0; slot < all.slots; slot++) {
        for (let column = 0; column < columns; column++) {
          const word = wordAt(all, slot, column);
          if (word < 0) continue;
          expect(isRuler(all, slot)).toBe(false);
          expect(slotOfWord(all, word)).toBe(slot);
          expect(seen.has(word)).toBe(false);
          seen.add(word);
        }
      }
      expect(seen.size).toBe(Math.ceil(bytes / 4));
    }),
  );
});

test('the parts of its rows are the record', () => {
  fc.assert(
    fc.property(randomTree, (tree) => {
      let at = 0;
      for (let word = 0; word * 4 < tree.length; word++) {
        for (const { from, to } of wordRow(indexOf(tree), word).parts) {
          expect(word * 4 + from).toBe(at);
          at = word * 4 + to;
        }
      }
      expect(at).toBe(tree.length);
    }),
  );
});

test('long fields are bracketed, and say themselves as they go on', () => {
  const tree = treeOf([4, [4, 7, 1], 8, [4, 4, 4, 4]], { kinds: [0, 3, 3, 6, 3] });
  const index = indexOf(tree);
  tree.bytes.set([0x47, 0x46, 0x2d, 0x44, 0x55, 0x4d, 0x50, 0], 8);
  const rows = Array.from({ length: tree.length / 4 }, (_, word) => wordRow(index, word));
  expect(rows.map(({ bracket }) => bracket)).toEqual([
    null,
    null,
    'begin',
    'end',
    'begin',
    'end',
    null,
    null,
    null,
    null,
  ]);
  expect(continued(tree, rows[3]!.parts[0]!, 12, '“GF-DUMP”')).toBe('“UMP”');
  expect(continued(tree, rows[5]!.parts[0]!, 20, '42')).toBe('low word');
  expect(rows.map(({ begins }) => begins)).toEqual([-1, -1, -1, -1, -1, -1, 7, -1, -1, -1]);
});
