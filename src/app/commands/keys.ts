/**
 * A key as text: modifiers in the order Ctrl, Alt, Shift, then the key as the browser names it, joined by
 * `+`: `Ctrl+ArrowDown`, `F8`, `j`, `Shift+F6`, `?`. For characters Shift is in the character itself.
 */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const isCharacter = (key: string): boolean => [...key].length === 1;

/** The press as text. On a Mac, Command stands for Ctrl. */
export function textOf(press: KeyPress): string {
  const { key } = press;
  const character = isCharacter(key);
  const parts: string[] = [];
  if (press.ctrlKey || press.metaKey) parts.push('Ctrl');
  if (press.altKey) parts.push('Alt');
  if (press.shiftKey && !character) parts.push('Shift');
  const plain = character && parts.length > 0 ? key.toLowerCase() : key;
  return [...parts, plain].join('+');
}

/** True for keys that write a character: they act only while a pane has focus (WCAG 2.1.4). */
export function isSingle(keys: string): boolean {
  return isCharacter(keys);
}

const SHOWN: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** For people: `Ctrl ↓`. */
export function shown(keys: string): string {
  if (isCharacter(keys)) return keys;
  // `Ctrl++` is not used, so that every `+` joins.
  return keys
    .split('+')
    .map((part) => SHOWN[part] ?? part)
    .map((part, _, all) => (all.length > 1 && isCharacter(part) ? part.toUpperCase() : part))
    .join(' ');
}

/** As `aria-keyshortcuts` wants it. */
export function ariaOf(keys: readonly string[]): string {
  return keys.map((key) => key.replace('Ctrl', 'Control')).join(' ');
}
