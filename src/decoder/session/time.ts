/** Times for people. */

/** `172 µs`, `1.23 ms`, `2.5 s`: three digits that count. */
export function duration(nanoseconds: number): string {
  const sign = nanoseconds < 0 ? '-' : '';
  const size = Math.abs(nanoseconds);
  for (const [unit, name] of UNITS) {
    if (size < unit && unit > 1) continue;
    const value = size / unit;
    return `${sign}${value >= 100 || unit === 1 ? Math.round(value) : Number(value.toPrecision(3))} ${name}`;
  }
  return `${sign}0 ns`;
}

const UNITS: readonly (readonly [number, string])[] = [
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'µs'],
  [1, 'ns'],
];
