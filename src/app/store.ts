/**
 * What React draws from: small plain values. Rows, trees and bytes stand in `model/`, which changes
 * beside a version counter here.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DecodeAs, FilterAnalysis, LayerChoice, Progress, ViewState } from '../decoder/api.ts';
import type { MenuState } from './filter-menu.ts';
import type { FindState } from './finder.ts';
import type { Bookmark } from './permalink/bookmarks.ts';
import type { LinkSource } from './permalink/link.ts';

/** Where the open source came from. */
export type Origin =
  | { readonly kind: 'sample'; readonly id: string; readonly name: string }
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'paste'; readonly name: string }
  /** the bytes of a link */
  | { readonly kind: 'link'; readonly name: string };

export interface AppMessage {
  readonly id: number;
  readonly severity: 'error' | 'warning' | 'info';
  readonly title: string;
  readonly detail: string;
}

export type Dialog =
  | 'palette'
  | 'help'
  | 'link'
  | 'decode-as'
  | 'layer'
  | 'notes'
  | 'files'
  | 'releases'
  | 'secret-value'
  | 'secret-bytes'
  | 'go-to'
  | 'bookmarks'
  | 'filter';

/** Where the selected row stands in what the table shows. */
export interface RowPlace {
  /** place in the view; of the next row behind it where the filter hides it; -1: not known */
  readonly place: number;
  /** the row itself stands there */
  readonly exact: boolean;
}

export type Theme = 'system' | 'light' | 'dark';
export type Tab = 'records' | 'fields' | 'bytes' | 'statistics';
/** What stands below the table: the selected record, figures of all, or who sent what to whom. */
export type Side = 'record' | 'stats' | 'sequence';

export interface AppState {
  readonly stage: 'start' | 'opening' | 'open';
  readonly origin: Origin | null;
  /** grows when `model.info` changes */
  readonly infoVersion: number;
  readonly progress: Progress | null;
  /** the file that a link names and that is not here yet */
  readonly wanted: (LinkSource & { kind: 'file' }) | null;
  readonly messages: readonly AppMessage[];

  // what is looked at
  readonly row: number | null;
  readonly node: number;
  readonly caret: number;
  readonly view: 'fields' | 'words';
  readonly side: Side;
  readonly both: boolean;
  readonly as: DecodeAs | null;
  readonly layers: LayerChoice;
  /** secrets are shown: asked for, for this source alone, and not remembered */
  readonly secrets: boolean;
  /** grows when the record that is shown, or its other half, changes */
  readonly recordVersion: number;
  /** grows when groups of a tree open or close */
  readonly openVersion: number;
  /** places that somebody marked, by row; they are in the link */
  readonly bookmarks: readonly Bookmark[];
  /** the strip in which something is looked for; null: closed */
  readonly find: FindState | null;
  /** why the selected record cannot be shown */
  readonly recordError: string | null;

  // which rows are shown
  /** the filter in force, or that a link wants; '': none */
  readonly filter: string;
  /** the view that the table shows, as far as it is made; null: all rows */
  readonly filtered: ViewState | null;
  /** a view is being made */
  readonly filtering: boolean;
  /** what stands in the filter bar; it may not read */
  readonly filterText: string;
  /** what is known of a text of the bar: this one, or the one before */
  readonly analysis: FilterAnalysis | null;
  readonly place: RowPlace;
  /** the menu of filters that is open; null: none */
  readonly menu: MenuState | null;
  /** the filter bar is to take the focus; `recent`: with its earlier filters; null: it has it, or nobody asks */
  readonly filterAsk: { readonly recent: boolean } | null;

  // how it is shown
  readonly dialog: Dialog | null;
  readonly theme: Theme;
  readonly tab: Tab;
  /** the strip of time above the table */
  readonly timeline: boolean;
  /** where a paste's text shares its place with the bytes */
  readonly third: 'bytes' | 'text';
  /** for the live region; `count` tells two equal sentences apart */
  readonly announcement: { readonly text: string; readonly count: number };
  /** grows when the address changed */
  readonly addressVersion: number;
}

export type AppStore = StoreApi<AppState>;

export const NO_PLACE: RowPlace = { place: -1, exact: false };

/** As it is when another source opens. */
export const UNFILTERED = {
  filter: '',
  filtered: null,
  filtering: false,
  filterText: '',
  analysis: null,
  place: NO_PLACE,
} satisfies Partial<AppState>;

/** What somebody opened over a source goes with it: the next one begins without. */
export const NOTHING_OPENED = {
  dialog: null,
  menu: null,
  find: null,
  secrets: false,
  filterAsk: null,
} satisfies Partial<AppState>;

export const INITIAL: AppState = {
  ...UNFILTERED,
  ...NOTHING_OPENED,
  stage: 'start',
  origin: null,
  infoVersion: 0,
  progress: null,
  wanted: null,
  messages: [],
  row: null,
  node: -1,
  caret: 0,
  view: 'fields',
  side: 'record',
  both: false,
  as: null,
  layers: {},
  recordVersion: 0,
  openVersion: 0,
  bookmarks: [],
  recordError: null,
  theme: 'system',
  tab: 'records',
  timeline: false,
  third: 'bytes',
  announcement: { text: '', count: 0 },
  addressVersion: 0,
};

export function createAppStore(initial: Partial<AppState> = {}): AppStore {
  return createStore<AppState>(() => ({ ...INITIAL, ...initial }));
}

let messageId = 0;

export function addMessage(store: AppStore, message: Omit<AppMessage, 'id'>): void {
  const same = (other: AppMessage): boolean =>
    other.title === message.title && other.detail === message.detail;
  store.setState((state) => ({
    messages: [...state.messages.filter((other) => !same(other)), { ...message, id: ++messageId }],
  }));
}

export function closeMessage(store: AppStore, id: number): void {
  store.setState((state) => ({ messages: state.messages.filter((message) => message.id !== id) }));
}

export function announce(store: AppStore, text: string): void {
  store.setState((state) => ({ announcement: { text, count: state.announcement.count + 1 } }));
}
