/** The filter bar in the top bar, or on a phone a sheet; both write what the store holds. */
import { useEffect } from 'react';
import { FilterIcon } from '../../components/chrome/icons.tsx';
import { IconButton } from '../../components/chrome/IconButton.tsx';
import { Dialog } from '../../components/dialogs/Dialog.tsx';
import { FilterBar } from '../../components/filter-bar/FilterBar.tsx';
import type { Controller } from '../controller.ts';
import { countOf } from '../filter-words.ts';
import { focusLast } from './kept-focus.ts';
import { PHONE, useApp, useController, useMedia } from './use-app.ts';

function useFilter() {
  const controller = useController();
  useApp((state) => state.infoVersion);
  const text = useApp((state) => state.filterText);
  const analysis = useApp((state) => state.analysis);
  const inForce = useApp((state) => state.filter);
  const filtered = useApp((state) => state.filtered);
  const filtering = useApp((state) => state.filtering);
  const asked = useApp((state) => state.filterAsk);
  const { info } = controller.model;
  const bar = {
    text,
    analysis,
    inForce,
    count: countOf(info, filtered),
    share: filtering ? (filtered ? filtered.looked / Math.max(1, filtered.total) : 0) : null,
    recent: controller.filtering.recent,
    asked,
    onAsked: () => controller.context.store.setState({ filterAsk: null }),
    onWrite: (next: string, caret: number) => void controller.filtering.write(next, caret),
    onLook: (caret: number) => controller.filtering.look(caret),
    onEnter: () => void controller.filtering.enter(),
    onClear: () => controller.filtering.clear(),
  };
  return { controller, bar };
}

export function Filter() {
  const phone = useMedia(PHONE);
  return phone ? <FilterButton /> : <Bar />;
}

function Bar() {
  const { controller, bar } = useFilter();
  return (
    <FilterBar
      {...bar}
      onLeave={(back) => {
        controller.filtering.leave(back);
        if (back) focusLast();
      }}
    />
  );
}

/** Opens the sheet, also when the bar is asked for. */
function FilterButton() {
  const controller = useController();
  const asked = useApp((state) => state.filterAsk);
  const inForce = useApp((state) => state.filter);
  useEffect(() => {
    if (asked) controller.context.store.setState({ filterAsk: null, dialog: 'filter' });
  }, [controller, asked]);
  return (
    <IconButton
      label={inForce === '' ? 'Filter' : 'Filter in force'}
      aria-pressed={inForce !== ''}
      title="Display filter"
      onClick={() => controller.dialog('filter')}
    >
      <FilterIcon />
    </IconButton>
  );
}

const said = (controller: Controller, count: string): string => {
  if (controller.state.filter === '') return 'All records are shown.';
  return count === '' ? '' : `${count}.`;
};

export function FilterSheet({ onClose }: { onClose: () => void }) {
  const { controller, bar } = useFilter();
  return (
    <Dialog title="Display filter" className="filter-sheet" onClose={onClose}>
      <FilterBar
        {...bar}
        sheet
        onEnter={() => {
          void controller.filtering.enter().then((applied) => {
            if (applied) onClose();
          });
        }}
        onLeave={(back) => {
          controller.filtering.leave(back);
          if (back) onClose();
        }}
      />
      <footer>
        <span className="sans dim">{said(controller, bar.count)}</span>
        <button type="button" className="main" onClick={onClose}>
          Show
        </button>
      </footer>
    </Dialog>
  );
}
