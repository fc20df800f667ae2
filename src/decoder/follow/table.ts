/** Numbers that grow: columns in one piece, doubled when they are full. */
export class Numbers {
  private cells: Uint32Array;

  constructor(room = 1024) {
    this.cells = new Uint32Array(room);
  }

  get(at: number): number {
    return this.cells[at]!;
  }

  /** Makes room where there is none. */
  set(at: number, value: number): void {
    if (at >= this.cells.length) {
      const larger = new Uint32Array(Math.max(at + 1, this.cells.length * 2));
      larger.set(this.cells);
      this.cells = larger;
    }
    this.cells[at] = value;
  }

  get byteLength(): number {
    return this.cells.byteLength;
  }
}

/**
 * Finds entries (numbers from 1) by what they are: open addressing. Who asks hands in the hash, and says which
 * entry is the one.
 */
export class Slots {
  private cells = new Uint32Array(1024);
  private used = 0;

  /** @param hashOf of an entry that is in already: needed when the table is enlarged */
  constructor(private readonly hashOf: (entry: number) => number) {}

  /** First entry of that hash that `is` the one; 0: none. */
  find(hash: number, is: (entry: number) => boolean): number {
    const { cells } = this;
    const mask = cells.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = cells[slot]!;
      if (entry === 0 || is(entry)) return entry;
    }
  }

  add(hash: number, entry: number): void {
    if ((this.used + 1) * 2 > this.cells.length) this.enlarge();
    this.put(hash, entry);
    this.used++;
  }

  /** Puts an entry in the place of another one of the same hash. */
  replace(hash: number, old: number, entry: number): void {
    const { cells } = this;
    const mask = cells.length - 1;
    for (let slot = hash & mask; cells[slot] !== 0; slot = (slot + 1) & mask) {
      if (cells[slot] !== old) continue;
      cells[slot] = entry;
      return;
    }
  }

  private put(hash: number, entry: number): void {
    const { cells } = this;
    const mask = cells.length - 1;
    let slot = hash & mask;
    while (cells[slot] !== 0) slot = (slot + 1) & mask;
    cells[slot] = entry;
  }

  private enlarge(): void {
    const old = this.cells;
    this.cells = new Uint32Array(old.length * 2);
    for (const entry of old) if (entry !== 0) this.put(this.hashOf(entry), entry);
  }

  get byteLength(): number {
    return this.cells.byteLength;
  }
}
