import { useEffect, useState, useSyncExternalStore } from 'react';
import type { RecordTree } from '../../decoder/api.ts';
import type { HoverStore } from '../linkage/hover.ts';
import { ancestorsOf, isNode, lengthOf } from '../linkage/nodes.ts';
import { topOf } from '../linkage/open-nodes.ts';
import type { WordCache } from '../linkage/words.ts';
import { useShown } from '../parts/use-shown.ts';
import { useWidth } from '../parts/use-width.ts';
import { firstCrumb } from './crumbs.ts';
import './path-bar.css';
import { grouped } from '../parts/grouped.ts';

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
  const [bar, setBar] = useState<HTMLElement | null>(null);
  const width = useWidth(bar);
  const labelOf = (step: number): string => (step === top ? 'record' : (words.get(step)?.label ?? '…'));
  const where = isNode(tree, node)
    ? `0x${tree.start[node]!.toString(16)} + ${grouped(lengthOf(tree, node))}`
    : '';
  const first = width > 0 ? firstCrumb(path.map(labelOf), width - 44 - where.length * 7.2) : 0;
  const shown = path.slice(first);
  return (
    <nav ref={setBar} className="path-bar" aria-label="Path of the field">
      <ol className={pointed ? 'crumbs pointed' : 'crumbs'}>
        {path.length === 0 && <li className="dim">{grouped(tree.length)} bytes</li>}
        {first > 0 && (
          <li>
            <Crumb {...{ tree, hover, onSelect, caret, pointed }} node={path[first - 1]!} label="…" />
          </li>
        )}
        {shown.map((step, i) => (
          <li key={step}>
            {(i > 0 || first > 0) && <span aria-hidden="true">›</span>}
            <Crumb
              {...{ tree, hover, onSelect, caret, pointed }}
              node={step}
              label={labelOf(step)}
              current={i === shown.length - 1}
            />
          </li>
        ))}
      </ol>
      {where !== '' && <span className="where">{where}</span>}
    </nav>
  );
}

function Crumb(props: {
  tree: RecordTree;
  hover: HoverStore;
  onSelect: (node: number, caret: number) => void;
  caret: number;
  pointed: boolean;
  node: number;
  label: string;
  current?: boolean;
}) {
  const { tree, hover, onSelect, caret, pointed, node, label, current = false } = props;
  return (
    <button
      type="button"
      tabIndex={pointed ? -1 : 0}
      aria-current={current ? 'true' : undefined}
      aria-label={label === '…' ? 'What stands above' : undefined}
      onClick={() => onSelect(node, withinOf(tree, node, caret))}
      onPointerEnter={() => hover.set({ row: tree.row, node, byte: -1, pane: 'path' })}
      onPointerLeave={() => hover.leave('path')}
    >
      {label}
    </button>
  );
}

/** The caret stays where it is while the selection widens round it. */
function withinOf(tree: RecordTree, node: number, caret: number): number {
  return caret >= tree.start[node]! && caret < tree.stop[node]! ? caret : tree.start[node]!;
}
