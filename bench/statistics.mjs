/**
 * The statistics beside tshark's. Ours work on the index that is there when the page asks; tshark reads the file
 * anew for each.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './build.mjs';
import { makeRecords } from './make-records.mjs';
import { printed, table, whole } from './measure.mjs';

const PEERS = {
  totals: ['-z', 'io,stat,0'],
  procedures: ['-z', 'rpc,programs', '-z', 'rpc,srt,1298437,400'],
  connections: ['-z', 'conv,tcp'],
  timeline: ['-z', 'io,stat,0.01'],
  errors: ['-z', 'io,stat,0,gluster.op_ret<0'],
};

/** Milliseconds by the clock; null where the command is not there. */
function milliseconds(command, args) {
  const began = performance.now();
  const { status } = spawnSync(command, args, { stdio: 'ignore' });
  return status === 0 ? performance.now() - began : null;
}

const SECTIONS = ['totals', 'procedures', 'slowest', 'connections', 'timeline', 'errors', 'files'];

/** The first round is cold; of all the best counts. */
function summed(rounds) {
  const best = (key) => Math.min(...rounds.map((round) => round[key] ?? Infinity));
  return {
    cold: rounds[0].first,
    first: rounds[0].first === null ? null : best('first'),
    whole: best('whole'),
    again: best('again'),
    late: best('late'),
    background: best('background'),
  };
}

/** Prints a table in Markdown. @param scale of the input's size; 1: 265 MB */
export async function benchStatistics({ folder, rounds, scale }) {
  const file = join(folder, 'statistics.pcap');
  const made = makeRecords(file, { bytes: 265e6 * scale, shape: 'small' });
  const script = await bundle('bench/statistics.bench.ts', folder);
  const ours = SECTIONS.map((section) => ({
    section,
    ...summed(printed(script, [file, section, String(rounds)])),
  }));
  const order = ['-o', 'tcp.reassemble_out_of_order:TRUE'];
  const theirs = Object.fromEntries(
    Object.entries(PEERS).map(([name, taps]) => {
      return [name, milliseconds('tshark', ['-q', '-n', '-r', file, ...order, ...taps])];
    }),
  );
  console.log(`\n${whole(made.bytes / 1e6)} MB, ${whole(made.records)} records; milliseconds by the clock\n`);
  const background = Math.min(...ours.map((one) => one.background));
  console.log(
    `who talks, and which file a row is about: ${whole(background)} ms behind the index, beside all else\n`,
  );
  const time = (ms) => (ms === null ? '' : whole(ms));
  const lines = ours.map(({ section, cold, first, whole: all, again, late }) => {
    const peer = theirs[section];
    return [
      section,
      ...[cold, first, all, again, late].map(time),
      peer ? time(peer) : '',
      peer ? `1 / ${(peer / all).toFixed(1)}` : '',
    ];
  });
  const head = [
    'section',
    'from columns, cold',
    'warm',
    'with bytes',
    'again',
    'event loop waits',
    'tshark -z',
    'with bytes : tshark',
  ];
  console.log(table(head, lines));
  rmSync(file, { force: true });
}
