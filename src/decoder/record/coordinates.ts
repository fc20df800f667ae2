/**
 * Wire offsets and message offsets of one record, and the map between them.
 *
 *     wire     0    4                  m1   m1+4              L
 *              mark ················· mark ·················
 *     message       0                 m1-4                   L-8
 *
 * Wire offsets count the record as sent, marks included. Message offsets leave the marks out: the XDR
 * engine works in them. A byte has one place in each; a boundary between two fragments has one message
 * offset and two wire offsets, so starts and stops are mapped by different functions.
 */
import type { Message } from '../xdr/message.ts';

export interface WireBytes {
  /** wire bytes; zero inside holes; may end before `length` */
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly holes: readonly (readonly [number, number])[];
  readonly marks: readonly number[];
}

export const MARK_LENGTH = 4;

export class Coordinates {
  /** message offset of the byte that follows each mark; ascending */
  readonly breaks: readonly number[];

  constructor(readonly marks: readonly number[]) {
    this.breaks = marks.map((mark, index) => mark - index * MARK_LENGTH);
  }

  /** Wire offset of the byte at message offset `at`. */
  start(at: number): number {
    return at + MARK_LENGTH * upper(this.breaks, at);
  }

  /** Wire offset just past the byte before message offset `at`; never behind a mark that follows it. */
  stop(at: number): number {
    return at + MARK_LENGTH * lower(this.breaks, at);
  }

  /** Message offset of a wire offset; a place inside a mark counts as the byte that follows it. */
  message(wire: number): number {
    const before = lower(this.marks, wire);
    if (before === 0) return wire;
    const inside = Math.min(MARK_LENGTH, wire - this.marks[before - 1]!);
    return wire - (before - 1) * MARK_LENGTH - inside;
  }
}

/** True where message and wire can share one tree: all bytes are there, and no mark but one at the start. */
export function isPlain({ bytes, length, holes, marks }: WireBytes): boolean {
  if (holes.length > 0 || bytes.length !== length) return false;
  return marks.length === 0 || (marks.length === 1 && marks[0] === 0 && length >= MARK_LENGTH);
}

/** How many entries are <= at. */
function upper(sorted: readonly number[], at: number): number {
  return lower(sorted, at + 1);
}

/** How many entries are < at. */
export function lower(sorted: readonly number[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The message of a record: its bytes without marks, its holes in message offsets. With one mark at the
 * start, or none, no byte is copied.
 */
export function messageOf(wire: WireBytes, coordinates = new Coordinates(wire.marks)): Message {
  const { marks, bytes } = wire;
  const length = Math.max(0, wire.length - marks.length * MARK_LENGTH);
  return {
    bytes: withoutMarks(bytes, marks).subarray(0, length),
    length,
    holes: holesOf(wire, coordinates, length),
  };
}

function withoutMarks(bytes: Uint8Array, marks: readonly number[]): Uint8Array {
  if (marks.length === 0) return bytes;
  if (marks.length === 1 && marks[0] === 0) return bytes.subarray(MARK_LENGTH);
  const out = new Uint8Array(bytes.length);
  let filled = 0;
  let from = 0;
  for (const mark of [...marks, bytes.length]) {
    const stop = Math.min(mark, bytes.length);
    if (stop > from) {
      out.set(bytes.subarray(from, stop), filled);
      filled += stop - from;
    }
    from = mark + MARK_LENGTH;
  }
  return out.subarray(0, filled);
}

function holesOf(wire: WireBytes, coordinates: Coordinates, length: number): [number, number][] {
  const out: [number, number][] = [];
  const add = (start: number, stop: number): void => {
    if (stop <= start) return;
    const last = out.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], stop);
    else out.push([start, stop]);
  };
  for (const [start, stop] of wire.holes) {
    add(Math.min(length, coordinates.message(start)), Math.min(length, coordinates.message(stop)));
  }
  // What the caller did not list and what is not there all the same.
  if (wire.bytes.length < wire.length) add(Math.min(length, coordinates.message(wire.bytes.length)), length);
  return out;
}

/** Whether all of [start, stop) is there. */
export function isCaptured(message: Message, start: number, stop: number): boolean {
  if (stop > message.bytes.length) return false;
  return !message.holes.some((hole) => hole[0] < stop && hole[1] > start);
}
