/** Small numbers for program, version and procedure, in the order in which they are met. */

/** More procedures than that are counted together: whoever sends so many invents them. */
export const MOST_KEYS = 65_536;

export class Keys {
  readonly program: number[] = [];
  readonly version: number[] = [];
  readonly procedure: number[] = [];
  /** place + 1 of the key in the lists; 0: free. Open addressing */
  private slots = new Int32Array(256);
  private last = -1;

  get length(): number {
    return this.program.length;
  }

  /** Place of the key, put in when it is new; -1: there are too many. */
  at(program: number, version: number, procedure: number): number {
    const { last } = this;
    if (last >= 0 && this.is(last, program, version, procedure)) return last;
    const found = this.find(program, version, procedure);
    if (found >= 0) this.last = found;
    return found;
  }

  private is(key: number, program: number, version: number, procedure: number): boolean {
    return (
      this.procedure[key] === procedure && this.program[key] === program && this.version[key] === version
    );
  }

  private find(program: number, version: number, procedure: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = hash(program, version, procedure) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const key = slots[slot]! - 1;
      if (this.is(key, program, version, procedure)) return key;
    }
    const { length } = this;
    if (length >= MOST_KEYS) return -1;
    this.program.push(program);
    this.version.push(version);
    this.procedure.push(procedure);
    slots[slot] = length + 1;
    if (this.length * 2 > slots.length) this.enlarge();
    return length;
  }

  private enlarge(): void {
    const mask = this.slots.length * 2 - 1;
    this.slots = new Int32Array(mask + 1);
    for (let key = 0; key < this.length; key++) {
      let slot = hash(this.program[key]!, this.version[key]!, this.procedure[key]!) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = key + 1;
    }
  }
}

function hash(program: number, version: number, procedure: number): number {
  let h = Math.imul(program ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(version, 0xc2b2ae35);
  h = Math.imul(h ^ procedure, 0x27d4eb2f);
  return (h ^ (h >>> 15)) >>> 0;
}
