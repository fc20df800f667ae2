/**
 * A view: numbers of the rows that a filter keeps, ascending, in chunks as they are found. It grows while it
 * is looked at, and while the index does.
 */
import { RowKind, type ViewState, type Work } from '../api.ts';
import type { BlockTest, CompiledFilter, FilterHost } from '../filter/filter.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import { lanesOfView, type Lanes } from './lanes.ts';

/** Rows a chunk of the view holds. */
const CHUNK = 16_384;
/** Rows that a test looks at between two looks at the clock, at first and at most. */
const FIRST_BLOCK = 256;
const BLOCK = 8_192;
const LEAST_BLOCK = 8;
/** Milliseconds of work between two pauses for the event loop. */
const SLICE = 8;
/** Replies whose call had not come yet that are looked at again; of more all rows are. */
const EARLY = 65_536;
/** Progress is told at most this often, ms; what was found first at once. */
const TELL = 50;

export class View {
  private readonly chunks: Uint32Array[] = [];
  private count = 0;
  private looked = 0;
  private complete = false;
  private lanes: Lanes | null = null;
  /** replies that were looked at before their call came, if it comes */
  private early: number[] = [];

  constructor(
    readonly number: number,
    readonly filter: string,
    private readonly index: RecordIndex,
  ) {}

  get length(): number {
    return this.count;
  }

  get state(): ViewState {
    const { number: view, filter, count: rows, looked, complete } = this;
    return { view, filter, rows, looked, total: this.index.rows, complete };
  }

  /** They need to know what is in the view: there when it is complete. */
  lanesNow(): Lanes | null {
    if (!this.complete || !this.index.complete) return null;
    return (this.lanes ??= lanesOfView(this.index.columns.match, this.index.rows, this));
  }

  /** @param place below `length` */
  rowAt(place: number): number {
    return this.chunks[Math.floor(place / CHUNK)]![place % CHUNK]!;
  }

  /** Place of the first row of the view that is not before `row`; `length`: there is none. */
  placeOf(row: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.rowAt(middle) < row) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Looks at all rows, and at those that come while the index grows. Ends early when aborted.
   * @param grown settles when there are more rows, or the index is complete
   */
  async fill(
    filter: CompiledFilter,
    host: FilterHost,
    work: Work<ViewState>,
    grown: () => Promise<void>,
  ): Promise<void> {
    const { index } = this;
    // what is known late would be judged wrongly now
    while (filter.late && !index.complete) {
      const { rows } = index;
      work.emit(this.state);
      await grown();
      if (work.signal.aborted) return;
      if (index.rows === rows) break;
    }
    const test = filter.start(host);
    const kept = new Uint32Array(BLOCK);
    let block = FIRST_BLOCK;
    let pause = performance.now() + SLICE;
    let told = -Infinity;
    let toldRows = -1;
    for (;;) {
      while (this.looked < index.rows) {
        const began = performance.now();
        const to = Math.min(index.rows, this.looked + block);
        if (!index.complete) this.noteEarly(this.looked, to);
        const found = test(this.looked, to, kept);
        const rows = typeof found === 'number' ? found : await found;
        if (work.signal.aborted) return;
        this.append(kept, rows);
        this.looked = to;
        const now = performance.now();
        // the next press of a key waits for no more than a block
        block = now - began > SLICE ? Math.max(LEAST_BLOCK, block >> 1) : Math.min(BLOCK, block * 2);
        if (now - told > TELL || (toldRows <= 0 && this.count > 0)) {
          told = now;
          toldRows = this.count;
          work.emit(this.state);
        }
        if (now > pause) {
          await new Promise((resolve) => setTimeout(resolve, 0));
          if (work.signal.aborted) return;
          pause = performance.now() + SLICE;
        }
      }
      if (index.complete) break;
      work.emit(this.state);
      await grown();
      if (work.signal.aborted) return;
      if (!index.complete && index.rows === this.looked) break;
    }
    await this.lookAgain(test, kept);
    if (work.signal.aborted) return;
    this.complete = true;
  }

  /** Captures are not always in order: a reply may come before its call, and belongs to nothing until then. */
  private noteEarly(from: number, to: number): void {
    const { kind, match } = this.index.columns;
    for (let row = from; row < to && this.early.length <= EARLY; row++) {
      if (kind.get(row) === RowKind.reply && match.get(row) < 0) this.early.push(row);
    }
  }

  private async lookAgain(test: BlockTest, kept: Uint32Array): Promise<void> {
    const { early, index } = this;
    this.early = [];
    const rows = early.length > EARLY ? null : early.filter((row) => index.columns.match.get(row) >= 0);
    if (rows?.length === 0) return;
    const all: number[] = [];
    if (rows === null) {
      for (let from = 0; from < index.rows; from += BLOCK) {
        const count = await test(from, Math.min(index.rows, from + BLOCK), kept);
        for (let i = 0; i < count; i++) all.push(kept[i]!);
      }
    } else {
      const again = new Set(rows);
      for (let place = 0; place < this.count; place++) {
        const row = this.rowAt(place);
        if (!again.has(row)) all.push(row);
      }
      for (const row of rows) if ((await test(row, row + 1, kept)) > 0) all.push(row);
      all.sort((a, b) => a - b);
    }
    this.chunks.length = 0;
    this.count = 0;
    this.append(Uint32Array.from(all), all.length);
  }

  private append(kept: Uint32Array, rows: number): void {
    for (let from = 0; from < rows;) {
      const inside = this.count % CHUNK;
      if (inside === 0) this.chunks.push(new Uint32Array(CHUNK));
      const some = Math.min(rows - from, CHUNK - inside);
      this.chunks.at(-1)!.set(kept.subarray(from, from + some), inside);
      this.count += some;
      from += some;
    }
  }
}
