/** Times: seconds since 1970 as UTC, nanoseconds, and both together where they stand apart. */
import type { Meaning } from '../xdr/registry.ts';
import type { NodeView } from '../xdr/view.ts';
import { integer, word } from './scalar.ts';
import { thousands } from '../xdr/text.ts';

/** Largest second that a Date holds. */
const LIMIT = 8_640_000_000_000;

/** `2026-11-22T19:01:02Z`, with nine digits when nanoseconds are given; null where no calendar reaches. */
export function utc(seconds: number | bigint, nanoseconds?: number): string | null {
  const number = Number(seconds);
  if (!(Math.abs(number) <= LIMIT)) return null;
  const whole = new Date(number * 1000).toISOString().replace('.000Z', '');
  return nanoseconds === undefined ? `${whole}Z` : `${whole}.${String(nanoseconds).padStart(9, '0')}Z`;
}

const seconds: Meaning = {
  display(view) {
    const value = integer(view);
    if (value === null) return null;
    if (value === 0 || value === 0n) return '0';
    const when = utc(value);
    return when === null ? null : `${when} (${value})`;
  },
};

const nanoseconds: Meaning = {
  display(view) {
    const value = word(view);
    return value === null ? null : `${thousands(value)} ns`;
  },
};

/** The moment of `<name>` and `<name>_nsec` among a group's children; null where either is missing. */
export function moment(group: NodeView, name: string): string | null {
  const whole = group.child(name);
  const part = group.child(`${name}_nsec`);
  const s = whole ? integer(whole) : null;
  const ns = part ? word(part) : null;
  if (s === null || ns === null || ns > 999_999_999) return null;
  return utc(s, ns);
}

export const timeMeanings: readonly (readonly [string, Meaning])[] = [
  ['time_sec', seconds],
  ['time_sec_u', seconds],
  ['time_sec32', seconds],
  ['time_nsec', nanoseconds],
];
