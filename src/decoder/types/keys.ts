/**
 * Dictionary keys: what a value is, who sets it, since when, and what it means. A table, like the `.x`
 * files. The rows stand in keys-*.ts, a line each:
 *
 *     pattern | form | who sets it | since | what it means
 *
 * A form may have `(meaning)` behind it, whose names its numbers have, and `secret`. `-`: not known.
 */
import { COMMAND_KEYS } from './keys-commands.ts';
import { FILE_KEYS } from './keys-files.ts';
import { SESSION_KEYS } from './keys-session.ts';
import { VOLUME_KEYS } from './keys-volumes.ts';

/**
 * What stands in the value: one of these words, or the name of a codec, or of a type of `xattrs.x`.
 * - text: UTF-8, perhaps with a NUL that is counted
 * - number: decimal digits in the old dictionary, an integer in the typed one
 * - flag: a number or word for yes or no
 * - uuid: 16 raw bytes
 * - bytes: whatever the sender likes
 */
export type Form = 'text' | 'number' | 'flag' | 'uuid' | 'bytes' | (string & {});

export interface KeyEntry {
  /** exact, or with `#` for a number and `*` for anything */
  readonly pattern: string;
  readonly form: Form;
  /** who sets it */
  readonly by: string;
  /** first release that has it, of those sampled; '' where not known */
  readonly since: string;
  /** one or two sentences */
  readonly doc: string;
  readonly secret: boolean;
  /** name of a meaning that gives names to the numbers; null: none */
  readonly names: string | null;
}

/** Longest key that is looked up. */
const KEY_LIMIT = 1024;

/** Rows of one table. Our own text: a row that is none stops the program at load. */
function rows(table: string): readonly KeyEntry[] {
  const out: KeyEntry[] = [];
  for (const line of table.split('\n')) {
    if (line === '' || line.startsWith('# ')) continue;
    const [pattern, kind, by, since, doc, more] = line.split(' | ');
    const form = /^(\w+)(?:\((\w+)\))?( secret)?$/.exec(kind ?? '');
    if (!pattern || !form || !by || !since || !doc || more !== undefined)
      throw new Error(`No row of keys: ${line}`);
    out.push({
      pattern,
      form: form[1]!,
      by,
      since: since === '-' ? '' : since,
      doc,
      secret: form[3] !== undefined,
      names: form[2] ?? null,
    });
  }
  return out;
}

export const KEYS: readonly KeyEntry[] = [SESSION_KEYS, FILE_KEYS, VOLUME_KEYS, COMMAND_KEYS].flatMap(rows);

function normal(key: string): string {
  return key.replace(/\d+/g, '#');
}

const exact = new Map<string, KeyEntry>();
const wild: { readonly test: RegExp; readonly entry: KeyEntry }[] = [];
for (const entry of KEYS) {
  if (entry.pattern.includes('*')) {
    const source = entry.pattern
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/#/g, '\\d+')
      .replace(/\*/g, '.*');
    wild.push({ test: new RegExp(`^${source}$`), entry });
  } else exact.set(normal(entry.pattern), entry);
}

/** Keys that were asked for lately. */
const known = new Map<string, KeyEntry | null>();
const KNOWN_LIMIT = 4096;

/** The entry of a key; null where nobody wrote one. Exact rows win over patterns, earlier ones over later. */
export function lookupKey(key: string): KeyEntry | null {
  if (key.length > KEY_LIMIT) return null;
  let found = known.get(key);
  if (found === undefined) {
    found =
      exact.get(key) ?? exact.get(normal(key)) ?? wild.find(({ test }) => test.test(key))?.entry ?? null;
    // keys come from the wire: what is remembered is bounded
    if (known.size >= KNOWN_LIMIT) known.clear();
    known.set(key, found);
  }
  return found;
}

/** Keys that were met lately, by a hash of their bytes. */
const LATELY = 1024;
const lately: ({ readonly bytes: Uint8Array; readonly entry: KeyEntry | null } | undefined)[] =
  new Array<undefined>(LATELY).fill(undefined);

/** The same for the bytes [start, stop) of a key; bytes beyond ASCII are Latin-1, which no known key has. */
export function lookupKeyAt(bytes: Uint8Array, start: number, stop: number): KeyEntry | null {
  if (stop - start > KEY_LIMIT) return null;
  let hash = 0;
  for (let at = start; at < stop; at++) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
  const slot = hash & (LATELY - 1);
  const met = lately[slot];
  if (met !== undefined && isSame(met.bytes, bytes, start, stop)) return met.entry;
  let key = '';
  for (let at = start; at < stop; at++) key += String.fromCharCode(bytes[at]!);
  const entry = lookupKey(key);
  lately[slot] = { bytes: bytes.slice(start, stop), entry };
  return entry;
}

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, stop: number): boolean {
  if (known.length !== stop - start) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false;
  return true;
}
