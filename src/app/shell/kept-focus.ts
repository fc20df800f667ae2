/** Focus that falls to the body, since what had it is gone, goes to a pane: else keys would act nowhere. */
import { focusInto, seen, seenPanes } from './panes.ts';

/** What stands in the place of a pane that is gone; behind these, any. */
const INSTEAD: Readonly<Record<string, readonly string[]>> = {
  records: ['fields', 'words', 'bytes'],
  statistics: ['sequence', 'fields', 'words', 'records'],
  sequence: ['statistics', 'fields', 'words', 'records'],
  timeline: ['records'],
  fields: ['words', 'statistics', 'sequence', 'bytes', 'records'],
  'fields-other': ['fields', 'words'],
  words: ['fields', 'statistics', 'sequence', 'bytes'],
  bytes: ['text', 'words', 'fields', 'statistics', 'sequence', 'records'],
  text: ['bytes', 'words', 'fields', 'statistics', 'sequence', 'records'],
  start: ['records'],
};

/** The pane that had the focus last, and what had it there. */
let last = 'start';
let spot: HTMLElement | null = null;
/** What has it, or had it when it fell; null: nothing, or it was left on purpose. */
let holder: Element | null = null;
let onPurpose = false;
let timer: ReturnType<typeof setTimeout> | null = null;

const gone = (element: Element): boolean =>
  !element.isConnected || !seen(element) || element.matches(':disabled');

function entered({ target }: FocusEvent): void {
  if (!(target instanceof Element)) return;
  holder = target;
  onPurpose = false;
  const pane = target.closest<HTMLElement>('[data-pane]');
  if (!pane || !(target instanceof HTMLElement)) return;
  last = pane.dataset['pane'] ?? '';
  spot = target;
}

function left({ target, relatedTarget }: FocusEvent): void {
  if (relatedTarget !== null || !(target instanceof Element)) return;
  // A click beside everything leaves the focus behind on purpose; what is taken away does not.
  queueMicrotask(() => {
    if (!document.hasFocus() || document.activeElement !== document.body) return;
    onPurpose = !gone(target);
    mendFocusSoon();
  });
}

/** Gives focus that fell to what stands there now. Focus that is elsewhere is left alone. */
export function mendFocus(): void {
  if (document.activeElement !== document.body || onPurpose || (holder && !gone(holder))) return;
  const dialog = document.querySelector<HTMLElement>('dialog:modal');
  if (dialog) {
    focusInto(dialog);
    return;
  }
  focusLast();
}

/** Back to what had the focus last in a pane, or what stands in its place. */
export function focusLast(): void {
  if (spot && !gone(spot)) {
    spot.focus({ preventScroll: true });
    return;
  }
  const panes = seenPanes();
  const named = [last, ...(INSTEAD[last] ?? [])].map((name) =>
    panes.find(({ dataset }) => dataset['pane'] === name),
  );
  const pane = named.find((one) => one !== undefined) ?? panes[0];
  if (pane) focusInto(pane);
}

/** The same when what changes now is drawn. */
export function mendFocusSoon(): void {
  timer ??= setTimeout(() => {
    timer = null;
    mendFocus();
  });
}

/** Watches where focus is; returns how to stop. */
export function keepFocus(): () => void {
  document.addEventListener('focusin', entered);
  document.addEventListener('focusout', left);
  mendFocusSoon();
  return () => {
    document.removeEventListener('focusin', entered);
    document.removeEventListener('focusout', left);
  };
}
