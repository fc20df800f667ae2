/** What one row of four bytes says: its leaves, where they go on, what begins here. */
import type { RecordTree } from '../../decoder/api.ts';
import { isHidden } from '../linkage/hidden.ts';
import { Kind } from '../linkage/kinds.ts';
import { lengthOf } from '../linkage/nodes.ts';
import { lastAtOrBefore, type TreeIndex } from '../linkage/tree-index.ts';

/** Part of a leaf in a row: columns [from, to) of 4. */
export interface WordPart {
  readonly leaf: number;
  readonly kind: number;
  readonly from: number;
  readonly to: number;
  /** the leaf begins in this row */
  readonly first: boolean;
  /** the leaf ends in this row */
  readonly last: boolean;
}

export interface WordRow {
  readonly start: number;
  readonly parts: readonly WordPart[];
  /** line at the left of a field of several words */
  readonly bracket: 'begin' | 'within' | 'end' | null;
  /** outermost group that begins here and has more than a string's three leaves; -1: none */
  readonly begins: number;
}

const SMALL = 4;

export function wordRow(index: TreeIndex, word: number): WordRow {
  const { tree } = index;
  const start = word * 4;
  const parts: WordPart[] = [];
  for (let i = Math.max(0, lastAtOrBefore(index.start, start)); i < index.segments; i++) {
    const from = index.start[i]!;
    const to = index.stop[i]!;
    if (from >= start + 4) break;
    if (to <= start) continue;
    const leaf = index.leaf[i]!;
    parts.push({
      leaf,
      kind: tree.kind[leaf]!,
      from: Math.max(0, from - start),
      to: Math.min(4, to - start),
      first: tree.start[leaf]! >= start,
      last: tree.stop[leaf]! <= start + 4,
    });
  }
  return { start, parts, bracket: bracketOf(tree, parts), begins: beginning(tree, parts, start) };
}

/** A bracket holds what is longer than a word, and begins or ends with it. */
function bracketOf(tree: RecordTree, parts: readonly WordPart[]): WordRow['bracket'] {
  const going = parts.find(({ first, last }) => !first && !last);
  if (going) return 'within';
  const begun = parts.findLast(({ first, last }) => first && !last);
  if (begun) return 'begin';
  const ended = parts.find(({ leaf, first, last }) => !first && last && tree.kind[leaf] !== Kind.padding);
  return ended ? 'end' : null;
}

function beginning(tree: RecordTree, parts: readonly WordPart[], start: number): number {
  const part = parts.find(({ first }) => first);
  if (!part) return -1;
  let found = -1;
  for (let node = tree.parent[part.leaf]!; node >= 0; node = tree.parent[node]!) {
    if (tree.parent[node]! < 0 || tree.start[node]! < start) break;
    if (tree.end[node]! - node > SMALL) found = node;
  }
  return found;
}

/** What stands beside a row where its leaf goes on: text of text, `low word` of a number of eight bytes, else nothing. */
export function continued(tree: RecordTree, part: WordPart, start: number, display: string): string {
  if (part.kind === Kind.missing || part.kind === Kind.undecoded) return '';
  if (lengthOf(tree, part.leaf) === 8 && /^(-?\d|0x)/.test(display)) return part.last ? 'low word' : '';
  let text = '';
  for (let at = start + part.from; at < start + part.to; at++) {
    const byte = tree.bytes[at];
    if (byte === undefined || isHidden(tree, at)) return '';
    if (byte === 0 && at + 1 >= tree.stop[part.leaf]!) continue;
    if (byte < 0x20 || byte > 0x7e) return '';
    text += String.fromCharCode(byte);
  }
  return text === '' ? '' : `“${text}”`;
}
