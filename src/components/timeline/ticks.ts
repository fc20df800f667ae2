/** Round places on an axis of time. */
import { lengthOf, secondsText, type Range } from './range.ts';

/** Nanoseconds; at most `most` of them, at 1, 2 or 5 times a power of ten. */
export function ticksOf(window: Range, most: number): number[] {
  const length = lengthOf(window);
  if (!(length > 0) || most < 1) return [];
  const least = length / most;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((lead) => lead * power).find((size) => size >= least) ?? 10 * power,
  );
  const ticks: number[] = [];
  for (let at = Math.ceil(window.from / step); at * step <= window.to && ticks.length <= most; at++) {
    ticks.push(at * step);
  }
  return ticks;
}

/** With as many digits as the step has, so that they are of one form: `1.50 s`. */
export function tickWords(ticks: readonly number[]): string[] {
  const digits = Math.max(0, ...ticks.map((tick) => (secondsText(tick).split('.')[1] ?? '').length));
  return ticks.map((tick) => `${(tick / 1e9).toFixed(digits)} s`);
}
