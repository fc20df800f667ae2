/** Guiding notes: sentences of a sample that stand at a place in a record. */
import type { RecordTree } from '../../decoder/api.ts';
import { smallestCovering } from './nodes.ts';

export interface Guide {
  readonly offset: number;
  readonly length: number;
  /** small line above: `the notes ask, line 551`; '' for none */
  readonly who: string;
  readonly text: string;
}

/** Node → its guides: each stands at the innermost field that holds its bytes. */
export function guidesByNode(
  tree: RecordTree,
  guides: readonly Guide[],
): ReadonlyMap<number, readonly Guide[]> {
  const out = new Map<number, Guide[]>();
  for (const guide of guides) {
    const node = smallestCovering(tree, guide.offset, guide.offset + guide.length);
    if (node < 0) continue;
    const at = out.get(node);
    if (at) at.push(guide);
    else out.set(node, [guide]);
  }
  return out;
}
