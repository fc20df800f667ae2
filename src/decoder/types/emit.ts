/** How codecs put leaves and groups into the tree: by what they declare in `Codec.fields`. */
import { Kind } from '../xdr/descriptor.ts';
import type { FieldDescriptor, TypeDescriptor } from '../xdr/descriptor.ts';
import type { CodecField, WalkContext } from '../xdr/registry.ts';
import { NodeFlag } from '../xdr/tree.ts';

interface Cache {
  readonly fields: Map<CodecField, FieldDescriptor>;
  readonly types: Map<string, TypeDescriptor | null>;
}

/** One for each protocol. */
const caches = new WeakMap<object, Cache>();

function cacheOf({ key }: WalkContext): Cache {
  let found = caches.get(key);
  if (!found) caches.set(key, (found = { fields: new Map(), types: new Map() }));
  return found;
}

/** A type of xattrs.x; null where there is none. These have no `@in`, so that the release does not count. */
export function typeOf(context: WalkContext, name: string): TypeDescriptor | null {
  const { types } = cacheOf(context);
  let type = types.get(name);
  if (type === undefined) types.set(name, (type = context.type(name)));
  return type;
}

/** The descriptor of a codec's field. */
export function fieldOf(context: WalkContext, field: CodecField): FieldDescriptor {
  const { fields } = cacheOf(context);
  let descriptor = fields.get(field);
  if (!descriptor) {
    const type = context.type(field.type) ?? context.type('opaque<>')!;
    descriptor = context.adhoc(field.identifier, type, field);
    fields.set(field, descriptor);
  }
  return descriptor;
}

/** Flags that a node takes over from the group that it goes into. */
function inherited(context: WalkContext): number {
  const { builder } = context;
  return builder.open < 0 ? 0 : builder.flags[builder.open]! & NodeFlag.secret;
}

/** True where not one byte of [start, stop) was captured. */
export function wholeMissing(context: WalkContext, start: number, stop: number): boolean {
  const { bytes, holes } = context.message;
  if (start >= bytes.length) return true;
  return holes.some(([from, to]) => from <= start && to >= stop);
}

/**
 * A leaf over [start, stop). Where not all of it was captured it has no value; where nothing was, it is
 * of kind missing. Returns its node.
 */
export function leaf(
  context: WalkContext,
  field: CodecField,
  start: number,
  stop: number,
  kind: Kind = Kind.dictionary,
  flags = 0,
): number {
  const { id } = fieldOf(context, field);
  const all = flags | inherited(context);
  if (context.present(start, stop)) return context.builder.leaf(id, start, stop, kind, 0, all);
  const seen = wholeMissing(context, start, stop) ? Kind.missing : kind;
  return context.builder.leaf(id, start, stop, seen, 0, all | NodeFlag.valueMissing);
}

/** Opens a group; the caller closes it. */
export function group(context: WalkContext, field: CodecField, start: number, aux = 0, flags = 0): number {
  const { id } = fieldOf(context, field);
  return context.builder.group(id, start, Kind.dictionary, aux, flags | inherited(context));
}

/** Groups that a new one would stand inside. */
export function depth(context: WalkContext): number {
  let levels = 0;
  for (let node = context.builder.open; node >= 0; node = context.builder.parent[node]!) levels++;
  return levels;
}
