/** Test support: random values of any type, for round trips through `encode` and `walk`. */
import fc from 'fast-check';
import { Op, type FieldDescriptor, type TypeDescriptor } from '../descriptor.ts';
import { encode, type Value } from '../encode.ts';
import { evaluate, expressionFields } from '../expression.ts';

/** Elements, bytes and entries that a random value has at most. */
const MOST = 6;

/** Bytes for opaques that a codec of the registry takes apart, by the codec's name. */
export type RandomContent = ReadonlyMap<string, fc.Arbitrary<Uint8Array>>;

/**
 * A value of the field's type, as `encode` takes it. Types that contain themselves stay shallow.
 * @param content what stands in opaques that a codec takes apart; any bytes where it is not told
 */
export function randomValue(field: FieldDescriptor, content: RandomContent = new Map()): fc.Arbitrary<Value> {
  return new RandomValues(content).field(field, 0);
}

type Struct = { readonly [key: string]: Value };

class RandomValues {
  constructor(private readonly content: RandomContent) {}

  field(field: FieldDescriptor, depth: number): fc.Arbitrary<Value> {
    const { type } = field;
    switch (type.op) {
      case Op.Void:
        return fc.constant(undefined);
      case Op.Int:
        return fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff });
      case Op.UInt:
        return fc.integer({ min: 0, max: 0xffff_ffff });
      case Op.Hyper:
        return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
      case Op.UHyper:
        return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
      case Op.Float:
        return fc.float();
      case Op.Double:
        return fc.double();
      case Op.Bool:
        return fc.boolean();
      case Op.Enum:
        return fc.constantFrom(...type.members.keys());
      case Op.OpaqueFixed:
        return this.bytes(field, type.size, type.size);
      case Op.OpaqueVar:
        return this.bytes(field, 0, Math.min(type.size, 40));
      case Op.String:
        return field.held
          ? this.bytes(field, 0, Math.min(type.size, 40))
          : fc.string({ unit: 'binary', maxLength: Math.floor(Math.min(type.size, 80) / 4) });
      case Op.Struct:
        return this.struct(type, depth);
      case Op.Union:
        return this.union(type, depth, null);
      case Op.CharArray:
      case Op.ArrayFixed:
        return this.list(type.element!, type.size, type.size, depth);
      case Op.ArrayVar:
        return this.list(type.element!, 0, depth > 3 ? 0 : Math.min(type.size, MOST), depth);
      case Op.Optional:
        return depth > 3 ? fc.constant(null) : fc.option(this.field(type.element!, depth + 1));
      case Op.List:
        return this.list(type.element!, 0, depth > 3 ? 0 : MOST, depth);
    }
  }

  private bytes(field: FieldDescriptor, minLength: number, maxLength: number): fc.Arbitrary<Value> {
    const { held } = field;
    if (held?.field) return this.held(field, null);
    const any: fc.Arbitrary<Uint8Array> = fc.uint8Array({ minLength, maxLength });
    const known = held?.codec == null ? undefined : this.content.get(held.codec);
    return known ? fc.oneof(fc.constant(new Uint8Array(minLength)), known) : any;
  }

  private list(
    element: FieldDescriptor,
    minLength: number,
    maxLength: number,
    depth: number,
  ): fc.Arbitrary<Value> {
    return fc.array(this.field(element, depth + 1), { minLength, maxLength });
  }

  /** Members in order; what an opaque holds follows the field that is handed in. */
  private struct(type: TypeDescriptor, depth: number): fc.Arbitrary<Value> {
    const free = type.fields.filter((field) => !field.held?.argument);
    const bound = type.fields.filter((field) => field.held?.argument);
    const members = (
      fields: readonly FieldDescriptor[],
      make: (field: FieldDescriptor) => fc.Arbitrary<Value>,
    ): fc.Arbitrary<Struct> =>
      fc.record(Object.fromEntries(fields.map((field) => [field.identifier, make(field)])), {
        noNullPrototype: true,
      });
    const whole = members(free, (field) => this.field(field, depth + 1)).chain((first) =>
      members(bound, (field) => this.held(field, first[field.held!.argument!] as number)).map((second) => ({
        ...first,
        ...second,
      })),
    );
    return type.fields.some((field) => field.spanExpression)
      ? whole.map((value) => announced(type, value))
      : whole;
  }

  private held(field: FieldDescriptor, argument: number | null): fc.Arbitrary<Value> {
    const inner = field.held?.field;
    if (!inner) return fc.uint8Array({ maxLength: Math.min(field.type.size, 40) });
    return inner.type.op === Op.Union && argument !== null
      ? this.union(inner.type, 1, argument)
      : this.field(inner, 1);
  }

  private union(type: TypeDescriptor, depth: number, given: number | null): fc.Arbitrary<Value> {
    const discriminant =
      given !== null
        ? fc.constant(given)
        : type.defaultArm
          ? (this.field(type.discriminant!, 0) as fc.Arbitrary<number | boolean>)
          : fc
              .constantFrom(...type.arms.keys())
              .map((value) => (type.discriminant!.type.op === Op.Bool ? value === 1 : value));
    return discriminant.chain((chosen) => {
      const arm = type.arms.get(Number(chosen) | 0) ?? type.defaultArm;
      return (arm ? this.field(arm, depth + 1) : fc.constant(undefined)).map((value) => ({
        discriminant: chosen,
        value,
      }));
    });
  }
}

/** The value with the words that announce, by `@span`, where a member ends. */
function announced(type: TypeDescriptor, value: Struct): Struct {
  const out: { [key: string]: Value } = { ...value };
  let end = 0;
  for (const field of type.fields) {
    end += encode(field, out[field.identifier]).length;
    const span = field.spanExpression;
    if (!span) continue;
    // one word, once, as in 12 + xdr_size
    const [name] = expressionFields(span);
    if (name !== undefined) out[name] = end - evaluate(span, () => 0)!;
  }
  return out;
}
