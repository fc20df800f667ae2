/**
 * Listings of 100,000 entries in one reply, made by our encoder: the first screen of rows, then every word of
 * every row. Milliseconds of CPU; a line of JSON for each.
 *
 *   node listing.bench.mjs [ROUNDS]
 */
import process from 'node:process';
import { RowKind } from '../src/decoder/api.ts';
import { protocol } from '../src/decoder/programs/protocol.ts';
import { decodeRecord, type DecodedRecord, type DecodeInput } from '../src/decoder/record/decode.ts';
import { textsOf } from '../src/decoder/record/words.ts';
import { registry } from '../src/decoder/types/index.ts';
import { Op, type FieldDescriptor } from '../src/decoder/xdr/descriptor.ts';
import { encode, type Value } from '../src/decoder/xdr/encode.ts';

const ENTRIES = 100_000;
/** Rows of a tall window. */
const SCREEN = 60;
const rounds = Number(process.argv[2] ?? 5);
const PROGRAM = { program: 1298437, version: 400 };

/** Zero, as any type. */
function zero({ type }: FieldDescriptor): Value {
  switch (type.op) {
    case Op.Hyper:
    case Op.UHyper:
      return 0n;
    case Op.Bool:
      return false;
    case Op.Enum:
      return type.members.keys().next().value ?? 0;
    case Op.OpaqueFixed:
      return new Uint8Array(type.size);
    case Op.OpaqueVar:
    case Op.String:
      return new Uint8Array(0);
    case Op.Struct:
      return Object.fromEntries(type.fields.map((field) => [field.identifier, zero(field)]));
    case Op.ArrayVar:
    case Op.List:
      return [];
    case Op.Optional:
      return null;
    default:
      return 0;
  }
}

function listing(procedure: number): DecodeInput {
  const { reply } = protocol.procedures(PROGRAM.program, PROGRAM.version, procedure)[0]!;
  const list = reply.type.fields.find(({ type }) => type.op === Op.List)!;
  const entry = zero(list.type.element!) as Record<string, Value>;
  const entries = Array.from({ length: ENTRIES }, (_, number) => {
    const name = `file-${number}`;
    return { ...entry, d_ino: BigInt(number), d_off: BigInt(number + 1), d_len: name.length, name };
  });
  const results = { ...(zero(reply) as Record<string, Value>), op_ret: ENTRIES, [list.identifier]: entries };
  const body = encode(reply, results);
  const head = Uint32Array.of(0x80000000 + 24 + body.length, 1, 1, 0, 0, 0, 0);
  const bytes = new Uint8Array(head.length * 4 + body.length);
  const view = new DataView(bytes.buffer);
  head.forEach((word, at) => view.setUint32(at * 4, word));
  bytes.set(body, head.length * 4);
  const wire = { bytes, length: bytes.length, holes: [], marks: [0] };
  return { kind: RowKind.reply, wire, call: { ...PROGRAM, procedure }, releases: null, as: null };
}

function milliseconds(work: () => void): number {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

const language = { protocol, registry };
for (const [name, procedure] of [
  ['READDIR', 28],
  ['READDIRP', 40],
] as const) {
  const input = listing(procedure);
  let record: DecodedRecord | null = null;
  const decode = milliseconds(() => {
    record = decodeRecord(language, input);
  });
  const { count } = record!.wire;
  const notes = record!.wire.notes.length;
  const screen = milliseconds(() =>
    textsOf(
      record!,
      Uint32Array.from({ length: SCREEN }, (_, at) => at),
    ),
  );
  const bytes = input.wire.length;
  console.log(JSON.stringify({ name, entries: ENTRIES, bytes, fields: count, notes, decode, screen }));
}
