import type { PointerEvent } from 'react';

/**
 * Gives a clipped value its title when the pointer comes to it, so that it can be read in full, and takes it from
 * one that fits. For `onPointerOver` of a pane; what may clip has the attribute `data-clips`.
 */
export function titleWhereClipped(event: PointerEvent<HTMLElement>): void {
  const cell = (event.target as Element).closest<HTMLElement>('[data-clips]');
  if (!cell) return;
  if (cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent ?? '';
  else cell.removeAttribute('title');
}
