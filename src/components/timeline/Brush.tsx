/**
 * A range over charts of time. One tab stop: arrows move the range, with Shift its end, + and - zoom, Enter
 * applies, Escape clears. The pointer draws a range, drags it, or drags one of its ends; letting go applies.
 */
import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useWidth } from '../parts/use-width.ts';
import { lengthOf, onRangeKey, rangeWords, rounded, shifted, zoomed, type Range } from './range.ts';
import { ticksOf, tickWords } from './ticks.ts';
import './timeline.css';

export interface BrushProps {
  readonly label: string;
  readonly window: Range;
  readonly whole: Range;
  readonly onWindow: (window: Range) => void;
  /** what is in force; null: none */
  readonly range: Range | null;
  readonly onApply: (range: Range | null) => void;
  /** time of the selected record; NaN: none */
  readonly mark: number;
  /** what a range holds, for who does not see it */
  readonly wordsOf: (range: Range) => string;
  /** what is pointed at, NaN: nothing; or the range that is being made */
  readonly onPoint?: (time: number, draft: Range | null) => void;
  readonly axis: boolean;
  readonly children: (width: number) => ReactNode;
}

type Drag = { readonly kind: 'new' | 'from' | 'to' | 'move'; readonly at: number; readonly range: Range };

/** Pixels: within these an end of the range is meant; a drag that is shorter is a click. */
const GRAB = 6;
const CLICK = 3;
/** Pixels for a tick with its words. */
const TICK = 96;

export function Brush(props: BrushProps) {
  const { label, window, whole, onWindow, range, onApply, mark, wordsOf, onPoint, axis, children } = props;
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  const width = useWidth(element);
  const [draft, setDraftState] = useState<Range | null>(null);
  const [pointed, setPointed] = useState(NaN);
  const drag = useRef<Drag | null>(null);

  const setDraft = (next: Range | null): void => {
    setDraftState(next);
    onPoint?.(NaN, next && rounded(next, window));
  };
  const shown = draft ?? range;
  const placeOf = (time: number): number => ((time - window.from) / lengthOf(window)) * width;
  const timeAt = (event: PointerEvent): number => {
    const { left } = element!.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width)));
    return window.from + share * lengthOf(window);
  };
  const point = (time: number): void => {
    setPointed(time);
    onPoint?.(time, draft);
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = timeAt(event);
    const x = placeOf(at);
    const here = shown ?? { from: at, to: at };
    let kind: Drag['kind'] = 'new';
    if (shown && Math.abs(x - placeOf(shown.from)) <= GRAB) kind = 'from';
    else if (shown && Math.abs(x - placeOf(shown.to)) <= GRAB) kind = 'to';
    else if (shown && at > shown.from && at < shown.to) kind = 'move';
    drag.current = { kind, at, range: kind === 'new' ? { from: at, to: at } : here };
  };
  const dragged = (event: PointerEvent): Range | null => {
    const from = drag.current;
    if (!from) return null;
    const now = timeAt(event);
    if (Math.abs(placeOf(now) - placeOf(from.at)) < CLICK) return null;
    if (from.kind === 'move') return rounded(shifted(from.range, now - from.at, window), window);
    const fixed = from.kind === 'from' ? from.range.to : from.kind === 'to' ? from.range.from : from.at;
    return rounded({ from: Math.min(fixed, now), to: Math.max(fixed, now) }, window);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (!drag.current) point(timeAt(event));
    else {
      const next = dragged(event);
      if (next) setDraft(next);
    }
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>): void => {
    const next = dragged(event);
    const kind = drag.current?.kind;
    drag.current = null;
    if (next) {
      setDraft(null);
      onApply(next);
    } else if (kind === 'new' && shown) {
      setDraft(null);
      onApply(null);
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = onRangeKey(event, shown, window);
    if (next === null) return;
    event.preventDefault();
    if (next === 'apply') {
      const applied = rounded(shown!, window);
      setDraft(null);
      onApply(applied);
    } else if (next === 'clear') {
      if (draft) setDraft(null);
      else onApply(null);
    } else if (next === 'in') onWindow(zoomed(window, 0.5, whole, shown));
    else if (next === 'out') onWindow(zoomed(window, 2, whole, shown));
    else setDraft(next);
  };

  const words = shown
    ? `${rangeWords(rounded(shown, window))}, ${wordsOf(shown)}${draft ? ', Enter applies' : ''}`
    : `no range; ${rangeWords(window)} is shown`;
  const middle = shown
    ? Math.min(Math.max((shown.from + shown.to) / 2, window.from), window.to)
    : window.from;
  const ticks = axis ? ticksOf(window, Math.floor(width / TICK)) : [];
  const names = tickWords(ticks);
  const inside = (time: number): boolean => time >= window.from && time <= window.to;
  return (
    <div className="brush" ref={setElement}>
      <div
        className="brush-area"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={Math.round(window.from / 1e3)}
        aria-valuemax={Math.round(window.to / 1e3)}
        aria-valuenow={Math.round(middle / 1e3)}
        aria-valuetext={words}
        aria-description="Arrow keys move the range, with Shift its end; plus and minus zoom; Enter filters; Escape clears."
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          drag.current = null;
          setDraft(null);
        }}
        onPointerLeave={() => {
          if (!drag.current) point(NaN);
        }}
      >
        {shown && width > 0 && (
          <div
            className="brush-range"
            data-draft={draft !== null}
            style={{
              left: Math.max(-2, placeOf(shown.from)),
              width: Math.max(2, Math.min(width + 2, placeOf(shown.to)) - Math.max(-2, placeOf(shown.from))),
              display: shown.to < window.from || shown.from > window.to ? 'none' : undefined,
            }}
          />
        )}
        {width > 0 && children(width)}
        {inside(mark) && width > 0 && <div className="brush-mark" style={{ left: placeOf(mark) }} />}
        {inside(pointed) && !draft && <div className="brush-point" style={{ left: placeOf(pointed) }} />}
      </div>
      {axis && (
        <div className="brush-axis" aria-hidden="true">
          {ticks.map((tick, at) => {
            const left = placeOf(tick);
            const end = left > width - 24 ? 'end' : left < 24 ? 'start' : 'middle';
            return (
              <span key={tick} data-end={end} style={{ left }}>
                {names[at]}
              </span>
            );
          })}
        </div>
      )}
    </div>
  );
}
