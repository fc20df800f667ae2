/** A field over a list: the focus stays in the field, arrows walk the list, Enter takes what they stand on. */
import { useEffect, useId, useState, type KeyboardEvent } from 'react';

/**
 * @param count options in the list
 * @param round behind the last comes the first
 */
export function useOptions(
  count: number,
  onTake: (at: number) => void,
  { round }: { readonly round: boolean },
) {
  const id = useId();
  const [at, setAt] = useState(0);
  const active = Math.min(at, count - 1);
  useEffect(() => {
    if (active >= 0) document.getElementById(`${id}${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);

  const move = (to: number): void => {
    setAt(round ? (to + count) % Math.max(1, count) : Math.max(0, Math.min(count - 1, to)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') move(active + 1);
    else if (event.key === 'ArrowUp') move(active - 1);
    else if (event.key === 'Enter' && active >= 0) onTake(active);
    else return;
    event.preventDefault();
  };
  return {
    /** another text: the first option is the best one */
    restart: (): void => setAt(0),
    onKeyDown,
    field: {
      role: 'combobox',
      'aria-expanded': true,
      'aria-controls': `${id}list`,
      'aria-activedescendant': active >= 0 ? `${id}${active}` : undefined,
      'aria-autocomplete': 'list',
      onKeyDown,
    },
    list: { id: `${id}list`, role: 'listbox' },
    option: (index: number) => ({
      id: `${id}${index}`,
      role: 'option',
      'aria-selected': index === active,
      onMouseMove: () => setAt(index),
      onClick: () => onTake(index),
    }),
  } as const;
}
