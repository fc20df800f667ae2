/**
 * Makes a capture of any size out of the records of real captures, cut anew into frames of at most 1,500 bytes on
 * the wire, each record at the beginning of a frame:
 *
 *     round 0             round 1                 …
 *     | r0 | r1 | r2 …    | r0 | r1 | r2 …        the same records in the same order, with XIDs of their own
 *
 * The connections go on from round to round. With `flows` they are spread over so many; with `reorder` such a
 * share of the segments comes behind the next one of its stream.
 *
 *   node bench/make-records.mjs OUT.pcap MEGABYTES [--shape small|mixed] [--flows N] [--reorder SHARE]
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';

const FOLDER = new URL('../test/captures/', import.meta.url);
const FRAME_HEAD = 16;
const SEGMENT = 1448;
/** A segment that is held back comes at most so many frames late. */
const MOST_LATE = 64;
const BUFFER = 8 << 20;

/** Which records: `most` bytes long at most. */
const SHAPES = {
  /** each in one frame */
  small: { files: ['03-replica3-gfapi-all-fops-nanosecond.pcap.gz'], most: 580 },
  /** reads and writes among them */
  mixed: {
    files: [
      '03-replica3-gfapi-all-fops-nanosecond.pcap.gz',
      '04-distribute-fuse-mount-shell-workload.pcap.gz',
      '06-arbiter-brick-killed-self-heal.pcap.gz',
      '10-large-payloads-offload-on-64k-packets.pcap.gz',
      '11-large-payloads-offload-off-mtu-segments.pcap.gz',
    ],
    most: 2 << 20,
  },
};

/** One record of a real capture: its bytes, the headers of the frame that it begins in, and its stream. */
function* recordsOf(name, connections) {
  const bytes = gunzipSync(readFileSync(new URL(name, FOLDER)));
  const streams = new Map();
  for (let at = 24; at + FRAME_HEAD <= bytes.length;) {
    const frame = bytes.subarray(at + FRAME_HEAD, at + FRAME_HEAD + bytes.readUInt32LE(at + 8));
    at += FRAME_HEAD + frame.length;
    if (frame.length < 54 || frame.readUInt16BE(12) !== 0x0800 || frame[23] !== 6) continue;
    const tcp = 14 + ((frame[14] & 15) << 2);
    const from = tcp + ((frame[tcp + 12] >> 4) << 2);
    const payload = frame.subarray(from, 14 + frame.readUInt16BE(16));
    const ends = [frame.toString('hex', 26, 30), frame.toString('hex', 30, 34)];
    const ports = [frame.readUInt16BE(tcp), frame.readUInt16BE(tcp + 2)];
    const key = `${name} ${ends[0]}:${ports[0]} ${ends[1]}:${ports[1]}`;
    const back = `${name} ${ends[1]}:${ports[1]} ${ends[0]}:${ports[0]}`;
    let stream = streams.get(key);
    if (stream === undefined) {
      let connection = streams.get(back)?.connection;
      const side = connection === undefined ? 0 : 1;
      connection ??= connections.count++;
      stream = { connection, side, next: -1, left: Buffer.alloc(0), header: null };
      streams.set(key, stream);
    }
    const sequence = frame.readUInt32BE(tcp + 4);
    if (payload.length === 0) continue;
    const inStep = stream.next === -1 || sequence === stream.next;
    // What is repeated is passed over; behind a gap the next segment that begins with a mark is waited for.
    if (!inStep && ((sequence - stream.next) | 0) < 0) continue;
    if (!inStep) stream.left = Buffer.alloc(0);
    stream.next = (sequence + payload.length) >>> 0;
    if (stream.left.length === 0) {
      if (payload.length < 28 || !begins(payload)) continue;
      stream.header = Buffer.from(frame.subarray(0, from));
    }
    stream.left = Buffer.concat([stream.left, payload]);
    while (stream.left.length >= 4) {
      const { left } = stream;
      const size = 4 + (left.readUInt32BE(0) & 0x7fffffff);
      if (left.length < size) break;
      if (!begins(left) || size < 28) {
        stream.left = Buffer.alloc(0);
        break;
      }
      const { connection, side, header } = stream;
      yield { bytes: Buffer.from(left.subarray(0, size)), header, connection, side };
      stream.left = left.subarray(size);
    }
  }
}

/** Whether a record in one fragment begins here: mark, XID, message type. */
function begins(bytes) {
  if (bytes.length < 16) return true;
  return (bytes[0] & 0xfc) === 0x80 && bytes.readUInt32BE(8) <= 1 && bytes.readUInt32BE(12) <= 2;
}

/** Calls whose reply is there, and these replies. */
function pairsOf(records) {
  const key = ({ connection, bytes }) => `${connection} ${bytes.readUInt32BE(4)}`;
  const sides = new Map();
  for (const record of records) sides.set(key(record), (sides.get(key(record)) ?? 0) | (1 << record.side));
  return records.filter((record) => sides.get(key(record)) === 3);
}

/** Writes at least `bytes` bytes, and gives {bytes, frames, records, rounds, flows}. */
export function makeRecords(outPath, { bytes, shape = 'small', flows = 0, reorder = 0 }) {
  const { files, most } = SHAPES[shape];
  const connections = { count: 0 };
  const records = pairsOf(
    files.flatMap((name) => [...recordsOf(name, connections)]).filter(({ bytes }) => bytes.length <= most),
  );
  const count = flows || connections.count;
  const sequences = new Uint32Array(count * 2).fill(1);
  const out = openSync(outPath, 'w');
  const buffer = Buffer.alloc(BUFFER + 2 * (SEGMENT + 1024));
  let filled = 0;
  let written = 0;
  let frames = 0;
  let made = 0;
  let round = 0;
  /** stream → the frame of it that is held back, and when at the latest it comes */
  const held = new Map();
  let random = 1;
  const chance = () => ((random = (Math.imul(random, 1664525) + 1013904223) >>> 0), random / 2 ** 32);
  const put = (frame) => {
    const time = frames * 20_000;
    buffer.writeUInt32LE(1_700_000_000 + Math.floor(time / 1e9), filled);
    buffer.writeUInt32LE(time % 1e9, filled + 4);
    buffer.writeUInt32LE(frame.length, filled + 8);
    buffer.writeUInt32LE(frame.length, filled + 12);
    frame.copy(buffer, filled + FRAME_HEAD);
    filled += FRAME_HEAD + frame.length;
    frames++;
    if (filled >= BUFFER) {
      written += writeSync(out, buffer, 0, filled);
      filled = 0;
    }
  };
  const scratch = Buffer.alloc(SEGMENT + 200);
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b23c4d, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(262_144, 16);
  head.writeUInt32LE(1, 20);
  written += writeSync(out, head);
  for (; written + filled < bytes; round++) {
    for (const { bytes: record, header, connection, side } of records) {
      // Each round takes the next connections, so that those of one round keep to each other.
      const flow = (connection + round * connections.count) % count;
      const stream = flow * 2 + side;
      const xid = (record.readUInt32BE(4) + round * 0x10_0003) >>> 0;
      made++;
      for (let from = 0; from < record.length; from += SEGMENT) {
        const to = Math.min(record.length, from + SEGMENT);
        const size = header.length + to - from;
        const frame = scratch.subarray(0, size);
        header.copy(frame, 0);
        record.copy(frame, header.length, from, to);
        if (from === 0) frame.writeUInt32BE(xid, header.length + 4);
        const tcp = 14 + ((frame[14] & 15) << 2);
        frame.writeUInt16BE(size - 14, 16);
        frame.writeUInt32BE(0x0a4d0000 + flow * 4 + side, 26);
        frame.writeUInt32BE(0x0a4d0000 + flow * 4 + 1 - side, 30);
        frame.writeUInt16BE(side === 0 ? 1000 + (flow % 1000) : 24_007, tcp);
        frame.writeUInt16BE(side === 0 ? 24_007 : 1000 + (flow % 1000), tcp + 2);
        frame.writeUInt32BE(sequences[stream], tcp + 4);
        frame.writeUInt32BE(sequences[stream ^ 1], tcp + 8);
        frame[tcp + 13] = 0x18;
        sequences[stream] += to - from;
        const late = held.get(stream);
        // A stream's first segment tells where it begins: no handshake does.
        if (late === undefined && sequences[stream] > to - from + 1 && chance() < reorder) {
          held.set(stream, { frame: Buffer.from(frame), until: frames + MOST_LATE });
          continue;
        }
        put(frame);
        if (late !== undefined) {
          held.delete(stream);
          put(late.frame);
        }
        if (held.size > 0)
          for (const [other, { frame: waiting, until }] of held)
            if (until <= frames) {
              held.delete(other);
              put(waiting);
            }
      }
    }
  }
  for (const { frame } of held.values()) put(frame);
  written += writeSync(out, buffer, 0, filled);
  closeSync(out);
  return { bytes: written, frames, records: made, rounds: round, flows: count };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      shape: { type: 'string', default: 'small' },
      flows: { type: 'string', default: '0' },
      reorder: { type: 'string', default: '0' },
    },
  });
  const [out, size] = positionals;
  if (!out || !(Number(size) > 0) || !(values.shape in SHAPES)) {
    console.error('usage: node bench/make-records.mjs OUT.pcap MEGABYTES [--shape small|mixed] …');
    process.exit(2);
  }
  const { shape, flows, reorder } = values;
  const made = makeRecords(out, {
    bytes: Number(size) * 1e6,
    shape,
    flows: Number(flows),
    reorder: Number(reorder),
  });
  console.log(`${out}: ${JSON.stringify(made)}`);
}
