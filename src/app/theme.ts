/** Small things that the browser keeps: theme, sizes of panes. Storage may be forbidden; then nothing is kept. */
import type { AppStore, Theme } from './store.ts';

const PREFIX = 'glusterscope.';

export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, value);
  } catch {
    // Nothing is kept.
  }
}

export function rememberedTheme(): Theme {
  const theme = remembered('theme');
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

/** Puts the theme on the root element, now and whenever it changes. */
export function applyTheme(store: AppStore, root: HTMLElement): void {
  const put = (theme: Theme): void => {
    if (theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
  };
  put(store.getState().theme);
  store.subscribe((state, before) => {
    if (state.theme === before.theme) return;
    put(state.theme);
    remember('theme', state.theme === 'system' ? null : state.theme);
  });
}

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

export const nextTheme = (theme: Theme): Theme => NEXT[theme];
