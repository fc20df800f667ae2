/** What choosing a figure does: a filter, its menu, or a row. */
import { useMemo, useState, type ReactNode } from 'react';
import { Menu } from '../../components/menu/Menu.tsx';
import type { FilterChoice, FilterEvents, FilterHow } from '../../components/statistics/filter-click.ts';
import type { Controller } from '../controller.ts';
import { announce } from '../store.ts';
import { useController } from './use-app.ts';

interface Asked {
  readonly choice: FilterChoice;
  readonly at: { readonly x: number; readonly y: number };
  /** where the focus was */
  readonly from: HTMLElement | null;
}

function apply(controller: Controller, { text, what }: FilterChoice, how: FilterHow): void {
  void controller.filtering.apply(text, how).then((applied) => {
    if (applied) announce(controller.context.store, `${WORDS[how]}: ${what}.`);
  });
}

const WORDS: Readonly<Record<FilterHow, string>> = {
  replace: 'Filter for this',
  and: 'And this',
  'and-not': 'But not this',
};

const HOWS: readonly FilterHow[] = ['replace', 'and', 'and-not'];
/** What does the same without the menu. Within a filter Enter narrows it. */
function keyOf(how: FilterHow, narrows: boolean): string {
  if (how === 'and-not') return 'Alt Enter';
  if (narrows) return how === 'and' ? 'Enter' : '';
  return how === 'and' ? 'Shift Enter' : 'Enter';
}

/**
 * @param within figures are about the rows that the filter keeps: then what is chosen narrows it
 */
export function useChoosing(within: boolean): { readonly events: FilterEvents; readonly menu: ReactNode } {
  const controller = useController();
  const [asked, setAsked] = useState<Asked | null>(null);
  const events = useMemo<FilterEvents>(
    () => ({
      onFilter: (choice, how) => {
        const filtered = controller.state.filter !== '';
        apply(controller, choice, how === 'replace' && within && filtered ? 'and' : how);
      },
      onMenu: (choice, at) => {
        const { activeElement } = document;
        setAsked({ choice, at, from: activeElement instanceof HTMLElement ? activeElement : null });
      },
      onRow: (row) => void controller.selection.row(row),
    }),
    [controller, within],
  );
  const choose = (how: FilterHow) => (): void => {
    if (!asked) return;
    setAsked(null);
    asked.from?.focus({ preventScroll: true });
    apply(controller, asked.choice, how);
  };
  return {
    events,
    menu: asked && (
      <Menu
        label={asked.choice.what}
        head={asked.choice.what}
        at={asked.at}
        items={HOWS.map((how) => ({
          id: how,
          label: WORDS[how],
          detail: keyOf(how, within && controller.state.filter !== ''),
          onSelect: choose(how),
        }))}
        onClose={(back) => {
          setAsked(null);
          if (back) asked.from?.focus({ preventScroll: true });
        }}
      />
    ),
  };
}
