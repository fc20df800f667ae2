import { useEffect, useState } from 'react';
import type { RecordTree } from '../../decoder/api.ts';
import type { HoverStore } from '../linkage/hover.ts';
import { visibleAncestor, type OpenNodes } from '../linkage/open-nodes.ts';

/** A pointer that rests this long on a byte opens the way to its field. */
const OPENS = 180;
/** and one that has left for this long closes it again */
const CLOSES = 400;

/**
 * The field that a resting pointer in another pane looks at, when its group is closed; -1: none. The tree opens the way
 * to it for as long as the pointer stays, and nothing is left open behind it.
 */
export function usePeek(tree: RecordTree, open: OpenNodes, hover: HoverStore): number {
  const [peek, setPeek] = useState<{ tree: RecordTree; node: number } | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = hover.subscribe((now) => {
      clearTimeout(timer);
      if (now?.pane === 'fields') return;
      const node = now && now.row === tree.row ? now.node : -1;
      const hides = node >= 0 && visibleAncestor(tree, open, node) !== node;
      timer = setTimeout(() => setPeek(hides ? { tree, node } : null), hides ? OPENS : CLOSES);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [tree, open, hover]);
  return peek?.tree === tree ? peek.node : -1;
}
