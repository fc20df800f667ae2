import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitStrip, lowWord, nibbles, shownBits } from './bits.ts';
import { estimateSlots, headSlot, nodeSlot, RowIs, slotOf, treeRows, type Extra } from './rows.ts';

const nodes = Uint32Array.of(1, 2, 5, 9);

test('details and sentences stand under their node, sentences over several slots', () => {
  const extras = new Map<number, Extra[]>([
    [
      2,
      [
        { is: RowIs.bit, sub: 0, slots: 1 },
        { is: RowIs.guide, sub: 0, slots: 3 },
      ],
    ],
    [7, [{ is: RowIs.note, sub: 0, slots: 1 }]],
  ]);
  const rows = treeRows(nodes, extras);
  expect([...rows.is.subarray(0, rows.count)]).toEqual([0, 0, 1, 5, 6, 6, 0, 0]);
  expect([...rows.node.subarray(0, rows.count)]).toEqual([1, 2, 2, 2, 2, 2, 5, 9]);
  expect(headSlot(rows, 5)).toBe(3);
  expect(headSlot(rows, 2)).toBe(2);
  expect(nodeSlot(rows, 2, 1)).toBe(6);
  expect(nodeSlot(rows, 5, -1)).toBe(1);
});

test('each node that has a row is found, others are not', () => {
  const some = fc.uniqueArray(fc.nat(500), { maxLength: 60 }).map((all) => all.sort((a, b) => a - b));
  const slots = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 60 });
  fc.assert(
    fc.property(some, slots, (some, slots) => {
      const extras = new Map(
        some.flatMap((node, i) =>
          slots[i] ? [[node, [{ is: RowIs.note, sub: 0, slots: slots[i] }]] as const] : [],
        ),
      );
      const rows = treeRows(Uint32Array.from(some), extras);
      for (let node = 0; node <= 500; node++) {
        const slot = slotOf(rows, node);
        expect(slot >= 0).toBe(some.includes(node));
        if (slot >= 0) expect([rows.node[slot], rows.is[slot]]).toEqual([node, RowIs.node]);
      }
    }),
  );
});

test('longer sentences take more slots', () => {
  expect(estimateSlots('short', 400, 24, false)).toBe(1);
  expect(estimateSlots('short', 400, 24, true)).toBe(2);
  expect(estimateSlots('x'.repeat(400), 400, 24, true)).toBeGreaterThan(5);
});

test('bits are drawn at their places, as the word has them', () => {
  const bit = (mask: number, set = true) => ({ name: '', label: '', mask, set, doc: '' });
  expect(nibbles([bit(0x40), bit(1)])).toBe(2);
  expect(nibbles([bit(0x80000000 | 0)])).toBe(8);
  expect(bitStrip(0x40, 0xc2, 2)).toBe('·1·· ····');
  expect(bitStrip(3, 0xc2, 1)).toBe('··10');
  expect(lowWord(Uint8Array.of(9, 0, 0, 0, 0xc2), 1, 5)).toBe(0xc2);
  expect(lowWord(Uint8Array.of(0x12, 0x34), 0, 8), 'bytes that are not there').toBe(0);
  const many = Array.from({ length: 20 }, (_, i) => bit(1 << i, i % 7 === 0));
  expect(shownBits(many).one).toEqual([0, 7, 14]);
  expect(shownBits(many).rest).toHaveLength(17);
  expect(shownBits(many.slice(0, 5)).rest).toHaveLength(0);
});
