/**
 * The filter that a value is: `name == value`, as a person would write it. Several forms are tried, the one
 * that reads best first; taken is the first that is a filter and keeps the very record that it came from.
 */
import type { FilterFor, FilterSubject } from '../api.ts';
import type { FilterHost } from '../filter/filter.ts';
import type { DecodedRecord } from '../record/decode.ts';
import { displayOf, isSecret, viewOf } from '../record/node.ts';
import { Op } from '../xdr/descriptor.ts';
import { json } from '../xdr/value.ts';
import { cellForms } from './cell-forms.ts';
import { quoted } from './quoted.ts';
import type { RowWords } from './row-words.ts';

/** Bytes of a value that stand in a filter; longer ones are asked for by their beginning. */
const MOST_BYTES = 32;
const MOST_TEXT = 200;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** `ENOENT (2)`, `LOOKUP (27)`: the name that a number has. */
const NAMED = /^([A-Za-z_][A-Za-z0-9_]*) \((?:0x[0-9a-f]+|-?\d+)\)$/;
/** `0x14 (20)`, `-rw-r----- (0100640)`: a number as it is usually written. */
const WRITTEN = /^(0x[0-9a-f]+) \(|\((0[0-7]+)\)$/;

const colons = (hex: string): string => hex.replace(/..(?=.)/g, '$&:');

/** How a value may be written behind `==`, best first. Empty: no value stands for it. */
function valueForms(record: DecodedRecord, node: number): readonly string[] {
  const view = viewOf(record, node);
  if (isSecret(record, view)) return [];
  const { value, encoding } = json(view, record.language.registry);
  const named = NAMED.exec(displayOf(record, view));
  const forms: string[] = named ? [named[1]!, quoted(named[1]!)] : [];
  const written = typeof value === 'number' ? WRITTEN.exec(displayOf(record, view)) : null;
  if (written) forms.push(written[1] ?? written[2]!);
  if (typeof value === 'number') forms.push(String(value));
  else if (typeof value === 'boolean') forms.push(value ? '1' : '0', String(value));
  else if (typeof value === 'string') {
    const { op } = view.field.type;
    if (op === Op.Hyper || op === Op.UHyper) forms.push(value);
    if (UUID.test(value)) forms.push(value);
    const isBytes = encoding === 'hex' || (op !== Op.String && /^(?:[0-9a-f]{2})+$/.test(value));
    if (isBytes && value.length <= 2 * MOST_BYTES) forms.push(colons(value));
    else if (!isBytes && value.length <= MOST_TEXT) forms.push(quoted(value));
  }
  return forms;
}

/** Forms for a field, and its bare name, which asks whether it is there. */
function nodeForms(record: DecodedRecord, node: number): { forms: readonly string[]; has: string } {
  const { filter } = viewOf(record, node).field;
  const forms = valueForms(record, node).map((value) => `${filter} == ${value}`);
  return { forms: [...forms, ...keyForms(record, node)], has: filter };
}

/** A group that goes by the text of its key is asked for by that. */
function keyForms(record: DecodedRecord, node: number): readonly string[] {
  const { wire, language } = record;
  const { meaning } = viewOf(record, node).field.type;
  const meant = meaning === null ? undefined : language.registry.meanings.get(meaning);
  if (!meant?.label) return [];
  for (let child = node + 1; child < wire.end[node]!; child = wire.end[child]!) {
    const { identifier, filter } = viewOf(record, child).field;
    if (identifier === 'key') return valueForms(record, child).map((value) => `${filter} == ${value}`);
  }
  return [];
}

/** @param record null: the row is a run of bytes that are no record */
export async function filterFor(
  host: FilterHost,
  row: number,
  record: DecodedRecord | null,
  what: FilterSubject,
  words: () => Promise<RowWords>,
): Promise<FilterFor> {
  const { compileFilter } = await import('./filter-language.ts');
  const kept = new Uint32Array(1);
  // The result that stands at a call is its reply's.
  const reply = what.kind === 'cell' && what.column === 'result' ? host.index.columns.match.get(row) : -1;
  const keeps = async (text: string): Promise<boolean> => {
    const compiled = compileFilter(text, host.language);
    if (!compiled.ok) return false;
    const test = compiled.filter.start(host);
    if ((await test(row, row + 1, kept)) === 1) return true;
    return reply > row && (await test(reply, reply + 1, kept)) === 1;
  };
  const first = async (forms: readonly string[]): Promise<string | null> => {
    for (const form of forms) if (form.trim() !== '' && (await keeps(form))) return form;
    return null;
  };
  if (what.kind === 'cell') {
    return { value: await first(cellForms(host.index, row, await words(), what.column)), has: null };
  }
  if (!record || what.node >= record.wire.count) return { value: null, has: null };
  const { forms, has } = nodeForms(record, what.node);
  return { value: await first(forms), has: await first([has]) };
}
