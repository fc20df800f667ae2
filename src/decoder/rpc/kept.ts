/**
 * Bytes of a stream that wait for what follows them: a head in pieces, a candidate whose end is not there yet.
 * They remember which frames they came from.
 */
import type { Delivery } from '../network/packet.ts';
import type { Begins } from './hunt.ts';

export class Kept {
  bytes: Uint8Array = new Uint8Array(0);
  length = 0;
  /** place of bytes[0] in the stream */
  position = 0;
  /** length below which looking again is useless */
  wanted = 0;

  // one entry a piece: index of its first byte, and its delivery
  #starts: number[] = [];
  #carriers: number[] = [];
  #frames: number[] = [];
  #seconds: number[] = [];
  #nanoseconds: number[] = [];

  add(bytes: Uint8Array, from: number, to: number, position: number, at: Delivery): void {
    if (this.length === 0) this.position = position;
    const length = this.length + to - from;
    if (length > this.bytes.length) {
      const larger = new Uint8Array(Math.max(256, this.bytes.length * 2, length));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    this.bytes.set(bytes.subarray(from, to), this.length);
    this.#starts.push(this.length);
    this.#carriers.push(at.carrier);
    this.#frames.push(at.frame);
    this.#seconds.push(at.seconds);
    this.#nanoseconds.push(at.nanoseconds);
    this.length = length;
  }

  /** Drops the first `count` bytes. */
  drop(count: number): void {
    if (count >= this.length) {
      // What a long candidate needed is not held on to.
      if (this.bytes.length > 65536) this.bytes = new Uint8Array(0);
      this.length = 0;
      this.#starts = [];
      this.#carriers = [];
      this.#frames = [];
      this.#seconds = [];
      this.#nanoseconds = [];
      return;
    }
    if (count === 0) return;
    this.bytes.copyWithin(0, count, this.length);
    this.length -= count;
    this.position += count;
    const first = this.#piece(count);
    for (const list of [this.#starts, this.#carriers, this.#frames, this.#seconds, this.#nanoseconds])
      list.splice(0, first);
    for (let i = 0; i < this.#starts.length; i++) this.#starts[i] = Math.max(0, this.#starts[i]! - count);
  }

  /** Piece that byte `index` belongs to. */
  #piece(index: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#starts[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Whether a segment begins at `index`, and has so many bytes. */
  readonly begins: Begins = (index, length) => {
    const piece = this.#piece(index);
    const end = this.#starts[piece + 1] ?? this.length;
    return this.#starts[piece] === index && end - index >= length;
  };

  /** The first carrier of bytes[from, to), and the frame that completed them. */
  deliveryOf(from: number, to: number, into: Delivery): Delivery {
    let piece = this.#piece(from);
    into.carrier = this.#carriers[piece]!;
    into.frame = this.#frames[piece]!;
    into.seconds = this.#seconds[piece]!;
    into.nanoseconds = this.#nanoseconds[piece]!;
    for (piece++; piece < this.#starts.length && this.#starts[piece]! < to; piece++) {
      if (this.#carriers[piece]! < into.carrier) into.carrier = this.#carriers[piece]!;
      if (this.#frames[piece]! < into.frame) continue;
      into.frame = this.#frames[piece]!;
      into.seconds = this.#seconds[piece]!;
      into.nanoseconds = this.#nanoseconds[piece]!;
    }
    return into;
  }
}
