/** Commands that move between fields, and what is done with one. */
import { narrow, nextLeaf, previousLeaf, widen } from '../../components/linkage/nodes.ts';
import type { Controller } from '../controller.ts';
import { copyBytes, copyValue } from '../copying.ts';
import type { AppState } from '../store.ts';
import type { Command } from './registry.ts';

const record = (state: AppState, target: Controller): boolean =>
  state.stage === 'open' && target.model.active !== null;
const field = (state: AppState, target: Controller): boolean => record(state, target) && state.node >= 0;
const noted = (_: AppState, target: Controller): boolean => target.model.notes.length > 0;

export const fieldCommands: readonly Command<Controller>[] = [
  {
    id: 'fields.next',
    name: 'Next field',
    group: 'Fields',
    keys: [']'],
    when: record,
    run: (target) => target.moveField(nextLeaf),
  },
  {
    id: 'fields.previous',
    name: 'Previous field',
    group: 'Fields',
    keys: ['['],
    when: record,
    run: (target) => target.moveField(previousLeaf),
  },
  {
    id: 'fields.widen',
    name: 'Widen the selection',
    group: 'Fields',
    keys: ['Alt+ArrowUp'],
    when: field,
    run: (target) => target.moveField(widen),
  },
  {
    id: 'fields.narrow',
    name: 'Narrow the selection',
    group: 'Fields',
    keys: ['Alt+ArrowDown'],
    when: field,
    run: (target) => target.moveField(narrow),
  },
  {
    id: 'fields.words',
    name: 'Fields or words',
    group: 'Fields',
    keys: ['w'],
    when: record,
    run: (target) => target.selection.setView(target.state.view === 'words' ? 'fields' : 'words'),
  },
  {
    id: 'fields.note-next',
    name: 'Next note of the sample',
    group: 'Fields',
    keys: ['n'],
    when: noted,
    run: (target) => target.goToNote(1),
  },
  {
    id: 'fields.note-previous',
    name: 'Previous note of the sample',
    group: 'Fields',
    keys: ['N'],
    when: noted,
    run: (target) => target.goToNote(-1),
  },
  {
    id: 'fields.notes',
    name: 'Notes of the sample…',
    group: 'Fields',
    keys: [],
    when: noted,
    run: (target) => target.dialog('notes'),
  },
  {
    id: 'fields.decode-as',
    name: 'Decode as…',
    group: 'Fields',
    keys: ['d'],
    when: record,
    run: (target) => target.dialog('decode-as'),
  },
  {
    id: 'fields.copy-value',
    name: 'Copy the value',
    group: 'Fields',
    keys: [],
    when: field,
    run: copyValue,
  },
  {
    id: 'fields.copy-bytes',
    name: 'Copy the bytes as hex',
    group: 'Fields',
    keys: [],
    when: field,
    run: copyBytes,
  },
];
