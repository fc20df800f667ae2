import {
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
} from 'react';
import type { RecordTree } from '../../decoder/api.ts';
import type { HoverStore } from '../linkage/hover.ts';
import { spansOf } from '../linkage/nodes.ts';
import type { WordCache } from '../linkage/words.ts';
import { caretIn, caretWords, touches, useBytes } from '../parts/use-bytes.ts';
import { useFollow } from '../parts/use-follow.ts';
import { useWidth } from '../parts/use-width.ts';
import { useSlots } from '../virtual/use-slots.ts';
import { ByteLine } from './ByteLine.tsx';
import { BYTE_ROW, byteGeometry, columnAt, columnRight, columnX } from './geometry.ts';
import { outline } from './outline.ts';
import './byte-pane.css';

export interface BytePaneProps {
  readonly tree: RecordTree;
  readonly words: WordCache;
  readonly hover: HoverStore;
  readonly selected: number;
  readonly caret: number;
  readonly onSelect: (node: number, caret: number) => void;
  readonly label?: string;
}

const RULER = 20;

export function BytePane(props: BytePaneProps) {
  const { tree, words, hover, selected, label = 'Bytes' } = props;
  const id = useId();
  useSyncExternalStore(words.subscribe, words.getVersion);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const width = useWidth(scroller);
  const geometry = useMemo(() => byteGeometry(width, tree.length), [width, tree.length]);
  const { perRow } = geometry;
  const count = Math.ceil(tree.length / perRow);
  const at = caretIn(tree, props.caret);
  const slots = useSlots({
    count,
    height: BYTE_ROW,
    pinned: at < 0 ? -1 : Math.floor(at / perRow),
    head: RULER,
    element: scroller,
  });
  const { reveal, page, first, last, shift } = slots;

  const canvas = useRef<HTMLDivElement>(null);
  const byteFrom = (event: { clientX: number; clientY: number }): number => {
    const box = canvas.current?.getBoundingClientRect();
    if (!box) return -1;
    const column = columnAt(geometry, event.clientX - box.left);
    const row = Math.floor((event.clientY - box.top) / BYTE_ROW) + shift;
    const byte = row * perRow + column;
    return column < 0 || row < 0 || byte >= tree.length ? -1 : byte;
  };
  const { spans, parent, parentSpans, moveTo, pointer } = useBytes(props, 'bytes', byteFrom);

  // the selection scrolls into view: its end, then its start, then the caret, which is what counts
  const shownTree = useRef(tree);
  useLayoutEffect(() => {
    const stop = spans.at(-1)?.[1];
    if (!scroller) return;
    const other = shownTree.current !== tree;
    shownTree.current = tree;
    if (stop === undefined) {
      // another record, and nothing chosen in it: it begins at its beginning
      if (other) reveal(0);
      return;
    }
    const start = spans[0]![0];
    if (Math.floor(stop / perRow) - Math.floor(start / perRow) < page()) {
      reveal(Math.floor((stop - 1) / perRow));
      reveal(Math.floor(start / perRow));
    }
    if (at >= 0) reveal(Math.floor(at / perRow));
  }, [tree, spans, at, perRow, reveal, page, scroller]);

  // ── hover: painted by hand ─────────────────────────────────────────────────────────────────────
  const hexPath = useRef<SVGPathElement>(null);
  const asciiPath = useRef<SVGPathElement>(null);
  const overlay = useRef<SVGSVGElement>(null);
  const paint = useCallback(() => {
    if (!scroller) return;
    const now = hover.get();
    const pointed = now && now.row === tree.row ? spansOf(tree, now.node) : [];
    if (pointed.length === 0) {
      scroller.removeAttribute('data-hover-start');
      scroller.removeAttribute('data-hover-end');
      hexPath.current?.setAttribute('d', '');
      asciiPath.current?.setAttribute('d', '');
      return;
    }
    scroller.setAttribute('data-hover-start', String(pointed[0]![0]));
    scroller.setAttribute('data-hover-end', String(pointed.at(-1)![1]));
    const from = Math.max(0, first - 2);
    const to = last + 2;
    const grid = { perRow, rowHeight: BYTE_ROW, inset: 0.75 };
    const { hex, ascii, character } = geometry;
    overlay.current?.style.setProperty('top', `${(from - shift) * BYTE_ROW}px`);
    hexPath.current?.setAttribute(
      'd',
      outline(
        pointed,
        {
          ...grid,
          left: (column) => hex + columnX(geometry, column),
          right: (column) => hex + columnRight(geometry, column),
        },
        from,
        to,
      ),
    );
    asciiPath.current?.setAttribute(
      'd',
      outline(
        pointed,
        {
          ...grid,
          left: (column) => ascii + column * character - 1,
          right: (column) => ascii + (column + 1) * character + 1,
        },
        from,
        to,
      ),
    );
  }, [hover, tree, scroller, geometry, perRow, first, last, shift]);
  useLayoutEffect(paint, [paint]);
  useEffect(() => hover.subscribe(paint), [hover, paint]);

  // what is pointed at elsewhere scrolls into view; afterwards the selection comes back
  const revealByte = (byte: number): void => {
    if (byte >= 0) reveal(Math.floor(byte / perRow));
  };
  useFollow(
    hover,
    tree,
    'bytes',
    (now) => revealByte(spansOf(tree, now.node)[0]?.[0] ?? -1),
    () => revealByte(at),
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.metaKey || event.altKey || event.shiftKey || tree.length === 0) return;
    const from = Math.max(0, at);
    const ends = event.key === 'Home' || event.key === 'End';
    if (event.ctrlKey && !ends) return;
    const row = Math.floor(from / perRow);
    switch (event.key) {
      case 'ArrowRight':
        moveTo(from + 1);
        break;
      case 'ArrowLeft':
        moveTo(from - 1);
        break;
      case 'ArrowDown':
        moveTo(from + perRow < tree.length ? from + perRow : from);
        break;
      case 'ArrowUp':
        moveTo(from >= perRow ? from - perRow : from);
        break;
      case 'PageDown':
        moveTo(from + page() * perRow);
        break;
      case 'PageUp':
        moveTo(from - page() * perRow);
        break;
      case 'Home':
        moveTo(event.ctrlKey ? 0 : row * perRow);
        break;
      case 'End':
        moveTo(event.ctrlKey ? tree.length - 1 : row * perRow + perRow - 1);
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  const caretId = `${id}caret`;
  const caretLabel = caretWords(tree, at, words.get(selected));
  const inRow = (list: typeof spans, row: number): boolean => touches(list, row * perRow, (row + 1) * perRow);
  const { cell, gap } = geometry;

  return (
    <div className="pane byte-pane">
      <div
        ref={setScroller}
        className="scroller"
        role="grid"
        aria-label={label}
        aria-rowcount={count + 1}
        aria-activedescendant={at >= 0 ? caretId : undefined}
        tabIndex={0}
        data-selected-start={spans[0]?.[0]}
        data-selected-end={spans.at(-1)?.[1]}
        style={
          {
            '--cell': `${cell}px`,
            '--gap': `${gap}px`,
          } as React.CSSProperties
        }
        onKeyDown={onKeyDown}
        {...pointer}
      >
        <div className="ruler" role="row" aria-rowindex={1}>
          <span className="hidden" role="columnheader">
            Offset
          </span>
          <span role="columnheader">
            <span className="hidden">Bytes</span>
            {Array.from({ length: perRow / 4 }, (_, tile) => (
              <i key={tile} aria-hidden="true" style={{ left: geometry.hex + columnX(geometry, tile * 4) }}>
                {(tile * 4).toString(16).padStart(2, '0')}
              </i>
            ))}
          </span>
          <span className="hidden" role="columnheader">
            ASCII
          </span>
        </div>
        <div ref={canvas} className="canvas" role="rowgroup" style={{ height: slots.canvas }}>
          {slots.items.map(({ row, top }) => {
            const hasCaret = at >= 0 && Math.floor(at / perRow) === row;
            return (
              <ByteLine
                key={row}
                tree={tree}
                geometry={geometry}
                row={row}
                top={top}
                selected={inRow(spans, row) ? selected : -1}
                parent={inRow(parentSpans, row) ? parent : -1}
                caret={hasCaret ? at % perRow : -1}
                caretId={hasCaret ? caretId : ''}
                caretLabel={hasCaret ? caretLabel : ''}
              />
            );
          })}
          <svg ref={overlay} className="outline" aria-hidden="true">
            <path ref={hexPath} />
            <path ref={asciiPath} />
          </svg>
        </div>
      </div>
    </div>
  );
}
