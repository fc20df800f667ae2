/** Filters that were used, the latest first. The browser keeps them for this person alone. */
import { remember, remembered } from './theme.ts';

const KEPT = 30;
const KEY = 'filters';

export function recentFilters(): readonly string[] {
  try {
    const saved = JSON.parse(remembered(KEY) ?? '[]') as unknown;
    return Array.isArray(saved) ? saved.filter((one) => typeof one === 'string').slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

export function forgetFilters(): void {
  remember(KEY, null);
}

export function rememberFilter(text: string): void {
  const filter = text.trim();
  if (filter === '') return;
  const others = recentFilters().filter((one) => one !== filter);
  remember(KEY, JSON.stringify([filter, ...others].slice(0, KEPT)));
}
