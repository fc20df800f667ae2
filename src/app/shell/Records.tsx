/** The record table, or the one sentence that stands in its place. */
import { useMemo } from 'react';
import { EmptyState } from '../../components/messages/EmptyState.tsx';
import { RecordTable } from '../../components/record-table/RecordTable.tsx';
import { focusNamed } from './panes.ts';
import { useApp, useController } from './use-app.ts';

export function Records() {
  const controller = useController();
  useApp((state) => state.infoVersion);
  const row = useApp((state) => state.row);
  const reading = useApp((state) => state.progress !== null || state.stage === 'opening');
  const { info, rows } = controller.model;
  const pasted = info?.kind !== 'capture';
  const timeDigits = info?.timeDigits ?? 6;
  const bookmarks = useApp((state) => state.bookmarks);
  const marked = useMemo(() => new Set(bookmarks.map((mark) => mark.row)), [bookmarks]);
  const clock = useMemo(() => ({ timeDigits, pasted }), [timeDigits, pasted]);
  return (
    <div className="records" data-pane="records">
      <RecordTable
        rows={rows}
        rowCount={info?.rows ?? 0}
        clock={clock}
        marked={marked}
        selected={row ?? -1}
        onSelect={(_, next) => void controller.selection.row(next)}
        onOpen={() => {
          controller.context.store.setState({ tab: 'fields' });
          // The pane may come with the tab.
          requestAnimationFrame(() => focusNamed('fields'));
        }}
        empty={
          reading ? null : (
            <EmptyState
              title="There is no record in it."
              action="Open another source"
              onAction={() => controller.home()}
            />
          )
        }
      />
    </div>
  );
}
