import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encode } from './encode.ts';
import { ALL, faults, fieldOf, protocolOf, TYPES, walked } from './testing/all.ts';
import { randomValue } from './testing/random.ts';
import { TreeReader } from './testing/read.ts';

const protocol = protocolOf(ALL);

describe.each(TYPES)('%s', (name) => {
  const field = fieldOf(protocol, name);

  test('what is encoded is walked without a note, and gives the same value', () => {
    fc.assert(
      fc.property(randomValue(field), (value) => {
        const bytes = encode(field, value);
        const { tree, end } = walked(protocol, field, bytes);
        expect(tree.notes).toEqual([]);
        expect(end).toBe(bytes.length);
        expect(faults(tree, 0, end)).toEqual([]);
        const reader = new TreeReader(protocol.table, tree, bytes, protocol.padding);
        expect(reader.field(field)).toEqual(value);
        expect(reader.node).toBe(tree.count);
      }),
      { numRuns: 60 },
    );
  });

  test('whatever the bytes are, the leaves tile them', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      // small words look like lengths and flags
      fc
        .array(fc.integer({ min: 0, max: 6 }), { maxLength: 60 })
        .map((words) => Uint8Array.from(words.flatMap((w) => [0, 0, 0, w]))),
      randomValue(field).map((value) => encode(field, value)),
    );
    fc.assert(
      fc.property(
        bytes,
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
        fc.nat(300),
        fc.nat(8),
        fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 20 })), { maxLength: 3 }),
        fc.nat(30),
        (whole, changes, keep, skip, gaps, behind) => {
          const bytes = whole.slice(0, keep);
          for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
          const length = bytes.length + behind;
          const holes: [number, number][] = [];
          let at = 0;
          for (const [gap, size] of gaps) {
            const from = at + gap;
            if (from >= bytes.length) break;
            at = Math.min(bytes.length, from + size);
            bytes.fill(0, from, at);
            holes.push([from, at]);
            at++;
          }
          if (behind > 0) {
            if (holes.at(-1)?.[1] === bytes.length) holes[holes.length - 1] = [holes.at(-1)![0], length];
            else holes.push([bytes.length, length]);
          }
          const start = Math.min(skip, length);
          const { tree, end } = walked(protocol, field, { bytes, length, holes }, undefined, start);
          expect(end).toBeLessThanOrEqual(length);
          expect(faults(tree, start, end)).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });
});
