/** Records made by hand: words and texts to bytes, a header around them, and their fields as people see them. */
import { RowKind, type FieldJson } from '../../src/decoder/api.ts';
import { protocol } from '../../src/decoder/programs/protocol.ts';
import { decodeRecord, type DecodedRecord } from '../../src/decoder/record/decode.ts';
import { fieldsOf } from '../../src/decoder/record/words.ts';
import { registry } from '../../src/decoder/types/index.ts';

export type Part = number | bigint | string | Uint8Array | readonly Part[];

/** Numbers are words, bigints hypers; text and bytes stand as they are, without length or padding. */
export function bytesOf(...parts: readonly Part[]): Uint8Array {
  const out: number[] = [];
  const add = (part: Part): void => {
    if (typeof part === 'number') out.push(part >>> 24, (part >>> 16) & 255, (part >>> 8) & 255, part & 255);
    else if (typeof part === 'bigint') add([Number(part >> 32n), Number(BigInt.asUintN(32, part))]);
    else if (typeof part === 'string') out.push(...new TextEncoder().encode(part));
    else if (part instanceof Uint8Array) for (const byte of part) out.push(byte);
    else part.forEach(add);
  };
  parts.forEach(add);
  return Uint8Array.from(out);
}

/** An opaque or string: length, bytes, padding. */
export function opaque(...parts: readonly Part[]): Uint8Array {
  const bytes = bytesOf(...parts);
  return bytesOf(bytes.length, bytes, new Uint8Array((4 - (bytes.length % 4)) % 4));
}

/** The old dictionary, without the length of the opaque that it stands in. */
export function dict(...pairs: readonly (readonly [key: string, value: string | Uint8Array])[]): Uint8Array {
  return bytesOf(
    pairs.length,
    pairs.map(([key, value]) => {
      const bytes = bytesOf(value);
      return [key.length, bytes.length, `${key}\0`, bytes];
    }),
  );
}

export interface Numbers {
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
}

/** A call with empty credential, or an accepted reply, with its body. */
export function record(numbers: Numbers, half: 'call' | 'reply', ...body: readonly Part[]): DecodedRecord {
  const { program, version, procedure } = numbers;
  const header = half === 'call' ? [7, 0, 2, program, version, procedure, 0, 0, 0, 0] : [7, 1, 0, 0, 0, 0];
  return decoded(half, numbers, bytesOf(header, body));
}

/** Any message, as a call or reply of that procedure. */
export function decoded(half: 'call' | 'reply', numbers: Numbers | null, message: Uint8Array): DecodedRecord {
  const bytes = bytesOf(0x8000_0000 + message.length, message);
  return decodeRecord(
    { protocol, registry },
    {
      kind: half === 'call' ? RowKind.call : RowKind.reply,
      wire: { bytes, length: bytes.length, holes: [], marks: [0] },
      call: half === 'reply' ? numbers : null,
      releases: null,
      as: null,
    },
  );
}

export interface Seen {
  readonly fields: readonly FieldJson[];
  /** `warning enum-out-of-range 92+4`, offsets on the wire */
  readonly notes: readonly string[];
  /** the fields of that name, in order */
  readonly named: (name: string) => FieldJson[];
  /** value or display of the first of that name */
  value(name: string): unknown;
}

export function seen(one: DecodedRecord): Seen {
  const fields = fieldsOf(one);
  const all: FieldJson[] = [];
  const collect = (list: readonly FieldJson[]): void => {
    for (const field of list) {
      all.push(field);
      if (field.children) collect(field.children);
    }
  };
  collect(fields);
  const named = (name: string): FieldJson[] => all.filter((field) => field.name === name);
  return {
    fields,
    notes: one.wire.notes.map(
      ({ severity, code, offset, length }) => `${severity} ${code} ${offset}+${length}`,
    ),
    named,
    value: (name) => named(name)[0]?.value ?? named(name)[0]?.display,
  };
}
