/** The open source as the page holds it. One for the page; emptied when another source opens. */
import type { PastedDump, Showing, Source, SourceInfo } from '../../decoder/api.ts';
import { HoverStore } from '../../components/linkage/hover.ts';
import { textLines, type TextLines } from '../../components/linkage/text-lines.ts';
import { RowCache } from '../../components/record-table/row-cache.ts';
import type { DecoderClient } from '../../workers/client.ts';
import { Priority } from '../../workers/protocol.ts';
import type { SampleNote } from '../samples/types.ts';
import { RecordCache, type RecordEntry } from './records.ts';

/** As `ALL_ROWS` of the decoder's api, whose code stays in the worker. */
export const ALL_ROWS = 0;

export class Model {
  readonly hover = new HoverStore();
  readonly records: RecordCache;
  source: Source | null = null;
  info: SourceInfo | null = null;
  /** the view that the table shows, and its rows */
  view = ALL_ROWS;
  rows: RowCache;
  /** the selected record, and its other half where both are shown */
  active: RecordEntry | null = null;
  other: RecordEntry | null = null;
  /** of a sample */
  notes: readonly SampleNote[] = [];
  /** the source's part of the address; null while it is not known */
  sourcePart: string | null = null;
  /** where secrets are inside: the source's part of a link without and with them */
  secretParts: { readonly without: string | null; readonly included: string | null } | null = null;
  private made: TextLines | null = null;

  constructor(
    private readonly client: DecoderClient,
    private readonly onError: (error: unknown) => void,
  ) {
    this.records = new RecordCache(client, onError);
    this.rows = this.rowsOf(ALL_ROWS);
  }

  /** Lines of the pasted text once it was read; null for captures and for dumps of a link. */
  get lines(): TextLines | null {
    if (this.source?.kind !== 'text' || !this.info?.text) return null;
    return (this.made ??= textLines(this.source.text));
  }

  begin(source: Source, notes: readonly SampleNote[]): void {
    this.end();
    this.source = source;
    this.notes = notes;
  }

  end(): void {
    this.source = null;
    this.info = null;
    this.active = this.other = null;
    this.notes = [];
    this.sourcePart = null;
    this.secretParts = null;
    this.records.showing = {};
    this.made = null;
    this.records.clear();
    this.see(ALL_ROWS, this.rowsOf(ALL_ROWS));
    this.hover.set(null);
  }

  /** What rows and records say has changed: what is shown is asked for anew, the rest is forgotten. */
  refresh(): void {
    this.rows.refresh();
    this.records.clear();
    this.active?.words.refresh();
    this.other?.words.refresh();
  }

  dumps(showing: Showing): Promise<readonly PastedDump[]> {
    return this.client.ask('dumps', [showing], { priority: Priority.later });
  }

  /** Rows of a view, none of them here yet. */
  rowsOf(view: number): RowCache {
    return new RowCache(
      (from, count) => this.client.ask('rows', [from, count, view], { priority: Priority.seen }),
      this.onError,
    );
  }

  /** The table shows this view from now on. */
  see(view: number, rows: RowCache): void {
    this.view = view;
    this.rows = rows;
  }
}
