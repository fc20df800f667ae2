import { describe, expect, test } from 'vitest';
import { bytesTest, type Op } from './compare.ts';
import type { Form } from './forms.ts';

const signed = (width: number): Form => ({
  kind: 'number',
  width,
  signed: true,
  little: false,
  spread: 0,
  real: false,
});

/** Whether a signed number of so many bytes passes. */
function passes(width: 4 | 8, own: bigint, op: Op, wanted: number | bigint): boolean {
  const bytes = new Uint8Array(width);
  const view = new DataView(bytes.buffer);
  if (width === 4) view.setInt32(0, Number(own));
  else view.setBigInt64(0, own);
  return bytesTest(signed(width), op, { kind: 'number', value: wanted })?.(bytes, 0, width) ?? false;
}

describe.each([
  [4, 0xfffffffe, 0x7fffffffn],
  [8, 0xfffffffffffffffen, 0x7fffffffffffffffn],
] as const)('a signed number of %i bytes', (width, minusTwo, most) => {
  test('is the same as its bits', () => {
    expect(passes(width, -2n, '==', minusTwo)).toBe(true);
    expect(passes(width, -2n, '==', -2)).toBe(true);
    expect(passes(width, -2n, '!=', minusTwo)).toBe(false);
    expect(passes(width, 5n, '==', minusTwo)).toBe(false);
  });

  test('is less than a number that none of its kind can be', () => {
    for (const own of [-2n, 0n, most]) {
      expect(passes(width, own, '<=', minusTwo)).toBe(true);
      expect(passes(width, own, '<', minusTwo)).toBe(true);
      expect(passes(width, own, '>=', minusTwo)).toBe(false);
      expect(passes(width, own, '>', minusTwo)).toBe(false);
      expect(passes(width, own, '<', 1n << 70n)).toBe(true);
      expect(passes(width, own, '>', -(1n << 70n))).toBe(true);
    }
  });
});
