/**
 * Visits the wanted fields of many rows. What a row's columns rule out is not read; what stands in one piece in
 * the file is read in place; releases and full decoding are asked for where nothing else will do.
 */
import { RowKind } from '../api.ts';
import type { ReleaseSet } from '../xdr/descriptor.ts';
import type { Visit } from '../xdr/pick.ts';
import type { RecordBytes, RecordIndex, RowReader } from '../rpc/record-index.ts';
import { RowFlag } from '../rpc/record-index.ts';
import { BlockRowReader, Found } from '../rpc/row-reader.ts';
import { MARK_LENGTH } from './coordinates.ts';
import type { DecodedRecord, Language, ProcedureNumbers } from './decode.ts';
import { Need, RecordPicker } from './pick-record.ts';
import type { Possible } from './release.ts';

/** What picking asks of an open source. */
export interface PickHost {
  readonly index: RecordIndex;
  readonly language: Language;
  /** which releases the sender of a row may be; null: nothing is known */
  releasesOf(row: number): Promise<Possible | null>;
  /** the same where it is known at once; undefined: ask that */
  releasesKnown(row: number): Possible | null | undefined;
  /** the row in full; null: it is no record */
  decoded(row: number): Promise<DecodedRecord | null>;
}

const UNSURE = RowFlag.unfinished | RowFlag.holes | RowFlag.fragments;

/** For one run through the rows, one row at a time. */
export class RowPicker {
  readonly picker: RecordPicker;
  private readonly reader: RowReader;
  /** null: rows have no place in a file */
  private readonly blocks: BlockRowReader | null;

  /** @param wanted display-filter names */
  constructor(
    private readonly host: PickHost,
    wanted: ReadonlySet<string>,
  ) {
    this.picker = new RecordPicker(host.language, wanted);
    this.reader = host.index.reader();
    this.blocks = this.reader instanceof BlockRowReader ? this.reader : null;
  }

  /** Of the row whose fields are visited: field offsets count in these. */
  get bytes(): Uint8Array {
    return this.picker.bytes;
  }
  /** Where in them offset 0 of the row's message is. */
  get base(): number {
    return this.picker.base;
  }

  /** By the columns alone. */
  need(row: number): Need {
    const { columns } = this.host.index;
    const kind = columns.kind.get(row) as RowKind;
    if (kind !== RowKind.call && kind !== RowKind.reply) return this.picker.needOf(kind, false, 0, 0, 0);
    const isCall = kind === RowKind.call;
    // columns of a call that is there in part may be zero
    const known = isCall ? (columns.flags.get(row) & UNSURE) === 0 : columns.match.get(row) >= 0;
    return this.picker.needOf(
      kind,
      known,
      columns.program.get(row),
      columns.version.get(row),
      columns.procedure.get(row),
    );
  }

  /**
   * Visits the row's wanted fields: at once, but where bytes have to be brought or something has to be found out
   * first. One row at a time.
   * @param need what `need` says
   */
  pick(row: number, need: Need, visit: Visit): void | Promise<void> {
    if (need === Need.nothing) return;
    if (need === Need.bytes && this.blocks !== null) {
      const found = this.blocks.find(row);
      if (found === Found.here) return this.here(row, this.blocks, visit);
      if (found === Found.away) return this.brought(row, this.blocks, visit);
    }
    return this.slowly(row, need, visit);
  }

  private here(row: number, blocks: BlockRowReader, visit: Visit): void {
    const { columns } = this.host.index;
    const isMarked = (columns.flags.get(row) & RowFlag.unmarked) === 0;
    this.picker.pickAt(
      columns.kind.get(row) === RowKind.call,
      blocks.bytes,
      blocks.start,
      blocks.start + (isMarked ? MARK_LENGTH : 0),
      blocks.stop,
      columns.program.get(row),
      columns.version.get(row),
      columns.procedure.get(row),
      visit,
    );
  }

  private async brought(row: number, blocks: BlockRowReader, visit: Visit): Promise<void> {
    await blocks.bring();
    if (blocks.find(row) === Found.here) this.here(row, blocks, visit);
    else await this.slowly(row, Need.bytes, visit);
  }

  private slowly(row: number, need: Need, visit: Visit): void | Promise<void> {
    if (need === Need.all) return this.inFull(row, visit);
    const read = this.reader.read(row);
    if (read instanceof Promise) return read.then((bytes) => this.read(row, need, bytes, visit));
    return this.read(row, need, read, visit);
  }

  private read(row: number, need: Need, bytes: RecordBytes, visit: Visit): void | Promise<void> {
    if (need === Need.bytes) {
      this.pickRead(row, bytes, null, visit);
      return;
    }
    const known = this.host.releasesKnown(row);
    if (known !== undefined) {
      this.pickRead(row, bytes, known?.releases ?? null, visit);
      return;
    }
    return this.host
      .releasesOf(row)
      .then((possible) => this.pickRead(row, bytes, possible?.releases ?? null, visit));
  }

  private pickRead(row: number, bytes: RecordBytes, releases: ReleaseSet | null, visit: Visit): void {
    const { columns } = this.host.index;
    const kind = columns.kind.get(row) as RowKind;
    this.picker.pick(kind, bytes, kind === RowKind.reply ? this.callOf(row) : null, releases, visit);
  }

  private callOf(row: number): ProcedureNumbers | null {
    const { columns } = this.host.index;
    if (columns.match.get(row) < 0) return null;
    return {
      program: columns.program.get(row),
      version: columns.version.get(row),
      procedure: columns.procedure.get(row),
    };
  }

  private async inFull(row: number, visit: Visit): Promise<void> {
    const record = await this.host.decoded(row);
    if (record) this.picker.pickTree(record, visit);
  }
}
