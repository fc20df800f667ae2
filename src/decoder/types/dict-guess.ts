/**
 * Is this a dictionary? For bare bytes of which nobody says what they are. Strict: every length must fit,
 * keys must be names, and all bytes must be used up, so that noise does not pass.
 */
import { word } from '../xdr/message.ts';

/** Two lengths and the NUL of an empty key. */
const LEAST_PAIR = 9;
/** Longest key that is believed. */
const KEY_LIMIT = 1024;
/** Longest first value that is looked for in a dictionary without head. */
const SEARCH_LIMIT = 65536;

export interface DictGuess {
  /** whole entries */
  readonly pairs: number;
  /** zero bytes behind the last one */
  readonly padding: number;
}

export interface DictTailGuess extends DictGuess {
  /** where the first entry's key ends: its NUL */
  readonly nul: number;
  /** where the first entry's value ends and the first whole entry begins */
  readonly firstEnd: number;
}

/** Keys are names: printing ASCII without spaces. */
function isKey(bytes: Uint8Array, start: number, stop: number): boolean {
  const length = stop - start;
  if (length < 1 || length > KEY_LIMIT) return false;
  for (let i = start; i < stop; i++) if (bytes[i]! < 0x21 || bytes[i]! > 0x7e) return false;
  return true;
}

/** End of the entry at `at`, or -1 where none can be. */
function entry(bytes: Uint8Array, at: number, end: number): number {
  if (end - at < LEAST_PAIR) return -1;
  const keyLength = word(bytes, at);
  const valueLength = word(bytes, at + 4);
  if (keyLength === 0 || keyLength > KEY_LIMIT) return -1;
  const nul = at + 8 + keyLength;
  if (nul >= end || valueLength > end - nul - 1) return -1;
  if (bytes[nul] !== 0 || !isKey(bytes, at + 8, nul)) return -1;
  return nul + 1 + valueLength;
}

/** Zero bytes from `at` to `end`, at most three; -1 where something else stands there. */
function fill(bytes: Uint8Array, at: number, end: number): number {
  if (end - at > 3) return -1;
  for (let i = at; i < end; i++) if (bytes[i] !== 0) return -1;
  return end - at;
}

/**
 * Entries one after another up to the end; null where they do not come out. `limit`: how many there must
 * be, or Infinity. Starts that have failed are remembered in `dead`, so that a search stays linear.
 */
function chain(
  bytes: Uint8Array,
  start: number,
  end: number,
  limit: number,
  dead?: Set<number>,
): DictGuess | null {
  let at = start;
  let pairs = 0;
  const passed: number[] = [];
  while (pairs < limit) {
    if (pairs > 0 && limit === Infinity && fill(bytes, at, end) >= 0) break;
    if (dead?.has(at)) break;
    passed.push(at);
    const next = entry(bytes, at, end);
    if (next < 0) break;
    at = next;
    pairs++;
  }
  const padding = fill(bytes, at, end);
  if (padding >= 0 && pairs > 0 && (limit === Infinity || pairs === limit)) return { pairs, padding };
  for (const each of passed) dead?.add(each);
  return null;
}

/**
 * A whole dictionary with its count in [start, end); else null.
 * @param padded up to three zero bytes may stand behind it, as behind any opaque
 */
export function looksLikeDict(
  bytes: Uint8Array,
  start = 0,
  end = bytes.length,
  padded = true,
): DictGuess | null {
  if (end - start < 4 + LEAST_PAIR) return null;
  const count = word(bytes, start);
  if (count === 0 || count > (end - start) / LEAST_PAIR) return null;
  const found = chain(bytes, start + 4, end, count);
  return found !== null && (padded || found.padding === 0) ? found : null;
}

/**
 * A dictionary that begins inside: a first key with its NUL and a value without length, then whole
 * entries. Null where there is no such thing, or no whole entry that shows it.
 */
export function looksLikeDictTail(bytes: Uint8Array, start = 0, end = bytes.length): DictTailGuess | null {
  const limit = Math.min(end, start + KEY_LIMIT + 1);
  let nul = start;
  while (nul < limit && bytes[nul] !== 0) nul++;
  if (nul >= limit || !isKey(bytes, start, nul)) return null;
  const dead = new Set<number>();
  const last = Math.min(end - LEAST_PAIR, nul + 1 + SEARCH_LIMIT);
  for (let at = nul + 1; at <= last; at++) {
    const found = chain(bytes, at, end, Infinity, dead);
    if (found) return { ...found, nul, firstEnd: at };
  }
  return null;
}
