/** Operands that are worked out of values: slices, functions, masks, and fields beside fields. */
import type { Language } from '../record/decode.ts';
import type { FieldDescriptor } from '../xdr/descriptor.ts';
import type { Operand, Range } from './ast.ts';
import { bitsOf, type Entry } from './catalogue.ts';
import { bytesOf } from './compare.ts';
import { formOf, readValue } from './forms.ts';
import type { ReadValues } from './test-tree.ts';
import type { Value, ValueKind } from './values.ts';

/** What an operand is, and how its values are worked out. */
export interface Worked {
  readonly kinds: ReadonlySet<ValueKind>;
  /** fields that it needs */
  readonly entries: readonly Entry[];
  readonly values: (read: ReadValues) => readonly Value[];
}

export interface FilterFunction {
  readonly name: string;
  readonly doc: string;
  /** kinds that it takes; null: any field */
  readonly takes: readonly ValueKind[] | null;
  readonly gives: ValueKind;
  readonly work: (values: readonly Value[]) => readonly Value[];
}

const asText = (value: Value): string =>
  typeof value === 'string' ? value : new TextDecoder().decode(bytesOf(value)).replace(/\0$/, '');
const asNumber = (value: Value): number => (value instanceof Uint8Array ? NaN : Number(value));

export const FUNCTIONS: readonly FilterFunction[] = [
  {
    name: 'len',
    doc: 'Bytes of a text or of bytes.',
    takes: ['text', 'bytes', 'uuid', 'address'],
    gives: 'number',
    work: (values) => values.map((value) => bytesOf(value).length),
  },
  {
    name: 'count',
    doc: 'How often the field is in the record.',
    takes: null,
    gives: 'number',
    work: (values) => [values.length],
  },
  {
    name: 'lower',
    doc: 'The text in lower case.',
    takes: ['text', 'bytes'],
    gives: 'text',
    work: (values) => values.map((value) => asText(value).toLowerCase()),
  },
  {
    name: 'upper',
    doc: 'The text in upper case.',
    takes: ['text', 'bytes'],
    gives: 'text',
    work: (values) => values.map((value) => asText(value).toUpperCase()),
  },
  {
    name: 'abs',
    doc: 'The number without its sign.',
    takes: ['number', 'duration'],
    gives: 'number',
    work: (values) =>
      values.map((value) =>
        typeof value === 'bigint' && value < 0n
          ? -value
          : typeof value === 'bigint'
            ? value
            : Math.abs(asNumber(value)),
      ),
  },
  {
    name: 'max',
    doc: 'The largest of the numbers.',
    takes: ['number', 'duration'],
    gives: 'number',
    work: (values) => most(values, 1),
  },
  {
    name: 'min',
    doc: 'The smallest of the numbers.',
    takes: ['number', 'duration'],
    gives: 'number',
    work: (values) => most(values, -1),
  },
  {
    name: 'string',
    doc: 'The number as a text.',
    takes: ['number', 'duration', 'flag'],
    gives: 'text',
    work: (values) => values.map(String),
  },
];

function most(values: readonly Value[], sign: 1 | -1): readonly Value[] {
  let best: Value | undefined;
  for (const value of values) {
    if (best === undefined || (sign === 1 ? value > best : value < best)) best = value;
  }
  return best === undefined ? [] : [best];
}

export function sliced(value: Value, ranges: readonly Range[]): Uint8Array | null {
  const bytes = bytesOf(value);
  const parts: Uint8Array[] = [];
  for (const { from, length, to } of ranges) {
    const start = from < 0 ? bytes.length + from : from;
    const end =
      to !== null ? (to < 0 ? bytes.length + to : to) + 1 : length === null ? bytes.length : start + length;
    // a slice beyond the value is none
    if (start < 0 || end > bytes.length || end <= start) return null;
    parts.push(bytes.subarray(start, end));
  }
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function masked(value: Value, mask: number | bigint): number | bigint {
  const own = typeof value === 'bigint' ? value : BigInt(Math.trunc(asNumber(value)) || 0);
  const result = own & BigInt(mask);
  const number = Number(result);
  return Number.isSafeInteger(number) ? number : result;
}

/** All values that a record has of some fields. */
export function valuesOf(entries: readonly Entry[], read: ReadValues): Value[] {
  const out: Value[] = [];
  const { facts } = read;
  for (const { index, name } of entries) {
    if (index === null) {
      out.push(...read.of(name));
      continue;
    }
    switch (index.of) {
      case 'class': {
        const value = index.value(facts.rowClass, facts.language);
        if (value !== undefined) out.push(value);
        break;
      }
      case 'stream':
        out.push(...index.values(facts.stream));
        break;
      case 'text':
        out.push(...index.values(facts));
        break;
      case 'row': {
        const value = index.value(facts);
        if (!Number.isNaN(value)) out.push(value);
      }
    }
  }
  return out;
}

/** The value of an entry at a field; null: it has none. */
export function entryValue(
  entry: Entry,
  language: Language,
  field: FieldDescriptor,
  bytes: Uint8Array,
  start: number,
  stop: number,
): Value | null {
  if (entry.bit === null) return readValue(formOf(field), bytes, start, stop);
  const bit = bitsOf(field, language, bytes, start, stop).find(({ name }) => name === entry.name);
  return bit ? (bit.set ? 1 : 0) : null;
}

/** Words for an operand in a message. */
export function wordsOf(operand: Operand): string {
  switch (operand.kind) {
    case 'word':
      return operand.text;
    case 'slice':
      return `${wordsOf(operand.of)}[…]`;
    case 'call':
      return `${operand.name}(…)`;
    case 'mask':
      return `${wordsOf(operand.left)} & …`;
    default:
      return 'a value';
  }
}
