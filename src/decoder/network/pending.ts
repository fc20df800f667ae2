/**
 * Segments of one stream that lie behind a hole: sorted, disjoint, what was seen first kept. Mostly the hole is
 * filled a few frames later, so bytes are not copied but pointed at, until their piece of the file goes.
 */
import type { Delivery } from './packet.ts';

export interface PendingPiece {
  readonly position: number;
  /** as sent; the captured bytes may be fewer */
  readonly length: number;
  /** captured: bytes[from, from + captured) */
  bytes: Uint8Array;
  from: number;
  readonly captured: number;
  /** the bytes are those of the piece of the file in hand */
  borrowed: boolean;
  readonly carrier: number;
  readonly frame: number;
  readonly seconds: number;
  readonly nanoseconds: number;
}

export class Pending {
  readonly pieces: PendingPiece[] = [];
  /** captured bytes held */
  bytes = 0;

  get first(): PendingPiece {
    return this.pieces[0]!;
  }

  /** Where the last piece ends. */
  get end(): number {
    const last = this.pieces.at(-1)!;
    return last.position + last.length;
  }

  /** Whether anything held lies in [position, position + length). */
  overlaps(position: number, length: number): boolean {
    const piece = this.pieces[this.#endingAfter(position)];
    return piece !== undefined && piece.position < position + length;
  }

  /**
   * Holds what of a segment nobody brought before: bytes[from, from + captured), `length` sent. Gives whether
   * some of it was there.
   */
  hold(
    position: number,
    length: number,
    bytes: Uint8Array,
    from: number,
    captured: number,
    at: Delivery,
  ): boolean {
    const { pieces } = this;
    const end = position + length;
    let place = position;
    let i = this.#endingAfter(position);
    let overlapped = false;
    while (place < end) {
      const next = pieces[i];
      if (next !== undefined && next.position <= place) {
        overlapped = true;
        place = next.position + next.length;
        i++;
        continue;
      }
      const stop = next === undefined ? end : Math.min(end, next.position);
      const skipped = place - position;
      const there = Math.max(0, Math.min(captured, stop - position) - skipped);
      const piece: PendingPiece = {
        position: place,
        length: stop - place,
        bytes,
        from: from + skipped,
        captured: there,
        borrowed: true,
        carrier: at.carrier,
        frame: at.frame,
        seconds: at.seconds,
        nanoseconds: at.nanoseconds,
      };
      if (i === pieces.length) pieces.push(piece);
      else pieces.splice(i, 0, piece);
      this.bytes += there;
      place = stop;
      i++;
    }
    return overlapped;
  }

  /** Takes the first `count` pieces out. */
  drop(count: number): void {
    for (let i = 0; i < count; i++) this.bytes -= this.pieces[i]!.captured;
    this.pieces.splice(0, count);
  }

  /** Copies what is only pointed at. */
  own(): void {
    for (const piece of this.pieces) {
      if (!piece.borrowed) continue;
      piece.bytes = piece.bytes.slice(piece.from, piece.from + piece.captured);
      piece.from = 0;
      piece.borrowed = false;
    }
  }

  /** Index of the first piece that ends behind `position`. */
  #endingAfter(position: number): number {
    const { pieces } = this;
    let low = 0;
    let high = pieces.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (pieces[middle]!.position + pieces[middle]!.length <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
