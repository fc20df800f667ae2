/** `node bench/wiregasm.mjs FILE`: loads a capture in Wireshark compiled to WebAssembly, as a page that uses it would. */
import { createReadStream, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';

const path = process.argv[2];
const require = createRequire(import.meta.url);
const script = require.resolve('@goodtools/wiregasm/dist/wiregasm.js');
const wiregasm = await require(script)({
  locateFile: (file) => join(dirname(script), file),
  handleStatus: () => undefined,
  print: () => undefined,
  printErr: () => undefined,
});
wiregasm.init();
const bytes = new Uint8Array(statSync(path).size);
let at = 0;
for await (const piece of createReadStream(path, { highWaterMark: 1 << 23 })) {
  bytes.set(piece, at);
  at += piece.length;
}
const began = performance.now();
wiregasm.FS.writeFile('/uploads/capture', bytes, { canOwn: true });
const session = new wiregasm.DissectSession('/uploads/capture');
const { code, error, summary } = session.load();
if (code !== 0) throw new Error(error);
console.log(JSON.stringify({ seconds: (performance.now() - began) / 1000, frames: summary.packet_count }));
process.exit(0);
