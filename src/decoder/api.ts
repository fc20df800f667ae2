/**
 * What the page, the worker and the command line may know of the decoder: shapes, no code.
 * Everything that crosses the worker is columns and buffers; strings come for the rows that are seen.
 */
import type { Severity } from './xdr/tree.ts';
import type { Json, Bit, Derived } from './xdr/registry.ts';
import type { KindName } from './xdr/descriptor.ts';

export type { Json, Bit, Derived, KindName, Severity };
export * from './statistics/shapes.ts';
import type { Statistics, StatisticsAsk, StatisticsPart } from './statistics/shapes.ts';

// ── sources ──────────────────────────────────────────────────────────────────────────────────────

/** Where the bytes of a paste begin. `auto`: found by looking. */
export const LAYERS = ['auto', 'ethernet', 'ip', 'tcp', 'record', 'message', 'body'] as const;
export type Layer = (typeof LAYERS)[number];

/** One dump of a paste, as a link carries it. */
export interface PastedDump {
  readonly bytes: Uint8Array;
  readonly src: string | null;
  readonly dst: string | null;
  /** first and last line in the text it came from, counted from 1 */
  readonly lines: readonly [number, number];
}

export interface NamedFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Files that are opened together at most. */
export const MOST_FILES = 1000;

export type Source =
  | { readonly kind: 'file'; readonly name: string; readonly blob: Blob }
  /** captures that become one timeline, in any order */
  | { readonly kind: 'files'; readonly name: string; readonly files: readonly NamedFile[] }
  | { readonly kind: 'text'; readonly name: string; readonly text: string; readonly layers: LayerChoice }
  | {
      readonly kind: 'dumps';
      readonly name: string;
      readonly dumps: readonly PastedDump[];
      readonly layers: LayerChoice;
    };

/** What the user said about the layer of dumps: number of the dump (from 0) → layer. Absent: `auto`. */
export type LayerChoice = Readonly<Record<number, Layer>>;

export interface SourceInfo {
  readonly kind: 'capture' | 'text' | 'dumps';
  readonly name: string;
  /** the files that it is read from, in the order in which they begin; none for dumps of a link */
  readonly files: readonly FileInfo[];
  /** `pcap, nanoseconds, big-endian` or the like, for people */
  readonly format: string;
  readonly size: number;
  readonly frames: number;
  readonly records: number;
  readonly rows: number;
  /** nanoseconds since the epoch of the first frame, as a decimal string; null for pastes */
  readonly startTime: string | null;
  /** digits after the point that the capture's clock has: 6 or 9 */
  readonly timeDigits: number;
  /** notes on the source as a whole (cut file, unknown link types …), at most the first 1,000 */
  readonly notes: readonly SourceNote[];
  readonly noteCount: number;
  /** for links: length and the first 16 hex digits of the SHA-256 of the first MiB and the length */
  readonly fingerprint: string;
  /** for pastes: what was found */
  readonly text: TextInfo | null;
  /** false while the index still grows */
  readonly complete: boolean;
}

export interface FileInfo {
  /** differs from those of the others */
  readonly name: string;
  readonly format: string;
  readonly size: number;
  readonly frames: number;
}

export interface SourceNote {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  /** byte in the file, or line in the text (from 1); -1: the whole */
  readonly at: number;
}

/** Why a line of a paste is or is not hex. */
export const LINE_REASONS = [
  'hex',
  'annotation',
  'prose',
  'end points',
  'drawing',
  'C lines',
  'clock',
  'ruler',
  'heading',
  'empty',
  'unsure',
] as const;
export type LineReason = (typeof LINE_REASONS)[number];

export interface TextInfo {
  readonly lines: number;
  readonly linesTaken: number;
  /** for each line the number of its reason in LINE_REASONS */
  readonly reasons: Uint8Array;
  /** for each line the row (not record) that it belongs to (hex and the annotations between), or -1 */
  readonly rows: Int32Array;
  readonly dumps: readonly DumpInfo[];
}

export interface DumpInfo {
  readonly lines: readonly [number, number];
  readonly length: number;
  /** what was found, or what the user chose */
  readonly layer: Exclude<Layer, 'auto'>;
  readonly chosen: boolean;
  /** form of the dump in words: `offset, bytes, ASCII`; `C array` … */
  readonly form: string;
}

/** Why a source could not be opened at all. */
export interface OpenError {
  /** `empty`, `not-hex`, `html`, `unknown-format`, `too-large`, `unreadable` … */
  readonly code: string;
  /** bold line: what */
  readonly title: string;
  /** sans line: where, and what to do */
  readonly detail: string;
}

export interface Progress {
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly frames: number;
  readonly records: number;
}

// ── work that takes a while ──────────────────────────────────────────────────────────────────────

/** Handed to calls that look at many rows. */
export interface Work<Part> {
  readonly signal: AbortSignal;
  /** what is known so far; each part stands for all before it */
  emit(part: Part): void;
}

// ── views and filters ────────────────────────────────────────────────────────────────────────────

/** The view that shows all rows; its places are row numbers. */
export const ALL_ROWS = 0;

/** A view as far as it is made: rows that a filter keeps, ascending. */
export interface ViewState {
  /** number that the page gave; `ALL_ROWS` is the identity */
  readonly view: number;
  readonly filter: string;
  /** rows in the view so far */
  readonly rows: number;
  /** rows of the source that were looked at, and that there are */
  readonly looked: number;
  readonly total: number;
  readonly complete: boolean;
}

/** What is wrong with a filter, and where: characters [start, stop). */
export interface FilterError {
  readonly message: string;
  readonly start: number;
  readonly stop: number;
  /** what could stand there, in words */
  readonly expected: readonly string[];
}

export type ViewResult =
  { readonly ok: true; readonly state: ViewState } | { readonly ok: false; readonly error: FilterError };

export type FilterTokenKind = 'field' | 'function' | 'operator' | 'value' | 'bracket';
export interface FilterToken {
  readonly kind: FilterTokenKind;
  readonly start: number;
  readonly stop: number;
}

export interface Completion {
  /** stands in the place of [start, stop) when taken */
  readonly text: string;
  readonly start: number;
  readonly stop: number;
  readonly kind: 'field' | 'protocol' | 'function' | 'operator' | 'value';
  /** a few words: what the field is, the number behind a name */
  readonly detail: string;
}

/** What the filter bar shows of a text that is being written. */
export interface FilterAnalysis {
  readonly text: string;
  readonly tokens: readonly FilterToken[];
  /** null: it can be used */
  readonly error: FilterError | null;
  /** best first */
  readonly completions: readonly Completion[];
}

/** What a filter is wanted for. */
export type FilterSubject =
  | { readonly kind: 'node'; readonly node: number }
  /** `source`, `procedure` …: a column of the table */
  | { readonly kind: 'cell'; readonly column: string };

export interface FilterFor {
  /** keeps rows that have this value, and this row; null: none says it */
  readonly value: string | null;
  /** keeps rows that have such a field; null where there is no such question */
  readonly has: string | null;
}

// ── find and go ──────────────────────────────────────────────────────────────────────────────────

export type FindWhat =
  /** in what is shown of a record: values, names, the line of the table */
  | { readonly kind: 'text'; readonly text: string; readonly matchCase: boolean }
  /** in the wire bytes; hex digits, blanks between bytes allowed. `after`: of the row `from` itself, bytes behind this offset (before it, backwards) count as well */
  | { readonly kind: 'bytes'; readonly hex: string; readonly after: number | null }
  | { readonly kind: 'filter'; readonly filter: string }
  /** like the row `of`: both directions of its connection, its program and procedure, the file it is about */
  | { readonly kind: 'conversation' | 'same-kind' | 'same-file'; readonly of: number }
  /** failed, or a call without reply */
  | { readonly kind: 'error' };

export interface Found {
  readonly row: number;
  /** place in the view that was searched */
  readonly place: number;
  /** wire bytes that were found, where it is bytes or a field's value; else null */
  readonly at: readonly [offset: number, length: number] | null;
}

/** Why nothing was found that could be said: a filter or hex that does not read. */
export type FindResult =
  | {
      readonly ok: true;
      readonly found: Found | null;
      /** no more behind: it began again */ readonly wrapped: boolean;
    }
  | { readonly ok: false; readonly error: FilterError };

/** Rows looked at so far. */
export interface FindProgress {
  readonly looked: number;
  readonly total: number;
}

export type GoTo =
  | { readonly kind: 'row'; readonly row: number }
  /** counted from 1; for pastes a line */
  | { readonly kind: 'frame'; readonly frame: number }
  /** nanoseconds since SourceInfo.startTime */
  | { readonly kind: 'time'; readonly time: number };

// ── rows ─────────────────────────────────────────────────────────────────────────────────────────

export const RowKind = {
  call: 0,
  reply: 1,
  /** bare bytes such as a lone dictionary */
  data: 2,
  gap: 3,
  foreign: 4,
  lostHead: 5,
} as const;
export type RowKind = (typeof RowKind)[keyof typeof RowKind];

export const Outcome = {
  /** nothing to say, or success */
  none: 0,
  ok: 1,
  /** an expected errno (`@normal`) */
  normal: 2,
  error: 3,
  /** a call whose reply is not in the capture */
  noReply: 4,
  /** a reply whose call is not in the capture; what is shown is a guess */
  guess: 5,
} as const;
export type Outcome = (typeof Outcome)[keyof typeof Outcome];

/** Rows [from, from + length) of the view. One entry a row in each column. */
export interface Rows {
  readonly from: number;
  readonly length: number;
  /** row number of the source (stable; what a link names), not the place in the view */
  readonly row: Uint32Array;
  readonly kind: Uint8Array;
  readonly outcome: Uint8Array;
  /** nanoseconds since SourceInfo.startTime; NaN for pastes */
  readonly time: Float64Array;
  readonly xid: Uint32Array;
  readonly size: Uint32Array;
  /** row of the other half of the pair, -1 where there is none */
  readonly match: Int32Array;
  /** nanoseconds, NaN where there is none */
  readonly latency: Float64Array;
  /** first and last frame (from 1), or first and last line for pastes; 0: none */
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  /** lane of the pair in the gutter (0 to 4), 255: none or no room, 254: the view hides the other half */
  readonly lane: Uint8Array;
  /** bit n: lane n passes through or ends at this row */
  readonly lanes: Uint8Array;
  /** file that completes the row: its place in SourceInfo.files */
  readonly file: Uint32Array;
  readonly source: readonly string[];
  readonly destination: readonly string[];
  readonly program: readonly string[];
  readonly procedure: readonly string[];
  readonly info: readonly string[];
  readonly result: readonly string[];
  /** who sent it to whom, as `RecordHead.ends`; '' where nothing is known */
  readonly ends?: readonly string[];
  /** what the error number of the result means, in a few words; '' where it is none */
  readonly meaning?: readonly string[];
}

// ── one record ───────────────────────────────────────────────────────────────────────────────────

/** The selected record: a flat tree (see xdr/tree.ts) in wire offsets, and its bytes. */
export interface RecordTree {
  readonly row: number;
  readonly count: number;
  readonly field: Uint32Array;
  readonly parent: Int32Array;
  readonly end: Uint32Array;
  readonly start: Uint32Array;
  readonly stop: Uint32Array;
  readonly kind: Uint8Array;
  readonly flags: Uint8Array;
  readonly aux: Uint32Array;
  /** nodes that a later mark or a hole interrupts: (node, start, stop) triples, by node, then start */
  readonly cuts: Uint32Array;
  /** wire bytes; zero where missing, and where they are a secret that was not asked for */
  readonly bytes: Uint8Array;
  /** bytes of such secrets as (start, stop) pairs, ascending */
  readonly hidden: Uint32Array;
  /** announced length on the wire; bytes may be fewer */
  readonly length: number;
  /** missing bytes as (start, stop) pairs */
  readonly missing: Uint32Array;
  /** undecoded bytes as (start, stop) pairs */
  readonly undecoded: Uint32Array;
  readonly notes: readonly RecordNote[];
  /** for pastes: place in the text of the first of the two digits of each byte, else empty */
  readonly textPlaces: Uint32Array;
  readonly head: RecordHead;
  /** of the first nodes, so that most records need not be asked about twice before they can be shown */
  readonly texts: NodeTexts;
}

export interface RecordNote {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly offset: number;
  readonly length: number;
  readonly node: number;
}

/** What stands in the inspector's head. */
export interface RecordHead {
  readonly kind: RowKind;
  /** `WRITE`, or what the row is */
  readonly title: string;
  /** `GlusterFS 1298437 v400` */
  readonly program: string;
  /** `frame 173`, `lines 508–533` */
  readonly place: string;
  /** `answered by 113 after 172 µs`, `no reply in this capture` */
  readonly match: string;
  readonly matchRow: number;
  /** what it was decoded by: the release, and whether that was read, inferred or chosen */
  readonly decodedAs: string;
  /** who sent it to whom: `fuse client 4711 on host1 → brick rep3:/bricks/b1`; '' where nothing is known */
  readonly ends: string;
}

/** What the releases of one side of a connection are taken to be, and why. */
export interface PeerReleases {
  /** address or name of that side; '' where unknown */
  readonly peer: string;
  /** a row that this side sent, by which it is named in `assumeReleases`; -1: none is known */
  readonly row: number;
  /** `10.3`, `6.0 and later`; '' where nothing is known */
  readonly releases: string;
  /** somebody has said so */
  readonly chosen: boolean;
  /** what narrowed the set, in order; each with the releases that it leaves possible by itself */
  readonly evidence: readonly {
    /** part of a sentence: `its credential is AUTH_GLUSTERFS_v3` */
    readonly why: string;
    readonly row: number;
    readonly releases: string;
    /** the side tells its version itself */
    readonly read: boolean;
  }[];
}

/** One end of a connection, and what it is taken to be. */
export interface ConnectionEnd {
  /** `10.0.0.1:24007`, a paste's own name, '' */
  readonly address: string;
  readonly role: 'brick' | 'glusterd' | 'client' | 'daemon' | 'cli' | 'unknown';
  /** `brick rep3:/bricks/b1`, `fuse client 4711 on host1`, `glusterd`; '' where nothing is known */
  readonly name: string;
  /** it follows from what is called or from other connections; nobody on this one said so */
  readonly inferred: boolean;
  /** row that tells it, -1: none does */
  readonly row: number;
  /** `10.3`, `6.0 and later`; '' where nothing is known */
  readonly releases: string;
  /** host, process id and kind of process as the client says them; '' */
  readonly host: string;
  readonly pid: string;
  readonly process: string;
}

/** A program that is spoken on a connection. */
export interface ConnectionProgram {
  readonly program: number;
  readonly version: number;
  readonly label: string;
  /** the server lists it (DUMP) */
  readonly offered: boolean;
  /** calls in this capture, in either direction */
  readonly calls: number;
}

/** Who talks on a flow. */
export interface Connection {
  readonly flow: number;
  /** who calls first, or answers a listening port; then who is called */
  readonly client: ConnectionEnd;
  readonly server: ConnectionEnd;
  /** `rep3`; '' where unknown or none */
  readonly volume: string;
  /** `rep3` is inferred */
  readonly volumeInferred: boolean;
  /** path of the brick on its host; '' */
  readonly brick: string;
  /** `TLS 1.3`, `HTTP` …: what its bytes are when they are no RPC; '' */
  readonly foreign: string;
  readonly programs: readonly ConnectionProgram[];
  readonly records: number;
  readonly calls: number;
  /** bytes of its rows on the wire, both directions */
  readonly bytes: number;
  readonly firstRow: number;
  readonly lastRow: number;
  /** nanoseconds from the SYN to the ACK that ends the handshake; NaN: the capture does not show it */
  readonly roundTrip: number;
}

/** What is shown of a record beside what always is. */
export interface Showing {
  /** values and bytes of fields that are `@secret` */
  readonly secrets?: boolean;
}

/** Words for nodes, one entry a node asked for. */
export interface NodeTexts {
  readonly nodes: Uint32Array;
  readonly label: readonly string[];
  readonly display: readonly string[];
  readonly type: readonly string[];
  /** display-filter name */
  readonly name: readonly string[];
  readonly doc: readonly string[];
  /** `3.3`, `6.0 to 8`, '' */
  readonly since: readonly string[];
  readonly bits: readonly (readonly Bit[])[];
  readonly derived: readonly (readonly Derived[])[];
  /** stable path for links: identifiers and element numbers joined by `/` */
  readonly path: readonly string[];
}

/** The contract of a field, as `--json` prints it. */
export interface FieldJson {
  name: string;
  label: string;
  doc: string | null;
  type: string;
  kind: KindName;
  offset: number;
  length: number;
  ranges?: readonly (readonly [number, number])[];
  value: Json;
  valueLength?: number;
  encoding?: 'hex';
  display: string | null;
  bits?: readonly { name: string; label: string; set: boolean; mask: number }[];
  derived?: readonly Derived[];
  notes?: readonly NoteJson[];
  children?: readonly FieldJson[];
}
export interface NoteJson {
  severity: Severity;
  code: string;
  message: string;
  offset: number;
  length: number;
}

/** How bare bytes, or any record, are to be read instead of what was found. */
export type DecodeAs =
  | { readonly kind: 'type'; readonly type: string; readonly offset: number }
  | {
      readonly kind: 'procedure';
      readonly program: number;
      readonly version: number;
      readonly procedure: number;
      readonly reply: boolean;
      readonly offset: number;
    };

/** What can be chosen in `Decode as`. */
export interface Decodable {
  readonly label: string;
  readonly as: DecodeAs;
}

// ── session ──────────────────────────────────────────────────────────────────────────────────────

/** What happens while a source is read. */
export interface OpenEvents {
  readonly signal?: AbortSignal;
  /** what rows and records say has changed (names of files became known); at most once a second */
  onChange?(): void;
  /** asked between slices of the index pass: it waits for what is promised, so that a person does not; null: nobody waits */
  giveWay?(): Promise<void> | null;
  /** the index grew; at most every 100 ms, and once at the end */
  onProgress?(info: SourceInfo, progress: Progress): void;
}

export type OpenResult =
  { readonly ok: true; readonly session: Session } | { readonly ok: false; readonly error: OpenError };

/**
 * An open source. The decoder's one public face (`open` in session.ts makes it); the worker serves it to
 * the page. It can be asked from the moment that the source's kind is known, while the index still grows.
 * Every call may reject with an AbortError when it was cancelled.
 */
export interface Session {
  readonly info: SourceInfo;
  /** settles when the index is complete, or was cancelled (then `info.complete` stays false) */
  readonly done: Promise<void>;
  /** Rows of a view, all rows when none is named; fewer than asked for at its end. AbortError: it is no more. */
  rows(from: number, count: number, view?: number): Promise<Rows>;
  /**
   * Makes the view `view` (not `ALL_ROWS`) of the rows that a filter keeps, and tells how far it is. It can be
   * asked for rows at once, and replaces the one before; that stays when the filter has an error. Settles when
   * all rows were looked at, those of an index that still grows included.
   */
  view(view: number, filter: string, work: Work<ViewState>): Promise<ViewResult>;
  /** Place of a row in a view: of itself, or of the next row behind it that is in the view (`exact` false). */
  placeOf(row: number, view: number): Promise<{ readonly place: number; readonly exact: boolean }>;
  /** @param caret where completions are asked for; -1: nowhere */
  analyseFilter(text: string, caret: number): Promise<FilterAnalysis>;
  /** Filters for a value of a row, in the form that a person would write. */
  filterFor(row: number, what: FilterSubject, as?: DecodeAs | null): Promise<FilterFor>;
  /** The next row of a view in a direction that has something, seen from row `from` (-1: from its beginning or end). */
  find(
    what: FindWhat,
    from: number,
    direction: 1 | -1,
    view: number,
    work: Work<FindProgress>,
  ): Promise<FindResult>;
  /** A section of the statistics of a view. AbortError: the view is no more. */
  statistics(ask: StatisticsAsk, work: Work<StatisticsPart>): Promise<Statistics>;
  /** The row that stands there, or the nearest behind it; -1: there is none. */
  goTo(to: GoTo): Promise<number>;
  /** One record in full. Rejects with RangeError when there is no such row. */
  record(row: number, as?: DecodeAs | null, showing?: Showing): Promise<RecordTree>;
  texts(row: number, nodes: Uint32Array, as?: DecodeAs | null, showing?: Showing): Promise<NodeTexts>;
  /** Finds a node by the path that `texts` gave; -1: none. */
  nodeByPath(row: number, path: string, as?: DecodeAs): Promise<number>;
  /** The record's fields as the command line prints them. */
  fields(
    row: number,
    options?: { payload?: boolean } & Showing,
    as?: DecodeAs,
  ): Promise<readonly FieldJson[]>;
  decodables(): readonly Decodable[];
  /** Who talks to whom, by flow. AbortError where the index was not completed. */
  connections(): Promise<readonly Connection[]>;
  /** The two sides of a row's connection: who sent it, then the other. */
  releases(row: number): Promise<readonly PeerReleases[]>;
  /**
   * Says which releases (`9.0`, `3.6..8, 9.2..`) the sender of a row is, for all that it sends; null: what its
   * records tell. Row -1: all senders. False where the text names none.
   */
  assumeReleases(row: number, releases: string | null): boolean;
  /** For pastes: the dumps, as a link carries them; `x` in the place of secrets. Empty for captures. */
  dumps(showing?: Showing): Promise<readonly PastedDump[]>;
  /** For pasted texts: characters that spell secrets, as (start, stop) pairs, ascending. Else empty. */
  hiddenText(): Promise<Uint32Array>;
  /** Releases all memory and stops all work. */
  close(): void;
}
