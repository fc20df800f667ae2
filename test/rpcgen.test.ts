/** The `.x` files stay legal input for rpcgen, where it is installed (Debian's rpcsvc-proto). */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { programFiles } from '../src/decoder/programs/index.ts';

const cwd = fileURLToPath(new URL('../src/decoder/programs/', import.meta.url));
const missing = spawnSync('rpcgen', ['-h', 'common.x'], { cwd }).error !== undefined;

test.skipIf(missing).each(programFiles.map(({ name }) => name))('rpcgen reads %s', (name) => {
  const { status, stderr } = spawnSync('rpcgen', ['-h', name], { cwd, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
