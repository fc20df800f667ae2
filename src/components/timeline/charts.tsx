/** The charts of one measure: all records pale behind those that the filter keeps. */
import { useMemo } from 'react';
import type { TimelineStatistics } from '../../decoder/api.ts';
import { barsOf, largest, middleOf, type Measure } from './measures.ts';
import type { Range } from './range.ts';
import { TimeChart, type ChartSeries } from './TimeChart.tsx';
import type { Colours } from './use-colours.ts';

export interface MeasureChartProps {
  readonly measure: Measure;
  readonly data: TimelineStatistics;
  /** all records, of the same bins, where `data` is what a filter keeps */
  readonly behind: TimelineStatistics | null;
  readonly window: Range;
  readonly width: number;
  readonly height: number;
  readonly colours: Colours;
}

/** Least latency of the scale, nanoseconds. */
const LEAST_LATENCY = 1_000;

/** Top of the scale of a measure. */
export function topOf(measure: Measure, data: TimelineStatistics, behind: TimelineStatistics | null): number {
  return largest(barsOf(behind ?? data, measure));
}

export function MeasureChart(props: MeasureChartProps) {
  const { measure, data, behind, window, width, height, colours } = props;
  const series = useMemo<readonly ChartSeries[]>(() => {
    const bars = barsOf(data, measure);
    const middle = middleOf(data, measure);
    const main = measure === 'errors' ? 'err' : measure === 'latency' ? 'edge' : behind ? 'ink' : 'edge';
    return [
      ...(behind ? [{ values: barsOf(behind, measure), form: 'bars', colour: 'rule' } as const] : []),
      { values: bars, form: 'bars', colour: main },
      ...(middle ? [{ values: middle, form: 'line', colour: 'ink' } as const] : []),
      // Where most bars count records, those that failed stand in them.
      ...(measure === 'records' && data.errors.length > 0
        ? [{ values: barsOf(data, 'errors'), form: 'bars', colour: 'err' } as const]
        : []),
    ];
  }, [data, behind, measure]);
  return (
    <TimeChart
      width={width}
      height={height}
      window={window}
      edges={data.edges}
      series={series}
      most={topOf(measure, data, behind)}
      least={measure === 'latency' ? LEAST_LATENCY : null}
      colours={colours}
    />
  );
}
