/** Names of the program and procedure that a record belongs to. */
import type { DecodedRecord } from './decode.ts';

/** `GF-DUMP 1`; `program 1234 v5` where it is not described; '' where not even that is known. */
export function programWords({ numbers: known, language, candidates }: DecodedRecord): string {
  const numbers = known ?? candidates[0]?.numbers;
  if (!numbers) return '';
  const program = language.protocol.program(numbers.program);
  return program ? `${program.label} ${numbers.version}` : `program ${numbers.program} v${numbers.version}`;
}

/** `WRITE`; `procedure 56` where it has no name; '' where nothing is known. */
export function procedureWords(record: DecodedRecord): string {
  return procedureName(record) ?? (record.numbers ? `procedure ${record.numbers.procedure}` : '');
}

/**
 * Name in the layout that was chosen. Where numbers were given anew and the bytes fit both, and nothing says which
 * release the connection speaks, both: `GET_STATE/TIER`, the newer first. null: none.
 */
export function procedureName({ numbers, language, chosen }: DecodedRecord): string | null {
  if (chosen && chosen.names.length > 0) return chosen.names.join('/');
  if (!numbers) return null;
  const { program, version, procedure } = numbers;
  const names = language.protocol.procedures(program, version, procedure).map(({ name }) => name);
  return names.length > 0 ? [...new Set(names)].join('/') : null;
}
