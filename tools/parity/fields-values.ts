/** Whether another decoder's words for a value mean the same as ours. */
import type { FieldJson } from '../../src/decoder/api.ts';

/** @param show as a display filter would write it; '' for groups, which have no value */
export function sameValue(show: string, own: FieldJson): boolean {
  const { value } = own;
  // a group has no value of its own
  if (value === null && own.children !== undefined) return true;
  if (show === '') return value === null || value === '';
  if (typeof value === 'boolean') return show === (value ? '1' : '0');
  const whole = isWhole(value) ? BigInt(value) : null;
  if (whole !== null && numberOf(show) === whole) return true;
  if (/^([0-9a-f]{2}:)*[0-9a-f]{2}$/.test(show)) {
    if (typeof value === 'string' && bytes(show) === bytes(value)) return true;
    return whole !== null && BigInt(`0x${bytes(show)}`) === BigInt.asUintN(own.length * 8, whole);
  }
  return show === value;
}

/** Decimal or hexadecimal; null: none. */
export function numberOf(show: string): bigint | null {
  return isWhole(show) || /^0x[0-9a-f]+$/i.test(show) ? BigInt(show) : null;
}

/** A whole number; wide ones are decimal strings. */
export function isWhole(value: unknown): value is string | number {
  return typeof value === 'number'
    ? Number.isInteger(value)
    : typeof value === 'string' && /^-?\d+$/.test(value);
}

/** `01:0a`, `010a` and a UUID as bare digits. */
function bytes(text: string): string {
  return text.replace(/[:-]/g, '').toLowerCase();
}
