/** Bins: of latencies (1, 2, 5 in each decade), and of time (as many as asked for, all alike). */
import { durationText } from './filters.ts';
import type { LatencyBins, TimeSpan } from './shapes.ts';

const MICROSECOND = 1e3;

function latencyEdges(): Float64Array {
  const edges = [-Infinity];
  for (let decade = MICROSECOND; decade <= 1e10; decade *= 10) edges.push(decade, 2 * decade, 5 * decade);
  return Float64Array.of(...edges, 1e11, Infinity);
}

function latencyFilters(edges: Float64Array): string[] {
  return Array.from({ length: edges.length - 1 }, (_, bin) => {
    const from = edges[bin]!;
    const to = edges[bin + 1]!;
    const above = `rpc.time >= ${durationText(from)}`;
    const below = `rpc.time < ${durationText(to)}`;
    if (bin === 0) return below;
    return to === Infinity ? above : `${above} && ${below}`;
  });
}

const edges = latencyEdges();
export const latencyBins: LatencyBins = { edges, filters: latencyFilters(edges) };
export const LATENCY_BINS = edges.length - 1;

/** Number of the bin that a latency (ns) lies in. */
export function latencyBin(latency: number): number {
  let low = 0;
  let high = LATENCY_BINS;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (latency < edges[middle]!) high = middle;
    else low = middle;
  }
  return low;
}

export const MOST_TIME_BINS = 4_096;

/** Bins of equal length over a span; edges are whole nanoseconds. */
export class TimeBins {
  readonly edges: Float64Array;
  private readonly scale: number;
  private last = 0;

  constructor(
    readonly span: TimeSpan,
    readonly count: number,
  ) {
    const { from, to } = span;
    this.scale = count / (to - from);
    this.edges = Float64Array.from({ length: count + 1 }, (_, i) =>
      i === count ? to : from + Math.floor(((to - from) * i) / count),
    );
  }

  /** Number of the bin, -1: outside, or no time. */
  of(time: number): number {
    const { edges, count } = this;
    // Times come in order, mostly.
    const { last } = this;
    if (time >= edges[last]! && time < edges[last + 1]!) return last;
    const { from, to } = this.span;
    if (!(time >= from && time < to)) return -1;
    let bin = Math.min(count - 1, Math.floor((time - from) * this.scale));
    while (bin > 0 && time < edges[bin]!) bin--;
    while (bin + 1 < count && time >= edges[bin + 1]!) bin++;
    this.last = bin;
    return bin;
  }
}
