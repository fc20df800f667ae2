/** Where to go in a source as soon as the row is there, unless a person goes elsewhere before. */
import type { Context } from './context.ts';
import type { Navigation } from './navigation.ts';
import type { Place } from './permalink/place.ts';
import type { Selection } from './selection.ts';
import { addMessage } from './store.ts';
import { grouped } from '../components/parts/grouped.ts';

export type History = 'step' | 'replace' | 'none';

export class Aim {
  target: Place | null = null;
  /** what becomes of the address when it is known */
  history: History = 'step';
  /** rows still come */
  reading = false;
  private firstShown = false;
  private aimedAt = 0;

  constructor(
    private readonly context: Context,
    private readonly navigation: Navigation,
    private readonly selection: Selection,
  ) {}

  /** Another source: its first row is shown where no other is named. */
  begin(place: Place, history: History): void {
    this.history = history;
    this.firstShown = false;
    this.reading = true;
    this.at(place);
  }

  at(place: Place): void {
    this.target = place;
    this.aimedAt = this.selection.moves;
  }

  /** Selects the row of the target once it was read; the first row where none is named. */
  follow(): void {
    const { model, store } = this.context;
    const { target } = this;
    const { info } = model;
    if (!target || !info) return;
    if (this.aimedAt !== this.selection.moves) {
      this.target = null;
      return;
    }
    const row = target.row ?? (this.firstShown ? null : 0);
    if (row !== null && row >= info.rows) {
      if (this.reading) return;
      this.target = null;
      if (target.row !== null) {
        addMessage(store, {
          severity: 'warning',
          title: `There is no row ${grouped(target.row)}.`,
          detail: `The link names it; this source has ${grouped(info.rows)}.`,
        });
      }
      return;
    }
    this.target = null;
    this.firstShown = true;
    if (row === null) return;
    const field = target.field !== null || target.at ? { field: target.field, at: target.at } : null;
    const history = this.history === 'none' ? 'none' : 'replace';
    void this.selection.row(row, { field, as: target.as, history });
  }

  /** The source's part of the address is known. */
  addressKnown(): void {
    if (this.history === 'step') this.navigation.step();
    else if (this.history === 'replace') this.navigation.replaceNow();
    // What follows while the place is sought refines this step.
    if (this.history === 'step') this.history = 'replace';
  }
}
