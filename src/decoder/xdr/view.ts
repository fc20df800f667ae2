/**
 * A look at one node: its bytes as a number, a text, and its relatives. What meanings are written
 * against. Nothing is cached and nothing allocated that is not asked for.
 */
import type { DescriptorTable, FieldDescriptor } from './descriptor.ts';
import { word } from './message.ts';
import type { FlatTree } from './tree.ts';
import { NodeFlag } from './tree.ts';

export class NodeView {
  constructor(
    readonly table: DescriptorTable,
    readonly tree: FlatTree,
    /** bytes by the same offsets as the tree's */
    readonly bytes: Uint8Array,
    readonly node: number,
  ) {}

  get field(): FieldDescriptor {
    return this.table.fields[this.tree.field[this.node]!]!;
  }
  get start(): number {
    return this.tree.start[this.node]!;
  }
  get stop(): number {
    return this.tree.stop[this.node]!;
  }
  get length(): number {
    return this.stop - this.start;
  }
  get aux(): number {
    return this.tree.aux[this.node]!;
  }
  get isLeaf(): boolean {
    return this.tree.end[this.node] === this.node + 1;
  }
  /** false where the value overlaps what was not captured */
  get present(): boolean {
    return (this.tree.flags[this.node]! & NodeFlag.valueMissing) === 0 && this.stop <= this.bytes.length;
  }

  at(node: number): NodeView {
    return new NodeView(this.table, this.tree, this.bytes, node);
  }

  parent(): NodeView | null {
    const parent = this.tree.parent[this.node]!;
    return parent < 0 ? null : this.at(parent);
  }

  /** Children in wire order. */
  *children(): Generator<NodeView> {
    const end = this.tree.end[this.node]!;
    for (let child = this.node + 1; child < end; child = this.tree.end[child]!) yield this.at(child);
  }

  /** First child whose field has this identifier, or null. */
  child(identifier: string): NodeView | null {
    const end = this.tree.end[this.node]!;
    for (let child = this.node + 1; child < end; child = this.tree.end[child]!) {
      if (this.table.fields[this.tree.field[child]!]!.identifier === identifier) return this.at(child);
    }
    return null;
  }

  /** Unsigned 32-bit value of the first four bytes. */
  uint(): number {
    return word(this.bytes, this.start);
  }
  int(): number {
    return this.uint() | 0;
  }
  uhyper(): bigint {
    const { bytes, start } = this;
    return new DataView(bytes.buffer, bytes.byteOffset + start, 8).getBigUint64(0);
  }
  hyper(): bigint {
    return BigInt.asIntN(64, this.uhyper());
  }
  raw(): Uint8Array {
    return this.bytes.subarray(this.start, this.stop);
  }
}
