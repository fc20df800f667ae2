/** Where a menu stands, and which item a key leads to. */

interface Item {
  readonly label: string;
}

/** The item that a key leads to; arrows go round, a letter goes to the next item that begins with it; -1: none. */
export function nextItem(key: string, from: number, items: readonly Item[]): number {
  const { length } = items;
  if (length === 0) return -1;
  switch (key) {
    case 'ArrowDown':
      return (from + 1) % length;
    case 'ArrowUp':
      return (Math.max(from, 0) - 1 + length) % length;
    case 'Home':
      return 0;
    case 'End':
      return length - 1;
  }
  if ([...key].length !== 1 || key === ' ') return -1;
  for (let step = 1; step <= length; step++) {
    const at = (from + step + length) % length;
    if (items[at]!.label.toLowerCase().startsWith(key.toLowerCase())) return at;
  }
  return -1;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const EDGE = 4;

export interface MenuPlace {
  readonly x: number;
  readonly y: number;
  /** lower edge of a menu that has no room below: above what it is about; absent: `y` */
  readonly above?: number;
}

/** Beside and below the place; on its other side where there is no room; always inside the window. */
export function placed(
  at: MenuPlace,
  menu: Size,
  window: Size,
): { readonly left: number; readonly top: number } {
  const fit = (place: number, size: number, room: number, before = place): number => {
    const other = place + size > room - EDGE && before - size >= EDGE ? before - size : place;
    return Math.max(EDGE, Math.min(other, room - size - EDGE));
  };
  return { left: fit(at.x, menu.width, window.width), top: fit(at.y, menu.height, window.height, at.above) };
}
