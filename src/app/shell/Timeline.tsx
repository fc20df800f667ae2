/** The strip of time between top bar and table. */
import { useState } from 'react';
import { Dialog } from '../../components/dialogs/Dialog.tsx';
import { MEASURES, type Measure } from '../../components/timeline/measures.ts';
import { TimelineStrip } from '../../components/timeline/TimelineStrip.tsx';
import { TimeTable } from '../../components/timeline/TimeTable.tsx';
import { showTimeline } from '../sides.ts';
import { remember, remembered } from '../theme.ts';
import './statistics.css';
import { useController } from './use-app.ts';
import { useChoosing } from './use-choosing.tsx';
import { useFiguredView } from './use-statistics.ts';
import { useTimeline } from './use-timeline.ts';

/** Pixels a step of time. */
const STEP = 5;
const KEY = 'timeline.measure';

function firstMeasure(): Measure {
  const kept = remembered(KEY);
  return MEASURES.find((measure) => measure === kept) ?? 'records';
}

export function Timeline() {
  const controller = useController();
  const view = useFiguredView('filtered');
  const [bins] = useState(() => Math.max(60, Math.min(300, Math.floor(innerWidth / STEP))));
  const { loaded, charts } = useTimeline(view, bins);
  const [measure, setMeasure] = useState<Measure>(firstMeasure);
  const [table, setTable] = useState(false);
  const { events } = useChoosing(false);
  if (!charts || !loaded.data) {
    return (
      <section className="timeline-strip" aria-label="Timeline" aria-busy={loaded.status === 'running'}>
        <span className="dim">
          {loaded.status === 'failed' ? `No timeline. ${loaded.error}` : 'Times are being counted.'}
        </span>
      </section>
    );
  }
  return (
    <>
      <TimelineStrip
        {...charts}
        data={loaded.data}
        measure={measure}
        onMeasure={(next) => {
          setMeasure(next);
          remember(KEY, next);
        }}
        onTable={() => setTable(true)}
        onClose={() => showTimeline(controller, false)}
      />
      {table && (
        <Dialog title="Records by time" className="time-table" onClose={() => setTable(false)}>
          <div className="time-table-body">
            <TimeTable
              data={loaded.data}
              {...events}
              onFilter={(choice, how) => {
                setTable(false);
                events.onFilter(choice, how);
              }}
            />
          </div>
        </Dialog>
      )}
    </>
  );
}
