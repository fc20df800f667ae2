/** Whether a text is shown of a record: in its line, a value, a label or a name. Case does not count. */
import type { DecodedRecord } from '../record/decode.ts';
import { displayOf, viewOf } from '../record/node.ts';
import type { FilterHost } from './filter.ts';

/** Nodes that are looked at; the words of records with more are not all made. */
const NODES = 100_000;

export function textSearch(
  text: string,
  host: FilterHost,
): (record: DecodedRecord | null, row: number) => boolean {
  const wanted = text.toLowerCase();
  /** by field: its label or name has the text */
  const byField: boolean[] = [];
  const { fields } = host.language.protocol.table;
  return (record, row) => {
    const has = (words: string): boolean => words.toLowerCase().includes(wanted);
    if (host.line?.(row, record).some(has)) return true;
    if (!record) return false;
    const { wire } = record;
    const count = Math.min(wire.count, NODES);
    for (let node = 0; node < count; node++) {
      const id = wire.field[node]!;
      if ((byField[id] ??= has(fields[id]!.label) || has(fields[id]!.filter))) return true;
    }
    for (let node = 0; node < count; node++) if (has(displayOf(record, viewOf(record, node)))) return true;
    return false;
  };
}
