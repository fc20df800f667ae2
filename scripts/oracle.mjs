/**
 * `npm run oracle [-- --install]`: GlusterFS's own library beside our leaves, as a table by procedure; then the
 * round trip of random values. CAPTURES=folder judges the captures of a folder as well.
 * --install: gets Debian's packages first where apt may be used.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { installDebian } from './browser.mjs';

const packages = ['gcc', 'libc6-dev', 'libtirpc-dev', 'libgfxdr0'];
if (process.argv.includes('--install') && !installDebian(...packages))
  console.error(`oracle: apt cannot be used here. Wanted: ${packages.join(' ')}`);
const { status } = spawnSync(
  join('node_modules', '.bin', 'vitest'),
  ['run', 'test/oracle.test.ts', 'test/roundtrip.test.ts'],
  {
    stdio: 'inherit',
    env: { ...process.env, ORACLE: 'table' },
    shell: process.platform === 'win32',
  },
);
process.exit(status ?? 1);
