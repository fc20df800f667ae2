/** Bits of a word, drawn: `·1·· ····` with one group of four for each nibble that any of the masks touches. */
import type { Bit } from '../../decoder/api.ts';

/** Nibbles that are drawn for these bits. */
export function nibbles(bits: readonly Bit[]): number {
  let all = 0;
  for (const { mask } of bits) all |= mask;
  return Math.max(1, Math.ceil((32 - Math.clz32(all)) / 4));
}

/** The bits of `word` under `mask` as a strip, `·` elsewhere. */
export function bitStrip(mask: number, word: number, width: number): string {
  let out = '';
  for (let bit = width * 4 - 1; bit >= 0; bit--) {
    out += (mask >>> bit) & 1 ? String((word >>> bit) & 1) : '·';
    if (bit % 4 === 0 && bit > 0) out += ' ';
  }
  return out;
}

/** The last four bytes of [start, stop) as a word: bits are counted from the end. */
export function lowWord(bytes: Uint8Array, start: number, stop: number): number {
  let word = 0;
  for (let at = Math.max(start, stop - 4); at < stop; at++) word = (word << 8) | (bytes[at] ?? 0);
  return word >>> 0;
}

/** So many are shown one by one, set or not; of more, those that are set, and one line that names the others. */
const ALL = 6;

export function shownBits(bits: readonly Bit[]): {
  readonly one: readonly number[];
  readonly rest: readonly number[];
} {
  const numbers = bits.map((_, i) => i);
  if (bits.length <= ALL) return { one: numbers, rest: [] };
  return {
    one: numbers.filter((i) => bits[i]!.set),
    rest: numbers.filter((i) => !bits[i]!.set),
  };
}
