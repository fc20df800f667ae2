/** Commands of the page: what is open, dialogs, panes, theme. */
import type { Controller } from '../controller.ts';
import type { AppState } from '../store.ts';
import type { Command } from './registry.ts';

const always = (): boolean => true;
const open = (state: AppState): boolean => state.stage === 'open';
const pasted = (state: AppState, target: Controller): boolean =>
  open(state) && target.model.info?.text != null;

const resize = (
  splitter: 'records' | 'bytes' | 'text',
  by: 1 | -1,
  name: string,
  when: Command<Controller>['when'] = open,
): Command<Controller> => ({
  id: `page.${splitter}-${by === 1 ? 'larger' : 'smaller'}`,
  name,
  group: 'Page',
  keys: [],
  when,
  run: (target) => target.resize(splitter, by),
});

export const pageCommands: readonly Command<Controller>[] = [
  {
    id: 'source.open',
    name: 'Open a capture…',
    group: 'Source',
    keys: ['o'],
    when: always,
    run: (target) => target.hands?.pickFile(),
  },
  {
    id: 'source.link',
    name: 'Link to this view…',
    group: 'Source',
    keys: ['l'],
    when: open,
    run: (target) => target.dialog('link'),
  },
  {
    id: 'source.files',
    name: 'Files of this timeline…',
    group: 'Source',
    keys: [],
    when: (state, target) => open(state) && (target.model.info?.files.length ?? 0) > 1,
    run: (target) => target.dialog('files'),
  },
  {
    id: 'source.layer',
    name: 'Layer of this dump…',
    group: 'Source',
    keys: [],
    when: pasted,
    run: (target) => target.dialog('layer'),
  },
  {
    id: 'source.text',
    name: 'Bytes or pasted text',
    group: 'Source',
    keys: ['p'],
    when: (state, target) => open(state) && target.model.lines !== null,
    run: (target) =>
      target.context.store.setState({ third: target.state.third === 'text' ? 'bytes' : 'text' }),
  },
  {
    id: 'source.secrets',
    name: 'Show or hide secrets',
    group: 'Source',
    keys: [],
    when: open,
    run: (target) => void target.setSecrets(!target.state.secrets),
  },
  {
    id: 'source.stop',
    name: 'Stop reading',
    group: 'Source',
    keys: [],
    when: (state) => state.progress !== null || state.stage === 'opening',
    run: (target) => target.opening.cancel(),
  },
  {
    id: 'source.close',
    name: 'Close, back to the start page',
    group: 'Source',
    keys: [],
    when: (state) => state.stage !== 'start' || state.wanted !== null,
    run: (target) => target.home(),
  },
  {
    id: 'page.palette',
    name: 'Commands…',
    group: 'Page',
    keys: ['Ctrl+k'],
    when: always,
    run: (target) => target.dialog('palette'),
  },
  {
    id: 'page.help',
    name: 'Keys…',
    group: 'Page',
    keys: ['?', 'F1'],
    when: always,
    run: (target) => target.dialog('help'),
  },
  {
    id: 'page.theme',
    name: 'Theme: system, light, dark',
    group: 'Page',
    keys: ['t'],
    when: always,
    run: (target) => target.cycleTheme(),
  },
  {
    id: 'page.next-pane',
    name: 'Next pane',
    group: 'Page',
    keys: ['F6'],
    when: always,
    run: (target) => target.hands?.focusPane(1),
  },
  {
    id: 'page.previous-pane',
    name: 'Previous pane',
    group: 'Page',
    keys: ['Shift+F6'],
    when: always,
    run: (target) => target.hands?.focusPane(-1),
  },
  resize('records', 1, 'Taller record table'),
  resize('records', -1, 'Shorter record table'),
  resize('bytes', 1, 'Wider bytes'),
  resize('bytes', -1, 'Narrower bytes'),
  resize('text', 1, 'Wider pasted text', pasted),
  resize('text', -1, 'Narrower pasted text', pasted),
];
