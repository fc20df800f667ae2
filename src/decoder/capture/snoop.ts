/**
 * snoop (RFC 1761), as Solaris's snoop writes it; everything is big-endian.
 *
 *     0        8         12     16        20         24             28      32      36
 *     "snoop"  version   link | original | included | record length | drops | secs  | µs  | data, padded | …
 */
import { counted, grouped, type Notes } from './notes.ts';
import { MAX_FRAME, REACH, USUAL_FRAME, type FrameSink, type Walker } from './walker.ts';

const FILE_HEADER = 16;
const HEADER = 24;
const NANOSECONDS_A_MICROSECOND = 1000;
/** Padding of a record that is believed after damage, and seconds between the first packet and its. */
const MAX_PADDING = 64;
const MAX_SPAN = 366 * 24 * 3600;

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
  readonly stopped = false;

  readonly #sink: FrameSink;
  readonly #notes: Notes;
  #link = -1;
  #baseSeconds = 0;
  #baseMicroseconds = 0;
  #frames = 0;
  #drops = 0;
  /** a record that nobody can believe; the next one that holds is looked for */
  #damage: { readonly at: number; readonly what: string } | null = null;
  /** nothing follows what is there */
  #ends = false;

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
      if (this.#damage !== null) {
        at = this.#findRecord(view, at, to);
        if (this.need > 0) break;
        this.#tellDamage(base + at);
      }
      if (to - at < HEADER) {
        this.need = HEADER;
        break;
      }
      const captured = view.getUint32(at + 4);
      const length = view.getUint32(at + 8);
      if (length < HEADER + captured || length > MAX_FRAME) {
        this.#announces(captured, length, base + at);
        at++;
        continue;
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

  #announces(captured: number, length: number, at: number): void {
    this.#damage = { at, what: `${counted(captured, 'byte')} in a record of ${grouped(length)}` };
  }

  /** First place from `at` on where a record begins: its header holds, and so does the one behind it. */
  #findRecord(view: DataView, from: number, to: number): number {
    let at = from;
    for (; at + HEADER <= to; at++) {
      if (!this.#holds(view, at)) continue;
      const next = at + view.getUint32(at + 8);
      if (next + HEADER > to && (!this.#ends || next <= to)) break;
      if (next + HEADER <= to && this.#holds(view, next)) break;
    }
    const isFound = at + HEADER <= to && (this.#ends || at + view.getUint32(at + 8) + HEADER <= to);
    if (!isFound) this.need = REACH;
    return at;
  }

  #holds(view: DataView, at: number): boolean {
    const captured = view.getUint32(at + 4);
    const padding = view.getUint32(at + 8) - HEADER - captured;
    return (
      captured > 0 &&
      captured <= USUAL_FRAME &&
      view.getUint32(at) >= captured &&
      view.getUint32(at) <= MAX_FRAME &&
      padding >= 0 &&
      padding <= MAX_PADDING &&
      view.getUint32(at + 20) < 1e6 &&
      (this.baseTime === null || Math.abs(view.getUint32(at + 16) - this.#baseSeconds) <= MAX_SPAN)
    );
  }

  /** `to`: where records go on, -1: nowhere. */
  #tellDamage(to: number): void {
    const { at, what } = this.#damage!;
    this.#damage = null;
    const then =
      to < 0
        ? 'no record follows that holds, the packets before it are shown.'
        : `${counted(to - at, 'byte')} are passed over up to the next record that holds.`;
    this.#notes.add(
      'error',
      'absurd-packet-length',
      `Packet ${grouped(this.#frames + 1)} announces ${what}. Read as damage at 0x${at.toString(16)}; ${then}`,
      at + 4,
    );
  }

  end(bytes: Uint8Array, view: DataView, from: number, to: number, base: number): void {
    this.#ends = true;
    let at = from;
    // What goes beyond the end is cut where its header holds, else damaged.
    if (this.#damage === null && to - from >= HEADER && !this.#holds(view, from)) {
      this.#announces(view.getUint32(from + 4), view.getUint32(from + 8), base + from);
      at++;
    }
    if (this.#damage !== null) at = this.walk(bytes, view, at, to, base, Infinity);
    if (this.#damage !== null) this.#tellDamage(-1);
    else this.#tellCut(view, at, to, base);
    if (this.#drops > 0)
      this.#notes.add(
        'warning',
        'dropped-packets',
        `${grouped(this.#drops)} packets were dropped while this was captured. Gaps may come from that.`,
      );
  }

  #tellCut(view: DataView, from: number, to: number, base: number): void {
    const left = to - from;
    if (left === 0) return;
    const announced = left >= HEADER ? view.getUint32(from + 8) : HEADER;
    this.#notes.add(
      'error',
      'cut-packet',
      `The file ends inside packet ${grouped(this.#frames + 1)}. Its record has ${counted(announced, 'byte')}, ${grouped(left)} ${left === 1 ? 'is' : 'are'} there. ${counted(this.#frames, 'packet')} ${this.#frames === 1 ? 'is' : 'are'} shown.`,
      base + from,
    );
  }
}
