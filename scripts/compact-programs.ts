/** In the built worker the `.x` texts go without their indentation: it is 4 KB of the page's 250. */
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

const ENDING = '.x?raw';

/** The same text to the compiler: runs of blanks become one, lines begin at their first character. */
export function compact(text: string): string {
  return text.replace(/[ \t]+/g, ' ').replace(/\n /g, '\n');
}

export function compactPrograms(): Plugin {
  return {
    name: 'compact-programs',
    apply: 'build',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(ENDING)) return null;
      const text = await readFile(id.slice(0, -'?raw'.length), 'utf8');
      return `export default ${JSON.stringify(compact(text))}`;
    },
  };
}
