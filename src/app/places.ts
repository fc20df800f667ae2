/** Where the selected row stands in the view that the table shows; the store has it, this keeps it true. */
import type { ViewState } from '../decoder/api.ts';
import { isAbort } from '../workers/client.ts';
import type { Context } from './context.ts';
import { ALL_ROWS } from './model/model.ts';
import { NO_PLACE, type RowPlace } from './store.ts';

export class Places {
  constructor(private readonly context: Context) {
    context.store.subscribe((state, before) => {
      if (state.row !== before.row) this.update();
    });
  }

  /** What is known at once; null: the worker has to be asked. */
  private known(row: number | null): RowPlace | null {
    const { model } = this.context;
    if (row === null) return NO_PLACE;
    if (model.view === ALL_ROWS) return { place: row, exact: true };
    const place = model.rows.find(row);
    return place < 0 ? null : { place, exact: true };
  }

  /** Looks again: another row is selected, or the view has grown. */
  update(): void {
    const { store, model } = this.context;
    const { row, place: before } = store.getState();
    const known = this.known(row);
    if (known) {
      this.put(known);
      return;
    }
    if (before.place >= 0) this.put(NO_PLACE);
    const { view } = model;
    void this.in(view, row, () => store.getState().filtered).then((place) => {
      if (model.view === view && store.getState().row === row) this.put(place);
    });
  }

  /**
   * Where a row stands in a view that may not be shown yet; not known while the view has not come so far.
   * @param state how far it is, when the answer is there
   */
  async in(view: number, row: number | null, state: () => ViewState | null): Promise<RowPlace> {
    if (row === null) return NO_PLACE;
    if (view === ALL_ROWS) return { place: row, exact: true };
    try {
      const found = await this.context.client.ask('placeOf', [row, view]);
      const now = state();
      // The row may still come where it was not looked at.
      const passed = now !== null && (now.complete || now.looked > row);
      return found.exact || passed ? found : NO_PLACE;
    } catch (error) {
      if (!isAbort(error)) throw error;
      return NO_PLACE;
    }
  }

  put(place: RowPlace): void {
    const { store } = this.context;
    const before = store.getState().place;
    if (before.place !== place.place || before.exact !== place.exact) store.setState({ place });
  }
}
