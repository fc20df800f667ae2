/**
 * The rows of the tree. Besides nodes there are details of a node (bits, what is derived) and sentences (notes, guides).
 *
 *     slot   0      1      2      3       4       5
 *     is     node   node   bit    guide   rest    node
 *     node   4      5      5      5       5       6        never decreases: a node's slot is found by halving
 *     sub    0      0      0      0       1       0        number of the detail; of a rest the way back to its head
 *
 * All slots are one row high. A sentence takes as many as it needs.
 */
import { lastAtOrBefore } from '../linkage/tree-index.ts';

export const RowIs = { node: 0, bit: 1, unset: 2, derived: 3, note: 4, guide: 5, rest: 6 } as const;
export type RowIs = (typeof RowIs)[keyof typeof RowIs];

export interface Extra {
  readonly is: RowIs;
  readonly sub: number;
  /** slots it takes, at least 1 */
  readonly slots: number;
}

export interface TreeRows {
  readonly count: number;
  readonly is: Uint8Array;
  readonly node: Int32Array;
  readonly sub: Uint32Array;
}

/** `nodes` ascend. `extras`: node → what stands under its row. */
export function treeRows(nodes: Uint32Array, extras: ReadonlyMap<number, readonly Extra[]>): TreeRows {
  const places = [...extras.keys()]
    .map((node) => [node, indexIn(nodes, node)] as const)
    .filter(([, at]) => at >= 0)
    .sort((a, b) => a[1] - b[1]);
  let count = nodes.length;
  for (const [node] of places) for (const { slots } of extras.get(node)!) count += slots;
  const is = new Uint8Array(count);
  const node = new Int32Array(count);
  const sub = new Uint32Array(count);
  let from = 0;
  let at = 0;
  for (const [above, index] of places) {
    node.set(nodes.subarray(from, index + 1), at);
    at += index + 1 - from;
    from = index + 1;
    for (const extra of extras.get(above)!) {
      for (let slot = 0; slot < extra.slots; slot++) {
        is[at] = slot === 0 ? extra.is : RowIs.rest;
        node[at] = above;
        sub[at] = slot === 0 ? extra.sub : slot;
        at++;
      }
    }
  }
  node.set(nodes.subarray(from), at);
  return { count, is, node, sub };
}

function indexIn(nodes: Uint32Array, node: number): number {
  const at = lastAtOrBefore(nodes, node);
  return at >= 0 && nodes[at] === node ? at : -1;
}

/** The slot of a node's own row, -1 where it has none. */
export function slotOf(rows: TreeRows, node: number): number {
  let low = 0;
  let high = rows.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows.node[middle]! < node) low = middle + 1;
    else high = middle;
  }
  return low < rows.count && rows.node[low] === node ? low : -1;
}

/** The slot that `slot` is drawn from: a sentence is drawn whole from its first. */
export function headSlot(rows: TreeRows, slot: number): number {
  return rows.is[slot] === RowIs.rest ? slot - rows.sub[slot]! : slot;
}

/** The nearest slot of a node at or beyond `slot` in direction `step`; -1 where there is none. */
export function nodeSlot(rows: TreeRows, slot: number, step: 1 | -1): number {
  for (let at = slot; at >= 0 && at < rows.count; at += step) if (rows.is[at] === RowIs.node) return at;
  return -1;
}

/**
 * Slots for a sentence in a column of this width: estimated at first, then corrected by what was measured.
 * `small`: a line above it.
 */
export function estimateSlots(text: string, width: number, height: number, small: boolean): number {
  const perLine = Math.max(20, Math.floor(width / 6.7));
  let lines = 0;
  for (const line of text.split('\n')) lines += Math.max(1, Math.ceil(line.length / perLine));
  return slotsFor(lines * 18 + (small ? 18 : 0), height);
}

export function slotsFor(pixels: number, height: number): number {
  return Math.max(1, Math.ceil(pixels / height));
}
