/** Key presses → commands. What a pane or a field has dealt with already is left alone. */
import type { AppStore } from '../store.ts';
import { isSingle, textOf } from './keys.ts';
import { commandFor, type Registry } from './registry.ts';

const FIELD = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';

/** True where letters are text: there single keys are never commands. */
export function isField(element: Element | null): boolean {
  const field = element?.closest(FIELD);
  if (!field) return false;
  return !(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) || !field.readOnly;
}

export function listenToKeys<Target>(
  registry: Registry<Target>,
  store: AppStore,
  target: Target,
): () => void {
  const listener = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const at = event.target instanceof Element ? event.target : null;
    // A dialog is a world of its own; its keys are its own.
    if (at?.closest('dialog[open]')) return;
    const field = isField(at);
    const inPane = !field && at?.closest('[data-pane]') != null;
    const keys = textOf(event);
    // The filter bar was asked for and comes only now: letters are its text.
    if (isSingle(keys) && store.getState().filterAsk) return;
    const command = commandFor(registry, keys, inPane);
    if (!command || !command.when(store.getState(), target)) return;
    // In a field Alt and Ctrl with arrows move the caret.
    if (field && /Arrow/.test(keys)) return;
    event.preventDefault();
    command.run(target);
  };
  document.addEventListener('keydown', listener);
  return () => document.removeEventListener('keydown', listener);
}
