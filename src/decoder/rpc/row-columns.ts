/** The rows of the index as columns: 58 bytes a row, in chunks. */
import { bytes, CHUNK_MASK, ChunkedColumn, doubles, signed, unsigned } from '../capture/columns.ts';
import type { RowColumns } from './record-index.ts';

export class RowTable implements RowColumns {
  /** how many rows there are; the columns share it */
  readonly rows = { length: 0 };

  readonly kind = new ChunkedColumn(bytes, this.rows);
  readonly flags = new ChunkedColumn(bytes, this.rows);
  readonly stream = new ChunkedColumn(signed, this.rows);
  readonly streamOffset = new ChunkedColumn(doubles, this.rows);
  readonly length = new ChunkedColumn(unsigned, this.rows);
  readonly first = new ChunkedColumn(unsigned, this.rows);
  readonly last = new ChunkedColumn(unsigned, this.rows);
  readonly time = new ChunkedColumn(doubles, this.rows);
  readonly xid = new ChunkedColumn(unsigned, this.rows);
  readonly program = new ChunkedColumn(unsigned, this.rows);
  readonly version = new ChunkedColumn(unsigned, this.rows);
  readonly procedure = new ChunkedColumn(unsigned, this.rows);
  readonly match = new ChunkedColumn(signed, this.rows);

  #kind = bytes(0);
  #flags = bytes(0);
  #stream = signed(0);
  #streamOffset = doubles(0);
  #length = unsigned(0);
  #first = unsigned(0);
  #last = unsigned(0);
  #time = doubles(0);
  #xid = unsigned(0);
  #program = unsigned(0);
  #version = unsigned(0);
  #procedure = unsigned(0);
  #match = signed(0);

  /** Adds a row without a match, and gives its number. */
  push(
    kind: number,
    flags: number,
    stream: number,
    streamOffset: number,
    length: number,
    first: number,
    last: number,
    time: number,
    xid: number,
    program: number,
    version: number,
    procedure: number,
  ): number {
    const row = this.rows.length;
    const i = row & CHUNK_MASK;
    if (i === 0 || i >= this.#kind.length) this.#grow(row);
    this.#kind[i] = kind;
    this.#flags[i] = flags;
    this.#stream[i] = stream;
    this.#streamOffset[i] = streamOffset;
    this.#length[i] = length;
    this.#first[i] = first;
    this.#last[i] = last;
    this.#time[i] = time;
    this.#xid[i] = xid;
    this.#program[i] = program;
    this.#version[i] = version;
    this.#procedure[i] = procedure;
    this.#match[i] = -1;
    this.rows.length = row + 1;
    return row;
  }

  #grow(row: number): void {
    this.#kind = this.kind.grow(row);
    this.#flags = this.flags.grow(row);
    this.#stream = this.stream.grow(row);
    this.#streamOffset = this.streamOffset.grow(row);
    this.#length = this.length.grow(row);
    this.#first = this.first.grow(row);
    this.#last = this.last.grow(row);
    this.#time = this.time.grow(row);
    this.#xid = this.xid.grow(row);
    this.#program = this.program.grow(row);
    this.#version = this.version.grow(row);
    this.#procedure = this.procedure.grow(row);
    this.#match = this.match.grow(row);
  }

  get byteLength(): number {
    return (
      this.kind.byteLength +
      this.flags.byteLength +
      this.stream.byteLength +
      this.streamOffset.byteLength +
      this.length.byteLength +
      this.first.byteLength +
      this.last.byteLength +
      this.time.byteLength +
      this.xid.byteLength +
      this.program.byteLength +
      this.version.byteLength +
      this.procedure.byteLength +
      this.match.byteLength
    );
  }
}
