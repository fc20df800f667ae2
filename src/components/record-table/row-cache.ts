/**
 * Rows of the view, fetched by pages for what is seen. Reading is synchronous: a row is here or null. What is asked for
 * replaces what was asked before, so that a flight over ten million rows fetches where it lands.
 */
import type { Outcome, RowKind, Rows } from '../../decoder/api.ts';

export interface RecordRow {
  /** place in the view */
  readonly index: number;
  /** number of the source's row */
  readonly row: number;
  readonly kind: RowKind;
  readonly outcome: Outcome;
  readonly time: number;
  readonly xid: number;
  readonly size: number;
  readonly match: number;
  readonly latency: number;
  readonly first: number;
  readonly last: number;
  readonly lane: number;
  readonly lanes: number;
  /** place among the source's files */
  readonly file: number;
  readonly source: string;
  readonly destination: string;
  /** who they are: `fuse client 4711 on host1 → brick rep3:/bricks/b1` */
  readonly ends?: string;
  /** what the result means, where it is an error number */
  readonly meaning?: string;
  readonly program: string;
  readonly procedure: string;
  readonly info: string;
  readonly result: string;
}

const PAGE = 128;
/** Rows beside those that are seen. */
const MARGIN = 20;
/** Pages kept: about twelve thousand rows. */
const KEPT = 96;
const IN_FLIGHT = 3;
/** Places that were passed, of which the latest whole one is shown meanwhile; for so long, ms. */
const PASSED = 16;
const STAND_IN = 400;

/** Places [first, last] of the view. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

interface Page {
  readonly rows: readonly RecordRow[];
  stale: boolean;
}

export class RowCache {
  private readonly pages = new Map<number, Page>();
  private wanted: number[] = [];
  private readonly flying = new Map<number, number>();
  private generation = 0;
  private total = 0;
  private version = 0;
  private readonly listeners = new Set<() => void>();
  private passed: (Stretch & { readonly at: number })[] = [];
  private expiry: ReturnType<typeof setTimeout> | undefined;
  private waiting: { index: number; done: (row: RecordRow | null) => void }[] = [];

  constructor(
    private readonly fetch: (from: number, count: number) => Promise<Rows>,
    private readonly onError: (error: unknown) => void = () => {},
  ) {}

  at(index: number): RecordRow | null {
    return this.pages.get(Math.floor(index / PAGE))?.rows[index % PAGE] ?? null;
  }

  /** Place of a row of the source among the rows that are here, -1: it is not among them. */
  find(row: number): number {
    for (const { rows } of this.pages.values()) {
      const found = rows.find((one) => one.row === row);
      if (found) return found.index;
    }
    return -1;
  }

  /**
   * What was to be seen last of what is here now, for as long as [first, last] is not: a thumb that is pulled passes
   * places quicker than any of them is fetched. null: it is here itself, or nothing is that was wished for just before.
   */
  standIn(first: number, last: number): Stretch | null {
    if (this.isHere(first, last)) return null;
    const since = performance.now() - STAND_IN;
    return (
      this.passed.findLast((stretch) => stretch.at >= since && this.isHere(stretch.first, stretch.last)) ??
      null
    );
  }

  private isHere(first: number, last: number): boolean {
    for (let index = first; index <= last; index++) if (this.at(index) === null) return false;
    return last >= first;
  }

  /**
   * Sees to it that [first, last] of a view of `total` rows arrives, with a margin on both sides. Earlier wishes are
   * forgotten.
   */
  see(first: number, last: number, total: number): void {
    this.passed.push({ first, last, at: performance.now() });
    if (this.passed.length > PASSED) this.passed.shift();
    clearTimeout(this.expiry);
    // Who rests where nothing comes sees that nothing is there.
    if (this.standIn(first, last)) this.expiry = setTimeout(() => this.tell(), STAND_IN + 1);
    this.need(Math.max(0, first - MARGIN), last - first + 1 + 2 * MARGIN, total);
  }

  /** Sees to it that [from, from + count) of a view of `total` rows arrives. Earlier wishes are forgotten. */
  need(from: number, count: number, total: number): void {
    this.total = total;
    const first = Math.max(0, Math.floor(from / PAGE));
    const last = Math.floor((Math.min(total, from + count) - 1) / PAGE);
    this.wanted = [];
    for (let page = first; page <= last; page++) if (this.lacks(page)) this.wanted.push(page);
    for (const { index } of this.waiting) {
      const page = Math.floor(index / PAGE);
      if (this.lacks(page) && !this.wanted.includes(page)) this.wanted.push(page);
    }
    this.send();
  }

  /** One row, when it is here; null where there is none. Only the latest wish is kept. */
  load(index: number): Promise<RecordRow | null> {
    const here = this.at(index);
    for (const { done } of this.waiting.splice(0)) done(null);
    if (here) return Promise.resolve(here);
    return new Promise((done) => {
      this.waiting = [{ index, done }];
      const page = Math.floor(index / PAGE);
      if (!this.wanted.includes(page)) this.wanted.unshift(page);
      this.send();
    });
  }

  /** What is here is shown until its new form arrives: matches and lanes change while an index grows. */
  refresh(): void {
    this.generation++;
    this.flying.clear();
    for (const page of this.pages.values()) page.stale = true;
    // What somebody waits for is asked for anew, whether or not a table is there to wish for it.
    for (const { index } of this.waiting) {
      const page = Math.floor(index / PAGE);
      if (!this.wanted.includes(page)) this.wanted.push(page);
    }
    this.send();
    this.tell();
  }

  /** Another view: nothing that is here means anything. */
  clear(): void {
    this.generation++;
    this.flying.clear();
    this.pages.clear();
    this.passed = [];
    clearTimeout(this.expiry);
    this.wanted = [];
    for (const { done } of this.waiting.splice(0)) done(null);
    this.tell();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly getVersion = (): number => this.version;

  private lacks(page: number): boolean {
    const have = this.pages.get(page);
    return !have || have.stale || have.rows.length < Math.min(PAGE, this.total - page * PAGE);
  }

  private tell(): void {
    this.version++;
    for (const listener of this.listeners) listener();
  }

  private send(): void {
    while (this.flying.size < IN_FLIGHT) {
      const page = this.wanted.find((wanted) => !this.flying.has(wanted));
      if (page === undefined) return;
      this.wanted = this.wanted.filter((wanted) => wanted !== page);
      void this.fetchPage(page);
    }
  }

  private async fetchPage(page: number): Promise<void> {
    const { generation } = this;
    this.flying.set(page, generation);
    try {
      const rows = await this.fetch(page * PAGE, PAGE);
      if (generation !== this.generation) return;
      this.pages.delete(page);
      this.pages.set(page, { rows: unpack(rows), stale: false });
      // It may have been wished for once more while it was on its way.
      if (!this.lacks(page)) this.wanted = this.wanted.filter((wanted) => wanted !== page);
      for (const old of this.pages.keys()) {
        if (this.pages.size <= KEPT) break;
        this.pages.delete(old);
      }
      this.settle(page, rows.length);
      this.tell();
    } catch (error) {
      if (generation === this.generation) {
        this.settle(page, 0);
        this.passed = [];
        this.tell();
        this.onError(error);
      }
    } finally {
      if (this.flying.get(page) === generation) this.flying.delete(page);
      this.send();
    }
  }

  private settle(page: number, length: number): void {
    this.waiting = this.waiting.filter(({ index, done }) => {
      if (Math.floor(index / PAGE) !== page) return true;
      done(index % PAGE < length ? this.at(index) : null);
      return false;
    });
  }
}

/** Columns as rows. */
export function unpack(rows: Rows): RecordRow[] {
  return Array.from({ length: rows.length }, (_, i) => ({
    index: rows.from + i,
    row: rows.row[i]!,
    kind: rows.kind[i]! as RowKind,
    outcome: rows.outcome[i]! as Outcome,
    time: rows.time[i]!,
    xid: rows.xid[i]!,
    size: rows.size[i]!,
    match: rows.match[i]!,
    latency: rows.latency[i]!,
    first: rows.first[i]!,
    last: rows.last[i]!,
    lane: rows.lane[i]!,
    lanes: rows.lanes[i]!,
    file: rows.file[i]!,
    source: rows.source[i] ?? '',
    destination: rows.destination[i] ?? '',
    ends: rows.ends?.[i] ?? '',
    meaning: rows.meaning?.[i] ?? '',
    program: rows.program[i] ?? '',
    procedure: rows.procedure[i] ?? '',
    info: rows.info[i] ?? '',
    result: rows.result[i] ?? '',
  }));
}
