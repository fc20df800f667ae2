/** Commands for the whole at a glance. */
import type { Controller } from '../controller.ts';
import { showTimeline, toggleSide } from '../sides.ts';
import type { AppState } from '../store.ts';
import type { Command } from './registry.ts';

const open = (state: AppState): boolean => state.stage === 'open';
const timed = (state: AppState, target: Controller): boolean =>
  open(state) && target.model.info?.kind === 'capture';

export const statisticsCommands: readonly Command<Controller>[] = [
  {
    id: 'page.statistics',
    name: 'Statistics, or the record',
    group: 'Page',
    keys: ['a'],
    when: open,
    run: (target) => toggleSide(target, 'stats'),
  },
  {
    id: 'page.sequence',
    name: 'Sequence diagram, or the record',
    group: 'Page',
    keys: ['A'],
    when: open,
    run: (target) => toggleSide(target, 'sequence'),
  },
  {
    id: 'page.timeline',
    name: 'Timeline above the records',
    group: 'Page',
    keys: ['T'],
    when: timed,
    run: (target) => showTimeline(target, !target.state.timeline),
  },
];
