/**
 * Bars and lines by time, on a canvas by uPlot, which knows nothing here but how to draw: places on the axis are
 * linear over the whole width, so that marks and ranges are laid over it as elements.
 */
import { useLayoutEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Values } from './measures.ts';
import type { Range } from './range.ts';
import type { ColourName, Colours } from './use-colours.ts';

export interface ChartSeries {
  readonly values: Values;
  readonly form: 'bars' | 'line';
  readonly colour: ColourName;
}

export interface TimeChartProps {
  readonly width: number;
  readonly height: number;
  readonly window: Range;
  /** one more than there are values */
  readonly edges: Float64Array;
  /** first drawn, first hidden */
  readonly series: readonly ChartSeries[];
  /** top of the scale */
  readonly most: number;
  /** bottom of a logarithmic scale; null: linear from 0 */
  readonly least: number | null;
  readonly colours: Colours;
}

/** Bars wider than this, pixels, stand apart. */
const APART = 4;

export function TimeChart({ width, height, window, edges, series, most, least, colours }: TimeChartProps) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = place.current;
    const bins = edges.length - 1;
    if (!element || width <= 0 || height <= 0 || bins < 1) return;
    const barWidth = (width * (edges[1]! - edges[0]!)) / (window.to - window.from);
    const bars = uPlot.paths.bars!({ size: [1, Infinity, 1], align: 1, gap: barWidth > APART ? 1 : 0 });
    const lines = uPlot.paths.stepped!({ align: 1 });
    const chart = new uPlot(
      {
        width,
        height,
        padding: [4, 0, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        select: { show: false, left: 0, top: 0, width: 0, height: 0 },
        axes: [{ show: false }, { show: false }],
        scales: {
          x: { time: false, range: () => [window.from, window.to] },
          y: {
            distr: least === null ? 1 : 3,
            range: () => [least ?? 0, Math.max(most, least === null ? 1 : least * 10)],
          },
        },
        series: [
          {},
          ...series.map(({ form, colour }): uPlot.Series => ({
            ...(form === 'bars'
              ? { paths: bars, fill: colours[colour], width: 0 }
              : { paths: lines, width: 1.25 }),
            stroke: colours[colour],
            points: { show: false },
          })),
        ],
      },
      [
        Array.from({ length: bins }, (_, bin) => edges[bin]!),
        ...series.map(({ values, form }) =>
          // A bar of nothing would draw the line at the bottom.
          form === 'bars' ? values.map((value) => (value === 0 ? null : value)) : [...values],
        ),
      ],
      element,
    );
    return () => chart.destroy();
  }, [width, height, window, edges, series, most, least, colours]);
  return <div ref={place} className="time-chart" style={{ height }} aria-hidden="true" />;
}
