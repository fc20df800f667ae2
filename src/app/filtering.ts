/**
 * Which rows are shown. A text that reads becomes the filter in force: the worker makes a view of the rows
 * that it keeps, and the table shows that as soon as something is in it. One that does not read is shown in
 * the bar, and the last good filter stays.
 *
 *     write ─▶ analyse ─▶ wrong: underlined
 *                 └────▶ reads: a moment later, or at Enter ─▶ apply ─▶ view … parts ─▶ table, count
 */
import type { FilterAnalysis, ViewState } from '../decoder/api.ts';
import { type ClientEvent, isAbort } from '../workers/client.ts';
import { Priority } from '../workers/protocol.ts';
import type { Context } from './context.ts';
import { type How, joined } from './filter-text.ts';
import { ALL_ROWS } from './model/model.ts';
import type { Navigation } from './navigation.ts';
import { Places } from './places.ts';
import { forgetFilters, recentFilters, rememberFilter } from './recent-filters.ts';
import { addMessage, announce, UNFILTERED } from './store.ts';
import { grouped } from '../components/parts/grouped.ts';

type History = 'step' | 'replace' | 'none';

/** Letters that follow each other faster than this, ms, are one wish. */
const REST = 150;
/** The rows shown before stay so long, ms, while nothing is found. */
const PATIENCE = 200;
/** The first rows of another view are waited for so long, ms, so that the table does not blink. */
const FIRST_ROWS = 120;
/** The count is read out when nothing has changed for so long, ms. */
const QUIET = 800;

export class Filtering {
  readonly places: Places;
  /** number of the newest view */
  private newest = ALL_ROWS;
  /** grows with each filter that is wished for: what comes late for an older one is dropped */
  private wish = 0;
  private running = new AbortController();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private spoken: ReturnType<typeof setTimeout> | null = null;
  /** the first filter of a text that is being written is a step; the next ones refine it */
  private writing = false;

  constructor(
    private readonly context: Context,
    private readonly navigation: Navigation,
  ) {
    this.places = new Places(context);
  }

  // ── wishes ───────────────────────────────────────────────────────────────────────────────────

  /**
   * Puts a filter in force: in place of the one that is, or together with it. False where it does not read;
   * then the bar shows why, and nothing else changes. Settles when the worker has read it, not when all rows
   * were looked at.
   */
  async apply(text: string, how: How = 'replace'): Promise<boolean> {
    const { store } = this.context;
    const next = joined(store.getState().filter, text, how);
    this.writing = false;
    store.setState({ filterText: next.trim() });
    const applied = await this.put(next, 'step');
    if (applied) rememberFilter(next);
    return applied;
  }

  /** The bar takes the focus; on a phone its sheet opens. */
  ask(recent = false): void {
    this.context.store.setState({ filterAsk: { recent } });
  }

  clear(): void {
    void this.apply('');
  }

  /** A text of the bar, with the caret in it. */
  async write(text: string, caret: number): Promise<void> {
    const { store } = this.context;
    this.cancelTimer();
    store.setState({ filterText: text });
    const analysis = await this.analyse(text, caret);
    if (!analysis || store.getState().filterText !== text || analysis.error) return;
    if (text.trim() === store.getState().filter) return;
    this.cancelTimer();
    this.timer = setTimeout(() => void this.whileWriting(text), REST);
  }

  /** The caret has moved, or the bar was entered: other completions. */
  look(caret: number): void {
    void this.analyse(this.context.store.getState().filterText, caret);
  }

  /** Enter: what stands in the bar, now. False where it does not read. */
  async enter(): Promise<boolean> {
    const { store } = this.context;
    this.cancelTimer();
    const text = store.getState().filterText;
    const applied = await this.put(text, this.writing ? 'replace' : 'step');
    this.writing = false;
    if (applied) rememberFilter(text);
    return applied;
  }

  /** The bar is left: what reads counts as written; `back`: what stands there is given up. */
  leave(back = false): void {
    const { store } = this.context;
    const { filter, filterText } = store.getState();
    const waits = this.timer !== null;
    this.cancelTimer();
    if (back) {
      this.writing = false;
      if (filterText !== filter) store.setState({ filterText: filter });
      void this.analyse(filter, -1);
      return;
    }
    if (waits) void this.enter();
    else if (filterText.trim() === filter) rememberFilter(filter);
    this.writing = false;
  }

  /** As a link or Back says. */
  go(filter: string): void {
    const { store } = this.context;
    if (filter === store.getState().filter) return;
    store.setState({ filterText: filter });
    void this.put(filter, 'none', true);
  }

  /** The same filter once more: what records say has changed. */
  again(): void {
    const { filter } = this.context.store.getState();
    if (filter !== '') void this.put(filter, 'none');
  }

  get recent(): readonly string[] {
    return recentFilters();
  }

  forget(): void {
    forgetFilters();
    announce(this.context.store, 'Earlier filters are forgotten.');
  }

  event(event: ClientEvent): void {
    if (event.type === 'opened') {
      const { filter } = this.context.store.getState();
      if (filter !== '') void this.put(filter, 'none', true);
    } else if (event.type === 'done') {
      // The language comes with its first filter: so that a person need not wait for it.
      const { client } = this.context;
      void client.ask('analyseFilter', ['', -1], { priority: Priority.later }).catch(() => undefined);
    } else if (event.type === 'refused' || event.type === 'gave-up') this.stop();
  }

  // ── inside ───────────────────────────────────────────────────────────────────────────────────

  private async whileWriting(text: string): Promise<void> {
    this.timer = null;
    const history: History = this.writing ? 'replace' : 'step';
    this.writing = true;
    await this.put(text, history);
  }

  /** null: newer wishes came. */
  private async analyse(text: string, caret: number): Promise<FilterAnalysis | null> {
    const { store, client } = this.context;
    try {
      const analysis = await client.ask('analyseFilter', [text, caret], { slot: 'analyse' });
      store.setState({ analysis });
      return analysis;
    } catch (error) {
      if (isAbort(error)) return null;
      throw error;
    }
  }

  /** @param linked it stands in the address: one that does not read is told in a message */
  private async put(wanted: string, history: History, linked = false): Promise<boolean> {
    const { store, client } = this.context;
    const text = wanted.trim();
    const mine = ++this.wish;
    const { source } = this.context.model;
    const late = (): boolean => mine !== this.wish || source !== this.context.model.source;
    if (text === '') {
      this.stop();
      store.setState({ filter: '', filtering: false, analysis: null });
      this.tellAddress(history);
      await this.show(null, late);
      return true;
    }
    try {
      // Read first: a text that does not must not end the run of the one before.
      const analysis = await client.ask('analyseFilter', [text, -1], { slot: 'check' });
      if (late()) return false;
      // The bar shows it, but for completions that it has already.
      const { filterText, analysis: before } = store.getState();
      const stale = before?.text !== filterText;
      if (filterText === text && (stale || analysis.error)) store.setState({ analysis });
      if (analysis.error) {
        if (linked) this.refuse(text, analysis.error.message);
        return false;
      }
    } catch (error) {
      if (isAbort(error)) return false;
      throw error;
    }
    const { filter: inForce } = store.getState();
    store.setState({ filter: text, filtering: true });
    if (text !== inForce) this.tellAddress(history);
    void this.run(text, late);
    return true;
  }

  private async run(text: string, late: () => boolean): Promise<void> {
    const { store, client, now } = this.context;
    this.running.abort();
    this.running = new AbortController();
    const { signal } = this.running;
    const view = ++this.newest;
    const began = now();
    let latest: ViewState | null = null;
    let showing = false;
    const take = (state: ViewState): void => {
      if (late()) return;
      latest = state;
      if (this.context.model.view === view) {
        store.setState({ filtered: state });
        const { row, place } = store.getState();
        if (place.place < 0 && row !== null && (state.complete || state.looked > row)) this.places.update();
        return;
      }
      if (showing || (state.rows === 0 && !state.complete && now() - began < PATIENCE)) return;
      showing = true;
      void this.show(state, late, () => latest!);
    };
    try {
      const options = { priority: Priority.bulk, slot: 'view', signal, onPart: take };
      const result = await client.ask('view', [view, text], options);
      if (late()) return;
      store.setState({ filtering: false });
      if (!result.ok) {
        const { filterText } = store.getState();
        const analysis = { text: filterText, tokens: [], error: result.error, completions: [] };
        store.setState({ analysis });
        return;
      }
      take(result.state);
      this.speak(result.state);
    } catch (error) {
      if (!isAbort(error)) throw error;
    }
  }

  /** Lets the table show a view, with the rows around the selected one, in one step. */
  private async show(
    state: ViewState | null,
    late: () => boolean,
    latest: () => ViewState | null = () => state,
  ): Promise<void> {
    const { store, model } = this.context;
    const view = state?.view ?? ALL_ROWS;
    if (view === model.view) return;
    const rows = model.rowsOf(view);
    const { row } = store.getState();
    const place = await this.places.in(view, row, latest);
    if (late()) return;
    const count = latest()?.rows ?? model.info?.rows ?? 0;
    if (count > 0) {
      const first = Math.min(count - 1, Math.max(0, place.place));
      await Promise.race([rows.load(first), new Promise((resolve) => setTimeout(resolve, FIRST_ROWS))]);
      if (late()) return;
    }
    model.see(view, rows);
    const here = row === store.getState().row;
    store.setState({ filtered: latest(), ...(here ? { place } : {}) });
    if (!here || place.place < 0) this.places.update();
  }

  private tellAddress(history: History): void {
    if (history === 'step') this.navigation.step();
    else if (history === 'replace') this.navigation.replaceNow();
  }

  private refuse(filter: string, why: string): void {
    const { store, model } = this.context;
    addMessage(store, {
      severity: 'warning',
      title: 'The filter of the link does not read.',
      detail: `It says “${filter}”. ${why} All ${grouped(model.info?.rows ?? 0)} rows are shown.`,
    });
    this.stop();
    store.setState({ ...UNFILTERED, filterText: filter, place: store.getState().place });
    void this.analyse(filter, -1);
    const mine = this.wish;
    void this.show(null, () => mine !== this.wish);
    this.navigation.replaceNow();
  }

  /** Read out once, when nothing more happens. */
  private speak(state: ViewState): void {
    if (this.spoken !== null) clearTimeout(this.spoken);
    this.spoken = setTimeout(() => {
      this.spoken = null;
      if (this.context.store.getState().filtered?.view !== state.view) return;
      const count = state.rows === 0 ? 'No record' : grouped(state.rows);
      const all = `${grouped(state.total)} ${state.total === 1 ? 'record' : 'records'}`;
      const { row, place } = this.context.store.getState();
      const hidden =
        row !== null && !place.exact && place.place >= 0 ? ` Record ${grouped(row)} is hidden.` : '';
      const verb = state.rows === 1 ? 'matches' : 'match';
      announce(this.context.store, `${count} of ${all} ${verb}.${hidden}`);
    }, QUIET);
  }

  private stop(): void {
    this.cancelTimer();
    this.running.abort();
    if (this.spoken !== null) clearTimeout(this.spoken);
    this.spoken = null;
  }

  private cancelTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}
