/** Latencies put together by the group that they belong to. */
import { latencyBin, LATENCY_BINS } from './bins.ts';
import { latencyOf } from './quantiles.ts';
import type { Pace } from './pace.ts';
import { Doubles, Words } from './rows.ts';
import type { Latency } from './shapes.ts';

export class Grouped {
  private readonly latencies = new Doubles();
  private readonly groups = new Words();

  /** What is no number is left out. */
  push(group: number, latency: number): void {
    if (Number.isNaN(latency)) return;
    this.latencies.push(latency);
    this.groups.push(group);
  }

  /**
   * Latencies of group g at values[starts[g], starts[g + 1]).
   * @param place of a group among all, ascending; several groups may share a place
   */
  async sorted(
    places: number,
    pace: Pace,
    place: (group: number) => number = (group) => group,
  ): Promise<{ values: Float64Array; starts: Uint32Array }> {
    const latencies = this.latencies.values;
    const groups = this.groups.values;
    const starts = new Uint32Array(places + 1);
    await inBlocks(groups.length, pace, (i) => starts[place(groups[i]!) + 1]!++);
    for (let i = 0; i < places; i++) starts[i + 1]! += starts[i]!;
    const next = starts.slice();
    const values = new Float64Array(latencies.length);
    await inBlocks(groups.length, pace, (i) => {
      values[next[place(groups[i]!)]!++] = latencies[i]!;
    });
    return { values, starts };
  }

  /** Of all, whatever their group. */
  async all(pace: Pace): Promise<Latency> {
    const values = this.latencies.values.slice();
    return latencyOf(values, 0, values.length, pace);
  }
}

async function inBlocks(count: number, pace: Pace, visit: (i: number) => void): Promise<void> {
  for (let i = 0; i < count; i++) {
    visit(i);
    if (i % 8192 === 0 && pace.due) await pace.breathe();
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
  await inBlocks(to - from, pace, (i) => bins[latencyBin(values[from + i]!)]!++);
  return bins;
}
