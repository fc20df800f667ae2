/** One measure by time in a strip that stays while records are walked. */
import { useState } from 'react';
import type { TimelineStatistics } from '../../decoder/api.ts';
import { some } from '../statistics/words.ts';
import { Brush } from './Brush.tsx';
import { MeasureChart, topOf } from './charts.tsx';
import { MEASURE_WORDS, MEASURES, scaleWords, sumsIn, type Measure } from './measures.ts';
import { readingOf } from './reading.ts';
import { zoomed, type Range } from './range.ts';
import { useColours } from './use-colours.ts';

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

export interface TimelineStripProps extends TimelineProps {
  readonly measure: Measure;
  readonly onMeasure: (measure: Measure) => void;
  readonly onTable: () => void;
  readonly onClose: () => void;
}

const HEIGHT = 38;

export function TimelineStrip(props: TimelineStripProps) {
  const { data, behind, whole, window, onWindow, range, onRange, mark, measure, onMeasure } = props;
  const colours = useColours();
  const [pointed, setPointed] = useState(NaN);
  const [draft, setDraft] = useState<Range | null>(null);
  const zoomedIn = window.from > whole.from || window.to < whole.to;
  return (
    <section className="timeline-strip" aria-label="Timeline" data-pane="timeline">
      <div>
        <div className="what">
          <select
            aria-label="Measure of the timeline"
            value={measure}
            onChange={(event) => onMeasure(event.target.value as Measure)}
          >
            {MEASURES.map((one) => (
              <option key={one} value={one}>
                {MEASURE_WORDS[one]}
              </option>
            ))}
          </select>
          <span className="most">{scaleWords(measure, data, topOf(measure, data, behind))}</span>
        </div>
        <div className="reading">{readingOf(data, measure, pointed, draft ?? range, props.timeDigits)}</div>
      </div>
      <Brush
        label="Range of time"
        window={window}
        whole={whole}
        onWindow={onWindow}
        range={range}
        onApply={onRange}
        mark={mark}
        wordsOf={(one) => inRange(data, one)}
        onPoint={(time, next) => {
          setPointed(time);
          setDraft(next);
        }}
        axis
      >
        {(width) => (
          <MeasureChart
            measure={measure}
            data={data}
            behind={behind}
            window={window}
            width={width}
            height={HEIGHT}
            colours={colours}
          />
        )}
      </Brush>
      <div className="timeline-buttons">
        <button
          type="button"
          aria-label="Zoom in on the range"
          title="Zoom in (+)"
          onClick={() =>
            onWindow(
              range
                ? { from: Math.max(whole.from, range.from), to: Math.min(whole.to, range.to) }
                : zoomed(window, 0.5, whole),
            )
          }
        >
          +
        </button>
        <button
          type="button"
          aria-label="Zoom out to the whole"
          title="Zoom out"
          disabled={!zoomedIn}
          onClick={() => onWindow(whole)}
        >
          −
        </button>
        <button type="button" onClick={props.onTable}>
          Table
        </button>
        <button type="button" aria-label="Close the timeline" title="Close" onClick={props.onClose}>
          ✕
        </button>
      </div>
    </section>
  );
}

export function inRange(data: TimelineStatistics, range: Range): string {
  const { records, errors } = sumsIn(data, range.from, range.to);
  return `about ${some(records, 'record')}${errors > 0 ? `, ${some(errors, 'error')}` : ''}`;
}
