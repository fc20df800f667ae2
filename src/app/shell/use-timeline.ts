/** What sheet and strip share of the timeline: figures of the view over all, the window, the range of the filter, the mark. */
import { useEffect, useMemo, useState } from 'react';
import { rangeOf, withRange, type Range } from '../../components/timeline/range.ts';
import type { TimelineProps } from '../../components/timeline/use-brush.ts';
import type { TimelineStatistics } from '../../decoder/api.ts';
import { Priority } from '../../workers/protocol.ts';
import type { Controller } from '../controller.ts';
import { ALL_ROWS } from '../model/model.ts';
import { announce } from '../store.ts';
import { useApp, useController } from './use-app.ts';
import { useStatistics, type Statistic } from './use-statistics.ts';

export interface Timeline {
  readonly loaded: Statistic<TimelineStatistics>;
  /** null: nothing to draw yet */
  readonly charts: Omit<TimelineProps, 'data'> | null;
}

/** @param wish null: not now; then what was shown stays */
export function useTimeline(wish: number | null, bins: number): Timeline {
  const [held, setHeld] = useState(wish);
  if (wish !== null && wish !== held) setHeld(wish);
  const view = wish ?? held;
  const controller = useController();
  const filter = useApp((state) => state.filter);
  const { info, source } = controller.model;
  // The window belongs to a source.
  const [zoom, setZoom] = useState<{ source: unknown; window: Range } | null>(null);
  const window = zoom?.source === source ? zoom.window : null;
  const wanted = view !== null;
  const all = useStatistics<'timeline'>(
    wanted ? { section: 'timeline', view: ALL_ROWS, decode: true, bins, span: window } : null,
  );
  const whole = useWhole(all.data, window);
  const filtered = wanted && view !== ALL_ROWS;
  const kept = useStatistics<'timeline'>(
    filtered && all.data ? { section: 'timeline', view, decode: true, bins, span: all.data.span } : null,
  );
  const range = useMemo(() => rangeOf(filter), [filter]);
  const mark = useTimeOfRow();
  const loaded = filtered ? kept : all;
  const behind = filtered && all.data && kept.data && sameBins(all.data, kept.data) ? all.data : null;
  const { data } = loaded;
  // Charts are drawn anew with another window; with another mark they are not.
  const shown = useMemo(
    () => whole && data && { from: data.edges[0] ?? whole.from, to: data.edges.at(-1) ?? whole.to },
    [whole, data],
  );
  const charts = useMemo(() => {
    if (!whole || !shown) return null;
    return {
      behind,
      whole,
      window: shown,
      onWindow: (next: Range) => {
        const all = next.from <= whole.from && next.to >= whole.to;
        setZoom({ source, window: next });
        if (all) setZoom(null);
      },
      range,
      onRange: (next: Range | null) => putRange(controller, next),
      mark,
      timeDigits: info?.timeDigits ?? 6,
    };
  }, [whole, shown, behind, range, mark, source, info?.timeDigits, controller]);
  return { loaded, charts };
}

const sameBins = (a: TimelineStatistics, b: TimelineStatistics): boolean =>
  a.bins === b.bins && a.edges[0] === b.edges[0] && a.edges.at(-1) === b.edges.at(-1);

/** First to last record: what was shown before anybody looked closer. */
function useWhole(data: TimelineStatistics | null, window: Range | null): Range | null {
  const [whole, setWhole] = useState<{ readonly of: TimelineStatistics; readonly range: Range } | null>(null);
  if (data && window === null && whole?.of !== data) {
    const range = { from: data.span.from, to: data.span.to };
    setWhole({ of: data, range });
    return range;
  }
  return whole?.range ?? null;
}

/** The filter with another range of time. */
function putRange(controller: Controller, range: Range | null): void {
  const { filter } = controller.state;
  const next = withRange(filter, range);
  if (next === filter) return;
  void controller.filtering.apply(next).then((applied) => {
    if (applied && !range) announce(controller.context.store, 'No range of time.');
  });
}

/** Time of the selected row; NaN: none. */
function useTimeOfRow(): number {
  const { context, model } = useController();
  const { source } = model;
  const row = useApp((state) => state.row);
  const [found, setFound] = useState<{ source: unknown; row: number; time: number } | null>(null);
  useEffect(() => {
    if (row === null) return;
    const dropped = new AbortController();
    context.client.ask('rows', [row, 1, ALL_ROWS], { priority: Priority.later, signal: dropped.signal }).then(
      (rows) => setFound({ source, row, time: rows.length > 0 ? rows.time[0]! : NaN }),
      () => undefined,
    );
    return () => dropped.abort();
  }, [context, source, row]);
  return row !== null && found?.source === source ? found.time : NaN;
}

/** Who goes to the fields or the bytes leaves the side: there is one place for both. */
export function useLeavingSide({ context }: Controller): void {
  useEffect(
    () =>
      context.store.subscribe((state, before) => {
        const record = state.tab === 'fields' || state.tab === 'bytes';
        if (state.tab !== before.tab && record && state.side !== 'record') {
          context.store.setState({ side: 'record' });
        }
      }),
    [context],
  );
}
