/** The parts of a dump in the order of its bytes: groups in the text, repeats of them, and holes. */
import { NO_PLACE } from './dump.ts';
import type { Groups } from './groups.ts';
import { Bytes, Numbers, walk, walkNumbers, type Order } from './walk.ts';

export interface PieceBytes {
  readonly bytes: Uint8Array;
  readonly places: Uint32Array;
  readonly missing: readonly (readonly [number, number])[];
}

export class Pieces {
  /** bytes in all, holes included */
  total = 0;
  /** bytes in holes */
  absent = 0;
  /** start, end, bytes, repeats: four numbers a piece; start NO_PLACE: a hole */
  private readonly data = new Numbers();

  add(groups: Groups, count: number, times = 1): void {
    this.push(groups.first, groups.end, count, times);
  }

  addHole(count: number): void {
    this.absent += count;
    this.push(NO_PLACE, 0, count, 1);
  }

  private push(start: number, end: number, count: number, times: number): void {
    this.data.push(start);
    this.data.push(end);
    this.data.push(count);
    this.data.push(times);
    this.total += count * times;
  }

  /** `base` 16: digits are bytes; else groups are numbers of `size` bytes. */
  read(text: string, order: Order, base: number, size: number): PieceBytes {
    const out = new Bytes(this.total);
    const missing: [number, number][] = [];
    const sink = (byte: number, place: number) => out.push(byte, place);
    for (let i = 0; i < this.data.length; i += 4) {
      const start = this.data.at(i);
      const end = this.data.at(i + 1);
      const count = this.data.at(i + 2);
      if (start === NO_PLACE) {
        missing.push([out.length, out.length + count]);
        for (let k = 0; k < count; k++) out.push(0, NO_PLACE);
        continue;
      }
      for (let k = this.data.at(i + 3); k > 0; k--) {
        if (base === 16) walk(text, start, end, count, order, sink);
        else walkNumbers(text, start, end, count, order, base, size, sink);
      }
    }
    return { bytes: out.bytes(), places: out.places(), missing };
  }
}
