import { expect, test } from 'vitest';
import { indexOf } from '../../../test/support/index-of.ts';
import { call, concat, frame, noise, words } from '../../../test/support/packets.ts';

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

test.each<[string, (bad: DataView) => void]>([
  ['shorter than its packet', (bad) => bad.setUint32(8, 30)],
  ['longer than the file', (bad) => bad.setUint32(8, 10_000_000)],
  ['longer than any', (bad) => bad.setUint32(8, 0xfffffff0)],
  ['of a packet longer than any', (bad) => bad.setUint32(4, 0xffffffff)],
])('behind a record %s reading goes on', async (_name, damage) => {
  for (const between of [0, 1, 77, 3_000_000]) {
    const bad = two.slice();
    damage(new DataView(bad.buffer));
    const three = record(frame({ sequence: 2 * L, payload: call(3) }), 11);
    const four = record(frame({ sequence: 3 * L, payload: call(4) }), 12);
    for (const rest of [
      [three],
      [three, four],
      [three, four.subarray(0, 50)],
      [three, four.subarray(0, 5)],
    ]) {
      const index = await indexOf(concat(header, one, bad, noise(between), ...rest));
      const whole = rest.filter(({ length }) => length > 50).length;
      expect(index.records).toBe(1 + whole);
      const passed = (bad.length + between).toLocaleString('en');
      expect(index.notes.find(({ code }) => code === 'absurd-packet-length')).toMatchObject({
        severity: 'error',
        at: header.length + one.length + 4,
        message: expect.stringContaining(`${passed} bytes are passed over`) as string,
      });
      expect(index.notes.some(({ code }) => code === 'cut-packet')).toBe(whole < rest.length);
    }
  }
});

test.each([
  [0, 1, null],
  [4, 1, null],
  [24, 1, null],
  [25, 1, null],
  [2, 0, 'Token Ring (6)'],
  [8, 0, 'FDDI (10)'],
  [26, 0, 'IP over InfiniBand (242)'],
  [5, 0, 'snoop link type 5'],
  [0xffffffff, 0, 'snoop link type 16777215'],
])('link type %i', async (link, records, name) => {
  const index = await indexOf(concat(header.subarray(0, 12), words(link), one));
  expect(index.records).toBe(records);
  const told = index.notes.find(({ code }) => code === 'unknown-link-type');
  expect(told?.message ?? null).toBe(name && `1 frame of ${name}: this link type is not read.`);
});

test('the count of drops is the one of the last packet; what was cut by the snap length is missing', async () => {
  const drops = [1, 1, 40, 7].map((count, i) =>
    record(frame({ sequence: i * L, payload: call(i) }), i, count),
  );
  const short = record(frame({ sequence: 4 * L, payload: call(4) }).subarray(0, 70), 9, 41);
  new DataView(short.buffer).setUint32(0, 54 + L);
  const index = await indexOf(concat(header, ...drops, short));
  expect(index.records).toBe(5);
  expect(index.notes[0]!.message).toContain('41 packets were dropped');
  expect((await index.read(4)).holes).toEqual([[16, L]]);
});
