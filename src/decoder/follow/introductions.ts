/** Reads what records say of the two ends of their connection (types/roles.ts). */
import type { DecodedRecord } from '../record/decode.ts';
import { INTRODUCTIONS, type Fact, type Introduction } from '../types/roles.ts';
import { Op } from '../xdr/descriptor.ts';
import type { Protocol } from '../xdr/protocol.ts';
import { utf8 } from '../xdr/text.ts';
import { NodeView } from '../xdr/view.ts';

/** Characters of a fact that are kept. */
const LONGEST = 1024;
/** Programs of one list; servers offer about ten. */
const MOST_OFFERED = 64;

export type Facts = Partial<Record<Fact, string>>;

/** Number of a procedure of a program as one key. */
export function procedureKey(program: number, version: number, procedure: number): string {
  return `${program}.${version}.${procedure}`;
}

/** The introductions of a protocol by the numbers of their procedure, call and reply apart. */
export function introductionsOf(
  protocol: Protocol,
): ReadonlyMap<string, Partial<Record<string, Introduction>>> {
  const out = new Map<string, Partial<Record<string, Introduction>>>();
  for (const program of protocol.programs) {
    for (const { number: version, procedures } of program.versions) {
      for (const { name, number } of procedures) {
        for (const one of INTRODUCTIONS) {
          if (one.program !== program.name || one.procedure !== name) continue;
          const key = procedureKey(program.number, version, number);
          const halves = out.get(key);
          if (halves) halves[one.half] = one;
          else out.set(key, { [one.half]: one });
        }
      }
    }
  }
  return out;
}

/** What a record says of the ends of its connection, by members of its body and keys of its dictionary. */
export function factsOf(record: DecodedRecord, { tells }: Introduction): Facts {
  const out: Facts = {};
  const { body } = record.sections;
  if (body < 0) return out;
  const { tree } = record;
  const { table } = record.language.protocol;
  for (let node = body + 1; node < tree.end[body]!; node++) {
    const view = new NodeView(table, tree, record.message.bytes, node);
    if (view.isLeaf) {
      if (tree.parent[node] !== body) continue;
      const fact = tells.get(view.field.identifier);
      if (fact !== undefined) out[fact] ??= textOf(view) ?? '';
      continue;
    }
    const key = textOf(view.child('key'));
    const fact = key === null ? undefined : tells.get(key);
    if (fact !== undefined) out[fact] ??= textOf(view.child('value')) ?? '';
  }
  return out;
}

/** Numbers and versions of the programs that a record lists as offered. */
export function offeredBy(record: DecodedRecord): (readonly [program: number, version: number])[] {
  const out: (readonly [number, number])[] = [];
  const { tree } = record;
  const { table } = record.language.protocol;
  for (let node = 0; node < tree.count && out.length < MOST_OFFERED; node++) {
    const view = new NodeView(table, tree, record.message.bytes, node);
    if (view.isLeaf) continue;
    const number = view.child('prognum');
    const version = view.child('progver');
    if (!number?.present || !version?.present || number.length !== 8 || version.length !== 8) continue;
    out.push([Number(number.uhyper()), Number(version.uhyper())]);
  }
  return out;
}

/** Text of a string or an opaque, without the NUL that may end it; numbers in decimal. */
function textOf(view: NodeView | null): string | null {
  if (!view?.present || !view.isLeaf || view.length > LONGEST) return null;
  if (view.field.type.op === Op.Int || view.field.type.op === Op.UInt) return String(view.int());
  return utf8(view.raw())?.replace(/\0+$/, '') ?? null;
}
