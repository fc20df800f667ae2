/** `npm run coverage-table`: writes docs/protocol-coverage.md anew. */
import { writeFileSync } from 'node:fs';
import { runnerImport } from 'vite';

const { module } = await runnerImport('./tools/coverage-table/table.ts', {
  configFile: false,
  logLevel: 'error',
});
writeFileSync('docs/protocol-coverage.md', module.coverageTable());
