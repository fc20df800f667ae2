/** Runs commands beside each other and tells what they took: clock, CPU of all threads, peak of resident memory. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** {wall, cpu} in seconds of one run; null where the command is not there or fails. */
function once([command, ...args]) {
  const folder = mkdtempSync(join(tmpdir(), 'glusterscope-time-'));
  const spent = join(folder, 'seconds');
  try {
    const script = `TIMEFORMAT='%R %U %S'; { time "$@" >/dev/null 2>&1; } 2>'${spent}'`;
    const run = spawnSync('bash', ['-c', script, '-', command, ...args], { stdio: 'ignore' });
    if (run.status !== 0) return null;
    const [wall, user, system] = readFileSync(spent, 'utf8').trim().split(' ').map(Number);
    return { wall, cpu: user + system };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The best of some rounds, of each by itself: {name: {wall, cpu} | null}. The commands take turns, so that what
 * else the machine does meets all of them. `commands`: {name: [command, …arguments]}.
 */
export function bestOf(rounds, commands) {
  const best = {};
  for (let round = 0; round < rounds; round++)
    for (const [name, command] of Object.entries(commands)) {
      if (best[name] === null) continue;
      const now = once(command);
      const before = best[name];
      best[name] =
        now && before ? { wall: Math.min(now.wall, before.wall), cpu: Math.min(now.cpu, before.cpu) } : now;
    }
  return best;
}

/** Peak of resident memory in bytes; null where the system does not tell it. */
export async function peakMemory([command, ...args]) {
  const child = spawn(command, args, { stdio: 'ignore' });
  let peak = null;
  const look = () => {
    try {
      const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      if (kilobytes) peak = Math.max(peak ?? 0, Number(kilobytes) * 1024);
    } catch {
      // It has ended, or the system has no such file.
    }
  };
  const timer = setInterval(look, 4);
  await new Promise((resolve) => {
    child.on('close', resolve);
    child.on('error', resolve);
  });
  clearInterval(timer);
  return peak;
}

/** What one of our own benches prints: a JSON object a line. */
export function printed(script, args) {
  const run = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', maxBuffer: 1 << 24 });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function versionOf(command) {
  const run = spawnSync(command, ['--version'], { encoding: 'utf8' });
  return run.status === 0 ? (/\d+(\.\d+)+/.exec(run.stdout)?.[0] ?? 'unknown') : null;
}

/** One sentence: what ran, and what else kept it busy. */
export function machine() {
  const parts = [
    `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'})`,
    `${Math.round(totalmem() / 1e9)} GB`,
    type(),
    `Node ${process.versions.node}`,
  ];
  const tshark = versionOf('tshark');
  if (tshark) parts.push(`tshark ${tshark}`);
  parts.push(`load before the run ${loadavg()[0].toFixed(1)}`);
  return parts.join(', ');
}

export const whole = (number) => Math.round(number).toLocaleString('en');
export const megabytes = (bytes) => (bytes === null ? '' : `${whole(bytes / 1e6)} MB`);
/** `1.42 ×`, `1 / 36`: ours to theirs. */
export const ratio = (ours, peer) =>
  ours < peer / 2
    ? `1 / ${(peer / ours).toFixed(peer / ours < 10 ? 1 : 0)}`
    : `${(ours / peer).toFixed(2)} ×`;

/** A table in Markdown: the first column to the left, all others to the right. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
