import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type MouseEvent,
  type PointerEvent,
} from 'react';
import type { RecordTree } from '../../decoder/api.ts';
import type { HoverStore } from '../linkage/hover.ts';
import { Kind, KIND_NAMES, kindClass } from '../linkage/kinds.ts';
import { nodeAt, spansOf } from '../linkage/nodes.ts';
import { sectionsOf, type Section } from '../linkage/sections.ts';
import type { WordCache } from '../linkage/words.ts';
import { useWidth } from '../parts/use-width.ts';
import { byteAt, endX, names, ribbonMap, xOf } from './ribbon-map.ts';
import './ribbon.css';

export interface RibbonProps {
  readonly tree: RecordTree;
  readonly words: WordCache;
  readonly hover: HoverStore;
  readonly selected: number;
  readonly caret?: number;
  readonly onSelect: (node: number, caret: number) => void;
}

/** A section is drawn at least four pixels wide; with this much for each they keep their proportions. */
const ROOM = 6;
/** Width of a character of the names: 0.6 em of 11 px. */
const CHARACTER = 6.6;

/** One proportional bar of the record's sections. A click jumps to the section, a second one to the very field. */
export function Ribbon({ tree, words, hover, selected, onSelect }: RibbonProps) {
  useSyncExternalStore(words.subscribe, words.getVersion);
  const [bar, setBar] = useState<HTMLElement | null>(null);
  const width = useWidth(bar);
  const most = Math.max(16, Math.floor(width / ROOM));
  const sections = useMemo(() => sectionsOf(tree, most), [tree, most]);
  const map = useMemo(() => ribbonMap(sections, width), [sections, width]);
  const pointer = useRef<HTMLElement>(null);

  useEffect(() => {
    words.need(sections.filter(({ kind }) => kind === Kind.body).map(({ node }) => node));
  }, [sections, words]);

  const nameOf = (section: Section): string =>
    section.kind === Kind.mark || section.kind === Kind.padding
      ? ''
      : section.kind === Kind.body
        ? (words.get(section.node)?.label ?? 'body')
        : KIND_NAMES[section.kind]!;

  const spans = spansOf(tree, selected);
  const block = (list: readonly (readonly [number, number])[]): { left: number; width: number } | null => {
    const first = list[0];
    const last = list.at(-1);
    if (!first || !last || width === 0) return null;
    const left = xOf(map, first[0]);
    const size = Math.max(3, endX(map, last[1]) - left);
    return { left: Math.min(left, width - size), width: size };
  };

  const blockOf = useRef(block);
  useLayoutEffect(() => {
    blockOf.current = block;
  });
  const paint = useCallback(() => {
    const box = pointer.current;
    if (!box) return;
    const now = hover.get();
    const place = now && now.row === tree.row ? blockOf.current(spansOf(tree, now.node)) : null;
    box.hidden = !place;
    if (place) {
      box.style.setProperty('left', `${place.left}px`);
      box.style.setProperty('width', `${place.width}px`);
    }
  }, [hover, tree]);
  useLayoutEffect(paint, [paint, map]);
  useEffect(() => hover.subscribe(paint), [hover, paint]);

  const at = (event: MouseEvent): { byte: number; section: number } => {
    const box = event.currentTarget.getBoundingClientRect();
    return byteAt(map, event.clientX - box.left);
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (event.pointerType === 'touch') return;
    const { byte } = at(event);
    if (byte < 0) hover.leave('ribbon');
    else hover.set({ row: tree.row, node: nodeAt(tree, byte), byte, pane: 'ribbon' });
  };
  const onClick = (event: MouseEvent): void => {
    const { byte, section } = at(event);
    const chosen = sections[section];
    if (!chosen) return;
    const there = spans[0] && chosen.start <= spans[0][0] && spans[0][0] < chosen.stop;
    if (there) onSelect(nodeAt(tree, byte), byte);
    else onSelect(chosen.node, chosen.start);
  };

  const place = block(spans);
  const summary = sections
    .map((section) => `${nameOf(section) || KIND_NAMES[section.kind]} ${section.stop - section.start} bytes`)
    .slice(0, 12)
    .join(', ');
  return (
    <div className="ribbon">
      <div className="ribbon-names" aria-hidden="true">
        {width > 0 &&
          names(map, nameOf, CHARACTER).map(({ section, text, x, right }) => (
            <span key={section} style={right ? { right: width - x } : { left: x }}>
              {text}
            </span>
          ))}
      </div>
      <div
        ref={setBar}
        className="ribbon-bar"
        role="img"
        aria-label={`Sections of the record: ${summary}`}
        onPointerMove={onPointerMove}
        onPointerLeave={() => hover.leave('ribbon')}
        onClick={onClick}
      >
        {width > 0 &&
          sections.map(({ kind, start }, i) => (
            <i
              key={start}
              className={`section ${kindClass(kind)}`}
              style={{ left: map.left[i], width: map.width[i] }}
            />
          ))}
        {place && <i className="chosen" style={place} />}
        <i ref={pointer} className="pointed" hidden />
      </div>
    </div>
  );
}
