/** The panes of the page, as they stand in the document: focus goes round them. */
const PANES = '[data-pane]';
const INSIDE =
  '[role="grid"], [role="treegrid"], [role="textbox"], [tabindex="0"], button, a[href], textarea';

const seen = (element: Element): element is HTMLElement =>
  element instanceof HTMLElement && element.checkVisibility({ visibilityProperty: true });

/** Moves focus to the next (1) or previous (-1) pane; from outside to the first or last. */
export function focusPane(by: 1 | -1): void {
  const panes = [...document.querySelectorAll(PANES)].filter(seen);
  if (panes.length === 0) return;
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = here < 0 ? (by === 1 ? 0 : panes.length - 1) : (here + by + panes.length) % panes.length;
  focusInto(panes[next]!);
}

export function focusInto(pane: HTMLElement): void {
  const inside = [...pane.querySelectorAll(INSIDE)].find(seen);
  const target = inside ?? pane;
  target.focus({ preventScroll: true });
}

export function focusNamed(name: string): void {
  const pane = document.querySelector(`[data-pane="${name}"]`);
  if (pane && seen(pane)) focusInto(pane);
}

/** What stands in the place of a pane that is gone. */
const INSTEAD: Readonly<Record<string, readonly string[]>> = {
  records: ['fields', 'words', 'bytes'],
  statistics: ['sequence', 'fields', 'records'],
  sequence: ['statistics', 'fields', 'records'],
  timeline: ['records'],
  fields: ['words', 'statistics', 'sequence', 'bytes', 'records'],
  'fields-other': ['fields', 'words'],
  words: ['fields', 'bytes'],
  bytes: ['text', 'words', 'fields', 'records'],
  text: ['bytes', 'words', 'fields', 'records'],
  start: ['records'],
};

/**
 * Remembers which pane has focus. When that pane is taken out of the page, focus falls to the body and
 * keys would act nowhere: `mend` gives it to what stands there now. Focus that is elsewhere is left alone.
 */
export function keepFocus(): { mend(): void; stop(): void } {
  let last = 'start';
  const entered = (event: FocusEvent): void => {
    const pane = event.target instanceof Element ? event.target.closest<HTMLElement>(PANES) : null;
    last = pane?.dataset['pane'] ?? '';
  };
  const left = (event: FocusEvent): void => {
    const from = event.target;
    if (event.relatedTarget !== null || !(from instanceof Element)) return;
    // A click beside everything leaves the pane on purpose; a pane that is taken away does not.
    queueMicrotask(() => {
      if (from.isConnected && document.hasFocus() && document.activeElement === document.body) last = '';
    });
  };
  document.addEventListener('focusin', entered);
  document.addEventListener('focusout', left);
  return {
    mend: () => {
      if (document.activeElement !== document.body || last === '') return;
      for (const name of [last, ...(INSTEAD[last] ?? [])]) {
        const pane = document.querySelector(`[data-pane="${name}"]`);
        if (pane && seen(pane)) {
          focusInto(pane);
          return;
        }
      }
    },
    stop: () => {
      document.removeEventListener('focusin', entered);
      document.removeEventListener('focusout', left);
    },
  };
}
