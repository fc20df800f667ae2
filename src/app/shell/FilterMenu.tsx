/** The menu of filters: for this, and this, not this; by key first which value of the record. */
import { useEffect, useMemo, useState } from 'react';
import { Menu, type MenuItem } from '../../components/menu/Menu.tsx';
import type { MenuPlace } from '../../components/menu/moves.ts';
import { type Clock, RECORD_COLUMNS } from '../../components/record-table/columns.tsx';
import { type RecordRow, unpack } from '../../components/record-table/row-cache.ts';
import type { FilterFor } from '../../decoder/api.ts';
import { registry } from '../commands/all.ts';
import { shown } from '../commands/keys.ts';
import { copyBytes, copyValue } from '../copying.ts';
import type { Controller } from '../controller.ts';
import type { MenuState, MenuSubject } from '../filter-menu.ts';
import type { How } from '../filter-text.ts';
import { focusLast } from './kept-focus.ts';
import { useApp, useController } from './use-app.ts';

export function FilterMenu() {
  const menu = useApp((state) => state.menu);
  return menu && <Opened key={JSON.stringify(menu)} menu={menu} />;
}

function Opened({ menu }: { menu: MenuState }) {
  const controller = useController();
  const [subject, setSubject] = useState(menu.subject);
  const [from] = useState(() => document.activeElement);
  const [at] = useState(() => menu.at ?? underSelected());
  const close = (back: boolean): void => {
    controller.filterMenu.close();
    if (!back) return;
    if (from instanceof HTMLElement && from !== document.body && from.isConnected) from.focus();
    else focusLast();
  };
  const common = { at, close, onSubject: setSubject };
  if (subject.kind === 'row') return <Values {...common} row={subject.row} />;
  return <Actions key={JSON.stringify(subject)} {...common} subject={subject} />;
}

interface Common {
  readonly at: MenuPlace;
  readonly close: (back: boolean) => void;
  readonly onSubject: (subject: MenuSubject) => void;
}

/** Where the row stands whose menu a key opened. */
function underSelected(): MenuPlace {
  const row = document.querySelector('[role="grid"][aria-label="Records"] [aria-selected="true"]');
  const box = row?.getBoundingClientRect();
  return box ? { x: box.left + 40, y: box.bottom, above: box.top } : { x: 40, y: 80 };
}

const ACTIONS: readonly { how: How; label: string; command: string }[] = [
  { how: 'replace', label: 'Filter for this', command: 'filter.for-field' },
  { how: 'and', label: 'And this', command: 'filter.and-field' },
  { how: 'and-not', label: 'Not this', command: 'filter.not-field' },
];

function Actions({ subject, at, close, onSubject }: Common & { subject: MenuSubject }) {
  const controller = useController();
  const [found, setFound] = useState<FilterFor | null>(null);
  useEffect(() => {
    let here = true;
    void controller.filterMenu.filters(subject).then((filters) => here && setFound(filters));
    return () => {
      here = false;
    };
  }, [controller, subject]);
  if (!found) return null;
  const { value, has } = found;
  const apply = (text: string | null, how: How) => () => {
    close(true);
    if (text !== null) void controller.filtering.apply(text, how);
  };
  const items: MenuItem[] = ACTIONS.map(({ how, label, command }) => ({
    id: how,
    label,
    ...(subject.kind === 'field' ? { detail: shown(registry.byId(command)!.keys[0]!) } : {}),
    disabled: value === null,
    onSelect: apply(value, how),
  }));
  if (has !== null) {
    items.push({
      id: 'has',
      label: 'Has this field',
      detail: has,
      apart: true,
      onSelect: apply(has, 'replace'),
    });
  }
  if (subject.kind === 'field') items.push(...copies(controller, close));
  if (subject.kind === 'cell') {
    items.push({
      id: 'other',
      label: 'Another value of this record…',
      apart: true,
      onSelect: () => onSubject({ kind: 'row', row: subject.row }),
    });
  }
  const head = value === null ? <span className="dim">No filter says this value.</span> : value;
  return <Menu label="Filter" at={at} head={head} items={items} onClose={close} />;
}

function copies(controller: Controller, close: (back: boolean) => void): MenuItem[] {
  const copy = (run: (target: Controller) => void) => () => {
    close(true);
    run(controller);
  };
  return [
    { id: 'copy-value', label: 'Copy the value', apart: true, onSelect: copy(copyValue) },
    { id: 'copy-bytes', label: 'Copy the bytes as hex', onSelect: copy(copyBytes) },
  ];
}

/** Values of a row by which it can be filtered, in the table's order. */
function valuesOf(row: RecordRow, clock: Clock): readonly { column: string; label: string; value: string }[] {
  return RECORD_COLUMNS.filter(({ pasted }) => pasted === undefined || pasted === clock.pasted).flatMap(
    ({ key, title, text }) => {
      if (key === 'number' || key === 'lines') return [];
      if (key !== 'ends') return [{ column: key, label: title, value: text(row, clock) }];
      return [
        { column: 'source', label: 'Source', value: row.source },
        { column: 'destination', label: 'Destination', value: row.destination },
        { column: 'ends', label: 'Conversation', value: row.source === '' ? '' : 'both directions' },
      ];
    },
  );
}

function Values({ row, at, close, onSubject }: Common & { row: number }) {
  const controller = useController();
  const { info, rows } = controller.model;
  const [fetched, setFetched] = useState<RecordRow | null>(null);
  const here = useMemo(() => rows.at(rows.find(row)), [rows, row]);
  useEffect(() => {
    if (here) return;
    let wanted = true;
    controller.context.client.ask('rows', [row, 1]).then(
      (found) => wanted && setFetched(unpack(found)[0] ?? null),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [controller, here, row]);
  const known = here ?? fetched;
  if (!known) return null;
  const clock = { timeDigits: info?.timeDigits ?? 6, pasted: info?.kind !== 'capture' };
  const items: MenuItem[] = valuesOf(known, clock)
    .filter(({ value }) => value !== '')
    .map(({ column, label, value }) => ({
      id: column,
      label,
      detail: value,
      onSelect: () => onSubject({ kind: 'cell', row, column }),
    }));
  return <Menu label={`Filter for a value of record ${row}`} at={at} items={items} onClose={close} />;
}
