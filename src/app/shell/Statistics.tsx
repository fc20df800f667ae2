/** The statistics side: a sheet of sections, each asked for when it is seen. */
import { useMemo, useState } from 'react';
import { Segments } from '../../components/chrome/Segments.tsx';
import { Connections } from '../../components/statistics/connections.tsx';
import { Errors } from '../../components/statistics/errors.tsx';
import { Slowest } from '../../components/statistics/exchanges.tsx';
import { Files, FilesBySegments } from '../../components/statistics/files.tsx';
import type { FilterEvents } from '../../components/statistics/filter-click.ts';
import { Procedures } from '../../components/statistics/procedures.tsx';
import { Section } from '../../components/statistics/Section.tsx';
import { Totals, totalsLine } from '../../components/statistics/totals.tsx';
import { some } from '../../components/statistics/words.ts';
import { TimelinePanel } from '../../components/timeline/TimelinePanel.tsx';
import { TimeTable } from '../../components/timeline/TimeTable.tsx';
import type { FilesBy, StatisticsSection } from '../../decoder/api.ts';
import { SideHead } from './side-head.tsx';
import './statistics.css';
import { useApp, useController, useMedia } from './use-app.ts';
import { useChoosing } from './use-choosing.tsx';
import { type AskOf, type Statistic, useFiguredView, useStatistics } from './use-statistics.ts';
import { useLeavingSide, useTimeline } from './use-timeline.ts';
import { grouped } from '../../components/parts/grouped.ts';

/** Lines that are asked for. */
const TOP = 200;
/** Steps of time on the sheet. */
const BINS = 160;

type Scope = 'all' | 'filtered';

export function Statistics({ phone }: { phone: boolean }) {
  const controller = useController();
  useLeavingSide(controller);
  const filter = useApp((state) => state.filter);
  const filtered = useApp((state) => state.filtered);
  const [scope, setScope] = useState<Scope>('filtered');
  const within = scope === 'filtered' && filter !== '';
  const view = useFiguredView(scope);
  const { events, menu } = useChoosing(within);
  useApp((state) => state.infoVersion);
  const { info, source } = controller.model;
  const rows = within ? (filtered?.rows ?? 0) : (info?.records ?? 0);
  const touch = useMedia('(pointer: coarse)');
  return (
    <div className="side" data-pane="statistics">
      <SideHead phone={phone}>
        {filter !== '' && (
          <Segments
            label="Figures of"
            value={scope}
            onChange={setScope}
            segments={[
              { value: 'all', label: 'All records' },
              { value: 'filtered', label: 'Filtered' },
            ]}
          />
        )}
        <h2>{some(rows, 'record')}</h2>
        <span className="dim hint">
          {touch
            ? 'Each figure is a filter.'
            : `Each figure is a filter. ${within ? 'Click narrows' : 'Click'} · Shift and · Alt not · right button for all`}
        </span>
      </SideHead>
      {/* another source begins anew, with nothing of the one before */}
      <Sheet key={source?.name ?? ''} view={view} events={events} />
      {menu}
    </div>
  );
}

interface SheetProps {
  /** null: it is still being made */
  readonly view: number | null;
  readonly events: FilterEvents;
}

function Sheet(props: SheetProps) {
  return (
    <div className="sheet" tabIndex={-1}>
      <TotalsSection {...props} />
      <TimelineSection {...props} />
      <ProceduresSection {...props} />
      <SlowestSection {...props} />
      <ErrorsSection {...props} />
      <ConnectionsSection {...props} />
      <FilesSection {...props} />
    </div>
  );
}

/** Whether a section was seen, and what its frame is told. */
function useSeen() {
  const [seen, setSeen] = useState(false);
  const frameOf = <T,>(loaded: Statistic<T>) => ({
    loaded,
    onSeen: () => setSeen(true),
    onCancel: loaded.cancel,
    onAgain: loaded.again,
  });
  return { seen, frameOf };
}

/** Figures that are asked for when their section is seen. */
function useSection<S extends StatisticsSection>(ask: AskOf<S> | null) {
  const { seen, frameOf } = useSeen();
  const loaded = useStatistics<S>(seen ? ask : null);
  return { data: loaded.data, frame: frameOf(loaded) };
}

function TotalsSection({ view, events }: SheetProps) {
  const { frame } = useSection<'totals'>(view === null ? null : { section: 'totals', view, decode: true });
  return (
    <Section
      title="Totals"
      className="section-totals"
      {...frame}
      isEmpty={({ lines }) => lines.every(({ rows }) => rows === 0)}
      empty="No record."
    >
      {(data) => (
        <>
          <Totals data={data} {...events} />
          <p className="dim totals-line">{totalsLine(data)}</p>
        </>
      )}
    </Section>
  );
}

function TimelineSection({ view, events }: SheetProps) {
  const { seen, frameOf } = useSeen();
  const [form, setForm] = useState<'charts' | 'table'>('charts');
  const timeline = useTimeline(seen ? view : null, BINS);
  const { loaded, charts } = timeline;
  return (
    <Section
      title="Over time"
      className="section-time"
      {...frameOf(loaded)}
      isEmpty={({ calls, replies, bytes }) =>
        [calls, replies, bytes].every((column) => column.every((value) => value === 0))
      }
      empty="No record has a time."
      tools={
        <Segments
          label="Form of the timeline"
          value={form}
          onChange={setForm}
          segments={[
            { value: 'charts', label: 'Charts' },
            { value: 'table', label: 'Table' },
          ]}
        />
      }
    >
      {(data) =>
        form === 'table' ? (
          <TimeTable data={data} {...events} />
        ) : (
          charts && <TimelinePanel {...charts} data={data} />
        )
      }
    </Section>
  );
}

function ProceduresSection({ view, events }: SheetProps) {
  const { data, frame } = useSection<'procedures'>(
    view === null ? null : { section: 'procedures', view, decode: true },
  );
  return (
    <Section
      title="Programs and procedures"
      className="section-procedures"
      caption={
        data &&
        `${some(data.programs.length, 'program')}, ${some(data.procedures.length + data.omitted, 'procedure')}`
      }
      {...frame}
      isEmpty={({ procedures }) => procedures.length === 0}
      empty="No call and no reply."
    >
      {(one) => <Procedures data={one} {...events} />}
    </Section>
  );
}

function SlowestSection({ view, events }: SheetProps) {
  const controller = useController();
  const { frame } = useSection<'slowest'>(
    view === null ? null : { section: 'slowest', view, decode: true, top: TOP },
  );
  return (
    <Section
      title="Slowest exchanges"
      {...frame}
      isEmpty={({ length }) => length === 0}
      empty="No exchange has a latency."
    >
      {(data) => <Slowest data={data} timeDigits={controller.model.info?.timeDigits ?? 6} {...events} />}
    </Section>
  );
}

function ErrorsSection({ view, events }: SheetProps) {
  const { data, frame } = useSection<'errors'>(
    view === null ? null : { section: 'errors', view, decode: true },
  );
  return (
    <Section
      title="Errors"
      className="section-wide"
      caption={data && `${some(data.errors, 'error')}, ${grouped(data.normal)} usual`}
      {...frame}
      isEmpty={({ lines }) => lines.length === 0}
      empty="No reply failed."
    >
      {(one) => <Errors data={one} {...events} />}
    </Section>
  );
}

function ConnectionsSection({ view, events }: SheetProps) {
  const { data, frame } = useSection<'connections'>(
    view === null ? null : { section: 'connections', view, decode: true },
  );
  return (
    <Section
      title="Connections"
      className="section-wide"
      caption={data && some(data.connections.length + data.omitted, 'connection')}
      {...frame}
      isEmpty={({ connections }) => connections.length === 0}
      empty="No connection."
    >
      {(one) => <Connections data={one} {...events} />}
    </Section>
  );
}

function FilesSection({ view, events }: SheetProps) {
  const [by, setBy] = useState<FilesBy>('operations');
  const { data, frame } = useSection<'files'>(
    view === null ? null : { section: 'files', view, decode: true, top: TOP, by },
  );
  const tools = useMemo(() => <FilesBySegments by={by} onBy={setBy} />, [by]);
  return (
    <Section
      title="Files"
      className="section-wide"
      caption={data && some(data.files, 'file')}
      tools={tools}
      {...frame}
      isEmpty={({ length }) => length === 0}
      empty="No exchange is about a file."
    >
      {(one) => <Files data={one} {...events} />}
    </Section>
  );
}
