/**
 * Rows one after another, for work that looks at all of them. Their bytes are views of blocks of the file, or
 * stand in memory that is used for every row: nothing is allocated by the length of a record, but for the one
 * longest record.
 */
import type { FrameColumns } from '../network/frame-columns.ts';
import type { Blocks } from '../source/blocks.ts';
import { planRow, type RowPlan } from './record-bytes.ts';
import { RowFlag, type RecordBytes, type RowReader } from './record-index.ts';
import type { RowTable } from './row-columns.ts';

export const Found = {
  /** its bytes are [start, stop) of `bytes`, the mark among them if it has one */
  here: 0,
  /** the same, when `at` was brought */
  away: 1,
  /** several frames carry it, or something is missing: `read` gives it */
  pieces: 2,
} as const;
export type Found = (typeof Found)[keyof typeof Found];

const IN_PIECES = RowFlag.unfinished | RowFlag.holes | RowFlag.fragments;

export class BlockRowReader implements RowReader {
  /** of the row that `find` found */
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  stop = 0;
  /** place in the file */
  at = 0;
  readonly #blocks: Blocks;
  readonly #frames: FrameColumns;
  readonly #rows: RowTable;
  #room = new Uint8Array(64 * 1024);

  constructor(blocks: Blocks, frames: FrameColumns, rows: RowTable) {
    this.#blocks = blocks;
    this.#frames = frames;
    this.#rows = rows;
  }

  /** Looks where a record's bytes stand in one piece. Allocates nothing. */
  find(row: number): Found {
    const rows = this.#rows;
    const frames = this.#frames;
    const frame = rows.first.get(row);
    if (frame < 1 || frame !== rows.last.get(row) || frame > frames.length) return Found.pieces;
    if ((rows.flags.get(row) & IN_PIECES) !== 0) return Found.pieces;
    if (frames.stream.get(frame - 1) !== rows.stream.get(row)) return Found.pieces;
    const length = rows.length.get(row);
    const start = (frames.position.get(frame - 1) - rows.streamOffset.get(row)) | 0;
    if (start > 0 || start + frames.size.get(frame - 1) < length) return Found.pieces;
    const at = frames.at.get(frame - 1) - start;
    this.at = at;
    const block = this.#blocks.holding(at);
    if (block === null) return Found.away;
    const from = at - this.#blocks.base;
    if (from + length > block.length) return Found.pieces;
    this.bytes = block;
    this.start = from;
    this.stop = from + length;
    return Found.here;
  }

  /** Reads the block that `find` missed. */
  bring(): Promise<void> {
    return this.#blocks.bring(this.at);
  }

  read(row: number): RecordBytes | Promise<RecordBytes> {
    const plan = planRow(this.#frames, this.#rows, row);
    const { pieces } = plan;
    const only = pieces[0];
    if (pieces.length === 1 && only!.start === 0) {
      const bytes = this.#blocks.at(only!.at, only!.stop);
      if (bytes.length === only!.stop) return plan.finish(bytes);
    }
    const size = pieces.at(-1)?.stop ?? 0;
    if (size > this.#room.length) this.#room = new Uint8Array(Math.max(size, this.#room.length * 2));
    const bytes = this.#room.subarray(0, size);
    if (plan.hasHoles) bytes.fill(0);
    const copy = new Copy(this.#blocks, plan, bytes);
    return copy.run() < 0 ? plan.finish(bytes) : copy.rest().then(() => plan.finish(bytes));
  }
}

/** A row's pieces on their way into memory. */
class Copy {
  #piece = 0;
  #copied = 0;

  constructor(
    private readonly blocks: Blocks,
    private readonly plan: RowPlan,
    private readonly bytes: Uint8Array,
  ) {}

  /** Copies what is at hand. Gives the place in the file that has to be brought first, -1 when all is done. */
  run(): number {
    const { pieces } = this.plan;
    for (; this.#piece < pieces.length; this.#piece++, this.#copied = 0) {
      const { start, stop, at } = pieces[this.#piece]!;
      while (start + this.#copied < stop) {
        const part = this.blocks.at(at + this.#copied, stop - start - this.#copied);
        if (part.length === 0) return at + this.#copied;
        this.bytes.set(part, start + this.#copied);
        this.#copied += part.length;
      }
    }
    return -1;
  }

  /** Brings what is not at hand, and copies it. What the source has not is zero. */
  async rest(): Promise<void> {
    for (let at = this.run(); at >= 0; at = this.run()) {
      await this.blocks.bring(at);
      if (this.blocks.at(at, 1).length > 0) continue;
      const { start, stop } = this.plan.pieces[this.#piece]!;
      this.bytes.fill(0, start + this.#copied, stop);
      this.#copied = stop - start;
    }
  }
}
