/** Bytes that are looked for: read from hex digits, found in a record. */
import type { FilterError } from '../api.ts';

/** `de ad be ef`, `0xdeadbeef`, `de:ad:be:ef`. */
export function parseHex(text: string): Uint8Array | FilterError {
  const error = (message: string, start: number, stop: number): FilterError => {
    return { message, start, stop, expected: ['pairs of hex digits'] };
  };
  const wrong = /[^0-9a-f\s:.,x-]/i.exec(text);
  if (wrong) return error(`“${wrong[0]}” is no hex digit.`, wrong.index, wrong.index + wrong[0].length);
  const digits = text.replace(/0x/gi, '').replace(/[^0-9a-f]/gi, '');
  if (digits.length === 0) return error('There are no hex digits.', 0, text.length);
  if (digits.length % 2 === 1) {
    return error(`${digits.length} hex digits: an odd number. Two make a byte.`, 0, text.length);
  }
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16),
  );
}

/** The place nearest to `from` in a direction, -1: none. */
export function placeIn(bytes: Uint8Array, needle: Uint8Array, from: number, direction: 1 | -1): number {
  const lead = needle[0]!;
  let at = direction === 1 ? Math.max(0, from) : Math.min(from, bytes.length - needle.length);
  while (at >= 0 && at + needle.length <= bytes.length) {
    at = direction === 1 ? bytes.indexOf(lead, at) : bytes.lastIndexOf(lead, at);
    if (at < 0 || at + needle.length > bytes.length) return -1;
    if (holds(bytes, needle, at)) return at;
    at += direction;
  }
  return -1;
}

function holds(bytes: Uint8Array, needle: Uint8Array, at: number): boolean {
  for (let i = 1; i < needle.length; i++) if (bytes[at + i] !== needle[i]) return false;
  return true;
}
