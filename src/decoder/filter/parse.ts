/** Text of a filter → syntax tree, or what is wrong with it and where. */
import type { FilterError } from '../api.ts';
import type { Filter } from './ast.ts';
import { parse, SyntaxError } from './parser.js';

/** Characters of a filter. */
export const TEXT_LIMIT = 8_000;
/** Brackets and `!` inside each other. */
export const DEPTH_LIMIT = 64;

export type ParseResult =
  /** null: the text is empty */
  { readonly ok: true; readonly filter: Filter | null } | { readonly ok: false; readonly error: FilterError };

/** Never throws. */
export function parseFilter(text: string): ParseResult {
  const error = limitOf(text);
  if (error) return { ok: false, error };
  try {
    return { ok: true, filter: parse(text) };
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
    return { ok: false, error: errorOf(text, fault) };
  }
}

function limitOf(text: string): FilterError | null {
  if (text.length > TEXT_LIMIT) {
    const message = `The filter has ${text.length} characters; ${TEXT_LIMIT} are read.`;
    return { message, start: TEXT_LIMIT, stop: text.length, expected: [] };
  }
  let open = 0;
  let negations = 0;
  // what stands in quotes opens nothing
  for (const { 0: part, index } of text.matchAll(/"(?:[^"\\]|\\.)*"?|[([{]|[)\]}]|!(?!=)|[\w.]+|\S/gs)) {
    if (/^[([{]/.test(part)) open++;
    else if (/^[)\]}]/.test(part)) open--;
    if (part === '!' || part === 'not') negations++;
    else if (part !== '(') negations = 0;
    if (open + negations > DEPTH_LIMIT) {
      const message = `More than ${DEPTH_LIMIT} levels inside each other.`;
      return { message, start: index, stop: index + part.length, expected: [] };
    }
  }
  return null;
}

function errorOf(text: string, { location, expected, found }: SyntaxError): FilterError {
  const start = location.start.offset;
  const words = [...new Set(expected.map(wordOf))].filter((word) => word !== 'blank').sort();
  const token = /^(?:[\w.:/+$@%*#\u0080-\uffff-]+|[=!<>~&|^]+|.)/su.exec(text.slice(start))?.[0] ?? '';
  if (/^r?"(?:[^"\\]|\\.)*\\?$/s.test(text.slice(start))) {
    return { message: 'The quotes are not closed.', start, stop: text.length, expected: ['`"`'] };
  }
  const what = found === null ? 'The filter ends' : `\`${shorten(token)}\` stands`;
  return {
    message: words.length === 0 ? `${what} here.` : `${what} where ${listed(words)} is expected.`,
    start,
    stop: Math.max(start + token.length, start),
    expected: words,
  };
}

function wordOf({ type, description, text }: SyntaxError['expected'][number]): string {
  if (type === 'end') return 'the end';
  if (type === 'other') return description ?? '';
  return `\`${text ?? ''}\``;
}

function listed(words: readonly string[]): string {
  if (words.length === 1) return words[0]!;
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
