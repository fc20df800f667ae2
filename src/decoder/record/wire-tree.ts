/**
 * From message offsets to wire offsets. The engine's tree knows neither marks nor what interrupts a leaf;
 * here marks become leaves of their own, and what was not captured becomes leaves of kind `missing`.
 *
 *     message      leaf a │ leaf b            │ leaf c
 *     holes                       ░░░░
 *     wire    mark leaf a   leaf b…░░░░…mark…b   leaf c
 *             ↑                    ↑    ↑
 *             leaf                 leaves, inserted after b; b gets cuts
 *
 * A leaf that lies in a hole altogether stays, as kind `missing`: what it would be is known.
 * A later mark is inserted into the innermost group that goes on behind it. Groups that it interrupts
 * get cuts as well: a mark never belongs to a field. What is missing does belong to its group.
 */
import { Kind } from '../xdr/descriptor.ts';
import type { FlatTree, Note } from '../xdr/tree.ts';
import { NodeFlag, TreeBuilder } from '../xdr/tree.ts';
import { lower, MARK_LENGTH, type Coordinates } from './coordinates.ts';

/** Arrays may be longer than `count`. */
export interface WireTree {
  readonly count: number;
  readonly field: Uint32Array<ArrayBuffer>;
  readonly parent: Int32Array<ArrayBuffer>;
  readonly end: Uint32Array<ArrayBuffer>;
  readonly start: Uint32Array<ArrayBuffer>;
  readonly stop: Uint32Array<ArrayBuffer>;
  readonly kind: Uint8Array<ArrayBuffer>;
  readonly flags: Uint8Array<ArrayBuffer>;
  readonly aux: Uint32Array<ArrayBuffer>;
  /** (node, start, stop) triples, by node, then start */
  readonly cuts: Uint32Array<ArrayBuffer>;
  /** node of the message tree, -1 for what was inserted here (marks, missing parts); null: the same node */
  readonly origin: Int32Array<ArrayBuffer> | null;
  readonly notes: readonly Note[];
  readonly length: number;
}

export interface InsertedFields {
  readonly mark: number;
  readonly missing: number;
}

type Range = readonly [start: number, stop: number];
interface Holes {
  readonly starts: readonly number[];
  readonly stops: readonly number[];
}

const NO_CUTS = new Uint32Array(0);

/** A tree that has wire offsets already: the same arrays. */
export function plainWireTree(tree: TreeBuilder, length: number): WireTree {
  const { count, field, parent, end, start, stop, kind, flags, aux, notes } = tree;
  return {
    count,
    field,
    parent,
    end,
    start,
    stop,
    kind,
    flags,
    aux,
    cuts: NO_CUTS,
    origin: null,
    notes,
    length,
  };
}

/**
 * @param tree in message offsets; node 0 is the record, its leaves tile the message
 * @param holes wire ranges, ascending and disjoint
 * @param length announced, on the wire
 */
export function wireTree(
  tree: FlatTree,
  coordinates: Coordinates,
  holes: readonly Range[],
  length: number,
  fields: InsertedFields,
): WireTree {
  const out = new TreeBuilder(Math.max(16, tree.count + coordinates.marks.length + 4));
  const origin: number[] = [];
  const cuts: [node: number, start: number, stop: number][] = [];
  /** output node of each input node */
  const place = new Int32Array(tree.count);
  const { marks, breaks } = coordinates;
  const missing: Holes = { starts: holes.map((hole) => hole[0]), stops: holes.map((hole) => hole[1]) };
  let nextMark = 0;

  const leaf = (
    field: number,
    range: Range,
    kind: Kind,
    aux: number,
    flags: number,
    from: number,
  ): number => {
    origin.push(from);
    return out.leaf(field, range[0], range[1], kind, aux, flags);
  };
  const markLeaf = (): void => {
    const at = marks[nextMark++]!;
    leaf(fields.mark, [at, Math.min(length, at + MARK_LENGTH)], Kind.mark, 0, 0, -1);
  };
  const missingLeaf = (range: Range): void => {
    leaf(fields.missing, range, Kind.missing, 0, NodeFlag.valueMissing, -1);
  };

  /** open groups: input end, output node */
  const open: { end: number; node: number }[] = [];
  const close = (): void => {
    const { node } = open.pop()!;
    const last = out.count - 1;
    let start = node < last ? out.start[node + 1]! : out.start[node]!;
    let stop = start;
    for (let child = node + 1; child <= last; child = out.end[child]!)
      stop = Math.max(stop, out.stop[child]!);
    if (node === 0) [start, stop] = [0, Math.max(stop, length)];
    out.start[node] = start;
    out.close(node, stop);
    if (node !== 0) addCuts(node, withoutMarks([start, stop], marks));
  };
  const addCuts = (node: number, ranges: readonly Range[]): void => {
    if (ranges.length > 1) for (const [start, stop] of ranges) cuts.push([node, start, stop]);
  };

  for (let node = 0; node < tree.count; node++) {
    while (open.length > 0 && open.at(-1)!.end <= node) close();
    const start = tree.start[node]!;
    const stop = tree.stop[node]!;
    if (node > 0) while (nextMark < marks.length && breaks[nextMark]! <= start) markLeaf();
    const field = tree.field[node]!;
    const kind = tree.kind[node]! as Kind;
    const flags = tree.flags[node]!;
    const aux = tree.aux[node]!;
    if (tree.end[node]! > node + 1 || node === 0) {
      place[node] = out.count;
      origin.push(node);
      out.group(field, coordinates.start(start), kind, aux, flags);
      open.push({ end: tree.end[node]!, node: place[node]! });
      continue;
    }
    if (stop <= start) {
      place[node] = leaf(field, [coordinates.start(start), coordinates.start(start)], kind, aux, flags, node);
      continue;
    }
    const wire: Range = [coordinates.start(start), coordinates.stop(stop)];
    const pieces = withoutMarks(wire, marks);
    const gaps = pieces.map((piece) => inside(piece, missing));
    const absent = gaps.flat();
    const own = absent.length === 0 ? pieces : pieces.flatMap((piece, at) => without(piece, gaps[at]!));
    if (own.length === 0) {
      place[node] = leaf(field, span(pieces), Kind.missing, aux, flags | NodeFlag.valueMissing, node);
      addCuts(place[node]!, pieces);
      while (nextMark < marks.length && breaks[nextMark]! < stop) markLeaf();
      continue;
    }
    const first = own[0]![0];
    let hole = 0;
    while (hole < absent.length && absent[hole]![0] < first) {
      while (nextMark < marks.length && marks[nextMark]! < absent[hole]![0]) markLeaf();
      missingLeaf(absent[hole++]!);
    }
    while (nextMark < marks.length && marks[nextMark]! < first) markLeaf();
    const cutFlags = absent.length > 0 ? flags | NodeFlag.valueMissing : flags;
    place[node] = leaf(field, span(own), kind, aux, cutFlags, node);
    addCuts(place[node]!, own);
    for (;;) {
      const mark = nextMark < marks.length && breaks[nextMark]! < stop ? marks[nextMark]! : Infinity;
      const gap = hole < absent.length ? absent[hole]![0] : Infinity;
      if (mark === Infinity && gap === Infinity) break;
      if (mark < gap) markLeaf();
      else missingLeaf(absent[hole++]!);
    }
  }
  while (open.length > 1) close();
  while (nextMark < marks.length) markLeaf();
  while (open.length > 0) close();

  cuts.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return {
    count: out.count,
    field: out.field.slice(0, out.count),
    parent: out.parent.slice(0, out.count),
    end: out.end.slice(0, out.count),
    start: out.start.slice(0, out.count),
    stop: out.stop.slice(0, out.count),
    kind: out.kind.slice(0, out.count),
    flags: out.flags.slice(0, out.count),
    aux: out.aux.slice(0, out.count),
    cuts: Uint32Array.from(cuts.flat()),
    origin: Int32Array.from(origin),
    notes: tree.notes.map((note) => wireNote(note, coordinates, length, place)),
    length,
  };
}

function wireNote(note: Note, coordinates: Coordinates, length: number, place: Int32Array): Note {
  const start = Math.min(length, coordinates.start(note.offset));
  const stop = note.length > 0 ? Math.min(length, coordinates.stop(note.offset + note.length)) : start;
  return {
    ...note,
    offset: start,
    length: Math.max(0, stop - start),
    node: note.node < 0 ? -1 : place[note.node]!,
  };
}

function span(ranges: readonly Range[]): Range {
  return [ranges[0]![0], ranges.at(-1)![1]];
}

/** A wire range cut at the marks that it contains. */
function withoutMarks(range: Range, marks: readonly number[]): Range[] {
  const out: Range[] = [];
  let from = range[0];
  for (let next = lower(marks, from); next < marks.length && marks[next]! < range[1]; next++) {
    const mark = marks[next]!;
    if (mark > from) out.push([from, mark]);
    from = mark + MARK_LENGTH;
  }
  if (from < range[1]) out.push([from, range[1]]);
  return out;
}

/** Parts of `range` that are in holes. */
function inside(range: Range, holes: Holes): Range[] {
  const out: Range[] = [];
  for (let at = lower(holes.stops, range[0] + 1); at < holes.starts.length; at++) {
    if (holes.starts[at]! >= range[1]) break;
    out.push([Math.max(holes.starts[at]!, range[0]), Math.min(holes.stops[at]!, range[1])]);
  }
  return out;
}

/** What `parts`, ascending pieces of `range`, leave of it. */
function without(range: Range, parts: readonly Range[]): Range[] {
  const out: Range[] = [];
  let from = range[0];
  for (const [start, stop] of parts) {
    if (start > from) out.push([from, start]);
    from = stop;
  }
  if (from < range[1]) out.push([from, range[1]]);
  return out;
}
