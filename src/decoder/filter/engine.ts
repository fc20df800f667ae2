/**
 * Runs a checked filter over blocks of rows, what costs least first.
 *
 *     columns   each test over the whole block, in a loop       no / perhaps / yes for each row
 *     bytes     rows that are left: the wanted fields in place   no / perhaps / yes
 *     record    rows that are still left: decoded in full        no / yes
 *
 * A test that needs bytes is `no` by the columns alone where the row's procedure cannot have its fields.
 */
import { RowKind } from '../api.ts';
import type { DecodedRecord } from '../record/decode.ts';
import { Need } from '../record/pick-record.ts';
import { RowPicker } from '../record/pick-rows.ts';
import type { FieldDescriptor } from '../xdr/descriptor.ts';
import { Classes, Facts, UNSURE } from './facts.ts';
import type { BlockTest, FilterHost, Followed } from './filter.ts';
import { ClassLeaf, RowLeaf, StreamLeaf } from './index-leaves.ts';
import { NO, PERHAPS, YES, type Leaf } from './leaf.ts';
import { PickedLeaf, PlaceLeaf, ToldLeaf, ValuesLeaf, type Handler } from './picked-leaves.ts';
import type { Test, TestTree } from './test-tree.ts';
import type { Value } from './values.ts';
import { WholeLeaf } from './whole-leaf.ts';

/** A test or a combination of tests, with its verdicts on the rows of a block. */
type Node =
  | { readonly op: 'and' | 'or' | 'xor'; readonly terms: readonly Node[]; mask: Uint8Array }
  | { readonly op: 'not'; readonly term: Node; mask: Uint8Array }
  | { readonly op: 'test'; readonly leaf: Leaf; mask: Uint8Array };

export function startFilter(tree: TestTree, host: FilterHost): BlockTest {
  const run = new Run(tree, host);
  return (from, to, kept) => run.block(from, to, kept);
}

class Run {
  readonly facts: Facts;
  readonly classes: Classes;
  private readonly root: Node;
  private readonly picked: PickedLeaf[] = [];
  private readonly late: (WholeLeaf | ToldLeaf)[] = [];
  private readonly picker: RowPicker | null;
  private readonly wantsClasses: boolean;
  /** one value that passes is all that the bytes are asked for */
  private readonly single: PlaceLeaf | null;
  private classesOf = new Int32Array(0);
  /** by class */
  private readonly needs: (Need | undefined)[] = [];
  /** what to do with a field, by its number */
  private readonly handlers: (readonly Handler[] | undefined)[] = [];
  private followed: Followed | null = null;
  private readonly wantsFollowed: boolean;

  constructor(
    tree: TestTree,
    readonly host: FilterHost,
  ) {
    this.facts = new Facts(host.index, host.language);
    this.classes = new Classes(this.facts);
    this.root = this.node(tree);
    const names = new Set(this.picked.flatMap(({ names: own }) => [...own]));
    this.picker = names.size > 0 ? new RowPicker(host, names) : null;
    const [only] = this.picked;
    this.single = this.picked.length === 1 && only instanceof PlaceLeaf && !only.test.all ? only : null;
    this.wantsFollowed = this.late.some(({ test }) => test.of === 'record' && test.field.of === 'followed');
    this.wantsClasses = needsClasses(this.root);
  }

  private node(tree: TestTree): Node {
    const mask = new Uint8Array(0);
    switch (tree.op) {
      case 'test':
        return { op: 'test', leaf: this.leaf(tree.test), mask };
      case 'not':
        return { op: 'not', term: this.node(tree.term), mask };
      default:
        return { op: tree.op, terms: tree.terms.map((term) => this.node(term)), mask };
    }
  }

  private leaf(test: Test): Leaf {
    switch (test.of) {
      case 'class':
        return new ClassLeaf(test, this);
      case 'stream':
        return new StreamLeaf(test, this.facts);
      case 'row':
        return new RowLeaf(test.bind(this.host.index), this.facts);
      case 'bytes': {
        const leaf = new PlaceLeaf(test, this);
        this.picked.push(leaf);
        return leaf;
      }
      case 'values': {
        if (test.names.size === 0) {
          const { facts } = this;
          const read = { facts, of: () => NOTHING };
          return new RowLeaf(() => test.holds(read), facts);
        }
        const leaf = new ValuesLeaf(test, this);
        this.picked.push(leaf);
        return leaf;
      }
      default: {
        if (test.of === 'record' && test.quick) {
          const leaf = new ToldLeaf(test, test.quick, this);
          this.picked.push(leaf);
          this.late.push(leaf);
          return leaf;
        }
        const leaf = new WholeLeaf(test, this.host);
        this.late.push(leaf);
        return leaf;
      }
    }
  }

  // ── a block ────────────────────────────────────────────────────────────────────────────────────

  block(from: number, to: number, kept: Uint32Array): number | Promise<number> {
    if (this.wantsFollowed && this.followed === null) return this.blockFollowed(from, to, kept);
    const count = to - from;
    if (this.wantsClasses) {
      if (this.classesOf.length < count) this.classesOf = new Int32Array(count);
      const { classesOf, classes } = this;
      for (let i = 0; i < count; i++) classesOf[i] = classes.of(from + i);
    }
    const mask = this.fill(this.root, from, count);
    return this.rows(mask, from, count, kept, 0, 0);
  }

  private async blockFollowed(from: number, to: number, kept: Uint32Array): Promise<number> {
    this.followed = (await this.host.followed?.()) ?? NOTHING_FOLLOWED;
    for (const leaf of this.late) if (leaf instanceof WholeLeaf) leaf.followed = this.followed;
    return this.block(from, to, kept);
  }

  private fill(node: Node, from: number, count: number): Uint8Array {
    if (node.mask.length < count) node.mask = new Uint8Array(Math.max(count, 256));
    const { mask } = node;
    switch (node.op) {
      case 'test':
        node.leaf.fill(mask, from, count, this.classesOf);
        break;
      case 'not': {
        const inner = this.fill(node.term, from, count);
        for (let i = 0; i < count; i++) mask[i] = YES - inner[i]!;
        break;
      }
      case 'and':
      case 'or':
      case 'xor': {
        const { op, terms } = node;
        mask.set(this.fill(terms[0]!, from, count).subarray(0, count));
        for (let t = 1; t < terms.length; t++) {
          const term = this.fill(terms[t]!, from, count);
          if (op === 'and') for (let i = 0; i < count; i++) mask[i] = Math.min(mask[i]!, term[i]!);
          else if (op === 'or') for (let i = 0; i < count; i++) mask[i] = Math.max(mask[i]!, term[i]!);
          else for (let i = 0; i < count; i++) mask[i] = exclusive(mask[i]!, term[i]!);
        }
      }
    }
    return mask;
  }

  /** Rows from number `i` of the block on. */
  private rows(
    mask: Uint8Array,
    from: number,
    count: number,
    kept: Uint32Array,
    i: number,
    found: number,
  ): number | Promise<number> {
    for (; i < count; i++) {
      let verdict: number | Promise<number> = mask[i]!;
      if (verdict === PERHAPS) verdict = this.row(from + i, i);
      if (typeof verdict !== 'number') return this.rest(verdict, mask, from, count, kept, i, found);
      if (verdict === YES) kept[found++] = from + i;
    }
    return found;
  }

  private async rest(
    verdict: Promise<number>,
    mask: Uint8Array,
    from: number,
    count: number,
    kept: Uint32Array,
    i: number,
    found: number,
  ): Promise<number> {
    if ((await verdict) === YES) kept[found++] = from + i;
    return this.rows(mask, from, count, kept, i + 1, found);
  }

  // ── a row ──────────────────────────────────────────────────────────────────────────────────────

  private row(row: number, i: number): number | Promise<number> {
    const { picker } = this;
    if (picker === null) return this.judged(row, i);
    for (const leaf of this.picked) leaf.reset();
    const need = this.need(row, i, picker);
    const busy = need === Need.nothing ? undefined : picker.pick(row, need, this.visit);
    return busy ? busy.then(() => this.judged(row, i)) : this.judged(row, i);
  }

  /** What a row's class needs, where its columns say all. */
  private need(row: number, i: number, picker: RowPicker): Need {
    const id = this.classesOf[i]!;
    if (id < 0 || (this.facts.columns.flags.get(row) & UNSURE) !== 0) return picker.need(row);
    let known = this.needs[id];
    if (known === undefined) this.needs[id] = known = picker.need(row);
    return known;
  }

  private judged(row: number, i: number): number | Promise<number> {
    this.facts.row = row;
    for (const leaf of this.late) leaf.known = PERHAPS;
    const verdict = judge(this.root, i);
    if (verdict !== PERHAPS || this.late.length === 0) return verdict === YES ? YES : NO;
    const kind = this.facts.kind;
    if (kind > RowKind.data) return this.whole(row, i, null);
    return this.host.decoded(row).then((record) => this.whole(row, i, record));
  }

  private whole(row: number, i: number, record: DecodedRecord | null): number {
    for (const leaf of this.late) leaf.look(record, row);
    return judge(this.root, i) === YES ? YES : NO;
  }

  private readonly visit = (
    field: FieldDescriptor,
    start: number,
    stop: number,
    present: boolean,
  ): boolean => {
    const handlers = this.handlers[field.id] ?? this.handlersOf(field);
    const { bytes } = this.picker!;
    for (let i = 0; i < handlers.length; i++) handlers[i]!.visit(field, bytes, start, stop, present);
    return this.single !== null && this.single.passed > 0;
  };

  private handlersOf(field: FieldDescriptor): readonly Handler[] {
    const handlers = this.picked.flatMap((leaf) => leaf.handlers(field));
    this.handlers[field.id] = handlers;
    return handlers;
  }
}

const NOTHING: readonly Value[] = [];
const NOTHING_FOLLOWED: Followed = {
  file: { length: 0, get: () => 0, byteLength: 0 },
  volumeOf: () => '',
  pathOf: () => null,
  newPathOf: () => null,
};

function exclusive(a: number, b: number): number {
  if (a === PERHAPS || b === PERHAPS) return PERHAPS;
  return a === b ? NO : YES;
}

function judge(node: Node, i: number): number {
  switch (node.op) {
    case 'test':
      return node.leaf.verdict() ?? node.mask[i]!;
    case 'not':
      return YES - judge(node.term, i);
    case 'and': {
      let verdict = YES;
      for (const term of node.terms) {
        verdict = Math.min(verdict, judge(term, i));
        if (verdict === NO) break;
      }
      return verdict;
    }
    case 'or': {
      let verdict = NO;
      for (const term of node.terms) {
        verdict = Math.max(verdict, judge(term, i));
        if (verdict === YES) break;
      }
      return verdict;
    }
    case 'xor': {
      let verdict = NO;
      for (const term of node.terms) verdict = exclusive(verdict, judge(term, i));
      return verdict;
    }
  }
}

function needsClasses(node: Node): boolean {
  if (node.op === 'test') return node.leaf instanceof ClassLeaf || node.leaf instanceof PickedLeaf;
  return node.op === 'not' ? needsClasses(node.term) : node.terms.some(needsClasses);
}
