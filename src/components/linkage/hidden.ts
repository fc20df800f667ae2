/** Bytes of secrets that nobody asked for: the worker sends zeros, and these are drawn instead. */
import type { RecordTree } from '../../decoder/api.ts';

export const HIDDEN = '•';

/** True where a byte is a hidden one. */
export function isHidden({ hidden }: RecordTree, byte: number): boolean {
  let low = 0;
  let high = hidden.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hidden[middle * 2 + 1]! <= byte) low = middle + 1;
    else high = middle;
  }
  return low * 2 < hidden.length && hidden[low * 2]! <= byte;
}

/** A byte for those who hear it: `0a`, `hidden`, `not captured`. */
export function byteWords(tree: RecordTree, byte: number): string {
  if (byte >= tree.bytes.length) return 'not captured';
  return isHidden(tree, byte) ? 'hidden' : tree.bytes[byte]!.toString(16).padStart(2, '0');
}

/** A piece of a text, its blanks as they are and bullets for what is hidden. `hidden`: pairs of places in the text. */
export function withoutHidden(text: string, from: number, hidden: Uint32Array | undefined): string {
  if (!hidden) return text;
  let out = text;
  for (let i = 0; i < hidden.length && hidden[i]! < from + text.length; i += 2) {
    const [start, stop] = [Math.max(0, hidden[i]! - from), hidden[i + 1]! - from];
    if (stop > 0) out = out.slice(0, start) + out.slice(start, stop).replace(/\S/g, HIDDEN) + out.slice(stop);
  }
  return out;
}
