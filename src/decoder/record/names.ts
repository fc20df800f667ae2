/** Names of the program and procedure that a record belongs to. */
import type { DecodedRecord } from './decode.ts';

/** `GF-DUMP 1`; `program 1234 v5` where it is not described; '' where not even that is known. */
export function programWords({ numbers: known, language, candidates }: DecodedRecord): string {
  const numbers = known ?? candidates[0]?.numbers;
  if (!numbers) return '';
  const program = language.protocol.program(numbers.program);
  return program ? `${program.label} ${numbers.version}` : `program ${numbers.program} v${numbers.version}`;
}

/** `WRITE`; `56` where it has no name; '' where nothing is known. */
export function procedureWords(record: DecodedRecord): string {
  return procedureName(record) ?? (record.numbers ? `procedure ${record.numbers.procedure}` : '');
}

/** Name in the layout that was chosen, else the newest of that number; null: none. */
export function procedureName({ numbers, language, chosen }: DecodedRecord): string | null {
  if (chosen?.layout.procedure) return chosen.layout.procedure.name;
  if (!numbers) return null;
  const { program, version, procedure } = numbers;
  return language.protocol.procedures(program, version, procedure)[0]?.name ?? null;
}
