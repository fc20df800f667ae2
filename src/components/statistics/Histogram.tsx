/**
 * Latencies of a line as small bars, one a bin. Heights are square roots: a single slow call among thousands is
 * still to be seen. The bins are the same for all lines, so that bars under each other compare.
 */
import type { Bins } from './bins.ts';

const HEIGHT = 18;
/** Pixels a bar; many are narrow. */
const barOf = (bins: number): number => (bins > 12 ? 6 : 10);

export function Histogram({ counts, bins }: { counts: Uint32Array; bins: Bins }) {
  const shown = [...counts.subarray(bins.from, bins.to)];
  const bar = barOf(shown.length);
  const most = Math.max(1, ...shown);
  const bars = shown.map((value, bin) => {
    if (value === 0) return '';
    const height = Math.max(1.5, (HEIGHT - 1) * Math.sqrt(value / most));
    return `M${bin * bar} ${HEIGHT}v${-height}h${bar - 1}v${height}z`;
  });
  const width = shown.length * bar;
  return (
    <svg className="histogram" width={width} height={HEIGHT} aria-hidden="true">
      <path className="base" d={`M0 ${HEIGHT - 0.5}H${width}`} />
      <path d={bars.join('')} />
    </svg>
  );
}
