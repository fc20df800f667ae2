import { useEffect, useSyncExternalStore } from 'react';
import type { RecordTree } from '../../decoder/api.ts';
import type { HoverStore } from '../linkage/hover.ts';
import { ancestorsOf, isNode, lengthOf } from '../linkage/nodes.ts';
import { topOf } from '../linkage/open-nodes.ts';
import type { WordCache } from '../linkage/words.ts';
import { useShown } from '../parts/use-shown.ts';
import './path-bar.css';

export interface PathBarProps {
  readonly tree: RecordTree;
  readonly words: WordCache;
  readonly hover: HoverStore;
  readonly selected: number;
  readonly caret: number;
  readonly onSelect: (node: number, caret: number) => void;
}

/** The way from the record to the field, each step to be selected; at the right its offset and length. */
export function PathBar({ tree, words, hover, selected, caret, onSelect }: PathBarProps) {
  useSyncExternalStore(words.subscribe, words.getVersion);
  const { node, pointed } = useShown(tree, selected, hover);
  const path = isNode(tree, node) ? [...ancestorsOf(tree, node), node] : [];
  const wanted = path.join();
  useEffect(() => {
    if (wanted) words.need(wanted.split(',').map(Number));
  }, [wanted, words]);

  const top = topOf(tree);
  return (
    <nav className="path-bar" aria-label="Path of the field">
      <ol className={pointed ? 'crumbs pointed' : 'crumbs'}>
        {path.length === 0 && <li className="dim">{tree.length.toLocaleString('en-US')} bytes</li>}
        {path.map((step, i) => {
          const last = i === path.length - 1;
          return (
            <li key={step}>
              {i > 0 && <span aria-hidden="true">›</span>}
              <button
                type="button"
                tabIndex={pointed ? -1 : 0}
                aria-current={last ? 'true' : undefined}
                onClick={() => onSelect(step, step === top ? 0 : withinOf(tree, step, caret))}
                onPointerEnter={() => hover.set({ row: tree.row, node: step, byte: -1, pane: 'path' })}
                onPointerLeave={() => hover.leave('path')}
              >
                {step === top ? 'record' : (words.get(step)?.label ?? '…')}
              </button>
            </li>
          );
        })}
      </ol>
      {isNode(tree, node) && (
        <span className="where">
          0x{tree.start[node]!.toString(16)} + {lengthOf(tree, node).toLocaleString('en-US')}
        </span>
      )}
    </nav>
  );
}

/** The caret stays where it is while the selection widens round it. */
function withinOf(tree: RecordTree, node: number, caret: number): number {
  return caret >= tree.start[node]! && caret < tree.stop[node]! ? caret : tree.start[node]!;
}
