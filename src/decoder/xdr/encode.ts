/**
 * Values → bytes, by the same descriptors that decode them (RFC 4506).
 *
 * | XDR | value |
 * | --- | --- |
 * | int, unsigned int, float, double | number |
 * | hyper, unsigned hyper | bigint, or a safe number |
 * | bool | boolean |
 * | enum | its number, or a member's name |
 * | opaque | Uint8Array; with `@holds` also the value of what it holds |
 * | string | string (UTF-8), or Uint8Array |
 * | struct | object by identifiers |
 * | union | `{ discriminant, value }` |
 * | arrays, lists | array |
 * | optional | null, or the value |
 * | void | anything |
 */
import { Op, type FieldDescriptor, type TypeDescriptor } from './descriptor.ts';
import { padding } from './make.ts';

export type Value =
  | number
  | bigint
  | boolean
  | string
  | Uint8Array
  | null
  | undefined
  | readonly Value[]
  | { readonly [key: string]: Value };

/** Bytes of `value` as `field`. Throws TypeError or RangeError, with the path, where the value does not fit. */
export function encode(field: FieldDescriptor, value: Value): Uint8Array<ArrayBuffer> {
  const out = new Output();
  new Encoder(out).field(field, value, field.identifier);
  return out.bytes();
}

class Output {
  private buffer = new Uint8Array(256);
  private view = new DataView(this.buffer.buffer);
  private length = 0;

  bytes(): Uint8Array<ArrayBuffer> {
    return this.buffer.slice(0, this.length);
  }
  word(value: number): void {
    const at = this.room(4);
    this.view.setUint32(at, value >>> 0);
  }
  hyper(value: bigint): void {
    const at = this.room(8);
    this.view.setBigUint64(at, BigInt.asUintN(64, value));
  }
  float(value: number): void {
    const at = this.room(4);
    this.view.setFloat32(at, value);
  }
  double(value: number): void {
    const at = this.room(8);
    this.view.setFloat64(at, value);
  }
  /** With padding behind. */
  opaque(bytes: Uint8Array): void {
    const at = this.room(bytes.length + padding(bytes.length));
    this.buffer.set(bytes, at);
  }
  /** Place of the next `count` bytes, which are zero. */
  private room(count: number): number {
    const at = this.length;
    this.length += count;
    if (this.length > this.buffer.length) {
      const next = new Uint8Array(Math.max(this.buffer.length * 2, this.length));
      next.set(this.buffer);
      this.buffer = next;
      this.view = new DataView(next.buffer);
    }
    return at;
  }
}

class Encoder {
  constructor(private readonly out: Output) {}

  field(field: FieldDescriptor, value: Value, path: string): void {
    const { type } = field;
    const { out } = this;
    switch (type.op) {
      case Op.Void:
        return;
      case Op.Int:
        return out.word(integer(value, -0x8000_0000, 0x7fff_ffff, path));
      case Op.UInt:
        return out.word(integer(value, 0, 0xffff_ffff, path));
      case Op.Hyper:
        return out.hyper(wide(value, -(2n ** 63n), 2n ** 63n - 1n, path));
      case Op.UHyper:
        return out.hyper(wide(value, 0n, 2n ** 64n - 1n, path));
      case Op.Float:
        return out.float(number(value, path));
      case Op.Double:
        return out.double(number(value, path));
      case Op.Bool:
        if (typeof value !== 'boolean') throw wrong(path, 'a boolean');
        return out.word(value ? 1 : 0);
      case Op.Enum:
        return out.word(enumValue(type, value, path));
      case Op.OpaqueFixed: {
        const bytes = this.bytes(field, value, path);
        if (bytes.length !== type.size)
          throw new RangeError(`${path} has ${bytes.length} bytes, not ${type.size}.`);
        return out.opaque(bytes);
      }
      case Op.OpaqueVar:
      case Op.String: {
        const bytes = this.bytes(field, value, path);
        limit(bytes.length, type.size, path);
        out.word(bytes.length);
        return out.opaque(bytes);
      }
      case Op.Struct:
        return this.members(type, value, path);
      case Op.Union:
        return this.union(type, value, path, true);
      case Op.CharArray:
      case Op.ArrayFixed: {
        const elements = array(value, path);
        if (elements.length !== type.size) {
          throw new RangeError(`${path} has ${elements.length} elements, not ${type.size}.`);
        }
        return this.elements(type, elements, path);
      }
      case Op.ArrayVar: {
        const elements = array(value, path);
        limit(elements.length, type.size, path);
        out.word(elements.length);
        return this.elements(type, elements, path);
      }
      case Op.Optional:
        out.word(value === null || value === undefined ? 0 : 1);
        if (value !== null && value !== undefined) this.field(type.element!, value, path);
        return;
      case Op.List:
        array(value, path).forEach((entry, index) => {
          out.word(1);
          this.members(type.element!.type, entry, `${path}/${index}`);
        });
        return out.word(0);
    }
  }

  private members(type: TypeDescriptor, value: Value, path: string): void {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array) {
      throw wrong(path, 'an object');
    }
    const members = value as { readonly [key: string]: Value };
    for (const field of type.fields)
      this.field(field, members[field.identifier], `${path}/${field.identifier}`);
  }

  /** @param written false where the discriminant is handed in */
  private union(type: TypeDescriptor, value: Value, path: string, written: boolean): void {
    if (typeof value !== 'object' || value === null || !('discriminant' in value)) {
      throw wrong(path, '{ discriminant, value }');
    }
    const { discriminant, value: inner } = value as { discriminant: Value; value?: Value };
    const scratch = new Output();
    new Encoder(scratch).field(type.discriminant!, discriminant, `${path}/discriminant`);
    const word = new DataView(scratch.bytes().buffer).getInt32(0);
    if (written) this.out.word(word);
    const arm = type.arms.get(word) ?? type.defaultArm;
    if (!arm) throw new RangeError(`${path} has no arm for ${word}.`);
    this.field(arm, inner, `${path}/${arm.identifier}`);
  }

  private elements(type: TypeDescriptor, values: readonly Value[], path: string): void {
    values.forEach((value, index) => this.field(type.element!, value, `${path}/${index}`));
  }

  private bytes(field: FieldDescriptor, value: Value, path: string): Uint8Array {
    if (value instanceof Uint8Array) return value;
    if (typeof value === 'string' && field.type.op === Op.String) return new TextEncoder().encode(value);
    const inner = field.held?.field;
    if (!inner) throw wrong(path, field.type.op === Op.String ? 'a string or bytes' : 'bytes');
    const out = new Output();
    const encoder = new Encoder(out);
    if (inner.type.op === Op.Union && field.held.argument !== null)
      encoder.union(inner.type, value, path, false);
    else encoder.field(inner, value, path);
    return out.bytes();
  }
}

function wrong(path: string, expected: string): TypeError {
  return new TypeError(`${path} is not ${expected}.`);
}

function number(value: Value, path: string): number {
  if (typeof value !== 'number') throw wrong(path, 'a number');
  return value;
}

function integer(value: Value, low: number, high: number, path: string): number {
  const whole = number(value, path);
  if (!Number.isInteger(whole) || whole < low || whole > high) {
    throw new RangeError(`${path} is ${whole}; it is a whole number from ${low} to ${high}.`);
  }
  return whole;
}

function wide(value: Value, low: bigint, high: bigint, path: string): bigint {
  if (typeof value !== 'bigint' && !Number.isSafeInteger(value)) throw wrong(path, 'a bigint');
  const whole = BigInt(value as bigint | number);
  if (whole < low || whole > high) throw new RangeError(`${path} is ${whole}; it is from ${low} to ${high}.`);
  return whole;
}

function enumValue(type: TypeDescriptor, value: Value, path: string): number {
  if (typeof value === 'number') return integer(value, -0x8000_0000, 0xffff_ffff, path);
  for (const [number, name] of type.members) if (name === value) return number;
  throw wrong(path, `a member of ${type.name}`);
}

function array(value: Value, path: string): readonly Value[] {
  if (!Array.isArray(value)) throw wrong(path, 'an array');
  return value as readonly Value[];
}

function limit(length: number, size: number, path: string): void {
  if (length > size) throw new RangeError(`${path} has a length of ${length}; ${size} are allowed.`);
}
