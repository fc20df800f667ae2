/** The diagram on the page: one tab stop; arrows walk the records, Enter goes to one. */
import { memo, useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { SequenceStatistics } from '../../decoder/api.ts';
import { useWidth } from '../parts/use-width.ts';
import { howOf, type FilterEvents } from '../statistics/filter-click.ts';
import { arrowShapes, groundShapes, PAGE_PALETTE } from './drawing.ts';
import {
  HEAD,
  layoutSequence,
  sentenceOf,
  STEP,
  summaryOf,
  type Arrow,
  type SequenceLayout,
} from './layout.ts';
import { elementOf } from './svg.tsx';
import './sequence.css';

export interface SequenceDiagramProps extends Pick<FilterEvents, 'onFilter' | 'onMenu'> {
  readonly data: SequenceStatistics;
  readonly timeDigits: number;
  /** row of the selected record, -1: none */
  readonly selected: number;
  readonly onSelect: (row: number) => void;
  /** Enter, double click: to the record itself */
  readonly onOpen: (row: number) => void;
}

export function SequenceDiagram(props: SequenceDiagramProps) {
  const { data, timeDigits, selected, onSelect, onOpen, onFilter, onMenu } = props;
  const id = useId();
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  const width = useWidth(element);
  const list = useRef<HTMLDivElement>(null);
  const layout = useMemo(
    () => layoutSequence(data, { width: Math.max(320, width), timeDigits }),
    [data, width, timeDigits],
  );
  const { arrows } = layout;
  const at = arrows.findIndex(({ record }) => record.row === selected);

  // Walking keeps the record in sight, below the names that stick to the top.
  useLayoutEffect(() => {
    const arrow = arrows[at];
    if (!element || !arrow) return;
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = element;
    element.scrollTo({
      top: revealed(scrollTop, clientHeight, arrow.y - STEP - HEAD, arrow.y + STEP, HEAD),
      left: revealed(scrollLeft, clientWidth, ...sideOf(arrow, layout), 0),
      behavior: 'instant',
    });
  }, [element, arrows, layout, at]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const page = Math.max(1, Math.floor((element?.clientHeight ?? 300) / STEP) - 2);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (step !== undefined && arrows.length > 0) {
      const to = Math.max(0, Math.min(arrows.length - 1, (at < 0 && step > 0 ? -1 : at) + step));
      onSelect(arrows[to]!.record.row);
    } else if (event.key === 'Enter' && arrows[at]) onOpen(arrows[at].record.row);
    else return;
    event.preventDefault();
  };

  return (
    <div className="sequence" ref={setElement}>
      <div className="sequence-head" style={{ width: layout.width, height: HEAD }}>
        {layout.lifelines.map(({ end, name, x, filter }) => (
          <button
            key={`${end} ${x}`}
            type="button"
            style={{ left: x, maxWidth: layout.lane - 8 }}
            title={[end, name].filter(Boolean).join(': ')}
            onClick={(event) => onFilter({ text: filter, what: end }, howOf(event))}
            onContextMenu={(event) => {
              event.preventDefault();
              onMenu({ text: filter, what: end }, { x: event.clientX, y: event.clientY });
            }}
          >
            <b>{end}</b>
            {name !== '' && <span className="dim">{name}</span>}
          </button>
        ))}
      </div>
      <div
        ref={list}
        className="sequence-body"
        role="listbox"
        tabIndex={0}
        aria-label={`Sequence: ${summaryOf(layout)}`}
        aria-activedescendant={at >= 0 ? `${id}${at}` : undefined}
        style={{ width: layout.width, height: layout.height - HEAD }}
        onKeyDown={onKeyDown}
        onContextMenu={(event) => {
          const line = (event.target as Element).closest<SVGElement>('[data-row]');
          const record = arrows.find((arrow) => String(arrow.record.row) === line?.dataset['row'])?.record;
          if (!record || record.filter === '') return;
          event.preventDefault();
          onMenu(
            { text: record.filter, what: `record ${record.row}` },
            { x: event.clientX, y: event.clientY },
          );
        }}
      >
        <svg
          role="presentation"
          width={layout.width}
          height={layout.height - HEAD}
          viewBox={`0 ${HEAD} ${layout.width} ${layout.height - HEAD}`}
        >
          <Ground layout={layout} />
          {arrows.map((arrow, index) => (
            <Message
              key={arrow.record.row}
              id={`${id}${index}`}
              arrow={arrow}
              layout={layout}
              label={sentenceOf(arrow.record, data.nodes, timeDigits)}
              selected={index === at}
              onSelect={onSelect}
              onOpen={onOpen}
            />
          ))}
        </svg>
      </div>
    </div>
  );
}

/**
 * Where to scroll so that [from, to) is seen: not at all where it is, by a step where it is near, else to the
 * middle. `head`: what is covered at the beginning.
 */
export function revealed(now: number, view: number, from: number, to: number, head: number): number {
  if (from >= now && to <= now + view) return now;
  const near = from >= now - 3 * STEP && to <= now + view + 3 * STEP;
  if (!near) return Math.max(0, (from + to + head - view) / 2);
  return Math.max(0, from < now ? from : to - view);
}

/** From the left end of an arrow to its right end. */
function sideOf({ from, to }: Arrow, { lifelines, lane, gutter }: SequenceLayout): readonly [number, number] {
  const [a, b] = [lifelines[from]!.x, lifelines[to]!.x];
  const left = Math.min(a, b) - lane / 2;
  return [left - gutter < 24 ? 0 : left, Math.max(a, b) + (from === to ? lane / 2 : 12)];
}

const Ground = memo(function Ground({ layout }: { layout: SequenceLayout }) {
  return <g aria-hidden="true">{groundShapes(layout, PAGE_PALETTE).map(elementOf)}</g>;
});

interface MessageProps {
  readonly id: string;
  readonly arrow: Arrow;
  readonly layout: SequenceLayout;
  readonly label: string;
  readonly selected: boolean;
  readonly onSelect: (row: number) => void;
  readonly onOpen: (row: number) => void;
}

const Message = memo(function Message({
  id,
  arrow,
  layout,
  label,
  selected,
  onSelect,
  onOpen,
}: MessageProps) {
  const { row } = arrow.record;
  const top = arrow.y - STEP / 2 - 3;
  return (
    <g
      id={id}
      role="option"
      aria-selected={selected}
      aria-label={label}
      className="sequence-record"
      data-row={row}
      data-tone={arrow.tone}
      onMouseDown={(event) => {
        if (event.button === 0) onSelect(row);
      }}
      onDoubleClick={() => onOpen(row)}
    >
      <rect className="line" x={0} y={top} width={layout.width} height={STEP} />
      {selected && <rect className="edge" x={0} y={top} width={3} height={STEP} />}
      {arrowShapes(arrow, layout, PAGE_PALETTE).map(elementOf)}
    </g>
  );
});
