/** Bins of the latency histograms: which are used, and what they are called. */
import type { LatencyBins } from '../../decoder/api.ts';
import { duration } from '../record-table/format.ts';
import { grouped } from '../parts/grouped.ts';

/** Bins [from, to) that any line has something in; at least a few, so that a lone bar has a place. */
export interface Bins {
  readonly from: number;
  readonly to: number;
}

const LEAST = 6;

export function binsUsed(histograms: readonly Uint32Array[], bins: number): Bins {
  let from = bins;
  let to = 0;
  for (const histogram of histograms) {
    for (let bin = 0; bin < bins; bin++) {
      if (!histogram[bin]) continue;
      if (bin < from) from = bin;
      if (bin >= to) to = bin + 1;
    }
  }
  if (from >= to) return { from: 0, to: Math.min(LEAST, bins) };
  while (to - from < LEAST && (from > 0 || to < bins)) {
    if (to < bins) to++;
    if (to - from < LEAST && from > 0) from--;
  }
  return { from, to };
}

/** `20–50 µs`, `below 1 µs`, `100 s and more` */
export function binName(edges: Float64Array, bin: number): string {
  const low = edges[bin]!;
  const high = edges[bin + 1]!;
  if (!Number.isFinite(low)) return `below ${short(high)}`;
  if (!Number.isFinite(high)) return `${short(low)} and more`;
  const [a, b] = [short(low), short(high)];
  const unit = b.slice(b.indexOf(' '));
  return a.endsWith(unit) ? `${a.slice(0, -unit.length)}–${b}` : `${a}–${b}`;
}

/** Edges are round: no digits behind the point. */
export function short(ns: number): string {
  return duration(ns).replace(/\.0+ /, ' ');
}

/** `12 in 20–50 µs, 3 in 50–100 µs` */
export function histogramWords(histogram: Uint32Array, { edges }: LatencyBins): string {
  const parts: string[] = [];
  for (let bin = 0; bin < histogram.length; bin++) {
    const calls = histogram[bin]!;
    if (calls > 0) parts.push(`${grouped(calls)} in ${binName(edges, bin)}`);
  }
  return parts.join(', ');
}
