/** Commands of the display filter. */
import type { Controller } from '../controller.ts';
import type { AppState } from '../store.ts';
import type { Command } from './registry.ts';

const open = (state: AppState): boolean => state.stage === 'open';
const field = (state: AppState, target: Controller): boolean =>
  open(state) && target.model.active !== null && state.node >= 0;

export const filterCommands: readonly Command<Controller>[] = [
  {
    id: 'filter.focus',
    name: 'Display filter…',
    group: 'Filter',
    keys: ['/', 'Ctrl+/'],
    when: open,
    run: (target) => target.filtering.ask(),
  },
  {
    id: 'filter.recent',
    name: 'Earlier filters…',
    group: 'Filter',
    keys: ['h'],
    when: open,
    run: (target) => target.filtering.ask(true),
  },
  {
    id: 'filter.forget',
    name: 'Forget earlier filters',
    group: 'Filter',
    keys: [],
    when: (_, target) => target.filtering.recent.length > 0,
    run: (target) => target.filtering.forget(),
  },
  {
    id: 'filter.clear',
    name: 'Clear the filter',
    group: 'Filter',
    keys: ['X'],
    when: (state) => open(state) && (state.filter !== '' || state.filterText !== ''),
    run: (target) => target.filtering.clear(),
  },
  {
    id: 'filter.for-field',
    name: 'Filter for the selected field',
    group: 'Filter',
    keys: ['='],
    when: field,
    run: (target) => void target.filterMenu.selected('replace'),
  },
  {
    id: 'filter.and-field',
    name: 'And the selected field',
    group: 'Filter',
    keys: ['&'],
    when: field,
    run: (target) => void target.filterMenu.selected('and'),
  },
  {
    id: 'filter.not-field',
    name: 'Not the selected field',
    group: 'Filter',
    keys: ['!'],
    when: field,
    run: (target) => void target.filterMenu.selected('and-not'),
  },
  {
    id: 'filter.for-record',
    name: 'Filter for a value of the record…',
    group: 'Filter',
    keys: ['v'],
    when: (state) => open(state) && state.row !== null,
    run: (target) => {
      const { row } = target.state;
      if (row !== null) target.filterMenu.open({ kind: 'row', row });
    },
  },
];
