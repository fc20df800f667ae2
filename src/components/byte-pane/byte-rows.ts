/** A row of bytes, cut into what is painted: boxes behind, runs of text in front. */
import type { RecordTree } from '../../decoder/api.ts';
import { HIDDEN, isHidden } from '../linkage/hidden.ts';
import { Kind } from '../linkage/kinds.ts';
import { lastAtOrBefore, type Span, type TreeIndex } from '../linkage/tree-index.ts';

/** Columns [from, to) of one kind. */
export interface Box {
  readonly kind: number;
  readonly from: number;
  readonly to: number;
}

/** `z` zero or padding, `s` selected, `n` not captured, `` any other. */
export type Ink = '' | 'z' | 's' | 'n';

export interface Run {
  readonly ink: Ink;
  readonly from: number;
  readonly text: string;
}

/**
 * The tints of a row. The gap between words closes only where one leaf runs on: an integer looks like a tile, a string
 * like a bar.
 */
export function tints(index: TreeIndex, start: number, perRow: number): Box[] {
  const out: Box[] = [];
  for (const { leaf, from, to } of pieces(index, start, perRow)) {
    const kind = index.tree.kind[leaf]!;
    const last = out.at(-1);
    if (last && last.kind === kind && last.to === from && from % 4 !== 0)
      out[out.length - 1] = { kind, from: last.from, to };
    else out.push({ kind, from, to });
  }
  return out;
}

/** The parts of spans in a row, cut like the tiles that they lie on. */
export function marked(index: TreeIndex, spans: readonly Span[], start: number, perRow: number): Box[] {
  const out: Box[] = [];
  for (const { leaf, from, to } of pieces(index, start, perRow)) {
    for (const [first, last] of spans) {
      const a = Math.max(from, first - start);
      const b = Math.min(to, last - start);
      if (a >= b) continue;
      const before = out.at(-1);
      if (before && before.to === a && a % 4 !== 0) out[out.length - 1] = { ...before, to: b };
      else out.push({ kind: index.tree.kind[leaf]!, from: a, to: b });
    }
  }
  return out;
}

interface Piece {
  readonly leaf: number;
  readonly from: number;
  readonly to: number;
}

function pieces(index: TreeIndex, start: number, perRow: number): Piece[] {
  const out: Piece[] = [];
  const stop = start + perRow;
  for (let i = Math.max(0, lastAtOrBefore(index.start, start)); i < index.segments; i++) {
    const from = Math.max(start, index.start[i]!);
    const to = Math.min(stop, index.stop[i]!);
    if (index.start[i]! >= stop) break;
    if (from < to) out.push({ leaf: index.leaf[i]!, from: from - start, to: to - start });
  }
  return out;
}

/** Ink of each column of a row. */
export function inks(index: TreeIndex, start: number, perRow: number, selected: readonly Span[]): Ink[] {
  const { tree } = index;
  const out: Ink[] = [];
  for (const { leaf, from, to } of pieces(index, start, perRow)) {
    const kind = tree.kind[leaf]!;
    for (let column = from; column < to; column++) {
      const byte = start + column;
      out[column] =
        kind === Kind.missing || byte >= tree.bytes.length
          ? 'n'
          : (tree.bytes[byte] === 0 && !isHidden(tree, byte)) || kind === Kind.padding
            ? 'z'
            : '';
    }
  }
  for (const [first, last] of selected) {
    for (let column = Math.max(0, first - start); column < Math.min(out.length, last - start); column++)
      if (out[column] !== 'n') out[column] = 's';
  }
  return out;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Runs of hex within tiles of four: `80 00 01 2a`, cut where the ink changes. */
export function hexRuns(tree: RecordTree, start: number, ink: readonly Ink[]): Run[][] {
  const tiles: Run[][] = [];
  for (let tile = 0; tile < ink.length; tile += 4) {
    const runs: Run[] = [];
    for (let column = tile; column < Math.min(tile + 4, ink.length); column++) {
      const byte = start + column;
      const word =
        ink[column] === 'n' ? '  ' : isHidden(tree, byte) ? HIDDEN + HIDDEN : HEX[tree.bytes[byte]!]!;
      const text = column % 4 === 3 ? word : `${word} `;
      push(runs, ink[column]!, column, text);
    }
    tiles.push(runs);
  }
  return tiles;
}

/** Runs of ASCII; `·` for what does not print, dim. */
export function asciiRuns(tree: RecordTree, start: number, ink: readonly Ink[]): Run[] {
  const runs: Run[] = [];
  for (let column = 0; column < ink.length; column++) {
    const byte = tree.bytes[start + column]!;
    const hidden = isHidden(tree, start + column);
    const prints = hidden || (byte >= 0x20 && byte < 0x7f);
    const here = ink[column]!;
    const text = here === 'n' ? ' ' : hidden ? HIDDEN : prints ? String.fromCharCode(byte) : '·';
    push(runs, here === 's' || here === 'n' ? here : prints ? '' : 'z', column, text);
  }
  return runs;
}

function push(runs: Run[], ink: Ink, from: number, text: string): void {
  const last = runs.at(-1);
  if (last && last.ink === ink) runs[runs.length - 1] = { ...last, text: last.text + text };
  else runs.push({ ink, from, text });
}
