import { createContext, useContext, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { Controller } from '../controller.ts';
import type { AppState } from '../store.ts';

export const ControllerContext = createContext<Controller | null>(null);

export function useController(): Controller {
  const controller = useContext(ControllerContext);
  if (!controller) throw new Error('The page has no controller.');
  return controller;
}

/** One value of the store; the selector gives a plain value or one that stays the same. */
export function useApp<T>(selector: (state: AppState) => T): T {
  return useStore(useController().context.store, selector);
}

/** Three tabs instead of panes. */
export const PHONE = '(max-width: 699px)';

/** True while the window matches. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}
