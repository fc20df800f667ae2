/**
 * The index pass beside its peers. Each run is a process of its own, so it is cold: the engine has compiled nothing.
 * Ours are net of Node's start, which is measured with the same script and no file.
 */
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { bundle } from './build.mjs';
import { makeRecords } from './make-records.mjs';
import { bestOf, megabytes, peakMemory, printed, ratio, table, whole } from './measure.mjs';

const IN_ORDER = ['-o', 'tcp.reassemble_out_of_order:TRUE'];

/** Inputs by name: megabytes at --scale 1, and how they are made. */
const INPUTS = [
  { name: 'one small record a frame', megabytes: 265, shape: 'small', wiregasm: true },
  {
    name: 'the same, 200 flows, 1 % of segments reordered',
    megabytes: 265,
    shape: 'small',
    flows: 200,
    reorder: 0.01,
  },
  { name: 'mixed with large reads and writes', megabytes: 1270, shape: 'mixed' },
];

/** Prints tables in Markdown. @param scale of the inputs' sizes; 1: as the figures are meant */
export async function benchIndex({ folder, rounds, scale, huge }) {
  const script = await bundle('bench/index.bench.ts', folder);
  const ours = (file) => [process.execPath, script, ...(file === undefined ? [] : [file])];
  const times = [];
  const memories = [];
  for (const { name, megabytes: size, wiregasm, ...how } of INPUTS) {
    const file = join(folder, 'input.pcap');
    const made = makeRecords(file, { bytes: size * scale * 1e6, ...how });
    const [told] = printed(script, [file]);
    if (told.records !== made.records)
      throw new Error(`${name}: ${told.records} of ${made.records} records were found`);
    const best = bestOf(rounds, {
      start: ours(),
      index: ours(file),
      capinfos: ['capinfos', '-c', file],
    });
    const slow = bestOf(1, {
      tshark: ['tshark', '-r', file, ...IN_ORDER],
      ...(wiregasm ? { wiregasm: [process.execPath, 'bench/wiregasm.mjs', file] } : {}),
    });
    if (!best.index || !best.start) throw new Error('the index pass failed');
    const index = {
      wall: best.index.wall - best.start.wall,
      cpu: best.index.cpu - best.start.cpu,
    };
    const title = `${name}: ${megabytes(made.bytes)}, ${whole(made.frames)} frames, ${whole(made.records)} records, ${made.flows} flows`;
    times.push([title, seconds(index), '', '']);
    for (const [peer, taken] of Object.entries({ capinfos: best.capinfos, ...slow }))
      times.push([
        `— ${peer}`,
        taken ? seconds(taken) : 'not there',
        taken ? ratio(index.wall, taken.wall) : '',
        taken ? ratio(index.cpu, taken.cpu) : '',
      ]);
    memories.push([
      name,
      megabytes(told.bytes),
      (told.bytes / made.records).toFixed(0),
      megabytes(await peakMemory(ours(file))),
      megabytes(await peakMemory(['tshark', '-r', file, ...IN_ORDER])),
      wiregasm ? megabytes(await peakMemory([process.execPath, 'bench/wiregasm.mjs', file])) : '',
    ]);
    rmSync(file);
  }
  console.log('\n### The index pass\n');
  console.log(
    `Seconds of the clock (of CPU, all threads), the best of ${rounds} rounds, of the slow peers of one; ours net of Node's start.\n`,
  );
  console.log(table(['input, peer', 's', 'index : peer, clock', 'index : peer, CPU'], times));
  console.log();
  console.log(
    table(
      ['input', 'index', 'bytes a record with its frame', 'peak, ours', 'peak, tshark', 'peak, wiregasm'],
      memories,
    ),
  );
  console.log(`\n${await growth({ folder, rounds, scale, ours })}`);
  if (huge) console.log(`\n${await resident({ folder, scale, ours, script })}`);
}

const seconds = ({ wall, cpu }) => `${wall.toFixed(2)} (${cpu.toFixed(2)})`;

/** Ten times the file. */
async function growth({ folder, rounds, scale, ours }) {
  const [small, large] = [1, 10].map((times) => {
    const file = join(folder, `growth-${times}.pcap`);
    return { file, made: makeRecords(file, { bytes: 127e6 * scale * times, shape: 'mixed' }) };
  });
  const best = bestOf(rounds, { start: ours(), small: ours(small.file), large: ours(large.file) });
  const one = best.small.wall - best.start.wall;
  const ten = best.large.wall - best.start.wall;
  for (const { file } of [small, large]) rmSync(file);
  return `Growth: ${megabytes(small.made.bytes)} in ${one.toFixed(2)} s, ${megabytes(large.made.bytes)} in ${ten.toFixed(2)} s: ten times the file, ${(ten / one).toFixed(1)} times the time.`;
}

/** Resident memory at 4 GB minus that at 1 GB, against the growth of the index. */
async function resident({ folder, scale, ours, script }) {
  const sizes = [];
  for (const gigabytes of [1, 4]) {
    const file = join(folder, 'huge.pcap');
    makeRecords(file, { bytes: gigabytes * scale * 1e9, shape: 'mixed' });
    const [{ bytes }] = printed(script, [file]);
    sizes.push({ size: statSync(file).size, bytes, peak: await peakMemory(ours(file)) });
    rmSync(file);
  }
  const [one, four] = sizes;
  const grown = (four.peak - one.peak) / (four.bytes - one.bytes);
  return `Memory: ${megabytes(one.peak)} at ${megabytes(one.size)}, ${megabytes(four.peak)} at ${megabytes(four.size)}; the index ${megabytes(one.bytes)} and ${megabytes(four.bytes)}: resident memory grows ${grown.toFixed(2)} times as the index does.`;
}
