/** The sequence side: which records are drawn, node by node, and the file of it. */
import { useEffect, useMemo, useState } from 'react';
import { Segments } from '../../components/chrome/Segments.tsx';
import { EmptyState } from '../../components/messages/EmptyState.tsx';
import { Message } from '../../components/messages/Message.tsx';
import { ProgressBar } from '../../components/messages/ProgressBar.tsx';
import { sequenceFile } from '../../components/sequence/export.ts';
import { mostlyWithin } from '../../components/sequence/layout.ts';
import { SequenceDiagram } from '../../components/sequence/SequenceDiagram.tsx';
import { SequenceTable } from '../../components/sequence/SequenceTable.tsx';
import { grouped } from '../../components/parts/grouped.ts';
import type { SequenceStatistics } from '../../decoder/api.ts';
import { Priority } from '../../workers/protocol.ts';
import { RowKind } from '../../components/linkage/kinds.ts';
import { ALL_ROWS } from '../model/model.ts';
import { showSide } from '../sides.ts';
import { announce } from '../store.ts';
import { focusNamed } from './panes.ts';
import { SideHead } from './side-head.tsx';
import './statistics.css';
import { useApp, useController } from './use-app.ts';
import { useChoosing } from './use-choosing.tsx';
import { useFiguredView, useStatistics } from './use-statistics.ts';
import { useLeavingSide } from './use-timeline.ts';

/** Records on each side of the selected one, and records at once. */
const BESIDE = 40;
const AT_ONCE = 300;

type Nodes = 'hosts' | 'ends';

interface Drawn {
  readonly from: number;
  readonly count: number;
  readonly step: (by: 1 | -1) => void;
}

/** What of the view is drawn: it follows the selection where that leaves it, and stays where somebody went. */
function useDrawn(around: boolean, rows: number): Drawn {
  const { place } = useApp((state) => state.place);
  const size = around ? 2 * BESIDE + 1 : AT_ONCE;
  const [state, setState] = useState({ from: 0, place: -1, size: 0 });
  let { from } = state;
  const moved = place !== state.place || size !== state.size;
  if (moved && place >= 0 && (place < from || place >= from + size || size !== state.size)) {
    from = around ? place - BESIDE : place - (place % size);
  }
  from = Math.max(0, Math.min(from, rows - 1));
  if (moved || from !== state.from) setState({ from, place, size });
  return {
    from,
    count: Math.min(size, Math.max(0, rows - from)),
    step: (by) => setState({ from: Math.max(0, Math.min(rows - 1, from + by * size)), place, size }),
  };
}

/**
 * Calls say what the table says of them: that knows files by what was followed. Until it is there they say what
 * their own bytes say.
 */
function useCallWords(
  data: SequenceStatistics | null,
  view: number | null,
  from: number,
  size: number,
): SequenceStatistics | null {
  const { context, model } = useController();
  const { source } = model;
  const [known, setKnown] = useState<{ source: unknown; words: ReadonlyMap<number, string> } | null>(null);
  useEffect(() => {
    if (!data || view === null || size === 0) return;
    const dropped = new AbortController();
    context.client.ask('rows', [from, size, view], { priority: Priority.later, signal: dropped.signal }).then(
      (rows) => {
        const words = new Map<number, string>();
        for (let at = 0; at < rows.length; at++) {
          if (rows.kind[at] === RowKind.call) words.set(rows.row[at]!, rows.info[at] ?? '');
        }
        setKnown({ source, words });
      },
      () => undefined,
    );
    return () => dropped.abort();
  }, [context, source, data, view, from, size]);
  return useMemo(() => {
    if (!data || known?.source !== source) return data;
    return { ...data, words: data.words.map((words, at) => known.words.get(data.row[at]!) ?? words) };
  }, [data, known, source]);
}

function save(data: SequenceStatistics, name: string, timeDigits: number): void {
  const text = sequenceFile(data, `Sequence of ${name}`, timeDigits);
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name.replace(/\.[a-z0-9]{1,8}$/i, '')}-sequence.svg`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export function Sequence({ phone }: { phone: boolean }) {
  const controller = useController();
  useLeavingSide(controller);
  const row = useApp((state) => state.row);
  const name = useApp((state) => state.origin?.name ?? 'capture');
  useApp((state) => state.filtered);
  const view = useFiguredView('filtered');
  const [around, setAround] = useState<'around' | 'view'>('around');
  const [chosen, setNodes] = useState<Nodes | null>(null);
  const [form, setForm] = useState<'diagram' | 'table'>('diagram');
  const { events, menu } = useChoosing(false);
  const rows = controller.shownRows;
  const drawn = useDrawn(around === 'around', rows);
  const [found, setFound] = useState<Nodes>('hosts');
  const nodes = chosen ?? found;
  const loaded = useStatistics<'sequence'>(
    view !== null && drawn.count > 0
      ? { section: 'sequence', view, decode: true, nodes, rows: { from: drawn.from, count: drawn.count } }
      : null,
  );
  const data = useCallWords(loaded.data, view, drawn.from, drawn.count);
  // One machine that talks to itself is told apart by ports.
  const within = chosen === null && found === 'hosts' && data !== null && !loaded.stale && mostlyWithin(data);
  if (within) setFound('ends');
  const timeDigits = controller.model.info?.timeDigits ?? 6;
  const select = (next: number): void => void controller.selection.row(next);
  const openRecord = (next: number): void => {
    select(next);
    showSide(controller, 'record');
    controller.context.store.setState({ tab: 'fields' });
    requestAnimationFrame(() => focusNamed('fields'));
  };
  return (
    <div className="side" data-pane="sequence">
      <SideHead phone={phone}>
        <Segments
          label="Records of the diagram"
          value={around}
          onChange={setAround}
          segments={[
            { value: 'around', label: 'Around it' },
            { value: 'view', label: view === ALL_ROWS ? 'All' : 'Filtered' },
          ]}
        />
        <Segments
          label="Lifelines"
          value={nodes}
          onChange={setNodes}
          segments={[
            { value: 'hosts', label: 'Hosts' },
            { value: 'ends', label: 'End points' },
          ]}
        />
        <Segments
          label="Form of the sequence"
          value={form}
          onChange={setForm}
          segments={[
            { value: 'diagram', label: 'Diagram' },
            { value: 'table', label: 'Table' },
          ]}
        />
        <h2 className="sequence-places">
          {drawn.count === 0
            ? 'No record'
            : `${grouped(drawn.from + 1)} to ${grouped(drawn.from + drawn.count)} of ${grouped(rows)}`}
        </h2>
        <button
          type="button"
          disabled={drawn.from === 0}
          aria-label="Earlier records"
          title="Earlier"
          onClick={() => drawn.step(-1)}
        >
          ↑
        </button>
        <button
          type="button"
          disabled={drawn.from + drawn.count >= rows}
          aria-label="Later records"
          title="Later"
          onClick={() => drawn.step(1)}
        >
          ↓
        </button>
        <button
          type="button"
          className="save"
          disabled={!data || data.length === 0}
          onClick={() => {
            if (!data) return;
            save(data, name, timeDigits);
            announce(controller.context.store, 'The diagram is saved as an SVG file.');
          }}
        >
          Save as SVG
        </button>
      </SideHead>
      {loaded.slow && (
        <ProgressBar
          label="Sequence"
          done={loaded.looked}
          total={loaded.total}
          detail={`${grouped(loaded.looked)} of ${grouped(loaded.total)} records`}
          onCancel={loaded.cancel}
        />
      )}
      {loaded.status === 'failed' && (
        <Message severity="error" title="No sequence." detail={loaded.error}>
          <button type="button" onClick={loaded.again}>
            Ask again
          </button>
        </Message>
      )}
      {loaded.status === 'stopped' && <EmptyState title="Stopped." action="Go on" onAction={loaded.again} />}
      {rows === 0 && <p className="sans dim side-none">There is no record to draw.</p>}
      {data &&
        (form === 'diagram' ? (
          <SequenceDiagram
            data={data}
            timeDigits={timeDigits}
            selected={row ?? -1}
            onSelect={select}
            onOpen={openRecord}
            onFilter={events.onFilter}
            onMenu={events.onMenu}
          />
        ) : (
          <div className="sheet">
            <div className="sheet-section section-wide">
              <SequenceTable data={data} timeDigits={timeDigits} {...events} />
            </div>
          </div>
        ))}
      {menu}
    </div>
  );
}
