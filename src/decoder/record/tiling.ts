/**
 * The rule that every pane leans on: the leaves' ranges are disjoint, their union is exactly [0, length),
 * and they stand in the order of their first bytes.
 */

export interface Tiled {
  readonly count: number;
  readonly parent: ArrayLike<number>;
  readonly end: ArrayLike<number>;
  readonly start: ArrayLike<number>;
  readonly stop: ArrayLike<number>;
  readonly cuts: ArrayLike<number>;
  /** announced length */
  readonly length: number;
}

/** Own ranges of a node: its cuts where it has any, else [start, stop). */
export function rangesOf(tree: Pick<Tiled, 'start' | 'stop' | 'cuts'>, node: number): [number, number][] {
  const out: [number, number][] = [];
  let low = 0;
  let high = tree.cuts.length / 3;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tree.cuts[middle * 3]! < node) low = middle + 1;
    else high = middle;
  }
  for (let at = low * 3; at < tree.cuts.length && tree.cuts[at] === node; at += 3) {
    out.push([tree.cuts[at + 1]!, tree.cuts[at + 2]!]);
  }
  return out.length > 0 ? out : [[tree.start[node]!, tree.stop[node]!]];
}

/** What is wrong with a tree, as sentences; empty when it tiles its record. */
export function tilingFaults(tree: Tiled): string[] {
  const faults: string[] = [];
  const pieces: [start: number, stop: number, node: number][] = [];
  let first = -1;
  for (let node = 0; node < tree.count; node++) {
    const end = tree.end[node]!;
    const parent = tree.parent[node]!;
    if (end <= node || end > tree.count) faults.push(`node ${node} ends at node ${end}`);
    if (parent >= node || (parent >= 0 && (tree.end[parent]! < end || parent < 0))) {
      faults.push(`node ${node} is not inside its parent ${parent}`);
    }
    if (parent >= 0 && tree.start[node]! < tree.start[parent]!) {
      faults.push(`node ${node} starts before its parent ${parent}`);
    }
    if (parent >= 0 && tree.stop[node]! > tree.stop[parent]!) {
      faults.push(`node ${node} stops after its parent ${parent}`);
    }
    if (end !== node + 1) continue;
    const ranges = rangesOf(tree, node);
    if (ranges[0]![0] < first) faults.push(`leaf ${node} at ${ranges[0]![0]} comes after a later byte`);
    first = ranges[0]![0];
    for (const [start, stop] of ranges) {
      if (stop < start) faults.push(`leaf ${node} has the range ${start} to ${stop}`);
      if (stop > start) pieces.push([start, stop, node]);
    }
  }
  pieces.sort((a, b) => a[0] - b[0]);
  let covered = 0;
  for (const [start, stop, node] of pieces) {
    if (start > covered) faults.push(`no leaf owns ${covered} to ${start}`);
    if (start < covered) faults.push(`leaf ${node} overlaps ${start} to ${covered}`);
    covered = Math.max(covered, stop);
  }
  if (covered !== tree.length) faults.push(`the leaves end at ${covered}, the record at ${tree.length}`);
  return faults;
}
