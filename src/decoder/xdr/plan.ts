/**
 * What of a body a filter wants: the graph of its fields, cut down to those that are wanted or lead there.
 *
 *     wanted  gluster.op_errno            plan of results:  op_ret  skip
 *                                                           op_errno  visit
 *                                                           (nothing wanted behind it: stop)
 */
import { codecNames } from './codec-names.ts';
import { Op, type FieldDescriptor, type TypeDescriptor } from './descriptor.ts';
import { expressionFields } from './expression.ts';
import type { Protocol } from './protocol.ts';
import type { Registry } from './registry.ts';

export interface Plan {
  readonly field: FieldDescriptor;
  /** the field itself is wanted */
  readonly hit: boolean;
  /** something inside is */
  readonly inside: boolean;
  /** there is anything to do at all */
  readonly leads: boolean;
  /** a codec is to take something apart, here or inside */
  readonly deep: boolean;
  /** bytes that it takes where they can be passed over in one step, else -1 */
  readonly size: number;
  /** Struct, List: a member asks for values of those before it */
  readonly asks: boolean;
  /** the length, count or flag word is */
  readonly word: boolean;
  /** Struct, List: one a member */
  readonly members: readonly Plan[];
  /** Struct, List: one past the last member that is wanted */
  readonly last: number;
  /** arrays, Optional */
  readonly element: Plan | null;
  /** Union, and opaques that hold one */
  readonly discriminant: Plan | null;
  readonly arms: ReadonlyMap<number, Plan>;
  readonly defaultArm: Plan | null;
  /** opaques: what they hold */
  readonly held: Plan | null;
  /** opaques: names wanted of a codec's fields; null: none */
  readonly codec: ReadonlySet<string> | null;
}

type Filling<T> = { -readonly [K in keyof T]: T[K] };

/** Rests of identifier paths that may go on below a field. */
type Rests = readonly (readonly string[])[];

const NO_PLANS: ReadonlyMap<number, Plan> = new Map();

/**
 * @param wanted display-filter names (`gluster.op_errno`) and identifier paths without element numbers
 * (`args/xdata/pairs/key`)
 */
export function planFor(
  field: FieldDescriptor,
  wanted: ReadonlySet<string>,
  registry: Registry,
  protocol: Protocol,
): Plan {
  const paths = [...wanted]
    .filter((name) => name.includes('/') || name === field.identifier)
    .map((name) => name.split('/'));
  const planner = new Planner(wanted, registry, protocol);
  const plan = planner.plan(field, paths);
  planner.settle();
  return plan;
}

class Planner {
  private readonly known = new Map<FieldDescriptor, Map<string, Filling<Plan>>>();
  private readonly all: Filling<Plan>[] = [];

  constructor(
    private readonly wanted: ReadonlySet<string>,
    private readonly registry: Registry,
    private readonly protocol: Protocol,
  ) {}

  plan(field: FieldDescriptor, rests: Rests): Plan {
    const mine = rests.filter((rest) => rest[0] === field.identifier);
    const below = mine.filter((rest) => rest.length > 1).map((rest) => rest.slice(1));
    return this.make(
      field,
      below,
      mine.some((rest) => rest.length === 1),
    );
  }

  /**
   * @param below paths from inside the field on
   * @param named a path ends at the field, or at the array that it is an element of
   */
  private make(field: FieldDescriptor, below: Rests, named: boolean): Plan {
    const key = `${named ? 1 : 0} ${below.map((rest) => rest.join('/')).join(' ')}`;
    let byKey = this.known.get(field);
    if (!byKey) {
      byKey = new Map();
      this.known.set(field, byKey);
    }
    const known = byKey.get(key);
    if (known) return known;
    const word = field.lengthField;
    const plan: Filling<Plan> = {
      field,
      hit: named || this.wanted.has(field.filter),
      inside: false,
      leads: false,
      deep: false,
      size: -1,
      asks: false,
      word: word !== null && this.wanted.has(word.filter),
      members: [],
      last: 0,
      element: null,
      discriminant: null,
      arms: NO_PLANS,
      defaultArm: null,
      held: null,
      codec: null,
    };
    byKey.set(key, plan);
    this.all.push(plan);
    this.fill(plan, field.type, below, named);
    return plan;
  }

  private fill(plan: Filling<Plan>, type: TypeDescriptor, below: Rests, named: boolean): void {
    switch (type.op) {
      case Op.Struct:
        plan.members = type.fields.map((field) => this.plan(field, below));
        return;
      case Op.Union:
        this.union(plan, type, below);
        return;
      case Op.CharArray:
      case Op.ArrayFixed:
      case Op.ArrayVar:
      case Op.Optional:
      case Op.List:
        // in paths elements have no identifier of their own
        plan.element = this.make(type.element!, below, named);
        return;
      case Op.OpaqueFixed:
      case Op.OpaqueVar:
        this.holding(plan, below);
        return;
      default:
    }
  }

  private union(plan: Filling<Plan>, type: TypeDescriptor, below: Rests): void {
    plan.discriminant = this.plan(type.discriminant!, below);
    plan.arms = new Map([...type.arms].map(([value, arm]) => [value, this.plan(arm, below)]));
    plan.defaultArm = type.defaultArm ? this.plan(type.defaultArm, below) : null;
  }

  private holding(plan: Filling<Plan>, below: Rests): void {
    const { held } = plan.field;
    if (held?.field) {
      const { type } = held.field;
      plan.held =
        type.op === Op.Struct || type.op === Op.Union
          ? this.make(held.field, below, false)
          : this.plan(held.field, below);
    } else if (held?.codec) {
      const names = codecNames(held.codec, this.registry, this.protocol);
      if ([...this.wanted].some((name) => names.has(name))) plan.codec = this.wanted;
    }
  }

  /** What is wanted inside of what: round after round, since types may contain themselves. */
  settle(): void {
    for (let changed = true; changed;) {
      changed = false;
      for (const plan of this.all) {
        if (plan.inside || !parts(plan).some(leads)) continue;
        plan.inside = true;
        changed = true;
      }
    }
    for (let changed = true; changed;) {
      changed = false;
      for (const plan of this.all) {
        if (plan.deep || !(plan.codec !== null || parts(plan).some((part) => part.deep))) continue;
        plan.deep = true;
        changed = true;
      }
    }
    for (const plan of this.all) {
      plan.leads = leads(plan);
      plan.members.forEach((member, index) => {
        if (leads(member)) plan.last = index + 1;
      });
      const { op, fixedSize } = plan.field.type;
      // opaques may be hit without bytes, and what they hold is looked at
      const stepped = op !== Op.OpaqueFixed || (!plan.hit && plan.codec === null);
      if (!plan.inside && stepped) plan.size = fixedSize;
    }
    for (const plan of this.all) plan.asks = plan.members.some(asks);
  }
}

function parts(plan: Plan): Plan[] {
  const single = [plan.element, plan.discriminant, plan.defaultArm, plan.held];
  return [...plan.members, ...plan.arms.values(), ...single.filter((part) => part !== null)];
}

/** Does a member need values of those before it? */
function asks({ field, held, codec }: Plan): boolean {
  if (field.held?.argument != null && ((held !== null && leads(held)) || codec !== null)) return true;
  return field.spanExpression !== null && expressionFields(field.spanExpression).length > 0;
}

/** Is there anything to do at all? */
function leads(plan: Plan): boolean {
  return plan.hit || plan.inside || plan.word || plan.codec !== null;
}
