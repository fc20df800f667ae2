import { useMemo, useState } from 'react';
import { Dialog } from './Dialog.tsx';
import { matching } from './match.ts';
import { useOptions } from './use-options.ts';

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
  const [typed, setTyped] = useState('');
  const found = useMemo(() => matching(commands, typed), [commands, typed]);
  const options = useOptions(found.length, (at) => onRun(found[at]!.id), { round: true });
  return (
    <Dialog title="Commands" head={false} className="palette" onClose={onClose}>
      <div className="palette-line">
        <span aria-hidden="true">&gt;</span>
        <input
          {...options.field}
          aria-label="Command"
          data-focus=""
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            options.restart();
          }}
        />
      </div>
      <ul {...options.list} aria-label="Commands">
        {found.map((command, i) => (
          <li key={command.id} {...options.option(i)}>
            <span>{command.name}</span>
            {command.key !== '' && <kbd>{command.key}</kbd>}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="palette-none sans dim">No command has these words.</p>}
    </Dialog>
  );
}
