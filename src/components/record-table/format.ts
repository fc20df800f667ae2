/** Times of the table as people read them. */

/** Nanoseconds since the first frame → seconds, to the capture's own resolution: `0.018837677`. */
export function seconds(ns: number, digits: number): string {
  return Number.isNaN(ns) ? '' : (ns / 1e9).toFixed(digits);
}

/** Nanoseconds → `246 µs`, `1.53 ms`, `2.10 s`: three figures, never more. */
export function duration(ns: number): string {
  if (Number.isNaN(ns)) return '';
  const [value, unit] =
    Math.abs(ns) < 1e3
      ? [ns, 'ns']
      : Math.abs(ns) < 999_500
        ? [ns / 1e3, 'µs']
        : Math.abs(ns) < 999_500_000
          ? [ns / 1e6, 'ms']
          : [ns / 1e9, 's'];
  if (unit === 'ns' || unit === 'µs') return `${Math.round(value)} ${unit}`;
  const size = Math.abs(value);
  return `${value.toFixed(size < 10 ? 2 : size < 100 ? 1 : 0)} ${unit}`;
}

export function hexNumber(n: number): string {
  return `0x${n.toString(16)}`;
}

/** `508–533`, `508`, '' */
export function range(first: number, last: number): string {
  if (first === 0) return '';
  return first === last ? `${first}` : `${first}–${last}`;
}

/** Address and port: `['10.77.0.1', ':55986']`; the second is '' for what has none. */
export function endPoint(text: string): readonly [host: string, port: string] {
  const at = text.lastIndexOf(':');
  if (at < 0 || !/^\d+$/.test(text.slice(at + 1))) return [text, ''];
  // an IPv6 address without brackets has colons of its own
  if (text.indexOf(':') !== at && !text.startsWith('[')) return [text, ''];
  return [text.slice(0, at), text.slice(at)];
}
