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
