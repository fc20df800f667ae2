/**
 * The index pass alone, in a process of its own: `node index.mjs FILE [ROUNDS]` prints a JSON object a round, the first
 * one cold. Without FILE it ends at once: what Node itself takes to start.
 */
import { openFile } from '../src/cli/file-blob.ts';
import { indexCapture } from '../src/decoder/rpc/capture-index.ts';
import { blobSource } from '../src/decoder/source/bytes.ts';

const [path, rounds = '1'] = process.argv.slice(2);
for (let round = 0; path !== undefined && round < Number(rounds); round++) {
  const file = await openFile(path);
  const began = performance.now();
  const cpu = process.cpuUsage();
  const result = await indexCapture(blobSource(file.blob));
  if (!result.ok) throw new Error(result.error.title);
  const { index, done } = result;
  await done;
  const { user, system } = process.cpuUsage(cpu);
  const { frames, records, rows, byteLength } = index;
  const seconds = (performance.now() - began) / 1000;
  console.log(
    JSON.stringify({ seconds, cpu: (user + system) / 1e6, frames, records, rows, bytes: byteLength }),
  );
  await file.close();
}
