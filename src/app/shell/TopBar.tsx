/** Mark, what is open, and what can be done anywhere. */
import { useSyncExternalStore } from 'react';
import { CommandsIcon, LinkIcon, ThemeIcon } from '../../components/chrome/icons.tsx';
import { IconButton } from '../../components/chrome/IconButton.tsx';
import { Mark } from '../../components/chrome/Mark.tsx';
import { registry } from '../commands/all.ts';
import { ariaOf, shown } from '../commands/keys.ts';
import { later } from './later.tsx';
import { useApp, useController } from './use-app.ts';
import { grouped } from '../../components/parts/grouped.ts';

// Wanted only where something is open.
const filter = later(() => import('./Filter.tsx').then(({ Filter }) => Filter));

/** What a link to it carries, so that the address does not promise more. */
function linkHint(sourcePart: string | null): string {
  if (sourcePart && /^files?\//.test(sourcePart)) return 'local, not in the link';
  if (sourcePart?.startsWith('bytes/')) return 'its bytes are in the link';
  return '';
}

function Source() {
  const controller = useController();
  const { model } = controller;
  const origin = useApp((state) => state.origin);
  useApp((state) => state.infoVersion);
  useApp((state) => state.addressVersion);
  const { info } = model;
  if (!origin) return <span className="top-source" />;
  const count = info
    ? info.kind === 'capture'
      ? `${grouped(info.frames)} ${info.frames === 1 ? 'frame' : 'frames'}, ${grouped(info.records)} ${info.records === 1 ? 'record' : 'records'}`
      : `${grouped(info.records)} ${info.records === 1 ? 'record' : 'records'}`
    : '';
  const carried = linkHint(model.sourcePart);
  const text = [origin.name, info?.format, count, carried].filter(Boolean).join(' · ');
  return (
    <span className="top-source" title={text}>
      {info && info.files.length > 1 ? (
        <button type="button" className="top-name" onClick={() => controller.dialog('files')}>
          {origin.name}
        </button>
      ) : (
        <span className="top-name">{origin.name}</span>
      )}
      {count !== '' && <span className="dim"> · {count}</span>}
      {carried !== '' && <span className="top-local dim"> · {carried}</span>}
    </span>
  );
}

const LAYER_WORDS: Readonly<Record<string, string>> = {
  ethernet: 'Ethernet',
  ip: 'IP',
  tcp: 'TCP',
  record: 'the record mark',
  message: 'the RPC message',
  body: 'a bare body',
};

/** For pastes: the layer at which the bytes of the selected dump begin; it can be changed. */
function LayerButton() {
  const controller = useController();
  useApp((state) => state.infoVersion);
  const { rows } = controller.model;
  useSyncExternalStore(rows.subscribe, rows.getVersion);
  const row = useApp((state) => state.row);
  const dumps = controller.model.info?.text?.dumps;
  const number = controller.dumpOf(row);
  const dump = dumps?.[number];
  if (!dumps || !dump) return null;
  const how = dump.chosen ? 'chosen by hand' : 'found by looking';
  return (
    <button
      type="button"
      className="top-layer"
      title={`${how}; form: ${dump.form}`}
      onClick={() => controller.dialog('layer')}
    >
      <span className="dim">
        dump {number + 1} of {dumps.length} begins at
      </span>{' '}
      {LAYER_WORDS[dump.layer]}
    </button>
  );
}

/** For samples: what to look at, and in which order. */
function NotesButton() {
  const controller = useController();
  useApp((state) => state.infoVersion);
  const { length } = controller.model.notes;
  if (length === 0) return null;
  return (
    <button type="button" className="top-notes" onClick={() => controller.dialog('notes')}>
      {length} {length === 1 ? 'note' : 'notes'}
    </button>
  );
}

export function TopBar() {
  const controller = useController();
  const stage = useApp((state) => state.stage);
  const theme = useApp((state) => state.theme);
  const run = (id: string) => () => registry.byId(id)?.run(controller);
  const words = (id: string): { title: string; 'aria-keyshortcuts': string | undefined } => {
    const command = registry.byId(id)!;
    const [key] = command.keys;
    const keys = ariaOf(command.keys);
    return {
      title: key ? `${command.name} (${shown(key)})` : command.name,
      'aria-keyshortcuts': keys === '' ? undefined : keys,
    };
  };
  return (
    <header className="top">
      <a
        className="top-brand"
        href="./"
        aria-label="Glusterscope, start page"
        onClick={(event) => {
          event.preventDefault();
          controller.home();
        }}
      >
        <Mark />
        <span className="top-word">glusterscope</span>
      </a>
      <Source />
      {stage === 'open' && <filter.Part meanwhile={<div className="top-filter" />} />}
      <div className="top-buttons">
        {stage === 'open' && (
          <>
            <NotesButton />
            <LayerButton />
            <button type="button" {...words('source.open')} onClick={run('source.open')}>
              Open
            </button>
            <IconButton label="Link to this view" {...words('source.link')} onClick={run('source.link')}>
              <LinkIcon />
            </IconButton>
          </>
        )}
        <IconButton label="Commands" {...words('page.palette')} onClick={run('page.palette')}>
          <CommandsIcon />
        </IconButton>
        <IconButton label={`Theme: ${theme}`} {...words('page.theme')} onClick={run('page.theme')}>
          <ThemeIcon />
        </IconButton>
      </div>
    </header>
  );
}
