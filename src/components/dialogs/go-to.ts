/** What is typed into `Go to` → where that is. */
import type { GoTo } from '../../decoder/api.ts';

export type GoToKind = GoTo['kind'];

const SECOND = 1e9;
const DAY = 86_400n * 1_000_000_000n;

/** @param startTime nanoseconds since the epoch of time 0; null: unknown */
export function parseGoTo(kind: GoToKind, typed: string, startTime: bigint | null): GoTo | string {
  const text = typed.trim().replace(/,/g, '');
  if (kind === 'time') return parseTime(text, startTime);
  if (!/^\d{1,10}$/.test(text)) return 'A number is expected.';
  const value = Number(text);
  return kind === 'row' ? { kind, row: value } : { kind, frame: value };
}

function parseTime(text: string, startTime: bigint | null): GoTo | string {
  const relative = /^(\d{1,9}(?:\.\d*)?|\.\d+)\s*s?$/.exec(text);
  if (relative) return { kind: 'time', time: Math.round(Number(relative[1]) * SECOND) };
  const ofDay = /^(\d{1,2}):([0-5]\d)(?::([0-5]\d(?:\.\d{1,9})?))?$/.exec(text);
  if (!ofDay || Number(ofDay[1]) > 23) {
    return 'Seconds since the first frame are expected, 12.345, or a time of the day, 14:05:12.5.';
  }
  if (startTime === null) return 'The capture has no clock.';
  const seconds = Number(ofDay[1]) * 3600 + Number(ofDay[2]) * 60 + Number(ofDay[3] ?? 0);
  const wanted = BigInt(Math.round(seconds * 1e3)) * 1_000_000n;
  // The day of the first frame; a time before it is one of the next day.
  const since = (wanted - (startTime % DAY) + DAY) % DAY;
  return { kind: 'time', time: Number(since) };
}
