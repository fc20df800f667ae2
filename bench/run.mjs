/**
 * `npm run bench [-- --size MB] [--base FILE] [--file FILE] [--rounds N]`: our command line beside its peers, on
 * the same input in the same run: a capture made of real records (`--base`), or one that is there (`--file`).
 * Peers that are not installed are left out and named. Figures are seconds of CPU, the best of N rounds, since
 * other work on the machine moves the clock and hardly these; ours are net of Node's start, which is measured too.
 * `--statistics` or `--filter` alone: these and no others. `--index` likewise: the index pass on inputs of its own, `--scale` times
 * as large as the figures are meant; `--huge` adds memory at 1 and 4 GB. Both also belong to the whole.
 * `--browser` alone: the built page in Chromium, on inputs of the same kind; `--huge` adds ten million rows.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { bundle } from './build.mjs';
import { benchBrowser, missing } from './browser.mjs';
import { makeCapture } from './make-capture.mjs';
import { benchFilters } from './filters.mjs';
import { benchIndex } from './index.mjs';
import { machine } from './measure.mjs';
import { benchStatistics } from './statistics.mjs';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100' },
    base: { type: 'string', default: 'test/captures/03-replica3-gfapi-all-fops-nanosecond.pcap.gz' },
    file: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    statistics: { type: 'boolean', default: false },
    filter: { type: 'boolean', default: false },
    index: { type: 'boolean', default: false },
    browser: { type: 'boolean', default: false },
    scale: { type: 'string', default: '1' },
    huge: { type: 'boolean', default: false },
  },
});
const cli = join('dist', 'cli', 'glusterscope.js');
if (values.browser && missing() !== null) {
  console.error(missing());
  process.exit(2);
}
if (!values.index && !values.filter && !values.browser && !existsSync(cli)) {
  console.error('Build first: npm run build');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'glusterscope-bench-'));
const indexOptions = { folder, rounds: 7, scale: Number(values.scale), huge: values.huge };
if (values.index) {
  try {
    console.log(`${machine()}.`);
    await benchIndex(indexOptions);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit();
}
if (values.browser) {
  try {
    console.log(`${machine()}.`);
    await benchBrowser({ folder, rounds: 5, scale: Number(values.scale), huge: values.huge });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit();
}
if (values.filter) {
  try {
    console.log(`${machine()}.`);
    await benchFilters({ folder, rounds: Number(values.rounds), file: values.file });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit();
}
if (values.statistics) {
  try {
    await benchStatistics({ folder, rounds: Number(values.rounds), scale: 1 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit();
}
const file = values.file ?? join(folder, 'bench.pcap');
const spent = join(folder, 'seconds');

/** Seconds of CPU of the best of some rounds; null where the command is not there. */
function time(command, args) {
  let best = null;
  for (let round = 0; round < Number(values.rounds); round++) {
    const script = `TIMEFORMAT='%U %S'; { time "$@" >/dev/null 2>&1; } 2>'${spent}'`;
    const run = spawnSync('bash', ['-c', script, '-', command, ...args], { stdio: 'ignore' });
    if (run.status !== 0) return null;
    const [user, system] = readFileSync(spent, 'utf8').trim().split(' ').map(Number);
    if (best === null || user + system < best) best = user + system;
  }
  return best;
}

/** What one of our own benches prints: a JSON object a line. */
function measure(script, args) {
  const run = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', maxBuffer: 1 << 24 });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const whole = (number) => Math.round(number).toLocaleString('en');
const millions = (number) => `${(number / 1e6).toFixed(1)} million`;

try {
  if (values.file === undefined) makeCapture(values.base, file, Number(values.size) * 1e6);
  const from = values.file ?? `rounds of ${values.base}`;
  console.log(
    `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}; Node ${process.version}; seconds of CPU\n` +
      `input: ${(statSync(file).size / 1e6).toFixed(0)} MB, ${from}\n`,
  );
  const start = time(process.execPath, [cli, '--version']) ?? 0;
  const index = (time(process.execPath, [cli, 'summary', file]) ?? NaN) - start;
  const rows = [
    ['capinfos (frame headers only)', time('capinfos', ['-c', file]), index],
    ['tshark, listing', time('tshark', ['-r', file, '-o', 'tcp.reassemble_out_of_order:TRUE']), index],
  ];
  console.log(`| peer | peer, s | index, s | index : peer |\n| --- | ---: | ---: | ---: |`);
  for (const [name, peer, ours] of rows) {
    if (peer === null) console.log(`| ${name} | not installed | ${ours.toFixed(2)} | |`);
    else
      console.log(
        `| ${name} | ${peer.toFixed(2)} | ${ours.toFixed(2)} | ${ours < peer ? `1 / ${(peer / ours).toFixed(1)}` : `${(ours / peer).toFixed(2)}`} |`,
      );
  }
  const command = (time(process.execPath, [cli, 'decode', file, '--coverage']) ?? NaN) - start;
  const [{ memory, all }] = measure(await bundle('bench/decode.bench.ts', folder), [file, values.rounds]);
  const verbose = time('tshark', ['-r', file, '-V', '-o', 'tcp.reassemble_out_of_order:TRUE']);
  const row = (name, { records, fields, seconds }) => {
    const peer = verbose === null ? '' : `${(verbose / all.records / (seconds / records)).toFixed(1)} ×`;
    const rate = fields === undefined ? '' : millions(fields / seconds);
    console.log(`| ${name} | ${seconds.toFixed(2)} | ${whole(records / seconds)} | ${rate} | ${peer} |`);
  };
  console.log('\n| every field of every record | s | records a second | fields a second | tshark -V |');
  console.log('| --- | ---: | ---: | ---: | ---: |');
  row(`from memory, ${whole(memory.records)} records, ${millions(memory.fields)} fields`, memory);
  row(`from the file, ${whole(all.records)} records, ${millions(all.fields)} fields`, all);
  row('the command line, index included', { records: all.records, fields: all.fields, seconds: command });
  if (verbose === null) console.log('| tshark -V | not installed | | | |');
  else row('tshark -V', { records: all.records, seconds: verbose });

  console.log(
    '\n| one reply that lists 100,000 entries | MB | fields | all of it, ms | words of a screen, ms |',
  );
  console.log('| --- | ---: | ---: | ---: | ---: |');
  for (const one of measure(await bundle('bench/listing.bench.ts', folder), [values.rounds])) {
    const { name, bytes, fields, decode, screen } = one;
    console.log(
      `| ${name} | ${(bytes / 1e6).toFixed(1)} | ${whole(fields)} | ${decode.toFixed(0)} | ${screen.toFixed(1)} |`,
    );
  }
  await benchIndex(indexOptions);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
