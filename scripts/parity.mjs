/**
 * `npm run parity [-- --install]`: every record and field of every capture beside Wireshark's, with tables.
 * --install: gets Debian's tshark first where apt may be used.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { installDebian } from './browser.mjs';

if (process.argv.includes('--install') && !installDebian('tshark'))
  console.error('parity: apt cannot be used here. Wanted: tshark');
const { status } = spawnSync(
  join('node_modules', '.bin', 'vitest'),
  ['run', 'test/parity.test.ts', 'test/parity-fields.test.ts'],
  { stdio: 'inherit', env: { ...process.env, PARITY: 'all' }, shell: process.platform === 'win32' },
);
process.exit(status ?? 1);
