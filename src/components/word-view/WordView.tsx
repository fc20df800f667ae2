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
import { indexOf } from '../linkage/tree-index.ts';
import type { WordCache } from '../linkage/words.ts';
import { titleWhereClipped } from '../parts/clipped.ts';
import { Reader } from '../parts/Reader.tsx';
import { caretIn, caretWords, touches, useBytes } from '../parts/use-bytes.ts';
import { useFollow } from '../parts/use-follow.ts';
import { useHeight, useWidth } from '../parts/use-width.ts';
import { useSlots } from '../virtual/use-slots.ts';
import { BitRuler } from './BitRuler.tsx';
import { isRuler, sheets, slotOfWord, wordAt } from './sheets.ts';
import { WordLine } from './WordLine.tsx';
import { wordRow } from './word-rows.ts';
import './word-view.css';

export interface WordViewProps {
  readonly tree: RecordTree;
  readonly words: WordCache;
  readonly hover: HoverStore;
  readonly selected: number;
  readonly caret: number;
  readonly onSelect: (node: number, caret: number) => void;
}

const ROW = 28;
const CELL = 37;
const NARROW_CELL = 30;
const PAD = 24;
const NARROW_PAD = 12;
const WIDE = 900;
/** a column needs this much: offset, four cells, a name and a value */
const COLUMN = 400;

export function WordView(props: WordViewProps) {
  const { tree, words, hover, selected } = props;
  const id = useId();
  const version = useSyncExternalStore(words.subscribe, words.getVersion);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [reading, setReading] = useState(-1);
  const width = useWidth(scroller);
  const height = useHeight(scroller);
  const pad = width < WIDE ? NARROW_PAD : PAD;
  const columns = Math.max(1, Math.min(4, Math.floor((width - 2 * pad) / COLUMN)));
  const columnWidth = Math.floor((width - 2 * pad) / columns);
  const cell = columnWidth < 440 ? NARROW_CELL : CELL;
  const all = useMemo(
    () => sheets(tree.length, columns, Math.max(2, Math.floor(height / ROW))),
    [tree.length, columns, height],
  );
  const byteFrom = (event: { target: EventTarget; clientX: number }): number => {
    const line = (event.target as Element).closest<HTMLElement>('[data-word]');
    const cells = line?.querySelector('.cells');
    if (!line || !cells) return -1;
    const start = Number(line.dataset['word']) * 4;
    const x = event.clientX - cells.getBoundingClientRect().left;
    const column = x < 0 ? 0 : Math.floor(x / cell);
    if (column <= 3) return Math.min(tree.length - 1, start + column);
    // beside the bytes: what the words there are about
    const part = (event.target as Element).closest('.part');
    const index = part ? [...line.querySelectorAll('.part')].indexOf(part) : 0;
    const parts = wordRow(indexOf(tree), start / 4).parts;
    return start + (parts[Math.min(index, parts.length - 1)]?.from ?? 0);
  };
  const at = caretIn(tree, props.caret);
  const { spans, parent, parentSpans, moveTo, pointer } = useBytes(props, 'words', byteFrom);
  const caretWord = at < 0 ? -1 : at >> 2;
  const slots = useSlots({
    count: all.slots,
    height: ROW,
    pinned: caretWord < 0 ? -1 : slotOfWord(all, caretWord),
    overscan: 4,
    element: scroller,
  });
  const { reveal } = slots;

  useEffect(() => {
    const index = indexOf(tree);
    const wanted: number[] = [];
    for (const { row } of slots.items) {
      for (let column = 0; column < columns; column++) {
        const word = wordAt(all, row, column);
        if (word < 0) continue;
        const line = wordRow(index, word);
        for (const { leaf } of line.parts) wanted.push(leaf);
        if (line.begins >= 0) wanted.push(line.begins);
      }
    }
    if (selected >= 0) wanted.push(selected);
    words.need(wanted);
  });

  const shownTree = useRef(tree);
  useLayoutEffect(() => {
    if (!scroller) return;
    const other = shownTree.current !== tree;
    shownTree.current = tree;
    if (selected >= 0 && caretWord >= 0) reveal(slotOfWord(all, caretWord));
    else if (other) reveal(0);
  }, [tree, selected, caretWord, all, reveal, scroller]);

  // ── hover: painted by hand ─────────────────────────────────────────────────────────────────────
  const paint = useCallback(() => {
    if (!scroller) return;
    for (const line of scroller.querySelectorAll<HTMLElement>('[data-hover]'))
      line.removeAttribute('data-hover');
    const now = hover.get();
    const pointed = now && now.row === tree.row ? spansOf(tree, now.node) : [];
    if (pointed.length === 0) return;
    for (const line of scroller.querySelectorAll<HTMLElement>('[data-word]')) {
      const start = Number(line.dataset['word']) * 4;
      for (const [first, last] of pointed) {
        const from = Math.max(first, start);
        const to = Math.min(last, start + 4);
        if (from >= to) continue;
        line.setAttribute('data-hover', first >= start ? 'first' : 'on');
        line.style.setProperty('--from', String(from - start));
        line.style.setProperty('--to', String(to - start));
        break;
      }
    }
  }, [hover, tree, scroller]);
  useLayoutEffect(paint);
  useEffect(() => hover.subscribe(paint), [hover, paint]);

  useFollow(
    hover,
    tree,
    'words',
    (now) => {
      const byte = spansOf(tree, now.node)[0]?.[0];
      if (byte !== undefined) reveal(slotOfWord(all, byte >> 2));
    },
    () => {
      if (caretWord >= 0) reveal(slotOfWord(all, caretWord));
    },
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || tree.length === 0) return;
    const from = Math.max(0, at);
    if (event.key === ' ' || (event.key === 'Escape' && reading >= 0)) {
      setReading(event.key === ' ' && reading !== selected ? selected : -1);
      event.preventDefault();
      return;
    }
    const step: Record<string, number> = {
      ArrowRight: from + 1,
      ArrowLeft: from - 1,
      ArrowDown: from + 4 < tree.length ? from + 4 : from,
      ArrowUp: from >= 4 ? from - 4 : from,
      PageDown: from + all.perColumn * 4,
      PageUp: from - all.perColumn * 4,
      Home: 0,
      End: tree.length - 1,
    };
    const to = step[event.key];
    if (to === undefined) return;
    moveTo(to);
    event.preventDefault();
  };

  const digits = Math.max(4, Math.max(0, tree.length - 1).toString(16).length);
  const caretId = `${id}caret`;
  const caretLabel = caretWords(tree, at, words.get(selected));
  const inWord = (list: typeof spans, word: number): boolean => touches(list, word * 4, word * 4 + 4);

  const read = reading >= 0 && reading === selected ? words.get(reading) : null;
  const readItem =
    read && slots.items.find(({ row }) => caretWord >= 0 && row === slotOfWord(all, caretWord));
  const readAbove =
    readItem !== null && readItem !== undefined && readItem.row > (slots.first + slots.last) / 2;
  return (
    <section className="pane word-view" role="region" aria-label="Words">
      <div
        ref={setScroller}
        className="scroller"
        role="grid"
        aria-label="Words of the record"
        aria-rowcount={all.slots}
        aria-activedescendant={at >= 0 ? caretId : undefined}
        tabIndex={0}
        data-selected-start={spans[0]?.[0]}
        data-selected-end={spans.at(-1)?.[1]}
        style={
          {
            '--digits': `${Math.max(34, Math.ceil(digits * 6.6) + 4)}px`,
            '--cell': `${cell}px`,
            '--between': cell === CELL ? '20px' : '12px',
          } as React.CSSProperties
        }
        onKeyDown={onKeyDown}
        {...pointer}
        onPointerOver={titleWhereClipped}
      >
        <div className="canvas" role="rowgroup" style={{ height: slots.canvas }}>
          {width > 0 &&
            slots.items.map(({ row, top }) => (
              <div key={row} className="word-row" role="row" aria-rowindex={row + 1} style={{ top }}>
                {Array.from({ length: columns }, (_, column) => {
                  const left = pad + column * columnWidth;
                  const word = wordAt(all, row, column);
                  if (word < 0) {
                    return (
                      <div
                        key={column}
                        className="word-line blank"
                        role="gridcell"
                        style={{ left, width: columnWidth }}
                      >
                        {isRuler(all, row) && wordAt(all, row + 1, column) >= 0 && (
                          <BitRuler width={4 * cell} />
                        )}
                      </div>
                    );
                  }
                  const hasCaret = word === caretWord;
                  return (
                    <WordLine
                      key={column}
                      tree={tree}
                      words={words}
                      version={version}
                      word={word}
                      left={left}
                      width={columnWidth}
                      digits={digits}
                      selected={inWord(spans, word) ? selected : -1}
                      parent={inWord(parentSpans, word) ? parent : -1}
                      caret={hasCaret ? at & 3 : -1}
                      caretId={hasCaret ? caretId : ''}
                      caretLabel={hasCaret ? caretLabel : ''}
                    />
                  );
                })}
              </div>
            ))}
        </div>
        {read && readItem && (
          <Reader
            lines={[
              { name: read.label, value: read.display },
              { name: 'meaning', value: read.doc },
              { name: 'type', value: read.type },
              { name: 'filter name', value: read.name },
            ]}
            top={readItem.top + (readAbove ? 0 : ROW)}
            above={readAbove}
          />
        )}
      </div>
    </section>
  );
}
