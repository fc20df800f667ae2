/**
 * What the page costs to open: entry HTML, script, style and worker, compressed as servers do. Printed at
 * build; with `--strict` it fails above the limit. What is loaded when wanted, fonts and samples are not counted.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const LIMIT = 250_000;
const strict = process.argv.includes('--strict');
const folder =
  process.argv.slice(2).find((word) => !word.startsWith('-')) ??
  join(dirname(fileURLToPath(import.meta.url)), '..', 'dist', 'app');
const html = readFileSync(join(folder, 'index.html'), 'utf8');
const named = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]);
const workers = readdirSync(join(folder, 'assets'))
  .filter((name) => /worker.*\.js$/.test(name))
  .map((name) => `assets/${name}`);

let total = 0;
for (const name of new Set(['index.html', ...named, ...workers])) {
  const bytes = readFileSync(join(folder, name));
  const packed = gzipSync(bytes, { level: 9 }).length;
  total += packed;
  console.log(
    `${(packed / 1000).toFixed(1).padStart(7)} KB  ${name} (${(bytes.length / 1000).toFixed(0)} KB)`,
  );
}
console.log(`${(total / 1000).toFixed(1).padStart(7)} KB  to open the page; ${LIMIT / 1000} KB is the limit`);
if (total > LIMIT) {
  console.error('Too large. Load what a start page does not need when it is needed: import() in src/app.');
  process.exitCode = strict ? 1 : 0;
}
