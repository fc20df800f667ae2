/**
 * What is open, at three widths.
 *
 *     ≥ 1200 with a text        ≥ 700                       phone
 *     text │ records            records                     Records │ Fields │ Bytes │ Statistics
 *          │ head               head                        one of them
 *          │ tree │ bytes       tree │ bytes or text        info
 *     info                      info
 *
 * In the place of the record stand figures or the sequence (Sides.tsx), where somebody asks for them.
 */
import { useEffect } from 'react';
import { Group, Panel } from 'react-resizable-panels';
import { InspectorHead } from '../../components/inspector-head/InspectorHead.tsx';
import { RowKind } from '../../components/linkage/kinds.ts';
import { coverageOf } from '../../components/linkage/coverage.ts';
import { hasSecret } from '../copying.ts';
import { showSide } from '../sides.ts';
import type { Tab } from '../store.ts';
import { useLayout } from './layout.ts';
import { FilterMenu } from './FilterMenu.tsx';
import { Find } from './Find.tsx';
import { PageMessages, SourceNotes } from './Messages.tsx';
import { Reading } from './Reading.tsx';
import { Bytes, Fields, Info, useRecord, Words } from './Record.tsx';
import { Records } from './Records.tsx';
import { BesideRecord, SideStack, TimelineStrip } from './Sides.tsx';
import { Splitter, SplitterSteps } from './Splitter.tsx';
import { TextColumn } from './TextColumn.tsx';
import { PHONE, useApp, useController, useMedia } from './use-app.ts';

export const WIDE = '(min-width: 1200px)';

const ROWS = ['records', 'record'];
const COLUMNS = ['fields', 'bytes'];
const WITH_TEXT = ['text', 'rest'];

/** What the record is read as, where somebody chose it. */
function ReadingAs() {
  const controller = useController();
  const as = useApp((state) => state.as);
  if (!as) return null;
  return (
    <button type="button" className="reading-as" onClick={() => controller.dialog('decode-as')}>
      {as.kind === 'type' ? `as ${as.type}` : `as procedure ${as.procedure} of ${as.program}`}
    </button>
  );
}

function Head({ canShowText }: { canShowText: boolean }) {
  const { controller, active } = useRecord();
  useApp((state) => state.both);
  const view = useApp((state) => state.view);
  const third = useApp((state) => state.third);
  const secrets = useApp((state) => state.secrets);
  if (!active) return null;
  const pane = canShowText
    ? {
        pane: third,
        onPane: (next: 'bytes' | 'text') => controller.context.store.setState({ third: next }),
      }
    : {};
  return (
    <InspectorHead
      head={active.tree.head}
      coverage={coverageOf(active.tree)}
      half={controller.half()}
      onHalf={(half) => controller.setHalf(half)}
      view={view}
      onView={(next) => {
        // On a phone the words stand in the tab of the fields.
        if (next === 'words') controller.context.store.setState({ tab: 'fields' });
        controller.selection.setView(next);
      }}
      rowNumber={active.row}
      {...pane}
    >
      <ReadingAs />
      {hasSecret(active.tree, 0) && (
        <button
          type="button"
          className="reading-as"
          aria-pressed={secrets}
          onClick={() => void controller.setSecrets(!secrets)}
        >
          {secrets ? 'Hide secrets' : 'Show secrets'}
        </button>
      )}
      <button
        type="button"
        className="reading-as"
        aria-haspopup="menu"
        onClick={(event) => {
          const { left, bottom } = event.currentTarget.getBoundingClientRect();
          controller.filterMenu.open({ kind: 'row', row: active.row }, { x: left, y: bottom });
        }}
      >
        Filter for…
      </button>
      {active.tree.head.kind <= RowKind.reply && (
        <button type="button" className="reading-as" onClick={() => controller.dialog('releases')}>
          Releases…
        </button>
      )}
      <button
        type="button"
        className="reading-as"
        title="Statistics (a)"
        onClick={() => showSide(controller, 'stats')}
      >
        Statistics
      </button>
    </InspectorHead>
  );
}

/** Notes on a record stand in its tree; this is for a record that has none. */
function RecordError() {
  const error = useApp((state) => state.recordError);
  if (error === null) return null;
  return (
    <div className="record-error" role="alert">
      <b>This record cannot be shown.</b> {error}
    </div>
  );
}

/** Tree and bytes side by side; a paste's text may stand in the place of the bytes. */
function Panes({ wide, textHere }: { wide: boolean; textHere: boolean }) {
  const controller = useController();
  const columns = useLayout(wide ? 'columns' : 'columns-narrow', COLUMNS);
  const third = useApp((state) => state.third);
  useEffect(() => {
    return controller.splitter('bytes', (by) => columns.step('fields', by === 1 ? -1 : 1));
  });
  return (
    <Group
      className="group"
      orientation="horizontal"
      groupRef={columns.ref}
      {...(columns.defaultLayout ? { defaultLayout: columns.defaultLayout } : {})}
      onLayoutChanged={columns.onLayoutChanged}
    >
      <Panel id="fields" minSize={wide ? 280 : 240}>
        <Fields />
      </Panel>
      <Splitter orientation="column" label="Width of fields and bytes" />
      <Panel
        id="bytes"
        minSize={300}
        defaultSize={wide ? 608 : 330}
        groupResizeBehavior="preserve-pixel-size"
      >
        <SplitterSteps orientation="column" label="Fields" onStep={(by) => columns.step('fields', by)} />
        {textHere && third === 'text' ? <TextColumn /> : <Bytes />}
      </Panel>
    </Group>
  );
}

function Stack({ wide, textHere, narrowBytes }: { wide: boolean; textHere: boolean; narrowBytes: boolean }) {
  const controller = useController();
  const rows = useLayout('rows', ROWS);
  const view = useApp((state) => state.view);
  useEffect(() => {
    return controller.splitter('records', (by) => rows.step('records', by));
  });
  if (view === 'words') {
    return (
      <div className="stack">
        <Head canShowText={false} />
        <RecordError />
        <Words />
      </div>
    );
  }
  return (
    <Group
      className="group"
      orientation="vertical"
      groupRef={rows.ref}
      {...(rows.defaultLayout ? { defaultLayout: rows.defaultLayout } : {})}
      onLayoutChanged={rows.onLayoutChanged}
    >
      <Panel
        id="records"
        minSize={24 + 4 * 24}
        defaultSize={wide ? 336 : 264}
        groupResizeBehavior="preserve-pixel-size"
      >
        <Records />
      </Panel>
      <Splitter orientation="row" label="Height of the record table" />
      <Panel id="record" minSize={180}>
        <SplitterSteps orientation="row" label="Record table" onStep={(by) => rows.step('records', by)} />
        <div className="stack">
          <Head canShowText={textHere} />
          <RecordError />
          <Panes wide={wide && !narrowBytes} textHere={textHere} />
        </div>
      </Panel>
    </Group>
  );
}

function WithText() {
  const controller = useController();
  const columns = useLayout('text', WITH_TEXT);
  useEffect(() => {
    return controller.splitter('text', (by) => columns.step('text', by));
  });
  return (
    <Group
      className="group"
      orientation="horizontal"
      groupRef={columns.ref}
      {...(columns.defaultLayout ? { defaultLayout: columns.defaultLayout } : {})}
      onLayoutChanged={columns.onLayoutChanged}
    >
      <Panel id="text" minSize={240} defaultSize={592} groupResizeBehavior="preserve-pixel-size">
        <TextColumn />
      </Panel>
      <Splitter orientation="column" label="Width of the pasted text" />
      <Panel id="rest" minSize={560}>
        <SplitterSteps orientation="column" label="Pasted text" onStep={(by) => columns.step('text', by)} />
        <Stack wide textHere={false} narrowBytes />
      </Panel>
    </Group>
  );
}

const TABS: readonly { readonly id: Tab; readonly name: string }[] = [
  { id: 'records', name: 'Records' },
  { id: 'fields', name: 'Fields' },
  { id: 'bytes', name: 'Bytes' },
  { id: 'statistics', name: 'Statistics' },
];

function Phone({ hasText }: { hasText: boolean }) {
  const controller = useController();
  const { context } = controller;
  const tab = useApp((state) => state.tab);
  const view = useApp((state) => state.view);
  const third = useApp((state) => state.third);
  const choose = (next: Tab): void => {
    if (next === 'statistics') showSide(controller, 'stats');
    else context.store.setState({ tab: next, side: 'record' });
  };
  const body = {
    records: <Records />,
    fields: view === 'words' ? <Words /> : <Fields />,
    bytes: hasText && third === 'text' ? <TextColumn /> : <Bytes />,
    statistics: <BesideRecord phone />,
  };
  return (
    <>
      <div
        className="tabs"
        role="tablist"
        aria-label="Panes"
        onKeyDown={(event) => {
          const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
          if (by === 0) return;
          event.preventDefault();
          const at = TABS.findIndex(({ id }) => id === tab);
          const next = TABS[(at + by + TABS.length) % TABS.length]!;
          choose(next.id);
          document.getElementById(`tab-${next.id}`)?.focus();
        }}
      >
        {TABS.map(({ id, name }) => (
          <button
            key={id}
            id={`tab-${id}`}
            type="button"
            role="tab"
            aria-selected={tab === id}
            aria-controls="tab-panel"
            tabIndex={tab === id ? 0 : -1}
            onClick={() => choose(id)}
          >
            {name}
          </button>
        ))}
      </div>
      <div className="tab-panel" id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {(tab === 'fields' || tab === 'bytes') && <Head canShowText={hasText && tab === 'bytes'} />}
        <RecordError />
        {body[tab]}
      </div>
    </>
  );
}

export function Inspector() {
  const controller = useController();
  useApp((state) => state.infoVersion);
  const name = useApp((state) => state.origin?.name ?? '');
  const view = useApp((state) => state.view);
  const side = useApp((state) => state.side);
  const timeline = useApp((state) => state.timeline);
  const finding = useApp((state) => state.find !== null);
  const wide = useMedia(WIDE);
  const phone = useMedia(PHONE);
  const { info, lines } = controller.model;
  const hasText = lines !== null && info?.text != null;
  return (
    <main className="inspector">
      <h1 className="hidden">{name}</h1>
      <div className="notices">
        <PageMessages />
        {info && <SourceNotes info={info} />}
      </div>
      {finding && <Find />}
      {timeline && info?.kind === 'capture' && <TimelineStrip />}
      <div className="inspector-body">
        {phone ? (
          <Phone hasText={hasText} />
        ) : side !== 'record' ? (
          <SideStack />
        ) : hasText && wide && view !== 'words' ? (
          <WithText />
        ) : (
          <Stack wide={wide} textHere={hasText} narrowBytes={false} />
        )}
      </div>
      <Reading />
      {side === 'record' && <Info />}
      <FilterMenu />
    </main>
  );
}
