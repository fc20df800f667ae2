/**
 * The messages between page and decode worker.
 *
 *     page                           worker
 *      | open 1 ───────────────────────▶ |
 *      | ◀─────────────── opened, progress … done      (or refused)
 *      | ask 17 record ────────────────▶ |   queue by priority
 *      | ask 18 rows ──────────────────▶ |
 *      | drop 17 ──────────────────────▶ |   superseded: never answered
 *      | ◀───────────────────── answer 18 |   columns transferred
 *      | ask 19 find ──────────────────▶ |
 *      | ◀─────────────── part 19, part 19 |   how far it is
 *      | ◀───────────────────────── alive |   every second while a source is open
 */
import type {
  Connection,
  DecodeAs,
  Decodable,
  FieldJson,
  FilterAnalysis,
  FilterFor,
  FilterSubject,
  FindProgress,
  FindResult,
  FindWhat,
  GoTo,
  NodeTexts,
  OpenError,
  PastedDump,
  PeerReleases,
  Progress,
  RecordTree,
  Rows,
  Showing,
  Source,
  SourceInfo,
  Statistics,
  StatisticsAsk,
  StatisticsPart,
  ViewResult,
  ViewState,
} from '../decoder/api.ts';

/** What can be asked of an open source; the session's calls that the page uses. */
export interface Methods {
  rows: { args: [from: number, count: number, view?: number]; value: Rows };
  record: { args: [row: number, as?: DecodeAs | null, showing?: Showing]; value: RecordTree };
  texts: {
    args: [row: number, nodes: Uint32Array, as?: DecodeAs | null, showing?: Showing];
    value: NodeTexts;
  };
  nodeByPath: { args: [row: number, path: string, as?: DecodeAs]; value: number };
  fields: {
    args: [row: number, options?: { payload?: boolean } & Showing, as?: DecodeAs];
    value: readonly FieldJson[];
  };
  decodables: { args: []; value: readonly Decodable[] };
  connections: { args: []; value: readonly Connection[] };
  releases: { args: [row: number]; value: readonly PeerReleases[] };
  assumeReleases: { args: [row: number, releases: string | null]; value: boolean };
  dumps: { args: [showing?: Showing]; value: readonly PastedDump[] };
  hiddenText: { args: []; value: Uint32Array };
  placeOf: {
    args: [row: number, view: number];
    value: { readonly place: number; readonly exact: boolean };
  };
  analyseFilter: { args: [text: string, caret: number]; value: FilterAnalysis };
  filterFor: { args: [row: number, what: FilterSubject, as?: DecodeAs | null]; value: FilterFor };
  goTo: { args: [to: GoTo]; value: number };
  view: { args: [view: number, filter: string]; value: ViewResult; part: ViewState };
  find: {
    args: [what: FindWhat, from: number, direction: 1 | -1, view: number];
    value: FindResult;
    part: FindProgress;
  };
  statistics: { args: [ask: StatisticsAsk]; value: Statistics; part: StatisticsPart };
}
export type Method = keyof Methods;

/** What a method tells on its way; never: nothing. */
export type Part<M extends Method> = Methods[M] extends { part: infer P } ? P : never;

/** These take a `Work` behind their arguments: they tell parts, and stop when they are dropped. */
export const LONG: ReadonlySet<Method> = new Set<Method>(['view', 'find', 'statistics']);

/** Lower goes first. A request never waits for one of a higher number. */
export const Priority = {
  /** a person waits: the selected record and its words */
  now: 0,
  /** rows that are on screen */
  seen: 1,
  /** rows that may be seen soon, links */
  later: 2,
  /** work on many rows. Several run side by side, and each yields to whatever else is asked */
  bulk: 3,
} as const;
export type Priority = (typeof Priority)[keyof typeof Priority];

export type ToWorker =
  | { readonly type: 'open'; readonly source: number; readonly what: Source }
  /** stop reading and keep what was read */
  | { readonly type: 'stop'; readonly source: number }
  | { readonly type: 'close'; readonly source: number }
  | {
      readonly type: 'ask';
      readonly source: number;
      readonly id: number;
      readonly method: Method;
      readonly args: readonly unknown[];
      readonly priority: Priority;
    }
  | { readonly type: 'drop'; readonly id: number };

export type FromWorker =
  /** the script runs */
  | { readonly type: 'hello' }
  /** work is open and the worker is not stuck */
  | { readonly type: 'alive' }
  | { readonly type: 'opened'; readonly source: number; readonly info: SourceInfo }
  | { readonly type: 'refused'; readonly source: number; readonly error: OpenError }
  | {
      readonly type: 'progress';
      readonly source: number;
      readonly info: SourceInfo;
      readonly progress: Progress;
    }
  /** the index is complete, or was stopped (then `info.complete` is false) */
  | { readonly type: 'done'; readonly source: number; readonly info: SourceInfo }
  /** names became known: what rows say is to be asked anew */
  | { readonly type: 'changed'; readonly source: number }
  | { readonly type: 'part'; readonly id: number; readonly value: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly name: string; readonly message: string };

/** The worker beats this often, milliseconds. */
export const BEAT = 1_000;
