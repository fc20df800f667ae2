/** Test support: random values of any type, for round trips through `encode` and `walk`. */
import fc from 'fast-check';
import { Op, type FieldDescriptor, type TypeDescriptor } from '../descriptor.ts';
import type { Value } from '../encode.ts';

/** Elements, bytes and entries that a random value has at most. */
const MOST = 6;

/** A value of the field's type, as `encode` takes it. Types that contain themselves stay shallow. */
export function randomValue(field: FieldDescriptor, depth = 0): fc.Arbitrary<Value> {
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
      return field.held?.field ? randomHeld(field, null) : bytes(type.size, type.size);
    case Op.OpaqueVar:
      return field.held?.field ? randomHeld(field, null) : bytes(0, Math.min(type.size, 40));
    case Op.String:
      return fc.string({ unit: 'binary', maxLength: Math.floor(Math.min(type.size, 80) / 4) });
    case Op.Struct:
      return randomStruct(type, depth);
    case Op.Union:
      return randomUnion(type, depth, null);
    case Op.CharArray:
    case Op.ArrayFixed:
      return list(type.element!, type.size, type.size, depth);
    case Op.ArrayVar:
      return list(type.element!, 0, depth > 3 ? 0 : Math.min(type.size, MOST), depth);
    case Op.Optional:
      return depth > 3 ? fc.constant(null) : fc.option(randomValue(type.element!, depth + 1));
    case Op.List:
      return list(type.element!, 0, depth > 3 ? 0 : MOST, depth);
  }
}

function bytes(minLength: number, maxLength: number): fc.Arbitrary<Value> {
  return fc.uint8Array({ minLength, maxLength });
}

function list(
  element: FieldDescriptor,
  minLength: number,
  maxLength: number,
  depth: number,
): fc.Arbitrary<Value> {
  return fc.array(randomValue(element, depth + 1), { minLength, maxLength });
}

/** Members in order; what an opaque holds follows the field that is handed in. */
function randomStruct(type: TypeDescriptor, depth: number): fc.Arbitrary<Value> {
  const free = type.fields.filter((field) => !field.held?.argument);
  const bound = type.fields.filter((field) => field.held?.argument);
  const members = (
    fields: readonly FieldDescriptor[],
    make: (field: FieldDescriptor) => fc.Arbitrary<Value>,
  ) =>
    fc.record(Object.fromEntries(fields.map((field) => [field.identifier, make(field)])), {
      noNullPrototype: true,
    });
  return members(free, (field) => randomValue(field, depth + 1)).chain((first) =>
    members(bound, (field) => randomHeld(field, first[field.held!.argument!] as number)).map((second) => ({
      ...first,
      ...second,
    })),
  );
}

function randomHeld(field: FieldDescriptor, argument: number | null): fc.Arbitrary<Value> {
  const inner = field.held?.field;
  if (!inner) return bytes(0, Math.min(field.type.size, 40));
  return inner.type.op === Op.Union && argument !== null
    ? randomUnion(inner.type, 1, argument)
    : randomValue(inner, 1);
}

function randomUnion(type: TypeDescriptor, depth: number, given: number | null): fc.Arbitrary<Value> {
  const discriminant =
    given !== null
      ? fc.constant(given)
      : type.defaultArm
        ? (randomValue(type.discriminant!) as fc.Arbitrary<number | boolean>)
        : fc
            .constantFrom(...type.arms.keys())
            .map((value) => (type.discriminant!.type.op === Op.Bool ? value === 1 : value));
  return discriminant.chain((chosen) => {
    const arm = type.arms.get(Number(chosen) | 0) ?? type.defaultArm;
    return (arm ? randomValue(arm, depth + 1) : fc.constant(undefined)).map((value) => ({
      discriminant: chosen,
      value,
    }));
  });
}
