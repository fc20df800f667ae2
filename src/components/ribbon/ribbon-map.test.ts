import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomTree } from '../linkage/random-tree.ts';
import { sectionsOf } from '../linkage/sections.ts';
import { byteAt, endX, names, ribbonMap, xOf } from './ribbon-map.ts';

test('each byte has a place, places ascend, and the place leads back to the byte', () => {
  fc.assert(
    fc.property(randomTree, fc.integer({ min: 300, max: 1400 }), (tree, width) => {
      const map = ribbonMap(sectionsOf(tree), width);
      let before = -1;
      for (let byte = 0; byte < tree.length; byte++) {
        const x = xOf(map, byte);
        const end = endX(map, byte + 1);
        expect(x).toBeGreaterThan(before);
        expect(end).toBeGreaterThan(x);
        expect(end).toBeLessThanOrEqual(width + 1e-6);
        expect(byteAt(map, (x + end) / 2).byte).toBe(byte);
        before = x;
      }
    }),
  );
});

test('names never touch each other nor leave the ribbon', () => {
  fc.assert(
    fc.property(randomTree, fc.integer({ min: 100, max: 900 }), (tree, width) => {
      const map = ribbonMap(sectionsOf(tree), width);
      const spans = names(map, ({ kind }) => 'section'.repeat((kind % 2) + 1), 6.6).map(
        ({ x, right, text }) => (right ? [x - text.length * 6.6, x] : [x, x + text.length * 6.6]),
      );
      for (const [i, [from, to]] of spans.entries()) {
        expect(from).toBeGreaterThanOrEqual(-1e-6);
        expect(to).toBeLessThanOrEqual(width + 1e-6);
        if (i > 0) expect(from).toBeGreaterThan(spans[i - 1]![1]!);
      }
    }),
  );
});
