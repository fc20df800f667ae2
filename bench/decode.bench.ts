/**
 * Decoding every record of a capture in full: every leaf, dictionaries opened. Two figures: from bytes that are
 * in memory, and with reading them from the file. Seconds of CPU, all threads; a line of JSON.
 *
 *   node decode.bench.mjs FILE [ROUNDS]
 */
import process from 'node:process';
import { openFile } from '../src/cli/file-blob.ts';
import { RowKind } from '../src/decoder/api.ts';
import { decodeRecord, type DecodeInput } from '../src/decoder/record/decode.ts';
import { open } from '../src/decoder/session.ts';
import { TreeBuilder } from '../src/decoder/xdr/tree.ts';

/** Records that are held in memory for the first figure. */
const HELD = 50_000;

const [path, rounds = '5'] = process.argv.slice(2);
if (path === undefined) throw new Error('Which capture?');

function seconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Seconds of the fastest of some rounds. */
async function best(work: () => void | Promise<void>): Promise<number> {
  let least = Infinity;
  for (let round = 0; round < Number(rounds); round++) {
    const start = seconds();
    await work();
    least = Math.min(least, seconds() - start);
  }
  return least;
}

const file = await openFile(path);
const result = await open({ kind: 'file', name: path, blob: file.blob });
if (!result.ok) throw new Error(result.error.title);
const { session } = result;
await session.done;
const { index, language } = session;
const { columns } = index;

const all = { records: 0, fields: 0, bytes: 0, seconds: 0 };
all.seconds = await best(async () => {
  all.records = all.fields = all.bytes = 0;
  await session.eachRow(
    (_row, decoded) => {
      if (!decoded) return;
      all.records++;
      all.fields += decoded.shown.wire.count;
      all.bytes += decoded.shown.wire.length;
    },
    { yieldEvery: Infinity },
  );
});
const inputs: DecodeInput[] = [];
for (let row = 0; row < index.rows && inputs.length < HELD; row++) {
  const kind = columns.kind.get(row) as RowKind;
  const matched = columns.match.get(row) >= 0;
  if (kind !== RowKind.call && !(kind === RowKind.reply && matched)) continue;
  const numbers = {
    program: columns.program.get(row),
    version: columns.version.get(row),
    procedure: columns.procedure.get(row),
  };
  const call = kind === RowKind.reply ? numbers : null;
  inputs.push({ kind, wire: await index.read(row), call, releases: null, as: null });
}

const memory = { records: inputs.length, fields: 0, leaves: 0, seconds: 0 };
const room = new TreeBuilder(256);
for (const input of inputs) {
  const { wire } = decodeRecord(language, input, room);
  memory.fields += wire.count;
  for (let node = 0; node < wire.count; node++) if (wire.end[node] === node + 1) memory.leaves++;
}
memory.seconds = await best(() => {
  for (const input of inputs) decodeRecord(language, input, room);
});

console.log(JSON.stringify({ memory, all }));
await file.close();
