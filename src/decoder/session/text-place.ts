/** Where in a record a text is shown: the smallest field whose value, label or name has it. */
import type { DecodedRecord } from '../record/decode.ts';
import { textsOf } from '../record/words.ts';

/** Fields whose words are made at once. */
const SOME = 256;

/** Wire offset and length of the field; null: no field shows it. */
export function placeOfText(
  record: DecodedRecord,
  text: string,
  matchCase: boolean,
): readonly [offset: number, length: number] | null {
  const fold = (words: string): string => (matchCase ? words : words.toLowerCase());
  const wanted = fold(text);
  const { wire } = record;
  let best: readonly [number, number] | null = null;
  for (let first = 1; first < wire.count; first += SOME) {
    const nodes = Uint32Array.from({ length: Math.min(SOME, wire.count - first) }, (_, i) => first + i);
    const { display, label, name } = textsOf(record, nodes);
    for (let i = 0; i < nodes.length; i++) {
      if (![display[i]!, label[i]!, name[i]!].some((words) => fold(words).includes(wanted))) continue;
      const node = nodes[i]!;
      const length = wire.stop[node]! - wire.start[node]!;
      if (best === null || length < best[1]) best = [wire.start[node]!, length];
    }
    if (best !== null) return best;
  }
  return best;
}
