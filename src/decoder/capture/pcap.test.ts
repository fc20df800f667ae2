import { describe, expect, test } from 'vitest';
import { indexOf } from '../../../test/support/index-of.ts';
import { call, concat, frame, noise, pcap } from '../../../test/support/packets.ts';
import { indexCapture } from '../rpc/capture-index.ts';
import { memorySource } from '../source/bytes.ts';

const first = frame({ sequence: 0, payload: call(1) });
const second = frame({ sequence: call(1).length, payload: call(2) });

const third = frame({ sequence: 2 * call(1).length, payload: call(3) });
const fourth = frame({ sequence: 3 * call(1).length, payload: call(4) });

describe('byte orders, clocks and variants', () => {
  test.each([
    ['pcap, microseconds, little-endian', {}, 1_700_000_000_000_005_000n, 999_995_000],
    ['pcap, microseconds, big-endian', { bigEndian: true }, 1_700_000_000_000_005_000n, 999_995_000],
    ['pcap, nanoseconds, little-endian', { nanoseconds: true }, 1_700_000_000_000_000_005n, 999_999_995],
    [
      'pcap, nanoseconds, big-endian',
      { nanoseconds: true, bigEndian: true },
      1_700_000_000_000_000_005n,
      999_999_995,
    ],
    [
      'modified pcap, microseconds, little-endian',
      { magic: 0xa1b2cd34, extra: 8 },
      1_700_000_000_000_005_000n,
      999_995_000,
    ],
  ])('%s', async (format, options, base, delta) => {
    const index = await indexOf(
      pcap(
        [
          { bytes: first, fraction: 5 },
          { bytes: second, seconds: 1_700_000_001, fraction: 0 },
        ],
        options,
      ),
    );
    expect(index.format).toBe(format);
    expect(index.frames).toBe(2);
    expect(index.records).toBe(2);
    expect(index.baseTime).toBe(base);
    expect(index.columns.time.get(0)).toBe(0);
    expect(index.columns.time.get(1)).toBe(delta);
    expect(index.timeDigits).toBe('nanoseconds' in options ? 9 : 6);
    expect(index.notes).toEqual([]);
  });

  test('frame headers that are longer than the magic says are found out', async () => {
    const nokia = await indexOf(pcap([first, second], { extra: 4 }));
    expect([nokia.format, nokia.records]).toEqual(['Nokia pcap, microseconds, little-endian', 2]);
    const modified = await indexOf(pcap([first, second], { extra: 8 }));
    expect([modified.format, modified.records]).toEqual(['modified pcap, microseconds, little-endian', 2]);
    const longer = await indexOf(pcap([first, second], { magic: 0xa1b2cd34, extra: 12, bigEndian: true }));
    expect([longer.format, longer.records]).toEqual(['modified pcap, microseconds, big-endian', 2]);
  });

  test('lengths the other way round, before version 2.3', async () => {
    const bytes = pcap([{ bytes: first, original: first.length + 40 }, second]);
    const view = new DataView(bytes.buffer);
    view.setUint16(6, 2, true);
    for (const at of [24, 24 + 16 + first.length]) {
      const captured = view.getUint32(at + 8, true);
      view.setUint32(at + 8, view.getUint32(at + 12, true), true);
      view.setUint32(at + 12, captured, true);
    }
    expect((await indexOf(bytes)).records).toBe(2);
  });

  test('lengths the other way round in version 2.3, where they do not fit otherwise', async () => {
    const bytes = pcap([{ bytes: first, original: first.length + 40 }, second]);
    const view = new DataView(bytes.buffer);
    view.setUint16(6, 3, true);
    expect((await indexOf(bytes)).records).toBe(2);
    view.setUint32(32, first.length + 40, true);
    view.setUint32(36, first.length, true);
    expect((await indexOf(bytes)).records).toBe(2);
  });

  test.each([
    [6, 2, null],
    [24, 2, null],
    [9, 0, 'Token Ring (6)'],
    [15, 0, 'FDDI (10)'],
  ])("AIX's numbers of link types, and nanoseconds: %i", async (link, records, name) => {
    const loop = (bytes: Uint8Array): Uint8Array => concat(Uint8Array.of(0, 0, 0, 2), bytes.subarray(14));
    const frames = link === 24 ? [loop(first), loop(second)] : [first, second];
    const bytes = pcap(
      frames.map((one) => ({ bytes: one, fraction: 123_456_789 })),
      { link, bigEndian: true },
    );
    new DataView(bytes.buffer).setUint16(6, 2);
    const index = await indexOf(bytes);
    expect(index.format).toBe('AIX pcap, nanoseconds, big-endian');
    expect(index.records).toBe(records);
    expect(index.baseTime).toBe(1_700_000_000_123_456_789n);
    const told = index.notes.find(({ code }) => code === 'unknown-link-type')?.message ?? null;
    expect(told).toBe(name && `2 frames of ${name}: this link type is not read.`);
  });

  test("Ixia's file header is longer", async () => {
    const plain = pcap([{ bytes: first, fraction: 7 }, second], { magic: 0x1c0001ac });
    const index = await indexOf(concat(plain.subarray(0, 24), new Uint8Array(4), plain.subarray(24)));
    expect([index.format, index.records]).toEqual(['Ixia pcap, nanoseconds, little-endian', 2]);
    expect(index.baseTime).toBe(1_700_000_000_000_000_007n);
  });

  test('time may go back, and years forward', async () => {
    const index = await indexOf(
      pcap([
        { bytes: first, seconds: 1000, fraction: 0 },
        { bytes: second, seconds: 4_000_000_000, fraction: 7 },
        { bytes: frame({ sequence: 2 * call(1).length, payload: call(3) }), seconds: 999, fraction: 0 },
      ]),
    );
    expect([0, 1, 2].map((row) => index.columns.time.get(row))).toEqual([0, 3_999_999_000e9 + 7000, -1e9]);
  });
});

describe('damage', () => {
  const whole = pcap([first, second]);
  test('a cut inside packet data', async () => {
    const index = await indexOf(whole.subarray(0, whole.length - 86));
    expect(index.records).toBe(1);
    expect(index.notes).toHaveLength(1);
    expect(index.notes[0]).toMatchObject({
      severity: 'error',
      code: 'cut-packet',
      message: `The file ends inside packet 2. Its header announces ${second.length} bytes, 24 are there. 1 packet is shown.`,
      at: 24 + 16 + first.length,
    });
  });

  test('a cut inside a packet header', async () => {
    const index = await indexOf(whole.subarray(0, 24 + 16 + first.length + 9));
    expect(index.notes[0]!.message).toBe(
      'The file ends inside packet 2. Its header has 16 bytes, 9 are there. 1 packet is shown.',
    );
  });

  test('at every place: what was read before is kept', async () => {
    for (let length = 24; length < whole.length; length++) {
      const index = await indexOf(whole.subarray(0, length));
      const frames = length >= 24 + 16 + first.length ? 1 : 0;
      expect(index.frames).toBe(frames);
      const expected = length === 24 || length === 40 + first.length ? 0 : 1;
      expect(index.notes.filter(({ code }) => code === 'cut-packet')).toHaveLength(expected);
    }
  });

  test('a captured length of 4 GiB: the next header that holds is found', async () => {
    const bytes = pcap([first, second, third, fourth]);
    const damaged = 24 + 16 + first.length;
    new DataView(bytes.buffer).setUint32(damaged + 8, 0xffffffff, true);
    const index = await indexOf(bytes);
    expect(index.frames).toBe(3);
    expect(index.records).toBe(3);
    expect(index.notes[0]).toMatchObject({
      code: 'absurd-packet-length',
      severity: 'error',
      at: damaged + 8,
    });
    expect(index.notes[0]!.message).toBe(
      `Packet 2 announces 4,294,967,295 bytes, more than any packet has. Read as damage at 0x${damaged.toString(16)}; ${16 + second.length} bytes are passed over up to the next packet header that holds.`,
    );
  });

  test('behind much noise the next header that holds is found, soon', async () => {
    const bad = pcap([second]).subarray(24);
    new DataView(bad.buffer, bad.byteOffset).setUint32(8, 0xffffffff, true);
    for (const rest of [[third], [third, fourth]]) {
      const bytes = concat(pcap([first]), bad, noise(9_000_001), pcap(rest).subarray(24));
      const index = await indexOf(bytes);
      expect(index.records).toBe(1 + rest.length);
      expect(index.notes[0]!.message).toContain('9,000,');
    }
  });

  test('what looks like headers everywhere takes time in proportion to its length', async () => {
    // Each of them announces 16 MB, which the file's header allows.
    const header = new Uint32Array([1_700_000_000, 1, 0xfffff0, 0xfffff0]);
    const pattern = new Uint32Array(4_000_000);
    for (let i = 0; i < pattern.length; i += 4) pattern.set(header, i);
    const bad = pcap([second]).subarray(24);
    new DataView(bad.buffer, bad.byteOffset).setUint32(8, 0xffffffff, true);
    const bytes = concat(pcap([first], { snaplen: 0xffffff }), bad, new Uint8Array(pattern.buffer));
    expect((await indexOf(bytes)).records).toBe(1);
  });

  test('a captured length of 4 GiB, and noise up to the end', async () => {
    const bytes = concat(pcap([first]), new Uint8Array(8), noise(3000).fill(255));
    const index = await indexOf(bytes);
    expect(index.records).toBe(1);
    expect(index.notes[0]!.message).toContain('no packet header follows that holds. 1 packet is shown.');
  });

  test('more captured than was sent: what is there is read', async () => {
    const index = await indexOf(pcap([{ bytes: first, original: 20 }]));
    expect(index.records).toBe(1);
    expect(index.notes[0]!.message).toBe(
      `Packet 1 has ${first.length} bytes and says that it had 20 on the wire. What is there is read.`,
    );
  });

  test('an absurd snaplen changes nothing', async () => {
    const index = await indexOf(pcap([first], { snaplen: 0x12345678 }));
    expect(index.records).toBe(1);
    expect(index.notes.map(({ code }) => code)).toEqual(['absurd-snaplen']);
  });
});

describe('what is no capture', () => {
  const text = (value: string): Uint8Array => Uint8Array.from(Buffer.from(value));
  test.each<[string, Uint8Array, string]>([
    ['empty', new Uint8Array(0), 'The file is empty.'],
    ['html', text('  \n<!DOCTYPE html>\n<html>'), 'This is an HTML page, not a capture.'],
    ['zip', text('PK\u0003\u0004...........'), 'This is a zip archive, not a pcap or pcapng capture.'],
    ['unknown-format', text('hello'), 'This is no capture that can be read here.'],
    ['unknown-format', Uint8Array.of(0, 1, 2), 'This is no capture that can be read here.'],
    ['cut-header', pcap([]).subarray(0, 20), 'The capture ends inside its file header.'],
  ])('%s', async (code, bytes, title) => {
    const result = await indexCapture(memorySource(bytes));
    expect(result).toMatchObject({ ok: false, error: { code, title } });
  });

  test('an HTML page is quoted', async () => {
    const result = await indexCapture(memorySource(text('<!DOCTYPE html><html lang="en">')));
    expect(result.ok || result.error.detail).toBe(
      'It begins with "<!DOCTYPE html><html lan". The download probably met a login page.',
    );
  });

  test('a capture without packets is one', async () => {
    const index = await indexOf(pcap([]));
    expect(index.frames).toBe(0);
    expect(index.baseTime).toBeNull();
    expect(concat().length).toBe(0);
  });
});
