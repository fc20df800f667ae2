/**
 * Rows in a scrolling element, however many: react-window decides which slots of a capped canvas are seen,
 * `scroll-map.ts` which rows stand in them.
 *
 * Where the shift changes, rows and scroll position must change in one frame, or rows flash. So the scroll
 * position is set, and react-window is told by a scroll event of our own, inside one synchronous render.
 */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useVirtualizer } from 'react-window';
import {
  reveal,
  rowAtTop,
  scrolled,
  settle,
  showRow,
  slotsOf,
  type ScrollFrame,
  type ScrollState,
} from './scroll-map.ts';

export interface SlotItem {
  readonly row: number;
  /** place in the canvas, in pixels */
  readonly top: number;
}

export interface Slots {
  /** for the scrolling element */
  readonly ref: (element: HTMLElement | null) => void;
  readonly element: HTMLElement | null;
  /** height of the canvas, in pixels */
  readonly canvas: number;
  /** row in slot 0 */
  readonly shift: number;
  readonly items: readonly SlotItem[];
  /** rows that are seen, without the margin: [first, last] */
  readonly first: number;
  readonly last: number;
  /** brings a row into view; from an event handler or a layout effect */
  readonly reveal: (row: number, align?: 'auto' | 'center') => void;
  /** rows between the upper edge and a row, with fractions */
  readonly offsetOf: (row: number) => number;
  /** scrolls so that a row stands so many rows below the upper edge */
  readonly pin: (row: number, offset: number) => void;
  /** rows that a page holds */
  readonly page: () => number;
}

const REST = 180;

export function useSlots(options: {
  readonly count: number;
  readonly height: number;
  /** stays mounted wherever it is, so that aria-activedescendant names something */
  readonly pinned?: number;
  readonly overscan?: number;
  /** height of what sticks to the top of the scrolling element */
  readonly head?: number;
  /** the scrolling element, where who asks knows it already; else `ref` takes it */
  readonly element?: HTMLElement | null;
}): Slots {
  const { count, height, pinned = -1, overscan = 8, head = 0 } = options;
  const [own, ref] = useState<HTMLElement | null>(null);
  const element = options.element === undefined ? own : options.element;
  const [shift, setShift] = useState(0);
  const state = useRef<ScrollState>({ top: 0, shift: 0 });
  const slots = slotsOf({ count, height, view: 0 });

  const virtual = useVirtualizer({
    count: slots,
    element,
    itemSize: height,
    overscanCount: overscan,
    defaultSize: 400,
  });

  const frame = useCallback(
    (): ScrollFrame => ({ count, height, view: Math.max(0, (element?.clientHeight ?? 0) - head) }),
    [count, height, element, head],
  );

  /** Takes a state over. The caller sees to it that React renders before the next paint. */
  const take = useCallback(
    (next: ScrollState) => {
      if (!element) return;
      const shifted = next.shift !== state.current.shift;
      state.current = next;
      setShift(next.shift);
      const moved = Math.abs(element.scrollTop - next.top) >= 0.5;
      if (moved) {
        element.scrollTo({ top: next.top, behavior: 'instant' });
        state.current = { top: element.scrollTop, shift: next.shift };
      }
      // Told once more inside this render, or rows of the new shift and the old slots would be asked for first.
      if (moved || shifted) element.dispatchEvent(new Event('scroll'));
    },
    [element],
  );

  useEffect(() => {
    if (!element) return;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const apply = (next: ScrollState): void => {
      if (next.shift === state.current.shift && next.top === element.scrollTop) state.current = next;
      else flushSync(() => take(next));
    };
    const onScroll = (): void => {
      if (element.scrollTop === state.current.top) return;
      apply(scrolled(frame(), state.current, element.scrollTop));
      clearTimeout(rest);
      rest = setTimeout(() => apply(settle(frame(), state.current)), REST);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(rest);
      element.removeEventListener('scroll', onScroll);
    };
  }, [element, frame, take]);

  // fewer rows than before: what is seen must exist
  useLayoutEffect(() => {
    const { shift: from, top } = state.current;
    if (from + slotsOf(frame()) > count || top > slots * height) take(settle(frame(), state.current));
  }, [count, slots, height, frame, take]);

  const show = useCallback(
    (row: number, align: 'auto' | 'center' = 'auto') => {
      if (!element || row < 0) return;
      state.current = { top: element.scrollTop, shift: state.current.shift };
      const next = reveal(frame(), state.current, row, align);
      if (next !== state.current) take(next);
    },
    [element, frame, take],
  );

  // By what was told last: asking the element in the middle of a render lays out the page.
  const offsetOf = useCallback(
    (row: number) => row - rowAtTop({ count, height, view: 0 }, state.current),
    [count, height],
  );
  const pin = useCallback(
    (row: number, offset: number) => take(showRow(frame(), row - offset)),
    [frame, take],
  );

  const page = useCallback(
    () => Math.max(1, Math.floor(((element?.clientHeight ?? height) - head) / height) - 1),
    [element, height, head],
  );

  const { items: virtualItems } = virtual;
  const items = useMemo(() => {
    const out: SlotItem[] = [];
    let hasPinned = pinned < 0 || pinned >= count;
    for (const item of virtualItems) {
      const row = item.index + shift;
      if (row < 0 || row >= count) continue;
      if (row === pinned) hasPinned = true;
      out.push({ row, top: item.offset });
    }
    if (!hasPinned) {
      const slot = pinned - shift;
      out.push({ row: pinned, top: slot >= 0 && slot < slots ? slot * height : -2 * height });
    }
    return out;
  }, [virtualItems, shift, pinned, count, slots, height]);

  return {
    ref,
    element,
    canvas: slots * height,
    shift,
    items,
    first: Math.max(0, virtual.visibleRange.startIndex + shift),
    last: Math.min(count - 1, virtual.visibleRange.stopIndex + shift),
    reveal: show,
    offsetOf,
    pin,
    page,
  };
}
