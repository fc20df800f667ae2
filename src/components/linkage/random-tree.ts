/** For tests: record trees that keep the tiling rule, built by hand or by chance. */
import fc from 'fast-check';
import type { NodeTexts, RecordTree } from '../../decoder/api.ts';

/** No words of no node. */
export const NO_TEXTS: NodeTexts = {
  nodes: new Uint32Array(0),
  label: [],
  display: [],
  type: [],
  name: [],
  doc: [],
  since: [],
  bits: [],
  derived: [],
  path: [],
};

/** A leaf is a length, a group a list; `cut` puts a mark of four bytes into the middle of the leaf before it. */
export type Shape = number | readonly Shape[];

export interface TreeOptions {
  /** number of a leaf (in order) → bytes of it before a four-byte mark that cuts it */
  readonly cuts?: ReadonlyMap<number, number>;
  readonly kinds?: readonly number[];
}

/** The tree of a record (node 0) with these fields, in wire offsets. */
export function treeOf(
  shape: readonly Shape[],
  { cuts = new Map(), kinds = [] }: TreeOptions = {},
): RecordTree {
  const parent: number[] = [];
  const end: number[] = [];
  const start: number[] = [];
  const stop: number[] = [];
  const kind: number[] = [];
  const cutTriples: number[] = [];
  let at = 0;
  let leaves = 0;
  const add = (above: number, from: number, to: number, sort: number): number => {
    parent.push(above);
    end.push(parent.length);
    start.push(from);
    stop.push(to);
    kind.push(sort);
    return parent.length - 1;
  };
  const walk = (what: Shape, above: number): void => {
    if (typeof what === 'number') {
      const sort = kinds[leaves] ?? 3;
      const before = cuts.get(leaves++);
      if (before !== undefined && before > 0 && before < what) {
        const node = add(above, at, at + what + 4, sort);
        cutTriples.push(node, at, at + before, node, at + before + 4, at + what + 4);
        add(above, at + before, at + before + 4, 0);
        at += what + 4;
      } else {
        add(above, at, at + what, sort);
        at += what;
      }
      return;
    }
    const node = add(above, at, at, 3);
    for (const child of what) walk(child, node);
    end[node] = parent.length;
    stop[node] = at;
    if (what.length > 0) kind[node] = kind[node + 1]!;
  };
  walk(shape, -1);
  return {
    row: 0,
    count: parent.length,
    field: new Uint32Array(parent.length),
    parent: Int32Array.from(parent),
    end: Uint32Array.from(end),
    start: Uint32Array.from(start),
    stop: Uint32Array.from(stop),
    kind: Uint8Array.from(kind),
    flags: new Uint8Array(parent.length),
    aux: new Uint32Array(parent.length),
    cuts: Uint32Array.from(cutTriples),
    bytes: Uint8Array.from({ length: at }, (_, i) => (i * 37) & 0xff),
    hidden: new Uint32Array(),
    length: at,
    missing: new Uint32Array(),
    undecoded: new Uint32Array(),
    notes: [],
    textPlaces: new Uint32Array(),
    head: {
      kind: 0,
      title: 'TEST',
      program: '',
      place: '',
      match: '',
      matchRow: -1,
      decodedAs: '',
      ends: '',
    },
    texts: NO_TEXTS,
  };
}

const shapes = fc.letrec<{ shape: Shape; group: Shape[] }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.integer({ min: 1, max: 9 }),
    tie('group') as fc.Arbitrary<Shape>,
  ),
  group: fc.array(tie('shape'), { minLength: 1, maxLength: 6 }),
}));

/** Trees with one to some hundred nodes, some leaves cut by marks, sections by chance. */
export const randomTree: fc.Arbitrary<RecordTree> = fc
  .record({
    shape: shapes.group,
    cuts: fc.array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 8 })), { maxLength: 4 }),
    kinds: fc.array(fc.nat(8), { maxLength: 30 }),
  })
  .map(({ shape, cuts, kinds }) => treeOf(shape, { cuts: new Map(cuts), kinds }));
