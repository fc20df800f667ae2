/** Which groups of a tree are open: one byte a node, replaced and never changed. Leaves stay 0. */
import type { RecordTree } from '../../decoder/api.ts';
import { ancestorsOf, childrenOf, isLeaf, isNode } from './nodes.ts';
import { Kind } from './kinds.ts';

export type OpenNodes = Uint8Array;

/** Rows that a record shows at first: about what a screen holds. */
const FIRST_ROWS = 26;

/** The node whose children are the top rows: the record itself where there is one root, else -1. */
export function topOf(tree: RecordTree): number {
  return tree.count > 0 && tree.end[0] === tree.count && tree.count > 1 ? 0 : -1;
}

/**
 * What is open when a record is first seen: level by level, what says most first, as long as a screen holds it.
 * Headers and credentials stay closed while there is anything else to read, and so does a group of a few leaves (a string
 * with its length) that is not the body itself: its row says it all.
 */
export function openAtFirst(tree: RecordTree, limit = FIRST_ROWS): OpenNodes {
  const open = new Uint8Array(tree.count);
  const top = topOf(tree);
  if (top >= 0) open[top] = 1;
  const first = childrenOf(tree, top);
  let rows = first.length;
  const groups = first.filter((node) => !isLeaf(tree, node));
  const openLevels = (from: readonly number[], most: number, least: number): void => {
    let level = [...from];
    let small = least;
    while (level.length > 0 && rows < most) {
      const next: number[] = [];
      for (const node of level.sort((a, b) => tree.end[b]! - b - (tree.end[a]! - a))) {
        const children = childrenOf(tree, node);
        if (tree.end[node]! - node <= small || isPlainArray(tree, children)) continue;
        if (rows + children.length > most) continue;
        rows += children.length;
        open[node] = 1;
        next.push(...children.filter((child) => !isLeaf(tree, child)));
      }
      level = next;
      small = SMALL;
    }
  };
  openLevels(
    groups.filter((node) => !isEnvelope(tree, node)),
    limit,
    0,
  );
  openLevels(
    groups.filter((node) => isEnvelope(tree, node)),
    limit / 2,
    SMALL,
  );
  return open;
}

/** A group that is no more than this with its leaves is read in its own row. */
const SMALL = 4;

/** Elements of one field without children: sixteen words of a UUID say less than the UUID. */
function isPlainArray(tree: RecordTree, children: readonly number[]): boolean {
  return (
    children.length > SMALL &&
    children.every((child) => isLeaf(tree, child) && tree.field[child] === tree.field[children[0]!])
  );
}

function isEnvelope(tree: RecordTree, node: number): boolean {
  const kind = tree.kind[node]!;
  return kind === Kind.header || kind === Kind.credential || kind === Kind.mark;
}

export function setOpen(open: OpenNodes, node: number, value: boolean): OpenNodes {
  const next = open.slice();
  next[node] = value ? 1 : 0;
  return next;
}

/** Opens or closes a whole subtree. */
export function setSubtree(tree: RecordTree, open: OpenNodes, node: number, value: boolean): OpenNodes {
  const next = open.slice();
  for (let at = node; at < tree.end[node]!; at++) next[at] = value && !isLeaf(tree, at) ? 1 : 0;
  return next;
}

/** Opens what stands above a node, so that its row shows. Returns the same array where nothing is to do. */
export function openTo(tree: RecordTree, open: OpenNodes, node: number): OpenNodes {
  const closed = ancestorsOf(tree, node).filter((above) => !open[above]);
  if (closed.length === 0) return open;
  const next = open.slice();
  for (const above of closed) next[above] = 1;
  return next;
}

/** The nodes that have a row, in order. The root is no row: the path bar names it. */
export function visibleNodes(tree: RecordTree, open: OpenNodes): Uint32Array {
  const top = topOf(tree);
  const { end } = tree;
  const out = new Uint32Array(tree.count);
  let count = 0;
  for (let node = top + 1; node < tree.count;) {
    out[count++] = node;
    node = open[node] === 1 ? node + 1 : end[node]!;
  }
  return out.slice(0, count);
}

/** The innermost node at or above `node` that has a row; -1 for the root and for none. */
export function visibleAncestor(tree: RecordTree, open: OpenNodes, node: number): number {
  if (!isNode(tree, node)) return -1;
  const top = topOf(tree);
  for (const above of ancestorsOf(tree, node)) if (above !== top && !open[above]) return above;
  return node === top ? -1 : node;
}
