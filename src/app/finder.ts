/** Finding the next record that has something: asks the worker, shows what it found, and says what it did not. */
import type { FindProgress, FindResult, FindWhat, Found, GoTo, Source } from '../decoder/api.ts';
import { isAbort } from '../workers/client.ts';
import { Priority } from '../workers/protocol.ts';
import type { Context } from './context.ts';
import type { Selection } from './selection.ts';
import { addMessage, announce } from './store.ts';
import { grouped } from '../components/parts/grouped.ts';

export type FindKind = 'text' | 'bytes' | 'filter';

/** The strip that is written into; null in the store: it is closed. */
export interface FindState {
  readonly kind: FindKind;
  readonly text: string;
  readonly matchCase: boolean;
  /** what came of it */
  readonly status: string;
  readonly failed: boolean;
  /** share of the rows that was looked at, while it looks */
  readonly busy: number | null;
  /** grows each time that it is asked for, so that it takes the focus */
  readonly opened: number;
}

/** What is looked for. */
type Wish = Pick<FindState, 'kind' | 'text' | 'matchCase'>;

const NOT_YET = { status: '', failed: false, busy: null, opened: 0 } satisfies Partial<FindState>;

export class Finder {
  private dropped: AbortController | null = null;
  /** where bytes were found last: the next look goes on behind them */
  private last: { source: Source | null; row: number; at: number; hex: string } | null = null;
  /** stays when the strip closes, and when another source opens */
  private wish: Wish = { kind: 'text', text: '', matchCase: false };

  constructor(
    private readonly context: Context,
    private readonly selection: Selection,
    private readonly view: () => number,
  ) {}

  open(kind?: FindKind): void {
    this.context.store.setState(({ find }) => {
      if (kind) this.wish = { ...this.wish, kind };
      return { find: { ...NOT_YET, ...find, ...this.wish, opened: (find?.opened ?? 0) + 1 } };
    });
  }

  close(): void {
    this.stop();
    this.context.store.setState({ find: null });
  }

  edit(change: Partial<Wish>): void {
    this.stop();
    this.wish = { ...this.wish, ...change };
    this.tell({ ...change, status: '', failed: false });
  }

  stop(): void {
    this.dropped?.abort();
    this.dropped = null;
    this.tell({ busy: null });
  }

  /** What the strip asks for. */
  async again(direction: 1 | -1): Promise<void> {
    const { find } = this.context.store.getState();
    if (!find) {
      this.open();
      return;
    }
    const { kind, text, matchCase } = find;
    if (text.trim() === '') return;
    await this.next(direction, this.wanted(kind, text, matchCase), 'It is in no record of this view.');
  }

  private wanted(kind: FindKind, text: string, matchCase: boolean): FindWhat {
    if (kind === 'text') return { kind, text, matchCase };
    if (kind === 'filter') return { kind, filter: text };
    const { last } = this;
    const here =
      last?.source === this.context.model.source &&
      last.row === this.context.store.getState().row &&
      last.hex === text;
    return { kind, hex: text, after: here ? last.at : null };
  }

  /** @param none what is said where there is no such record */
  async next(direction: 1 | -1, what: FindWhat, none: string): Promise<void> {
    const { client, store } = this.context;
    this.stop();
    const mine = new AbortController();
    this.dropped = mine;
    const from = store.getState().row ?? -1;
    let result: FindResult;
    try {
      result = await client.ask('find', [what, from, direction, this.view()], {
        priority: Priority.bulk,
        slot: 'find',
        signal: mine.signal,
        onPart: ({ looked, total }: FindProgress) => this.tell({ busy: looked / Math.max(1, total) }),
      });
    } catch (error) {
      if (isAbort(error)) return;
      const detail = error instanceof Error ? error.message : String(error);
      this.tell({ busy: null });
      addMessage(store, { severity: 'error', title: 'This cannot be searched.', detail });
      return;
    }
    if (this.dropped !== mine) return;
    this.dropped = null;
    if (!result.ok) {
      this.say(result.error.message, true);
      return;
    }
    if (!result.found) {
      this.say(none, true);
      return;
    }
    await this.show(result.found, what);
    const wrapped = direction === 1 ? 'Began again at the first record.' : 'Began again at the last record.';
    this.say(`record ${grouped(result.found.row)}${result.wrapped ? `. ${wrapped}` : ''}`, false);
  }

  private async show({ row, at }: Found, what: FindWhat): Promise<void> {
    const { source } = this.context.model;
    if (what.kind === 'bytes' && at) this.last = { source, row, at: at[0], hex: what.hex };
    await this.selection.row(row, at ? { field: { field: null, at } } : {});
  }

  /** Goes to a record, a frame or a time. False: nothing stands there. */
  async goTo(to: GoTo): Promise<boolean> {
    try {
      const row = await this.context.client.ask('goTo', [to]);
      if (row < 0) return false;
      await this.selection.row(row);
      return true;
    } catch (error) {
      if (isAbort(error)) return true;
      throw error;
    }
  }

  private say(status: string, failed: boolean): void {
    this.tell({ busy: null, status, failed });
    // What was found is told when it is selected.
    if (failed || /\. /.test(status)) announce(this.context.store, status);
  }

  private tell(change: Partial<FindState>): void {
    const { find } = this.context.store.getState();
    if (find) this.context.store.setState({ find: { ...find, ...change } });
  }
}
