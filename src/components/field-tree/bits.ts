/** Bits of a word, drawn: `·1·· ····` with one group of four for each nibble that any of the masks touches. */
import type { Bit } from '../../decoder/api.ts';

/** Nibbles that are drawn for these bits. */
export function nibbles(bits: readonly Bit[]): number {
  let all = 0;
  for (const { mask } of bits) all |= mask;
  return Math.max(1, Math.ceil((32 - Math.clz32(all)) / 4));
}

/** `mask` as a strip: 1 or 0 where the mask is, `·` elsewhere. */
export function bitStrip(mask: number, set: boolean, width: number): string {
  let out = '';
  for (let bit = width * 4 - 1; bit >= 0; bit--) {
    out += (mask >>> bit) & 1 ? (set ? '1' : '0') : '·';
    if (bit % 4 === 0 && bit > 0) out += ' ';
  }
  return out;
}
