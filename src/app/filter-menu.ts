/** "Filter for this": which value a menu is about, and what choosing one does. */
import type { MenuPlace } from '../components/menu/moves.ts';
import type { DecodeAs, FilterFor } from '../decoder/api.ts';
import { isAbort } from '../workers/client.ts';
import type { Context } from './context.ts';
import type { How } from './filter-text.ts';
import type { Filtering } from './filtering.ts';
import { addMessage } from './store.ts';

export type MenuSubject =
  /** a field of a record */
  | { readonly kind: 'field'; readonly row: number; readonly node: number; readonly as: DecodeAs | null }
  /** a cell of the table, by its column; `source` and `destination` are cells of their own */
  | { readonly kind: 'cell'; readonly row: number; readonly column: string }
  /** some value of a row, to be chosen first */
  | { readonly kind: 'row'; readonly row: number }
  /** a filter that is known: a row of the statistics */
  | { readonly kind: 'text'; readonly text: string };

export interface MenuState {
  readonly subject: MenuSubject;
  /** null: at the selected row of the table */
  readonly at: MenuPlace | null;
}

const NONE: FilterFor = { value: null, has: null };

export class FilterMenu {
  constructor(
    private readonly context: Context,
    private readonly filtering: Filtering,
  ) {}

  open(subject: MenuSubject, at: MenuPlace | null = null): void {
    this.context.store.setState({ menu: { subject, at } });
  }

  close(): void {
    this.context.store.setState({ menu: null });
  }

  /** What filters there are for it; the worker knows the language. */
  async filters(subject: MenuSubject): Promise<FilterFor> {
    const { client } = this.context;
    try {
      switch (subject.kind) {
        case 'field':
          return await client.ask('filterFor', [
            subject.row,
            { kind: 'node', node: subject.node },
            subject.as,
          ]);
        case 'cell':
          return await client.ask('filterFor', [subject.row, { kind: 'cell', column: subject.column }]);
        case 'row':
          return NONE;
        case 'text':
          return { value: subject.text, has: null };
      }
    } catch (error) {
      if (isAbort(error)) return NONE;
      throw error;
    }
  }

  /** By key: the selected field, without a menu. What has no value of its own is asked whether it is there. */
  async selected(how: How): Promise<void> {
    const { store, model } = this.context;
    const { node, row, as } = store.getState();
    if (row === null || node < 0 || model.active?.row !== row) return;
    const { value, has } = await this.filters({ kind: 'field', row, node, as });
    const text = value ?? has;
    if (text !== null) await this.filtering.apply(text, how);
    else {
      addMessage(store, {
        severity: 'info',
        title: 'No filter says this.',
        detail: 'The field has no name that a filter knows, or its value is longer than a filter may be.',
      });
    }
  }
}
