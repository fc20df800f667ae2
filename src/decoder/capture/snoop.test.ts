import { expect, test } from 'vitest';
import { indexOf } from '../../../test/support/index-of.ts';
import { call, concat, frame, words } from '../../../test/support/packets.ts';

const L = call(1).length;
const header = concat(Uint8Array.from(Buffer.from('snoop\0\0\0')), words(2, 4));

function record(bytes: Uint8Array, microseconds: number, drops = 0): Uint8Array {
  const padded = (bytes.length + 3) & ~3;
  return concat(
    words(bytes.length, bytes.length, 24 + padded, drops, 1_700_000_000, microseconds),
    bytes,
    new Uint8Array(padded - bytes.length),
  );
}
const one = record(frame({ sequence: 0, payload: call(1) }), 5);
const two = record(frame({ sequence: L, payload: call(2) }), 9, 3);

test('a snoop capture', async () => {
  const index = await indexOf(concat(header, one, two));
  expect(index.format).toBe('snoop, microseconds, big-endian');
  expect(index.records).toBe(2);
  expect(index.baseTime).toBe(1_700_000_000_000_005_000n);
  expect(index.columns.time.get(1)).toBe(4000);
  expect(index.notes.map(({ message }) => message)).toEqual([
    '3 packets were dropped while this was captured. Gaps may come from that.',
  ]);
});

test('cut at every place: what was read before is kept', async () => {
  const whole = concat(header, one, two);
  for (let length = header.length; length < whole.length; length++) {
    const index = await indexOf(whole.subarray(0, length));
    expect(index.frames).toBe(length >= header.length + one.length ? 1 : 0);
    const clean = length === header.length || length === header.length + one.length;
    expect(index.notes.some(({ code }) => code === 'cut-packet')).toBe(!clean);
  }
});

test('a record shorter than its packet stops the reading', async () => {
  const bad = two.slice();
  new DataView(bad.buffer).setUint32(8, 30);
  const index = await indexOf(concat(header, one, bad));
  expect(index.records).toBe(1);
  expect(index.notes[0]!.code).toBe('absurd-packet-length');
});
