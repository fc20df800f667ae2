/** A range of time, brushed by pointer or keys, and the filter that it means. Nanoseconds since the first frame. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export const lengthOf = ({ from, to }: Range): number => to - from;

/** Least share of the window that a range can have: one step of the keys. */
const STEPS = 100;

/** Moved as it is, until it meets an edge of the window. */
export function shifted(range: Range, by: number, window: Range): Range {
  const length = Math.min(lengthOf(range), lengthOf(window));
  const from = Math.min(Math.max(range.from + by, window.from), window.to - length);
  return { from, to: from + length };
}

/** Its end moved; never before its beginning plus a step. */
export function stretched(range: Range, by: number, window: Range): Range {
  const least = lengthOf(window) / STEPS;
  const to = Math.min(window.to, Math.max(range.from + least, range.to + by));
  return { from: Math.min(range.from, to - least), to };
}

/** The window around a range, or closer to or further from its middle, within the whole. */
export function zoomed(window: Range, factor: number, whole: Range, around?: Range | null): Range {
  const length = Math.min(lengthOf(whole), Math.max(1_000, lengthOf(window) * factor));
  const middle = around ? (around.from + around.to) / 2 : (window.from + window.to) / 2;
  const from = Math.min(Math.max(middle - length / 2, whole.from), whole.to - length);
  return { from: Math.floor(from), to: Math.ceil(from + length) };
}

/** What of a range is in the whole. */
export const within = ({ from, to }: Range, whole: Range): Range => ({
  from: Math.max(whole.from, from),
  to: Math.min(whole.to, to),
});

/** A step that a person would write, no finer than a five-hundredth of the window: 1, 2 or 5 times a power of ten. */
export function roundStep(window: Range): number {
  const least = Math.max(1, lengthOf(window) / 500);
  const power = 10 ** Math.floor(Math.log10(least));
  const lead = least / power;
  return Math.max(1, (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10) * power);
}

/** Both ends on round steps, outwards: what was inside stays inside. */
export function rounded({ from, to }: Range, window: Range): Range {
  const step = roundStep(window);
  const low = Math.floor(from / step) * step;
  const high = Math.ceil(to / step) * step;
  return { from: low, to: high > low ? high : low + step };
}

/** Nanoseconds → seconds as digits, without zeros that say nothing: `0.0158`, `12`, `-0.5`. */
export function secondsText(ns: number): string {
  const whole = BigInt(Math.round(ns));
  const size = whole < 0n ? -whole : whole;
  const digits = size.toString().padStart(10, '0');
  const fraction = digits.slice(-9).replace(/0+$/, '');
  return `${whole < 0n ? '-' : ''}${digits.slice(0, -9)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The rows whose time is in it. */
export function filterOf({ from, to }: Range): string {
  return `frame.time_relative >= ${secondsText(from)} && frame.time_relative < ${secondsText(to)}`;
}

/** `0.512 s to 1.034 s` */
export function rangeWords({ from, to }: Range): string {
  return `${secondsText(from)} s to ${secondsText(to)} s`;
}

export interface RangeKey {
  readonly key: string;
  readonly shiftKey: boolean;
}

/** What a key makes of a range: another one, `apply`, `clear`, a zoom; null: the key is none of it. */
export function onRangeKey(
  { key, shiftKey }: RangeKey,
  range: Range | null,
  window: Range,
): Range | 'apply' | 'clear' | 'in' | 'out' | null {
  const step = lengthOf(window) / STEPS;
  // The first arrow makes a tenth of the window, where the eye is: at the left, or at the right.
  const tenth = lengthOf(window) / 10;
  const from = (right: boolean): Range =>
    right ? { from: window.to - tenth, to: window.to } : { from: window.from, to: window.from + tenth };
  const by = (amount: number): Range => {
    if (!range) return from(amount < 0);
    return shiftKey ? stretched(range, amount, window) : shifted(range, amount, window);
  };
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return by(step);
    case 'ArrowLeft':
    case 'ArrowDown':
      return by(-step);
    case 'PageUp':
      return by(10 * step);
    case 'PageDown':
      return by(-10 * step);
    case 'Home':
      return range ? shifted(range, -Infinity, window) : from(false);
    case 'End':
      return range ? shifted(range, Infinity, window) : from(true);
    case 'Enter':
    case ' ':
      return range ? 'apply' : null;
    case 'Escape':
      return range ? 'clear' : null;
    case '+':
    case '=':
      return 'in';
    case '-':
      return 'out';
    default:
      return null;
  }
}

// ── in a filter ──────────────────────────────────────────────────────────────────────────────────

const TIME = 'frame\\.time_relative';
const NUMBER = '(-?\\d{1,12}(?:\\.\\d{1,9})?)';
const CONJUNCT = new RegExp(`^\\(?\\s*${TIME} >= ${NUMBER} && ${TIME} < ${NUMBER}\\s*\\)?$`);
const INSIDE = new RegExp(`\\(?${TIME} >= ${NUMBER} && ${TIME} < ${NUMBER}\\)?`);

/** The range that a filter holds as `filterOf` writes it; null: none. */
export function rangeOf(filter: string): Range | null {
  const found = INSIDE.exec(filter);
  if (!found) return null;
  const from = Math.round(Number(found[1]) * 1e9);
  const to = Math.round(Number(found[2]) * 1e9);
  return to > from ? { from, to } : null;
}

/**
 * The filter with another range in the place of the one that it holds, or behind the rest; null: without. Where
 * the range stands inside of something else, it is left as it is and the other one is joined to it.
 */
export function withRange(filter: string, range: Range | null): string {
  const parts = conjuncts(filter).filter((part) => !CONJUNCT.test(part));
  // A conjunct that is a pair of comparisons stands as two parts; they are put together again before.
  if (range) parts.push(filterOf(range));
  return parts.join(' && ');
}

/** Parts that `&&` joins outside of brackets and quotes; the two halves of a range are one part. */
function conjuncts(filter: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let at = 0; at < filter.length; at++) {
    const letter = filter[at]!;
    if (quote !== '') {
      if (letter === '\\') at++;
      else if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '(' || letter === '{' || letter === '[') depth++;
    else if (letter === ')' || letter === '}' || letter === ']') depth--;
    else if (
      depth === 0 &&
      /^(\|\||or\b|xor\b)/i.test(filter.slice(at, at + 4)) &&
      !/\w/.test(filter[at - 1] ?? ' ')
    )
      // What `or` joins outside of brackets is one part, and gets its brackets.
      return [`(${filter.trim()})`];
    else if (depth === 0 && filter.startsWith('&&', at)) {
      parts.push(filter.slice(start, at));
      start = at + 2;
      at++;
    }
  }
  parts.push(filter.slice(start));
  const trimmed = parts.map((part) => part.trim()).filter((part) => part !== '');
  const whole: string[] = [];
  for (let at = 0; at < trimmed.length; at++) {
    const pair = `${trimmed[at]!} && ${trimmed[at + 1] ?? ''}`;
    if (CONJUNCT.test(pair)) {
      whole.push(pair);
      at++;
    } else whole.push(trimmed[at]!);
  }
  return whole;
}
