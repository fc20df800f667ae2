/** What is known of the procedures that are met: their numbers by row, their names, whether they are answered. */
import type { Protocol } from '../xdr/protocol.ts';
import type { ProcedureNumbers } from '../record/decode.ts';
import type { RecordIndex } from '../rpc/record-index.ts';
import { Keys } from './keys.ts';

export class Procedures {
  readonly keys = new Keys();
  private readonly oneWays: boolean[] = [];
  private readonly index: RecordIndex;
  private readonly protocol: Protocol;

  constructor(index: RecordIndex, protocol: Protocol) {
    this.index = index;
    this.protocol = protocol;
  }

  /** Place of a row's procedure in `keys`; -1: there are too many. Replies without call have 0, 0, 0. */
  of(row: number): number {
    const { columns } = this.index;
    return this.keys.at(columns.program.get(row), columns.version.get(row), columns.procedure.get(row));
  }

  numbers(key: number): ProcedureNumbers {
    const { program, version, procedure } = this.keys;
    return { program: program[key]!, version: version[key]!, procedure: procedure[key]! };
  }

  /** The server calls, and nobody answers. */
  isOneWay(key: number): boolean {
    if (key < 0) return false;
    const known = this.oneWays[key];
    if (known !== undefined) return known;
    const { program, version, procedure } = this.keys;
    const found = this.protocol.procedures(program[key]!, version[key]!, procedure[key]!);
    return (this.oneWays[key] = found.some(({ fromServer }) => fromServer));
  }

  /** Programs of which a procedure is one-way; they have no others. */
  oneWayPrograms(): readonly number[] {
    return this.protocol.programs
      .filter(({ versions }) => versions.some((version) => version.procedures.some((one) => one.fromServer)))
      .map(({ number }) => number);
  }

  programName(key: number): string {
    return programName(this.protocol, this.keys.program[key]!);
  }

  name(key: number): string {
    const { program, version, procedure } = this.keys;
    return procedureName(this.protocol, program[key]!, version[key]!, procedure[key]!);
  }
}

export function programName(protocol: Protocol, program: number): string {
  if (program === 0) return '?';
  return protocol.program(program)?.label ?? `program ${program}`;
}

/** Both names of a number that was given anew. */
export function procedureName(
  protocol: Protocol,
  program: number,
  version: number,
  procedure: number,
): string {
  if (program === 0) return '?';
  const names = protocol.procedures(program, version, procedure).map(({ name }) => name);
  return names.length > 0 ? [...new Set(names)].join('/') : `procedure ${procedure}`;
}
