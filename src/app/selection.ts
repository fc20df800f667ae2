/** Which row, which field: asks for the record, finds the field of a link, tells the address. */
import { ancestorsOf, isNode, smallestCovering } from '../components/linkage/nodes.ts';
import { type OpenNodes } from '../components/linkage/open-nodes.ts';
import type { NodeWords } from '../components/linkage/words.ts';
import type { DecodeAs } from '../decoder/api.ts';
import { isAbort } from '../workers/client.ts';
import type { Context } from './context.ts';
import { openUpTo, type RecordEntry } from './model/records.ts';
import type { Navigation } from './navigation.ts';
import type { Place } from './permalink/place.ts';
import { announce } from './store.ts';
import { grouped } from '../components/parts/grouped.ts';

/** What of a place says which field. */
export type FieldPlace = Pick<Place, 'field' | 'at'>;

export interface SelectOptions {
  /** field to select in it; none: the one that has the path of the field selected before */
  readonly field?: FieldPlace | null;
  readonly as?: DecodeAs | null;
  /** how the address takes it; default: a step, together with steps just before */
  readonly history?: 'step' | 'replace' | 'none';
}

const NO_RECORD = 'This record cannot be shown.';

export class Selection {
  private asked = 0;

  /** grows with each move: what was aimed at before is out of date */
  get moves(): number {
    return this.asked;
  }

  constructor(
    private readonly context: Context,
    private readonly navigation: Navigation,
  ) {}

  /** Shows a row of the source. What was shown stays until the record is there. */
  async row(row: number, options: SelectOptions = {}): Promise<void> {
    const { store, model } = this.context;
    const before = store.getState();
    const as = options.as ?? null;
    if (row === before.row && options.field === undefined && options.as === undefined) return;
    const mine = ++this.asked;
    const oldPath =
      model.active && before.node >= 0 ? (model.active.words.get(before.node)?.path ?? null) : null;
    store.setState({ row, as, recordError: null });
    let entry: RecordEntry;
    try {
      entry = await model.records.get(row, as, 'record');
    } catch (error) {
      if (mine === this.asked && !isAbort(error)) {
        model.active = model.other = null;
        const why = error instanceof Error ? error.message : NO_RECORD;
        store.setState({ recordError: why, node: -1, caret: 0 });
        this.shown();
      }
      return;
    }
    if (mine !== this.asked) return;
    const field = options.field === undefined ? { field: oldPath, at: null } : options.field;
    const node = field ? await this.find(entry, field) : -1;
    if (mine !== this.asked) return;
    if (model.active !== entry) model.other = null;
    model.active = entry;
    this.place(entry, node, node >= 0 ? (field?.at?.[0] ?? entry.tree.start[node]!) : 0);
    this.shown();
    if (options.history === 'replace') this.navigation.replaceNow();
    else if (options.history !== 'none') this.navigation.step(true);
    announce(store, `${row} ${entry.tree.head.title}, ${entry.tree.head.place}`);
    if (node >= 0) void this.wordsOf(entry, node).then(() => this.navigation.refine());
    await this.loadOther(mine);
  }

  /** Asks for what is shown anew: how records are read, or what of them may be shown, has changed. */
  async again(): Promise<void> {
    const { store, model } = this.context;
    const { row, as, node } = store.getState();
    const old = model.active;
    model.records.clear();
    if (row === null || !old) return;
    const { start, stop, count } = old.tree;
    const at = node < 0 ? null : ([start[node]!, stop[node]! - start[node]!] as const);
    const field = at && { field: old.words.get(node)?.path ?? null, at };
    await this.row(row, { field, as, history: 'replace' });
    const { active } = model;
    if (active && active.row === row && active.tree.count === count) this.openNodes(active, old.open);
  }

  /** Selects a field of the record that is shown. */
  node(node: number, caret: number): void {
    const { store, model } = this.context;
    const entry = model.active;
    if (!entry) return;
    const { node: old } = store.getState();
    this.place(entry, node, caret);
    if (old === node) return;
    this.navigation.refine();
    if (node >= 0) void this.tell(entry, node);
  }

  /** Selects a field of the other half: that half becomes the selected record. */
  nodeOfOther(node: number, caret: number): void {
    const { model, store } = this.context;
    const { other, active } = model;
    if (!other || !active) return;
    this.asked++;
    model.active = other;
    model.other = active;
    store.setState({ row: other.row, as: other.as });
    this.place(other, node, caret);
    this.shown();
    this.navigation.step(true);
  }

  openNodes(entry: RecordEntry, open: OpenNodes): void {
    entry.open = open;
    this.context.store.setState((state) => ({ openVersion: state.openVersion + 1 }));
  }

  setBoth(both: boolean): void {
    this.context.store.setState({ both });
    this.navigation.step();
    void this.loadOther(this.asked);
  }

  setView(view: 'fields' | 'words'): void {
    // The words of a record stand in its place: a side leaves it, and on a phone they are in the tab of the fields.
    this.context.store.setState(view === 'words' ? { view, side: 'record', tab: 'fields' } : { view });
    this.navigation.step();
  }

  /** Reads the record otherwise; null: as it was found. */
  decodeAs(as: DecodeAs | null): void {
    const { row } = this.context.store.getState();
    if (row === null) return;
    void this.row(row, { as, field: null, history: 'step' });
  }

  /** Nothing is selected, nothing is awaited. */
  clear(): void {
    this.asked++;
    this.context.store.setState({ row: null, node: -1, caret: 0, as: null, recordError: null });
  }

  /** The node that a link means, -1: none. */
  private async find(entry: RecordEntry, place: FieldPlace): Promise<number> {
    const { client } = this.context;
    const { tree, row, as } = entry;
    if (place.field) {
      try {
        const args: [number, string, DecodeAs?] = as ? [row, place.field, as] : [row, place.field];
        const node = await client.ask('nodeByPath', args);
        if (isNode(tree, node)) return node;
      } catch {
        // Its bytes, then.
      }
    }
    if (!place.at) return -1;
    const [offset, length] = place.at;
    return smallestCovering(tree, offset, offset + Math.max(1, length));
  }

  private place(entry: RecordEntry, node: number, caret: number): void {
    const { store } = this.context;
    const opened = node >= 0 && openUpTo(entry, node);
    if (node >= 0) entry.words.need([...ancestorsOf(entry.tree, node), node]);
    store.setState((state) => ({
      node,
      caret,
      openVersion: state.openVersion + (opened ? 1 : 0),
    }));
  }

  private async loadOther(mine: number): Promise<void> {
    const { store, model } = this.context;
    const match = model.active?.tree.head.matchRow ?? -1;
    if (!store.getState().both || match < 0) {
      if (model.other) {
        model.other = null;
        this.shown();
      }
      return;
    }
    try {
      const other = await model.records.get(match, null, 'other');
      if (mine !== this.asked) return;
      model.other = other;
      this.shown();
    } catch {
      // The other half is an extra: the record itself stands.
    }
  }

  private shown(): void {
    this.context.store.setState((state) => ({ recordVersion: state.recordVersion + 1 }));
  }

  /** The words of a node, when they are there; null where they do not come or another is selected. */
  private async wordsOf(entry: RecordEntry, node: number): Promise<NodeWords | null> {
    for (let tries = 0; tries < 40 && !entry.words.get(node); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    const { store, model } = this.context;
    return model.active === entry && store.getState().node === node ? entry.words.get(node) : null;
  }

  /** Says in the live region what is selected, and writes its path into the address. */
  private async tell(entry: RecordEntry, node: number): Promise<void> {
    const words = await this.wordsOf(entry, node);
    if (!words) return;
    const { start, stop } = entry.tree;
    const length = stop[node]! - start[node]!;
    const bytes = `${grouped(length)} ${length === 1 ? 'byte' : 'bytes'}`;
    const value = words.display === '' ? '' : ` ${words.display.slice(0, 200)}`;
    const where = `${bytes} at 0x${start[node]!.toString(16)}`;
    announce(this.context.store, `${words.label}${value}, ${where}`);
    this.navigation.refine();
  }
}
