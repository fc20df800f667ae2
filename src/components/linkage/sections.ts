/** The sections of a record, for the ribbon: neighbouring leaves of one kind as one run. */
import type { RecordTree } from '../../decoder/api.ts';
import { indexOf } from './tree-index.ts';
import { Kind, KIND_NAMES } from './kinds.ts';

export interface Section {
  readonly kind: number;
  readonly start: number;
  readonly stop: number;
  /** node whose label names it: the outermost of this kind that begins with it, or what holds it and its neighbours */
  readonly node: number;
}

/** Sections that a ribbon of usual width has room for. */
const MOST = 96;

/**
 * In byte order, without a rest. Padding belongs to its neighbour. The first half of `most` is exact, so that the head of
 * a long record keeps its shape; behind it sections are as long as a share of what is left, and of the kind that has
 * most of their bytes.
 */
export function sectionsOf(tree: RecordTree, most = MOST): Section[] {
  const index = indexOf(tree);
  const exact = Math.ceil(most / 2);
  const out: { kind: number; start: number; stop: number; node: number }[] = [];
  const share = new Float64Array(KIND_NAMES.length);
  let bucket = 0;
  for (let i = 0; i < index.segments; i++) {
    const leaf = index.leaf[i]!;
    const start = index.start[i]!;
    const stop = index.stop[i]!;
    const last = out.at(-1);
    const kind = last && tree.kind[leaf] === Kind.padding ? last.kind : tree.kind[leaf]!;
    if (out.length === exact && bucket === 0) bucket = (tree.length - last!.start) / (most - exact);
    if (last && (last.kind === kind || (bucket > 0 && last.stop - last.start < bucket))) {
      last.stop = stop;
      share[kind]! += stop - start;
      if (share[kind]! > share[last.kind]!) last.kind = kind;
    } else {
      share.fill(0);
      share[kind] = stop - start;
      out.push({ kind, start, stop, node: leaf });
    }
  }
  for (const section of out) section.node = naming(tree, section);
  return out;
}

function naming(tree: RecordTree, section: Section): number {
  let node = section.node;
  for (;;) {
    const parent = tree.parent[node]!;
    if (parent < 0 || tree.parent[parent]! < 0 || tree.kind[parent] !== section.kind) break;
    if (tree.start[parent]! < section.start) break;
    node = parent;
  }
  // of several fields side by side the group that holds them
  const parent = tree.parent[node]!;
  const several = tree.stop[node]! < section.stop && parent >= 0 && tree.parent[parent]! >= 0;
  return several ? parent : node;
}

/**
 * Widths in pixels for runs of these lengths: in proportion, none under `least`, with `gap` between them, together
 * `width`. Where even the least do not fit, all are equal.
 */
export function shares(lengths: readonly number[], width: number, least: number, gap: number): number[] {
  const room = width - gap * Math.max(0, lengths.length - 1);
  if (lengths.length * least >= room) return lengths.map(() => Math.max(0, room / lengths.length));
  const out = lengths.map(() => least);
  const free = new Set(lengths.keys());
  let left = room;
  let total = lengths.reduce((sum, length) => sum + length, 0);
  for (let changed = true; changed;) {
    changed = false;
    for (const i of free) {
      if (total > 0 && (lengths[i]! / total) * left >= least) continue;
      free.delete(i);
      left -= least;
      total -= lengths[i]!;
      changed = true;
    }
  }
  for (const i of free) out[i] = (lengths[i]! / total) * left;
  return out;
}
