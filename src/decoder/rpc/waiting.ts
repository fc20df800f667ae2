/**
 * Calls of one stream that wait for their reply: XID → row. Open addressing in two small arrays. A table never
 * grows past MAX entries: then the older half is given up, no peer leaves that many calls open. The seed keeps
 * a crafted capture from choosing XIDs that all fall on one slot.
 */
const MAX = 1 << 16;
const FIRST = 16;
/** Tables begin without slots: most streams only ever send calls, or only replies. */
const NO_XIDS = new Uint32Array(0);
const NO_ROWS = new Int32Array(0);
const seed = (Math.random() * 0x100000000) | 0;

function home(xid: number, mask: number): number {
  const h = Math.imul(xid ^ seed, 0x9e3779b1);
  return (h ^ (h >>> 16)) & mask;
}

export class Waiting {
  #xids = NO_XIDS;
  /** row + 1; 0: empty */
  #rows = NO_ROWS;
  size = 0;
  /** calls given up for lack of room */
  dropped = 0;

  /** Row of the entry that waits under this XID, -1: none. It is taken out. */
  take(xid: number): number {
    if (this.size === 0) return -1;
    const rows = this.#rows;
    const xids = this.#xids;
    const mask = rows.length - 1;
    let slot = home(xid, mask);
    while (rows[slot] !== 0) {
      if (xids[slot] === xid) {
        const row = rows[slot]! - 1;
        this.#remove(slot);
        return row;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  /** Lets `row` wait under its XID; gives the row that waited under it before, -1: none. */
  put(xid: number, row: number): number {
    if ((this.size + 1) * 4 > this.#rows.length * 3) this.#enlarge();
    const rows = this.#rows;
    const xids = this.#xids;
    const mask = rows.length - 1;
    let slot = home(xid, mask);
    while (rows[slot] !== 0) {
      if (xids[slot] === xid) {
        const old = rows[slot]! - 1;
        rows[slot] = row + 1;
        return old;
      }
      slot = (slot + 1) & mask;
    }
    xids[slot] = xid;
    rows[slot] = row + 1;
    this.size++;
    return -1;
  }

  /** Empties a slot and moves up what probing would no longer find. */
  #remove(slot: number): void {
    const rows = this.#rows;
    const xids = this.#xids;
    const mask = rows.length - 1;
    let hole = slot;
    for (let next = (hole + 1) & mask; rows[next] !== 0; next = (next + 1) & mask) {
      // An entry whose home lies cyclically in (hole, next] stays.
      if (((next - home(xids[next]!, mask)) & mask) < ((next - hole) & mask)) continue;
      rows[hole] = rows[next]!;
      xids[hole] = xids[next]!;
      hole = next;
    }
    rows[hole] = 0;
    this.size--;
  }

  #enlarge(): void {
    const rows = this.#rows;
    const xids = this.#xids;
    let from = 0;
    if (rows.length >= MAX) {
      const sorted = rows.slice().sort();
      from = sorted[sorted.length - (this.size >>> 1)]!;
      this.dropped += this.size - (this.size >>> 1);
    } else {
      const length = Math.max(FIRST, rows.length * 2);
      this.#rows = new Int32Array(length);
      this.#xids = new Uint32Array(length);
    }
    if (from > 0) {
      this.#rows = new Int32Array(rows.length);
      this.#xids = new Uint32Array(rows.length);
    }
    this.size = 0;
    const mask = this.#rows.length - 1;
    for (let i = 0; i < rows.length; i++) {
      if (rows[i]! === 0 || rows[i]! < from) continue;
      let slot = home(xids[i]!, mask);
      while (this.#rows[slot] !== 0) slot = (slot + 1) & mask;
      this.#rows[slot] = rows[i]!;
      this.#xids[slot] = xids[i]!;
      this.size++;
    }
  }

  get byteLength(): number {
    return this.#rows.byteLength + this.#xids.byteLength;
  }
}
