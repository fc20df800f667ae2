/**
 * Names of directory entries as text, one copy each as far as they come back at the same place: bytes end to
 * end, found by (offset, length).
 */
export class NameBytes {
  private bytes = new Uint8Array(16 * 1024);
  private used = 0;

  /** Longest name that is kept whole; file systems stop at 255 bytes. */
  static readonly LONGEST = 1024;

  /** Copies [start, stop) and gives where it stands. */
  add(source: Uint8Array, start: number, stop: number): number {
    const length = stop - start;
    if (this.used + length > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.used + length, this.bytes.length * 2));
      larger.set(this.bytes.subarray(0, this.used));
      this.bytes = larger;
    }
    const at = this.used;
    for (let i = 0; i < length; i++) this.bytes[at + i] = source[start + i]!;
    this.used += length;
    return at;
  }

  isSame(at: number, length: number, source: Uint8Array, start: number): boolean {
    const { bytes } = this;
    for (let i = 0; i < length; i++) if (bytes[at + i] !== source[start + i]) return false;
    return true;
  }

  view(at: number, length: number): Uint8Array {
    return this.bytes.subarray(at, at + length);
  }

  hash(at: number, length: number, seed: number): number {
    return hashBytes(this.bytes, at, at + length, seed);
  }

  get byteLength(): number {
    return this.bytes.byteLength;
  }
}

/** FNV-1a, with a seed in front. */
export function hashBytes(bytes: Uint8Array, start: number, stop: number, seed: number): number {
  let hash = seed ^ 0x811c9dc5;
  for (let at = start; at < stop; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
