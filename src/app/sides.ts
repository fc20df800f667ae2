/** What stands below the table, and the strip of time above it. */
import type { Controller } from './controller.ts';
import type { Side } from './store.ts';
import { announce } from './store.ts';
import { remember, remembered } from './theme.ts';

const NAMES: Readonly<Record<Side, string>> = {
  record: 'The record is shown.',
  stats: 'Statistics are shown.',
  sequence: 'The sequence is shown.',
};

export function showSide(controller: Controller, side: Side): void {
  const { store } = controller.context;
  const { side: before, tab } = store.getState();
  if (side === before && side === 'record') return;
  store.setState({
    side,
    // On a phone both stand in one tab.
    tab: side !== 'record' ? 'statistics' : tab === 'statistics' ? 'records' : tab,
    ...(side === 'record' ? {} : { view: 'fields' as const }),
  });
  controller.navigation.step();
  announce(store, NAMES[side]);
}

/** A key shows a side, and the same key goes back to the record. */
export function toggleSide(controller: Controller, side: Side): void {
  showSide(controller, controller.state.side === side ? 'record' : side);
}

const KEY = 'timeline';

export function rememberedTimeline(): boolean {
  return remembered(KEY) === 'on';
}

export function showTimeline(controller: Controller, timeline: boolean): void {
  controller.context.store.setState({ timeline });
  remember(KEY, timeline ? 'on' : null);
}
