/**
 * Does a text column show the bytes? Blanks are passed over on both sides, because mailers and wikis
 * squeeze them; a byte that cannot be shown may stand as any sign that is no letter and no digit.
 */
import { isBlank, skipBlanks } from './lines.ts';
import { hexValue, type Groups } from './groups.ts';
import { walk } from './walk.ts';

export type Agreement = 'no' | 'begins' | 'exact';

/**
 * `count`: bytes to compare. `size` above 1: the column shows each group of so many bytes in reverse.
 */
export function agreesWithText(
  text: string,
  from: number,
  to: number,
  bytes: ArrayLike<number>,
  count = bytes.length,
  size = 1,
): Agreement {
  let at = skipBlanks(text, from, to);
  let end = to;
  while (end > at && isBlank(text.charCodeAt(end - 1))) end--;
  const begin = at;
  const open = text[at];
  const close = text[end - 1];
  // |…| and >…< frame the column.
  if (end - at >= 2 && ((open === '|' && close === '|') || (open === '>' && close === '<'))) {
    at++;
    end--;
  }
  let shown = 0;
  for (let i = 0; i < count; i++) {
    const rest = i % size;
    const last = Math.min(size, count - i + rest) - 1;
    const byte = bytes[i - rest + last - rest] ?? 0;
    if (byte === 32) continue;
    at = skipBlanks(text, at, end);
    if (at >= end) return 'no';
    const code = text.charCodeAt(at++);
    if (byte > 32 && byte < 127 ? code !== byte && code !== 46 : isAlphanumeric(code)) return 'no';
    shown++;
  }
  // Blanks alone agree with anything, so they say nothing, unless a frame holds them.
  if (shown === 0 && at === begin) return 'no';
  const rest = skipBlanks(text, at, end);
  return rest >= end ? 'exact' : rest > at ? 'begins' : 'no';
}

function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

export interface Fit {
  /** bytes of the row that the text column shows */
  readonly count: number;
  /** in which order of each group the column shows them; `either`: the bytes look the same */
  readonly order: 'as written' | 'swapped' | 'either';
  readonly exact: boolean;
}

/** Rows whose text column is compared, from the first one on. */
const SAMPLE = 64;

/** What the text column of a dump's rows says about their bytes. */
export class TextColumn {
  asWritten = 0;
  swapped = 0;
  private either = 0;
  private rows = 0;

  constructor(private readonly text: string) {}

  /** some row has a column that shows its bytes */
  get seen(): boolean {
    return this.asWritten + this.swapped + this.either > 0;
  }

  fit(groups: Groups, limit: number, lineEnd: number): Fit | null {
    return fitToText(this.text, groups, limit, lineEnd);
  }

  /** Takes note of a row that has so many bytes. */
  see(groups: Groups, count: number, lineEnd: number): void {
    if (this.rows++ >= SAMPLE || groups.base !== 16) return;
    const fit = this.fit(groups, count, lineEnd);
    if (fit?.count !== count) return;
    if (fit.order === 'either') this.either++;
    else if (fit.order === 'swapped') this.swapped++;
    else this.asWritten++;
  }
}

/**
 * How many of a row's bytes does the text behind them show? Words such as `be` or `22` at the start of the
 * text column look like bytes; only one count makes both sides agree. Null: no count does.
 */
export function fitToText(text: string, groups: Groups, limit: number, lineEnd: number): Fit | null {
  const bytes: number[] = [];
  const behind: number[] = [];
  // More than a row of any tool; a longer one has no text column.
  const most = Math.min(groups.count, limit, 256);
  if (groups.count > 512 || groups.base !== 16) return null;
  walk(text, groups.first, groups.end, most, 'as written', (byte, place) => {
    bytes.push(byte);
    behind.push(place + (hexValue(text.charCodeAt(place + 1)) >= 0 ? 2 : 1));
  });
  const size = groups.width >> 1;
  let begins: Fit | null = null;
  for (let count = bytes.length; count > 0; count--) {
    const from = behind[count - 1] ?? 0;
    if (hexValue(text.charCodeAt(from)) >= 0 && from < lineEnd) continue;
    const straight = agreesWithText(text, from, lineEnd, bytes, count);
    const words = size > 1 && size <= 8;
    const turned = words ? agreesWithText(text, from, lineEnd, bytes, count, size) : 'no';
    if (straight === 'no' && turned === 'no') continue;
    const order = straight === turned ? 'either' : straight !== 'no' ? 'as written' : 'swapped';
    const exact = straight === 'exact' || turned === 'exact';
    const fit: Fit = { count, order: words ? order : 'as written', exact };
    if (exact) return fit;
    begins ??= fit;
  }
  return begins;
}
