/**
 * Our fields beside those of another decoder: name, place, length and value of every field that it shows. What
 * differs is looked up among the rules, each of which is a paragraph of docs/parity.md.
 */
import type { FieldJson } from '../../src/decoder/api.ts';
import { cleared } from './fields-cleared.ts';
import { RULES } from './fields-rules.ts';
import { sameValue } from './fields-values.ts';

/** One field that another decoder shows. */
export interface JudgedField {
  /** display-filter name */
  readonly name: string;
  /** from the first byte of the record mark */
  readonly offset: number;
  readonly length: number;
  /** as a display filter would write it: `0x12`, `7`, `01:02`, text */
  readonly show: string;
}

export interface JudgedFields {
  readonly frame: number;
  readonly xid: number;
  readonly type: 'call' | 'reply';
  /** what it takes the record for */
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
  readonly fields: readonly JudgedField[];
}

export interface Ours {
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
  readonly type: 'call' | 'reply';
  readonly fields: readonly FieldJson[];
}

/** A field of the other decoder that is not among ours as it is. */
export interface Difference {
  readonly judge: Judge;
  readonly ours: Ours;
  readonly field: JudgedField;
  /** `range`: none of ours stands there; `name`: it has another name; `value`: it has another value */
  readonly kind: 'range' | 'name' | 'value';
  /** ours at the very same place, outermost first */
  readonly at: readonly FieldJson[];
  /** our leaves that tile the place together; empty: none do */
  readonly run: readonly FieldJson[];
  readonly places: Places;
}

/** tshark 4.0 of Debian 12, or 4.4 in WebAssembly */
export type Judge = '4.0' | '4.4';

export interface FieldsResult {
  readonly fields: number;
  readonly equal: number;
  /** number of fields by the rule that explains them */
  readonly explained: ReadonlyMap<string, number>;
  readonly unexplained: readonly string[];
}

/** Sets one record beside the same record of another decoder. */
export function compareFields(judge: Judge, ours: Ours, judged: JudgedFields): FieldsResult {
  const index = new Places(ours.fields);
  const explained = new Map<string, number>();
  const unexplained: string[] = [];
  let fields = 0;
  let equal = 0;
  for (const field of judged.fields) {
    if (!cleared(judge, ours, judged, field)) continue;
    fields++;
    const difference = differenceOf(judge, ours, field, index);
    if (difference === null) {
      equal++;
      continue;
    }
    const rule = RULES.find((candidate) => candidate.fits(difference));
    if (rule) explained.set(rule.id, (explained.get(rule.id) ?? 0) + 1);
    else unexplained.push(inWords(difference));
  }
  return { fields, equal, explained, unexplained };
}

function differenceOf(judge: Judge, ours: Ours, field: JudgedField, index: Places): Difference | null {
  const at = index.at(field.offset, field.length);
  const difference = (kind: Difference['kind']): Difference => {
    const run = at.length > 0 ? [] : index.run(field.offset, field.length);
    return { judge, ours, field, kind, at, run, places: index };
  };
  if (at.length === 0) return difference('range');
  for (const own of at) {
    if (own.name === field.name) return sameValue(field.show, own) ? null : difference('value');
    const bit = own.bits?.find(({ name }) => name === field.name);
    if (bit) return sameBits(field.show, bit, own) ? null : difference('value');
  }
  return difference('name');
}

/** A flag is 0 or 1; of several bits together it is their number. */
function sameBits(
  show: string,
  bit: { readonly mask: number; readonly set: boolean },
  own: FieldJson,
): boolean {
  if ((show === '0' || show === '1') && bit.set === (show === '1')) return true;
  const mask = BigInt(bit.mask);
  const value = BigInt.asUintN(own.length * 8, BigInt(own.value as string | number));
  return BigInt(show) === (value & mask) / (mask & -mask);
}

/** Our fields by their place. */
export class Places {
  private readonly places = new Map<string, FieldJson[]>();
  private readonly starts = new Map<number, FieldJson[]>();
  private readonly leaves: FieldJson[] = [];
  /** where the record ends */
  readonly end: number;
  /** from where on Wireshark 4.4 has lost its way in a typed dictionary; Infinity: it has not */
  readonly lost: number;

  constructor(private readonly fields: readonly FieldJson[]) {
    this.add(fields);
    const last = this.leaves.at(-1);
    this.end = last ? last.offset + last.length : 0;
    this.lost = lostFrom(fields);
  }

  private add(fields: readonly FieldJson[]): void {
    for (const field of fields) {
      const key = `${field.offset}+${field.length}`;
      const list = this.places.get(key);
      if (list) list.push(field);
      else this.places.set(key, [field]);
      const starting = this.starts.get(field.offset);
      if (starting) starting.push(field);
      else this.starts.set(field.offset, [field]);
      if (field.children) this.add(field.children);
      else this.leaves.push(field);
    }
  }

  at(offset: number, length: number): readonly FieldJson[] {
    return this.places.get(`${offset}+${length}`) ?? [];
  }

  /** Those that begin there. */
  from(offset: number): readonly FieldJson[] {
    return this.starts.get(offset) ?? [];
  }

  /** The innermost of that name around a byte. */
  around(offset: number, name: string): FieldJson | null {
    let found: FieldJson | null = null;
    let list = this.fields;
    for (;;) {
      const inner = list.find((one) => one.offset <= offset && offset < one.offset + one.length);
      if (!inner) return found;
      if (inner.name === name) found = inner;
      list = inner.children ?? [];
    }
  }

  first(name: string): FieldJson | null {
    return this.leaves.find((leaf) => leaf.name === name) ?? null;
  }

  run(offset: number, length: number): readonly FieldJson[] {
    const first = this.leaves.findIndex((leaf) => leaf.offset === offset);
    if (first < 0) return [];
    const out: FieldJson[] = [];
    for (let i = first; i < this.leaves.length && this.leaves[i]!.offset < offset + length; i++)
      out.push(this.leaves[i]!);
    const last = out.at(-1)!;
    return last.offset + last.length === offset + length ? out : [];
  }
}

/** Types of typed dictionaries that 4.4 does not know, or reads with another layout: STR_OLD, IATT, MDATA. */
const STRANGE = new Set([1, 8, 9]);
const PTR = 6;

function lostFrom(fields: readonly FieldJson[]): number {
  let found = Infinity;
  const look = (list: readonly FieldJson[]): void => {
    const type = list.find(({ name }) => name === 'glusterfs.dict_type');
    if (type) {
      const value = Number(type.value);
      const behind = type.offset + type.length;
      if (STRANGE.has(value)) found = Math.min(found, behind);
      // it takes no padding behind bytes: length word, bytes, and then it is astray
      if (value === PTR && list.at(-1)!.name === 'xdr.padding') found = Math.min(found, behind + 4);
    }
    for (const { children } of list) if (children) look(children);
  };
  look(fields);
  return found;
}

function inWords({ ours, field, kind, at, run }: Difference): string {
  const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
  const own = (kind === 'range' ? run : at)
    .map(({ name, value, display }) => `${name} ${short(JSON.stringify(value ?? display))}`)
    .join(', ');
  return (
    `${ours.program} ${ours.version} ${ours.procedure} ${ours.type}: ${kind} of ${field.name} ` +
    `${field.offset}+${field.length} ${short(field.show)}; ours: ${own || 'nothing there'}`
  );
}
