/** The record table, or the one sentence that stands in its place. */
import { useMemo } from 'react';
import { fileLabels } from '../../components/record-table/file-labels.ts';
import { EmptyState } from '../../components/messages/EmptyState.tsx';
import { RecordTable } from '../../components/record-table/RecordTable.tsx';
import { countOf, shortly } from '../filter-words.ts';
import { focusNamed } from './panes.ts';
import { PHONE, useApp, useController, useMedia } from './use-app.ts';
import { grouped } from '../../components/parts/grouped.ts';

export function Records() {
  const controller = useController();
  const phone = useMedia(PHONE);
  useApp((state) => state.infoVersion);
  const row = useApp((state) => state.row);
  const { place, exact } = useApp((state) => state.place);
  const filtered = useApp((state) => state.filtered);
  const filter = useApp((state) => state.filter);
  const reading = useApp((state) => state.progress !== null || state.stage === 'opening');
  const { info, rows } = controller.model;
  const pasted = info?.kind !== 'capture';
  const timeDigits = info?.timeDigits ?? 6;
  const bookmarks = useApp((state) => state.bookmarks);
  const marked = useMemo(() => new Set(bookmarks.map((mark) => mark.row)), [bookmarks]);
  // Each message of the worker brings its own list; the table is drawn anew for other names only.
  const names = info && info.files.length > 1 ? info.files.map(({ name }) => name).join('\n') : null;
  const clock = useMemo(() => {
    return { timeDigits, pasted, files: names === null ? undefined : fileLabels(names.split('\n')) };
  }, [timeDigits, pasted, names]);
  const hidden = filtered !== null && filtered.rows > 0 && !exact && place >= 0;
  return (
    <div className="records" data-pane="records">
      <RecordTable
        rows={rows}
        rowCount={controller.shownRows}
        clock={clock}
        marked={marked}
        selected={exact ? place : -1}
        gap={exact ? -1 : place}
        onSelect={(_, next) => void controller.selection.row(next)}
        onMenu={({ row: of }, column, at) =>
          controller.filterMenu.open(
            column === null ? { kind: 'row', row: of } : { kind: 'cell', row: of, column },
            at,
          )
        }
        onOpen={() => {
          controller.context.store.setState({ tab: 'fields' });
          // The pane may come with the tab.
          requestAnimationFrame(() => focusNamed('fields'));
        }}
        empty={
          filtered ? (
            filtered.complete && (
              <EmptyState
                title={`No record matches ${shortly(filter)}. ${allOf(info?.rows ?? 0)} hidden.`}
                action="Clear the filter"
                onAction={() => controller.filtering.clear()}
              />
            )
          ) : reading ? null : (
            <EmptyState
              title="There is no record in it."
              action="Open another source"
              onAction={() => controller.home()}
            />
          )
        }
      />
      {(hidden || (phone && filtered)) && (
        <p className="table-note" data-hides={hidden}>
          {hidden && row !== null ? (
            <span className="sans">Record {row} is selected; the filter hides it.</span>
          ) : (
            <>
              <span>{filter}</span>
              <span className="count">{countOf(info, filtered)}</span>
            </>
          )}
          <button type="button" aria-label="Clear the filter" onClick={() => controller.filtering.clear()}>
            {phone ? 'Clear' : 'Clear the filter'}
          </button>
        </p>
      )}
    </div>
  );
}

const allOf = (rows: number): string => (rows === 1 ? '1 record is' : `${grouped(rows)} records are`);
