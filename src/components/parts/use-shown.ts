import { useEffect, useRef, useState } from 'react';
import type { RecordTree } from '../../decoder/api.ts';
import type { HoverStore } from '../linkage/hover.ts';

export interface Shown {
  readonly node: number;
  /** true where it is what is pointed at, not what is selected */
  readonly pointed: boolean;
}

/**
 * The field that a line of words is about: what is pointed at, else what is selected. Right after a selection the pointer
 * still stands where it was pressed: then the selection counts, until the pointer goes on.
 */
export function useShown(tree: RecordTree, selected: number, hover: HoverStore): Shown {
  const [pointed, setPointed] = useState(-1);
  const passed = useRef(-1);

  useEffect(() => {
    const now = hover.get();
    passed.current = now && now.row === tree.row ? now.node : -1;
    const frame = requestAnimationFrame(() => setPointed(-1));
    return () => cancelAnimationFrame(frame);
  }, [tree, selected, hover]);

  useEffect(() => {
    let frame = 0;
    const stop = hover.subscribe((now) => {
      cancelAnimationFrame(frame);
      const node = now && now.row === tree.row ? now.node : -1;
      if (node !== passed.current) passed.current = -1;
      frame = requestAnimationFrame(() => setPointed(passed.current === node ? -1 : node));
    });
    return () => {
      cancelAnimationFrame(frame);
      stop();
    };
  }, [tree, hover]);

  const over = pointed >= 0 && pointed < tree.count && pointed !== selected;
  return over ? { node: pointed, pointed: true } : { node: selected, pointed: false };
}
