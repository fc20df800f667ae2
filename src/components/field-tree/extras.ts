/** What stands under rows besides their children: bits, what is derived, notes, guides. */
import type { RecordNote, RecordTree } from '../../decoder/api.ts';
import type { Guide } from '../linkage/guides.ts';
import { NodeFlag } from '../linkage/kinds.ts';
import { isNode } from '../linkage/nodes.ts';
import { topOf, visibleAncestor, type OpenNodes } from '../linkage/open-nodes.ts';
import type { WordCache } from '../linkage/words.ts';
import { shownBits } from './bits.ts';
import { estimateSlots, RowIs, type Extra } from './rows.ts';

/** Widest line of a sentence, and what stands left and right of it. */
const SENTENCE = 620;
const BESIDE = 100;

export interface ExtrasInput {
  readonly selected: number;
  readonly words: WordCache;
  readonly notes: ReadonlyMap<number, readonly RecordNote[]>;
  readonly guided: ReadonlyMap<number, readonly Guide[]>;
  /** slots that sentences were measured to need, by `keyOf` */
  readonly measured: ReadonlyMap<string, number>;
  /** of the pane */
  readonly width: number;
  /** of a row */
  readonly height: number;
}

/** Details and guides stand at the selected field; notes of trouble always, others when their field is selected. */
export function extrasOf(input: ExtrasInput): ReadonlyMap<number, readonly Extra[]> {
  const { selected, words, notes, guided, measured, width, height } = input;
  const extras = new Map<number, Extra[]>();
  const add = (node: number, extra: Extra): void => {
    const list = extras.get(node);
    if (list) list.push(extra);
    else extras.set(node, [extra]);
  };
  const sentence = (node: number, is: RowIs, sub: number, text: string, small: boolean): void => {
    const known = measured.get(keyOf(width, is, node, sub));
    const room = Math.min(SENTENCE, width - BESIDE);
    add(node, { is, sub, slots: known ?? estimateSlots(text, room, height, small) });
  };
  const chosen = words.get(selected);
  const bits = shownBits(chosen?.bits ?? []);
  for (const sub of bits.one) add(selected, { is: RowIs.bit, sub, slots: 1 });
  if (bits.rest.length > 0) add(selected, { is: RowIs.unset, sub: 0, slots: 1 });
  chosen?.derived.forEach((_, sub) => add(selected, { is: RowIs.derived, sub, slots: 1 }));
  for (const [node, list] of notes) {
    list.forEach((note, sub) => {
      if (note.severity !== 'info' || node === selected) sentence(node, RowIs.note, sub, note.message, false);
    });
  }
  guided.get(selected)?.forEach((guide, sub) => {
    sentence(selected, RowIs.guide, sub, guide.text, guide.who !== '');
  });
  return extras;
}

/** Names a sentence, for its measured height. */
export function keyOf(width: number, is: RowIs, node: number, sub: number): string {
  return `${width}/${is}/${node}/${sub}`;
}

/** Node → the notes that stand at it. */
export function notesByNode(tree: RecordTree): ReadonlyMap<number, readonly RecordNote[]> {
  const out = new Map<number, RecordNote[]>();
  const first = topOf(tree) + 1;
  for (const note of tree.notes) {
    // a note on the record as a whole stands at its first field
    const node = note.node > topOf(tree) ? note.node : first;
    const list = out.get(node);
    if (list) list.push(note);
    else out.set(node, [note]);
  }
  return out;
}

/** Closed group → the worst note that it hides. */
export function troubleBelow(tree: RecordTree, open: OpenNodes): ReadonlyMap<number, 'error' | 'warning'> {
  const out = new Map<number, 'error' | 'warning'>();
  for (const { node, severity } of tree.notes) {
    if (severity === 'info' || !isNode(tree, node) || !(tree.flags[node]! & NodeFlag.noted)) continue;
    const shown = visibleAncestor(tree, open, node);
    if (shown === node || shown < 0) continue;
    if (severity === 'error' || !out.has(shown)) out.set(shown, severity);
  }
  return out;
}
