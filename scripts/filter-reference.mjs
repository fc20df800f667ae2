/** `npm run filter-reference`: writes the tables of docs/filters.md anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { runnerImport } from 'vite';

const { module } = await runnerImport('./tools/filter-reference/reference.ts', {
  configFile: false,
  logLevel: 'error',
});
writeFileSync('docs/filters.md', module.withTables(readFileSync('docs/filters.md', 'utf8')));
