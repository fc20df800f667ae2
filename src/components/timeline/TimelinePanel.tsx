/** All measures by time, under each other, with one range over all of them. */
import { useState } from 'react';
import { Brush } from './Brush.tsx';
import { MeasureChart, topOf } from './charts.tsx';
import { amount, barsOf, binAt, MEASURE_WORDS, MEASURES, scaleWords } from './measures.ts';
import { rangeWords, secondsText, zoomed, type Range } from './range.ts';
import { inRange, type TimelineProps } from './TimelineStrip.tsx';
import { useColours } from './use-colours.ts';

const HEIGHT = 40;

export function TimelinePanel(props: TimelineProps) {
  const { data, behind, whole, window, onWindow, range, onRange, mark } = props;
  const colours = useColours();
  const [pointed, setPointed] = useState(NaN);
  const [draft, setDraft] = useState<Range | null>(null);
  const shown = draft ?? range;
  const bin = Number.isNaN(pointed) ? -1 : binAt(data.edges, pointed);
  const zoomedIn = window.from > whole.from || window.to < whole.to;
  return (
    <>
      <div className="timeline-panel">
        <div className="timeline-names">
          {MEASURES.map((measure) => (
            <div key={measure} style={{ height: HEIGHT }}>
              {MEASURE_WORDS[measure]}
              <br />
              <span className="dim">
                {bin >= 0
                  ? amountAt(props, measure, bin)
                  : scaleWords(measure, data, topOf(measure, data, behind))}
              </span>
            </div>
          ))}
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
          {(width) =>
            MEASURES.map((measure) => (
              <MeasureChart
                key={measure}
                measure={measure}
                data={data}
                behind={behind}
                window={window}
                width={width}
                height={HEIGHT}
                colours={colours}
              />
            ))
          }
        </Brush>
      </div>
      <div className="timeline-foot">
        <span className="reading">
          {bin >= 0
            ? `${secondsText(data.edges[bin]!)} s to ${secondsText(data.edges[bin + 1]!)} s`
            : shown
              ? `${rangeWords(shown)}: ${inRange(data, shown)}`
              : 'Drag to filter by time. Latency: p99 as bars, p50 as line, logarithmic.'}
        </span>
        {range && (
          <button type="button" onClick={() => onRange(null)}>
            Clear the range
          </button>
        )}
        <button
          type="button"
          onClick={() => onWindow(range ? within(range, whole) : zoomed(window, 0.5, whole))}
        >
          Zoom in
        </button>
        <button type="button" disabled={!zoomedIn} onClick={() => onWindow(whole)}>
          Zoom out
        </button>
      </div>
    </>
  );
}

const within = ({ from, to }: Range, whole: Range): Range => ({
  from: Math.max(whole.from, from),
  to: Math.min(whole.to, to),
});

function amountAt({ data }: TimelineProps, measure: (typeof MEASURES)[number], bin: number): string {
  const value = barsOf(data, measure)[bin];
  return value == null ? '' : amount(measure, value);
}
