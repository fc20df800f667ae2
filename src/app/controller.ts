/** The page's actions in one place: what commands, panes and the worker call. */
import { RowKind } from '../components/linkage/kinds.ts';
import { isNode } from '../components/linkage/nodes.ts';
import type { RecordTree } from '../decoder/api.ts';
import {
  type ClientClock,
  type ClientEvent,
  DecoderClient,
  isAbort,
  type WorkerLike,
} from '../workers/client.ts';
import type { Address, Context } from './context.ts';
import { Bookmarks } from './bookmarks.ts';
import { FilterMenu } from './filter-menu.ts';
import { Filtering } from './filtering.ts';
import { Finder } from './finder.ts';
import { ALL_ROWS, Model } from './model/model.ts';
import { Navigation } from './navigation.ts';
import { Opening } from './opening.ts';
import { Selection } from './selection.ts';
import { addMessage, announce, type AppStore, type Dialog } from './store.ts';
import { nextTheme } from './theme.ts';

export interface Parts {
  readonly store: AppStore;
  readonly startWorker: () => WorkerLike;
  readonly clock: ClientClock;
  readonly address: Address;
  readonly fetch: (url: string) => Promise<Response>;
}

export class Controller {
  readonly context: Context;
  readonly navigation: Navigation;
  readonly selection: Selection;
  readonly opening: Opening;
  readonly filtering: Filtering;
  readonly filterMenu: FilterMenu;
  readonly finder: Finder;
  readonly bookmarks: Bookmarks;
  /** set by the shell: the file picker, focus and sizes are the page's own */
  hands: Hands | null = null;
  private readonly splitters = new Map<SplitterName, Step>();

  constructor(parts: Parts) {
    const { store, address, fetch } = parts;
    const client: DecoderClient = new DecoderClient(parts.startWorker, parts.clock, (event: ClientEvent) => {
      this.opening.event(event);
      this.filtering.event(event);
    });
    const model = new Model(client, (error) => this.trouble(error));
    this.context = { store, model, client, address, fetch, now: () => parts.clock.now() };
    this.navigation = new Navigation(this.context);
    this.selection = new Selection(this.context, this.navigation);
    this.opening = new Opening(this.context, this.navigation, this.selection);
    this.finder = new Finder(this.context, this.selection, () => model.view);
    this.bookmarks = new Bookmarks(this.context, this.navigation, this.selection);
    this.filtering = new Filtering(this.context, this.navigation);
    this.filterMenu = new FilterMenu(this.context, this.filtering);
    address.onMove(() => void this.follow('none'));
  }

  get state() {
    return this.context.store.getState();
  }
  get model(): Model {
    return this.context.model;
  }

  /** Goes where the address says: at load, and on Back and Forward. */
  async follow(history: 'replace' | 'none'): Promise<void> {
    const fragment = this.context.address.fragment();
    const read = await this.navigation.read();
    if (fragment !== this.context.address.fragment()) return;
    if (read.ok) {
      if (this.navigation.isHere(fragment)) {
        this.opening.go(read.link.place, 'none');
        this.filtering.go(read.link.place.filter);
      } else await this.opening.link(read.link, history);
    } else if (read.bad) this.opening.badLink(read.bad);
    else if (this.state.stage !== 'start' || this.state.wanted) this.opening.home();
  }

  /** The start page, by the user's wish. */
  home(): void {
    this.opening.home();
    this.navigation.leave();
  }

  dialog(dialog: Dialog | null): void {
    this.context.store.setState({ dialog });
  }

  /** Shows what is secret, or hides it again. */
  async setSecrets(secrets: boolean): Promise<void> {
    const { store, model } = this.context;
    store.setState({ secrets });
    model.records.showing = { secrets };
    await this.selection.again();
    announce(store, secrets ? 'Secrets of this source are shown.' : 'Secrets are hidden.');
  }

  cycleTheme(): void {
    const theme = nextTheme(this.state.theme);
    this.context.store.setState({ theme });
    announce(this.context.store, `Theme: ${theme}.`);
  }

  /** Says how a splitter that stands now is moved by a step; returns how to forget it. */
  splitter(name: SplitterName, step: Step): () => void {
    this.splitters.set(name, step);
    return () => {
      if (this.splitters.get(name) === step) this.splitters.delete(name);
    };
  }

  resize(name: SplitterName, by: 1 | -1): void {
    this.splitters.get(name)?.(by);
  }

  setHands(hands: Hands): void {
    this.hands = hands;
  }

  // ── records ──────────────────────────────────────────────────────────────────────────────────

  /** Rows that the table shows. */
  get shownRows(): number {
    return this.state.filtered?.rows ?? this.model.info?.rows ?? 0;
  }

  /** To a row of the table so many places from the selected one; from where it would stand when it is hidden. */
  moveRow(by: number): void {
    const count = this.shownRows;
    const { place, exact } = this.state.place;
    if (count === 0) return;
    const to = exact || by < 0 || place < 0 ? place + by : place + by - 1;
    void this.toPlace(Math.min(count - 1, Math.max(0, to)));
  }

  private async toPlace(place: number): Promise<void> {
    const { rows, view } = this.model;
    const row = view === ALL_ROWS ? place : (await rows.load(place))?.row;
    if (row !== undefined && this.model.view === view) await this.selection.row(row);
  }

  /** The next record that is like the selected one, or has an error. */
  findNext(
    direction: 1 | -1,
    what: 'error' | 'conversation' | 'same-kind' | 'same-file',
    none: string,
  ): void {
    const of = this.state.row;
    if (what === 'error') void this.finder.next(direction, { kind: what }, none);
    else if (of !== null) void this.finder.next(direction, { kind: what, of }, none);
  }

  goToMatch(): void {
    const match = this.model.active?.tree.head.matchRow ?? -1;
    if (match >= 0) void this.selection.row(match);
  }

  /** What the inspector's switch shows. */
  half(): 'call' | 'reply' | 'both' {
    if (this.state.both) return 'both';
    return this.model.active?.tree.head.kind === RowKind.reply ? 'reply' : 'call';
  }

  setHalf(half: 'call' | 'reply' | 'both'): void {
    if (half === 'both') {
      this.selection.setBoth(true);
      return;
    }
    const head = this.model.active?.tree.head;
    if (this.state.both) this.selection.setBoth(false);
    if (head && (head.kind === RowKind.reply ? 'reply' : 'call') !== half) this.goToMatch();
  }

  /** Number of the pasted dump that a row came from, -1: none. */
  dumpOf(row: number | null): number {
    const text = this.model.info?.text;
    if (!text || row === null) return -1;
    // A row knows its lines; one that is not fetched is found by the lines that know it.
    const line = this.model.rows.at(this.model.rows.find(row))?.first ?? text.rows.indexOf(row) + 1;
    return text.dumps.findIndex(({ lines }) => lines[0] <= line && line <= lines[1]);
  }

  // ── fields ───────────────────────────────────────────────────────────────────────────────────

  /** Moves the selection by a function of nodes; from nothing to the first field. */
  moveField(move: (tree: RecordTree, node: number, caret: number) => number): void {
    const entry = this.model.active;
    if (!entry) return;
    const { tree } = entry;
    const { node, caret } = this.state;
    const next = isNode(tree, node) ? move(tree, node, caret) : 0;
    if (!isNode(tree, next) || next === node) return;
    const within = caret >= tree.start[next]! && caret < tree.stop[next]!;
    this.selection.node(next, within ? caret : tree.start[next]!);
  }

  /** The sample's next note behind, or the one before, what is selected. */
  goToNote(direction: 1 | -1): void {
    const { notes } = this.model;
    if (notes.length === 0) return;
    const { row, caret } = this.state;
    const here = (row ?? 0) * 2 ** 32 + (this.state.node < 0 ? -1 : caret);
    const order = notes
      .map((note) => ({ note, at: note.record * 2 ** 32 + note.offset }))
      .sort((a, b) => (a.at - b.at) * direction);
    const found = order.find(({ at }) => (at - here) * direction > 0) ?? order[0];
    if (found) this.showNote(found.note);
  }

  showNote(note: { record: number; offset: number; length: number }): void {
    void this.selection.row(note.record, { field: { field: null, at: [note.offset, note.length] } });
    this.context.store.setState({ tab: 'fields', view: 'fields' });
  }

  /** Rejections that are nobody's doing: superseded or lost requests are asked again elsewhere. */
  private trouble(error: unknown): void {
    if (isAbort(error)) return;
    const detail = error instanceof Error ? error.message : String(error);
    addMessage(this.context.store, { severity: 'error', title: 'This cannot be read.', detail });
  }
}

export type SplitterName = 'records' | 'bytes' | 'text';
type Step = (by: 1 | -1) => void;

/** What the page does for commands. */
export interface Hands {
  pickFile(): void;
  focusPane(by: 1 | -1): void;
}
