/** One measure by time in a strip that stays while records are walked. */
import { Brush } from './Brush.tsx';
import { MeasureChart, topOf } from './charts.tsx';
import { MEASURE_WORDS, MEASURES, scaleWords, type Measure } from './measures.ts';
import { readingOf } from './reading.ts';
import { useBrush, type TimelineProps } from './use-brush.ts';
import { useColours } from './use-colours.ts';

export interface TimelineStripProps extends TimelineProps {
  readonly measure: Measure;
  readonly onMeasure: (measure: Measure) => void;
  readonly onTable: () => void;
  readonly onClose: () => void;
}

const HEIGHT = 38;

export function TimelineStrip(props: TimelineStripProps) {
  const { data, behind, window, measure, onMeasure } = props;
  const colours = useColours();
  const { pointed, shown, zoomedIn, zoomIn, zoomOut, brush } = useBrush(props);
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
        <div className="reading">{readingOf(data, measure, pointed, shown, props.timeDigits)}</div>
      </div>
      <Brush {...brush}>
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
        <button type="button" aria-label="Zoom in on the range" title="Zoom in (+)" onClick={zoomIn}>
          +
        </button>
        <button
          type="button"
          aria-label="Zoom out to the whole"
          title="Zoom out"
          disabled={!zoomedIn}
          onClick={zoomOut}
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
