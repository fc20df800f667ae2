/** What panes that draw a record's bytes share: what is selected in them, and what pointer and keys do. */
import { useMemo, type PointerEvent } from 'react';
import type { RecordTree } from '../../decoder/api.ts';
import { byteWords } from '../linkage/hidden.ts';
import type { Hover, HoverStore } from '../linkage/hover.ts';
import { clicked, nodeAt, parentOf, spansOf } from '../linkage/nodes.ts';
import { topOf } from '../linkage/open-nodes.ts';
import type { NodeWords } from '../linkage/words.ts';

export interface ByteSelection {
  readonly tree: RecordTree;
  readonly hover: HoverStore;
  readonly selected: number;
  readonly caret: number;
  readonly onSelect: (node: number, caret: number) => void;
}

type Spot = Pick<MouseEvent, 'clientX' | 'clientY'> & { readonly target: EventTarget };

/** The byte that the keys move, -1: none. */
export const caretIn = (tree: RecordTree, caret: number): number =>
  caret >= 0 && caret < tree.length ? caret : -1;

/** True where bytes from `from` to before `to` hold any of the spans. */
export const touches = (spans: readonly (readonly [number, number])[], from: number, to: number): boolean =>
  spans.some(([start, stop]) => start < to && stop > from);

/** `0x1c, 00, Program`: the byte of the caret, and the field that it is in. */
export const caretWords = (tree: RecordTree, at: number, words: NodeWords | null): string =>
  at < 0 ? '' : `0x${at.toString(16)}, ${byteWords(tree, at)}${words ? `, ${words.label}` : ''}`;

/** @param byteFrom the byte under the pointer, -1: none */
export function useBytes(
  { tree, hover, selected, caret, onSelect }: ByteSelection,
  pane: Hover['pane'],
  byteFrom: (event: Spot) => number,
) {
  const spans = useMemo(() => spansOf(tree, selected), [tree, selected]);
  // what is below the record itself: all of it underlined would say nothing
  const above = parentOf(tree, selected);
  const parent = above > topOf(tree) ? above : -1;
  const parentSpans = useMemo(() => spansOf(tree, parent), [tree, parent]);
  return {
    spans,
    parent,
    parentSpans,
    moveTo: (byte: number): void => {
      const to = Math.min(tree.length - 1, Math.max(0, byte));
      const node = nodeAt(tree, to);
      if (node >= 0) onSelect(node, to);
    },
    pointer: {
      onPointerMove: (event: PointerEvent): void => {
        if (event.pointerType === 'touch') return;
        const byte = byteFrom(event);
        if (byte < 0) hover.leave(pane);
        else hover.set({ row: tree.row, node: nodeAt(tree, byte), byte, pane });
      },
      onPointerLeave: (): void => hover.leave(pane),
      onMouseDown: (event: Spot & { readonly button: number }): void => {
        const byte = byteFrom(event);
        if (event.button === 0 && byte >= 0) onSelect(clicked(tree, byte, selected, caret), byte);
      },
    },
  };
}
