/**
 * A row's bytes, fetched from the source by ranges. The frames that carry a row lie between its first and its
 * last frame; where several carry the same byte, the one that was seen first wins.
 */
import type { ByteSource } from '../source/bytes.ts';
import type { FrameColumns } from '../network/frame-columns.ts';
import { LAST_FRAGMENT, word } from './header.ts';
import { RowFlag, type RecordBytes } from './record-index.ts';
import type { RowTable } from './row-columns.ts';
import { RowKind } from '../api.ts';

/** Two ranges of the file nearer than this are read at once. */
const NEAR = 64 * 1024;
/** Bytes of a run that is no record: enough to look at; a TLS stream may have gigabytes. */
export const MAX_RUN_BYTES = 1024 * 1024;

/** In `textPlaces`: this byte is not in the text. */
export const NO_PLACE = 0xffffffff;

/** A stretch of the record, and where it stands in the file. */
export interface Piece {
  readonly start: number;
  readonly stop: number;
  readonly at: number;
}

/** Where a row's bytes are, and what it is once they are there. */
export interface RowPlan {
  /** ascending and disjoint */
  readonly pieces: readonly Piece[];
  readonly hasHoles: boolean;
  /** @param bytes of the row, from its first to the end of its last piece; zero in holes */
  finish(bytes: Uint8Array): RecordBytes;
}

/** of a record in one fragment */
const ONE_MARK: readonly number[] = [0];
const NO_HOLES: readonly (readonly [number, number])[] = [];
const NO_PLACES = new Uint32Array(0);

export function planRow(
  frames: FrameColumns,
  rows: RowTable,
  row: number,
  places: Uint32Array | null = null,
): RowPlan {
  const kind = rows.kind.get(row);
  const length = rows.length.get(row);
  const isRecord = kind === RowKind.call || kind === RowKind.reply || kind === RowKind.data;
  const wanted = isRecord ? length : Math.min(length, MAX_RUN_BYTES);
  const { pieces, carriers } =
    kind === RowKind.gap
      ? { pieces: [], carriers: [] }
      : (onePiece(frames, rows, row, wanted) ?? findPieces(frames, rows, row, wanted));
  const holes = holesBetween(pieces, length);
  const marked = isRecord && (rows.flags.get(row) & RowFlag.unmarked) === 0;
  return {
    pieces,
    hasHoles: holes.length > 0,
    finish: (bytes) => ({
      bytes,
      length,
      holes,
      marks: marked ? findMarks(bytes, length, holes) : [],
      frames: places === null ? carriers : [],
      textPlaces: places === null ? NO_PLACES : placesOf(pieces, bytes.length, places),
    }),
  };
}

function holesBetween(pieces: readonly Piece[], length: number): readonly (readonly [number, number])[] {
  if (pieces.length === 1 && pieces[0]!.start === 0 && pieces[0]!.stop >= length) return NO_HOLES;
  const holes: [number, number][] = [];
  let place = 0;
  for (const piece of pieces) {
    if (piece.start > place) holes.push([place, piece.start]);
    place = piece.stop;
  }
  if (place < length) holes.push([place, length]);
  return holes;
}

/** One row's bytes, in memory of their own. */
export async function readRow(
  source: ByteSource,
  frames: FrameColumns,
  rows: RowTable,
  row: number,
  places: Uint32Array | null = null,
): Promise<RecordBytes> {
  const plan = planRow(frames, rows, row, places);
  const { pieces } = plan;
  const bytes = new Uint8Array(pieces.at(-1)?.stop ?? 0);
  for (let i = 0; i < pieces.length;) {
    const first = pieces[i]!;
    let from = first.at;
    let to = from + first.stop - first.start;
    let next = i + 1;
    for (; next < pieces.length; next++) {
      const { at, start, stop } = pieces[next]!;
      if (at < from - NEAR || at > to + NEAR) break;
      from = Math.min(from, at);
      to = Math.max(to, at + stop - start);
    }
    const range = await source.read(from, to - from);
    for (; i < next; i++) {
      const piece = pieces[i]!;
      bytes.set(range.subarray(piece.at - from, piece.at - from + piece.stop - piece.start), piece.start);
    }
  }
  return plan.finish(bytes);
}

/** For each byte its entry of `places`, which has one for each byte of the source; NO_PLACE in holes. */
function placesOf(pieces: readonly Piece[], length: number, places: Uint32Array): Uint32Array {
  const result = new Uint32Array(length).fill(NO_PLACE);
  for (const { start, stop, at } of pieces) result.set(places.subarray(at, at + stop - start), start);
  return result;
}

/** The same as `findPieces` for a row that one frame carries whole, as most do; null: it does not. */
function onePiece(
  frames: FrameColumns,
  rows: RowTable,
  row: number,
  wanted: number,
): { pieces: Piece[]; carriers: number[] } | null {
  const frame = rows.first.get(row);
  if (frame < 1 || frame > frames.length || frame !== rows.last.get(row)) return null;
  if (wanted === 0 || frames.stream.get(frame - 1) !== rows.stream.get(row)) return null;
  const start = (frames.position.get(frame - 1) - rows.streamOffset.get(row)) | 0;
  if (start > 0 || start + frames.size.get(frame - 1) < wanted) return null;
  return { pieces: [{ start: 0, stop: wanted, at: frames.at.get(frame - 1) - start }], carriers: [frame] };
}

/** Which bytes of the file make up bytes [0, wanted) of a row, ascending and disjoint. */
function findPieces(
  frames: FrameColumns,
  rows: RowTable,
  row: number,
  wanted: number,
): { pieces: Piece[]; carriers: number[] } {
  const stream = rows.stream.get(row);
  const offset = rows.streamOffset.get(row);
  const first = rows.first.get(row);
  const last = Math.min(rows.last.get(row), frames.length);
  const pieces: Piece[] = [];
  const carriers: number[] = [];
  let covered = 0;
  for (let frame = Math.max(first, 1); frame <= last && covered < wanted; frame++) {
    if (frames.stream.get(frame - 1) !== stream) continue;
    const size = frames.size.get(frame - 1);
    if (size === 0) continue;
    // The columns hold places modulo 2^32; a row's frames are nearer than half of that.
    const start = (frames.position.get(frame - 1) - offset) | 0;
    const stop = Math.min(wanted, start + size);
    if (stop <= 0 || start >= wanted) continue;
    const before = covered;
    covered += cover(pieces, Math.max(0, start), stop, frames.at.get(frame - 1) - start);
    if (covered > before) carriers.push(frame);
  }
  return { pieces, carriers };
}

/** Adds what of [start, stop) no piece has yet; byte n stands at `base` + n in the file. Gives how much that was. */
function cover(pieces: Piece[], start: number, stop: number, base: number): number {
  let added = 0;
  let i = pieces.length;
  // Frames mostly come in order: look from the end.
  while (i > 0 && pieces[i - 1]!.stop > start) i--;
  let at = start;
  while (at < stop) {
    const next = pieces[i];
    if (next !== undefined && next.start <= at) {
      at = Math.max(at, next.stop);
      i++;
      continue;
    }
    const to = next === undefined ? stop : Math.min(stop, next.start);
    pieces.splice(i, 0, { start: at, stop: to, at: base + at });
    added += to - at;
    at = to;
    i++;
  }
  return added;
}

/** Places of the record marks, as far as they are there. */
export function findMarks(
  bytes: Uint8Array,
  length: number,
  holes: readonly (readonly [number, number])[],
): readonly number[] {
  if (length >= 4 && holes.length === 0 && word(bytes, 0) === LAST_FRAGMENT + length - 4) return ONE_MARK;
  const marks: number[] = [];
  let hole = 0;
  for (let at = 0; at + 4 <= length;) {
    while (hole < holes.length && holes[hole]![1] <= at) hole++;
    const next = holes[hole];
    if (at + 4 > bytes.length || (next !== undefined && next[0] < at + 4)) break;
    marks.push(at);
    const mark = word(bytes, at);
    at += 4 + (mark & 0x7fffffff);
    if (mark >= LAST_FRAGMENT) break;
  }
  return marks;
}
