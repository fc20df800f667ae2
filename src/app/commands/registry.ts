/** Commands are data: keys, palette and help are read from one list. */
import type { AppState } from '../store.ts';
import { isSingle } from './keys.ts';

export const GROUPS = ['Records', 'Filter', 'Find and go', 'Fields', 'Source', 'Page'] as const;
export type Group = (typeof GROUPS)[number];

export interface Command<Target> {
  /** stable, `records.next` */
  readonly id: string;
  /** as the palette shows it: what happens, in a few words */
  readonly name: string;
  readonly group: Group;
  /** the first is the one that is shown beside the name */
  readonly keys: readonly string[];
  /** true where it would do something now */
  readonly when: (state: AppState, target: Target) => boolean;
  readonly run: (target: Target) => void;
}

export interface Registry<Target> {
  readonly all: readonly Command<Target>[];
  byId(id: string): Command<Target> | null;
  byKeys(keys: string): Command<Target> | null;
}

/** Named keys with any modifier; characters in lower case with Ctrl or Alt; one character alone. */
const KEY =
  /^(?:(Ctrl\+)?(Alt\+)?(Shift\+)?([A-Z][a-z][A-Za-z]*|F\d{1,2})|(Ctrl\+)?(Alt\+)?[^\s\p{Lu}]|\S)$/u;

/** Throws where two commands share an id, a name or a key, or a key is written in a way that never matches. */
export function makeRegistry<Target>(all: readonly Command<Target>[]): Registry<Target> {
  const ids = new Map<string, Command<Target>>();
  const keys = new Map<string, Command<Target>>();
  const names = new Set<string>();
  for (const command of all) {
    if (ids.has(command.id)) throw new Error(`Two commands are called ${command.id}.`);
    if (names.has(command.name)) throw new Error(`Two commands have the name “${command.name}”.`);
    ids.set(command.id, command);
    names.add(command.name);
    for (const key of command.keys) {
      const other = keys.get(key);
      if (other) throw new Error(`${other.id} and ${command.id} share the key ${key}.`);
      if (!KEY.test(key)) throw new Error(`${command.id} has a key that never matches: ${key}.`);
      keys.set(key, command);
    }
  }
  return {
    all,
    byId: (id) => ids.get(id) ?? null,
    byKeys: (text) => keys.get(text) ?? null,
  };
}

/** What the palette lists now, in the order of the registry. */
export function applicable<Target>(
  registry: Registry<Target>,
  state: AppState,
  target: Target,
): readonly Command<Target>[] {
  return registry.all.filter((command) => command.when(state, target));
}

/** The command of a key press, where it may act: single keys need a pane with focus. */
export function commandFor<Target>(
  registry: Registry<Target>,
  keys: string,
  inPane: boolean,
): Command<Target> | null {
  if (isSingle(keys) && !inPane) return null;
  return registry.byKeys(keys);
}
