/**
 * The header of a reply that was gone through and had nothing that is wanted. Those of most replies are the same to
 * the byte but for the XID, which is wanted of all or of none: they need not be gone through again.
 */
import type { Message } from '../xdr/message.ts';

/** Bytes of the XID, with which a header begins. */
const XID = 4;
/** Bytes of the longest header that is kept: with an empty verifier it has 24. */
const LONGEST = 64;

export class IdleHeader {
  /** bytes of the header; 0: there is none */
  length = 0;
  /** accept status; -1: it has none */
  status = -1;
  private readonly bytes = new Uint8Array(LONGEST);

  /** @param stop where it ends, which follows from its own bytes */
  keep({ bytes, holes }: Message, start: number, stop: number, status: number): void {
    const length = stop - start;
    if (length <= XID || length > LONGEST || stop > bytes.length || holes.length > 0) return;
    this.bytes.set(bytes.subarray(start, stop));
    this.length = length;
    this.status = status;
  }

  /** True where a message begins with the same one. */
  begins({ bytes, length, holes }: Message, start: number): boolean {
    const { bytes: own, length: most } = this;
    if (most === 0 || holes.length > 0 || start + most > length || start + most > bytes.length) return false;
    for (let i = XID; i < most; i++) if (bytes[start + i] !== own[i]) return false;
    return true;
  }
}
