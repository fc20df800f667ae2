/** Moves in a record's tree. A node is a number; -1 is none. All are safe for any number. */
import type { RecordTree } from '../../decoder/api.ts';
import { indexOf, segmentAt, type Span } from './tree-index.ts';

export const NONE = -1;

export function isNode(tree: RecordTree, node: number): boolean {
  return Number.isInteger(node) && node >= 0 && node < tree.count;
}

export function isLeaf(tree: RecordTree, node: number): boolean {
  return tree.end[node] === node + 1;
}

/** The innermost field that owns a byte: always a leaf. -1 outside the record. */
export function nodeAt(tree: RecordTree, byte: number): number {
  const index = indexOf(tree);
  const segment = segmentAt(index, byte);
  return segment < 0 ? NONE : index.leaf[segment]!;
}

export function parentOf(tree: RecordTree, node: number): number {
  return isNode(tree, node) ? tree.parent[node]! : NONE;
}

/** From the top down to the parent; without the node itself. */
export function ancestorsOf(tree: RecordTree, node: number): number[] {
  const out: number[] = [];
  for (let at = parentOf(tree, node); at >= 0; at = tree.parent[at]!) out.push(at);
  return out.reverse();
}

/** True where `node` is `ancestor` or below it. */
export function isWithin(tree: RecordTree, node: number, ancestor: number): boolean {
  return isNode(tree, node) && isNode(tree, ancestor) && node >= ancestor && node < tree.end[ancestor]!;
}

export function depthOf(tree: RecordTree, node: number): number {
  return indexOf(tree).depth[node] ?? 0;
}

/** The bytes of a node as ascending, disjoint, non-empty spans. A mark inside it is not its own. */
export function spansOf(tree: RecordTree, node: number): Span[] {
  if (!isNode(tree, node)) return [];
  const { cuts } = tree;
  let low = 0;
  let high = cuts.length / 3;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cuts[middle * 3]! < node) low = middle + 1;
    else high = middle;
  }
  if (cuts[low * 3] !== node) {
    const start = tree.start[node]!;
    const stop = tree.stop[node]!;
    return stop > start ? [[start, stop]] : [];
  }
  const out: Span[] = [];
  for (let cut = low * 3; cut < cuts.length && cuts[cut] === node; cut += 3) {
    if (cuts[cut + 2]! > cuts[cut + 1]!) out.push([cuts[cut + 1]!, cuts[cut + 2]!]);
  }
  return out;
}

/** Bytes that a node owns, cuts left out. */
export function lengthOf(tree: RecordTree, node: number): number {
  return spansOf(tree, node).reduce((sum, [start, stop]) => sum + stop - start, 0);
}

/** The children of a node, in wire order; of -1 those at the top. */
export function childrenOf(tree: RecordTree, node: number): number[] {
  const out: number[] = [];
  const end = node < 0 ? tree.count : tree.end[node]!;
  for (let child = node + 1; child < end; child = tree.end[child]!) out.push(child);
  return out;
}

/** One step out: the parent. A parent with the very same bytes is passed over, for it would look the same. */
export function widen(tree: RecordTree, node: number): number {
  let at = parentOf(tree, node);
  while (at >= 0 && tree.parent[at]! >= 0 && sameBytes(tree, at, node)) at = tree.parent[at]!;
  return at < 0 ? node : at;
}

/** One step in, towards the byte of the caret: undoes `widen`. */
export function narrow(tree: RecordTree, node: number, caret: number): number {
  const leaf = nodeAt(tree, caret);
  if (!isWithin(tree, leaf, node) || leaf === node) return isLeaf(tree, node) ? node : firstLeaf(tree, node);
  let at = leaf;
  for (;;) {
    const out = widen(tree, at);
    if (out === at || out <= node) return at;
    at = out;
  }
}

/** What a click on a byte selects: its leaf; clicked again, one step out; from the top the leaf again. */
export function clicked(tree: RecordTree, byte: number, selected: number, caret: number): number {
  const leaf = nodeAt(tree, byte);
  if (leaf < 0 || byte !== caret || !isWithin(tree, leaf, selected)) return leaf;
  const out = widen(tree, selected);
  return out === selected ? leaf : out;
}

export function firstLeaf(tree: RecordTree, node: number): number {
  let at = node;
  while (isNode(tree, at) && !isLeaf(tree, at)) at++;
  return at;
}

/** The next field on the same level; at the last one the node itself. */
export function nextSibling(tree: RecordTree, node: number): number {
  if (!isNode(tree, node)) return NONE;
  const parent = tree.parent[node]!;
  const next = tree.end[node]!;
  return next < (parent < 0 ? tree.count : tree.end[parent]!) ? next : node;
}

export function previousSibling(tree: RecordTree, node: number): number {
  if (!isNode(tree, node)) return NONE;
  let at = tree.parent[node]! + 1;
  if (at === node) return node;
  while (tree.end[at]! < node) at = tree.end[at]!;
  return at;
}

/** The leaf behind this node's bytes, in the order of bytes; at the end the node itself. */
export function nextLeaf(tree: RecordTree, node: number): number {
  const spans = spansOf(tree, node);
  const last = spans.at(-1);
  const next = last ? nodeAt(tree, last[1]) : NONE;
  return next < 0 ? node : next;
}

export function previousLeaf(tree: RecordTree, node: number): number {
  const first = spansOf(tree, node)[0];
  const next = first ? nodeAt(tree, first[0] - 1) : NONE;
  return next < 0 ? node : next;
}

/** The innermost node whose bytes hold all of [start, stop): where a range from a link or a guide belongs. */
export function smallestCovering(tree: RecordTree, start: number, stop: number): number {
  let at = nodeAt(tree, start);
  while (at >= 0 && tree.stop[at]! < stop) at = tree.parent[at]!;
  if (at < 0) return NONE;
  // of nested nodes with the same bytes the outermost says what the range is, unless it is the record
  for (;;) {
    const parent = tree.parent[at]!;
    if (parent < 0 || tree.start[parent] !== start || tree.stop[parent] !== stop) return at;
    if (tree.parent[parent]! < 0) return at;
    at = parent;
  }
}

function sameBytes(tree: RecordTree, a: number, b: number): boolean {
  return tree.start[a] === tree.start[b] && tree.stop[a] === tree.stop[b];
}
