/**
 * snoop (RFC 1761), as Solaris's snoop writes it; everything is big-endian.
 *
 *     0        8         12     16        20         24             28      32      36
 *     "snoop"  version   link | original | included | record length | drops | secs  | µs  | data, padded | …
 */
import { counted, grouped, type Notes } from './notes.ts';
import { MAX_FRAME, type FrameSink, type Walker } from './walker.ts';

const FILE_HEADER = 16;
const HEADER = 24;
const NANOSECONDS_A_MICROSECOND = 1000;

/**
 * Link types of RFC 1761, and those that Solaris added (DL_ in <sys/dlpi.h>: 802.3 by other names, InfiniBand),
 * as LINKTYPE_ numbers; what is not here keeps a number that nobody reads.
 */
const LINKS: Readonly<Record<number, number>> = { 0: 1, 2: 6, 4: 1, 8: 10, 16: 122, 24: 1, 25: 1, 26: 242 };
/** Above all LINKTYPE_ numbers. */
export const SNOOP_LINK = 0x40000000;

const MAGIC = [0x73, 0x6e, 0x6f, 0x6f, 0x70, 0, 0, 0];

export function isSnoop(head: Uint8Array): boolean {
  return head.length >= FILE_HEADER && MAGIC.every((byte, i) => head[i] === byte);
}

export class SnoopWalker implements Walker {
  readonly format = 'snoop, microseconds, big-endian';
  readonly timeDigits = 6;
  baseTime: bigint | null = null;
  need = 0;
  skip = 0;
  stopped = false;

  readonly #sink: FrameSink;
  readonly #notes: Notes;
  #link = -1;
  #baseSeconds = 0;
  #baseMicroseconds = 0;
  #frames = 0;
  #drops = 0;

  constructor(sink: FrameSink, notes: Notes) {
    this.#sink = sink;
    this.#notes = notes;
  }

  walk(bytes: Uint8Array, view: DataView, from: number, to: number, base: number, limit: number): number {
    let at = from;
    this.need = 0;
    this.#sink.piece(bytes, view, base);
    if (this.#link < 0) {
      if (to - at < FILE_HEADER) {
        this.need = FILE_HEADER;
        return at;
      }
      const link = view.getUint32(at + 12);
      this.#link = LINKS[link] ?? SNOOP_LINK + (link & 0xffffff);
      at += FILE_HEADER;
    }
    for (let frames = 0; frames < limit; frames++) {
      if (to - at < HEADER) {
        this.need = HEADER;
        break;
      }
      const captured = view.getUint32(at + 4);
      const length = view.getUint32(at + 8);
      if (length < HEADER + captured || length > MAX_FRAME) {
        this.#stop(captured, length, base + at);
        break;
      }
      if (to - at < length) {
        this.need = length;
        break;
      }
      const seconds = view.getUint32(at + 16);
      const microseconds = view.getUint32(at + 20);
      if (this.baseTime === null) {
        this.#baseSeconds = seconds;
        this.#baseMicroseconds = microseconds;
        this.baseTime = BigInt(seconds) * 1_000_000_000n + BigInt(microseconds) * 1000n;
      }
      this.#frames++;
      this.#sink.frame(
        at + HEADER,
        at + HEADER + captured,
        Math.max(captured, view.getUint32(at)),
        this.#link,
        seconds - this.#baseSeconds,
        (microseconds - this.#baseMicroseconds) * NANOSECONDS_A_MICROSECOND,
      );
      this.#drops = view.getUint32(at + 12);
      at += length;
    }
    return at;
  }

  #stop(captured: number, length: number, at: number): void {
    this.stopped = true;
    this.#notes.add(
      'error',
      'absurd-packet-length',
      `Packet ${grouped(this.#frames + 1)} announces ${counted(captured, 'byte')} in a record of ${grouped(length)}. Read as damage at 0x${at.toString(16)}; the packets before it are shown.`,
      at + 4,
    );
  }

  end(_bytes: Uint8Array, view: DataView, from: number, to: number, base: number): void {
    if (this.#drops > 0)
      this.#notes.add(
        'warning',
        'dropped-packets',
        `${grouped(this.#drops)} packets were dropped while this was captured. Gaps may come from that.`,
      );
    const left = to - from;
    if (left === 0 || this.stopped) return;
    const announced = left >= HEADER ? view.getUint32(from + 8) : HEADER;
    this.#notes.add(
      'error',
      'cut-packet',
      `The file ends inside packet ${grouped(this.#frames + 1)}. Its record has ${counted(announced, 'byte')}, ${grouped(left)} ${left === 1 ? 'is' : 'are'} there. ${counted(this.#frames, 'packet')} ${this.#frames === 1 ? 'is' : 'are'} shown.`,
      base + from,
    );
  }
}
