import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordTree } from '../../decoder/api.ts';
import { byteWords, isHidden } from './hidden.ts';
import { randomTree } from './random-tree.ts';

test('a byte is hidden where one of the ranges has it, and only there', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))),
      (steps) => {
        const pairs: number[] = [];
        let at = 0;
        for (const [gap, length] of steps) {
          pairs.push(at + gap, at + gap + length);
          at += gap + length;
        }
        const tree = { hidden: Uint32Array.from(pairs) } as unknown as RecordTree;
        for (let byte = 0; byte < at + 2; byte++) {
          let inside = false;
          for (let i = 0; i < pairs.length; i += 2) inside ||= pairs[i]! <= byte && byte < pairs[i + 1]!;
          expect(isHidden(tree, byte)).toBe(inside);
        }
      },
    ),
  );
});

test('who hears a hidden byte hears that it is hidden', () => {
  const [tree] = fc.sample(randomTree, { numRuns: 1, seed: 4 });
  expect(byteWords(tree!, 0)).toBe(tree!.bytes[0]!.toString(16).padStart(2, '0'));
  expect(byteWords({ ...tree!, hidden: Uint32Array.of(0, 1) }, 0)).toBe('hidden');
  expect(byteWords(tree!, tree!.length)).toBe('not captured');
});
