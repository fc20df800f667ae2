/** A wanted field as it is visited: its bytes in place, read as numbers when asked for. */
import type { FieldDescriptor } from '../xdr/descriptor.ts';

/** One object for all visits: what is to be kept is copied out of it. */
export class Picked {
  field!: FieldDescriptor;
  /** the value is [start, stop) of these; the offsets mean nothing beyond that */
  bytes!: Uint8Array;
  start = 0;
  stop = 0;
  /** false where not all of it was captured: then its value is not known */
  present = true;
  /** element number in an array or a list, else 0 */
  aux = 0;

  /** display-filter name */
  get name(): string {
    return this.field.filter;
  }
  get length(): number {
    return this.stop - this.start;
  }
  /** Unsigned 32-bit value of the first four bytes. */
  uint(): number {
    const { bytes, start } = this;
    return (
      ((bytes[start]! << 24) | (bytes[start + 1]! << 16) | (bytes[start + 2]! << 8) | bytes[start + 3]!) >>> 0
    );
  }
  int(): number {
    return this.uint() | 0;
  }
  /** Unsigned 64-bit value as a number: exact up to 2^53. */
  wide(): number {
    const { bytes, start } = this;
    const low =
      ((bytes[start + 4]! << 24) |
        (bytes[start + 5]! << 16) |
        (bytes[start + 6]! << 8) |
        bytes[start + 7]!) >>>
      0;
    return this.uint() * 2 ** 32 + low;
  }
  uhyper(): bigint {
    const { bytes, start } = this;
    return new DataView(bytes.buffer, bytes.byteOffset + start, 8).getBigUint64(0);
  }
  hyper(): bigint {
    return BigInt.asIntN(64, this.uhyper());
  }
  /** A view: good as long as the visit. */
  raw(): Uint8Array {
    return this.bytes.subarray(this.start, this.stop);
  }
}
