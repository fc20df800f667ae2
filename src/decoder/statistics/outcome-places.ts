/**
 * Where the outcome stands in the results of a procedure. In nearly all of them op_ret and op_errno come before
 * anything of variable length, at the same place in every layout: then they are read there, without a tree.
 */
import { ERRNO, OP_RET } from '../record/normal.ts';
import { layoutsOf, type Layout } from '../record/layouts.ts';
import type { ProcedureNumbers } from '../record/decode.ts';
import { errnoNumber } from '../types/errno.ts';
import { Op, type FieldDescriptor, type NormalOutcome } from '../xdr/descriptor.ts';
import type { Protocol } from '../xdr/protocol.ts';

export interface OutcomePlaces {
  /** bytes behind the beginning of the results; -1: there is none */
  readonly opRet: number;
  readonly opErrno: number;
  /** error numbers that are nothing unusual there */
  readonly normal: ReadonlySet<number>;
}

/** null: the place depends on the bytes, and the results have to be decoded. */
export function outcomePlaces(protocol: Protocol, numbers: ProcedureNumbers): OutcomePlaces | null {
  const layouts = layoutsOf(protocol, numbers, 'reply');
  const [first, ...others] = layouts.map(placesOf);
  if (first === undefined) return { opRet: -1, opErrno: -1, normal: new Set() };
  if (first === null || others.some((other) => !same(first, other))) return null;
  return first;
}

function same(a: OutcomePlaces, b: OutcomePlaces | null): boolean {
  return (
    b !== null &&
    a.opRet === b.opRet &&
    a.opErrno === b.opErrno &&
    a.normal.size === b.normal.size &&
    [...a.normal].every((code) => b.normal.has(code))
  );
}

function placesOf({ procedure, variant }: Layout): OutcomePlaces | null {
  const { type } = variant.field;
  if (type.op === Op.Union) return null;
  if (type.op !== Op.Struct) return { opRet: -1, opErrno: -1, normal: new Set() };
  const opRet = placeOf(type.fields, OP_RET);
  const opErrno = placeOf(type.fields, ERRNO);
  if (opRet === null || opErrno === null) return null;
  const told = [...(procedure?.normal ?? []), ...(opErrno.field?.normal ?? [])];
  const normal = numbersOf(told);
  // Numbers of other tables go by other names.
  const foreign = opErrno.field !== null && !/^(gf|cli)_errno$/.test(opErrno.field.type.meaning!);
  if (normal === null || (foreign && told.length > 0)) return null;
  return { opRet: opRet.at, opErrno: opErrno.at, normal };
}

/** Place of the first member of such a type, -1: there is none; null: it is not always the same. */
function placeOf(
  fields: readonly FieldDescriptor[],
  meanings: ReadonlySet<string>,
): { at: number; field: FieldDescriptor | null } | null {
  let at = 0;
  for (const field of fields) {
    const { fixedSize, meaning } = field.type;
    if (field.inline || field.spanExpression !== null) return null;
    if (meaning !== null && meanings.has(meaning)) {
      if (at < 0 || fixedSize !== 4) return null;
      return { at, field };
    }
    at = at < 0 || fixedSize < 0 ? -1 : at + fixedSize;
  }
  return { at: -1, field: null };
}

function numbersOf(normal: readonly NormalOutcome[]): Set<number> | null {
  const numbers = normal.map(({ code }) => errnoNumber(code));
  return numbers.includes(null) ? null : new Set(numbers as number[]);
}
