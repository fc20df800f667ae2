/** What a node reads like for a person: what its type means, else plain XDR. */
import { Kind, Op, Role, type FieldDescriptor } from './descriptor.ts';
import type { Registry } from './registry.ts';
import { counted, hex, quote, thousands } from './text.ts';
import type { NodeView } from './view.ts';

/** Bytes of an opaque that are shown. */
const OPAQUE_LIMIT = 32;

/**
 * The text of a node: `ENOENT (2)`, `“GF-DUMP”`, `3 pairs`. '' where there is nothing to say. Characters
 * that steer the page (control, bidi, line separators) are escapes.
 */
export function display(view: NodeView, registry: Registry): string {
  const { field } = view;
  const kind = view.tree.kind[view.node]!;
  if (kind === Kind.missing) return `${counted(view.length, 'byte')} not captured`;
  if (!view.present && view.isLeaf) return 'not captured in full';
  switch (field.role) {
    case Role.padding:
      return paddingText(view);
    case Role.undecoded:
      return bytesText(view.raw());
    case Role.length:
    case Role.count:
    case Role.present:
    case Role.more:
      return announcement(field, view);
    default:
  }
  const meaning = field.type.meaning === null ? undefined : registry.meanings.get(field.type.meaning);
  const meant = meaning?.display?.(view);
  if (meant !== undefined && meant !== null) return meant;
  return view.isLeaf ? leafText(view) : groupText(view, registry);
}

function paddingText(view: NodeView): string {
  const bytes = view.raw();
  return bytes.every((byte) => byte === 0) ? counted(bytes.length, 'zero byte') : hex(bytes);
}

/** A word that announces: with what follows from it where no node shows that. */
function announcement(field: FieldDescriptor, view: NodeView): string {
  const value = view.uint();
  switch (field.role) {
    case Role.length:
      if (value > 0) return thousands(value);
      return field.owner?.type.op === Op.String ? '0 (empty: “”)' : '0 (empty)';
    case Role.more:
      return value === 0 ? '0 (end of the list)' : String(value);
    case Role.present:
      return value === 0 ? '0 (absent)' : String(value);
    default:
      return thousands(value);
  }
}

function bytesText(bytes: Uint8Array): string {
  if (bytes.length <= OPAQUE_LIMIT) return hex(bytes);
  return `${hex(bytes, OPAQUE_LIMIT)} (${counted(bytes.length, 'byte')})`;
}

function leafText(view: NodeView): string {
  const { type } = view.field;
  const { length } = view;
  switch (type.op) {
    case Op.Int:
      return length === 4 ? String(view.int()) : bytesText(view.raw());
    case Op.UInt:
      return length === 4 ? String(view.uint()) : bytesText(view.raw());
    case Op.Hyper:
      return length === 8 ? String(view.hyper()) : bytesText(view.raw());
    case Op.UHyper:
      return length === 8 ? String(view.uhyper()) : bytesText(view.raw());
    case Op.Float:
      return length === 4 ? floatText(float32(view)) : bytesText(view.raw());
    case Op.Double:
      return length === 8 ? floatText(float64(view)) : bytesText(view.raw());
    case Op.Bool: {
      if (length !== 4) return bytesText(view.raw());
      const value = view.uint();
      return value === 0 ? 'false' : value === 1 ? 'true' : `${value} (neither true nor false)`;
    }
    case Op.Enum: {
      if (length !== 4) return bytesText(view.raw());
      const value = view.int();
      return `${type.members.get(value) ?? 'unknown'} (${value})`;
    }
    case Op.String:
      return quote(view.raw());
    default:
      return bytesText(view.raw());
  }
}

export function float32(view: NodeView): number {
  return new DataView(view.bytes.buffer, view.bytes.byteOffset + view.start, 4).getFloat32(0);
}
export function float64(view: NodeView): number {
  return new DataView(view.bytes.buffer, view.bytes.byteOffset + view.start, 8).getFloat64(0);
}

/** -0 keeps its sign. */
function floatText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** What a closed group tells of itself. */
function groupText(view: NodeView, registry: Registry): string {
  const { type } = view.field;
  switch (type.op) {
    case Op.CharArray:
    case Op.ArrayFixed:
    case Op.ArrayVar:
    case Op.List: {
      const count = elementCount(view);
      return counted(count, type.element!.label);
    }
    case Op.Union: {
      const first = view.tree.end[view.node]! > view.node + 1 ? view.at(view.node + 1) : null;
      return first?.field.role === Role.discriminant ? display(first, registry) : '';
    }
    case Op.OpaqueFixed:
    case Op.OpaqueVar:
      return counted(view.length, 'byte');
    default:
      return '';
  }
}

/** Elements that are there, by the highest number among the children. */
export function elementCount(view: NodeView): number {
  const { tree, table, node } = view;
  const end = tree.end[node]!;
  const { element } = view.field.type;
  if (!element) return 0;
  const inner = element.type.op === Op.Optional ? element.type.element : element;
  let count = 0;
  for (let child = node + 1; child < end; child = tree.end[child]!) {
    const field = table.fields[tree.field[child]!]!;
    if (field === element || field === inner || field.owner === element) {
      count = Math.max(count, tree.aux[child]! + 1);
    }
  }
  return count;
}
