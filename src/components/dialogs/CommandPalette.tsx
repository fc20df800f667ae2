import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { Dialog } from './Dialog.tsx';
import { matching } from './match.ts';

export interface PaletteCommand {
  readonly id: string;
  readonly name: string;
  /** as people read it, `Ctrl ↓`; '' for none */
  readonly key: string;
}

export function CommandPalette(props: {
  readonly commands: readonly PaletteCommand[];
  readonly onRun: (id: string) => void;
  readonly onClose: () => void;
}) {
  const { commands, onRun, onClose } = props;
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => matching(commands, typed), [commands, typed]);
  const active = Math.min(at, found.length - 1);

  const move = (to: number): void => {
    const next = (to + found.length) % Math.max(1, found.length);
    setAt(next);
    document.getElementById(`${id}${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') move(active + 1);
    else if (event.key === 'ArrowUp') move(active - 1);
    else if (event.key === 'Enter' && found[active]) onRun(found[active].id);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Commands" head={false} className="palette" onClose={onClose}>
      <div className="palette-line">
        <span aria-hidden="true">&gt;</span>
        <input
          role="combobox"
          aria-label="Command"
          aria-expanded="true"
          aria-controls={`${id}list`}
          aria-activedescendant={active >= 0 ? `${id}${active}` : undefined}
          aria-autocomplete="list"
          data-focus=""
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul id={`${id}list`} role="listbox" aria-label="Commands">
        {found.map((command, i) => (
          <li
            key={command.id}
            id={`${id}${i}`}
            role="option"
            aria-selected={i === active}
            onMouseMove={() => setAt(i)}
            onClick={() => onRun(command.id)}
          >
            <span>{command.name}</span>
            {command.key !== '' && <kbd>{command.key}</kbd>}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="palette-none sans dim">No command has these words.</p>}
    </Dialog>
  );
}
