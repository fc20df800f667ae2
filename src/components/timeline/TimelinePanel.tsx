/** All measures by time, under each other, with one range over all of them. */
import { Brush } from './Brush.tsx';
import { MeasureChart, topOf } from './charts.tsx';
import { amount, barsOf, binAt, MEASURE_WORDS, MEASURES, scaleWords } from './measures.ts';
import { rangeWords, secondsText } from './range.ts';
import { inRange, useBrush, type TimelineProps } from './use-brush.ts';
import { useColours } from './use-colours.ts';

const HEIGHT = 40;

export function TimelinePanel(props: TimelineProps) {
  const { data, behind, window, range, onRange } = props;
  const colours = useColours();
  const { pointed, shown, zoomedIn, zoomIn, zoomOut, brush } = useBrush(props);
  const bin = Number.isNaN(pointed) ? -1 : binAt(data.edges, pointed);
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
        <Brush {...brush}>
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
        <button type="button" onClick={zoomIn}>
          Zoom in
        </button>
        <button type="button" disabled={!zoomedIn} onClick={zoomOut}>
          Zoom out
        </button>
      </div>
    </>
  );
}

function amountAt({ data }: TimelineProps, measure: (typeof MEASURES)[number], bin: number): string {
  const value = barsOf(data, measure)[bin];
  return value == null ? '' : amount(measure, value);
}
