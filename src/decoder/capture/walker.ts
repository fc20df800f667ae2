/**
 * A walker goes over the bytes of one capture format and hands each frame on. It sees the file in pieces of
 * any size: what it cannot finish in one piece it asks to see again together with what follows.
 */

/** Takes the frames. One call a frame, no object: the arguments are places in the piece of the file in hand. */
export interface FrameSink {
  /** The frames that follow are in these bytes; `base` is the place of bytes[0] in the file. */
  piece(bytes: Uint8Array, view: DataView, base: number): void;
  /**
   * A frame: bytes[start, end) of the piece, of `original` bytes on the wire, at least end - start.
   * @param link number of the link type (LINKTYPE_…)
   * @param seconds since the walker's `baseTime`, with
   * @param nanoseconds their sum counts, either may be negative; UNKNOWN_TIME: not known
   */
  frame(
    start: number,
    end: number,
    original: number,
    link: number,
    seconds: number,
    nanoseconds: number,
  ): void;
  /** The piece's bytes will be overwritten. */
  release(): void;
}

/** `nanoseconds` of a frame whose time is not known. */
export const UNKNOWN_TIME = -0x40000000;

export interface Walker {
  /** `pcap, microseconds, little-endian`: for people */
  readonly format: string;
  /** nanoseconds since the epoch of the first frame; null before it */
  readonly baseTime: bigint | null;
  /** digits after the point that the clock has: 6 or 9 */
  readonly timeDigits: number;
  /**
   * Walks over whole frames and blocks of bytes[from, to), at most `limit` of them, and gives the place
   * where it stopped. `base` is the place of bytes[0] in the file.
   */
  walk(bytes: Uint8Array, view: DataView, from: number, to: number, base: number, limit: number): number;
  /** Why it stopped: so many bytes from there on are needed in one piece. 0: `limit` was reached. */
  readonly need: number;
  /** Bytes to pass over before it goes on; the caller sets it back to 0. */
  skip: number;
  /** Damage was met behind which nothing can be found: nothing after this place is read. */
  readonly stopped: boolean;
  /** The file ends, with bytes[from, to) left over and `skip` bytes still to pass over. */
  end(bytes: Uint8Array, view: DataView, from: number, to: number, base: number): void;
}

/** tcpdump's own snap length: frames may have it whatever the file's header says. */
export const USUAL_FRAME = 256 * 1024;
/** More than any tool writes in one frame. A longer one is damage: believing it would lose all that follows. */
export const MAX_FRAME = 16 * 1024 * 1024;
/**
 * So much is asked for when an item is looked for behind damage and may go beyond what is there. What is believed
 * to be one is at most half as long, so that each such step leaves as much behind.
 */
export const REACH = 1024 * 1024;
