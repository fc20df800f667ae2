/** A line of the text, cut where its look changes: bytes of the selected record wear their tints in the mail itself. */
import type { RecordTree } from '../../decoder/api.ts';
import { isHidden } from '../linkage/hidden.ts';
import { Kind } from '../linkage/kinds.ts';
import { segmentAt, type Span, type TreeIndex } from '../linkage/tree-index.ts';
import { entriesIn, type Places } from './places.ts';

export interface TextRun {
  /** characters [from, to) of the line */
  readonly from: number;
  readonly to: number;
  /** section, -1: plain text */
  readonly kind: number;
  readonly zero: boolean;
  readonly chosen: boolean;
  readonly parent: boolean;
  /** a question that has an answer: number of the guide, -1: none */
  readonly guide: number;
}

/** Characters [from, to) of a line that a guide underlines. */
export interface GuideMark {
  readonly from: number;
  readonly to: number;
  readonly guide: number;
}

/** Blanks between two bytes of one leaf that its tint runs over; what is wider is another column. */
const JOINS = 2;

/**
 * @param from place of the line's first character in the text
 * @param length of the line
 */
export function textRuns(
  index: TreeIndex | null,
  places: Places | null,
  from: number,
  length: number,
  chosen: readonly Span[],
  parent: readonly Span[],
  guides: readonly GuideMark[],
): TextRun[] {
  const out: TextRun[] = [];
  const push = (run: TextRun): void => {
    const last = out.at(-1);
    if (run.to <= run.from) return;
    if (last && last.to === run.from && same(last, run)) out[out.length - 1] = { ...last, to: run.to };
    else out.push(run);
  };
  let at = 0;
  const plain = (to: number): void => {
    while (at < to) {
      const mark = guides.find((guide) => guide.to > at && guide.from < to);
      const stop = !mark ? to : mark.from > at ? mark.from : Math.min(to, mark.to);
      push({
        from: at,
        to: stop,
        kind: -1,
        zero: false,
        chosen: false,
        parent: false,
        guide: mark && mark.from <= at ? mark.guide : -1,
      });
      at = stop;
    }
  };
  if (index && places) {
    const { tree } = index;
    const [first, end] = entriesIn(places, from, from + length);
    for (let entry = first; entry < end; entry++) {
      const byte = places.byte[entry]!;
      const start = places.place[entry]! - from;
      const segment = segmentAt(index, byte);
      if (segment < 0 || start < at) continue;
      plain(start);
      const leaf = index.leaf[segment]!;
      const kind = tree.kind[leaf]!;
      const next = entry + 1 < end ? places.byte[entry + 1]! : -1;
      const nextStart = entry + 1 < end ? places.place[entry + 1]! - from : length;
      const digits = Math.min(start + 2, nextStart, length);
      const joins =
        next >= 0 && nextStart - digits <= JOINS && Math.abs(next - byte) <= 3 && ownedBy(index, next, leaf);
      const look = {
        kind,
        zero: isZero(tree, byte, kind),
        chosen: holds(chosen, byte),
        parent: holds(parent, byte),
        guide: -1,
      };
      push({ ...look, from: start, to: digits });
      at = digits;
      if (joins) {
        push({ ...look, from: digits, to: nextStart, chosen: look.chosen && holds(chosen, next) });
        at = nextStart;
      }
    }
  }
  plain(length);
  return out;
}

function same(a: TextRun, b: TextRun): boolean {
  return (
    a.kind === b.kind &&
    a.zero === b.zero &&
    a.chosen === b.chosen &&
    a.parent === b.parent &&
    a.guide === b.guide
  );
}

function ownedBy(index: TreeIndex, byte: number, leaf: number): boolean {
  const segment = segmentAt(index, byte);
  return segment >= 0 && index.leaf[segment] === leaf;
}

function isZero(tree: RecordTree, byte: number, kind: number): boolean {
  return (tree.bytes[byte] === 0 && !isHidden(tree, byte)) || kind === Kind.padding;
}

function holds(spans: readonly Span[], byte: number): boolean {
  return spans.some(([start, stop]) => byte >= start && byte < stop);
}
