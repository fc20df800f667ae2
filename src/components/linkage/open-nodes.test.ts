import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  openAtFirst,
  openTo,
  setOpen,
  setSubtree,
  topOf,
  visibleAncestor,
  visibleNodes,
} from './open-nodes.ts';
import { randomTree, treeOf } from './random-tree.ts';

test('the record itself is no row, its fields are', () => {
  const tree = treeOf([4, [4, 4], 4]);
  expect(topOf(tree)).toBe(0);
  expect([...visibleNodes(tree, new Uint8Array(tree.count))]).toEqual([1, 2, 5]);
});

test('what opens shows its children, and a subtree opens whole', () => {
  const tree = treeOf([4, [4, [4, 4]], 4]);
  const closed = new Uint8Array(tree.count);
  expect([...visibleNodes(tree, setOpen(closed, 2, true))]).toEqual([1, 2, 3, 4, 7]);
  const all = setSubtree(tree, closed, 2, true);
  expect([...visibleNodes(tree, all)]).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect([...visibleNodes(tree, setSubtree(tree, all, 2, false))]).toEqual([1, 2, 7]);
});

test('at first no more is open than a screen holds, and strings stay closed', () => {
  const list = Array.from({ length: 200 }, () => 4);
  const tree = treeOf([4, [[4, 5, 3], 4, 4, 4, 4, [4, 4, 4, 4, 4]], list]);
  const rows = visibleNodes(tree, openAtFirst(tree, 26));
  expect(rows.length).toBeLessThanOrEqual(26);
  expect(rows.length).toBeGreaterThan(8);
  expect(openAtFirst(tree)[2], 'the body').toBe(1);
  expect(openAtFirst(tree)[3], 'a group of three leaves').toBe(0);
  const small = treeOf([4, [8]]);
  expect(openAtFirst(small)[2], 'a body of one field').toBe(1);
});

test('sixteen equal words stay closed', () => {
  const words = Array.from({ length: 16 }, () => 4);
  const tree = treeOf([4, [words, 4, 4, 4]]);
  expect([openAtFirst(tree)[2], openAtFirst(tree)[3]]).toEqual([1, 0]);
});

test('a node that was opened to has a row, and before that its nearest ancestor has', () => {
  fc.assert(
    fc.property(randomTree, fc.nat(), (tree, pick) => {
      const node = 1 + (pick % (tree.count - 1));
      const closed = new Uint8Array(tree.count);
      const before = visibleAncestor(tree, closed, node);
      expect([...visibleNodes(tree, closed)]).toContain(before);
      const open = openTo(tree, closed, node);
      expect([...visibleNodes(tree, open)]).toContain(node);
      expect(visibleAncestor(tree, open, node)).toBe(node);
      expect(openTo(tree, open, node)).toBe(open);
    }),
  );
});
