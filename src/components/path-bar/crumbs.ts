/** Which crumbs of a path fit: what does not goes from the left, as a whole. */

/** A character of the path is 0.6 em of 12 px. */
const CHARACTER = 7.2;
const BUTTON = 8;
const SEPARATOR = 12;
/** the `…` that stands for what went */
const ELLIPSIS = BUTTON + CHARACTER + SEPARATOR;

/** Number of the first crumb that is shown; the last one always is. */
export function firstCrumb(labels: readonly string[], width: number): number {
  const size = (label: string): number => label.length * CHARACTER + BUTTON + SEPARATOR;
  let used = labels.reduce((sum, label) => sum + size(label), 0) - SEPARATOR;
  let first = 0;
  while (first < labels.length - 1 && used + (first > 0 ? ELLIPSIS : 0) > width)
    used -= size(labels[first++]!);
  return first;
}
