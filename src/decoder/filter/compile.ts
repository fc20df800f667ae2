/** Text of a filter → what can be run. */
import type { Language } from '../record/decode.ts';
import { checkFilter } from './check.ts';
import { startFilter } from './engine.ts';
import type { CompileResult } from './filter.ts';
import { parseFilter } from './parse.ts';
import { isLate, testsOf } from './test-tree.ts';

/** Errors are values: what is wrong and where. An empty text keeps all rows. Never throws. */
export function compileFilter(text: string, language: Language): CompileResult {
  const parsed = parseFilter(text);
  if (!parsed.ok) return parsed;
  if (parsed.filter === null) {
    return { ok: true, filter: { headersOnly: true, late: false, start: () => everything } };
  }
  const checked = checkFilter(parsed.filter, language);
  if (!checked.ok) return checked;
  const { tree } = checked;
  const tests = testsOf(tree);
  return {
    ok: true,
    filter: {
      headersOnly: tests.every((test) =>
        test.of === 'values'
          ? test.names.size === 0
          : test.of !== 'bytes' && test.of !== 'record' && test.of !== 'text',
      ),
      late: tests.some(isLate),
      start: (host) => startFilter(tree, host),
    },
  };
}

function everything(from: number, to: number, kept: Uint32Array): number {
  for (let row = from; row < to; row++) kept[row - from] = row;
  return to - from;
}
