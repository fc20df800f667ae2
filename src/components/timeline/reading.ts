/** What is under the pointer, or in the range, as one line. */
import type { TimelineStatistics } from '../../decoder/api.ts';
import { seconds } from '../record-table/format.ts';
import { grouped } from '../parts/grouped.ts';
import { amount, barsOf, binAt, middleOf, sumsIn, type Measure } from './measures.ts';
import { rangeWords, type Range } from './range.ts';

export function readingOf(
  data: TimelineStatistics,
  measure: Measure,
  pointed: number,
  range: Range | null,
  timeDigits: number,
): string {
  const bin = Number.isNaN(pointed) ? -1 : binAt(data.edges, pointed);
  if (bin >= 0) {
    const value = barsOf(data, measure)[bin];
    const middle = middleOf(data, measure)?.[bin];
    const what =
      value == null
        ? 'nothing'
        : middle == null
          ? amount(measure, value)
          : `p50 ${amount(measure, middle)}, p99 ${amount(measure, value)}`;
    return `${seconds(data.edges[bin]!, Math.min(6, timeDigits))} s: ${what}`;
  }
  if (range) {
    const { records, errors } = sumsIn(data, range.from, range.to);
    return `${rangeWords(range)} · ${grouped(records)}${errors > 0 ? ` · ✕ ${grouped(errors)}` : ''}`;
  }
  return 'Drag to filter by time';
}
