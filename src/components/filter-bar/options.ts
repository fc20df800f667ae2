/** What the list under the bar offers, and what taking one of it writes. */
import type { Completion, FilterAnalysis, FilterError } from '../../decoder/api.ts';

export type Option =
  | { readonly is: 'completion'; readonly completion: Completion }
  /** a whole filter that was used before */
  | { readonly is: 'recent'; readonly text: string };

/** Completions of this very text, without the one that stands there already. */
export function completionsOf(text: string, analysis: FilterAnalysis | null): readonly Option[] {
  if (analysis?.text !== text) return [];
  return analysis.completions
    .filter(({ text: word, start, stop }) => text.slice(start, stop) !== word)
    .map((completion) => ({ is: 'completion', completion }));
}

/** Earlier filters that hold what stands in the bar. */
export function recentsOf(text: string, recent: readonly string[]): readonly Option[] {
  const wanted = text.trim().toLowerCase();
  return recent
    .filter((one) => one !== text.trim() && one.toLowerCase().includes(wanted))
    .map((one) => ({ is: 'recent', text: one }));
}

export function taken(text: string, option: Option): { readonly text: string; readonly caret: number } {
  if (option.is === 'recent') return { text: option.text, caret: option.text.length };
  const { text: word, start, stop, kind } = option.completion;
  const rest = text.slice(stop);
  // What comes next stands apart, and is offered at once.
  const gap = (kind === 'field' || kind === 'operator') && !rest.startsWith(' ') ? ' ' : '';
  return { text: text.slice(0, start) + word + gap + rest, caret: start + word.length + gap.length };
}

/** True where Tab may take the first of the list though none was chosen: a word was begun that it goes on. */
export function continues(text: string, caret: number, option: Option | undefined): boolean {
  if (option?.is !== 'completion') return false;
  const { start, stop } = option.completion;
  return start < caret && caret <= stop && text.slice(start, caret).trim() !== '';
}

/**
 * The error as far as it is worth saying: none while the word at the caret is still being written and could
 * become something.
 */
export function errorOf(
  text: string,
  analysis: FilterAnalysis | null,
  options: { readonly writing: boolean; readonly caret: number },
): FilterError | null {
  if (analysis?.text !== text || !analysis.error) return null;
  const { error } = analysis;
  if (!options.writing) return error;
  const begun = analysis.completions.length > 0;
  return begun && error.stop >= Math.min(options.caret, text.trimEnd().length) ? null : error;
}
