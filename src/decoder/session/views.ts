/** The views of a source: all rows, and the rows that the latest filter keeps. */
import { ALL_ROWS, type FilterAnalysis, type ViewResult, type ViewState, type Work } from '../api.ts';
import type { FilterHost } from '../filter/filter.ts';
import type { Seen } from '../filter/seen.ts';
import { View } from './view.ts';

const gone = (): DOMException => new DOMException('The view is no more.', 'AbortError');

export class Views {
  private current: View | null = null;
  /** what completions offer, and of how many rows */
  private seen: Seen | null = null;
  private seenRows = 0;

  constructor(
    private readonly host: FilterHost,
    /** settles when there are more rows than these, or no more will come */
    private readonly grown: (rows: number) => Promise<void>,
  ) {}

  /** Rejects with an AbortError where another view took its place. */
  async view(number: number, filter: string, work: Work<ViewState>): Promise<ViewResult> {
    const { compileFilter } = await import('./filter-language.ts');
    if (work.signal.aborted) throw gone();
    const compiled = compileFilter(filter, this.host.language);
    if (!compiled.ok) return compiled;
    const { index } = this.host;
    const view = new View(number, filter, index);
    this.current = view;
    await view.fill(compiled.filter, this.host, work, () => this.grown(index.rows));
    if (work.signal.aborted || this.current !== view) throw gone();
    return { ok: true, state: view.state };
  }

  async analyse(text: string, caret: number): Promise<FilterAnalysis> {
    const { analyseFilter, seenIn } = await import('./filter-language.ts');
    const { index, language } = this.host;
    if (this.seen === null || (this.seenRows !== index.rows && caret >= 0)) {
      this.seen = seenIn(index);
      this.seenRows = index.rows;
    }
    return analyseFilter(text, caret, language, this.seen);
  }

  /** null: all rows. Throws an AbortError where the view is no more. */
  get(number: number): View | null {
    if (number === ALL_ROWS) return null;
    if (this.current?.number !== number) throw gone();
    return this.current;
  }

  length(number: number): number {
    return this.get(number)?.length ?? this.host.index.rows;
  }

  /** @param place below `length` */
  rowAt(place: number, number: number): number {
    return this.get(number)?.rowAt(place) ?? place;
  }

  placeOf(row: number, number: number): { place: number; exact: boolean } {
    const view = this.get(number);
    if (!view) return { place: row, exact: row < this.host.index.rows };
    const place = view.placeOf(row);
    return { place, exact: place < view.length && view.rowAt(place) === row };
  }

  clear(): void {
    this.current = null;
  }
}
