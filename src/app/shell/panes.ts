/** The panes of the page, as they stand in the document: focus goes round them. */
const PANES = '[data-pane]';
const INSIDE =
  '[role="grid"], [role="treegrid"], [role="textbox"], [tabindex="0"], button, a[href], textarea';

export const seen = (element: Element): element is HTMLElement =>
  element instanceof HTMLElement && element.checkVisibility({ visibilityProperty: true });

export const seenPanes = (): HTMLElement[] => [...document.querySelectorAll(PANES)].filter(seen);

/** Moves focus to the next (1) or previous (-1) pane; from outside to the first or last. */
export function focusPane(by: 1 | -1): void {
  const panes = seenPanes();
  if (panes.length === 0) return;
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const next = here < 0 ? (by === 1 ? 0 : panes.length - 1) : (here + by + panes.length) % panes.length;
  focusInto(panes[next]!);
}

/** A pane that takes the focus itself has it; else its first part that does. */
export function focusInto(pane: HTMLElement): void {
  const inside = pane.hasAttribute('tabindex') ? pane : [...pane.querySelectorAll(INSIDE)].find(seen);
  // Nothing in it can be chosen yet: its keys act all the same.
  if (!inside) pane.tabIndex = -1;
  (inside ?? pane).focus({ preventScroll: true });
}

export function focusNamed(name: string): void {
  const pane = document.querySelector(`[data-pane="${name}"]`);
  if (pane && seen(pane)) focusInto(pane);
}
