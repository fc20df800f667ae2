/**
 * Visits only the wanted fields of a body, in wire order, and builds no tree. What is not wanted is
 * skipped by its size; behind the last wanted field nothing is read at all.
 *
 * It finds what `walk` finds, in damaged bodies too: a field is visited exactly where `walk` makes a node
 * for it. One thing more: what has no bytes (an empty string, an empty opaque) is visited with start = stop.
 */
import { Kind, Op, type FieldDescriptor, type Held } from './descriptor.ts';
import { DEPTH } from './emitter.ts';
import { evaluate } from './expression.ts';
import { padding } from './make.ts';
import type { Message } from './message.ts';
import { planFor, type Plan } from './plan.ts';
import type { Protocol } from './protocol.ts';
import { Reader } from './reader.ts';
import type { Registry } from './registry.ts';
import { NodeFlag, TreeBuilder } from './tree.ts';
import { Walker } from './walk.ts';

/**
 * @param present false where not all of [start, stop) was captured
 * @param aux element number, else 0
 * @returns true: enough, stop here
 */
export type Visit = (
  field: FieldDescriptor,
  start: number,
  stop: number,
  present: boolean,
  aux: number,
) => boolean | void;

/** Goes through [start, end) of a message. Never throws by itself. Returns true where `visit` stopped it. */
export type Picker = (message: Message, start: number, end: number, visit: Visit) => boolean;

/**
 * @param wanted display-filter names, and identifier paths without element numbers (`args/xdata/pairs/key`).
 * A wanted array visits itself and its elements.
 */
export function pick(
  protocol: Protocol,
  field: FieldDescriptor,
  wanted: ReadonlySet<string>,
  registry: Registry,
): Picker {
  const plan = planFor(field, wanted, registry, protocol);
  if (!plan.leads) return () => false;
  return (message, start, end, visit) => {
    const run = new PickRun(protocol, registry);
    run.release = protocol.releaseOf(field);
    run.go(plan, message, start, end, visit, true);
    return run.stopped;
  };
}

const UNKNOWN = -1;
const NOTHING: Message = { bytes: new Uint8Array(0), length: 0, holes: [] };
const nobody: Visit = () => false;

/** Goes through messages, one after another; nothing is allocated for each. Not to be used inside a visit. */
export class PickRun extends Reader {
  /** the visitor had enough */
  stopped = false;
  /** something did not fit, or a word on which the rest depends was not captured */
  lost = false;
  /** by which codecs look up types */
  release = 0;
  /** a group around all that is gone through, and where it starts: that of a record */
  outer: FieldDescriptor | null = null;
  outerAt = 0;
  private depth = 0;
  private call: Visit = nobody;
  /** fields before in the same struct, where one behind them asks for their values: the last `noted` ones */
  private readonly earlier: FieldDescriptor[] = [];
  private readonly earlierAt: number[] = [];
  private readonly earlierStop: number[] = [];
  private earlierCount = 0;
  private noted = 0;
  private readonly earlierValue = (name: string): number | null => this.value(name);
  /** groups around, and where they start: codecs look at them */
  private readonly around: FieldDescriptor[] = [];
  private readonly aroundAt: number[] = [];
  private aroundCount = 0;
  private scratch: { readonly tree: TreeBuilder; readonly walker: Walker } | null = null;

  constructor(
    private readonly protocol: Protocol,
    private readonly registry: Registry,
  ) {
    super(NOTHING);
  }

  /**
   * @param last nothing behind the plan's field is wanted: its end need not be found
   * @returns where the field ends, `end` where it cannot be told; with `last` any place
   */
  go(plan: Plan, message: Message, start: number, end: number, visit: Visit, last: boolean): number {
    if (this.message !== message || this.bytes !== message.bytes) this.look(message);
    this.call = visit;
    this.stopped = false;
    this.lost = false;
    this.depth = 0;
    this.noted = 0;
    this.earlierCount = 0;
    this.aroundCount = 0;
    return this.visit(plan, start, Math.max(start, end), 0, last);
  }

  private hit(field: FieldDescriptor, start: number, stop: number, aux: number): void {
    if (this.call(field, start, stop, this.present(start, stop), aux) === true) {
      this.stopped = true;
      // unwinds like what does not fit
      this.lost = true;
    }
  }

  private lose(end: number): number {
    this.lost = true;
    return end;
  }

  /**
   * @param aux element number
   * @param last nothing behind the field is wanted: its end need not be found
   */
  private visit(plan: Plan, start: number, end: number, aux: number, last: boolean): number {
    if (last && !plan.leads) return start;
    const { size } = plan;
    if (size >= 0 && size <= end - start) {
      // words, fixed arrays and structs of fixed size alike
      if (plan.hit && size > 0) this.hit(plan.field, start, start + size, aux);
      return start + size;
    }
    const { field } = plan;
    const { type } = field;
    switch (type.op) {
      case Op.Void:
        return start;
      case Op.OpaqueFixed:
        return this.opaque(plan, start, end, aux, type.size);
      case Op.OpaqueVar:
      case Op.String:
        return this.variable(plan, start, end, aux);
      case Op.Struct:
        if (!this.enter(plan, start)) return this.lose(end);
        return this.leave(plan, start, this.members(plan, start, end, last && !plan.hit), aux);
      case Op.Union:
        if (field.inline) {
          if (this.depth >= DEPTH) return this.lose(end);
          this.depth++;
          const at = this.choice(plan, start, end, last);
          this.depth--;
          return at;
        }
        if (!this.enter(plan, start)) return this.lose(end);
        return this.leave(plan, start, this.choice(plan, start, end, last && !plan.hit), aux);
      case Op.CharArray:
      case Op.ArrayFixed:
      case Op.ArrayVar:
        return this.array(plan, start, end, aux, last);
      case Op.Optional:
        return this.optional(plan, start, end, aux, last);
      case Op.List:
        return this.list(plan, start, end, aux);
      default: {
        // a word or a hyper that does not fit
        return this.lose(end);
      }
    }
  }

  private enter(plan: Plan, start: number): boolean {
    if (this.depth >= DEPTH) return false;
    this.depth++;
    // only codecs look around
    if (plan.deep) {
      const at = this.aroundCount++;
      this.around[at] = plan.field;
      this.aroundAt[at] = start;
    }
    return true;
  }

  /** A group ends at `at`. */
  private leave(plan: Plan, start: number, at: number, aux: number): number {
    this.depth--;
    if (plan.deep) this.aroundCount--;
    if (plan.hit && at > start && !this.stopped) this.hit(plan.field, start, at, aux);
    return at;
  }

  /** A word that announces something: its value, UNKNOWN where it was not captured. It must fit. */
  private announce(plan: Plan, start: number, aux: number): number {
    if (plan.word) this.hit(plan.field.lengthField!, start, start + 4, aux);
    return this.present(start, start + 4) ? this.word(start) : UNKNOWN;
  }

  // ── opaques and strings ────────────────────────────────────────────────────────────────────────

  private variable(plan: Plan, start: number, end: number, aux: number): number {
    if (start + 4 > end) return this.lose(end);
    const length = this.announce(plan, start, aux);
    if (this.stopped || length === UNKNOWN) return this.lose(end);
    const at = start + 4;
    if (length <= end - at) return this.opaque(plan, at, end, aux, length);
    this.content(plan, at, end, aux);
    return this.lose(end);
  }

  private opaque(plan: Plan, start: number, end: number, aux: number, length: number): number {
    if (length > end - start) return this.lose(end);
    this.content(plan, start, start + length, aux);
    return Math.min(end, start + length + padding(length));
  }

  private content(plan: Plan, start: number, stop: number, aux: number): void {
    const { field } = plan;
    const { held } = field;
    if (held === null || stop === start) {
      if (plan.hit) this.hit(field, start, stop, aux);
      return;
    }
    if (this.depth >= DEPTH) return;
    if (plan.hit) this.hit(field, start, stop, aux);
    if (this.stopped || (plan.held === null && plan.codec === null)) return;
    const argument = held.argument === null ? null : this.value(held.argument);
    const { lost, noted } = this;
    this.lost = false;
    this.noted = 0;
    this.enter(plan, start);
    if (plan.codec !== null) this.codec(plan.codec, held, field, start, stop, argument);
    else this.inside(plan.held!, held, start, stop, argument);
    this.depth--;
    if (plan.deep) this.aroundCount--;
    this.noted = noted;
    this.lost = lost || this.stopped;
  }

  private inside(plan: Plan, held: Held, start: number, stop: number, argument: number | null): void {
    const { type } = plan.field;
    if (type.op === Op.Struct) this.members(plan, start, stop, true);
    else if (type.op !== Op.Union) this.visit(plan, start, stop, 0, true);
    else if (held.argument === null) this.choice(plan, start, stop, true);
    else if (argument !== null) this.arm(plan, argument | 0, start, stop, true);
  }

  /** What a codec makes of an opaque, by a small tree of its own: the groups around it, and what it adds. */
  private codec(
    wanted: ReadonlySet<string>,
    held: Held,
    field: FieldDescriptor,
    start: number,
    stop: number,
    argument: number | null,
  ): void {
    if (this.scratch === null) {
      const tree = new TreeBuilder();
      this.scratch = { tree, walker: new Walker(this.protocol, this.registry, this.message, tree) };
    }
    const { tree, walker } = this.scratch;
    tree.reset();
    walker.again(this.message, this.depth, this.release);
    const { around, aroundAt, aroundCount, outer } = this;
    if (outer !== null) tree.group(outer.id, this.outerAt, Kind.body);
    for (let i = 0; i < aroundCount - 1; i++) tree.group(around[i]!.id, aroundAt[i]!, Kind.body);
    const group = tree.group(field.id, start, Kind.body);
    walker.codec(held.codec!, start, stop, group, argument);
    const { fields } = this.protocol.table;
    for (let node = group + 1; node < tree.count && !this.stopped; node++) {
      const found = fields[tree.field[node]!]!;
      if (!wanted.has(found.filter)) continue;
      const present = (tree.flags[node]! & NodeFlag.valueMissing) === 0;
      const result = this.call(found, tree.start[node]!, tree.stop[node]!, present, tree.aux[node]!);
      if (result === true) this.stopped = true;
    }
  }

  /** Value of an earlier field of the same struct; null: not known. See Walker.earlier. */
  private value(name: string): number | null {
    const { earlier, earlierCount } = this;
    for (let i = earlierCount - this.noted; i < earlierCount; i++) {
      const field = earlier[i]!;
      if (field.identifier !== name) continue;
      const start = this.earlierAt[i]!;
      const stop = this.earlierStop[i]!;
      if (!this.present(start, stop)) return null;
      if (stop - start === 4) return field.type.op === Op.UInt ? this.word(start) : this.word(start) | 0;
      return stop - start === 8 ? this.word(start) * 2 ** 32 + this.word(start + 4) : null;
    }
    return null;
  }

  /** Where the value of a word or hyper stands; nothing for what is larger. */
  private note(field: FieldDescriptor, start: number, stop: number): void {
    if (stop <= start) return;
    const { fixedSize } = field.type;
    let end = start + 4;
    let known = field;
    if (field.lengthField !== null) known = field.lengthField;
    else if (field.type.op === Op.Union && field.inline) known = field.type.discriminant!;
    else if (fixedSize === 4 || fixedSize === 8) end = stop;
    else return;
    const at = this.earlierCount++;
    this.earlier[at] = known;
    this.earlierAt[at] = start;
    this.earlierStop[at] = end;
    this.noted++;
  }

  // ── structs and unions ─────────────────────────────────────────────────────────────────────────

  private members(plan: Plan, start: number, end: number, last: boolean): number {
    const { members, asks } = plan;
    const { noted, earlierCount } = this;
    const count = last ? plan.last : members.length;
    let at = start;
    this.noted = 0;
    for (let i = 0; i < count && !this.lost; i++) {
      const member = members[i]!;
      const behind = last && i + 1 === count;
      const from = at;
      at =
        member.field.spanExpression === null
          ? this.visit(member, at, end, 0, behind)
          : this.spanned(member, start, at, end, behind);
      if (asks) this.note(member.field, from, at);
    }
    this.earlierCount = earlierCount;
    this.noted = noted;
    return at;
  }

  private spanned(plan: Plan, base: number, start: number, end: number, last: boolean): number {
    const span = evaluate(plan.field.spanExpression!, this.earlierValue);
    if (span === null) return this.visit(plan, start, end, 0, last);
    const wanted = base + span;
    const stop = Math.min(end, Math.max(start, wanted));
    const beyond = wanted > end;
    // where the place cannot be, the end of the field is needed
    const at = stop > start ? this.visit(plan, start, stop, 0, last || !beyond) : start;
    if (beyond && !this.lost) return at;
    this.lost = this.stopped || beyond;
    return stop;
  }

  private choice(plan: Plan, start: number, end: number, last: boolean): number {
    const at = this.visit(plan.discriminant!, start, end, 0, false);
    if (this.lost) return at;
    if (!this.present(start, at)) return this.lose(end);
    return this.arm(plan, this.word(start) | 0, at, end, last);
  }

  private arm(plan: Plan, value: number, start: number, end: number, last: boolean): number {
    const arm = plan.arms.get(value) ?? plan.defaultArm;
    return arm ? this.visit(arm, start, end, 0, last) : this.lose(end);
  }

  private optional(plan: Plan, start: number, end: number, aux: number, last: boolean): number {
    if (start + 4 > end) return this.lose(end);
    const value = this.announce(plan, start, aux);
    if (this.stopped || value === UNKNOWN) return this.lose(end);
    return value === 0 ? start + 4 : this.visit(plan.element!, start + 4, end, aux, last);
  }

  // ── what repeats ───────────────────────────────────────────────────────────────────────────────

  private array(plan: Plan, start: number, end: number, aux: number, last: boolean): number {
    const { type } = plan.field;
    if (type.fixedSize === 0) return start;
    if (type.op !== Op.ArrayVar) {
      if (!this.enter(plan, start)) return this.lose(end);
      const at = this.elements(plan, type.size, start, end, false, last && !plan.hit);
      return this.leave(plan, start, at, aux);
    }
    if (start + 4 > end || !this.enter(plan, start)) return this.lose(end);
    const count = this.announce(plan, start, 0);
    const at =
      this.stopped || count === UNKNOWN
        ? this.lose(end)
        : this.elements(plan, count, start + 4, end, true, last && !plan.hit);
    return this.leave(plan, start, at, aux);
  }

  private elements(
    plan: Plan,
    count: number,
    start: number,
    end: number,
    counted: boolean,
    last: boolean,
  ): number {
    const element = plan.element!;
    const { type } = element.field;
    let wanted = count;
    let cut = false;
    if (counted) {
      if (type.fixedSize === 0) return start;
      const room = Math.floor((end - start) / Math.max(1, type.minSize));
      if (count > room) {
        cut = true;
        wanted = room;
      }
    }
    const wordly = element.leads;
    if (!wordly && last) return start;
    let at = start;
    if (!wordly && type.fixedSize > 0) {
      // none is looked at: skip what fits in one step
      const whole = Math.min(wanted, Math.floor((end - start) / type.fixedSize));
      at = start + whole * type.fixedSize;
      if (whole < wanted) return this.lose(end);
    } else {
      for (let i = 0; i < wanted && !this.lost;) {
        // as the walk does: elements that were not captured are none
        const absent = Math.min(wanted - i, this.absent(at, end, type.fixedSize));
        if (absent === 0) at = this.visit(element, at, end, i, false);
        at += absent * Math.max(0, type.fixedSize);
        i += Math.max(1, absent);
      }
    }
    return cut && !this.lost ? this.lose(end) : at;
  }

  private list(plan: Plan, start: number, end: number, aux: number): number {
    if (this.depth + 1 >= DEPTH || start + 4 > end || !this.enter(plan, start)) return this.lose(end);
    return this.leave(plan, start, this.entries(plan.element!, plan, start, end), aux);
  }

  private entries(element: Plan, plan: Plan, start: number, end: number): number {
    let at = start;
    for (let i = 0; !this.lost; i++) {
      if (at + 4 > end) return this.lose(end);
      const from = at;
      const value = this.announce(plan, at, 0);
      if (this.stopped || value === UNKNOWN) return this.lose(end);
      at += 4;
      if (value === 0) break;
      this.enter(element, from);
      at = this.members(element, at, end, false);
      this.depth--;
      if (element.deep) this.aroundCount--;
      if (element.hit && !this.stopped) this.hit(element.field, from, at, i);
    }
    return at;
  }
}
