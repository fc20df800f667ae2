/**
 * Byte → leaf for one record. Leaves tile the record, but a mark or a hole inside a leaf cuts it in two, so
 * the tiles are kept as segments, sorted by their first byte:
 *
 *     bytes     0    4         12   16        30
 *     leaves    mark │ name     mark│ name     │
 *     start     0    4         12   16          one entry a segment
 *     leaf      1    5         6    5           the node that owns it
 *
 * A lookup is a binary search: 20 steps for a record of a million leaves, fast enough for each move of the pointer.
 */
import type { RecordTree } from '../../decoder/api.ts';

export type Span = readonly [start: number, stop: number];

export interface TreeIndex {
  readonly tree: RecordTree;
  readonly segments: number;
  readonly start: Uint32Array;
  readonly stop: Uint32Array;
  readonly leaf: Uint32Array;
  /** levels above a node; 0 at the top */
  readonly depth: Uint16Array;
}

const indexes = new WeakMap<RecordTree, TreeIndex>();

/** The index of a tree, made once. */
export function indexOf(tree: RecordTree): TreeIndex {
  let index = indexes.get(tree);
  if (!index) indexes.set(tree, (index = build(tree)));
  return index;
}

function build(tree: RecordTree): TreeIndex {
  const { count, cuts } = tree;
  const depth = new Uint16Array(count);
  let segments = 0;
  for (let node = 0; node < count; node++) {
    const parent = tree.parent[node]!;
    depth[node] = parent < 0 ? 0 : depth[parent]! + 1;
    if (tree.end[node] === node + 1) segments++;
  }
  segments += cuts.length / 3;

  const start = new Uint32Array(segments);
  const stop = new Uint32Array(segments);
  const leaf = new Uint32Array(segments);
  let size = 0;
  let sorted = true;
  let cut = 0;
  const add = (node: number, from: number, to: number): void => {
    if (to <= from) return;
    if (size > 0 && start[size - 1]! > from) sorted = false;
    start[size] = from;
    stop[size] = to;
    leaf[size] = node;
    size++;
  };
  for (let node = 0; node < count; node++) {
    while (cut < cuts.length && cuts[cut]! < node) cut += 3;
    if (tree.end[node] !== node + 1) continue;
    if (cut < cuts.length && cuts[cut] === node) {
      for (; cut < cuts.length && cuts[cut] === node; cut += 3) add(node, cuts[cut + 1]!, cuts[cut + 2]!);
    } else {
      add(node, tree.start[node]!, tree.stop[node]!);
    }
  }
  if (!sorted) {
    const order = Array.from({ length: size }, (_, i) => i).sort((a, b) => start[a]! - start[b]!);
    const pick = (from: Uint32Array): Uint32Array => Uint32Array.from(order, (i) => from[i]!);
    return { tree, segments: size, start: pick(start), stop: pick(stop), leaf: pick(leaf), depth };
  }
  return {
    tree,
    segments: size,
    start: start.subarray(0, size),
    stop: stop.subarray(0, size),
    leaf: leaf.subarray(0, size),
    depth,
  };
}

/** Number of the segment that holds a byte, -1 where none does. */
export function segmentAt(index: TreeIndex, byte: number): number {
  const at = lastAtOrBefore(index.start, byte);
  return at >= 0 && byte < index.stop[at]! ? at : -1;
}

/** Number of the last entry ≤ value in an ascending array, -1 where all are greater. */
export function lastAtOrBefore(ascending: Uint32Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
