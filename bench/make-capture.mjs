/**
 * Makes a capture of any size out of real records: the frames of a real Ethernet pcap again and again, each
 * round with addresses of its own (so that its connections are new ones) and later in time.
 *
 *   node bench/make-capture.mjs BASE.pcap[.gz] OUT.pcap MEGABYTES
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { pathToFileURL } from 'node:url';
import process from 'node:process';

const chunkSize = 8 << 20;

/** Moves an IPv4 frame to the address space of a round: 10.77.x.y becomes (10 + round / 200).(round % 200).x.y. */
function move(frame, round) {
  const type = frame.readUInt16BE(12);
  if (type !== 0x0800 || frame.length < 34) return;
  for (const at of [26, 30]) {
    frame[at] = 10 + Math.floor(round / 200);
    frame[at + 1] = round % 200;
  }
}

/** Writes at least `bytes` bytes of whole rounds. Returns {bytes, frames, rounds}. */
export function makeCapture(basePath, outPath, bytes) {
  const raw = readFileSync(basePath);
  const base = basePath.endsWith('.gz') ? gunzipSync(raw) : raw;
  const magic = base.readUInt32LE(0);
  if (magic !== 0xa1b2c3d4 && magic !== 0xa1b23c4d) throw new Error(`${basePath} is no little-endian pcap`);
  if (base.readUInt32LE(20) !== 1) throw new Error(`${basePath} is no Ethernet capture`);
  const first = base.readUInt32LE(24);
  let last = first;
  for (let at = 24; at + 16 <= base.length; at += 16 + base.readUInt32LE(at + 8))
    last = base.readUInt32LE(at);
  const out = openSync(outPath, 'w');
  let written = writeSync(out, base, 0, 24);
  let frames = 0;
  let round = 0;
  const buffer = Buffer.alloc(chunkSize + (1 << 20));
  let filled = 0;
  const flush = () => {
    written += writeSync(out, buffer, 0, filled);
    filled = 0;
  };
  for (; written + filled < bytes; round++) {
    for (let at = 24; at + 16 <= base.length;) {
      const size = 16 + base.readUInt32LE(at + 8);
      if (at + size > base.length) break;
      const copy = buffer.subarray(filled, filled + size);
      base.copy(copy, 0, at, at + size);
      copy.writeUInt32LE(copy.readUInt32LE(0) + round * (last - first + 1), 0);
      move(copy.subarray(16), round);
      filled += size;
      frames++;
      at += size;
      if (filled >= chunkSize) flush();
    }
  }
  flush();
  closeSync(out);
  return { bytes: written, frames, rounds: round };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [base, out, size] = process.argv.slice(2);
  if (!base || !out || !Number(size)) {
    console.error('usage: node bench/make-capture.mjs BASE.pcap[.gz] OUT.pcap MEGABYTES');
    process.exit(2);
  }
  const made = makeCapture(base, out, Number(size) * 1e6);
  console.log(`${out}: ${made.bytes} bytes, ${made.frames} frames, ${made.rounds} rounds`);
}
