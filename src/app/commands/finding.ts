/** Commands that look for something, go to a place, or mark it. */
import type { Controller } from '../controller.ts';
import type { AppState } from '../store.ts';
import type { Command } from './registry.ts';

const open = (state: AppState): boolean => state.stage === 'open';
const selected = (state: AppState): boolean => open(state) && state.row !== null;
const marked = (state: AppState): boolean => open(state) && state.bookmarks.length > 0;

export const findingCommands: readonly Command<Controller>[] = [
  {
    id: 'find.open',
    name: 'Find…',
    group: 'Find and go',
    keys: ['Ctrl+f'],
    when: open,
    run: (target) => target.finder.open(),
  },
  {
    id: 'find.bytes',
    name: 'Find bytes…',
    group: 'Find and go',
    keys: [],
    when: open,
    run: (target) => target.finder.open('bytes'),
  },
  {
    id: 'find.next',
    name: 'Find next',
    group: 'Find and go',
    keys: ['F3'],
    when: open,
    run: (target) => void target.finder.again(1),
  },
  {
    id: 'find.previous',
    name: 'Find previous',
    group: 'Find and go',
    keys: ['Shift+F3'],
    when: open,
    run: (target) => void target.finder.again(-1),
  },
  {
    id: 'go.to',
    name: 'Go to record, frame or time…',
    group: 'Find and go',
    keys: ['Ctrl+g', 'g'],
    when: open,
    run: (target) => target.dialog('go-to'),
  },
  {
    id: 'go.back',
    name: 'Back to what was selected before, as the browser does',
    group: 'Find and go',
    keys: [],
    when: open,
    run: (target) => target.context.address.go(-1),
  },
  {
    id: 'go.forward',
    name: 'Forward again, as the browser does',
    group: 'Find and go',
    keys: [],
    when: open,
    run: (target) => target.context.address.go(1),
  },
  {
    id: 'bookmarks.toggle',
    name: 'Bookmark this record, or no more',
    group: 'Find and go',
    keys: ['Ctrl+m', 'M'],
    when: selected,
    run: (target) => target.bookmarks.toggle(),
  },
  {
    id: 'bookmarks.list',
    name: 'Bookmarks…',
    group: 'Find and go',
    keys: ['B'],
    when: open,
    run: (target) => target.dialog('bookmarks'),
  },
  {
    id: 'bookmarks.next',
    name: 'Next bookmark',
    group: 'Find and go',
    keys: ['F2'],
    when: marked,
    run: (target) => target.bookmarks.step(1),
  },
  {
    id: 'bookmarks.previous',
    name: 'Previous bookmark',
    group: 'Find and go',
    keys: ['Shift+F2'],
    when: marked,
    run: (target) => target.bookmarks.step(-1),
  },
];
