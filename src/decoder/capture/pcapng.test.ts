import { describe, expect, test } from 'vitest';
import { indexOf } from '../../../test/support/index-of.ts';
import { block, call, concat, fields, frame, ipv4, noise, tcp } from '../../../test/support/packets.ts';

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

const GIGA = 1_000_000_000n;
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

  // What is right is the tick's nanosecond, whenever the interface's first packet came.
  test.each([10, 20, 30, 32, 33])('ticks of 2^-%i s are whole nanoseconds, cut off', async (exponent) => {
    const times = [0n, 43_000n, 10_458_984_375n, 999_999_999n, 86_400_000_000_001n];
    const ticks = times.map((time) => ((1_700_000_000_123_456_789n + time) << BigInt(exponent)) / GIGA);
    const index = await indexOf(
      concat(
        section(),
        face(1, option(9, Uint8Array.of(0x80 | exponent))),
        ...ticks.map((tick, i) => packet(frame({ sequence: i * L, payload: call(i + 1) }), tick)),
      ),
    );
    const exact = ticks.map((tick) => (tick * GIGA) >> BigInt(exponent));
    expect(index.baseTime).toBe(exact[0]);
    expect(exact.map((_, i) => index.columns.time.get(i))).toEqual(
      exact.map((time) => Number(time - exact[0]!)),
    );
  });

  test('ticks shorter than a nanosecond', async () => {
    const offset = new Uint8Array(8);
    new DataView(offset.buffer).setBigInt64(0, 1_700_000_000n, true);
    const ticks = [245_356_000_999n, 245_399_001_000n, 3_245_399_000_999n];
    const index = await indexOf(
      concat(
        section(),
        face(1, concat(option(9, Uint8Array.of(12)), option(14, offset))),
        ...ticks.map((tick, i) => packet(frames[i]!, tick)),
      ),
    );
    expect(index.baseTime).toBe(1_700_000_000_245_356_000n);
    expect([0, 1, 2].map((row) => index.columns.time.get(row))).toEqual([0, 43_001, 3_000_043_000]);
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

  const count = (value: number): Uint8Array => {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
    return bytes;
  };
  const end = option(0, nothing);
  const statistics = (id: number, byInterface: number, bySystem: number): Uint8Array =>
    block(
      5,
      concat(
        fields(true, [id, 4], [0, 4], [0, 4]),
        option(4, count(1000)),
        option(5, count(byInterface)),
        option(7, count(bySystem)),
        end,
      ),
    );
  const messages = async (...blocks: readonly Uint8Array[]): Promise<string[]> =>
    (await indexOf(concat(section(), face(1), ...blocks, packet(frames[0]!, 5n)))).notes.map(
      ({ message }) => message,
    );

  test('comments of all blocks are told, as texts that steer nobody', async () => {
    const comment = (value: string): Uint8Array => concat(option(1, text(value)), end);
    const index = await indexOf(
      concat(
        block(
          SECTION,
          concat(
            fields(true, [0x1a2b3c4d, 4], [1, 2], [0, 2], [0xffffffff, 4], [0xffffffff, 4]),
            comment('a\u202eb\u001b[31m'),
          ),
        ),
        face(1, comment('on the bridge')),
        packet(frames[0]!, 5n, { options: concat(option(1, text('one')), comment('two\nlines')) }),
        block(5, concat(fields(true, [0, 4], [0, 4], [0, 4]), comment('at the end'))),
        packet(frames[1]!, 5n, { options: comment('x'.repeat(600)) }),
      ),
    );
    expect(index.records).toBe(2);
    expect(index.notes.map(({ message }) => message)).toEqual([
      'The capture has a comment: a\\u202eb\\u001b[31m',
      'Interface 0 has a comment: on the bridge',
      'Packet 1 has a comment: one',
      'Packet 1 has a comment: two\\nlines',
      'The statistics of interface 0 has a comment: at the end',
      `Packet 2 has a comment: ${'x'.repeat(500)}…`,
    ]);
  });

  test('dropped packets are told, of each interface its last count, and between packets', async () => {
    expect(
      await messages(
        statistics(0, 1, 0),
        statistics(0, 12, 3),
        statistics(1, 0, 0),
        section(),
        statistics(0, 1, 0),
        face(1),
      ),
    ).toEqual([
      'The interface dropped 12 packets while interface 0 was captured. Gaps may come from that.',
      'The system dropped 3 packets while interface 0 was captured. Gaps may come from that.',
      'The interface dropped 1 packet while interface 0 was captured. Gaps may come from that.',
    ]);
    const lost = concat(option(4, count(5)), end);
    const old = block(2, concat(fields(true, [0, 2], [2, 2], [0, 4], [99, 4], [0, 4], [0, 4])));
    expect(await messages(packet(noise(20), 1n, { options: lost }), old)).toContain(
      '7 packets were dropped between those that are here. Gaps may come from that.',
    );
  });

  test.each([
    [0x544c534b, 'a TLS key log'],
    [0x57474b4c, 'a WireGuard key log'],
    [0x5353484b, 'an SSH key log'],
    [0x5a4e574b, 'a ZigBee network key'],
    [0x01020304, 'secrets of type 0x01020304'],
  ])('secrets stay in the file and are named: 0x%s', async (kind, name) => {
    const secret = text('CLIENT_RANDOM 0011223344556677 8899aabbccddeeff\n');
    for (const size of [1, 20_000]) {
      const bytes = concat(...Array.from({ length: size }, () => secret));
      const head = concat(section(), face(1));
      const index = await indexOf(
        concat(
          head,
          block(10, concat(fields(true, [kind, 4], [bytes.length, 4]), bytes)),
          packet(frames[0]!, 5n),
        ),
      );
      expect(index.records).toBe(1);
      const length = size === 1 ? '48' : '960,000';
      expect(index.notes).toEqual([
        {
          severity: 'info',
          code: 'secrets',
          message: `The capture carries ${name} of ${length} bytes. It stays in the file: it is not used, not shown, and in no link.`,
          at: head.length + 16,
          row: -1,
        },
      ]);
    }
  });

  test('names of addresses are told', async () => {
    const name = (type: number, address: readonly number[], value: string): Uint8Array =>
      option(type, concat(Uint8Array.from(address), text(value)));
    const v6 = [0xfd, 0x77, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    const list = block(
      4,
      concat(
        name(1, [10, 0, 0, 1], 'gl1.example\0gl1\0'),
        name(2, v6, 'gl2\0'),
        name(2, [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 'odd\u202e'),
        name(9, [1, 2, 3], 'what'),
        end,
        option(1, text('by hand')),
      ),
    );
    expect(await messages(list)).toEqual([
      'The list of names has a comment: by hand',
      'The capture names 3 addresses: 10.0.0.1 is gl1.example, fd77::1 is gl2, 0:1:: is odd\\u202e.',
    ]);
    const many = Array.from({ length: 100 }, (_, i) => name(1, [10, 0, 0, i], `n${i}\0`));
    expect((await messages(block(4, concat(...many))))[0]).toContain('10.0.0.19 is n19, and 80 more.');
    const cut = block(4, concat(fields(true, [1, 2], [200, 2]), noise(8)));
    expect((await messages(cut))[0]).toBe('A record of names goes beyond its block.');
  });

  test('blocks that nobody here reads are passed over by their length, and counted', async () => {
    const custom = block(0x40000bad, concat(fields(true, [32473, 4]), noise(20)));
    expect(
      await messages(
        custom,
        block(0x0bad, noise(400_000)),
        block(9, noise(600)),
        block(9, noise(300_000)),
        block(0x80000001, noise(8)),
        block(0x80000001, nothing),
        block(4, noise(3_000_000)),
        block(10, noise(4)),
      ),
    ).toEqual([
      'Blocks that are not read: 2 of a tool’s own, 2 of systemd’s journal, 2 of type 0x80000001, 1 of type 0x4, 1 of type 0xa.',
    ]);
    const types = Array.from({ length: 40 }, (_, i) => block(0x1000 + i, nothing));
    expect((await messages(...types))[0]).toMatch(/, 24 of other types\.$/);
  });

  test('a section of another version is told', async () => {
    const other = section();
    new DataView(other.buffer).setUint16(12, 7, true);
    expect(await messages(other, face(1))).toEqual([
      'A section is of pcapng version 7. It is read as version 1.',
    ]);
  });

  test('more interfaces than any tool describes are not kept', async () => {
    const index = await indexOf(
      concat(
        section(),
        ...Array.from({ length: 65_540 }, () => face(1)),
        packet(frames[0]!, 5n, { id: 65_535 }),
      ),
    );
    expect(index.records).toBe(1);
    expect(index.notes.map(({ message }) => message)).toEqual(['Blocks that are not read: 4 of type 0x1.']);
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

  describe('damage', () => {
    const one = packet(frames[0]!, 5n);
    const bad = packet(frames[1]!, 6n);
    const two = packet(frames[2]!, 7n);
    const damaged = (at: number, value: number): Uint8Array => {
      const bytes = bad.slice();
      new DataView(bytes.buffer).setUint32(at, value, true);
      return bytes;
    };
    const opened = (...blocks: readonly Uint8Array[]) => indexOf(concat(section(), face(1), ...blocks));
    const head = section().length + face(1).length + one.length;

    test.each<[string, Uint8Array]>([
      ['a length of 0', damaged(4, 0)],
      ['an odd length', damaged(4, bad.length + 1)],
      ['a length beyond all packets', damaged(4, 0xfffffffc)],
      ['a length beyond the file', damaged(4, 16_000_000)],
      ['a length that is too short', damaged(4, bad.length - 4)],
      ['a length that is too long', damaged(4, bad.length + 4)],
      ['another type, and a length beyond all blocks', concat(noise(4), damaged(4, 0xfffffff0).subarray(4))],
      ['bytes that are no block', noise(1001)],
      ['much that is no block', noise(3_000_001)],
      ['a section without byte order', concat(fields(true, [SECTION, 4], [28, 4]), noise(20))],
    ])('is passed over up to the next block that holds: %s', async (_name, bytes) => {
      const index = await opened(one, bytes, two);
      expect(index.records).toBe(2);
      expect(index.columns.xid.get(index.rows - 1)).toBe(3);
      const [note] = index.notes;
      expect(note).toMatchObject({ severity: 'error', at: head });
      expect(note!.message).toMatch(
        /^After packet 1 .*\. Read as damage at 0x[0-9a-f]+; [\d,]+ bytes are passed over/,
      );
    });

    test('is passed over into a section of another byte order', async () => {
      const index = await opened(
        one,
        noise(77),
        section(false),
        face(1, nothing, false),
        packet(frames[2]!, 7n, { little: false }),
      );
      expect(index.records).toBe(2);
      expect(index.format).toContain('2 sections');
    });

    test('of the second length alone loses nothing, and is told', async () => {
      for (const rest of [[two], []]) {
        const index = await opened(one, damaged(bad.length - 4, bad.length + 8), ...rest);
        expect(index.records).toBe(2 + rest.length);
        expect(index.notes).toEqual([
          {
            severity: 'warning',
            code: 'damaged-block',
            message: `A block of ${bad.length} bytes says at its end that it has ${bad.length + 8}.`,
            at: head + bad.length - 4,
            row: -1,
          },
        ]);
      }
    });

    test('of an option is told, and the packet read', async () => {
      const options = concat(option(1, text('good')), fields(true, [1, 2], [60_000, 2]), noise(4));
      const index = await opened(packet(frames[0]!, 5n, { options }), packet(frames[1]!, 6n));
      expect(index.records).toBe(2);
      expect(index.notes.map(({ message }) => message)).toEqual([
        'Packet 1 has a comment: good',
        'Packet 1 has an option of 60,000 bytes; its block has 4 for it.',
      ]);
    });

    test('that looks like blocks everywhere takes time in proportion to its length', async () => {
      // Each word may begin a block that reaches half a megabyte beyond.
      const pattern = new Uint32Array(1_500_000).fill(1);
      for (let i = 1; i < pattern.length; i += 2) pattern[i] = 512 * 1024 - 4;
      const index = await opened(one, damaged(4, 0), new Uint8Array(pattern.buffer), noise(3), two);
      expect(index.records).toBe(2);
    }, 10_000);
  });

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
