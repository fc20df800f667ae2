/**
 * Columns leave the worker as buffers of their own. A session may keep what it hands out, or hand out a
 * window of a large buffer; so each array is copied once, tightly, and the copy is transferred.
 */
type Typed = Uint8Array | Uint32Array | Int32Array | Float64Array;

const isTyped = (value: unknown): value is Typed =>
  value instanceof Uint8Array ||
  value instanceof Uint32Array ||
  value instanceof Int32Array ||
  value instanceof Float64Array;

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/**
 * A shallow copy of `value` in which the typed arrays of its members (and of plain objects in an array,
 * two levels down) are copies, and the buffers of those.
 */
export function owned<T>(value: T): { value: T; transfer: ArrayBuffer[] } {
  const transfer: ArrayBuffer[] = [];
  const copy = (item: unknown, depth: number): unknown => {
    if (isTyped(item)) {
      const own = item.slice();
      if (own.byteLength > 0) transfer.push(own.buffer);
      return own;
    }
    if (depth === 0) return item;
    if (Array.isArray(item)) {
      return isPlain(item[0]) && depth > 1 ? item.map((entry) => copy(entry, depth - 1)) : item;
    }
    if (isPlain(item)) {
      const own: Record<string, unknown> = {};
      for (const key of Object.keys(item)) own[key] = copy(item[key], depth - 1);
      return own;
    }
    return item;
  };
  return { value: copy(value, 3) as T, transfer };
}
