import { useEffect, useSyncExternalStore } from 'react';
import type { RecordTree } from '../../decoder/api.ts';
import type { HoverStore } from '../linkage/hover.ts';
import { isNode, lengthOf } from '../linkage/nodes.ts';
import type { WordCache } from '../linkage/words.ts';
import { titleWhereClipped } from '../parts/clipped.ts';
import { useShown } from '../parts/use-shown.ts';
import './info-strip.css';
import { grouped } from '../parts/grouped.ts';

export interface InfoStripProps {
  readonly tree: RecordTree;
  readonly words: WordCache;
  readonly hover: HoverStore;
  readonly selected: number;
  readonly caret?: number;
  readonly onSelect?: (node: number, caret: number) => void;
  /** the filter name was pressed */
  readonly onFilter?: (node: number, at: { x: number; y: number }) => void;
}

/** What a field is, in one line: name, a sentence, type and size, since when, the name that filters know. */
export function InfoStrip({ tree, words, hover, selected, onFilter }: InfoStripProps) {
  useSyncExternalStore(words.subscribe, words.getVersion);
  const { node, pointed } = useShown(tree, selected, hover);
  useEffect(() => words.need([node]), [node, words]);
  const about = isNode(tree, node) ? words.get(node) : null;
  const length = isNode(tree, node) ? lengthOf(tree, node) : 0;
  return (
    <footer className="info-strip" aria-label="About the field" onPointerOver={titleWhereClipped}>
      {about ? (
        <>
          <b className={pointed ? 'subject pointed' : 'subject'}>{about.label}</b>
          <span className="shown" data-clips="">
            {about.display}
          </span>
          <span className="doc sans" data-clips="">
            {about.doc}
          </span>
          <span className="facts">
            <Fact name="type" value={about.type ? `${about.type}, ${bytes(length)}` : bytes(length)} />
            <Fact name="since" value={about.since} />
            {onFilter && about.name !== '' ? (
              <button
                type="button"
                className="fact"
                title="Filter for this field"
                onClick={(event) => {
                  const { left, top } = event.currentTarget.getBoundingClientRect();
                  onFilter(node, { x: left, y: top });
                }}
              >
                <span className="dim">filter</span> {about.name}
              </button>
            ) : (
              <Fact name="filter" value={about.name} />
            )}
          </span>
        </>
      ) : (
        <span className="sans dim">
          {node < 0 ? 'Point at a byte or a field; what it is stands here.' : ''}
        </span>
      )}
    </footer>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  if (value === '') return null;
  return (
    <span className="fact">
      <span className="dim">{name}</span> {value}
    </span>
  );
}

function bytes(length: number): string {
  return `${grouped(length)} ${length === 1 ? 'byte' : 'bytes'}`;
}
