/** One dialog at a time; each is a view of the registry, the model or the address. */
import { useEffect, useState } from 'react';
import { BookmarksDialog } from '../../components/dialogs/BookmarksDialog.tsx';
import { CommandPalette } from '../../components/dialogs/CommandPalette.tsx';
import { DecodeAsDialog } from '../../components/dialogs/DecodeAsDialog.tsx';
import { FilesDialog } from '../../components/dialogs/FilesDialog.tsx';
import { GoToDialog } from '../../components/dialogs/GoToDialog.tsx';
import { KeyHelp } from '../../components/dialogs/KeyHelp.tsx';
import { LayerPicker } from '../../components/dialogs/LayerPicker.tsx';
import { LinkDialog } from '../../components/dialogs/LinkDialog.tsx';
import { ReleasesDialog } from '../../components/dialogs/ReleasesDialog.tsx';
import type { Decodable, Layer, PeerReleases } from '../../decoder/api.ts';
import { registry } from '../commands/all.ts';
import { shown } from '../commands/keys.ts';
import { applicable, GROUPS } from '../commands/registry.ts';
import { copyText } from '../copying.ts';
import { MOST_NOTE } from '../permalink/bookmarks.ts';
import { carriesOf, longWarning } from '../link-words.ts';
import { FilterSheet } from './Filter.tsx';
import { NotesDialog } from './NotesDialog.tsx';
import { SecretCopy } from './SecretCopy.tsx';
import { useApp, useController } from './use-app.ts';

export function Dialogs() {
  const controller = useController();
  const dialog = useApp((state) => state.dialog);
  const close = (): void => controller.dialog(null);
  switch (dialog) {
    case 'palette':
      return <Palette onClose={close} />;
    case 'help':
      return <Help onClose={close} />;
    case 'link':
      return <Link onClose={close} />;
    case 'decode-as':
      return <DecodeAs onClose={close} />;
    case 'layer':
      return <LayerOfDump onClose={close} />;
    case 'notes':
      return <NotesDialog onClose={close} />;
    case 'files':
      return <FilesDialog files={controller.model.info?.files ?? []} onClose={close} />;
    case 'releases':
      return <Releases onClose={close} />;
    case 'filter':
      return <FilterSheet onClose={close} />;
    case 'secret-value':
      return <SecretCopy what="value" onClose={close} />;
    case 'secret-bytes':
      return <SecretCopy what="bytes" onClose={close} />;
    case 'go-to':
      return <GoTo onClose={close} />;
    case 'bookmarks':
      return <Bookmarks onClose={close} />;
    default:
      return null;
  }
}

interface Closing {
  readonly onClose: () => void;
}

function Palette({ onClose }: Closing) {
  const controller = useController();
  const commands = applicable(registry, controller.state, controller)
    .filter(({ id }) => id !== 'page.palette')
    .map(({ id, name, keys }) => ({ id, name, key: keys[0] === undefined ? '' : shown(keys[0]) }));
  return (
    <CommandPalette
      commands={commands}
      onRun={(id) => {
        onClose();
        registry.byId(id)?.run(controller);
      }}
      onClose={onClose}
    />
  );
}

function Help({ onClose }: Closing) {
  const groups = GROUPS.map((group) => ({
    name: group,
    commands: registry.all
      .filter((command) => command.group === group && command.keys.length > 0)
      .map(({ name, keys }) => ({ name, keys: keys.map(shown) })),
  }));
  return <KeyHelp groups={groups} onClose={onClose} />;
}

function Link({ onClose }: Closing) {
  const controller = useController();
  useApp((state) => state.addressVersion);
  const { secretParts } = controller.model;
  const [included, setIncluded] = useState(false);
  const fragment = secretParts
    ? controller.navigation.fragment(included ? secretParts.included : secretParts.without)
    : controller.navigation.fragment();
  const link = fragment === null ? null : location.href.replace(/#.*$/s, '') + fragment;
  const warning = link === null ? null : longWarning(link.length);
  return (
    <LinkDialog
      link={link}
      carries={carriesOf(controller)}
      {...(warning === null ? {} : { warning })}
      onCopy={() => {
        if (link !== null) copyText(controller, link, 'the link');
      }}
      onClose={onClose}
    >
      {secretParts && (
        <label className="sans">
          <input type="checkbox" checked={included} onChange={(event) => setIncluded(event.target.checked)} />{' '}
          {included
            ? 'A password is inside. Whoever has the link can read it.'
            : 'A password is inside the bytes; x stands in its place. Include it.'}
        </label>
      )}
    </LinkDialog>
  );
}

function Releases({ onClose }: Closing) {
  const controller = useController();
  const row = useApp((state) => state.row) ?? 0;
  const [sides, setSides] = useState<readonly PeerReleases[] | null>(null);
  const [asked, setAsked] = useState(0);
  const { client } = controller.context;
  useEffect(() => {
    let here = true;
    client.ask('releases', [row]).then(
      (all) => here && setSides(all),
      () => here && setSides([]),
    );
    return () => {
      here = false;
    };
  }, [client, row, asked]);
  if (!sides) return null;
  return (
    <ReleasesDialog
      sides={sides}
      onAssume={async (of, releases) => {
        const known = await client.ask('assumeReleases', [of, releases]);
        if (known) {
          controller.model.rows.refresh();
          controller.filtering.again();
          await controller.selection.again();
          setAsked((count) => count + 1);
        }
        return known;
      }}
      onClose={onClose}
    />
  );
}

function GoTo({ onClose }: Closing) {
  const { finder, model } = useController();
  const { info } = model;
  return (
    <GoToDialog
      pasted={info?.kind !== 'capture'}
      startTime={info?.startTime == null ? null : BigInt(info.startTime)}
      onGo={(to) => finder.goTo(to)}
      onClose={onClose}
    />
  );
}

function Bookmarks({ onClose }: Closing) {
  const { bookmarks, model } = useController();
  const marks = useApp((state) => state.bookmarks);
  const lines = marks.map(({ row, note }) => {
    const known = model.rows.at(model.rows.find(row));
    const title = model.records.peek(row, null)?.tree.head.title ?? known?.procedure ?? '';
    return { row, note, title: [title, known?.info].filter(Boolean).join('  ') };
  });
  return (
    <BookmarksDialog
      bookmarks={lines}
      mostNote={MOST_NOTE}
      onGo={(row) => {
        onClose();
        bookmarks.go(marks.find((mark) => mark.row === row)!);
      }}
      onNote={(row, note) => bookmarks.note(row, note)}
      onRemove={(row) => bookmarks.remove(row)}
      onClose={onClose}
    />
  );
}

/** The dialog stands before its list does: what is typed at once lands in its field. */
const NONE_YET: readonly Decodable[] = [];

function DecodeAs({ onClose }: Closing) {
  const controller = useController();
  const [decodables, setDecodables] = useState<readonly Decodable[] | null>(null);
  const current = useApp((state) => state.as);
  useEffect(() => {
    let here = true;
    controller.context.client.ask('decodables', []).then(
      (all) => here && setDecodables(all),
      () => here && setDecodables([]),
    );
    return () => {
      here = false;
    };
  }, [controller]);
  const { active } = controller.model;
  if (!active) return null;
  return (
    <DecodeAsDialog
      decodables={decodables ?? NONE_YET}
      current={current}
      maxOffset={Math.max(0, active.tree.length - 1)}
      onChoose={(as) => {
        onClose();
        controller.selection.decodeAs(as);
      }}
      onClose={onClose}
    />
  );
}

function LayerOfDump({ onClose }: Closing) {
  const controller = useController();
  const { info } = controller.model;
  const row = useApp((state) => state.row);
  const dump = controller.dumpOf(row);
  const found = dump < 0 ? undefined : info?.text?.dumps[dump];
  if (!found) return null;
  return (
    <LayerPicker
      layer={found.layer}
      chosen={found.chosen}
      form={found.form}
      onChoose={(layer: Layer) => {
        onClose();
        controller.opening.relayer(dump, layer);
      }}
      onClose={onClose}
    />
  );
}
