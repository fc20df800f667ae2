/** How much of a record is explained, in a sentence. */
import type { RecordTree } from '../../decoder/api.ts';
import { grouped } from '../parts/grouped.ts';

export interface Coverage {
  readonly length: number;
  readonly undecoded: number;
  readonly missing: number;
}

export function coverageOf(tree: RecordTree): Coverage {
  return { length: tree.length, undecoded: total(tree.undecoded), missing: total(tree.missing) };
}

function total(pairs: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i + 1 < pairs.length; i += 2) sum += pairs[i + 1]! - pairs[i]!;
  return sum;
}

/** `302 bytes, every one decoded` */
export function coverageSentence({ length, undecoded, missing }: Coverage): string {
  const bytes = (n: number): string => `${grouped(n)} ${n === 1 ? 'byte' : 'bytes'}`;
  if (undecoded === 0 && missing === 0) {
    return length === 1 ? '1 byte, decoded' : `${bytes(length)}, every one decoded`;
  }
  const parts = [bytes(length)];
  if (undecoded > 0) parts.push(`${grouped(undecoded)} undecoded`);
  if (missing > 0) parts.push(`${grouped(missing)} not captured`);
  return parts.join(', ');
}
