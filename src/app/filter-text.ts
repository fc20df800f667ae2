/** Texts of filters, put together. What they mean is the decoder's. */

export type How = 'replace' | 'and' | 'and-not';

/** What is quoted, and regular expressions in quotes, say nothing about how a text hangs together. */
const QUOTED = /r?"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g;
/** Binds less than `&&`. */
const LOOSE = /\|\||\^\^|\b(?:or|xor)\b/i;

function inBrackets(text: string): string {
  return LOOSE.test(text.replace(QUOTED, '""')) ? `(${text})` : text;
}

/** The filter that `text` makes of the one in force. */
export function joined(before: string, text: string, how: How): string {
  const [old, now] = [before.trim(), text.trim()];
  if (now === '') return how === 'replace' ? '' : old;
  if (how === 'replace') return now;
  const next = how === 'and' ? inBrackets(now) : `!(${now})`;
  if (old === '') return how === 'and' ? now : next;
  if (old === now && how === 'and') return old;
  return `${inBrackets(old)} && ${next}`;
}
