import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ancestorsOf,
  childrenOf,
  clicked,
  isLeaf,
  isWithin,
  lengthOf,
  narrow,
  nextLeaf,
  nextSibling,
  nodeAt,
  previousLeaf,
  previousSibling,
  smallestCovering,
  spansOf,
  widen,
} from './nodes.ts';
import { randomTree, treeOf } from './random-tree.ts';

describe('byte to field', () => {
  test('a byte belongs to its leaf, and a mark inside a leaf to itself', () => {
    //            record(0) mark(1) group(2) [len(3) text(4) cut by mark(5), padding(6)]
    const tree = treeOf([4, [4, 10, 2]], { cuts: new Map([[2, 6]]) });
    expect(nodeAt(tree, 0)).toBe(1);
    expect(nodeAt(tree, 13)).toBe(4);
    expect(nodeAt(tree, 14)).toBe(5);
    expect(nodeAt(tree, 17)).toBe(5);
    expect(nodeAt(tree, 18)).toBe(4);
    expect(nodeAt(tree, 22)).toBe(6);
    expect(nodeAt(tree, 24)).toBe(-1);
    expect(nodeAt(tree, -1)).toBe(-1);
    expect(spansOf(tree, 4)).toEqual([
      [8, 14],
      [18, 22],
    ]);
    expect(lengthOf(tree, 4)).toBe(10);
  });

  test('each byte of a record has one leaf, and that leaf owns the byte', () => {
    fc.assert(
      fc.property(randomTree, (tree) => {
        const owned = new Map<number, number>();
        for (let node = 0; node < tree.count; node++) {
          if (!isLeaf(tree, node)) continue;
          for (const [start, stop] of spansOf(tree, node)) {
            for (let byte = start; byte < stop; byte++) owned.set(byte, node);
          }
        }
        for (let byte = 0; byte < tree.length; byte++) expect(nodeAt(tree, byte)).toBe(owned.get(byte));
      }),
    );
  });
});

describe('moves', () => {
  test('widening ends at the record and narrowing comes back the same way', () => {
    fc.assert(
      fc.property(randomTree, fc.nat(), (tree, pick) => {
        const caret = pick % tree.length;
        const chain = [nodeAt(tree, caret)];
        for (;;) {
          const out = widen(tree, chain.at(-1)!);
          if (out === chain.at(-1)) break;
          expect(isWithin(tree, chain.at(-1)!, out)).toBe(true);
          chain.push(out);
        }
        expect(chain.length === 1 || tree.parent[chain.at(-1)!]).toBe(chain.length === 1 || -1);
        for (let i = chain.length - 1; i > 0; i--) expect(narrow(tree, chain[i]!, caret)).toBe(chain[i - 1]);
        expect(narrow(tree, chain[0]!, caret)).toBe(chain[0]);
      }),
    );
  });

  test('a second click on the same byte takes the parent, one on another byte its leaf', () => {
    const tree = treeOf([4, [4, [4, 4]]]);
    const leaf = nodeAt(tree, 9);
    expect(clicked(tree, 9, -1, -1)).toBe(leaf);
    const out = clicked(tree, 9, leaf, 9);
    expect(out).toBe(tree.parent[leaf]);
    expect(clicked(tree, 9, out, 9)).toBe(tree.parent[out]);
    expect(clicked(tree, 8, out, 9)).toBe(leaf);
    expect(clicked(tree, 9, 0, 9), 'from the record back to the leaf').toBe(leaf);
  });

  test('siblings and leaves step forwards and backwards', () => {
    fc.assert(
      fc.property(randomTree, fc.nat(), (tree, pick) => {
        const node = pick % tree.count;
        const children = childrenOf(tree, tree.parent[node]!);
        const at = children.indexOf(node);
        expect(nextSibling(tree, node)).toBe(children[at + 1] ?? node);
        expect(previousSibling(tree, node)).toBe(children[at - 1] ?? node);
        const leaf = nodeAt(tree, pick % tree.length);
        const next = nextLeaf(tree, leaf);
        if (next !== leaf && spansOf(tree, leaf).length === 1 && spansOf(tree, next).length === 1)
          expect(previousLeaf(tree, next)).toBe(leaf);
      }),
    );
  });

  test('ancestors are from the top down and each holds the next', () => {
    fc.assert(
      fc.property(randomTree, fc.nat(), (tree, pick) => {
        const node = pick % tree.count;
        const path = [...ancestorsOf(tree, node), node];
        for (let i = 1; i < path.length; i++) expect(tree.parent[path[i]!]).toBe(path[i - 1]);
        expect(tree.parent[path[0]!]).toBe(-1);
      }),
    );
  });
});

test('a range belongs to the innermost field that holds it', () => {
  const tree = treeOf([4, [4, [4, 4]], 4]);
  expect(smallestCovering(tree, 0, 4)).toBe(1);
  expect(smallestCovering(tree, 4, 16)).toBe(2);
  expect(smallestCovering(tree, 8, 16)).toBe(4);
  expect(smallestCovering(tree, 9, 11)).toBe(5);
  expect(smallestCovering(tree, 2, 6)).toBe(0);
  expect(smallestCovering(tree, 0, 99)).toBe(-1);
});

test('numbers that are no nodes do no harm', () => {
  const tree = treeOf([4]);
  for (const node of [-1, 99, Number.NaN]) {
    expect(spansOf(tree, node)).toEqual([]);
    expect(ancestorsOf(tree, node)).toEqual([]);
    expect(widen(tree, node)).toBe(node);
    expect(nextSibling(tree, node)).toBe(-1);
  }
});
