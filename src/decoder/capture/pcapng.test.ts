import { describe, expect, test } from 'vitest';
import { indexOf } from '../../../test/support/index-of.ts';
import { block, call, concat, fields, frame, ipv4, tcp } from '../../../test/support/packets.ts';

const SECTION = 0x0a0d0d0a;

const section = (little = true): Uint8Array =>
  block(SECTION, fields(little, [0x1a2b3c4d, 4], [1, 2], [0, 2], [0xffffffff, 4], [0xffffffff, 4]), little);

function option(code: number, value: Uint8Array, little = true): Uint8Array {
  return concat(fields(little, [code, 2], [value.length, 2]), value, new Uint8Array(-value.length & 3));
}
const text = (value: string): Uint8Array => Uint8Array.from(Buffer.from(value));

const nothing: Uint8Array = new Uint8Array(0);

const face = (link = 1, options = nothing, little = true): Uint8Array =>
  block(1, concat(fields(little, [link, 2], [0, 2], [0, 4]), options), little);

function packet(
  bytes: Uint8Array,
  ticks: bigint,
  { id = 0, little = true, options = nothing, captured = bytes.length } = {},
): Uint8Array {
  const padded = concat(bytes, new Uint8Array(-bytes.length & 3));
  const high = Number(ticks >> 32n);
  const low = Number(ticks & 0xffffffffn);
  return block(
    6,
    concat(fields(little, [id, 4], [high, 4], [low, 4], [captured, 4], [bytes.length, 4]), padded, options),
    little,
  );
}

const L = call(1).length;
const frames = [0, 1, 2].map((i) => frame({ sequence: i * L, payload: call(i + 1) }));

describe('pcapng', () => {
  test.each([true, false])('in either byte order (little: %s)', async (little) => {
    const index = await indexOf(
      concat(
        section(little),
        face(1, undefined, little),
        packet(frames[0]!, 1_700_000_000_000_001n, { little }),
        packet(frames[1]!, 1_700_000_000_000_003n, { little }),
      ),
    );
    expect(index.records).toBe(2);
    expect(index.baseTime).toBe(1_700_000_000_000_001_000n);
    expect(index.columns.time.get(1)).toBe(2000);
    expect(index.timeDigits).toBe(6);
  });

  test('interfaces have their own link type, resolution and offset', async () => {
    const raw = ipv4(tcp({ sequence: L, payload: call(2) }));
    const offset = new Uint8Array(8);
    new DataView(offset.buffer).setBigInt64(0, -100n, true);
    const index = await indexOf(
      concat(
        section(),
        face(1, option(9, Uint8Array.of(9))),
        face(101, option(9, Uint8Array.of(0x80 | 10))),
        face(1, concat(option(9, Uint8Array.of(3)), option(14, offset))),
        packet(frames[0]!, 1_700_000_000_000_000_007n),
        packet(raw, 1_700_000_001n << 10n, { id: 1 }),
        packet(frames[2]!, 1_700_000_102_500n, { id: 2 }),
      ),
    );
    expect(index.records).toBe(3);
    expect(index.baseTime).toBe(1_700_000_000_000_000_007n);
    expect([0, 1, 2].map((row) => index.columns.time.get(row))).toEqual([0, 999_999_993, 2_499_999_993]);
    expect(index.timeDigits).toBe(9);
    expect(index.format).toBe('pcapng, little-endian, 3 interfaces');
  });

  test('sections have their own interfaces and byte order', async () => {
    const index = await indexOf(
      concat(
        section(true),
        face(1),
        packet(frames[0]!, 10n),
        section(false),
        face(101, undefined, false),
        packet(ipv4(tcp({ sequence: L, payload: call(2) })), 20n, { little: false }),
      ),
    );
    expect(index.records).toBe(2);
    expect(index.format).toBe('pcapng, big-endian, 2 sections, 2 interfaces');
  });

  test('simple and old packet blocks', async () => {
    const padded = (bytes: Uint8Array): Uint8Array => concat(bytes, new Uint8Array(-bytes.length & 3));
    const index = await indexOf(
      concat(
        section(),
        face(1),
        block(3, concat(fields(true, [frames[0]!.length, 4]), padded(frames[0]!))),
        block(
          2,
          concat(
            fields(true, [0, 2], [0, 2], [0, 4], [99, 4], [frames[1]!.length, 4], [frames[1]!.length, 4]),
            padded(frames[1]!),
          ),
        ),
      ),
    );
    expect(index.records).toBe(2);
    expect(index.columns.time.get(0)).toBeNaN();
    expect(index.columns.time.get(1)).toBe(0);
  });

  test('comments, dropped packets and secrets are told, other blocks passed over', async () => {
    const dropped = new Uint8Array(8);
    dropped[0] = 12;
    const index = await indexOf(
      concat(
        section(),
        face(1, concat(option(1, text('on the bridge')), option(0, new Uint8Array(0)))),
        block(4, new Uint8Array(40)),
        block(0x0bad, new Uint8Array(400_000)),
        packet(frames[0]!, 5n, { options: option(1, text('the first call')) }),
        block(10, new Uint8Array(16)),
        block(5, concat(fields(true, [0, 4], [0, 4], [0, 4]), option(5, dropped))),
        packet(frames[1]!, 6n),
      ),
    );
    expect(index.records).toBe(2);
    expect(index.notes.map(({ message }) => message)).toEqual([
      'Interface 0 has a comment: on the bridge',
      'Packet 1 has a comment: the first call',
      'The capture carries decryption secrets. They are not used.',
      'The interface dropped 12 packets while interface 0 was captured. Gaps may come from that.',
    ]);
  });

  test('a packet longer than its block is read as far as it goes', async () => {
    const index = await indexOf(
      concat(section(), face(1), packet(frames[0]!, 5n, { captured: 1_000_000 }), packet(frames[1]!, 6n)),
    );
    expect(index.records).toBe(2);
    expect(index.notes[0]!.message).toContain('Packet 1 announces 1,000,000 bytes');
  });

  test('a packet of an interface that is not there is counted', async () => {
    const index = await indexOf(concat(section(), packet(frames[0]!, 5n, { id: 7 })));
    expect(index.frames).toBe(1);
    expect(index.notes.map(({ code }) => code)).toEqual(['damaged-block', 'unknown-link-type', 'no-records']);
  });

  test.each([0, 11, 13, 0xffffffff])(
    'a block length of %i stops the reading, with what was read kept',
    async (length) => {
      const bad = packet(frames[1]!, 6n);
      new DataView(bad.buffer).setUint32(4, length, true);
      const index = await indexOf(concat(section(), face(1), packet(frames[0]!, 5n), bad));
      expect(index.records).toBe(1);
      expect(index.notes[0]!.severity).toBe('error');
    },
  );

  test('a cut at every place keeps what was read', async () => {
    const head = concat(section(), face(1));
    const whole = concat(head, packet(frames[0]!, 5n), packet(frames[1]!, 6n));
    const one = head.length + packet(frames[0]!, 5n).length;
    for (let length = 28; length < whole.length; length++) {
      const index = await indexOf(whole.subarray(0, length));
      expect(index.frames).toBe(length >= one ? 1 : 0);
      const clean = length === 28 || length === head.length || length === one;
      expect(index.notes.some(({ code }) => code === 'cut-packet')).toBe(!clean);
    }
  });
});
