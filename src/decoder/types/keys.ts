/**
 * Dictionary keys: what a value is, who sets it, since when, and what it means. A table, like the `.x`
 * files; the rows stand in keys-*.ts.
 */
import { FILE_KEYS } from './keys-files.ts';
import { MANAGEMENT_KEYS } from './keys-management.ts';
import { SESSION_KEYS } from './keys-session.ts';

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

export interface KeyExtras {
  readonly secret?: boolean;
  readonly names?: string;
}

/** As the tables are written: pattern, form, who sets it, since, what it means. */
export type KeyRow = readonly [string, Form, string, string, string, KeyExtras?];

/** Longest key that is looked up. */
const KEY_LIMIT = 1024;

function entryOf([pattern, form, by, since, doc, extras]: KeyRow): KeyEntry {
  return { pattern, form, by, since, doc, secret: extras?.secret ?? false, names: extras?.names ?? null };
}

export const KEYS: readonly KeyEntry[] = [...SESSION_KEYS, ...FILE_KEYS, ...MANAGEMENT_KEYS].map(entryOf);

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

/** The entry of a key; null where nobody wrote one. Exact rows win over patterns, earlier ones over later. */
export function lookupKey(key: string): KeyEntry | null {
  if (key.length > KEY_LIMIT) return null;
  const found = exact.get(key) ?? exact.get(normal(key));
  if (found) return found;
  for (const { test, entry } of wild) if (test.test(key)) return entry;
  return null;
}
