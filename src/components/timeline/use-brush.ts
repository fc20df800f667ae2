/** What strip and panel share: what is pointed at, what is being drawn, and how close one looks. */
import { useState } from 'react';
import type { TimelineStatistics } from '../../decoder/api.ts';
import { some } from '../statistics/words.ts';
import { sumsIn } from './measures.ts';
import { within, zoomed, type Range } from './range.ts';

export interface TimelineProps {
  readonly data: TimelineStatistics;
  readonly behind: TimelineStatistics | null;
  /** first to last record of the source */
  readonly whole: Range;
  readonly window: Range;
  readonly onWindow: (window: Range) => void;
  readonly range: Range | null;
  readonly onRange: (range: Range | null) => void;
  /** time of the selected record; NaN: none */
  readonly mark: number;
  readonly timeDigits: number;
}

export function useBrush({ data, whole, window, onWindow, range, onRange, mark }: TimelineProps) {
  const [pointed, setPointed] = useState(NaN);
  const [draft, setDraft] = useState<Range | null>(null);
  return {
    /** time under the pointer; NaN: none */
    pointed,
    /** the range that is drawn, or in force */
    shown: draft ?? range,
    zoomedIn: window.from > whole.from || window.to < whole.to,
    zoomIn: () => onWindow(range ? within(range, whole) : zoomed(window, 0.5, whole)),
    zoomOut: () => onWindow(whole),
    /** for the Brush around the charts */
    brush: {
      label: 'Range of time',
      window,
      whole,
      onWindow,
      range,
      onApply: onRange,
      mark,
      wordsOf: (one: Range) => inRange(data, one),
      onPoint: (time: number, next: Range | null) => {
        setPointed(time);
        setDraft(next);
      },
      axis: true,
    },
  };
}

/** `about 112 records, 3 errors` */
export function inRange(data: TimelineStatistics, range: Range): string {
  const { records, errors } = sumsIn(data, range.from, range.to);
  return `about ${some(records, 'record')}${errors > 0 ? `, ${some(errors, 'error')}` : ''}`;
}
