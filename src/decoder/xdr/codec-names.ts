/** Display-filter names of all that may stand inside a field, what codecs add included. */
import { Op, type FieldDescriptor, type TypeDescriptor } from './descriptor.ts';
import type { Protocol } from './protocol.ts';
import type { Registry } from './registry.ts';

/** by protocol, then by codec */
const known = new WeakMap<Protocol, Map<string, ReadonlySet<string>>>();

/** What a codec may add: its own fields, and those of what may stand inside of what it takes apart. */
export function codecNames(codec: string, registry: Registry, protocol: Protocol): ReadonlySet<string> {
  let ofProtocol = known.get(protocol);
  if (!ofProtocol) known.set(protocol, (ofProtocol = new Map<string, ReadonlySet<string>>()));
  let names = ofProtocol.get(codec);
  if (!names) {
    const found = new Names(registry, protocol);
    found.codec(codec);
    ofProtocol.set(codec, (names = found.names));
  }
  return names;
}

/** Names of a field and of all inside. */
export function namesInside(field: FieldDescriptor, registry: Registry, protocol: Protocol): Set<string> {
  const found = new Names(registry, protocol);
  found.field(field);
  return found.names;
}

class Names {
  readonly names = new Set<string>();
  private readonly types = new Set<TypeDescriptor>();
  private readonly codecs = new Set<string>();

  constructor(
    private readonly registry: Registry,
    private readonly protocol: Protocol,
  ) {}

  codec(name: string): void {
    if (this.codecs.has(name)) return;
    this.codecs.add(name);
    const codec = this.registry.codecs.get(name);
    for (const { filter, type } of codec?.fields ?? []) {
      this.names.add(filter);
      const inner = this.protocol.type(type);
      if (inner) this.type(inner);
    }
    for (const inside of codec?.within ?? []) {
      if (this.registry.codecs.has(inside)) this.codec(inside);
      else for (const { field } of this.protocol.variants(inside)) this.type(field.type);
    }
  }

  field(field: FieldDescriptor): void {
    if (!(field.type.op === Op.Union && field.inline)) this.names.add(field.filter);
    if (field.lengthField) this.names.add(field.lengthField.filter);
    if (field.held?.codec) this.codec(field.held.codec);
    if (field.held?.field) this.type(field.held.field.type);
    this.type(field.type);
  }

  private type(type: TypeDescriptor): void {
    if (this.types.has(type)) return;
    this.types.add(type);
    for (const field of type.fields) this.field(field);
    if (type.element) this.field(type.element);
    if (type.discriminant) this.field(type.discriminant);
    for (const arm of type.arms.values()) this.field(arm);
    if (type.defaultArm) this.field(type.defaultArm);
  }
}
