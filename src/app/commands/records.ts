/** Commands that move between records. */
import type { Controller } from '../controller.ts';
import type { AppState } from '../store.ts';
import type { Command } from './registry.ts';

const open = (state: AppState): boolean => state.stage === 'open';
const hasMatch = (_: AppState, target: Controller): boolean =>
  (target.model.active?.tree.head.matchRow ?? -1) >= 0;

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
  {
    id: 'records.conversation-next',
    name: 'Next record of this conversation',
    group: 'Records',
    keys: ['Ctrl+.', '.'],
    when: open,
    run: (target) => void target.findNext(1, 'conversation', 'This is the last record of the conversation.'),
  },
  {
    id: 'records.conversation-previous',
    name: 'Previous record of this conversation',
    group: 'Records',
    keys: ['Ctrl+,', ','],
    when: open,
    run: (target) =>
      void target.findNext(-1, 'conversation', 'This is the first record of the conversation.'),
  },
  {
    id: 'records.error-next',
    name: 'Next record with an error',
    group: 'Records',
    keys: ['e'],
    when: open,
    run: (target) => void target.findNext(1, 'error', 'No error behind this record.'),
  },
  {
    id: 'records.error-previous',
    name: 'Previous record with an error',
    group: 'Records',
    keys: ['E'],
    when: open,
    run: (target) => void target.findNext(-1, 'error', 'No error before this record.'),
  },
];
