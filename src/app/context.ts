/** What the flows share: store, model, worker, address, and where samples come from. */
import type { DecoderClient } from '../workers/client.ts';
import type { Model } from './model/model.ts';
import type { AppStore } from './store.ts';

/** The browser's history, so that tests can hand in their own. */
export interface Address {
  fragment(): string;
  push(fragment: string): void;
  replace(fragment: string): void;
  onMove(listener: () => void): void;
  /** as the browser's Back (-1) and Forward (1) */
  go(by: 1 | -1): void;
}

export interface Context {
  readonly store: AppStore;
  readonly model: Model;
  readonly client: DecoderClient;
  readonly address: Address;
  /** relative to the page */
  readonly fetch: (url: string) => Promise<Response>;
  readonly now: () => number;
}

export const browserAddress: Address = {
  fragment: () => {
    const { href } = location;
    const cut = href.indexOf('#');
    return cut < 0 ? '' : href.slice(cut);
  },
  push: (fragment) => history.pushState(null, '', fragment === '' ? location.pathname : fragment),
  replace: (fragment) => history.replaceState(null, '', fragment === '' ? location.pathname : fragment),
  go: (by) => history.go(by),
  onMove: (listener) => window.addEventListener('popstate', listener),
};
