/** Several sources seen as one, end to end: byte n of a part stands at the part's base plus n. */
import type { ByteSource } from './bytes.ts';

/** Where each part begins, and behind the last one the whole length. */
export function basesOf(parts: readonly { readonly size: number }[]): Float64Array {
  const bases = new Float64Array(parts.length + 1);
  for (const [i, { size }] of parts.entries()) bases[i + 1] = bases[i]! + size;
  return bases;
}

/** Number of the part that holds byte `at`; parts without bytes hold none. */
export function partAt(bases: Float64Array, at: number): number {
  let low = 0;
  let high = bases.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (bases[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Reads across the borders too. A part that has become shorter than it was reads as zeros there, so that the
 * others stay where they are.
 */
export function joinedSource(parts: readonly ByteSource[]): ByteSource {
  const bases = basesOf(parts);
  const size = bases[parts.length]!;
  return {
    size,
    async read(offset, length) {
      const end = Math.min(size, offset + length);
      if (end <= offset) return new Uint8Array(0);
      const first = partAt(bases, offset);
      if (end <= bases[first + 1]!) return parts[first]!.read(offset - bases[first]!, end - offset);
      const joined = new Uint8Array(end - offset);
      for (let part = first; part < parts.length && bases[part]! < end; part++) {
        const from = Math.max(offset, bases[part]!);
        const to = Math.min(end, bases[part + 1]!);
        if (to > from) joined.set(await parts[part]!.read(from - bases[part]!, to - from), from - offset);
      }
      return joined;
    },
  };
}
