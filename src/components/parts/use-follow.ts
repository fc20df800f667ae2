import { useEffect, useRef } from 'react';
import type { RecordTree } from '../../decoder/api.ts';
import type { Hover, HoverStore, PaneName } from '../linkage/hover.ts';

/** A pointer on its way across a pane drags nothing along: what it passes for less than this is not followed. */
const DWELL = 60;
/** and what was followed is left again after this */
const BACK = 250;

/**
 * Scrolls a pane to what is pointed at in another one, and back to its own place afterwards. `show` and `back` may
 * change with each render.
 */
export function useFollow(
  hover: HoverStore,
  tree: RecordTree | null,
  pane: PaneName,
  show: (now: Hover) => void,
  back: () => void,
): void {
  const moves = useRef({ show, back });
  useEffect(() => {
    moves.current = { show, back };
  });
  useEffect(() => {
    if (!tree) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let away = false;
    const stop = hover.subscribe((now) => {
      clearTimeout(timer);
      // a pointer in this very pane: it stays as it is, and that is its place now
      if (now?.pane === pane) {
        away = false;
        return;
      }
      if (now && now.row === tree.row) {
        timer = setTimeout(() => {
          away = true;
          moves.current.show(now);
        }, DWELL);
      } else if (away) {
        timer = setTimeout(() => {
          away = false;
          moves.current.back();
        }, BACK);
      }
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [hover, tree, pane]);
}
