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
import { InspectorHead } from '../../components/inspector-head/InspectorHead.tsx';
import { RowKind } from '../../components/linkage/kinds.ts';
import { coverageOf } from '../../components/linkage/coverage.ts';
import { hasSecret } from '../copying.ts';
import { showSide } from '../sides.ts';
import type { Tab } from '../store.ts';
import { FilterMenu } from './FilterMenu.tsx';
import { Find } from './Find.tsx';
import { PageMessages, SourceNotes } from './Messages.tsx';
import { Reading } from './Reading.tsx';
import { Bytes, Fields, Info, useRecord, Words } from './Record.tsx';
import { Records } from './Records.tsx';
import { BesideRecord, SideStack, TimelineStrip } from './Sides.tsx';
import { Split } from './Split.tsx';
import { TextColumn } from './TextColumn.tsx';
import { UnderRecords } from './UnderRecords.tsx';
import { PHONE, useApp, useController, useMedia } from './use-app.ts';

export const WIDE = '(min-width: 1200px)';

const ROWS = ['records', 'record'] as const;
const COLUMNS = ['fields', 'bytes'] as const;
const WITH_TEXT = ['text', 'rest'] as const;

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
      onView={(next) => controller.selection.setView(next)}
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
  const third = useApp((state) => state.third);
  return (
    <Split
      name="bytes"
      layout={wide ? 'columns' : 'columns-narrow'}
      panes={COLUMNS}
      orientation="horizontal"
      label="Width of fields and bytes"
      steps="Fields"
      sizes={[{ minSize: wide ? 280 : 240 }, { minSize: 300, defaultSize: wide ? 608 : 330 }]}
      keeps={1}
    >
      <Fields />
      {textHere && third === 'text' ? <TextColumn /> : <Bytes />}
    </Split>
  );
}

function Stack({ wide, textHere, narrowBytes }: { wide: boolean; textHere: boolean; narrowBytes: boolean }) {
  const view = useApp((state) => state.view);
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
    <UnderRecords panes={ROWS} minSize={24 + 4 * 24} defaultSize={wide ? 336 : 264}>
      <div className="stack">
        <Head canShowText={textHere} />
        <RecordError />
        <Panes wide={wide && !narrowBytes} textHere={textHere} />
      </div>
    </UnderRecords>
  );
}

function WithText() {
  return (
    <Split
      name="text"
      layout="text"
      panes={WITH_TEXT}
      orientation="horizontal"
      label="Width of the pasted text"
      steps="Pasted text"
      sizes={[{ minSize: 240, defaultSize: 592 }, { minSize: 560 }]}
      keeps={0}
    >
      <TextColumn />
      <Stack wide textHere={false} narrowBytes />
    </Split>
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
