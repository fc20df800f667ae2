/** Sizes, offsets and other big numbers, so that they can be read: `1,234,567`. */
import type { Meaning } from '../xdr/registry.ts';
import { integer, wide } from './scalar.ts';
import { thousands } from '../xdr/text.ts';

const grouped: Meaning = {
  display(view) {
    const value = integer(view);
    return value === null ? null : thousands(value);
  },
};

/** A lock's length: 0 reaches to the end of the file, whatever it grows to. */
const lockLength: Meaning = {
  display(view) {
    const value = integer(view);
    if (value === null) return null;
    return value === 0n || value === 0 ? '0 (to the end)' : thousands(value);
  },
};

/** A number whose bits say something: hex, in full width. */
const inHex: Meaning = {
  display(view) {
    const value = wide(view);
    return value === null ? null : '0x' + value.toString(16).padStart(view.length * 2, '0');
  },
};

/**
 * Where the next READDIR goes on. A cookie: the brick's own offset with bits of the distribute translator
 * in it. 0 begins, the largest number is the end.
 */
const directoryOffset: Meaning = {
  display(view) {
    const value = wide(view);
    if (value === null) return null;
    if (value === 0n) return '0';
    if (value === 0x7fffffffffffffffn) return '0x7fffffffffffffff (end)';
    return '0x' + value.toString(16).padStart(view.length * 2, '0');
  },
};

export const sizeMeanings: readonly (readonly [string, Meaning])[] = [
  ['file_size', grouped],
  ['file_offset', grouped],
  ['byte_count', grouped],
  ['lock_length', lockLength],
  ['hex_word', inHex],
  ['d_off', directoryOffset],
];
