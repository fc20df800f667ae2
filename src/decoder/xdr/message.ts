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

export function wholeMessage(bytes: Uint8Array): Message {
  return { bytes, length: bytes.length, holes: [] };
}
