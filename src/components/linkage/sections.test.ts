import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomTree, treeOf } from './random-tree.ts';
import { sectionsOf, shares } from './sections.ts';

test('neighbours of one kind are one section, padding belongs to the one before', () => {
  const tree = treeOf([4, [4, 4], [4, 5, 3, 4]], { kinds: [0, 1, 1, 3, 3, 6, 3] });
  expect(sectionsOf(tree).map(({ kind, start, stop }) => [kind, start, stop])).toEqual([
    [0, 0, 4],
    [1, 4, 12],
    [3, 12, 28],
  ]);
  expect(
    sectionsOf(tree).map(({ node }) => node),
    'named by its group',
  ).toEqual([1, 2, 5]);
});

test('sections tile the record', () => {
  fc.assert(
    fc.property(randomTree, (tree) => {
      let at = 0;
      for (const { start, stop } of sectionsOf(tree)) {
        expect(start).toBe(at);
        expect(stop).toBeGreaterThan(start);
        at = stop;
      }
      expect(at).toBe(tree.length);
    }),
  );
});

test('a record of thousands of sections keeps its head, its shape and few of them', () => {
  const entries = Array.from({ length: 5000 }, () => [4, 4]);
  const kinds = [0, 1, 1, 2, ...entries.flatMap((_, i) => (i % 9 === 0 ? [3, 5] : [4, 3]))];
  const tree = treeOf([4, [4, 20], 8, entries], { kinds });
  const all = sectionsOf(tree, 60);
  expect(all.length).toBeLessThanOrEqual(61);
  expect(all.slice(0, 3).map(({ start, stop }) => [start, stop])).toEqual([
    [0, 4],
    [4, 28],
    [28, 36],
  ]);
  let at = 0;
  for (const { start, stop } of all) {
    expect(start).toBe(at);
    at = stop;
  }
  expect(at).toBe(tree.length);
});

test('shares fill the width, none is under the least, longer is never narrower', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(lengths, fc.integer({ min: 200, max: 2000 }), (lengths, width) => {
      const out = shares(lengths, width, 4, 1);
      const sum = out.reduce((a, b) => a + b, 0) + lengths.length - 1;
      expect(sum).toBeCloseTo(width, 3);
      for (const [i, w] of out.entries()) {
        expect(w).toBeGreaterThanOrEqual(4 - 1e-9);
        for (const [j, v] of out.entries())
          if (lengths[i]! > lengths[j]!) expect(w).toBeGreaterThanOrEqual(v - 1e-6);
      }
    }),
  );
});
