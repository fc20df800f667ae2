/**
 * Test support: a tree back into values, by descriptor. It takes node after node, and throws where a node
 * is not the one that the rules of the tree ask for; so a round trip checks the shape as well.
 */
import { Op, type DescriptorTable, type FieldDescriptor, type TypeDescriptor } from '../descriptor.ts';
import { float32, float64 } from '../display.ts';
import type { Value } from '../encode.ts';
import type { FlatTree } from '../tree.ts';
import { NodeView } from '../view.ts';

export class TreeReader {
  node = 0;

  constructor(
    private readonly table: DescriptorTable,
    private readonly tree: FlatTree,
    private readonly bytes: Uint8Array,
    private readonly padding: FieldDescriptor,
  ) {}

  private take(field: FieldDescriptor): NodeView {
    const view = new NodeView(this.table, this.tree, this.bytes, this.node);
    if (this.node >= this.tree.count) throw new Error(`The tree ends before ${field.identifier}.`);
    if (view.field !== field)
      throw new Error(`${view.field.identifier} stands where ${field.identifier} should.`);
    this.node++;
    return view;
  }

  /** Does the next node, of those inside `group`, belong to that field? */
  private next(field: FieldDescriptor): boolean {
    return this.node < this.tree.count && this.tree.field[this.node] === field.id;
  }

  private pad(length: number): void {
    if (length % 4 !== 0) this.take(this.padding);
  }

  field(field: FieldDescriptor): Value {
    const { type } = field;
    switch (type.op) {
      case Op.Void:
        return undefined;
      case Op.Int:
      case Op.Enum:
        return this.take(field).int();
      case Op.UInt:
        return this.take(field).uint();
      case Op.Bool:
        return this.take(field).uint() === 1;
      case Op.Hyper:
        return this.take(field).hyper();
      case Op.UHyper:
        return this.take(field).uhyper();
      case Op.Float:
        return float32(this.take(field));
      case Op.Double:
        return float64(this.take(field));
      case Op.OpaqueFixed: {
        const value = this.content(field, type.size);
        this.pad(type.size);
        return value;
      }
      case Op.OpaqueVar:
      case Op.String: {
        const length = this.take(field.lengthField!).uint();
        const value = this.content(field, length);
        this.pad(length);
        return value;
      }
      case Op.Struct:
        if (type.fixedSize === 0) return this.members(type);
        this.take(field);
        return this.members(type);
      case Op.Union:
        if (!field.inline) this.take(field);
        return this.union(type, null);
      case Op.CharArray:
      case Op.ArrayFixed:
        if (type.fixedSize === 0) return [];
        this.take(field);
        return this.elements(type, type.size);
      case Op.ArrayVar:
        this.take(field);
        return this.elements(type, this.take(field.lengthField!).uint());
      case Op.Optional:
        return this.take(field.lengthField!).uint() === 0 ? null : this.field(type.element!);
      case Op.List: {
        this.take(field);
        const entries: Value[] = [];
        while (this.next(type.element!)) {
          if (this.take(type.element!).aux !== entries.length)
            throw new Error('The entry has a wrong number.');
          this.take(field.lengthField!);
          entries.push(this.members(type.element!.type));
        }
        this.take(field.lengthField!);
        return entries;
      }
    }
  }

  private members(type: TypeDescriptor): { [key: string]: Value } {
    const out: { [key: string]: Value } = {};
    for (const field of type.fields) {
      const argument = field.held?.argument;
      out[field.identifier] = argument ? this.field0(field, Number(out[argument])) : this.field(field);
    }
    return out;
  }

  /** A field that holds something which is chosen by another. */
  private field0(field: FieldDescriptor, argument: number): Value {
    const length = field.lengthField ? this.take(field.lengthField).uint() : field.type.size;
    const value = this.content(field, length, argument);
    this.pad(length);
    return value;
  }

  private content(field: FieldDescriptor, length: number, argument: number | null = null): Value {
    const held = field.held?.field;
    if (length === 0) {
      if (held?.type.op === Op.Union && argument !== null)
        return { discriminant: argument, value: undefined };
      return field.type.op === Op.String ? '' : new Uint8Array(0);
    }
    const view = this.take(field);
    if (!held) {
      // what a codec makes of the bytes is its own affair
      this.node = this.tree.end[view.node]!;
      return field.type.op === Op.String
        ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(view.raw())
        : view.raw().slice();
    }
    if (held.type.op === Op.Struct) return this.members(held.type);
    if (held.type.op === Op.Union) return this.union(held.type, argument);
    return this.field(held);
  }

  private union(type: TypeDescriptor, given: number | null): Value {
    const discriminant = given ?? this.field(type.discriminant!);
    const arm = type.arms.get(Number(discriminant) | 0) ?? type.defaultArm;
    return { discriminant, value: arm ? this.field(arm) : undefined };
  }

  private elements(type: TypeDescriptor, count: number): Value[] {
    return Array.from({ length: count }, () => this.field(type.element!));
  }
}
