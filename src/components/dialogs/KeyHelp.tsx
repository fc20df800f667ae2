import { Dialog } from './Dialog.tsx';

export interface KeyGroup {
  readonly name: string;
  readonly commands: readonly { readonly name: string; readonly keys: readonly string[] }[];
}

/** What panes do with keys of their own; commands come from the registry. */
const PANES: KeyGroup = {
  name: 'In a pane',
  commands: [
    { name: 'Move', keys: ['↑', '↓', 'PgUp', 'PgDn', 'Home', 'End'] },
    { name: 'Open, close a group', keys: ['→', '←'] },
    { name: 'Open, close all below', keys: ['Shift →', 'Shift ←'] },
    { name: 'Parent', keys: ['Backspace'] },
    { name: 'Read the row in full', keys: ['Space'] },
    { name: 'From records to fields', keys: ['Enter'] },
    { name: 'Menu of filters', keys: ['Menu', 'Shift F10'] },
  ],
};

const BAR: KeyGroup = {
  name: 'In the filter bar',
  commands: [
    { name: 'Filter', keys: ['Enter'] },
    { name: 'Completions, earlier filters', keys: ['↓', '↑'] },
    { name: 'Take a completion', keys: ['Tab', 'Enter'] },
    { name: 'Close the list, leave', keys: ['Esc'] },
  ],
};

export function KeyHelp(props: { readonly groups: readonly KeyGroup[]; readonly onClose: () => void }) {
  const { groups, onClose } = props;
  return (
    <Dialog title="Keys" className="key-help" onClose={onClose}>
      <div className="key-groups" role="region" aria-label="All keys" tabIndex={0}>
        {[...groups, PANES, BAR].map(({ name, commands }) => (
          <section key={name}>
            <h3>{name}</h3>
            <dl>
              {commands.map((command) => (
                <div key={command.name}>
                  <dt>{command.name}</dt>
                  <dd>
                    {command.keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
