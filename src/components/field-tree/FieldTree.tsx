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
  type PointerEvent,
} from 'react';
import type { RecordTree } from '../../decoder/api.ts';
import { guidesByNode, type Guide } from '../linkage/guides.ts';
import { NodeFlag } from '../linkage/kinds.ts';
import type { HoverStore } from '../linkage/hover.ts';
import { ancestorsOf, depthOf, isLeaf, isNode, isWithin, parentOf } from '../linkage/nodes.ts';
import {
  openTo,
  setOpen,
  setSubtree,
  topOf,
  visibleAncestor,
  visibleNodes,
  type OpenNodes,
} from '../linkage/open-nodes.ts';
import type { WordCache } from '../linkage/words.ts';
import type { MenuPlace } from '../menu/moves.ts';
import { titleWhereClipped } from '../parts/clipped.ts';
import { Reader } from '../parts/Reader.tsx';
import { useFollow } from '../parts/use-follow.ts';
import { useWidth } from '../parts/use-width.ts';
import { useSlots } from '../virtual/use-slots.ts';
import { lowWord, nibbles, shownBits } from './bits.ts';
import { BitLine, DerivedLine, guideSentence, noteSentence, Sentence, UnsetLine } from './DetailLine.tsx';
import { FieldLine, hexOffset } from './FieldLine.tsx';
import { outline } from './outline.ts';
import { extrasOf, keyOf, notesByNode, troubleBelow } from './extras.ts';
import { headSlot, nodeSlot, RowIs, slotOf, treeRows } from './rows.ts';
import { usePeek } from './use-peek.ts';
import './field-tree.css';
import { grouped } from '../parts/grouped.ts';

export interface FieldTreeProps {
  readonly tree: RecordTree;
  readonly words: WordCache;
  readonly hover: HoverStore;
  /** node, -1: none */
  readonly selected: number;
  /** byte of the caret; the tree has no use for it */
  readonly caret?: number;
  readonly onSelect: (node: number, caret: number) => void;
  readonly open: OpenNodes;
  readonly onOpenNodes: (open: OpenNodes) => void;
  readonly guides?: readonly Guide[];
  /** Enter */
  readonly onActivate?: (node: number) => void;
  /** the menu of a field is asked for */
  readonly onMenu?: (node: number, at: MenuPlace) => void;
  /** a record that something was learned from is asked for */
  readonly onRow?: (row: number) => void;
  /** what is secret is asked for */
  readonly onSecrets?: () => void;
  readonly label?: string;
}

const ROW = 24;
const NARROW_ROW = 32;
const NARROW = 480;
const NO_GUIDES: readonly Guide[] = [];

export function FieldTree(props: FieldTreeProps) {
  const { tree, words, hover, selected, onSelect, open, onOpenNodes, onActivate, onMenu, onSecrets } = props;
  const { label = 'Fields' } = props;
  const guides = props.guides ?? NO_GUIDES;
  const id = useId();
  const version = useSyncExternalStore(words.subscribe, words.getVersion);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const [reading, setReading] = useState(-1);
  const [measured, setMeasured] = useState<ReadonlyMap<string, number>>(new Map());
  const width = useWidth(scroller);
  const height = width > 0 && width < NARROW ? NARROW_ROW : ROW;

  const peek = usePeek(tree, open, hover);
  const shownOpen = useMemo(() => (peek >= 0 ? openTo(tree, open, peek) : open), [tree, open, peek]);
  const guided = useMemo(() => guidesByNode(tree, guides), [tree, guides]);
  const notes = useMemo(() => notesByNode(tree), [tree]);
  const nodes = useMemo(() => visibleNodes(tree, shownOpen), [tree, shownOpen]);
  const trouble = useMemo(() => troubleBelow(tree, shownOpen), [tree, shownOpen]);

  const rows = useMemo(() => {
    void version;
    return treeRows(nodes, extrasOf({ selected, words, notes, guided, measured, width, height }));
  }, [nodes, words, version, selected, notes, guided, measured, width, height]);

  const activeNode = visibleAncestor(tree, shownOpen, selected);
  const activeSlot = activeNode < 0 ? -1 : slotOf(rows, activeNode);
  const slots = useSlots({ count: rows.count, height, pinned: activeSlot, element: scroller });
  const { reveal, page } = slots;

  useEffect(() => {
    const wanted = slots.items.map(({ row }) => rows.node[row]!);
    if (selected >= 0) wanted.push(selected);
    words.need(wanted);
  });

  // a selection from elsewhere opens its way, once; whoever closes it again is not contradicted
  const shownFor = useRef<{ tree: RecordTree; selected: number } | null>(null);
  useLayoutEffect(() => {
    const last = shownFor.current;
    if (last && last.tree === tree && last.selected === selected) return;
    if (!isNode(tree, selected)) {
      shownFor.current = { tree, selected };
      if (last && last.tree !== tree) reveal(0);
      return;
    }
    const next = openTo(tree, open, selected);
    if (next !== open) {
      onOpenNodes(next);
      return;
    }
    if (!scroller) return;
    shownFor.current = { tree, selected };
    const slot = slotOf(rows, selected);
    if (slot >= 0) {
      // what opens under the row is seen with it
      let end = slot;
      while (end + 1 < rows.count && rows.node[end + 1] === selected) end++;
      reveal(Math.min(end, slot + page()));
      reveal(slot);
    }
  }, [tree, selected, open, onOpenNodes, rows, reveal, page, scroller]);

  // ── hover: painted by hand ─────────────────────────────────────────────────────────────────────
  const paint = useCallback(() => {
    if (!scroller) return;
    for (const line of scroller.querySelectorAll('[data-hover]')) line.removeAttribute('data-hover');
    const now = hover.get();
    if (!now || now.row !== tree.row) return;
    const shown = visibleAncestor(tree, shownOpen, now.node);
    const mark = (node: number, how: string): void => {
      document.getElementById(`${id}${node}`)?.setAttribute('data-hover', how);
    };
    for (const above of ancestorsOf(tree, shown)) mark(above, 'way');
    if (shown >= 0) mark(shown, 'on');
  }, [hover, tree, shownOpen, scroller, id]);
  useLayoutEffect(paint);
  useEffect(() => hover.subscribe(paint), [hover, paint]);

  // what is pointed at elsewhere scrolls into view; afterwards the selection comes back
  const revealNode = (node: number): void => {
    const slot = node < 0 ? -1 : slotOf(rows, node);
    if (slot >= 0) reveal(slot);
  };
  useFollow(
    hover,
    tree,
    'fields',
    (now) => revealNode(visibleAncestor(tree, shownOpen, now.node)),
    () => revealNode(activeNode),
  );

  const nodeFrom = (target: EventTarget): number => {
    const line = (target as Element).closest<HTMLElement>('[data-node]');
    return line ? Number(line.dataset['node']) : -1;
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (event.pointerType === 'touch') return;
    const node = nodeFrom(event.target);
    if (node >= 0) hover.set({ row: tree.row, node, byte: -1, pane: 'fields' });
    else hover.leave('fields');
  };

  // ── open, close, move ──────────────────────────────────────────────────────────────────────────
  const select = (node: number): void => {
    setReading(-1);
    if (isNode(tree, node)) onSelect(node, tree.start[node]!);
  };
  const setNode = (node: number, value: boolean, whole: boolean): void => {
    onOpenNodes(whole ? setSubtree(tree, open, node, value) : setOpen(open, node, value));
    if (!value && selected !== node && isWithin(tree, selected, node)) select(node);
  };
  const selectSlot = (from: number, step: 1 | -1): void => {
    const bounded = Math.min(rows.count - 1, Math.max(0, from));
    const slot = nodeSlot(rows, bounded, step);
    if (slot >= 0) select(rows.node[slot]!);
    else {
      const back = nodeSlot(rows, bounded, step === 1 ? -1 : 1);
      if (back >= 0) select(rows.node[back]!);
    }
  };

  /** By key it opens under the selected field. */
  const menuByKey = (): void => {
    const box = document.getElementById(`${id}${activeNode}`)?.getBoundingClientRect();
    if (activeNode >= 0 && box) onMenu?.(activeNode, { x: box.left + 60, y: box.bottom, above: box.top });
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (onMenu && (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10'))) {
      event.preventDefault();
      menuByKey();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = activeNode;
    const group = isNode(tree, at) && !isLeaf(tree, at);
    const opened = group && shownOpen[at] === 1;
    switch (event.key) {
      case 'ArrowDown':
        selectSlot(activeSlot + 1, 1);
        break;
      case 'ArrowUp':
        selectSlot(activeSlot < 0 ? 0 : activeSlot - 1, -1);
        break;
      case 'PageDown':
        selectSlot(activeSlot + page(), -1);
        break;
      case 'PageUp':
        selectSlot(activeSlot - page(), 1);
        break;
      case 'Home':
        selectSlot(0, 1);
        break;
      case 'End':
        selectSlot(rows.count - 1, -1);
        break;
      case 'ArrowRight':
        if (!group) break;
        if (event.shiftKey) setNode(at, true, true);
        else if (opened) select(at + 1);
        else setNode(at, true, false);
        break;
      case 'ArrowLeft':
        if (opened) setNode(at, false, event.shiftKey);
        else if (parentOf(tree, at) > topOf(tree)) select(parentOf(tree, at));
        break;
      case 'Backspace':
        if (parentOf(tree, at) >= 0) select(parentOf(tree, at));
        break;
      case 'Enter':
        if (at >= 0) onActivate?.(at);
        break;
      case ' ':
        if (isNode(tree, at) && tree.hidden.length > 0 && tree.flags[at]! & NodeFlag.secret) onSecrets?.();
        else setReading(reading === at ? -1 : at);
        break;
      case 'Escape':
        if (reading < 0) return;
        setReading(-1);
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  const digits = Math.max(4, Math.max(0, tree.length - 1).toString(16).length);
  const top = topOf(tree);
  const levelOf = (node: number): number => depthOf(tree, node) - (top >= 0 ? 1 : 0);
  const drawn = new Set<number>();
  const remember = (is: RowIs, node: number, sub: number) => (needed: number) =>
    setMeasured((before) => new Map(before).set(keyOf(width, is, node, sub), needed));

  const lines = slots.items.map(({ row, top: itemTop }) => {
    const slot = headSlot(rows, row);
    if (drawn.has(slot)) return null;
    drawn.add(slot);
    const node = rows.node[slot]!;
    const sub = rows.sub[slot]!;
    const is = rows.is[slot]! as RowIs;
    const place = {
      top: itemTop - (row - slot) * height,
      height,
      depth: levelOf(node),
      kind: tree.kind[node]!,
    };
    const span = { offset: tree.start[node]!, length: tree.stop[node]! - tree.start[node]! };
    const nodeWords = words.get(node);
    if (is === RowIs.node) {
      return (
        <FieldLine
          key={node}
          id={`${id}${node}`}
          tree={tree}
          node={node}
          top={place.top}
          height={height}
          depth={place.depth}
          open={shownOpen[node] === 1}
          selected={node === selected}
          words={nodeWords}
          digits={digits}
          guided={guided.has(node)}
          trouble={trouble.get(node) ?? null}
          revealed={tree.hidden.length === 0}
        />
      );
    }
    const key = keyOf(0, is, node, sub);
    const below = { ...place, ...span, depth: place.depth + 1 };
    if (is === RowIs.bit) {
      const bit = nodeWords?.bits[sub];
      const word = lowWord(tree.bytes, tree.start[node]!, tree.stop[node]!);
      return bit && <BitLine key={key} {...below} bit={bit} word={word} width={nibbles(nodeWords.bits)} />;
    }
    if (is === RowIs.unset) {
      const bits = nodeWords?.bits ?? [];
      const names = shownBits(bits).rest.map((i) => bits[i]!.label);
      return <UnsetLine key={key} {...below} name={nodeWords?.name ?? ''} labels={names} />;
    }
    if (is === RowIs.derived) {
      const derived = nodeWords?.derived[sub];
      return derived && <DerivedLine key={key} {...below} derived={derived} onRow={props.onRow} />;
    }
    const said =
      is === RowIs.note
        ? notes.get(node)?.[sub] && noteSentence(notes.get(node)![sub]!)
        : guided.get(node)?.[sub] && guideSentence(guided.get(node)![sub]!);
    if (!said) return null;
    let taken = 1;
    while (slot + taken < rows.count && rows.is[slot + taken] === RowIs.rest) taken++;
    return <Sentence key={key} {...place} {...said} slots={taken} onMeasure={remember(is, node, sub)} />;
  });

  const readWords = reading >= 0 && reading === activeNode ? words.get(reading) : null;
  const readItem = readWords && slots.items.find(({ row }) => row === activeSlot);
  const readAbove = activeSlot > (slots.first + slots.last) / 2;
  return (
    <div className="pane field-tree">
      <div
        ref={setScroller}
        className="scroller"
        role="treegrid"
        aria-label={label}
        aria-rowcount={rows.count}
        aria-activedescendant={activeSlot >= 0 ? `${id}${activeNode}` : undefined}
        tabIndex={0}
        style={
          { '--offset': digits > 5 ? `${Math.ceil(digits * 6.6) + 4}px` : undefined } as React.CSSProperties
        }
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerLeave={() => hover.leave('fields')}
        onPointerOver={titleWhereClipped}
        onMouseDown={(event) => {
          const node = nodeFrom(event.target);
          if (event.button !== 0 || node < 0) return;
          if ((event.target as Element).closest('[data-twist]'))
            setNode(node, shownOpen[node] !== 1, event.shiftKey);
          else select(node);
        }}
        onContextMenu={(event) => {
          if (!onMenu) return;
          event.preventDefault();
          const node = nodeFrom(event.target);
          if (node < 0) {
            menuByKey();
            return;
          }
          select(node);
          onMenu(node, { x: event.clientX, y: event.clientY });
        }}
        onDoubleClick={(event) => {
          const node = nodeFrom(event.target);
          if (node >= 0 && !isLeaf(tree, node) && !(event.target as Element).closest('[data-twist]'))
            setNode(node, shownOpen[node] !== 1, false);
        }}
      >
        <div className="canvas" role="rowgroup" style={{ height: slots.canvas }}>
          {lines}
        </div>
        {readWords && readItem && (
          <Reader
            lines={[
              { name: readWords.label, value: readWords.display },
              // Flat keys as a tree; the pairs below are the flat form.
              ...readWords.derived
                .filter((one) => typeof one.value === 'object' && one.value !== null)
                .map((one) => ({ name: one.label, value: outline(one.value) })),
              { name: 'meaning', value: readWords.doc },
              { name: 'type', value: readWords.type },
              { name: 'filter name', value: readWords.name },
              { name: 'since', value: readWords.since },
              { name: 'offset', value: `0x${hexOffset(tree.start[reading]!, 4)}` },
              {
                name: 'length',
                value: `${grouped(tree.stop[reading]! - tree.start[reading]!)}`,
              },
            ]}
            top={readItem.top + (readAbove ? 0 : height)}
            above={readAbove}
          />
        )}
      </div>
    </div>
  );
}
