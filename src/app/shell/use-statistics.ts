/** Figures of the worker for a part of the page: asked for when wanted, dropped when nobody waits, kept while new ones come. */
import { useCallback, useEffect, useState } from 'react';
import type { Loaded } from '../../components/statistics/Section.tsx';
import type { StatisticsAsk, StatisticsOf, StatisticsSection } from '../../decoder/api.ts';
import { isAbort } from '../../workers/client.ts';
import { Priority } from '../../workers/protocol.ts';
import { ALL_ROWS } from '../model/model.ts';
import { useApp, useController } from './use-app.ts';

/** What is done sooner, ms, shows no bar. */
const PATIENCE = 300;

export type AskOf<S extends StatisticsSection> = Extract<StatisticsAsk, { readonly section: S }>;

/** Questions about rows are equal when their rows are. */
export const keyOf = (ask: StatisticsAsk): string =>
  JSON.stringify(ask, (_, value: unknown) => (value instanceof Uint32Array ? [...value] : value));

interface Answer<S extends StatisticsSection> {
  readonly key: string;
  readonly data: StatisticsOf<S> | null;
  readonly dataKey: string;
  readonly status: Loaded<unknown>['status'];
  readonly slow: boolean;
  readonly looked: number;
  readonly total: number;
  readonly error: string;
}

export interface Statistic<T> extends Loaded<T> {
  readonly cancel: () => void;
  readonly again: () => void;
}

/** @param wanted null: not now */
export function useStatistics<S extends StatisticsSection>(
  wanted: AskOf<S> | null,
): Statistic<StatisticsOf<S>> {
  const { context, model } = useController();
  useApp((state) => state.infoVersion);
  const { source } = model;
  const complete = model.info?.complete === true;
  const text = wanted && keyOf(wanted);
  const key = text === null ? null : `${complete} ${text}`;
  const [run, setRun] = useState(0);
  const [stopped, setStopped] = useState<string | null>(null);
  const [answer, setAnswer] = useState<{ source: unknown; of: Answer<S> } | null>(null);
  // The same question is the same object, however often the page is drawn.
  const [asked, setAsked] = useState({ text, ask: wanted });
  if (asked.text !== text) setAsked({ text, ask: wanted });
  const { ask } = asked;

  useEffect(() => {
    if (!ask || key === null || stopped === key) return;
    const controller = new AbortController();
    const { signal } = controller;
    const set = (change: Partial<Answer<S>>): void => {
      if (signal.aborted) return;
      setAnswer((before) => {
        const old = before?.source === source ? before.of : null;
        const base: Answer<S> =
          old?.key === key
            ? old
            : {
                key,
                data: old?.data ?? null,
                dataKey: old?.dataKey ?? '',
                status: 'running',
                slow: false,
                looked: 0,
                total: 0,
                error: '',
              };
        return { source, of: { ...base, ...change } };
      });
    };
    const timer = setTimeout(() => set({ slow: true }), PATIENCE);
    const done = (change: Partial<Answer<S>>): void => {
      clearTimeout(timer);
      set({ slow: false, ...change });
    };
    context.client
      .ask('statistics', [ask], {
        priority: Priority.bulk,
        signal,
        onPart: ({ looked, total, result }) =>
          set({
            looked,
            total,
            status: 'running',
            ...(result ? { data: result as StatisticsOf<S>, dataKey: key } : {}),
          }),
      })
      .then(
        (result) => done({ status: 'done', data: result as StatisticsOf<S>, dataKey: key, error: '' }),
        (error: unknown) => {
          if (isAbort(error)) done({ status: 'waiting' });
          else done({ status: 'failed', error: error instanceof Error ? error.message : String(error) });
        },
      );
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [context, source, ask, key, run, stopped]);

  const cancel = useCallback(() => setStopped(key), [key]);
  const again = useCallback(() => {
    setStopped(null);
    setRun((before) => before + 1);
  }, []);
  const of = answer?.source === source ? answer.of : null;
  const current = of !== null && of.key === key;
  const status =
    key !== null && stopped === key ? 'stopped' : current ? of.status : key === null ? 'waiting' : 'running';
  return {
    status,
    data: of?.data ?? null,
    stale: of !== null && of.dataKey !== key,
    slow: current && of.slow,
    looked: current ? of.looked : 0,
    total: current ? of.total : 0,
    error: current ? of.error : '',
    cancel,
    again,
  };
}

/** The view that figures are about; null: it is still being made. */
export function useFiguredView(scope: 'all' | 'filtered'): number | null {
  const filtered = useApp((state) => state.filtered);
  const filtering = useApp((state) => state.filtering);
  if (scope === 'all' || (!filtered && !filtering)) return ALL_ROWS;
  return filtered?.complete && !filtering ? filtered.view : null;
}
