/** Meanings that are tables: one name for a value (`WRLCK (1)`), or one for each bit (`O_RDWR|O_CREAT`). */
import type { Bit, Meaning } from '../xdr/registry.ts';
import type { NodeView } from '../xdr/view.ts';
import { integer, wide } from './scalar.ts';

export interface NamedValue {
  readonly value: number;
  readonly name: string;
  /** what it means to someone debugging, one short sentence */
  readonly doc: string;
}

/** Names for single values. A value without a name shows as the number alone. */
export function choice(values: readonly NamedValue[]): Meaning {
  const table = new Map(values.map((entry) => [entry.value, entry]));
  const find = (view: NodeView): NamedValue | undefined => {
    const value = integer(view);
    return value === null ? undefined : table.get(Number(value));
  };
  return {
    names: new Map(values.map(({ name, value }) => [name, value])),
    display(view) {
      const entry = find(view);
      return entry ? `${entry.name} (${entry.value})` : null;
    },
    doc: (view) => find(view)?.doc || null,
  };
}

/** The same from the common form of a table: `[value, name, doc]`. */
export function choices(rows: readonly (readonly [number, string, string])[]): Meaning {
  return choice(rows.map(([value, name, doc]) => ({ value, name, doc })));
}

export interface NamedBits {
  readonly mask: number;
  /** set where `value & mask` is this; default: the mask, so that a single bit needs nothing */
  readonly equals?: number;
  /** last part of the display-filter name */
  readonly filter: string;
  readonly label: string;
  readonly doc: string;
}

export interface FlagSet {
  /** display-filter name of the word */
  readonly filter: string;
  readonly bits: readonly NamedBits[];
  /** how no bit at all reads; default `0` */
  readonly none?: string;
}

function isSet(value: bigint, entry: NamedBits): boolean {
  return (value & BigInt(entry.mask >>> 0)) === BigInt((entry.equals ?? entry.mask) >>> 0);
}

/** `A|B`, unknown bits last as hex. */
export function flagText(value: bigint, set: FlagSet): string {
  const names: string[] = [];
  let known = 0n;
  for (const entry of set.bits) {
    known |= BigInt(entry.mask >>> 0);
    if (isSet(value, entry)) names.push(entry.label);
  }
  if (value === 0n) return set.none ?? '0';
  if (value === 0xffffffffn || value === 0xffffffffffffffffn) return 'all (-1)';
  const rest = value & ~known;
  if (rest !== 0n) names.push('0x' + rest.toString(16));
  return names.join('|');
}

export function namesOfBits(bits: readonly NamedBits[]): ReadonlyMap<string, number> {
  return new Map(bits.map(({ label, mask, equals }) => [label, equals ?? mask]));
}

/** Names for bits. */
export function flags(set: FlagSet): Meaning {
  return {
    names: namesOfBits(set.bits),
    display(view) {
      const value = wide(view);
      return value === null ? null : flagText(value, set);
    },
    bits(view): readonly Bit[] {
      const value = wide(view);
      if (value === null) return [];
      return set.bits.map((entry) => ({
        name: `${set.filter}.${entry.filter}`,
        label: entry.label,
        mask: entry.mask,
        set: isSet(value, entry),
        doc: entry.doc,
      }));
    },
  };
}

/** Rows `[mask, filter, label, doc]` as single bits. */
export function bitRows(rows: readonly (readonly [number, string, string, string])[]): readonly NamedBits[] {
  return rows.map(([mask, filter, label, doc]) => ({ mask, filter, label, doc }));
}

/**
 * For enums of the `.x` files: the member's name without the prefix that all of them share, as people say
 * it: `GF_LK_SETLKW` → `SETLKW (2)`. Prefixes are tried in order.
 */
export function withoutPrefix(...prefixes: readonly string[]): Meaning {
  return {
    prefixes,
    display(view) {
      const value = integer(view);
      const name = value === null ? undefined : view.field.type.members.get(Number(value));
      if (name === undefined) return null;
      const prefix = prefixes.find((each) => name.startsWith(each)) ?? '';
      return `${name.slice(prefix.length)} (${value})`;
    },
  };
}
