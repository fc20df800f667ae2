import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
} from 'react';
import type { RecordTree, TextInfo } from '../../decoder/api.ts';
import type { HoverStore } from '../linkage/hover.ts';
import { clicked, nodeAt, parentOf, spansOf } from '../linkage/nodes.ts';
import { topOf } from '../linkage/open-nodes.ts';
import { withoutHidden } from '../linkage/hidden.ts';
import { lineAt, lineRange, type TextLines } from '../linkage/text-lines.ts';
import { indexOf } from '../linkage/tree-index.ts';
import { useFollow } from '../parts/use-follow.ts';
import { useSlots } from '../virtual/use-slots.ts';
import { isHex, isInk, reasonWord, saidLines } from './gutter.ts';
import { byteAtPlace, entriesIn, placesOf } from './places.ts';
import { boxOf, characterAt } from './points.ts';
import { TextLine } from './TextLine.tsx';
import { textRuns, type GuideMark } from './text-runs.ts';
import './text-pane.css';
import { grouped } from '../parts/grouped.ts';

/** A question in the text that has an answer: characters [from, to) of a line (from 0). */
export interface TextGuide {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

export interface TextPaneProps {
  readonly lines: TextLines;
  readonly info: TextInfo;
  /** of the selected record, if it came from this text */
  readonly tree: RecordTree | null;
  readonly hover: HoverStore;
  readonly selected: number;
  readonly caret: number;
  readonly onSelect: (node: number, caret: number) => void;
  /** a line of another record was chosen */
  readonly onSelectRow: (row: number) => void;
  /** characters that are drawn as bullets, as (start, stop) pairs, ascending */
  readonly hidden?: Uint32Array;
  readonly guides?: readonly TextGuide[];
  readonly onGuide?: (guide: TextGuide) => void;
}

const ROW = 18;
/** a line is drawn this far; what is longer is no dump and no mail */
const LONGEST = 2000;
const NO_GUIDES: readonly TextGuide[] = [];

export function TextPane(props: TextPaneProps) {
  const { lines, info, tree, hover, selected, caret, onSelect, onSelectRow, onGuide, hidden } = props;
  const guides = props.guides ?? NO_GUIDES;
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const slots = useSlots({ count: lines.count, height: ROW, overscan: 12, element: scroller });
  const { reveal, first, last } = slots;

  const said = useMemo(() => saidLines(info), [info]);
  const places = useMemo(() => (tree && tree.textPlaces.length > 0 ? placesOf(tree) : null), [tree]);
  const index = tree && places ? indexOf(tree) : null;
  const spans = useMemo(() => (tree ? spansOf(tree, selected) : []), [tree, selected]);
  const parent = tree ? parentOf(tree, selected) : -1;
  const parentSpans = useMemo(
    () => (tree && parent > topOf(tree) ? spansOf(tree, parent) : []),
    [tree, parent],
  );
  const marks = useMemo(() => {
    const out = new Map<number, GuideMark[]>();
    guides.forEach(({ line, from, to }, guide) => {
      const list = out.get(line);
      if (list) list.push({ from, to, guide });
      else out.set(line, [{ from, to, guide }]);
    });
    return out;
  }, [guides]);

  // the record, then the place in it, scrolls into view
  const shownTree = useRef<RecordTree | null>(null);
  useLayoutEffect(() => {
    if (!tree || !places || !scroller) return;
    const other = shownTree.current !== tree;
    shownTree.current = tree;
    const start = places.place[0];
    const end = places.place.at(-1);
    if (other && start !== undefined && end !== undefined) {
      reveal(Math.min(lines.count - 1, lineAt(lines, end) + 1));
      reveal(Math.max(0, lineAt(lines, start) - 1));
    }
    const place = selected >= 0 ? tree.textPlaces[caret] : undefined;
    if (place !== undefined && place < lines.text.length) reveal(lineAt(lines, place));
  }, [tree, places, scroller, selected, caret, lines, reveal]);

  // ── hover: painted by hand ─────────────────────────────────────────────────────────────────────
  const paint = useCallback(() => {
    const layer = canvas.current?.querySelector('.pointed-text');
    if (!layer || !canvas.current) return;
    const now = hover.get();
    const boxes: HTMLElement[] = [];
    if (now && tree && places && now.row === tree.row) {
      const pointed = spansOf(tree, now.node);
      for (const line of canvas.current.querySelectorAll<HTMLElement>('[data-line]')) {
        const [from, to] = lineRange(lines, Number(line.dataset['line']));
        const [begin, end] = entriesIn(places, from, to);
        let low = -1;
        let high = -1;
        for (let entry = begin; entry < end; entry++) {
          const byte = places.byte[entry]!;
          if (!pointed.some(([start, stop]) => byte >= start && byte < stop)) continue;
          if (low < 0) low = places.place[entry]! - from;
          high = Math.min(places.place[entry]! - from + 2, to - from);
        }
        const text = line.querySelector('.text');
        const place = low >= 0 && text ? boxOf(text, low, high, canvas.current) : null;
        if (!place) continue;
        const box = document.createElement('i');
        box.style.setProperty('left', `${place.left - 1}px`);
        box.style.setProperty('top', `${line.offsetTop + 1}px`);
        box.style.setProperty('width', `${place.width + 2}px`);
        boxes.push(box);
      }
    }
    layer.replaceChildren(...boxes);
  }, [hover, tree, places, lines]);
  useLayoutEffect(paint);
  useEffect(() => hover.subscribe(paint), [hover, paint]);

  const revealByte = (byte: number | undefined): void => {
    const place = byte === undefined ? undefined : tree?.textPlaces[byte];
    if (place !== undefined && place < lines.text.length) reveal(lineAt(lines, place));
  };
  useFollow(
    hover,
    tree,
    'text',
    (now) => revealByte(tree ? spansOf(tree, now.node)[0]?.[0] : undefined),
    () => revealByte(selected >= 0 ? caret : undefined),
  );

  const lineFrom = (target: EventTarget): HTMLElement | null =>
    (target as Element).closest<HTMLElement>('[data-line]');
  const byteFrom = (event: { target: EventTarget; clientX: number; clientY: number }): number => {
    const line = lineFrom(event.target);
    const text = line?.querySelector('.text');
    if (!line || !text || !places) return -1;
    const character = characterAt(text, event.clientX, event.clientY);
    if (character < 0) return -1;
    return byteAtPlace(places, lineRange(lines, Number(line.dataset['line']))[0] + character);
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (event.pointerType === 'touch' || !tree) return;
    const byte = byteFrom(event);
    if (byte < 0) hover.leave('text');
    else hover.set({ row: tree.row, node: nodeAt(tree, byte), byte, pane: 'text' });
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !tree || !places) return;
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const to = Math.min(tree.length - 1, Math.max(0, caret + step));
    onSelect(nodeAt(tree, to), to);
    event.preventDefault();
  };

  const items = slots.items.map(({ row: line, top }) => {
    const [from, to] = lineRange(lines, line);
    const length = Math.min(LONGEST, to - from);
    const row = info.rows[line] ?? -1;
    const current = tree !== null && row === tree.row;
    return (
      <TextLine
        key={line}
        line={line}
        top={top}
        text={withoutHidden(lines.text.slice(from, from + length), from, hidden)}
        runs={textRuns(
          current ? index : null,
          current ? places : null,
          from,
          length,
          spans,
          parentSpans,
          marks.get(line) ?? [],
        )}
        why={said[line] ? reasonWord(info, line) : ''}
        owner={row < 0 ? null : current ? 'current' : 'other'}
        hex={isHex(info, line)}
        ink={isInk(info, line)}
      />
    );
  });

  return (
    <div className="pane text-pane">
      <header className="text-head">
        <span>Pasted text</span>
        <span>
          {grouped(info.linesTaken)} of {grouped(info.lines)} lines taken
        </span>
        <span className="seen">
          lines {first + 1}–{last + 1}
        </span>
      </header>
      <div
        ref={setScroller}
        className="scroller"
        role="textbox"
        aria-label="Pasted text"
        aria-readonly="true"
        aria-multiline="true"
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerLeave={() => hover.leave('text')}
        onClick={(event) => {
          // what was marked to be copied was not meant as a click
          if (getSelection()?.type === 'Range') return;
          const line = lineFrom(event.target);
          if (!line) return;
          const guide = (event.target as Element).closest<HTMLElement>('[data-guide]')?.dataset['guide'];
          if (guide !== undefined) {
            onGuide?.(guides[Number(guide)]!);
            return;
          }
          const row = info.rows[Number(line.dataset['line'])] ?? -1;
          const byte = tree && row === tree.row ? byteFrom(event) : -1;
          if (tree && byte >= 0) onSelect(clicked(tree, byte, selected, caret), byte);
          else if (row >= 0 && row !== tree?.row) onSelectRow(row);
        }}
      >
        <div ref={canvas} className="canvas" style={{ height: slots.canvas }}>
          {items}
          <div className="pointed-text" aria-hidden="true" />
        </div>
      </div>
    </div>
  );
}
