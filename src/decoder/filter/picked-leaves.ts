/** Tests that bytes answer: fields are picked, and compared in place or read. */
import { RowKind } from '../api.ts';
import type { DecodedRecord } from '../record/decode.ts';
import { Need, RecordPicker } from '../record/pick-record.ts';
import type { FieldDescriptor } from '../xdr/descriptor.ts';
import type { BytesTest } from './compare.ts';
import { UNSURE } from './facts.ts';
import { grown, NO, PERHAPS, UNASKED, YES, type Leaf, type LeafRun } from './leaf.ts';
import type { BytesFieldTest, QuickTest, ReadValues, RecordTest, ValuesTest } from './test-tree.ts';
import type { Value } from './values.ts';

const NOTHING: readonly Value[] = [];

export interface Handler {
  visit(field: FieldDescriptor, bytes: Uint8Array, start: number, stop: number, present: boolean): void;
}

export abstract class PickedLeaf implements Leaf {
  private byClass: Uint8Array = new Uint8Array(256).fill(UNASKED);
  private readonly picker: RecordPicker;

  constructor(
    readonly names: ReadonlySet<string>,
    protected readonly run: LeafRun,
    /** verdict on rows that cannot have a field of the test */
    private readonly without: number,
  ) {
    this.picker = new RecordPicker(run.host.language, names);
  }

  fill(mask: Uint8Array, from: number, count: number, classes: Int32Array): void {
    const { kind, flags } = this.run.facts.columns;
    for (let i = 0; i < count; i++) {
      const id = classes[i]!;
      let known = id >= 0 && id < this.byClass.length ? this.byClass[id]! : UNASKED;
      if (known === UNASKED) known = this.ask(id, from + i);
      // columns of a call that is there in part may say nothing
      if (known !== PERHAPS && (flags.get(from + i) & UNSURE) !== 0 && kind.get(from + i) === RowKind.call)
        known = PERHAPS;
      mask[i] = known;
    }
  }

  private ask(id: number, row: number): number {
    const { facts, classes } = this.run;
    facts.row = row;
    const { kind, known, program, version, procedure } = id < 0 ? facts.rowClass : classes.classes[id]!;
    const need = this.picker.needOf(kind, known, program, version, procedure);
    const verdict = need === Need.nothing ? this.without : PERHAPS;
    if (id >= 0) {
      if (id >= this.byClass.length) this.byClass = grown(this.byClass, id);
      this.byClass[id] = verdict;
    }
    return verdict;
  }

  abstract verdict(): number;
  abstract reset(): void;
  abstract handlers(field: FieldDescriptor): readonly Handler[];
}

export class PlaceLeaf extends PickedLeaf {
  seen = 0;
  passed = 0;

  constructor(
    readonly test: BytesFieldTest,
    run: LeafRun,
  ) {
    super(test.names, run, NO);
  }

  reset(): void {
    this.seen = 0;
    this.passed = 0;
  }

  verdict(): number {
    const { seen, passed } = this;
    return (this.test.all ? seen > 0 && passed === seen : passed > 0) ? YES : NO;
  }

  handlers(field: FieldDescriptor): readonly Handler[] {
    const own = this.test.testOf(field);
    return own === undefined ? [] : [new PlaceHandler(this, own)];
  }
}

class PlaceHandler implements Handler {
  constructor(
    private readonly leaf: PlaceLeaf,
    private readonly test: BytesTest | null,
  ) {}

  visit(_field: FieldDescriptor, bytes: Uint8Array, start: number, stop: number, present: boolean): void {
    const { leaf } = this;
    if (!present && !leaf.test.exists) return;
    leaf.seen++;
    if (this.test !== null && this.test(bytes, start, stop)) leaf.passed++;
  }
}

abstract class ReadLeaf extends PickedLeaf {
  private readonly values: ReadonlyMap<string, Value[]>;
  protected readonly read: ReadValues;

  constructor(
    private readonly reads: Pick<ValuesTest, 'names' | 'reads' | 'read'>,
    run: LeafRun,
    without: number,
  ) {
    super(reads.names, run, without);
    const values = new Map<string, Value[]>(reads.reads.map((name) => [name, []]));
    this.values = values;
    this.read = { facts: run.facts, of: (name) => values.get(name) ?? NOTHING };
  }

  reset(): void {
    for (const values of this.values.values()) values.length = 0;
  }

  handlers(field: FieldDescriptor): readonly Handler[] {
    return this.names.has(field.filter) ? [this] : [];
  }

  visit(field: FieldDescriptor, bytes: Uint8Array, start: number, stop: number, present: boolean): void {
    if (!present) return;
    for (const [name, values] of this.values) {
      const value = this.reads.read(name, field, bytes, start, stop);
      if (value !== null) values.push(value);
    }
  }
}

export class ValuesLeaf extends ReadLeaf {
  constructor(
    readonly test: ValuesTest,
    run: LeafRun,
  ) {
    const holds = !test.mixed && test.holds({ facts: run.facts, of: () => NOTHING });
    // without a field there may be values of the index
    super(test, run, test.mixed ? PERHAPS : holds ? YES : NO);
  }

  verdict(): number {
    return this.test.holds(this.read) ? YES : NO;
  }
}

/** Mostly told by some fields; else by the record as a whole. */
export class ToldLeaf extends ReadLeaf {
  known = PERHAPS;

  constructor(
    readonly test: RecordTest,
    private readonly quick: QuickTest,
    run: LeafRun,
  ) {
    super(quick, run, PERHAPS);
  }

  verdict(): number {
    if (this.known !== PERHAPS) return this.known;
    const value = this.quick.value(this.read);
    return value === null ? PERHAPS : this.test.holds([value]) ? YES : NO;
  }

  look(record: DecodedRecord | null, row: number): void {
    const { field, holds } = this.test;
    if (field.of === 'record') this.known = holds(field.values(record, row, this.run.host)) ? YES : NO;
  }
}
