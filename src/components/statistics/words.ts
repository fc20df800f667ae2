/** Words and figures that several tables use. */
import type { TotalLineName } from '../../decoder/api.ts';
import { grouped } from '../parts/grouped.ts';

/** What is not known yet is a dash, what is none is a blank. */
export function figure(n: number): string {
  if (n < 0) return '…';
  return n === 0 ? '' : grouped(n);
}

/** Bytes in full up to six figures, then with a unit: `131,072`, `1.35 MB`. */
export function bytes(n: number): string {
  if (n < 0) return '…';
  if (n < 1e6) return n === 0 ? '' : grouped(n);
  const [value, unit] = n < 999.5e6 ? [n / 1e6, 'MB'] : [n / 1e9, 'GB'];
  return `${value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0)} ${unit}`;
}

export function some(n: number, one: string, more = `${one}s`): string {
  return `${grouped(n)} ${n === 1 ? one : more}`;
}

export const TOTAL_WORDS: Readonly<Record<TotalLineName, string>> = {
  rows: 'rows',
  records: 'records',
  calls: '→ calls',
  replies: '← replies',
  data: 'bare bytes',
  exchanges: 'exchanges',
  unanswered: '∅ no reply',
  oneWay: 'calls that expect no reply',
  orphans: '≈ replies without call',
  errors: '✕ errors',
  normal: 'failures that are usual',
  gaps: 'gaps',
  foreign: 'foreign runs',
  lostHeads: 'lost heads',
  unfinished: 'records cut short',
  duplicateXids: 'XIDs in use twice',
};
