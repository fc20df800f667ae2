import { describe, expect, test } from 'vitest';
import { Outcome, RowKind, type DecodeAs, type FieldJson } from '../api.ts';
import { protocol } from '../programs/protocol.ts';
import { registry } from '../types/index.ts';
import { Kind } from '../xdr/descriptor.ts';
import { decodeRecord, type DecodedRecord, type ProcedureNumbers } from './decode.ts';
import { lineOf } from './info.ts';
import { rangesOf, tilingFaults } from './tiling.ts';
import { fieldsOf, rangesOfKind } from './words.ts';

const language = { protocol, registry };
const NONE = [0, 0];
const DUMP = { program: 123451501, version: 1, procedure: 1 };
const WRITE = { program: 1298437, version: 400, procedure: 13 };

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

/** Words as bytes; strings as they are, without padding. */
function bytesOf(...parts: readonly (number | string)[]): Uint8Array {
  const out = parts.flatMap((part) =>
    typeof part === 'string'
      ? ascii(part)
      : [part >>> 24, (part >>> 16) & 255, (part >>> 8) & 255, part & 255],
  );
  return Uint8Array.from(out);
}

interface Options {
  readonly kind?: RowKind;
  readonly call?: ProcedureNumbers | null;
  readonly marked?: boolean;
  readonly as?: DecodeAs;
}

function decode(message: Uint8Array, options: Options = {}): DecodedRecord {
  const { kind = RowKind.call, call = null, marked = true, as = null } = options;
  const mark = marked ? bytesOf((0x80000000 | message.length) >>> 0) : new Uint8Array(0);
  const bytes = new Uint8Array([...mark, ...message]);
  const wire = { bytes, length: bytes.length, holes: [], marks: marked ? [0] : [] };
  const record = decodeRecord(language, { kind, wire, call, releases: null, as });
  expect(tilingFaults(record.wire)).toEqual([]);
  return record;
}

const callOf = (numbers: ProcedureNumbers, ...body: (number | string)[]): Uint8Array =>
  bytesOf(7, 0, 2, numbers.program, numbers.version, numbers.procedure, ...NONE, ...NONE, ...body);
const replyOf = (...body: (number | string)[]): Uint8Array => bytesOf(7, 1, 0, ...NONE, 0, ...body);
const codes = (record: DecodedRecord): string[] => record.wire.notes.map(({ code }) => code);
const labels = (fields: readonly FieldJson[]): string[] => fields.map(({ label }) => label);

describe('sections', () => {
  test('a call', () => {
    const record = decode(callOf(DUMP, 0, 0xcafe));
    const fields = fieldsOf(record);
    expect(labels(fields)).toEqual(['record mark', 'call header', 'credential', 'verifier', 'arguments']);
    expect(fields.map(({ kind }) => kind)).toEqual(['mark', 'header', 'credential', 'credential', 'body']);
    expect(fields[1]!.display).toBe('GF-DUMP 1  DUMP  xid 0x7');
    expect(codes(record)).toEqual([]);
  });

  test('a reply is read by its call', () => {
    const record = decode(replyOf(0, 0, 0, 22, 0), { kind: RowKind.reply, call: DUMP });
    const fields = fieldsOf(record);
    expect(labels(fields)).toEqual(['record mark', 'reply header', 'results']);
    expect(fields[1]!.display).toBe('accepted, SUCCESS  xid 0x7');
    expect(fields[2]!.children!.map(({ display }) => display).slice(0, 3)).toEqual(['0', '0', 'EINVAL (22)']);
    expect(lineOf(record)).toMatchObject({ result: '0', outcome: Outcome.ok });
  });

  test('without a mark, as over UDP', () => {
    const record = decode(callOf(DUMP, 0, 0xcafe), { marked: false });
    expect(labels(fieldsOf(record))[0]).toBe('call header');
    expect(fieldsOf(record)[0]!.offset).toBe(0);
  });

  test('an empty body makes no node', () => {
    const record = decode(callOf({ ...DUMP, procedure: 0 }));
    expect(labels(fieldsOf(record))).not.toContain('arguments');
    expect(codes(record)).toEqual([]);
  });
});

describe('answers of RPC itself', () => {
  test.each([
    [bytesOf(7, 1, 0, 0, 0, 3), 'PROC_UNAVAIL (3)'],
    [bytesOf(7, 1, 0, 0, 0, 2, 1, 2), 'PROG_MISMATCH (2)'],
    [bytesOf(7, 1, 1, 0, 2, 2), 'RPC_MISMATCH (0)'],
    [bytesOf(7, 1, 1, 1, 5), 'AUTH_TOOWEAK (5)'],
  ])('%#: %s', (message, result) => {
    const record = decode(message, { kind: RowKind.reply, call: DUMP });
    expect(lineOf(record)).toEqual({ info: '', result, outcome: Outcome.error });
    expect(rangesOfKind(record, Kind.undecoded)).toEqual([]);
    expect(codes(record)).toEqual([]);
  });
});

describe('what is not described', () => {
  test.each([
    [{ program: 77, version: 1, procedure: 1 }, 'unknown-program'],
    [{ ...DUMP, version: 9 }, 'unknown-version'],
    [{ ...DUMP, procedure: 99 }, 'unknown-procedure'],
  ])('%j: header, the rest undecoded, and a note that is no complaint', (numbers, code) => {
    const record = decode(callOf(numbers, 1, 2, 3));
    expect(rangesOfKind(record, Kind.undecoded)).toEqual([[44, 12]]);
    expect(record.wire.notes).toMatchObject([{ code, severity: 'info', offset: 44, length: 12 }]);
  });

  test('a call of it without arguments needs no note', () => {
    expect(codes(decode(callOf({ program: 77, version: 1, procedure: 0 })))).toEqual([]);
  });

  test('bytes behind a body are a note and undecoded', () => {
    const record = decode(callOf(DUMP, 0, 0xcafe, 5));
    expect(record.wire.notes).toMatchObject([
      { code: 'trailing-bytes', severity: 'warning', offset: 52, length: 4 },
    ]);
    expect(rangesOfKind(record, Kind.undecoded)).toEqual([[52, 4]]);
  });
});

describe('payload', () => {
  /** gfid, fd, offset, size, flag, no dictionary */
  const body = (size: number): number[] => [1, 2, 3, 4, 0, 0, 0, 0, size, 0, 0, 0xffffffff, 0];

  test('follows the body up to the end of the record', () => {
    const record = decode(callOf(WRITE, ...body(5), 'hello'));
    const payload = fieldsOf(record).at(-1)!;
    expect(payload).toMatchObject({ label: 'payload', kind: 'payload', length: 5, value: '68656c6c6f' });
    expect(codes(record)).toEqual([]);
  });

  test('its length is held against the one that is announced', () => {
    const record = decode(callOf(WRITE, ...body(9), 'hello'));
    expect(record.wire.notes).toMatchObject([{ code: 'payload-length-differs', length: 5 }]);
  });

  test('long ones are counted, and printed when asked for', () => {
    const record = decode(callOf(WRITE, ...body(1000), 'x'.repeat(1000)));
    expect(fieldsOf(record).at(-1)).toMatchObject({ value: null, valueLength: 1000 });
    expect(fieldsOf(record, { payload: true }).at(-1)!.value).toBe('78'.repeat(1000));
  });
});

describe('fragments and holes', () => {
  const message = callOf(DUMP, 0, 0xcafe);
  const half = 46;
  /** Two fragments; the second begins inside gfs_id. */
  const wire = new Uint8Array([
    ...bytesOf(half),
    ...message.subarray(0, half),
    ...bytesOf((0x80000000 | (message.length - half)) >>> 0),
    ...message.subarray(half),
  ]);
  const marks = [0, half + 4];
  const read = (holes: [number, number][]): DecodedRecord => {
    const input = { bytes: wire, length: wire.length, holes, marks };
    const record = decodeRecord(language, {
      kind: RowKind.call,
      wire: input,
      call: null,
      releases: null,
      as: null,
    });
    expect(tilingFaults(record.wire)).toEqual([]);
    return record;
  };

  test('a field that a mark interrupts has ranges, and its value', () => {
    const record = read([]);
    const [gfsid, mark] = fieldsOf(record).at(-1)!.children!;
    expect(gfsid).toMatchObject({
      label: 'gfs_id',
      value: String(0xcafe),
      offset: 44,
      length: 12,
      ranges: [
        [44, 6],
        [54, 2],
      ],
    });
    expect(mark).toMatchObject({ kind: 'mark', offset: 50, length: 4, display: 'last fragment, 2 bytes' });
    expect(rangesOf(record.wire, 0)).toEqual([[0, wire.length]]);
  });

  test('a value that overlaps what is missing is null', () => {
    const record = read([[48, 50]]);
    const [gfsid, missing] = fieldsOf(record).at(-1)!.children!;
    expect(gfsid).toMatchObject({ label: 'gfs_id', value: null });
    expect(missing).toMatchObject({ kind: 'missing', offset: 48, length: 2 });
    expect(rangesOfKind(record, Kind.missing)).toEqual([[48, 2]]);
  });
});

test('elements that were announced and not captured are one leaf, however many', () => {
  const numbers = [DUMP.program, DUMP.version, DUMP.procedure];
  const bytes = bytesOf(0xffffffff, 7, 0, 2, ...numbers, 390039, 0x7fffff00, 1, 0, 0, 10_000_000, 4, 5);
  const wire = {
    bytes,
    length: 0x7fffffff + 4,
    holes: [[bytes.length, 0x7fffffff + 4] as const],
    marks: [0],
  };
  const record = decodeRecord(language, { kind: RowKind.call, wire, call: null, releases: null, as: null });
  expect(tilingFaults(record.wire)).toEqual([]);
  expect(record.wire.count).toBeLessThan(40);
});

describe('bare bytes', () => {
  const read = (bytes: Uint8Array): DecodedRecord => decode(bytes, { kind: RowKind.data, marked: false });

  test('a dictionary is recognised, and marked as a guess', () => {
    const record = read(bytesOf(1, 5, 2, 'count\0', '0\0'));
    const [dictionary] = fieldsOf(record);
    expect(dictionary).toMatchObject({ label: 'dictionary', kind: 'dictionary', display: '1 pair' });
    expect(rangesOfKind(record, Kind.undecoded)).toEqual([]);
  });

  test('anything else is words', () => {
    const record = read(bytesOf(0xdeadbeef, 0xfeedf00d, 'abc'));
    expect(fieldsOf(record)[0]!.children!.map(({ length }) => length)).toEqual([4, 4, 3]);
    expect(rangesOfKind(record, Kind.undecoded)).toEqual([[0, 11]]);
  });
});
