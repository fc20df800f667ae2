/**
 * Where Wireshark is the judge: the header and the first two forms of credentials always; bodies of the
 * procedures whose layout it is known to have right. docs/parity.md says what it has wrong elsewhere.
 */
import type { Judge, JudgedField, JudgedFields, Ours } from './fields.ts';

type Half = 'call' | 'reply';
interface Cleared {
  readonly program: number;
  readonly version: number;
  readonly procedures: readonly number[];
  readonly half?: Half;
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
const without = (list: readonly number[], ...out: readonly number[]): number[] =>
  list.filter((one) => !out.includes(one));

const DUMP = 123451501;
const PORTMAP = 34123456;
const HANDSHAKE = 14398633;
const CALLBACK = 52743234;
const FOP = 1298437;
const COMMAND_LINE = 1238463;
const MANAGEMENT = 1238433;
const BRICK = 4867634;

const BOTH: readonly Cleared[] = [
  { program: DUMP, version: 1, procedures: [1] },
  { program: PORTMAP, version: 1, procedures: [1] },
  { program: HANDSHAKE, version: 1, procedures: [1] },
  { program: HANDSHAKE, version: 2, procedures: [1, 2, 4, 5, 6] },
  { program: CALLBACK, version: 1, procedures: [5] },
  { program: MANAGEMENT, version: 1, procedures: [...range(1, 6), 8], half: 'call' },
  // replies of 5 and 6 lack a word, that of 1 a text
  { program: MANAGEMENT, version: 1, procedures: [2, 3, 4, 8], half: 'reply' },
  { program: MANAGEMENT, version: 2, procedures: range(1, 4) },
  { program: MANAGEMENT, version: 3, procedures: range(1, 6) },
  { program: BRICK, version: 2, procedures: range(1, 8), half: 'call' },
  // 1 to 3, 17, 21, 26, 29 and 30 have bodies of their own, or other names in some release
  { program: COMMAND_LINE, version: 2, procedures: without(range(4, 34), 17, 18, 21, 26, 29, 30) },
  { program: FOP, version: 310, procedures: [14, 15, 17, 20, 23, 27, 29, 38, 40] },
  { program: FOP, version: 310, procedures: [5], half: 'call' },
  // 37 has names alone, 39 is read with a gfid that is not there
  { program: FOP, version: 330, procedures: without(range(1, 40), 37, 39) },
];

const SINCE_4_4: readonly Cleared[] = [{ program: FOP, version: 400, procedures: without(range(1, 40), 37) }];

const TABLES: Readonly<Record<Judge, readonly Cleared[]>> = { '4.0': BOTH, '4.4': [...BOTH, ...SINCE_4_4] };

const AUTH_GLUSTERFS_V3 = '390040';

/** Whether the judge may be asked about a field. */
export function cleared(judge: Judge, ours: Ours, judged: JudgedFields, field: JudgedField): boolean {
  const body = ours.fields.find(({ kind }) => kind === 'body')?.offset ?? Infinity;
  const flavor = judged.fields.find(({ name }) => name === 'rpc.auth.flavor');
  // 4.0 is lost from the flags of that credential on, and with it in the rest of the record
  if (judge === '4.0' && flavor?.show === AUTH_GLUSTERFS_V3 && field.offset > flavor.offset) return false;
  if (field.offset < body) return true;
  // a server's callbacks have XIDs of their own; Wireshark takes a client's replies for answers to them
  const same =
    judged.program === ours.program && judged.version === ours.version && judged.procedure === ours.procedure;
  return same && clearedBody(judge, ours);
}

/** Whether it may be asked about bodies of a procedure. */
export function clearedBody(
  judge: Judge,
  { program, version, procedure, type }: Pick<Ours, 'program' | 'version' | 'procedure' | 'type'>,
): boolean {
  return TABLES[judge].some(
    (one) =>
      one.program === program &&
      one.version === version &&
      one.procedures.includes(procedure) &&
      (one.half ?? type) === type,
  );
}
