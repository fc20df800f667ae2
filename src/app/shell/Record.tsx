/** The panes of the selected record, wired to the model. */
import { useMemo, type MouseEvent } from 'react';
import { BytePane } from '../../components/byte-pane/BytePane.tsx';
import { FieldTree } from '../../components/field-tree/FieldTree.tsx';
import { InfoStrip } from '../../components/info-strip/InfoStrip.tsx';
import { PathBar } from '../../components/path-bar/PathBar.tsx';
import { Ribbon } from '../../components/ribbon/Ribbon.tsx';
import { WordView } from '../../components/word-view/WordView.tsx';
import type { Guide } from '../../components/linkage/guides.ts';
import { RowKind } from '../../components/linkage/kinds.ts';
import { isNode } from '../../components/linkage/nodes.ts';
import type { RecordEntry } from '../model/records.ts';
import { useApp, useController } from './use-app.ts';

/** The record that is shown, its other half, and what the panes of one record share. */
export function useRecord() {
  const controller = useController();
  useApp((state) => state.recordVersion);
  const node = useApp((state) => state.node);
  const caret = useApp((state) => state.caret);
  const { active, other, hover } = controller.model;
  const shared = active
    ? {
        tree: active.tree,
        words: active.words,
        hover,
        selected: node,
        caret,
        onSelect: (next: number, at: number) => controller.selection.node(next, at),
      }
    : null;
  return { controller, active, other, shared };
}

/** A line of the text that a note of a sample is about. */
function whoAsks(lines: readonly [number, number] | undefined): string {
  if (!lines) return 'note';
  return lines[0] === lines[1] ? `note on line ${lines[0]}` : `note on lines ${lines[0]}–${lines[1]}`;
}

function useGuides(entry: RecordEntry): readonly Guide[] {
  const { notes } = useController().model;
  return useMemo(
    () =>
      notes
        .filter((note) => note.record === entry.row)
        .map((note) => ({
          offset: note.offset,
          length: note.length,
          who: whoAsks(note.lines),
          text: note.text,
        })),
    [notes, entry],
  );
}

const KIND_WORDS = { [RowKind.call]: '→ call', [RowKind.reply]: '← reply' } as Readonly<
  Record<number, string>
>;

function Tree({ entry, label }: { entry: RecordEntry; label: string }) {
  const { controller, active, shared } = useRecord();
  useApp((state) => state.openVersion);
  const guides = useGuides(entry);
  const chosen = entry === active;
  return (
    <FieldTree
      tree={entry.tree}
      words={entry.words}
      hover={controller.model.hover}
      selected={chosen ? shared!.selected : -1}
      caret={chosen ? shared!.caret : 0}
      onMenu={(node, at) => {
        if (!chosen) controller.selection.nodeOfOther(node, entry.tree.start[node]!);
        controller.filterMenu.open({ kind: 'field', row: entry.row, node, as: entry.as }, at);
      }}
      onSelect={(node, caret) => {
        if (chosen) controller.selection.node(node, caret);
        else controller.selection.nodeOfOther(node, caret);
      }}
      open={entry.open}
      onOpenNodes={(open) => controller.selection.openNodes(entry, open)}
      onRow={(row) => void controller.selection.row(row)}
      onSecrets={() => void controller.setSecrets(true)}
      guides={guides}
      label={label}
    />
  );
}

/** One tree, or the call's above the reply's. The tree of the record stays the same element in both. */
export function Fields() {
  const { active, other } = useRecord();
  const both = useApp((state) => state.both);
  if (!active) return null;
  const pair = both && other;
  const shown = pair ? [active, other].sort((a, b) => a.tree.head.kind - b.tree.head.kind) : [active];
  return (
    <div className="fields">
      {shown.map((entry) => {
        const { kind, title, place } = entry.tree.head;
        const chosen = entry === active;
        return (
          <section
            key={entry.row}
            data-pane={chosen ? 'fields' : 'fields-other'}
            aria-label={pair ? `${kind === RowKind.reply ? 'Reply' : 'Call'} ${entry.row}` : undefined}
          >
            {pair && (
              <h2 className="half" data-selected={chosen}>
                {KIND_WORDS[kind]} {entry.row} {title} <span className="dim">{place}</span>
              </h2>
            )}
            <Tree entry={entry} label={chosen ? 'Fields' : 'Fields of the other half'} />
          </section>
        );
      })}
    </div>
  );
}

/** The menu of what is under the pointer, or of what is selected where a key asks. */
function useFilterMenu() {
  const { controller, active } = useRecord();
  return (event: MouseEvent): void => {
    if (!active) return;
    const under = controller.model.hover.get();
    const node = under && under.row === active.row ? under.node : controller.state.node;
    if (!isNode(active.tree, node)) return;
    event.preventDefault();
    controller.selection.node(node, Math.max(under?.byte ?? -1, active.tree.start[node]!));
    const at = { x: event.clientX, y: event.clientY };
    controller.filterMenu.open({ kind: 'field', row: active.row, node, as: active.as }, at);
  };
}

export function Bytes() {
  const { shared } = useRecord();
  const onContextMenu = useFilterMenu();
  if (!shared) return null;
  return (
    <div className="bytes" data-pane="bytes" onContextMenu={onContextMenu}>
      <Ribbon {...shared} />
      <BytePane {...shared} />
      <PathBar {...shared} />
    </div>
  );
}

export function Words() {
  const { shared } = useRecord();
  const onContextMenu = useFilterMenu();
  if (!shared) return null;
  return (
    <div className="words" data-pane="words" onContextMenu={onContextMenu}>
      <Ribbon {...shared} />
      <WordView {...shared} />
      <PathBar {...shared} />
    </div>
  );
}

export function Info() {
  const { controller, active, shared } = useRecord();
  return shared && active ? (
    <InfoStrip
      {...shared}
      onFilter={(node, at) =>
        controller.filterMenu.open({ kind: 'field', row: active.row, node, as: active.as }, at)
      }
    />
  ) : (
    <div className="info-none" />
  );
}
