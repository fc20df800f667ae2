/**
 * The whole test: types, lint, format, dead code, unit and property tests, build, end-to-end tests in a real
 * Chromium against the production build. Stops at the first part that fails and says how to run it alone.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ensureBrowser, installDebian } from './browser.mjs';

const results = 'test-results';
rmSync(results, { recursive: true, force: true });
const began = Date.now();
let passed = 0;
let failed = 0;

function part(title, command, args, env = {}) {
  const start = Date.now();
  console.log(`\n── ${title}: ${command} ${args.join(' ')}`);
  const { status, error } = spawnSync(join('node_modules', '.bin', command), args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  if (status !== 0) {
    console.error(`\n✕ ${title} failed after ${seconds} s. Alone: npx ${command} ${args.join(' ')}`);
    if (error) console.error(String(error));
    return false;
  }
  console.log(`✓ ${title}, ${seconds} s`);
  return true;
}

const json = (name) => {
  try {
    return JSON.parse(readFileSync(join(results, name), 'utf8'));
  } catch {
    return null;
  }
};

function stop(ok) {
  console.log(`\n${((Date.now() - began) / 1000).toFixed(0)} s`);
  console.log(`${passed} passed, ${failed + (ok || failed ? 0 : 1)} failed`);
  process.exit(ok ? 0 : 1);
}

/** Parity tests have tshark as their judge. Where it is not and cannot be had they say that they are skipped. */
function ensureTshark() {
  if (spawnSync('tshark', ['--version'], { stdio: 'ignore' }).status === 0) return;
  console.log('tshark is not installed; trying to install it');
  if (!installDebian('tshark')) console.log('tshark cannot be installed here: parity tests are skipped');
}

const unit = () => {
  ensureTshark();
  const ok = part('unit and property tests', 'vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}/unit.json`,
  ]);
  const counts = json('unit.json');
  passed += counts?.numPassedTests ?? 0;
  failed += counts?.numFailedTests ?? 0;
  return ok;
};

const e2e = async () => {
  const browser = await ensureBrowser();
  const ok = part('end-to-end tests', 'playwright', ['test'], {
    ...(browser ? { CHROMIUM: browser } : {}),
    PLAYWRIGHT_JSON_OUTPUT_NAME: `${results}/e2e.json`,
  });
  const counts = json('e2e.json')?.stats;
  passed += (counts?.expected ?? 0) + (counts?.flaky ?? 0);
  failed += counts?.unexpected ?? 0;
  if (counts?.flaky) console.log(`${counts.flaky} of them at the second try`);
  return ok;
};

/** What the page costs to open has a limit. */
const size = () => {
  const { status } = spawnSync(process.execPath, ['scripts/size.mjs', '--strict'], { stdio: 'inherit' });
  return status === 0;
};

const ok =
  part('types', 'tsc', ['-p', '.']) &&
  part('lint', 'eslint', ['.', '--max-warnings=0']) &&
  part('format', 'prettier', [
    '--check',
    '--log-level=warn',
    'src',
    'e2e',
    'test',
    'bench',
    'scripts',
    'tools',
    '*.ts',
    '*.js',
  ]) &&
  part('dead code', 'knip', []) &&
  unit() &&
  part('build', 'vite', ['build', '--logLevel=warn']) &&
  size() &&
  part('build of the command line', 'vite', ['build', '--config', 'vite.cli.config.ts', '--logLevel=warn']) &&
  (await e2e());
stop(ok);
