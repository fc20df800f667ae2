import { memo } from 'react';
import type { RecordTree } from '../../decoder/api.ts';
import { hexOffset } from '../field-tree/FieldLine.tsx';
import { HIDDEN, isHidden } from '../linkage/hidden.ts';
import { Kind, kindClass } from '../linkage/kinds.ts';
import { spansOf } from '../linkage/nodes.ts';
import { indexOf } from '../linkage/tree-index.ts';
import type { NodeWords, WordCache } from '../linkage/words.ts';
import { continued, wordRow, type WordPart } from './word-rows.ts';

export interface WordLineProps {
  readonly tree: RecordTree;
  readonly words: WordCache;
  /** grows when words arrive: the row is drawn again */
  readonly version: number;
  readonly word: number;
  readonly left: number;
  readonly width: number;
  readonly digits: number;
  /** selected node, where it has bytes in this word; else -1 */
  readonly selected: number;
  readonly parent: number;
  readonly caret: number;
  readonly caretId: string;
  readonly caretLabel: string;
}

export const WordLine = memo(function WordLine(props: WordLineProps) {
  const { tree, words, word, left, width, digits, selected, parent, caret, caretId, caretLabel } = props;
  const row = wordRow(indexOf(tree), word);
  const { start, parts, bracket, begins } = row;
  const chosen = spansOf(tree, selected);
  const under = spansOf(tree, parent);
  const cells = Array.from({ length: Math.min(4, tree.length - start) }, (_, column) => {
    const at = start + column;
    const part = parts.find(({ from, to }) => column >= from && column < to);
    const missing = !part || part.kind === Kind.missing || at >= tree.bytes.length;
    const hidden = isHidden(tree, at);
    const byte = missing ? '' : hidden ? HIDDEN + HIDDEN : tree.bytes[at]!.toString(16).padStart(2, '0');
    const classes = ['tint', kindClass(part?.kind ?? Kind.missing)];
    if (inside(chosen, at)) classes.push('chosen');
    else if (inside(under, at)) classes.push('under');
    if (byte === '00' || part?.kind === Kind.padding) classes.push('zero');
    if (column === caret) classes.push('caret');
    if (part?.kind === Kind.mark && column === part.from && part.first && !missing)
      classes.push(tree.bytes[at]! & 0x80 ? 'last-bit set' : 'last-bit');
    return (
      <i key={column} className={classes.join(' ')}>
        {byte}
      </i>
    );
  });
  const group = begins >= 0 ? words.get(begins) : null;
  const pads = parts.find(({ kind, first }) => kind === Kind.padding && first);
  return (
    <div
      className={begins >= 0 ? 'word-line begins' : 'word-line'}
      role="gridcell"
      data-word={word}
      style={{ left, width }}
    >
      <span className="offset">{hexOffset(start, digits)}</span>
      <i className={`bar ${kindClass(parts[0]?.kind ?? Kind.missing)}`} />
      <span className="cells">{cells}</span>
      <span className={bracket ? `bracket ${bracket}` : 'bracket'} />
      <span className="beside">
        <span className="says" data-clips="">
          {parts
            .filter(({ kind }) => kind !== Kind.padding || parts.length === 1)
            .map((part) => (
              <Part
                key={part.leaf}
                tree={tree}
                part={part}
                start={start}
                words={words.get(part.leaf)}
                on={part.leaf === selected}
              />
            ))}
        </span>
        {(group ?? pads) && (
          <span className="aside" data-clips="">
            {[pads ? `+ ${pads.to - pads.from} padding` : '', group?.label ?? ''].filter(Boolean).join(' · ')}
          </span>
        )}
      </span>
      {caret >= 0 && (
        <span id={caretId} className="hidden">
          {caretLabel}
        </span>
      )}
    </div>
  );
});

function Part(props: {
  tree: RecordTree;
  part: WordPart;
  start: number;
  words: NodeWords | null;
  on: boolean;
}) {
  const { tree, part, start, words, on } = props;
  if (!part.first) {
    const text = continued(tree, part, start, words?.display ?? '');
    return text && <span className={on ? 'part on dim' : 'part dim'}>{text}</span>;
  }
  return (
    <span className={on ? 'part on' : 'part'}>
      <span className="dim">{words?.label}</span>
      {'  '}
      <span>{words?.display}</span>
    </span>
  );
}

function inside(spans: readonly (readonly [number, number])[], at: number): boolean {
  return spans.some(([start, stop]) => at >= start && at < stop);
}
