/** Parts of the page whose code comes when it is wanted. */
import { type ComponentType, createElement, type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { Message } from '../../components/messages/Message.tsx';
import { mendFocus } from './kept-focus.ts';

export interface Later<Props extends object> {
  /** Drawn at once where the code is there; until then `meanwhile` stands in its place. */
  readonly Part: (props: Props & { readonly meanwhile?: ReactNode }) => ReactNode;
  /** Fetches the code before it is wanted. */
  readonly fetch: () => void;
}

type State<Props extends object> = ComponentType<Props> | 'coming' | 'failed';

/**
 * In place of `lazy` and `Suspense`: those show what has come 300 ms after the empty place at the earliest, keep
 * what stood there hidden meanwhile, with the focus in it, and take the whole page away where nothing comes.
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): Later<Props> {
  let state: State<Props> = 'coming';
  let asked = false;
  const listeners = new Set<() => void>();
  const become = (next: State<Props>): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const fetch = (): void => {
    if (asked) return;
    asked = true;
    load().then(become, () => {
      asked = false;
      become('failed');
    });
  };
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    fetch();
    return () => listeners.delete(listener);
  };
  function Part({ meanwhile = null, ...props }: Props & { readonly meanwhile?: ReactNode }): ReactNode {
    const Found = useSyncExternalStore(subscribe, () => state);
    // What stood there meanwhile may have had the focus.
    useEffect(mendFocus, [Found]);
    if (Found === 'coming') return meanwhile;
    if (Found === 'failed') return <NotCome />;
    return createElement(Found, props as unknown as Props);
  }
  return { Part, fetch };
}

function NotCome() {
  return (
    <Message
      severity="error"
      title="A part of the page did not come."
      detail="The server does not answer, or has another release by now. Load the page again; the address keeps the place."
    />
  );
}
