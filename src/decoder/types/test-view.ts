/** For tests: a tree of one leaf, as meanings see it, without the engine. */
import type { FieldDescriptor, Op, TypeDescriptor } from '../xdr/descriptor.ts';
import { Kind, Op as Ops } from '../xdr/descriptor.ts';
import { TreeBuilder } from '../xdr/tree.ts';
import { NodeView } from '../xdr/view.ts';

export function fromHex(text: string): Uint8Array {
  const digits = text.replace(/\s+/g, '');
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  );
}

/** Only what meanings look at: operation and members of the type, identifier and filter name of the field. */
function typeOf(op: Op, members: ReadonlyMap<number, string>): TypeDescriptor {
  const type: Partial<TypeDescriptor> = { id: 0, op, name: 'test', doc: '', meaning: null, members };
  return type as TypeDescriptor;
}

function fieldOf(id: number, identifier: string, type: TypeDescriptor): FieldDescriptor {
  const field: Partial<FieldDescriptor> = {
    id,
    identifier,
    label: identifier,
    doc: '',
    filter: `test.${identifier}`,
    type,
  };
  return field as FieldDescriptor;
}

export interface Leaf {
  readonly identifier: string;
  readonly hex: string;
  readonly op?: Op;
  readonly members?: readonly (readonly [number, string])[];
}

/** Views of leaves that stand one after another in one group. */
export function viewsOf(...leaves: readonly Leaf[]): NodeView[] {
  const parts = leaves.map((leaf) => fromHex(leaf.hex));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  const builder = new TreeBuilder();
  const fields = [fieldOf(0, 'group', typeOf(Ops.Struct, new Map()))];
  const group = builder.group(0, 0, Kind.body);
  let at = 0;
  const nodes = parts.map((part, index) => {
    const leaf = leaves[index]!;
    const op = leaf.op ?? (part.length === 8 ? Ops.UHyper : part.length === 4 ? Ops.UInt : Ops.OpaqueFixed);
    fields.push(fieldOf(index + 1, leaf.identifier, typeOf(op, new Map(leaf.members ?? []))));
    bytes.set(part, at);
    const node = builder.leaf(index + 1, at, at + part.length, Kind.body);
    at += part.length;
    return node;
  });
  builder.close(group, at);
  return nodes.map((node) => new NodeView({ fields }, builder, bytes, node));
}

export function viewOf(hexBytes: string, op?: Op): NodeView {
  return viewsOf({ identifier: 'value', hex: hexBytes, ...(op === undefined ? {} : { op }) })[0]!;
}
