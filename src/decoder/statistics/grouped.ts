/** Latencies put together by the group that they belong to. */
import { latencyBin, LATENCY_BINS } from './bins.ts';
import { latencyOf } from './quantiles.ts';
import type { Pace } from './pace.ts';
import { Doubles, Words } from './rows.ts';
import type { Latency } from './shapes.ts';

/** Latencies between two looks at the clock. */
const SLICE = 16_384;

export class Grouped {
  private readonly latencies: Doubles;
  private readonly groups: Words;

  /** @param room how many are expected */
  constructor(room = 0) {
    this.latencies = new Doubles(room);
    this.groups = new Words(room);
  }

  /** What is no number is left out. */
  push(group: number, latency: number): void {
    if (Number.isNaN(latency)) return;
    this.latencies.push(latency);
    this.groups.push(group);
  }

  /**
   * Latencies of group g at values[starts[p], starts[p + 1]), p being its place.
   * @param place of each group, below `places`; null: groups are places
   */
  async sorted(
    places: number,
    pace: Pace,
    place: Uint32Array | null = null,
  ): Promise<{ values: Float64Array; starts: Uint32Array }> {
    const latencies = this.latencies.values;
    const groups = this.groups.values;
    const starts = new Uint32Array(places + 1);
    await slices(groups.length, pace, (from, to) => {
      for (let i = from; i < to; i++) {
        const group = groups[i]!;
        starts[(place === null ? group : place[group]!) + 1]!++;
      }
    });
    for (let i = 0; i < places; i++) starts[i + 1]! += starts[i]!;
    const next = starts.slice();
    const values = new Float64Array(latencies.length);
    await slices(groups.length, pace, (from, to) => {
      for (let i = from; i < to; i++) {
        const group = groups[i]!;
        values[next[place === null ? group : place[group]!]!++] = latencies[i]!;
      }
    });
    return { values, starts };
  }

  /** Of all, whatever their group. */
  async all(pace: Pace): Promise<Latency> {
    const values = this.latencies.values.slice();
    return latencyOf(values, 0, values.length, pace);
  }
}

/** Like the blocks of a pace, and no progress by itself. */
async function slices(count: number, pace: Pace, visit: (from: number, to: number) => void): Promise<void> {
  for (let from = 0; from < count; from += SLICE) {
    visit(from, Math.min(count, from + SLICE));
    if (pace.due) await pace.breathe();
  }
}

/** How many of values[from, to) lie in each bin. */
export async function histogramOf(
  values: Float64Array,
  from: number,
  to: number,
  pace: Pace,
): Promise<Uint32Array> {
  const bins = new Uint32Array(LATENCY_BINS);
  await slices(to - from, pace, (first, last) => {
    for (let i = first; i < last; i++) bins[latencyBin(values[from + i]!)]!++;
  });
  return bins;
}
