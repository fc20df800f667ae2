/**
 * `npm run bench [-- --size MB] [--base FILE] [--rounds N]`: our command line beside its peers, on the same
 * input in the same run. Peers that are not installed are left out and named. Figures are the best of N
 * rounds; ours are net of Node's start, which is measured too.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { makeCapture } from './make-capture.mjs';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100' },
    base: { type: 'string', default: 'test/captures/03-replica3-gfapi-all-fops-nanosecond.pcap.gz' },
    rounds: { type: 'string', default: '3' },
  },
});
const cli = join('dist', 'cli', 'glusterscope.js');
if (!existsSync(cli)) {
  console.error('Build first: npm run build');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'glusterscope-bench-'));
const file = join(folder, 'bench.pcap');

/** Seconds and peak memory (MB) of the best of some rounds; null where the command is not there. */
function time(command, args) {
  let best = null;
  for (let round = 0; round < Number(values.rounds); round++) {
    const start = process.hrtime.bigint();
    const run = spawnSync('/usr/bin/env', ['bash', '-c', '"$@" >/dev/null', '-', command, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      maxBuffer: 1 << 30,
    });
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (run.status !== 0) return null;
    if (best === null || seconds < best) best = seconds;
  }
  return best;
}

try {
  const made = makeCapture(values.base, file, Number(values.size) * 1e6);
  console.log(
    `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}; Node ${process.version}\n` +
      `input: ${(statSync(file).size / 1e6).toFixed(0)} MB, ${made.frames.toLocaleString('en')} frames from ${values.base}\n`,
  );
  const start = time(process.execPath, [cli, '--version']) ?? 0;
  const index = (time(process.execPath, [cli, 'summary', file]) ?? NaN) - start;
  const decode = (time(process.execPath, [cli, 'decode', file, '--count-fields']) ?? NaN) - start;
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
  const verbose = time('tshark', ['-r', file, '-V', '-o', 'tcp.reassemble_out_of_order:TRUE']);
  console.log(`\n| every field of every record | s |\n| --- | ---: |\n| ours | ${decode.toFixed(2)} |`);
  console.log(
    `| tshark -V | ${verbose === null ? 'not installed' : `${verbose.toFixed(2)} (ours is ${(verbose / decode).toFixed(1)} × as fast)`} |`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
