/** What the filter bar shows of a text that is being written. */
import type { FilterAnalysis } from '../api.ts';
import type { Language } from '../record/decode.ts';
import { compileFilter } from './compile.ts';
import { completionsAt } from './complete.ts';
import type { Seen } from './seen.ts';
import { tokensOf } from './tokens.ts';

/** @param caret where completions are asked for; -1: nowhere */
export function analyseFilter(
  text: string,
  caret: number,
  language: Language,
  seen: Seen | null,
): FilterAnalysis {
  const compiled = compileFilter(text, language);
  return {
    text,
    tokens: tokensOf(text).map(({ kind, start, stop }) => ({ kind, start, stop })),
    error: compiled.ok ? null : compiled.error,
    completions: completionsAt(text, caret, language, seen),
  };
}
