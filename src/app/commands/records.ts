/** Commands that move between records. */
import type { Controller } from '../controller.ts';
import type { AppState } from '../store.ts';
import type { Command } from './registry.ts';

const open = (state: AppState): boolean => state.stage === 'open';
const hasMatch = (_: AppState, target: Controller): boolean =>
  (target.model.active?.tree.head.matchRow ?? -1) >= 0;

type Alike = Parameters<Controller['findNext']>[1];

/** Forwards and backwards to what is alike. */
function both(
  what: Alike,
  id: string,
  words: string,
  [next, previous]: readonly [readonly string[], readonly string[]],
  none: string,
): Command<Controller>[] {
  const step = (direction: 1 | -1): Command<Controller> => ({
    id: `records.${id}-${direction === 1 ? 'next' : 'previous'}`,
    name: `${direction === 1 ? 'Next' : 'Previous'} ${words}`,
    group: 'Records',
    keys: direction === 1 ? next : previous,
    when: open,
    run: (target) => target.findNext(direction, what, none),
  });
  return [step(1), step(-1)];
}

export const recordCommands: readonly Command<Controller>[] = [
  {
    id: 'records.next',
    name: 'Next record',
    group: 'Records',
    keys: ['Ctrl+ArrowDown', 'F8', 'j'],
    when: open,
    run: (target) => target.moveRow(1),
  },
  {
    id: 'records.previous',
    name: 'Previous record',
    group: 'Records',
    keys: ['Ctrl+ArrowUp', 'F7', 'k'],
    when: open,
    run: (target) => target.moveRow(-1),
  },
  {
    id: 'records.match',
    name: 'Other half: call or reply',
    group: 'Records',
    keys: ['m'],
    when: hasMatch,
    run: (target) => target.goToMatch(),
  },
  {
    id: 'records.both',
    name: 'Call and reply together',
    group: 'Records',
    keys: ['b'],
    when: (state, target) => open(state) && (state.both || hasMatch(state, target)),
    run: (target) => target.selection.setBoth(!target.state.both),
  },
  {
    id: 'records.releases',
    name: 'Releases of this connection…',
    group: 'Records',
    keys: ['r'],
    when: (state, target) => open(state) && (target.model.active?.tree.head.kind ?? 2) < 2,
    run: (target) => target.dialog('releases'),
  },
  ...both(
    'conversation',
    'conversation',
    'record of this conversation',
    [
      ['Ctrl+.', '.'],
      ['Ctrl+,', ','],
    ],
    'No other record of this conversation is in the view.',
  ),
  ...both(
    'same-file',
    'file',
    'record about this file',
    [['f'], ['F']],
    'No other record about this file is known; or which file this one is about is not.',
  ),
  ...both(
    'same-kind',
    'kind',
    'record of this kind',
    [['s'], ['S']],
    'No other record of this program, procedure and direction is in the view.',
  ),
  ...both(
    'error',
    'error',
    'record with an error',
    [['e'], ['E']],
    'No other record of the view has an error.',
  ),
];
