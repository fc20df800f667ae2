/** Places that somebody marked, each with a note; kept in the link. */
import type { Context } from './context.ts';
import type { Navigation } from './navigation.ts';
import type { Bookmark } from './permalink/bookmarks.ts';
import { MOST_BOOKMARKS } from './permalink/bookmarks.ts';
import type { Selection } from './selection.ts';
import { announce } from './store.ts';

export class Bookmarks {
  constructor(
    private readonly context: Context,
    private readonly navigation: Navigation,
    private readonly selection: Selection,
  ) {}

  get all(): readonly Bookmark[] {
    return this.context.store.getState().bookmarks;
  }

  /** Marks the selected record and field, or takes the mark of the record away. */
  toggle(): void {
    const { row, node } = this.context.store.getState();
    const tree = this.context.model.active?.tree;
    if (row === null) return;
    if (this.all.some((mark) => mark.row === row)) {
      this.remove(row);
      return;
    }
    if (this.all.length >= MOST_BOOKMARKS) {
      announce(this.context.store, `${MOST_BOOKMARKS} bookmarks are the most that a link holds.`);
      return;
    }
    const start = tree && node >= 0 && node < tree.count ? tree.start[node]! : -1;
    const at = start < 0 ? null : ([start, tree!.stop[node]! - start] as const);
    this.set([...this.all, { row, at, note: '' }].sort((a, b) => a.row - b.row));
    announce(this.context.store, `Record ${row} is bookmarked.`);
  }

  remove(row: number): void {
    this.set(this.all.filter((mark) => mark.row !== row));
    announce(this.context.store, `The bookmark of record ${row} is gone.`);
  }

  note(row: number, note: string): void {
    this.set(this.all.map((mark) => (mark.row === row ? { ...mark, note } : mark)));
  }

  go(mark: Bookmark): void {
    void this.selection.row(mark.row, mark.at ? { field: { field: null, at: mark.at } } : {});
  }

  /** The next bookmark behind the selected record, or the one before; round the end. */
  step(direction: 1 | -1): void {
    const { all } = this;
    const row = this.context.store.getState().row ?? -1;
    const next =
      direction === 1
        ? (all.find((mark) => mark.row > row) ?? all[0])
        : (all.filter((mark) => mark.row < row).at(-1) ?? all.at(-1));
    if (next) this.go(next);
    else announce(this.context.store, 'There is no bookmark.');
  }

  private set(bookmarks: readonly Bookmark[]): void {
    this.context.store.setState({ bookmarks });
    this.navigation.replaceNow();
  }
}
