/** What of a procedure's arguments or results is wanted: worked out when first met. */
import type { Registry } from '../xdr/registry.ts';
import type { Protocol } from '../xdr/protocol.ts';
import { planFor, type Plan } from '../xdr/plan.ts';
import type { Language } from './decode.ts';
import { layoutsOf, type Layout } from './layouts.ts';

export interface PickKind {
  readonly layouts: readonly Layout[];
  /** null: nothing is wanted, or a tree is needed */
  readonly plan: Plan | null;
  readonly release: number;
  /** layouts differ in where the wanted fields stand, or the payload is wanted */
  readonly needsTree: boolean;
}

/** Kinds that are remembered; numbers come from the wire. */
const REMEMBERED = 4096;
const LATELY = 512;

interface Asked {
  readonly isCall: boolean;
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
  readonly kind: PickKind;
}

const PAYLOAD = 'glusterfs.payload';
const UNKNOWN: PickKind = { layouts: [], plan: null, release: 0, needsTree: false };

export class PickKinds {
  /** something is wanted that a body could have */
  readonly any: boolean;
  private readonly protocol: Protocol;
  private readonly registry: Registry;
  private readonly byNumbers = new Map<number, Map<number, PickKind>>();
  private count = 0;
  /** those asked for lately, by a hash of their numbers */
  private readonly lately: (Asked | undefined)[] = new Array<Asked | undefined>(LATELY).fill(undefined);

  constructor(
    { protocol, registry }: Language,
    private readonly wanted: ReadonlySet<string>,
  ) {
    this.protocol = protocol;
    this.registry = registry;
    this.any = [...wanted].some((name) => !name.startsWith('rpc.'));
  }

  of(isCall: boolean, program: number, version: number, procedure: number): PickKind {
    const slot = (procedure * 2 + (isCall ? 1 : 0) + version * 7 + program) & (LATELY - 1);
    const asked = this.lately[slot];
    if (
      asked !== undefined &&
      procedure === asked.procedure &&
      version === asked.version &&
      program === asked.program &&
      isCall === asked.isCall
    ) {
      return asked.kind;
    }
    const kind = this.find(isCall, program, version, procedure);
    this.lately[slot] = { isCall, program, version, procedure, kind };
    return kind;
  }

  private find(isCall: boolean, program: number, version: number, procedure: number): PickKind {
    // version and procedure as they are in practice; others are looked up each time
    const inside = (isCall ? 1 : 0) + 2 * (procedure + 65_536 * version);
    const isUsual = procedure < 65_536 && version < 65_536;
    const known = isUsual ? this.byNumbers.get(program)?.get(inside) : undefined;
    if (known) return known;
    const layouts = layoutsOf(this.protocol, { program, version, procedure }, isCall ? 'call' : 'reply');
    const found = layouts.length === 0 ? UNKNOWN : this.make(layouts);
    if (isUsual && this.count < REMEMBERED) {
      let ofProgram = this.byNumbers.get(program);
      if (!ofProgram) this.byNumbers.set(program, (ofProgram = new Map<number, PickKind>()));
      ofProgram.set(inside, found);
      this.count++;
    }
    return found;
  }

  private make(layouts: readonly Layout[]): PickKind {
    const { protocol, registry, wanted } = this;
    const plans = layouts.map(({ variant }) => planFor(variant.field, wanted, registry, protocol));
    const [first] = plans as [Plan];
    const payload = wanted.has(PAYLOAD) && layouts.some((layout) => layout.payload !== null);
    const needsTree = payload || !plans.every((plan) => isAlike(plan, first, true));
    return {
      layouts,
      plan: needsTree || !first.leads ? null : first,
      release: protocol.releaseOf(layouts[0]!.variant.field),
      needsTree,
    };
  }
}

/** Whether two plans find the same at the same places, whatever the bytes are. `last`: nothing behind is wanted. */
function isAlike(a: Plan, b: Plan, last: boolean, above: readonly Plan[] = []): boolean {
  if (a === b || above.includes(a)) return a.field.type.op === b.field.type.op;
  if (a.leads !== b.leads) return false;
  if (last && !a.leads) return true;
  const [one, other] = [a.field, b.field];
  if (
    a.hit !== b.hit ||
    a.word !== b.word ||
    a.size !== b.size ||
    one.filter !== other.filter ||
    one.span !== other.span ||
    one.inline !== other.inline ||
    one.held?.codec !== other.held?.codec ||
    one.type.op !== other.type.op ||
    one.type.size !== other.type.size ||
    one.type.meaning !== other.type.meaning ||
    one.type.minSize !== other.type.minSize ||
    one.type.arms.size !== other.type.arms.size
  ) {
    return false;
  }
  const inside = [...above, a];
  const both = (x: Plan | null, y: Plan | null): boolean =>
    x === null || y === null ? x === y : isAlike(x, y, false, inside);
  const end = last ? Math.max(a.last, b.last) : Math.max(a.members.length, b.members.length);
  for (let i = 0; i < end; i++) {
    const [x, y] = [a.members[i], b.members[i]];
    if (!x || !y || !isAlike(x, y, last && i + 1 === end, inside)) return false;
  }
  for (const [value, arm] of a.arms) if (!both(arm, b.arms.get(value) ?? null)) return false;
  return (
    both(a.element, b.element) &&
    both(a.discriminant, b.discriminant) &&
    both(a.defaultArm, b.defaultArm) &&
    both(a.held, b.held)
  );
}
