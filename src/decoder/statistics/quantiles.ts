/** Exact quantiles by selection: the values are moved about in place and never sorted as a whole. */
import type { Pace } from './pace.ts';
import type { Latency } from './shapes.ts';

/** Below that many values a range is put in order by insertion. */
const SHORT = 24;

/** Place of the quantile (in percent, whole, above 0) of `count` values in order, by nearest rank. */
export function rank(percent: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.ceil((percent * count) / 100) - 1));
}

/**
 * Moves values[from, to) so that at `k` stands what would stand there in order, nothing larger before it and
 * nothing smaller behind it. No value may be NaN. Yields in between when there are many.
 */
export async function select(
  values: Float64Array,
  from: number,
  to: number,
  k: number,
  pace: Pace,
): Promise<number> {
  let low = from;
  let high = to - 1;
  // Bad luck with pivots ends in a sort of what is left: no input makes this quadratic.
  for (let rounds = 3 * (32 - Math.clz32(to - from)); high - low >= SHORT; rounds--) {
    if (rounds === 0) {
      values.subarray(low, high + 1).sort();
      return values[k]!;
    }
    const [left, right] = partition(values, low, high);
    if (k <= right) high = right;
    else if (k >= left) low = left;
    else return values[k]!;
    if (pace.due) await pace.breathe();
  }
  insertion(values, low, high);
  return values[k]!;
}

/**
 * Afterwards values[low, right] <= pivot <= values[left, high], and what lies between is the pivot
 * (Hoare's scheme, with the median of three).
 */
function partition(values: Float64Array, low: number, high: number): [left: number, right: number] {
  const a = values[low]!;
  const b = values[(low + high) >>> 1]!;
  const c = values[high]!;
  const pivot = a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b;
  let left = low;
  let right = high;
  while (left <= right) {
    while (values[left]! < pivot) left++;
    while (values[right]! > pivot) right--;
    if (left > right) break;
    const swapped = values[left]!;
    values[left++] = values[right]!;
    values[right--] = swapped;
  }
  return [left, right];
}

function insertion(values: Float64Array, low: number, high: number): void {
  for (let i = low + 1; i <= high; i++) {
    const value = values[i]!;
    let at = i - 1;
    for (; at >= low && values[at]! > value; at--) values[at + 1] = values[at]!;
    values[at + 1] = value;
  }
}

export const NO_LATENCY: Latency = {
  count: 0,
  min: NaN,
  p50: NaN,
  p90: NaN,
  p99: NaN,
  max: NaN,
  mean: NaN,
  sum: 0,
};

/** What is told of values[from, to), which are moved about. No value may be NaN. */
export async function latencyOf(
  values: Float64Array,
  from: number,
  to: number,
  pace: Pace,
): Promise<Latency> {
  const count = to - from;
  if (count === 0) return NO_LATENCY;
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  // Each selection leaves what is larger behind it: the next has only that to look at.
  const at50 = from + rank(50, count);
  const p50 = await select(values, from, to, at50, pace);
  const at90 = from + rank(90, count);
  const p90 = await select(values, at50, to, at90, pace);
  const p99 = await select(values, at90, to, from + rank(99, count), pace);
  return { count, min, p50, p90, p99, max, mean: sum / count, sum };
}
