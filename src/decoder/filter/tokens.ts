/** Pieces of a filter's text, also of one that is not finished: for colours and for what may come next. */
import type { FilterToken } from '../api.ts';
import { KEYWORDS } from './keywords.ts';

export interface Piece extends FilterToken {
  readonly text: string;
}

const PARTS =
  /(?<text>r?"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?)|(?<range>\.\.)|(?<word>(?:(?!\.\.)[A-Za-z0-9_.:/+$@%*#\u0080-\uffff-])+)|(?<operator>===|!==|==|!=|>=|<=|~=|&&|\|\||\^\^|[<>!~&,])|(?<bracket>[()[\]{}])/gsu;

/** In order; what stands between them is blank, or nothing of the language. */
export function tokensOf(text: string): Piece[] {
  const out: Piece[] = [];
  let slice = 0;
  let set = 0;
  for (const match of text.matchAll(PARTS)) {
    const { groups, index } = match;
    const [part] = match;
    const piece = (kind: Piece['kind']): void => {
      out.push({ kind, start: index, stop: index + part.length, text: part });
    };
    if (groups!['text'] !== undefined) piece('value');
    else if (groups!['bracket'] !== undefined) {
      if (part === '[') slice++;
      else if (part === ']') slice--;
      else if (part === '{') set++;
      else if (part === '}') set--;
      piece('bracket');
    } else if (groups!['word'] === undefined) piece('operator');
    else if (KEYWORDS.has(part)) piece('operator');
    else if (slice > 0 || set > 0 || isValuePlace(out)) piece('value');
    else if (/^\s*\(/.test(text.slice(index + part.length)) && /^[a-z]\w*$/.test(part)) piece('function');
    else piece(/^[-+]?\d/.test(part) ? 'value' : 'field');
  }
  return out;
}

const COMPARING = /^(?:===?|!==?|[<>]=?|~=?|eq|ne|gt|lt|ge|le|any_eq|all_eq|any_ne|all_ne|contains|matches)$/;

export const compares = ({ kind, text }: Piece): boolean => kind === 'operator' && COMPARING.test(text);

/** Behind a comparison stands a value. */
function isValuePlace(before: readonly Piece[]): boolean {
  const last = before.at(-1);
  return last !== undefined && compares(last);
}
