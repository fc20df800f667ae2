import {
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
} from 'react';
import type { MenuPlace } from '../menu/moves.ts';
import { titleWhereClipped } from '../parts/clipped.ts';
import { Reader } from '../parts/Reader.tsx';
import { useWidth } from '../parts/use-width.ts';
import { useSlots, type SlotItem } from '../virtual/use-slots.ts';
import { RECORD_COLUMNS, type Clock, type RecordColumn } from './columns.tsx';
import { selectedPair } from './lanes.ts';
import { grown, layout, type Fits } from './layout.ts';
import { RecordLine } from './RecordLine.tsx';
import type { RecordRow, RowCache, Stretch } from './row-cache.ts';
import './record-table.css';

export interface RecordTableHandle {
  focus(): void;
  reveal(index: number): void;
}

export interface RecordTableProps {
  readonly rows: RowCache;
  /** rows of the view */
  readonly rowCount: number;
  readonly clock: Clock;
  /** place in the view, -1: none */
  readonly selected: number;
  /** place where the selected row would stand if the view did not hide it; -1: it does not */
  readonly gap?: number;
  /** `row` is the number of the source's row */
  readonly onSelect: (index: number, row: number) => void;
  /** Enter, or a double click */
  readonly onOpen?: ((index: number, row: number) => void) | undefined;
  /** the menu of a row is asked for; the column that was pointed at, null: by key */
  readonly onMenu?: (row: RecordRow, column: string | null, at: MenuPlace) => void;
  readonly columns?: readonly RecordColumn[];
  /** rows of the source that are bookmarked */
  readonly marked?: ReadonlySet<number> | undefined;
  /** stands where rows would, when there are none */
  readonly empty?: ReactNode;
  readonly ref?: Ref<RecordTableHandle>;
}

const HEAD = 24;
/** a finger needs more than a pointer */
const ROW = 24;
const NARROW_ROW = 32;
const NARROW = 600;

export function RecordTable(props: RecordTableProps) {
  const {
    rows,
    rowCount,
    clock,
    selected,
    gap = -1,
    onSelect,
    onOpen,
    onMenu,
    columns = RECORD_COLUMNS,
    marked,
    empty,
    ref,
  } = props;
  const id = useId();
  const [fits, setFits] = useState<Fits>({});
  const [reading, setReading] = useState(-1);
  useSyncExternalStore(rows.subscribe, rows.getVersion);

  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const width = useWidth(scroller);
  const height = width > 0 && width < NARROW ? NARROW_ROW : ROW;
  const slots = useSlots({ count: rowCount, height, pinned: selected, head: HEAD });
  const { reveal, page, offsetOf, pin, first, last, ref: slotsRef } = slots;
  const bothRefs = useCallback(
    (element: HTMLElement | null) => {
      slotsRef(element);
      setScroller(element);
    },
    [slotsRef],
  );

  useEffect(() => {
    if (last >= first) rows.see(first, last, rowCount);
  });

  // While a thumb is pulled what was passed last stands where nothing has come yet, dimmed.
  const standIn = last >= first ? rows.standIn(first, last) : null;
  const top = slots.items.find(({ row }) => row === first)?.top ?? 0;
  const items = standIn ? inPlace(standIn, top, height, slots.items, selected) : slots.items;

  const seen: RecordRow[] = [];
  for (const { row } of items) {
    const here = rows.at(row);
    if (here) seen.push(here);
  }
  const wider = grown(fits, columns, seen, clock);
  if (wider !== fits) setFits(wider);
  const { columns: shown, template } = useMemo(
    () => layout(columns, fits, width, clock),
    [columns, fits, width, clock],
  );

  const chosen = rows.at(selected);
  const pair = useMemo(() => selectedPair(chosen), [chosen]);

  // the keys run ahead of the page: what they reached last, whether or not it has come back as `selected`
  const active = useRef(selected);
  // shown once for each selection: rows that come afterwards do not pull back who scrolls
  const shownFor = useRef(-1);
  useLayoutEffect(() => {
    active.current = selected;
    if (!scroller || shownFor.current === selected) return;
    shownFor.current = selected;
    if (selected >= 0) reveal(selected);
  }, [selected, reveal, scroller]);

  // another view: the selected row, or its gap, keeps its height on the screen
  const anchor = useRef<{ rows: RowCache; offset: number }>({ rows, offset: Number.NaN });
  useLayoutEffect(() => {
    const at = selected >= 0 ? selected : gap;
    const { rows: before, offset } = anchor.current;
    if (before !== rows && at >= 0) {
      if (offset >= 0 && offset <= page()) pin(at, offset);
      else reveal(Math.min(at, rowCount - 1), 'center');
    }
    if (at >= 0 || before === rows) anchor.current = { rows, offset: at >= 0 ? offsetOf(at) : Number.NaN };
  });

  useImperativeHandle(
    ref,
    () => ({
      focus: () => scroller?.focus({ preventScroll: true }),
      reveal: (index: number) => reveal(index, 'center'),
    }),
    [scroller, reveal],
  );

  const choose = (index: number): void => {
    if (index < 0 || index >= rowCount) return;
    active.current = index;
    setReading(-1);
    reveal(index);
    const here = rows.at(index);
    if (here) onSelect(index, here.row);
    else
      void rows.load(index).then((row) => {
        if (row && active.current === index) onSelect(index, row.row);
      });
  };

  /** The menu by key opens under the selected row. */
  const menuByKey = (): void => {
    const box = document.getElementById(`${id}${selected}`)?.getBoundingClientRect();
    if (chosen && box) onMenu?.(chosen, null, { x: box.left + 40, y: box.bottom, above: box.top });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (onMenu && (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10'))) {
      event.preventDefault();
      menuByKey();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const at = active.current;
    const to = keyTarget(event.key, at, at < 0 ? gap : -1, rowCount, page());
    if (to !== null) choose(to);
    else if (event.key === 'Enter' && chosen) onOpen?.(selected, chosen.row);
    else if (event.key === ' ') setReading(reading === selected ? -1 : selected);
    else if (event.key === 'Escape' && reading >= 0) setReading(-1);
    else return;
    event.preventDefault();
  };

  const indexOf = (event: MouseEvent): number => {
    const line = (event.target as Element).closest<HTMLElement>('[data-index]');
    return line ? Number(line.dataset['index']) : -1;
  };

  const below = gap < 0 ? undefined : slots.items.find(({ row }) => row === gap);
  const above = gap < 0 || below ? undefined : slots.items.find(({ row }) => row === gap - 1);
  const gapTop = below ? below.top : above ? above.top + height : -1;

  const readingRow = reading >= 0 && reading === selected ? rows.at(reading) : null;
  const readingItem = readingRow && slots.items.find(({ row }) => row === reading);

  return (
    <div className="pane record-table">
      <div
        ref={bothRefs}
        className="scroller"
        role="grid"
        aria-label="Records"
        aria-rowcount={rowCount + 1}
        aria-colcount={shown.length + 1}
        aria-activedescendant={selected >= 0 && selected < rowCount ? `${id}${selected}` : undefined}
        tabIndex={0}
        style={{ '--columns': template } as React.CSSProperties}
        onKeyDown={onKeyDown}
        onPointerOver={titleWhereClipped}
        onMouseDown={(event) => {
          if (event.button === 0) choose(indexOf(event));
        }}
        onContextMenu={(event) => {
          if (!onMenu) return;
          event.preventDefault();
          const row = rows.at(indexOf(event));
          if (!row) {
            menuByKey();
            return;
          }
          const cell = (event.target as Element).closest<HTMLElement>('[data-end], [data-column]');
          choose(row.index);
          onMenu(row, cell?.dataset['end'] ?? cell?.dataset['column'] ?? null, {
            x: event.clientX,
            y: event.clientY,
          });
        }}
        onDoubleClick={(event) => {
          const row = rows.at(indexOf(event));
          if (row) onOpen?.(row.index, row.row);
        }}
      >
        <div className="record head" role="row" aria-rowindex={1}>
          <span className="gutter" role="columnheader">
            <span className="hidden">Pair</span>
          </span>
          {shown.map(({ key, title, align }) => (
            <span key={key} role="columnheader" className={align === 'right' ? 'cell right' : 'cell'}>
              {clock.pasted && key === 'ends' ? 'From → to' : title}
            </span>
          ))}
        </div>
        {rowCount === 0 ? (
          empty && (
            <div className="nothing" role="row">
              <div role="gridcell">{empty}</div>
            </div>
          )
        ) : (
          <div className="canvas" role="rowgroup" style={{ height: slots.canvas }}>
            {items.map(({ row: index, top }) => {
              const row = rows.at(index);
              const touches = pair !== null && row !== null && row.row >= pair.low && row.row <= pair.high;
              return (
                <RecordLine
                  key={index}
                  id={`${id}${index}`}
                  index={index}
                  top={top}
                  height={height}
                  row={row}
                  columns={shown}
                  clock={clock}
                  selected={index === selected}
                  marked={row !== null && (marked?.has(row.row) ?? false)}
                  passed={standIn !== null && index >= standIn.first && index <= standIn.last}
                  mate={chosen !== null && row !== null && chosen.match === row.row && index !== selected}
                  pair={touches ? pair : null}
                />
              );
            })}
          </div>
        )}
        {gapTop >= 0 && <div className="gap-mark" style={{ top: HEAD + gapTop }} />}
        {readingRow && readingItem && (
          <Reader
            lines={columns.map(({ title, text }) => ({ name: title, value: text(readingRow, clock) }))}
            top={HEAD + readingItem.top + (reading > (first + last) / 2 ? 0 : height)}
            above={reading > (first + last) / 2}
          />
        )}
      </div>
    </div>
  );
}

/** Rows of a stretch where others are seen, and the selected one, which is always there to be named. */
function inPlace(
  { first, last }: Stretch,
  top: number,
  height: number,
  items: readonly SlotItem[],
  selected: number,
): readonly SlotItem[] {
  const rows = Array.from({ length: last - first + 1 }, (_, i) => ({
    row: first + i,
    top: top + i * height,
  }));
  const pinned = selected < first || selected > last ? items.find(({ row }) => row === selected) : undefined;
  return pinned ? [...rows, pinned] : rows;
}

/** @param gap where nothing is selected: moves begin between this place and the one before; -1: at the top */
function keyTarget(key: string, at: number, gap: number, count: number, page: number): number | null {
  if (count === 0) return null;
  if (gap >= 0) {
    if (key === 'ArrowDown') return Math.min(count - 1, gap);
    if (key === 'ArrowUp') return Math.max(0, gap - 1);
    at = gap;
  }
  const bound = (to: number): number => Math.min(count - 1, Math.max(0, to));
  switch (key) {
    case 'ArrowDown':
      return bound(at + 1);
    case 'ArrowUp':
      return bound(at < 0 ? 0 : at - 1);
    case 'PageDown':
      return bound(at + page);
    case 'PageUp':
      return bound(at - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
