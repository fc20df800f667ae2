/** What a timeline can show, bin by bin. */
import type { TimelineStatistics } from '../../decoder/api.ts';
import { duration } from '../record-table/format.ts';
import { grouped } from '../parts/grouped.ts';

export const MEASURES = ['records', 'bytes', 'errors', 'latency', 'outstanding'] as const;
export type Measure = (typeof MEASURES)[number];

export const MEASURE_WORDS: Readonly<Record<Measure, string>> = {
  records: 'Records',
  bytes: 'Bytes',
  errors: 'Errors',
  latency: 'Latency',
  outstanding: 'Outstanding',
};

/** null: nothing there to draw */
export type Values = readonly (number | null)[];

const each = (data: TimelineStatistics, value: (bin: number) => number): Values =>
  Array.from({ length: data.bins }, (_, bin) => {
    const figure = value(bin);
    return Number.isNaN(figure) ? null : figure;
  });

/** Bars of a measure; for latency the 99th percentile. */
export function barsOf(data: TimelineStatistics, measure: Measure): Values {
  switch (measure) {
    case 'records':
      return each(data, (bin) => data.calls[bin]! + data.replies[bin]!);
    case 'bytes':
      return each(data, (bin) => data.bytes[bin]!);
    case 'errors':
      return each(data, (bin) => data.errors[bin] ?? 0);
    case 'latency':
      return each(data, (bin) => data.latencyP99[bin]!);
    case 'outstanding':
      return each(data, (bin) => data.outstandingMax[bin]!);
  }
}

/** The middle of latencies, drawn over the bars; null: the measure has no such line. */
export function middleOf(data: TimelineStatistics, measure: Measure): Values | null {
  return measure === 'latency' ? each(data, (bin) => data.latencyP50[bin]!) : null;
}

export const largest = (values: Values): number =>
  values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);

const UNITS = ['', ' KB', ' MB', ' GB', ' TB'];

/** A figure of a measure: `1,134`, `182 KB`, `10.1 ms`. */
export function amount(measure: Measure, value: number): string {
  if (measure === 'latency') return duration(value);
  if (measure !== 'bytes' || value < 1e4) return grouped(Math.round(value));
  let unit = 0;
  let size = value;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1e3;
    unit++;
  }
  return `${size.toFixed(size < 9.995 ? 2 : size < 99.95 ? 1 : 0)}${UNITS[unit]!}`;
}

/** What the scale of a measure goes up to: `≤ 255`; errors may not be known yet. */
export function scaleWords(measure: Measure, data: TimelineStatistics, top: number): string {
  return measure === 'errors' && data.errors.length === 0 ? '…' : `≤ ${amount(measure, top)}`;
}

/** The bin at a time, -1: none. Edges ascend. */
export function binAt(edges: Float64Array, time: number): number {
  const bins = edges.length - 1;
  if (bins < 1 || time < edges[0]! || time >= edges[bins]!) return -1;
  let low = 0;
  let high = bins;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! <= time) low = middle;
    else high = middle;
  }
  return low;
}

/** What is in a range, as far as bins tell: those that begin in it. */
export function sumsIn(data: TimelineStatistics, from: number, to: number) {
  let records = 0;
  let errors = 0;
  for (let bin = 0; bin < data.bins; bin++) {
    const middle = (data.edges[bin]! + data.edges[bin + 1]!) / 2;
    if (middle < from || middle >= to) continue;
    records += data.calls[bin]! + data.replies[bin]!;
    errors += data.errors[bin] ?? 0;
  }
  return { records, errors };
}
