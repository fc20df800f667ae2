/**
 * Bytes of what is secret. Lengths and padding say nothing of it and stay.
 *
 *     00 00 00 06 │ s3 cr 3t 00 │ 00 00        length, value with its NUL, padding
 *                   •• •• •• ••
 */
import { Role } from '../xdr/descriptor.ts';
import { NodeFlag } from '../xdr/tree.ts';
import type { DecodedRecord } from './decode.ts';
import { rangesOf } from './tiling.ts';

export type Range = readonly [start: number, stop: number];

/** Wire ranges of the values that are secret, ascending. */
export function secretRanges({ language, wire }: DecodedRecord): Range[] {
  const { fields } = language.protocol.table;
  const out: Range[] = [];
  for (let node = 0; node < wire.count; node++) {
    if ((wire.flags[node]! & NodeFlag.secret) === 0 || wire.end[node] !== node + 1) continue;
    if (fields[wire.field[node]!]!.role !== Role.value) continue;
    for (const [start, stop] of rangesOf(wire, node)) if (stop > start) out.push([start, stop]);
  }
  return out.sort((a, b) => a[0] - b[0]);
}

/** A copy with zeros in the ranges; the bytes themselves where there are none. */
export function withoutRanges(bytes: Uint8Array, ranges: readonly Range[]): Uint8Array {
  if (ranges.length === 0) return bytes;
  const out = bytes.slice();
  for (const [start, stop] of ranges) out.fill(0, start, stop);
  return out;
}

/** What stands for a secret in bytes that are given away: it is read as text of the same length. */
const STAND_IN = 0x78;

/** Shorter secrets are not looked for elsewhere: they would be found where they are none. */
const LOOKED_FOR = 4;

/**
 * Copies of dumps without their secrets. Each secret is also taken out where it stands once more, as in a
 * segment that was sent twice.
 * @param places for each dump the place of each of its bytes
 * @param hidden places of secret bytes
 * @param values the secrets themselves
 */
export function withoutSecretBytes(
  dumps: readonly Uint8Array[],
  places: readonly Uint32Array[],
  hidden: ReadonlySet<number>,
  values: readonly Uint8Array[],
): Uint8Array[] {
  return dumps.map((dump, at) => {
    const out = dump.map((byte, i) => (byte !== 0 && hidden.has(places[at]![i]!) ? STAND_IN : byte));
    for (const value of values) {
      const text = value.at(-1) === 0 ? value.subarray(0, -1) : value;
      if (text.length < LOOKED_FOR) continue;
      for (let i = dump.indexOf(text[0]!); i >= 0; i = dump.indexOf(text[0]!, i + 1)) {
        if (text.every((byte, k) => dump[i + k] === byte)) out.fill(STAND_IN, i, i + text.length);
      }
    }
    return out;
  });
}

/**
 * Characters of a text that spell secrets, as (start, stop) pairs: the two digits of each secret byte, and what
 * stands behind the bytes of its line, since that spells them once more.
 *
 *     0010  00 00 00 08 73 33 63 72  33 74 00 00   ....s3cr3t..
 *                       •• •• •• ••  •• ••         ••••••••••••
 *
 * @param hidden places of secret bytes
 * @param places for each dump the place of the first digit of each of its bytes
 * @param lineStarts place of the first character of each line
 */
export function secretText(
  hidden: ReadonlySet<number>,
  places: readonly Uint32Array[],
  lineStarts: Uint32Array,
): Uint32Array {
  const out: [number, number][] = [];
  const behind = new Map<number, number>();
  if (hidden.size === 0) return new Uint32Array(0);
  for (const place of hidden) {
    out.push([place, place + 2]);
    behind.set(lineOf(lineStarts, place), 0);
  }
  for (const dump of places) {
    for (const place of dump) {
      const line = lineOf(lineStarts, place);
      const last = behind.get(line);
      if (last !== undefined) behind.set(line, Math.max(last, place + 2));
    }
  }
  for (const [line, from] of behind) {
    const end = lineStarts[line + 1] ?? NO_END;
    if (from < end) out.push([from, end]);
  }
  return Uint32Array.from(out.sort((a, b) => a[0] - b[0]).flat());
}

/** The text's last line ends where the text does. */
const NO_END = 0xffff_ffff;

function lineOf(lineStarts: Uint32Array, place: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle]! <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
