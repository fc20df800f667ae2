/**
 * Makes descriptors. All have all members in the same order, so that the engine's reads stay monomorphic;
 * while a graph with rings is built they are filled in later.
 */
import { Op, Role, type FieldDescriptor, type Held, type TypeDescriptor } from './descriptor.ts';

export type Filling<T> = { -readonly [K in keyof T]: T[K] };
export type FieldInit = Partial<FieldDescriptor> & Pick<FieldDescriptor, 'identifier' | 'type'>;
export type TypeInit = Partial<TypeDescriptor> & Pick<TypeDescriptor, 'op' | 'name'>;

const NO_ARMS: ReadonlyMap<number, FieldDescriptor> = new Map();
const NO_MEMBERS: ReadonlyMap<number, string> = new Map();

/** The table, and the only place that makes what is in it. */
export class Maker {
  readonly fields: FieldDescriptor[] = [];
  private types = 0;

  field(init: FieldInit): Filling<FieldDescriptor> {
    const { identifier, type } = init;
    const field: Filling<FieldDescriptor> = {
      id: this.fields.length,
      identifier,
      label: init.label ?? identifier,
      doc: init.doc ?? '',
      filter: init.filter ?? identifier,
      type,
      typeText: init.typeText ?? type.name,
      releases: init.releases ?? null,
      holds: init.holds ?? null,
      span: init.span ?? null,
      used: init.used ?? null,
      secret: init.secret ?? false,
      normal: init.normal ?? [],
      ref: init.ref ?? null,
      lengthField: init.lengthField ?? null,
      role: init.role ?? Role.value,
      owner: init.owner ?? null,
      held: init.held ?? (null as Held | null),
      spanExpression: init.spanExpression ?? null,
      inline: init.inline ?? false,
    };
    this.fields.push(field);
    return field;
  }

  type(init: TypeInit): Filling<TypeDescriptor> {
    const { op } = init;
    const size = init.size ?? 0;
    return {
      id: this.types++,
      op,
      name: init.name,
      doc: init.doc ?? '',
      kind: init.kind ?? null,
      meaning: init.meaning ?? null,
      size,
      fields: init.fields ?? [],
      element: init.element ?? null,
      discriminant: init.discriminant ?? null,
      arms: init.arms ?? NO_ARMS,
      defaultArm: init.defaultArm ?? null,
      members: init.members ?? NO_MEMBERS,
      fixedSize: init.fixedSize ?? ownSize(op, size),
      minSize: init.minSize ?? Math.max(0, ownSize(op, size)),
      holds: init.holds ?? null,
      releases: init.releases ?? null,
    };
  }

  /** A type with other words and the same bytes. Made like all others: an object of another shape is slow to read. */
  renamed(type: TypeDescriptor, words: Partial<TypeDescriptor>): Filling<TypeDescriptor> {
    return this.type({ ...type, ...words });
  }
}

/** Bytes of a type that contains no other; -1: they vary, or depend on what it contains. */
function ownSize(op: Op, size: number): number {
  switch (op) {
    case Op.Void:
      return 0;
    case Op.Int:
    case Op.UInt:
    case Op.Float:
    case Op.Bool:
    case Op.Enum:
      return 4;
    case Op.Hyper:
    case Op.UHyper:
    case Op.Double:
      return 8;
    case Op.OpaqueFixed:
      return size + padding(size);
    case Op.CharArray:
      return size * 4;
    default:
      return -1;
  }
}

/** Zero bytes behind an opaque or string of that many bytes (RFC 4506 section 4.9). */
export function padding(length: number): number {
  return (4 - (length % 4)) % 4;
}

/** Sizes of a type whose parts are complete. What varies takes one word at least. */
export function measure(type: Filling<TypeDescriptor>): void {
  switch (type.op) {
    case Op.Struct: {
      let fixed = 0;
      let least = 0;
      for (const { type: part } of type.fields) {
        fixed = fixed < 0 || part.fixedSize < 0 ? -1 : fixed + part.fixedSize;
        least += part.minSize;
      }
      type.fixedSize = fixed;
      type.minSize = least;
      break;
    }
    case Op.ArrayFixed: {
      const part = type.element!.type;
      // absurd sizes may be infinite, and infinity times zero is none
      type.fixedSize = type.size === 0 ? 0 : part.fixedSize < 0 ? -1 : part.fixedSize * type.size;
      type.minSize = type.size === 0 ? 0 : part.minSize * type.size;
      break;
    }
    case Op.Union:
    case Op.OpaqueVar:
    case Op.String:
    case Op.ArrayVar:
    case Op.Optional:
    case Op.List:
      type.fixedSize = -1;
      type.minSize = 4;
      break;
    default:
  }
}
