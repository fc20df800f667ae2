/**
 * XXH64 (xxHash specification 0.1.1) with seed 0, piece by piece: the content checksum of zstd frames is its
 * lower half. 64-bit numbers are pairs of 32-bit halves: BigInt is slower by tens of times.
 */
const P1H = 0x9e3779b1;
const P1L = 0x85ebca87;
const P2H = 0xc2b2ae3d;
const P2L = 0x27d4eb4f;
const P3H = 0x165667b1;
const P3L = 0x9e3779f9;
const P4H = 0x85ebca77;
const P4L = 0xc2b2ae63;
const P5H = 0x27d4eb2f;
const P5L = 0x165667c5;
const STRIPE = 32;

/** Upper half of the product of two unsigned 32-bit numbers. */
function high(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const middle = (Math.imul(a1, b0) >>> 0) + (Math.imul(a0, b0) >>> 16);
  const other = (Math.imul(a0, b1) >>> 0) + (middle & 0xffff);
  return (Math.imul(a1, b1) + (middle >>> 16) + (other >>> 16)) | 0;
}

/** A 64-bit number that is worked on in place. */
class Long {
  h = 0;
  l = 0;

  set(h: number, l: number): this {
    this.h = h | 0;
    this.l = l | 0;
    return this;
  }

  add(h: number, l: number): this {
    const sum = (this.l >>> 0) + (l >>> 0);
    this.h = (this.h + h + (sum > 0xffffffff ? 1 : 0)) | 0;
    this.l = sum | 0;
    return this;
  }

  multiply(h: number, l: number): this {
    this.h = (high(this.l, l) + Math.imul(this.h, l) + Math.imul(this.l, h)) | 0;
    this.l = Math.imul(this.l, l);
    return this;
  }

  /** to the left, by 1 to 31 */
  rotate(by: number): this {
    const { h, l } = this;
    this.h = (h << by) | (l >>> (32 - by));
    this.l = (l << by) | (h >>> (32 - by));
    return this;
  }

  /** exclusive or with itself shifted to the right by more than 31 */
  fold(by: number): this {
    this.l ^= this.h >>> (by - 32);
    return this;
  }

  xor(h: number, l: number): this {
    this.h ^= h;
    this.l ^= l;
    return this;
  }
}

export class Xxh64 {
  readonly #lanes = [
    new Long().set(P1H, P1L).add(P2H, P2L),
    new Long().set(P2H, P2L),
    new Long(),
    // Minus the first prime.
    new Long().set(~P1H, ~P1L).add(0, 1),
  ];
  readonly #held = new Uint8Array(STRIPE);
  readonly #heldView = new DataView(this.#held.buffer);
  #heldLength = 0;
  #length = 0;

  update(bytes: Uint8Array): void {
    this.#length += bytes.length;
    let at = 0;
    if (this.#heldLength > 0) {
      at = Math.min(STRIPE - this.#heldLength, bytes.length);
      this.#held.set(bytes.subarray(0, at), this.#heldLength);
      this.#heldLength += at;
      if (this.#heldLength < STRIPE) return;
      this.#stripes(this.#heldView, 0, STRIPE);
    }
    const stop = bytes.length - ((bytes.length - at) % STRIPE);
    this.#stripes(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at, stop);
    this.#held.set(bytes.subarray(stop));
    this.#heldLength = bytes.length - stop;
  }

  #stripes(view: DataView, from: number, to: number): void {
    for (let lane = 0; lane < 4; lane++) {
      const sum = this.#lanes[lane]!;
      let { h, l } = sum;
      for (let at = from + lane * 8; at < to; at += STRIPE) {
        // sum = rotate(sum + input × P2, 31) × P1
        const il = view.getInt32(at, true);
        const ih = view.getInt32(at + 4, true);
        const pl = Math.imul(il, P2L);
        const ph = high(il, P2L) + Math.imul(ih, P2L) + Math.imul(il, P2H);
        const low = (l >>> 0) + (pl >>> 0);
        h = (h + ph + (low > 0xffffffff ? 1 : 0)) | 0;
        l = low | 0;
        const rh = (h << 31) | (l >>> 1);
        const rl = (l << 31) | (h >>> 1);
        h = (high(rl, P1L) + Math.imul(rh, P1L) + Math.imul(rl, P1H)) | 0;
        l = Math.imul(rl, P1L);
      }
      sum.set(h, l);
    }
  }

  /** The upper and the lower half, unsigned. */
  digest(): readonly [high: number, low: number] {
    const hash = new Long();
    const [a, b, c, d] = this.#lanes as [Long, Long, Long, Long];
    const word = new Long();
    if (this.#length >= STRIPE) {
      [a, b, c, d].forEach((lane, i) => {
        word.set(lane.h, lane.l).rotate([1, 7, 12, 18][i]!);
        hash.add(word.h, word.l);
      });
      for (const lane of [a, b, c, d]) {
        word.set(lane.h, lane.l).multiply(P2H, P2L).rotate(31).multiply(P1H, P1L);
        hash.xor(word.h, word.l).multiply(P1H, P1L).add(P4H, P4L);
      }
    } else hash.set(P5H, P5L);
    hash.add(Math.floor(this.#length / 2 ** 32), this.#length | 0);
    let at = 0;
    for (; at + 8 <= this.#heldLength; at += 8) {
      word.set(this.#heldView.getInt32(at + 4, true), this.#heldView.getInt32(at, true));
      word.multiply(P2H, P2L).rotate(31).multiply(P1H, P1L);
      hash.xor(word.h, word.l).rotate(27).multiply(P1H, P1L).add(P4H, P4L);
    }
    if (at + 4 <= this.#heldLength) {
      word.set(0, this.#heldView.getInt32(at, true)).multiply(P1H, P1L);
      hash.xor(word.h, word.l).rotate(23).multiply(P2H, P2L).add(P3H, P3L);
      at += 4;
    }
    for (; at < this.#heldLength; at++) {
      word.set(0, this.#held[at]!).multiply(P5H, P5L);
      hash.xor(word.h, word.l).rotate(11).multiply(P1H, P1L);
    }
    hash.fold(33).multiply(P2H, P2L);
    // 29 is below 32: both halves move.
    hash.xor(hash.h >>> 29, (hash.l >>> 29) | (hash.h << 3));
    hash.multiply(P3H, P3L).fold(32);
    return [hash.h >>> 0, hash.l >>> 0];
  }
}
