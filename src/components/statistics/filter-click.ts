/**
 * Everything in the statistics is a filter when it is chosen. How it meets the filter that stands follows from
 * the modifiers, the same for pointer and keys:
 *
 *     click, Enter      this
 *     Shift             and this
 *     Alt               and not this
 */
export type FilterHow = 'replace' | 'and' | 'and-not';

export interface FilterChoice {
  readonly text: string;
  /** what it selects, in a few words: head of the menu */
  readonly what: string;
}

export interface FilterEvents {
  readonly onFilter: (choice: FilterChoice, how: FilterHow) => void;
  /** the menu of all three, at a place of the window */
  readonly onMenu: (choice: FilterChoice, at: { readonly x: number; readonly y: number }) => void;
  /** a row of the source */
  readonly onRow: (row: number) => void;
}

interface Modifiers {
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

export function howOf({ shiftKey, altKey }: Modifiers): FilterHow {
  return altKey ? 'and-not' : shiftKey ? 'and' : 'replace';
}

/** Both must hold. A text that joins others by `or` keeps its own bounds. */
export function both(one: string, other: string): string {
  if (one === '' || other === '') return one || other;
  return `${bounded(one)} && ${bounded(other)}`;
}

const bounded = (text: string): string => (/\|\||\bor\b|\bxor\b/i.test(text) ? `(${text})` : text);
