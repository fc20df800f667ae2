/**
 * Finds a Chromium or Chrome for the end-to-end tests; where there is none, installs one and says what it does:
 * Debian's package where apt is there and may be used, else Playwright's own build.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import process from 'node:process';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  `${process.env['PROGRAMFILES'] ?? 'C:\\Program Files'}\\Google\\Chrome\\Application\\chrome.exe`,
  `${process.env['PROGRAMFILES(X86)'] ?? 'C:\\Program Files (x86)'}\\Google\\Chrome\\Application\\chrome.exe`,
];

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Path of an installed browser, `CHROMIUM` in the environment first; null where there is none. */
export function findBrowser() {
  const told = process.env['CHROMIUM'];
  if (told) return told;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, ...places].find(runs) ?? null;
}

function run(command, args, env = {}) {
  console.log(`browser: ${[command, ...args].join(' ')}`);
  return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}

function installFromApt(packages) {
  if (!existsSync('/usr/bin/apt-get')) return false;
  const root = process.getuid?.() === 0;
  const sudo = !root && spawnSync('sudo', ['-n', 'true']).status === 0;
  if (!root && !sudo) return false;
  const apt = (...args) =>
    root
      ? run('apt-get', args, { DEBIAN_FRONTEND: 'noninteractive' })
      : run('sudo', ['-n', 'apt-get', ...args]);
  return apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
}

/** Installs Debian packages where apt may be used. Returns whether it did. */
export function installDebian(...packages) {
  return installFromApt(packages);
}

/** True when Playwright's own build is already downloaded. */
async function hasPlaywrightBuild() {
  const { chromium } = createRequire(import.meta.url)('@playwright/test');
  return existsSync(chromium.executablePath());
}

/**
 * Makes sure that there is a browser. Returns its path, or null when Playwright's own build is to be used.
 * Throws when none can be had.
 */
export async function ensureBrowser() {
  const found = findBrowser();
  if (found) {
    console.log(`browser: ${found}`);
    return found;
  }
  if (await hasPlaywrightBuild()) {
    console.log("browser: Playwright's own build");
    return null;
  }
  console.log('browser: no Chromium or Chrome is installed; trying to install one');
  // Ubuntu's chromium package is a shell around a snap, which does not run headless in containers.
  const debian = spawnSync('grep', ['-q', '^ID=debian', '/etc/os-release']).status === 0;
  if (debian && installFromApt(['chromium'])) {
    const installed = findBrowser();
    if (installed) return installed;
  }
  if (run(process.execPath, [join('node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium']))
    return null;
  throw new Error(
    'No browser for the end-to-end tests. Install Chromium or Chrome, or name one: CHROMIUM=/path npm test',
  );
}
