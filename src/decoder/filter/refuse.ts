/** What is refused, and in which words. */
import type { FilterError } from '../api.ts';
import type { Atom, Operand } from './ast.ts';
import type { ValueKind } from './values.ts';

interface Place {
  readonly start: number;
  readonly stop: number;
}

export class Refused extends Error {
  constructor(readonly error: FilterError) {
    super(error.message);
  }
}

export function refuse(message: string, { start, stop }: Place, expected: readonly string[] = []): never {
  throw new Refused({ message, start, stop, expected });
}

export const KIND_WORDS: Readonly<Record<ValueKind, string>> = {
  number: 'a number',
  flag: 'yes or no',
  text: 'a text',
  bytes: 'bytes',
  uuid: 'a UUID',
  address: 'an address',
  time: 'a time',
  duration: 'a duration',
  none: 'a group',
};

export function isAtom(operand: Operand): operand is Atom {
  return operand.kind === 'word' || operand.kind === 'text' || operand.kind === 'character';
}

export const textOf = (atom: Atom): string => (atom.kind === 'word' ? atom.text : atom.value);

const NUMBERS: ReadonlySet<ValueKind> = new Set(['number', 'flag', 'duration', 'time']);

export function alike(kinds: ReadonlySet<ValueKind>, kind: ValueKind): boolean {
  return (
    kind !== 'none' && [...kinds].some((one) => one !== 'none' && NUMBERS.has(one) === NUMBERS.has(kind))
  );
}

export function listOf(kinds: ReadonlySet<ValueKind>): string {
  return [...kinds].map((kind) => KIND_WORDS[kind]).join(' or ');
}
