/** Makes src/decoder/filter/parser.js and its types from grammar.peggy. */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import peggy from 'peggy';
import { format, resolveConfig } from 'prettier';

const folder = new URL('../src/decoder/filter/', import.meta.url);
const HEAD = '/* Made by `npm run grammar` from grammar.peggy: change that. */\n';
const TYPES = `import type { Filter } from './ast.ts';

export declare class SyntaxError extends globalThis.SyntaxError {
  readonly expected: readonly { readonly type: string; readonly description?: string; readonly text?: string }[];
  readonly found: string | null;
  readonly location: { readonly start: { readonly offset: number }; readonly end: { readonly offset: number } };
}

/** null: the text is empty. Throws a SyntaxError. */
export declare function parse(text: string): Filter | null;
`;

export async function parserFiles() {
  const grammar = readFileSync(new URL('grammar.peggy', folder), 'utf8');
  const source = peggy.generate(grammar, { output: 'source', format: 'es', parser: 'grammar' });
  const own = source.replace(/^\/\/ @generated.*$/m, '');
  const options = await resolveConfig(new URL('parser.js', folder).pathname);
  return {
    'parser.js': await format(HEAD + own, { ...options, parser: 'babel' }),
    'parser.d.ts': await format(HEAD + TYPES, { ...options, parser: 'typescript' }),
  };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const [name, text] of Object.entries(await parserFiles())) writeFileSync(new URL(name, folder), text);
}
