/**
 * IP datagrams that came in fragments (RFC 791, RFC 8200 section 4.5), put together. What was seen first wins.
 * Datagrams that are not complete are forgotten, the oldest first, when too many wait.
 */
const MAX_DATAGRAMS = 256;
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_DATAGRAM = 65535;

export interface Fragment {
  /** place in the datagram's payload, and length as sent */
  readonly offset: number;
  readonly length: number;
  /** captured bytes; may be fewer */
  readonly bytes: Uint8Array;
  readonly frame: number;
  /** place of the bytes in the file */
  readonly at: number;
}

interface Datagram {
  readonly fragments: Fragment[];
  total: number;
  held: number;
}

export class Fragments {
  readonly #waiting = new Map<string, Datagram>();
  #held = 0;
  /** frames whose datagram never became whole */
  forgotten = 0;

  /** Frames that wait for the rest of their datagram. */
  get left(): number {
    let frames = this.forgotten;
    for (const { fragments } of this.#waiting.values()) frames += fragments.length;
    return frames;
  }

  /** The datagram's fragments in order, when this one completes it; else null. */
  add(key: string, fragment: Fragment, isLast: boolean): readonly Fragment[] | null {
    if (fragment.offset + fragment.length > MAX_DATAGRAM + 8) {
      this.forgotten++;
      return null;
    }
    let datagram = this.#waiting.get(key);
    if (datagram?.fragments.some((other) => contradicts(other, fragment))) {
      // Numbers of datagrams come around: this is another one, and the first lost a part.
      this.#forget(key, datagram);
      datagram = undefined;
    }
    if (datagram === undefined) {
      this.#makeRoom(fragment.bytes.length);
      datagram = { fragments: [], total: -1, held: 0 };
      this.#waiting.set(key, datagram);
    }
    const { fragments } = datagram;
    if (isLast && datagram.total < 0) datagram.total = fragment.offset + fragment.length;
    let i = fragments.length;
    while (i > 0 && fragments[i - 1]!.offset > fragment.offset) i--;
    fragments.splice(i, 0, fragment);
    datagram.held += fragment.bytes.length;
    this.#held += fragment.bytes.length;
    let end = 0;
    for (const { offset, length } of fragments) {
      if (offset > end) return null;
      end = Math.max(end, offset + length);
    }
    if (datagram.total < 0 || end < datagram.total) {
      if (fragments.length > 4096) this.#forget(key, datagram);
      return null;
    }
    this.#waiting.delete(key);
    this.#held -= datagram.held;
    return fragments;
  }

  #makeRoom(bytes: number): void {
    for (const [key, datagram] of this.#waiting) {
      if (this.#waiting.size < MAX_DATAGRAMS && this.#held + bytes <= MAX_BYTES) return;
      this.#forget(key, datagram);
    }
  }

  #forget(key: string, datagram: Datagram): void {
    this.#waiting.delete(key);
    this.#held -= datagram.held;
    this.forgotten += datagram.fragments.length;
  }
}

/** Whether two fragments of one place hold different bytes; one that is sent again holds the same. */
function contradicts(a: Fragment, b: Fragment): boolean {
  if (a.offset !== b.offset) return false;
  const length = Math.min(a.bytes.length, b.bytes.length);
  for (let i = 0; i < length; i++) if (a.bytes[i] !== b.bytes[i]) return true;
  return false;
}

/** The datagram's payload, and how much of its beginning was captured; what is missing behind that reads as zero. */
export function assemble(fragments: readonly Fragment[]): {
  whole: Uint8Array<ArrayBuffer>;
  captured: number;
} {
  const length = fragments.reduce((end, f) => Math.max(end, f.offset + f.length), 0);
  const whole = new Uint8Array(length);
  // What was seen first is written last.
  for (const { bytes, offset } of [...fragments].sort((a, b) => b.frame - a.frame)) whole.set(bytes, offset);
  let captured = 0;
  for (const { bytes, offset } of fragments)
    if (offset <= captured) captured = Math.max(captured, offset + bytes.length);
  return { whole, captured };
}
