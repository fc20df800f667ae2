/**
 * Latencies of a line as small bars, one a bin. Heights are square roots: a single slow call among thousands is
 * still to be seen. The bins are the same for all lines, so that bars under each other compare.
 */
import type { Bins } from './bins.ts';

const BAR = 6;
const HEIGHT = 16;

export function Histogram({ counts, bins }: { counts: Uint32Array; bins: Bins }) {
  const { from, to } = bins;
  let most = 0;
  for (let bin = from; bin < to; bin++) most = Math.max(most, counts[bin]!);
  const bars: string[] = [];
  for (let bin = from; bin < to; bin++) {
    const value = counts[bin]!;
    if (value === 0) continue;
    const height = Math.max(1.5, HEIGHT * Math.sqrt(value / most));
    const x = (bin - from) * BAR;
    bars.push(`M${x} ${HEIGHT}v${-height}h${BAR - 1}v${height}z`);
  }
  const width = (to - from) * BAR;
  return (
    <svg className="histogram" width={width} height={HEIGHT + 1} aria-hidden="true">
      <path className="base" d={`M0 ${HEIGHT + 0.5}H${width}`} />
      <path d={bars.join('')} />
    </svg>
  );
}
