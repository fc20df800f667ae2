import { memo } from 'react';
import type { RecordTree } from '../../decoder/api.ts';
import { kindClass, Kind, NodeFlag } from '../linkage/kinds.ts';
import { isLeaf } from '../linkage/nodes.ts';
import type { NodeWords } from '../linkage/words.ts';

export interface FieldLineProps {
  readonly id: string;
  readonly tree: RecordTree;
  readonly node: number;
  readonly top: number;
  readonly height: number;
  /** levels of indent; 0 for the top rows */
  readonly depth: number;
  readonly open: boolean;
  readonly selected: boolean;
  readonly words: NodeWords | null;
  readonly digits: number;
  /** a guiding note stands here */
  readonly guided: boolean;
  /** trouble below a closed group */
  readonly trouble: 'error' | 'warning' | null;
  readonly revealed: boolean;
}

export function hexOffset(offset: number, digits: number): string {
  return offset.toString(16).padStart(digits, '0');
}

/** One field: bar, offset, label, value, type. Hover is painted on it by hand (`data-hover`). */
export const FieldLine = memo(function FieldLine(props: FieldLineProps) {
  const { id, tree, node, top, height, depth, open, selected, words, digits, guided, trouble, revealed } =
    props;
  const leaf = isLeaf(tree, node);
  const kind = tree.kind[node]!;
  const start = tree.start[node]!;
  const classes = ['field'];
  if (!leaf) classes.push('group');
  if (kind === Kind.padding) classes.push('quiet');
  if (selected) classes.push('selected');
  return (
    <div
      id={id}
      className={classes.join(' ')}
      role="row"
      aria-level={depth + 1}
      aria-expanded={leaf ? undefined : open}
      aria-selected={selected}
      data-node={node}
      data-offset={start}
      data-length={tree.stop[node]! - start}
      data-name={words?.name ?? ''}
      style={{ top, height }}
    >
      <i className={`bar ${kindClass(kind)}`} />
      <span className="offset" role="gridcell">
        {hexOffset(start, digits)}
      </span>
      <span className="label" role="rowheader" style={{ '--depth': depth } as React.CSSProperties}>
        <i
          className={leaf ? 'twist' : open ? 'twist open' : 'twist closed'}
          data-twist={leaf ? undefined : ''}
        />
        <span className={guided ? 'name guided' : 'name'} data-clips="">
          {words?.label}
        </span>
      </span>
      <span className="value" role="gridcell" data-clips="">
        <Value words={words} flags={tree.flags[node]!} leaf={leaf} revealed={revealed} />
      </span>
      <span className="type" role="gridcell">
        {trouble && (
          <b className={trouble === 'error' ? 'err' : 'guess'}>{trouble === 'error' ? '✕ ' : '! '}</b>
        )}
        {words?.type}
      </span>
    </div>
  );
});

function Value(props: { words: NodeWords | null; flags: number; leaf: boolean; revealed: boolean }) {
  const { words, flags, leaf, revealed } = props;
  if (!words) return null;
  if (flags & NodeFlag.secret && !revealed) return <span className="quiet">hidden; Space shows it</span>;
  if (flags & NodeFlag.valueMissing && words.display === '')
    return <span className="quiet">{leaf ? 'not captured' : 'not captured in full'}</span>;
  const aside = words.derived[0];
  return (
    <>
      {flags & NodeFlag.guess ? <span className="inferred">≈ {words.display}</span> : words.display}
      {aside && aside.display !== '' && (
        <>
          {' '}
          {aside.guess ? (
            <span className="inferred">≈ {aside.display}</span>
          ) : (
            <span className="quiet">{aside.display}</span>
          )}
        </>
      )}
    </>
  );
}
