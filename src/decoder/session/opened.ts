/** An open source: rows, records and words out of its index, on demand. */
import {
  ALL_ROWS,
  RowKind,
  type Connection,
  type DecodeAs,
  type Decodable,
  type FieldJson,
  type FileInfo,
  type FilterAnalysis,
  type FilterFor,
  type FilterSubject,
  type FindProgress,
  type FindResult,
  type FindWhat,
  type GoTo,
  type NodeTexts,
  type PastedDump,
  type PeerReleases,
  type RecordNote,
  type RecordTree,
  type Rows,
  type Session,
  type Showing,
  type SourceInfo,
  type SourceNote,
  type Statistics,
  type StatisticsAsk,
  type StatisticsPart,
  type TextInfo,
  type ViewResult,
  type ViewState,
  type Work,
} from '../api.ts';
import type { DecodedRecord, Language } from '../record/decode.ts';
import { procedureWords } from '../record/names.ts';
import { secretRanges, secretText, withoutRanges, withoutSecretBytes } from '../record/secrets.ts';
import { fieldsOf, findPath, rangesOfKind, textsOf } from '../record/words.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import type { Possible } from '../record/release.ts';
import { Kind } from '../xdr/descriptor.ts';
import { parseReleases } from '../xdr/releases.ts';
import type { FilterHost } from '../filter/filter.ts';
import type { Followed } from '../follow/follow.ts';
import { printReleases } from '../xdr/releases.ts';
import { decodablesOf } from './decodables.ts';
import { Decoding, type DecodedRow, type EachOptions, type VisitRow } from './decoding.ts';
import { rowOf } from './go-to.ts';
import { lanesOf, type Lanes } from './lanes.ts';
import { pairNotes } from './pair-notes.ts';
import { withLearned } from './learned.ts';
import { Learning } from './learning.ts';
import type { Releases } from './releases.ts';
import { rowsOf } from './rows.ts';
import {
  askedBy,
  endsWords,
  matchWords,
  placeWords,
  readingWords,
  rowWords,
  type Asked,
  type RowWords,
} from './row-words.ts';
import type { SessionStatistics } from './statistics.ts';
import { Views } from './views.ts';

export interface Opened {
  readonly language: Language;
  readonly index: RecordIndex;
  readonly done: Promise<void>;
  readonly kind: SourceInfo['kind'];
  readonly name: string;
  readonly size: number;
  readonly fingerprint: string;
  /** notes on the source beside those of the index */
  readonly notes: readonly SourceNote[];
  readonly text: TextInfo | null;
  readonly dumps: readonly PastedDump[];
  /** of each dump the place of each of its bytes, as RecordBytes.textPlaces has them */
  readonly places: readonly Uint32Array[];
  /** place of the first character of each line; empty: there is no text */
  readonly lineStarts: Uint32Array;
}

/** Notes of a source that are handed out. */
const NOTES = 1000;
/** Nodes whose words come with a record: header, credential, and a screen of the body. */
const FIRST_TEXTS = 160;

export class OpenedSession implements Session {
  readonly index: RecordIndex;
  readonly language: Language;
  readonly done: Promise<void>;
  private lanes: Lanes | null = null;
  private byRow: { readonly count: number; readonly map: ReadonlyMap<number, RecordNote[]> } | null = null;
  private readonly decoding: Decoding;
  private readonly possible: Releases;
  /** what filters and other work on many rows may ask */
  readonly host: FilterHost;
  private readonly views: Views;
  /** made when they are asked for */
  private figures: Promise<SessionStatistics> | null = null;
  private readonly learning: Learning;

  constructor(private readonly opened: Opened) {
    this.index = opened.index;
    this.language = opened.language;
    this.done = opened.done;
    this.decoding = new Decoding(this.index, this.language, this.done);
    this.possible = this.decoding.possible;
    this.host = {
      index: this.index,
      language: this.language,
      releasesOf: (row) => this.possible.of(row),
      releasesKnown: (row) => this.possible.known(row),
      decoded: async (row) => (await this.decoded(row, null)).record,
      line: (row, record) => texts(Object.values(rowWords(this.index, row, record) as object)),
      followed: () => this.allFollowed(),
    };
    this.views = new Views(this.host, (rows) => this.decoding.arrival(rows));
    const decode = async (row: number): Promise<DecodedRecord | null> => {
      return (await this.decoding.decodedFrom(row, await this.index.read(row), null)).record;
    };
    const { index, language } = this;
    this.learning = new Learning({ index, language, decode }, this.done);
  }

  get info(): SourceInfo {
    const { index, opened } = this;
    const { kind, name, size, fingerprint, text } = opened;
    const own = index.notes.filter(({ row }) => row < 0);
    const ofFollowing = this.followed.isFull ? [NO_ROOM] : [];
    const listed = [...opened.notes, ...ofFollowing, ...own].slice(0, NOTES);
    const counted = Object.values(index.noteCounts).reduce((sum, count) => sum + count, 0);
    const ofRows = index.notes.length - own.length;
    return {
      kind,
      name,
      files: this.files,
      format: index.format,
      size,
      frames: index.frames,
      records: index.records,
      rows: index.rows,
      startTime: index.baseTime === null ? null : String(index.baseTime),
      timeDigits: index.timeDigits,
      notes: listed.map(({ severity, code, message, at }) => ({ severity, code, message, at })),
      noteCount: opened.notes.length + ofFollowing.length + Math.max(own.length, counted - ofRows),
      fingerprint,
      text,
      complete: index.complete,
    };
  }

  /** Of one file the index need not know more than it tells of the source. */
  private get files(): readonly FileInfo[] {
    const { index, opened } = this;
    const { kind, name, size } = opened;
    if (index.files.length === 0)
      return kind === 'dumps' ? [] : [{ name, format: index.format, size, frames: index.frames }];
    return index.files.map((file) => {
      return { name: file.name, format: file.format, size: file.size, frames: file.frames };
    });
  }

  /** Name of the file that completes a row. */
  fileName(row: number): string {
    return this.index.files[this.index.fileOf(row)]?.name ?? this.opened.name;
  }

  // ── rows ─────────────────────────────────────────────────────────────────────────────────────

  async rows(from: number, count: number, view: number = ALL_ROWS): Promise<Rows> {
    const { index, views } = this;
    const total = views.length(view);
    const first = Math.min(Math.max(0, from), total);
    const length = Math.max(0, Math.min(count, total - first));
    const numbers = Uint32Array.from({ length }, (_, i) => views.rowAt(first + i, view));
    const shown = views.get(view);
    const lanes = shown ? shown.lanesNow() : this.lanesNow();
    return rowsOf(numbers, first, {
      index,
      lanes: lanes ?? null,
      isView: shown !== null,
      wordsOf: (row) => this.wordsOf(row),
      endsOf: (row) => this.endsOf(row),
    });
  }

  /** What the table says of a row, with what is known of it from others. */
  async wordsOf(row: number): Promise<RowWords> {
    const { index, followed } = this;
    const { record } = await this.decoded(row, null);
    let asked: Asked | null = null;
    const call = index.columns.kind.get(row) === RowKind.reply ? index.columns.match.get(row) : -1;
    if (record && call >= 0) {
      const { record: asking } = await this.decoded(call, null);
      if (asking) asked = askedBy(asking, call, followed);
    }
    return rowWords(index, row, record, { followed, asked });
  }

  view(number: number, filter: string, work: Work<ViewState>): Promise<ViewResult> {
    return this.views.view(number, filter, work);
  }

  placeOf(row: number, view: number): Promise<{ place: number; exact: boolean }> {
    return Promise.resolve(this.views.placeOf(row, view));
  }

  analyseFilter(text: string, caret: number): Promise<FilterAnalysis> {
    return this.views.analyse(text, caret);
  }

  async filterFor(row: number, what: FilterSubject, as?: DecodeAs | null): Promise<FilterFor> {
    const { record } = await this.decoded(row, as ?? null);
    const { filterFor } = await import('./filter-for.ts');
    return filterFor(this.host, row, record, what, () => this.wordsOf(row));
  }

  async find(
    what: FindWhat,
    from: number,
    direction: 1 | -1,
    view: number,
    work: Work<FindProgress>,
  ): Promise<FindResult> {
    const { find } = await import('./find.ts');
    // Which file a record is about is known when all records were followed.
    const { file, reached } = what.kind === 'same-file' ? await this.allFollowed() : this.followed;
    const fileOf = (row: number): number => (row < reached ? file.get(row) : 0);
    work.signal.throwIfAborted();
    return find({ ...this.host, fileOf }, this.views, what, from, direction, view, work);
  }

  async statistics(ask: StatisticsAsk, work: Work<StatisticsPart>): Promise<Statistics> {
    const figures = (this.figures ??= this.makeStatistics());
    // What could not be loaded may be there the next time.
    figures.catch(() => {
      if (this.figures === figures) this.figures = null;
    });
    return (await figures).of(ask, work);
  }

  private async makeStatistics(): Promise<SessionStatistics> {
    const { SessionStatistics } = await import('./statistics.ts');
    const { learning } = this;
    return new SessionStatistics({
      ...this.host,
      size: this.opened.size,
      followed: () => this.allFollowed(),
      words: (row) => this.wordsOf(row),
      talks: () => learning.talks,
      talksKnown: () => (this.index.complete ? learning.introduced : Promise.resolve(null)),
      view: (view) => this.views.get(view),
    });
  }

  goTo(to: GoTo): Promise<number> {
    return Promise.resolve(rowOf(this.index, to));
  }

  /** Lanes need to know where calls end: they are there when the index is. */
  private lanesNow(): Lanes | null {
    if (!this.lanes && this.index.complete) this.lanes = lanesOf(this.index.columns.match, this.index.rows);
    return this.lanes;
  }

  // ── one record ───────────────────────────────────────────────────────────────────────────────

  async record(row: number, as?: DecodeAs | null, showing: Showing = {}): Promise<RecordTree> {
    const decoded = await this.decoded(row, as ?? null);
    await this.learning.soon();
    const { shown, bytes } = decoded;
    const hidden = showing.secrets ? [] : secretRanges(shown);
    const { wire } = shown;
    return {
      row,
      count: wire.count,
      field: wire.field.subarray(0, wire.count),
      parent: wire.parent.subarray(0, wire.count),
      end: wire.end.subarray(0, wire.count),
      start: wire.start.subarray(0, wire.count),
      stop: wire.stop.subarray(0, wire.count),
      kind: wire.kind.subarray(0, wire.count),
      flags: wire.flags.subarray(0, wire.count),
      aux: wire.aux.subarray(0, wire.count),
      cuts: wire.cuts,
      bytes: withoutRanges(shown.bytes, hidden),
      hidden: Uint32Array.from(hidden.flat()),
      length: wire.length,
      missing: pairs(rangesOfKind(shown, Kind.missing)),
      undecoded: pairs(rangesOfKind(shown, Kind.undecoded)),
      notes: this.notesOf(row, shown),
      textPlaces: this.opened.kind === 'text' ? bytes.textPlaces : new Uint32Array(0),
      head: this.headOf(row, decoded, await this.releasesOf(row)),
      texts: textsOf(
        withLearned(shownAs(shown, showing), this.index, this.followed, row),
        Uint32Array.from({ length: Math.min(FIRST_TEXTS, wire.count) }, (_, node) => node),
      ),
    };
  }

  /** Notes of the record, and what the index noted about the row. */
  notesOf(row: number, record: DecodedRecord): RecordNote[] {
    const own = record.wire.notes.map(({ severity, code, message, offset, length, node }) => {
      return { severity, code, message, offset, length, node };
    });
    const ofRow = this.rowNotes().get(row);
    const paired = pairNotes(this.index, row, record);
    return ofRow || paired.length > 0 ? [...(ofRow ?? []), ...paired, ...own] : own;
  }

  /** The index's notes by row, made again when there are more of them. */
  private rowNotes(): ReadonlyMap<number, RecordNote[]> {
    const { notes } = this.index;
    if (this.byRow?.count !== notes.length) {
      const map = new Map<number, RecordNote[]>();
      for (const { row, severity, code, message } of notes) {
        if (row < 0) continue;
        const note = { severity, code, message, offset: 0, length: 0, node: -1 };
        const list = map.get(row);
        if (list) list.push(note);
        else map.set(row, [note]);
      }
      this.byRow = { count: notes.length, map };
    }
    return this.byRow.map;
  }

  private headOf(row: number, { record, shown }: DecodedRow, possible: Possible | null): RecordTree['head'] {
    const { index } = this;
    const kind = index.columns.kind.get(row) as RowKind;
    const words = rowWords(index, row, record);
    return {
      kind,
      title: record ? procedureWords(shown) || words.procedure || TITLES[kind] : TITLES[kind],
      program: record ? programOf(shown) : '',
      place: placeWords(index, row),
      match: matchWords(index, row, record),
      matchRow: index.columns.match.get(row),
      decodedAs: readingWords(shown, possible),
      ends: this.endsOf(row),
    };
  }

  /** Who sent a row to whom; '' where nothing is known. */
  private endsOf(row: number): string {
    const { talks } = this.learning;
    return talks ? endsWords(talks.namesOf(this.index.columns.stream.get(row))) : '';
  }

  async texts(
    row: number,
    nodes: Uint32Array,
    as?: DecodeAs | null,
    showing: Showing = {},
  ): Promise<NodeTexts> {
    const { shown } = await this.decoded(row, as ?? null);
    return textsOf(withLearned(shownAs(shown, showing), this.index, this.followed, row), nodes);
  }

  async nodeByPath(row: number, path: string, as?: DecodeAs): Promise<number> {
    return findPath((await this.decoded(row, as ?? null)).shown, path);
  }

  async fields(
    row: number,
    options: { payload?: boolean } & Showing = {},
    as?: DecodeAs,
  ): Promise<readonly FieldJson[]> {
    const { shown } = await this.decoded(row, as ?? null);
    return fieldsOf(withLearned(shownAs(shown, options), this.index, this.followed, row), options);
  }

  decodables(): readonly Decodable[] {
    return decodablesOf(this.language.protocol);
  }

  /** Which releases the sender of a row may be; null: nothing is known. */
  releasesOf(row: number): Promise<Possible | null> {
    return this.possible.of(row);
  }

  async connections(): Promise<readonly Connection[]> {
    const talks = await this.learning.introduced;
    if (!talks) throw new DOMException('The index is not complete.', 'AbortError');
    return talks.connections(async (row) => {
      const releases = (await this.possible.of(row))?.releases;
      return releases ? printReleases(releases) : '';
    });
  }

  /** Which file each record is about, as far as it is known by now. */
  get followed(): Followed {
    return this.learning.followed;
  }

  /** Which file each row is about, when all rows were followed. */
  private async allFollowed(): Promise<Followed> {
    await this.learning.done;
    return this.learning.followed;
  }

  /** Settles when all rows were followed, or will not be. */
  get learned(): Promise<void> {
    return this.learning.done;
  }

  /** Called when what rows and records say has changed, at most once a second. */
  set onChange(tell: () => void) {
    this.learning.onChange = tell;
  }

  releases(row: number): Promise<readonly PeerReleases[]> {
    return this.possible.sides(row);
  }

  /** @param row -1: whoever sends, but where something else is said */
  assumeReleases(row: number, releases: string | null): boolean {
    const set = releases === null ? null : parseReleases(releases);
    if (releases !== null && set === null) return false;
    if (row < 0) this.possible.overruleAll(set);
    else this.possible.overrule(row, set);
    this.decoding.forget();
    this.figures = null;
    return true;
  }

  async dumps(showing: Showing = {}): Promise<readonly PastedDump[]> {
    const { dumps, places } = this.opened;
    if (showing.secrets || dumps.length === 0) return dumps;
    const { hidden, values } = await this.secrets();
    if (values.length === 0) return dumps;
    const masked = withoutSecretBytes(
      dumps.map(({ bytes }) => bytes),
      places,
      hidden,
      values,
    );
    return dumps.map((dump, at) => ({ ...dump, bytes: masked[at]! }));
  }

  async hiddenText(): Promise<Uint32Array> {
    const { places, lineStarts } = this.opened;
    if (lineStarts.length === 0) return new Uint32Array(0);
    return secretText((await this.secrets()).hidden, places, lineStarts);
  }

  /** What is secret in all rows: places of its bytes, and the values. */
  private async secrets(): Promise<{ hidden: Set<number>; values: Uint8Array[] }> {
    const hidden = new Set<number>();
    const values: Uint8Array[] = [];
    await this.eachRow((_, decoded) => {
      if (!decoded) return;
      const { shown, bytes } = decoded;
      for (const [start, stop] of secretRanges(shown)) {
        values.push(shown.bytes.slice(start, stop));
        for (let at = start; at < stop; at++) hidden.add(bytes.textPlaces[at]!);
      }
    });
    return { hidden, values };
  }

  close(): void {
    this.decoding.close();
    this.learning.stop();
    this.lanes = null;
    this.views.clear();
    this.figures = null;
  }

  // ── decoding ─────────────────────────────────────────────────────────────────────────────────

  /** Rejects with RangeError when there is no such row, with AbortError when the session is closed. */
  decoded(row: number, as: DecodeAs | null): Promise<DecodedRow> {
    return this.decoding.decoded(row, as);
  }

  /** Every row in order, records in full; see `Decoding.eachRow`. */
  eachRow(visit: VisitRow, options: EachOptions = {}): Promise<void> {
    return this.decoding.eachRow(visit, options);
  }
}

function texts(words: readonly unknown[]): string[] {
  return words.filter((word) => typeof word === 'string');
}

const NO_ROOM: SourceNote = {
  severity: 'info',
  code: 'follow-limit',
  message: 'There are more files and names than are remembered: what comes late has no path.',
  at: -1,
};

/** The record as its words may be shown. */
export function shownAs(record: DecodedRecord, { secrets = false }: Showing): DecodedRecord {
  return secrets ? { ...record, revealed: true } : record;
}

const TITLES: Readonly<Record<RowKind, string>> = {
  [RowKind.call]: 'call',
  [RowKind.reply]: 'reply',
  [RowKind.data]: 'bytes',
  [RowKind.gap]: 'gap',
  [RowKind.foreign]: 'foreign bytes',
  [RowKind.lostHead]: 'lost head',
};

function programOf({ numbers: known, language, candidates }: DecodedRecord): string {
  const numbers = known ?? candidates[0]?.numbers;
  if (!numbers) return '';
  const label = language.protocol.program(numbers.program)?.label ?? 'program';
  return `${known ? '' : '≈ '}${label} ${numbers.program} v${numbers.version}`;
}

function pairs(ranges: readonly (readonly [number, number])[]): Uint32Array {
  const out = new Uint32Array(ranges.length * 2);
  ranges.forEach(([offset, length], at) => {
    out[at * 2] = offset;
    out[at * 2 + 1] = offset + length;
  });
  return out;
}
