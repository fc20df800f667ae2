/**
 * Which frame brought a stretch of a stream first: for each stream disjoint stretches in order of their place.
 * Nothing is done before somebody asks; then the frames up to there are taken in, each once.
 *
 *     stream 4:  │ frame 7 │ frame 9   │ frame 8 │  (hole)  │ frame 12 │
 *     starts     0         100         250                  700
 *
 * Places are modulo 2^32, as the frames' columns have them; what is remembered of a stream spans less than half.
 */
import type { FrameColumns } from './frame-columns.ts';

/** Frames that are remembered. Beyond, the older half is given up. */
const MAX_FRAMES = 1 << 20;
/** Bytes of a stream that are remembered: twice that, and the order of places is still told by a sign. */
const SPAN = 1 << 29;
/** Stretches before the end of those of a stream among which one is put in: to put it in moves all behind it. */
const MAX_MOVED = 4096;

/** A stretch that reaches to the end of its frame, or to where the next begins. */
interface Line {
  frames: number[];
  starts: number[];
}

/** Called with a frame that brought bytes [start, stop) of a payload, and where in the file these stand in it. */
export type Brought = (frame: number, start: number, stop: number, at: number) => void;

export class Bringers {
  readonly #columns: FrameColumns;
  readonly #lines = new Map<number, Line>();
  /** frames [low, high) are taken in */
  #low = 0;
  #high = 0;
  /** some stretch, or some frame, is not remembered */
  partial = false;

  constructor(columns: FrameColumns) {
    this.#columns = columns;
  }

  /**
   * Tells which frames before `frame` brought the first `length` bytes of its payload first, in order of place.
   * False: none that is remembered.
   */
  find(frame: number, length: number, each: Brought): boolean {
    this.#reach(frame);
    const { stream, position, at } = this.#columns;
    const line = this.#lines.get(stream.get(frame));
    if (line === undefined) return false;
    const { frames, starts } = line;
    const begin = position.get(frame);
    let found = false;
    for (let i = this.#endingAfter(line, begin); i < frames.length; i++) {
      const offset = (starts[i]! - begin) | 0;
      if (offset >= length) break;
      const start = Math.max(0, offset);
      const stop = Math.min(length, this.#stop(line, i, begin));
      if (stop <= start) continue;
      found = true;
      const first = frames[i]!;
      each(first, start, stop, at.get(first) + start + ((begin - position.get(first)) | 0));
    }
    return found;
  }

  /** Takes in all frames before `frame`. */
  #reach(frame: number): void {
    if (frame - this.#high > MAX_FRAMES) {
      this.#lines.clear();
      this.#low = this.#high = frame - MAX_FRAMES / 2;
      this.partial = true;
    }
    const { stream, size } = this.#columns;
    let id = -1;
    let line: Line | undefined;
    for (; this.#high < frame; this.#high++) {
      if (size.get(this.#high) === 0) continue;
      const of = stream.get(this.#high);
      if (of < 0) continue;
      if (of !== id) {
        id = of;
        line = this.#lines.get(id);
        if (line === undefined) this.#lines.set(id, (line = { frames: [], starts: [] }));
      }
      this.#take(line!, this.#high);
    }
    if (this.#high - this.#low > MAX_FRAMES) this.#forget(this.#high - MAX_FRAMES / 2);
  }

  /** What of a frame nobody brought before. */
  #take(line: Line, frame: number): void {
    const { frames, starts } = line;
    const begin = this.#columns.position.get(frame);
    if (frames.length > 0) {
      const last = (begin - starts.at(-1)!) | 0;
      if (last > SPAN || last < -SPAN) {
        line.frames = [frame];
        line.starts = [begin];
        this.partial = true;
        return;
      }
      if (this.#stop(line, frames.length - 1, begin) > 0) {
        this.#put(line, frame, begin);
        return;
      }
      if (((begin - starts[0]!) | 0) > SPAN) {
        frames.splice(0, frames.length >>> 1);
        starts.splice(0, starts.length >>> 1);
        this.partial = true;
      }
    }
    frames.push(frame);
    starts.push(begin);
  }

  #put(line: Line, frame: number, begin: number): void {
    const { frames, starts } = line;
    const length = this.#columns.size.get(frame);
    let i = this.#endingAfter(line, begin);
    for (let place = 0; place < length;) {
      const next = i < frames.length ? (starts[i]! - begin) | 0 : length;
      if (next <= place) {
        place = Math.max(place, this.#stop(line, i, begin));
        i++;
        continue;
      }
      if (frames.length - i > MAX_MOVED) {
        this.partial = true;
        return;
      }
      frames.splice(i, 0, frame);
      starts.splice(i, 0, (begin + place) >>> 0);
      place = Math.min(length, next);
      i++;
    }
  }

  /** Where stretch `i` ends, from `origin` on. */
  #stop(line: Line, i: number, origin: number): number {
    const { position, size } = this.#columns;
    const frame = line.frames[i]!;
    const end = ((position.get(frame) - origin) | 0) + size.get(frame);
    const next = i + 1 < line.starts.length ? (line.starts[i + 1]! - origin) | 0 : end;
    return next < end ? next : end;
  }

  /** Index of the first stretch that ends behind `place`. */
  #endingAfter(line: Line, place: number): number {
    let low = 0;
    let high = line.frames.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#stop(line, middle, place) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Gives up all frames before `low`. */
  #forget(low: number): void {
    this.#low = low;
    this.partial = true;
    for (const [id, { frames, starts }] of this.#lines) {
      let kept = 0;
      for (let i = 0; i < frames.length; i++) {
        if (frames[i]! < low) continue;
        frames[kept] = frames[i]!;
        starts[kept++] = starts[i]!;
      }
      if (kept === 0) this.#lines.delete(id);
      frames.length = starts.length = kept;
    }
  }
}
