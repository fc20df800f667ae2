/** Tests that the columns answer. */
import type { Facts } from './facts.ts';
import { grown, NO, UNASKED, YES, type Leaf, type LeafRun } from './leaf.ts';
import type { IndexTest } from './test-tree.ts';

export class ClassLeaf implements Leaf {
  /** by class; NO and YES, UNASKED: not yet */
  private known: Uint8Array = new Uint8Array(256).fill(UNASKED);

  constructor(
    private readonly test: Extract<IndexTest, { of: 'class' }>,
    private readonly run: LeafRun,
  ) {}

  fill(mask: Uint8Array, from: number, count: number, classes: Int32Array): void {
    for (let i = 0; i < count; i++) {
      const id = classes[i]!;
      const known = id >= 0 && id < this.known.length ? this.known[id]! : UNASKED;
      mask[i] = known !== UNASKED ? known : this.ask(id, from + i);
    }
  }

  private ask(id: number, row: number): number {
    const { facts, classes, host } = this.run;
    facts.row = row;
    const of = id < 0 ? facts.rowClass : classes.classes[id]!;
    const verdict = this.test.holds(of, host.language) ? YES : NO;
    if (id >= 0) {
      if (id >= this.known.length) this.known = grown(this.known, id);
      this.known[id] = verdict;
    }
    return verdict;
  }

  verdict(): undefined {
    return undefined;
  }
}

export class StreamLeaf implements Leaf {
  private known: Uint8Array = new Uint8Array(256).fill(UNASKED);

  constructor(
    private readonly test: Extract<IndexTest, { of: 'stream' }>,
    private readonly facts: Facts,
  ) {}

  fill(mask: Uint8Array, from: number, count: number): void {
    const { stream } = this.facts.columns;
    for (let i = 0; i < count; i++) {
      const id = stream.get(from + i);
      const known = id < this.known.length ? this.known[id]! : UNASKED;
      mask[i] = known !== UNASKED ? known : this.ask(id);
    }
  }

  private ask(id: number): number {
    if (id < 0) return NO;
    if (id >= this.known.length) this.known = grown(this.known, id);
    return (this.known[id] = this.test.holds(this.facts.ofStream(id)) ? YES : NO);
  }

  verdict(): undefined {
    return undefined;
  }
}

export class RowLeaf implements Leaf {
  constructor(
    private readonly holds: (of: Facts) => boolean,
    private readonly facts: Facts,
  ) {}

  fill(mask: Uint8Array, from: number, count: number): void {
    const { holds, facts } = this;
    for (let i = 0; i < count; i++) {
      facts.row = from + i;
      mask[i] = holds(facts) ? YES : NO;
    }
  }

  verdict(): undefined {
    return undefined;
  }
}
