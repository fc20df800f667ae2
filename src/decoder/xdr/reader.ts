/** Bytes of a message by offset, and which of them were captured. */
import { word, type Message } from './message.ts';

export class Reader {
  protected bytes: Uint8Array;
  /** before it every byte is there */
  protected safe: number;

  constructor(public message: Message) {
    this.bytes = message.bytes;
    this.safe = safeEnd(message);
  }

  /** Goes on with another message. */
  look(message: Message): void {
    this.message = message;
    this.bytes = message.bytes;
    this.safe = safeEnd(message);
  }

  /** True if [start, stop) was captured whole. */
  present(start: number, stop: number): boolean {
    return stop <= this.safe || this.captured(start, stop) === stop - start;
  }

  /** Big-endian word at `at`; zero where it was not captured. */
  word(at: number): number {
    return word(this.bytes, at);
  }

  /** Hole by number. Behind the last one comes all that `bytes` does not have, then nothing. */
  protected hole(index: number): readonly [number, number] {
    const { holes } = this.message;
    if (index < holes.length) return holes[index]!;
    return index === holes.length ? [this.bytes.length, Infinity] : [Infinity, Infinity];
  }

  /** The first hole that ends after `at`. */
  protected holeAfter(at: number): number {
    const { holes } = this.message;
    let low = 0;
    let high = holes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (holes[middle]![1] > at) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** How many bytes of [start, stop) are there. */
  protected captured(start: number, stop: number): number {
    if (stop <= this.safe) return stop - start;
    let missing = 0;
    let at = start;
    for (let hole = this.holeAfter(start); at < stop; hole++) {
      const [from, to] = this.hole(hole);
      if (from >= stop) break;
      const first = Math.max(at, from);
      at = Math.min(stop, to);
      if (at > first) missing += at - first;
      else at = Math.max(at, first);
    }
    return stop - start - missing;
  }

  /** How many things of `size` bytes, one after another from `at`, are missing altogether up to `end`. */
  protected absent(at: number, end: number, size: number): number {
    if (at < this.safe || size <= 0) return 0;
    const [from, to] = this.hole(this.holeAfter(at));
    return from <= at ? Math.floor((Math.min(to, end) - at) / size) : 0;
  }
}

function safeEnd({ bytes, holes }: Message): number {
  return holes.length === 0 ? bytes.length : Math.min(bytes.length, holes[0]![0]);
}
