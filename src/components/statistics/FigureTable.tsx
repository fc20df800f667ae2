/**
 * A table of figures. One tab stop; arrows walk its cells, the heads among them, where Enter sorts. In the body
 * Enter chooses: the cell's own filter or row, else that of its line.
 */
import {
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { howOf, type FilterChoice, type FilterEvents } from './filter-click.ts';
import { nextSort, sorted, type Sort, type SortKey } from './sorting.ts';
import './figures.css';
import { grouped } from '../parts/grouped.ts';

/** What choosing a cell does: a filter, or a row to go to. */
export type Choice = FilterChoice | { readonly row: number };

export interface Column<Line> {
  readonly key: string;
  readonly title: string;
  /** the title in full, where it is short */
  readonly about?: string;
  /** figures stand right, words left */
  readonly words?: boolean;
  readonly sort?: (line: Line) => SortKey;
  readonly text: (line: Line) => string;
  /** how it is drawn, where that is more than its words */
  readonly cell?: (line: Line) => ReactNode;
  readonly tone?: (line: Line) => 'err' | 'guess' | 'dim' | '';
  /** null: that of the line */
  readonly choice?: (line: Line) => Choice | null;
  /** goes first where room is short: 1 before 2 before 3; absent: stays */
  readonly drop?: 1 | 2 | 3;
  /** is not there where no line has anything in it */
  readonly optional?: boolean;
  /** takes what room is left, and clips */
  readonly rest?: boolean;
}

export interface FigureTableProps<Line> extends FilterEvents {
  readonly label: string;
  readonly columns: readonly Column<Line>[];
  readonly lines: readonly Line[];
  readonly keyOf: (line: Line) => string;
  readonly choice: (line: Line) => Choice | null;
  /** a line that stands for those behind it */
  readonly group?: (line: Line) => boolean;
  readonly sort: Sort | null;
  readonly onSort?: (sort: Sort) => void;
  /** lines come in order already, where they are sorted elsewhere */
  readonly inOrder?: boolean;
  /** lines drawn at first */
  readonly atOnce?: number;
}

/** For who does not see the hint above the sheet. */
const HOW =
  'Enter filters, Shift Enter adds, Alt Enter leaves out, Shift F10 has all of them. Enter on a head sorts.';

/** Lines drawn at first where nothing else is said; then so many more with each press of a button. */
const AT_ONCE = 12;
const THEN = 100;

export interface Place {
  /** -1: the heads */
  readonly line: number;
  readonly column: number;
}

export function FigureTable<Line>(props: FigureTableProps<Line>) {
  const { label, lines, keyOf, choice, group, sort, onSort, inOrder, onFilter, onMenu, onRow } = props;
  const { atOnce = AT_ONCE } = props;
  const columns = useMemo(
    () => props.columns.filter(({ optional, text }) => !optional || lines.some((line) => text(line) !== '')),
    [props.columns, lines],
  );
  const id = useId();
  const [room, setRoom] = useState(atOnce);
  const [place, setPlace] = useState<Place>({ line: 0, column: 0 });
  const [focused, setFocused] = useState(false);
  const table = useRef<HTMLTableElement>(null);
  const ordered = useMemo(() => {
    const by = sort && columns.find(({ key }) => key === sort.column);
    return inOrder || !by ? lines : sorted(lines, by.sort, sort.way);
  }, [lines, columns, sort, inOrder]);
  const shown = ordered.slice(0, room);
  const at: Place = {
    line: Math.min(place.line, shown.length - 1),
    column: Math.min(place.column, columns.length - 1),
  };
  const cellId = ({ line, column }: Place): string => `${id}${line}-${column}`;

  // What the arrows reach is seen, without moving the page about.
  useLayoutEffect(() => {
    if (focused)
      table.current?.querySelector('[data-here]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [focused, at.line, at.column]);

  /** Columns that there is room for. */
  const seenColumns = (): number[] =>
    [...(table.current?.tHead?.rows[0]?.cells ?? [])].flatMap((head, index) =>
      head.offsetWidth > 0 ? [index] : [],
    );
  const choiceAt = ({ line, column }: Place): Choice | null => {
    const one = shown[line];
    if (!one) return null;
    return columns[column]?.choice?.(one) ?? choice(one);
  };
  const order = (column: Column<Line>): void => {
    if (column.sort) onSort?.(nextSort(sort, column.key, column.words === true));
  };
  const choose = (to: Place, event: { shiftKey: boolean; altKey: boolean }): void => {
    const chosen = choiceAt(to);
    if (!chosen) return;
    if ('row' in chosen) onRow(chosen.row);
    else if (chosen.text !== '') onFilter(chosen, howOf(event));
  };
  const menu = (to: Place, x: number, y: number): boolean => {
    const chosen = choiceAt(to);
    if (!chosen || 'row' in chosen || chosen.text === '') return false;
    onMenu(chosen, { x, y });
    return true;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey) return;
    const { key } = event;
    if (key === 'ContextMenu' || (key === 'F10' && event.shiftKey)) {
      const box = table.current?.querySelector('[data-here]')?.getBoundingClientRect();
      if (box && menu(at, box.left, box.bottom)) event.preventDefault();
      return;
    }
    if (key === 'Enter' || key === ' ') {
      if (at.line < 0) order(columns[at.column]!);
      else choose(at, event);
      event.preventDefault();
      return;
    }
    if (event.altKey || event.shiftKey) return;
    const to = moved(at, key, shown.length, seenColumns());
    if (!to) return;
    setPlace(to);
    event.preventDefault();
  };

  const placeOf = (event: MouseEvent): Place | null => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-cell]');
    if (!cell) return null;
    const [line, column] = cell.dataset['cell']!.split(',').map(Number);
    return { line: line!, column: column! };
  };

  return (
    <>
      <table
        ref={table}
        className="figures"
        role="grid"
        aria-label={label}
        aria-rowcount={ordered.length + 1}
        aria-description={HOW}
        tabIndex={0}
        aria-activedescendant={cellId(at)}
        data-focused={focused}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const to = placeOf(event);
          if (!to) return;
          setPlace(to);
          if (to.line < 0) order(columns[to.column]!);
          else choose(to, event);
        }}
        onContextMenu={(event) => {
          const to = placeOf(event);
          if (to && to.line >= 0 && menu(to, event.clientX, event.clientY)) {
            setPlace(to);
            event.preventDefault();
          }
        }}
      >
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column, index) => {
              const on = sort?.column === column.key;
              return (
                <th
                  key={column.key}
                  id={cellId({ line: -1, column: index })}
                  role="columnheader"
                  scope="col"
                  data-cell={`-1,${index}`}
                  data-here={at.line === -1 && at.column === index ? '' : undefined}
                  data-drop={column.drop}
                  className={classOf(column, 'sortable', column.sort !== undefined)}
                  title={column.about}
                  aria-sort={on ? (sort.way === 1 ? 'ascending' : 'descending') : undefined}
                >
                  {column.title}
                  <span className="way" aria-hidden="true">
                    {on ? (sort.way === 1 ? ' ↑' : ' ↓') : ''}
                  </span>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {shown.map((line, row) => (
            <tr
              key={keyOf(line)}
              aria-rowindex={row + 2}
              className={group?.(line) ? 'sum' : undefined}
              data-here-line={focused && at.line === row ? '' : undefined}
            >
              {columns.map((column, index) => (
                <td
                  key={column.key}
                  id={cellId({ line: row, column: index })}
                  role="gridcell"
                  data-cell={`${row},${index}`}
                  data-here={at.line === row && at.column === index ? '' : undefined}
                  data-drop={column.drop}
                  data-own={ownOf(column.choice?.(line) ?? null, choice(line))}
                  className={classOf(column, column.tone?.(line) || '', true)}
                  title={column.words ? column.text(line) : undefined}
                >
                  {column.cell ? column.cell(line) : column.text(line)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {ordered.length > shown.length && (
        <button type="button" className="more-lines" onClick={() => setRoom(room + THEN)}>
          {grouped(Math.min(THEN, ordered.length - shown.length))} more of {grouped(ordered.length)}
        </button>
      )}
    </>
  );
}

/** What choosing a cell does, where that is not what its line does. */
function ownOf(own: Choice | null, line: Choice | null): string | undefined {
  if (own) return 'row' in own ? 'row' : 'filter';
  return line && ('row' in line || line.text !== '') ? undefined : 'none';
}

function classOf<Line>(column: Column<Line>, extra: string, when: boolean): string | undefined {
  const names = [column.words ? 'left' : '', column.rest ? 'wide' : '', when ? extra : ''].filter(Boolean);
  return names.length > 0 ? names.join(' ') : undefined;
}

const PAGE = 10;

/** Where a key leads; null: it is none that moves. `columns`: numbers of those that are seen, ascending. */
export function moved(at: Place, key: string, lines: number, columns: readonly number[]): Place | null {
  const line = (to: number): Place => ({ ...at, line: Math.max(-1, Math.min(lines - 1, to)) });
  const column = (to: number): Place => ({ ...at, column: columns.at(to) ?? at.column });
  const here = columns.filter((index) => index < at.column).length;
  switch (key) {
    case 'ArrowDown':
      return line(at.line + 1);
    case 'ArrowUp':
      return line(at.line - 1);
    case 'PageDown':
      return line(at.line + PAGE);
    case 'PageUp':
      return line(at.line - PAGE);
    case 'ArrowRight':
      return column(Math.min(columns.length - 1, here + 1));
    case 'ArrowLeft':
      return column(Math.max(0, here - 1));
    case 'Home':
      return column(0);
    case 'End':
      return column(-1);
    default:
      return null;
  }
}
