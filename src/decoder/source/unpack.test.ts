import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, noise } from '../../../test/support/packets.ts';
import { zstdFrame, zstdSkipped, plainOf, type ZstdBlock } from '../../../test/support/zstd.ts';
import { memorySource, type ByteSource } from './bytes.ts';
import { crc32 } from './crc32.ts';
import { FREE, packingOf, unpack, type Packing, type UnpackedSource, type UnpackOptions } from './unpack.ts';

const captures = new URL('../../../test/captures/', import.meta.url);
const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, captures)));
const packed = (bytes: Uint8Array): Uint8Array => new Uint8Array(gzipSync(bytes));
const probe = new Uint8Array(gunzipSync(fixture('01-peer-probe-and-pool.pcap.gz')));
const zeros = (times: number): ZstdBlock => ({ bytes: Uint8Array.of(0), times });

async function all(source: ByteSource): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let at = 0; ;) {
    const part = await source.read(at, 1_000_000);
    if (part.length === 0) return concat(...parts);
    parts.push(part);
    at += part.length;
  }
}

async function unpacked(
  bytes: Uint8Array,
  packing: Packing,
  options: UnpackOptions = {},
): Promise<{ bytes: Uint8Array; trouble: string | null; source: UnpackedSource }> {
  const source = await unpack(memorySource(bytes), packing, options);
  const plain = await all(source);
  expect(source.size).toBe(plain.length);
  return { bytes: plain, trouble: source.trouble?.kind ?? null, source };
}

describe('gzip', () => {
  test('gives back what was packed, in one member or several', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 3000 }), { minLength: 1, maxLength: 4 }),
        async (parts) => {
          const { bytes, trouble } = await unpacked(concat(...parts.map(packed)), 'gzip');
          expect(trouble).toBeNull();
          expect(bytes).toEqual(concat(...parts));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('over many pieces', async () => {
    const whole = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * i) >>> 7);
    const { bytes, trouble } = await unpacked(packed(whole), 'gzip');
    expect(trouble).toBeNull();
    expect(Buffer.compare(bytes, whole)).toBe(0);
  });

  test('cut anywhere: what was there is kept', async () => {
    const whole = packed(probe);
    for (let length = 1; length < whole.length; length += 97) {
      const { bytes, trouble } = await unpacked(whole.subarray(0, length), 'gzip');
      expect(trouble).toBe('cut');
      expect(Buffer.compare(bytes, probe.subarray(0, bytes.length))).toBe(0);
      if (length > whole.length / 2) expect(bytes.length).toBeGreaterThan(probe.length / 4);
    }
  });

  test('a wrong checksum is damage, in the last member and in one before it', async () => {
    for (const members of [1, 2]) {
      const wrong = packed(probe);
      wrong[wrong.length - 8]! ^= 1;
      const { bytes, trouble } = await unpacked(members === 1 ? wrong : concat(wrong, packed(probe)), 'gzip');
      expect(trouble).toBe('damaged');
      expect(Buffer.compare(bytes, probe)).toBe(0);
    }
  });

  test('bytes behind the last member are told and not read', async () => {
    const { bytes, trouble } = await unpacked(concat(packed(probe), noise(600)), 'gzip');
    expect(trouble).toBe('trailing');
    expect(Buffer.compare(bytes, probe)).toBe(0);
  });

  test('a header that does not end holds no more than a mebibyte', async () => {
    const name = concat(
      Uint8Array.of(0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3),
      new Uint8Array(5_000_000).fill(65),
    );
    const { trouble, source } = await unpacked(name, 'gzip');
    expect(trouble).toBe('damaged');
    expect(source.packedDone).toBeLessThan(1_200_000);
  });
});

describe('zstd', () => {
  test('gives back what was packed, in frames of any kind, with frames to be skipped between them', async () => {
    const block = fc.oneof(
      fc.uint8Array({ maxLength: 400 }).map((bytes): ZstdBlock => ({ bytes })),
      fc.tuple(fc.nat(255), fc.nat(131072)).map(([byte, times]) => ({ bytes: Uint8Array.of(byte), times })),
    );
    const frame = fc.tuple(fc.array(block, { maxLength: 5 }), fc.boolean(), fc.boolean(), fc.nat(30));
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 4 }), async (frames) => {
        const parts = frames.map(([blocks, checksum, single, skipped]) => {
          const content = plainOf(blocks).length;
          // A block is no longer than the window, which is the content where that is told.
          const one = zstdFrame(blocks, single ? { checksum, content } : { checksum });
          return skipped > 20 ? one : concat(zstdSkipped(noise(skipped * 1000), skipped & 15), one);
        });
        const { bytes, trouble } = await unpacked(concat(...parts), 'zstd');
        expect(trouble).toBeNull();
        const wanted = concat(...frames.map(([blocks]) => plainOf(blocks)));
        expect(Buffer.compare(bytes, wanted)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['01-peer-probe-and-pool.pcap.zst', 43_524, crc32(probe)],
    ['01-several-frames.pcap.zst', 43_524, crc32(probe)],
    ['blocks.zst', 807_000, 0x34ec1671],
  ])('%s, as zstd itself packs', async (name, length, sum) => {
    const { bytes, trouble } = await unpacked(fixture(`packed/${name}`), 'zstd');
    expect([trouble, bytes.length, crc32(bytes)]).toEqual([null, length, sum]);
  });

  test('cut anywhere: what was there is kept', async () => {
    const whole = fixture('packed/01-several-frames.pcap.zst');
    const ends: string[] = [];
    for (let length = 1; length < whole.length; length += 61) {
      const { bytes, trouble } = await unpacked(whole.subarray(0, length), 'zstd');
      // Between two frames a file may end.
      if (trouble === null) ends.push('whole');
      else expect(['cut', 'trailing']).toContain(trouble);
      expect(Buffer.compare(bytes, probe.subarray(0, bytes.length))).toBe(0);
    }
    expect(ends.length).toBeLessThan(3);
  });

  test('a wrong checksum is damage, and so is a content length that is not met', async () => {
    const wrong = fixture('packed/01-peer-probe-and-pool.pcap.zst');
    wrong[wrong.length - 1]! ^= 1;
    expect(await unpacked(wrong, 'zstd')).toMatchObject({ trouble: 'damaged', bytes: probe });
    const short = zstdFrame([{ bytes: noise(100) }], { content: 101 });
    expect((await unpacked(short, 'zstd')).trouble).toBe('damaged');
  });

  test('bytes behind the last frame are told and not read', async () => {
    const one = zstdFrame([{ bytes: noise(100) }]);
    for (const more of [2, 4, 100])
      expect(await unpacked(concat(one, noise(more)), 'zstd')).toMatchObject({
        trouble: 'trailing',
        bytes: noise(100),
      });
  });

  test('a dictionary, and a window that would take much memory, are told', async () => {
    const dictionary = await unpacked(zstdFrame([{ bytes: noise(9) }], { dictionary: 7 }), 'zstd');
    expect(dictionary.source.trouble).toEqual({
      kind: 'unsupported',
      why: 'it was packed with a dictionary',
    });
    for (const window of [28, 41])
      expect((await unpacked(zstdFrame([{ bytes: noise(9) }], { window }), 'zstd')).trouble).toBe(
        'unsupported',
      );
    const long = zstdFrame([{ bytes: noise(9) }], { content: 0xfffffff0 });
    expect((await unpacked(long, 'zstd')).trouble).toBe('unsupported');
  });

  test('a block longer than any may be, and one of a type that there is not, are damage', async () => {
    const long = zstdFrame([zeros(131073)]);
    const odd = zstdFrame([{ bytes: noise(50) }]);
    odd[6]! |= 6;
    for (const bytes of [long, odd]) expect((await unpacked(bytes, 'zstd')).trouble).toBe('damaged');
  });
});

describe('limits', () => {
  /** Counts what it is given and keeps nothing. */
  function counting() {
    return {
      size: 0,
      append(bytes: Uint8Array) {
        this.size += bytes.length;
      },
      readInto: () => Promise.resolve(0),
      close: () => undefined,
    };
  }

  test('a bomb is stopped', async () => {
    const frame = zstdFrame(
      Array.from({ length: 1000 }, () => zeros(131072)),
      { checksum: false },
    );
    const bytes = concat(...Array.from({ length: 20 }, () => frame));
    const source = await unpack(memorySource(bytes), 'zstd', { store: counting });
    await source.read(4e9, 1);
    expect(source.trouble?.kind).toBe('too-large');
    expect(source.size).toBeLessThanOrEqual(FREE);
  });

  test('nothing is unpacked that is not asked for', async () => {
    const whole = noise(5_000_000);
    for (const [packing, bytes] of [
      ['gzip', packed(whole)],
      [
        'zstd',
        zstdFrame(Array.from({ length: 50 }, (_, i) => ({ bytes: whole.subarray(i * 1e5, (i + 1) * 1e5) }))),
      ],
    ] as const) {
      const source = await unpack(memorySource(bytes), packing);
      expect(source.size).toBe(Infinity);
      expect(await source.read(1000, 1000)).toEqual(whole.subarray(1000, 2000));
      expect(source.done).toBeLessThan(300_000);
      // What was read can be read again, from several places at once.
      const [far, near] = await Promise.all([source.read(4_000_000, 10), source.read(5, 10)]);
      expect([far, near]).toEqual([whole.subarray(4_000_000, 4_000_010), whole.subarray(5, 15)]);
      expect(source.size).toBe(Infinity);
    }
  });

  test('cancelled or closed, it stops where it is', async () => {
    const whole = packed(noise(8_000_000));
    /** Something happens when a part of it was read. */
    const interrupted = (then: () => void): ByteSource => ({
      size: whole.length,
      read(offset, length) {
        if (offset > 4_000_000) setTimeout(then, 0);
        return new Promise((resolve) => setTimeout(() => resolve(whole.slice(offset, offset + length)), 1));
      },
    });
    const controller = new AbortController();
    const { signal } = controller;
    const stopped = await unpack(
      interrupted(() => controller.abort()),
      'gzip',
      { signal },
    );
    expect(await stopped.read(7_999_999, 1)).toHaveLength(0);
    expect(stopped.trouble?.kind).toBe('cancelled');
    expect(stopped.done).toBeLessThan(7_000_000);
    expect((await stopped.read(0, 10)).length).toBe(10);

    const closed: UnpackedSource = await unpack(
      interrupted(() => closed.close()),
      'gzip',
    );
    expect(await closed.read(7_999_999, 1)).toHaveLength(0);
    expect(closed.size).toBe(0);
  });

  test('a file that cannot be read says so, and is read on when it can', async () => {
    const whole = packed(noise(3_000_000));
    let broken = false;
    const source = await unpack(
      {
        size: whole.length,
        read: (offset, length) =>
          broken ? Promise.reject(new Error('gone')) : Promise.resolve(whole.slice(offset, offset + length)),
      },
      'gzip',
    );
    expect(await source.read(0, 10)).toEqual(noise(3_000_000).subarray(0, 10));
    broken = true;
    await expect(source.read(2_999_990, 10)).rejects.toThrow('gone');
    broken = false;
    expect(await source.read(2_999_990, 10)).toEqual(noise(3_000_000).subarray(-10));
    expect(await source.read(3_000_000, 1)).toHaveLength(0);
    expect(source.trouble).toBeNull();
  });

  test('no room: what was kept is read', async () => {
    const kept = { ...counting(), append: () => Promise.reject(new Error('ENOSPC')) };
    const source = await unpack(memorySource(packed(noise(100))), 'gzip', { store: () => kept });
    expect(await source.read(0, 10)).toHaveLength(0);
    expect(source.trouble).toEqual({ kind: 'no-room', why: 'ENOSPC' });
  });
});

describe('damaged files', () => {
  const whole: readonly (readonly [string, Packing, Uint8Array, Uint8Array])[] = [
    ['gzip', 'gzip', packed(probe), probe],
    ['gzip of several members', 'gzip', concat(packed(probe), packed(probe)), concat(probe, probe)],
    ['zstd', 'zstd', fixture('packed/01-peer-probe-and-pool.pcap.zst'), probe],
    ['zstd of several frames', 'zstd', fixture('packed/01-several-frames.pcap.zst'), probe],
    ['zstd of all kinds of blocks', 'zstd', fixture('packed/blocks.zst'), new Uint8Array(0)],
  ];

  test.each(whole)(
    '%s: mutated and cut, never throws and stays within limits',
    async (_, packing, bytes, plain) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
          fc.option(fc.nat(bytes.length)),
          async (changes, length) => {
            const bad = bytes.slice();
            for (const [at, value] of changes) bad[at] = value;
            const cut = length === null ? bad : bad.subarray(0, length);
            const found = await unpacked(cut, packing);
            expect(found.bytes.length).toBeLessThan(64 * 1024 * 1024);
            // All of these have checksums, but for one frame: what passes is right, but for what no sum covers.
            const checked = plain.length > 0 && !_.includes('frames');
            if (found.trouble === null && checked && found.bytes.length === plain.length)
              expect(Buffer.compare(found.bytes, plain)).toBe(0);
          },
        ),
        { numRuns: 150 },
      );
    },
  );

  test('noise behind a magic number', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const gzip = await unpacked(concat(Uint8Array.of(0x1f, 0x8b, 8), bytes), 'gzip');
        const zstd = await unpacked(concat(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd), bytes), 'zstd');
        for (const { bytes: made } of [gzip, zstd]) expect(made.length).toBeLessThan(64 * 1024 * 1024);
      }),
      { numRuns: 300 },
    );
  });
});

test('packed files are told from others', () => {
  expect(packingOf(packed(noise(3)))).toBe('gzip');
  expect(packingOf(zstdFrame([]))).toBe('zstd');
  expect(packingOf(zstdSkipped(noise(3), 15))).toBe('zstd');
  for (const other of [noise(20), new Uint8Array(0), probe]) expect(packingOf(other)).toBeNull();
});
