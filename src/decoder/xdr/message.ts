/**
 * One RPC message: what was announced, and what of it was captured. Offsets are message offsets
 * (record marks not counted).
 */
export interface Message {
  /** captured bytes from offset 0; bytes inside a hole read as zero. May be shorter than `length` */
  readonly bytes: Uint8Array;
  /** announced length in bytes, from the wire: never allocate or loop by it */
  readonly length: number;
  /**
   * What was announced and not captured, as ascending disjoint pairs [start, stop). All of
   * [bytes.length, length) is inside one. Empty in the common case.
   */
  readonly holes: readonly (readonly [number, number])[];
}

/** Big-endian word at `at`. Nothing is asked: what stands beyond the bytes reads as zero. */
export function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}

export function wholeMessage(bytes: Uint8Array): Message {
  return { bytes, length: bytes.length, holes: [] };
}
