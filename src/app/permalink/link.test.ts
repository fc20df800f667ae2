import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { DecodeAs, Layer, PastedDump } from '../../decoder/api.ts';
import { LAYERS } from '../../decoder/api.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { TEXT_LIMIT } from '../../decoder/filter/parse.ts';
import { crc32 as decodersCrc32 } from '../../decoder/source/crc32.ts';
import { crc32 } from './crc32.ts';
import { packDumps, unpackDumps } from './dumps.ts';
import { type Link, type LinkSource, readLink, writeFragment, writeSource } from './link.ts';
import { MOST_COMPRESSED } from './payload.ts';
import { NOWHERE, type Place, readPlace, writePlace } from './place.ts';

const uint32 = fc.nat({ max: 2 ** 32 - 1 });
const name = fc.string({ unit: 'grapheme', maxLength: 20 });

const dumpsArbitrary: fc.Arbitrary<PastedDump[]> = fc.array(
  fc.record({
    bytes: fc.uint8Array({ maxLength: 200 }),
    src: fc.option(name),
    dst: fc.option(name),
    lines: fc
      .tuple(fc.nat({ max: 100_000 }), fc.nat({ max: 1_000 }))
      .map(([first, more]): [number, number] => [first, first + more]),
  }),
  { maxLength: 20 },
);

const asArbitrary: fc.Arbitrary<DecodeAs> = fc.oneof(
  fc.record({
    kind: fc.constant('type' as const),
    type: fc.stringMatching(/^[a-z_][a-z0-9_<>\][ ]{0,30}$/),
    offset: uint32,
  }),
  fc.record({
    kind: fc.constant('procedure' as const),
    program: uint32,
    version: uint32,
    procedure: uint32,
    reply: fc.boolean(),
    offset: uint32,
  }),
);

const placeArbitrary: fc.Arbitrary<Place> = fc.record({
  row: fc.option(uint32),
  field: fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 })),
  at: fc.option(fc.tuple(uint32, uint32)),
  view: fc.constantFrom('fields' as const, 'words' as const),
  side: fc.constantFrom('record' as const, 'stats' as const, 'sequence' as const),
  both: fc.boolean(),
  as: fc.option(asArbitrary),
  filter: fc.constant(''),
  bookmarks: fc.constant([]),
  layers: fc
    .dictionary(
      fc.nat({ max: 500 }).map(String),
      fc.constantFrom(...LAYERS.filter((layer): layer is Exclude<Layer, 'auto'> => layer !== 'auto')),
      { maxKeys: 5, noNullPrototype: true },
    )
    .map((layers) => ({ ...layers })),
});

async function link(source: LinkSource, place: Place = NOWHERE): Promise<string> {
  return writeFragment((await writeSource(source))!, place);
}

async function opened(fragment: string): Promise<Link> {
  const read = await readLink(fragment);
  if (!read.ok) throw new Error(read.bad?.title ?? 'no link');
  return read.link;
}

async function refused(fragment: string): Promise<string> {
  const read = await readLink(fragment);
  expect(read.ok).toBe(false);
  return read.ok ? '' : (read.bad?.code ?? 'none');
}

const mail: PastedDump[] = [
  { bytes: new Uint8Array(140).map((_, i) => (i * i) % 251), src: 'nodeA', dst: 'nodeB', lines: [3, 20] },
  { bytes: new Uint8Array(288).map((_, i) => (i * 7) % 256), src: 'nodeB', dst: 'nodeA', lines: [30, 60] },
];

describe('round trips', () => {
  test('any dumps and any place come back', async () => {
    await fc.assert(
      fc.asyncProperty(dumpsArbitrary, placeArbitrary, async (dumps, place) => {
        const back = await opened(await link({ kind: 'bytes', dumps }, place));
        expect(back).toEqual({ source: { kind: 'bytes', dumps }, place });
      }),
      { numRuns: 200 },
    );
  });

  test('any file comes back as its fingerprint', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.stringMatching(/^[0-9]{1,12}-[0-9a-f]{16}$/),
        async (fileName, fingerprint) => {
          const source: LinkSource = { kind: 'file', name: fileName, fingerprint, count: 1 };
          expect((await opened(await link(source))).source).toEqual(source);
          const several: LinkSource = { ...source, name: '12 files', count: 12 };
          expect((await opened(await link(several))).source).toEqual(several);
        },
      ),
    );
  });

  test('a sample with a place reads well in the address', async () => {
    const place: Place = { ...NOWHERE, row: 1, field: 'results/program/1/more', at: [72, 4] };
    const fragment = await link({ kind: 'sample', id: 'mail' }, place);
    expect(fragment).toBe('#v1/sample/mail?row=1&field=results/program/1/more&at=72,4');
    expect(await opened(fragment)).toEqual({ source: { kind: 'sample', id: 'mail' }, place });
  });

  test('the longest filter that there can be is in the link whole', async () => {
    const filter = `"${'ä'.repeat(TEXT_LIMIT - 2)}"`;
    const place: Place = { ...NOWHERE, filter };
    expect((await opened(await link({ kind: 'sample', id: 'mail' }, place))).place).toEqual(place);
  });

  test('a fragment that a chat escaped as a whole still opens', async () => {
    const fragment = await link({ kind: 'bytes', dumps: mail }, { ...NOWHERE, row: 1, at: [4, 4] });
    const escaped = `#${encodeURIComponent(fragment.slice(1))}`;
    expect(await opened(escaped)).toEqual(await opened(fragment));
  });

  test('half a character in a name does no harm', async () => {
    const source: LinkSource = {
      kind: 'file',
      name: 'a\ud800b',
      fingerprint: '1-0123456789abcdef',
      count: 1,
    };
    expect((await opened(await link(source))).source).toEqual({ ...source, name: 'a\ufffdb' });
  });

  test('line breaks that a mail program put in are taken out', async () => {
    const fragment = await link({ kind: 'bytes', dumps: mail });
    const wrapped = fragment.replace(/(.{76})/g, '$1\r\n ');
    expect(await opened(wrapped)).toEqual(await opened(fragment));
  });

  test('base64url agrees with the platform', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = toBase64Url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(fromBase64Url(text)).toEqual(bytes);
      }),
    );
  });

  test('the checksum is the usual one', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    fc.assert(fc.property(fc.uint8Array(), (bytes) => crc32(bytes) === decodersCrc32(bytes)));
  });
});

describe('size', () => {
  test('runs of zeros cost next to nothing', async () => {
    const sparse = new Uint8Array(2_000);
    sparse.set([0x80, 0, 7, 0xcc, 1, 2, 3, 4]);
    const fragment = await link({
      kind: 'bytes',
      dumps: [{ bytes: sparse, src: null, dst: null, lines: [1, 125] }],
    });
    expect(fragment.length).toBeLessThan(90);
  });

  test('what would be refused on reading is not written', async () => {
    const noise = new Uint8Array(MOST_COMPRESSED + 4_096);
    for (let at = 0, state = 1; at < noise.length; at++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      noise[at] = state >>> 24;
    }
    const dump = (bytes: Uint8Array): LinkSource => ({
      kind: 'bytes',
      dumps: [{ bytes, src: null, dst: null, lines: [1, 1] }],
    });
    expect(await writeSource(dump(noise))).toBeNull();
    expect(await writeSource(dump(new Uint8Array(1_000_000)))).toBeNull();
  });
});

describe('damage', () => {
  test('a link whose end is missing says how much', async () => {
    const fragment = await link({ kind: 'bytes', dumps: mail });
    const read = await readLink(fragment.slice(0, -2));
    expect(read).toMatchObject({
      ok: false,
      bad: { code: 'cut', title: 'The link is damaged: 2 characters are missing at its end.' },
    });
  });

  test('no single change of the payload opens as something else', async () => {
    const fragment = await link({ kind: 'bytes', dumps: mail });
    const start = fragment.lastIndexOf('/') + 1;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: start, max: fragment.length - 1 }),
        fc.constantFrom(...'ABCxyz019-_'),
        async (at, letter) => {
          fc.pre(fragment[at] !== letter);
          const changed = fragment.slice(0, at) + letter + fragment.slice(at + 1);
          expect(await refused(changed)).toBe('damaged');
        },
      ),
      { numRuns: 300 },
    );
  });

  test('no fragment at all makes the reader throw', async () => {
    const pieces = fc.constantFrom(
      'v1/',
      'bytes/',
      'file/',
      'files/',
      'sample/',
      '?',
      '&',
      '=',
      '%',
      '%zz',
      '12.34',
      '/',
      'row',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' }))), async (parts) => {
        await readLink(`#${parts.join('')}`);
        await readLink(`#v1/bytes/${parts.join('')}`);
      }),
      { numRuns: 500 },
    );
  });

  test('random bytes with a right checksum are no dumps, and do not throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), async (bytes) => {
        unpackDumps(bytes);
        const packed = deflateSync(bytes);
        const text = toBase64Url(packed);
        await readLink(`#v1/bytes/${text.length.toString(36)}.${crc32(packed).toString(36)}/${text}`);
      }),
    );
  });

  test('dumps with something left over are refused', () => {
    const packed = packDumps(mail);
    expect(unpackDumps(packed)).toEqual(mail);
    expect(unpackDumps(Uint8Array.from([...packed, 0]))).toBeNull();
    expect(unpackDumps(packed.subarray(0, -1))).toBeNull();
  });

  test('a bomb is refused before it has inflated', async () => {
    for (const size of [1_000_000, 100_000_000]) {
      const packed = deflateSync(new Uint8Array(size), { level: 9 });
      const text = toBase64Url(packed);
      const fragment = `#v1/bytes/${text.length.toString(36)}.${crc32(packed).toString(36)}/${text}`;
      expect(await refused(fragment)).toBe('large');
    }
  });

  test('an announced length beyond the limit is refused by itself', async () => {
    expect(await refused('#v1/bytes/zzzzz.1/AAAA')).toBe('large');
  });

  test('an unknown version gets its own words', async () => {
    expect(await refused('#v2/sample/mail')).toBe('version');
    expect(await refused('#v0/sample/mail')).toBe('version');
  });

  test('no link is the start page, and a foreign anchor is named', async () => {
    expect(await refused('')).toBe('none');
    expect(await refused('#')).toBe('none');
    expect(await refused('#section-2')).toBe('unknown');
    expect(await refused('#v1/elsewhere/x')).toBe('unknown');
    expect(await refused('#v1/sample/../../etc')).toBe('unknown');
  });
});

describe('the place is tolerant, part by part', () => {
  test('what does not read is left out and the rest holds', () => {
    const place = readPlace(
      'row=x&field=a/b&at=1&view=upside-down&half=both&as=type:@&layers=0:tcp,1:nonsense,x:ip',
    );
    expect(place).toEqual({ ...NOWHERE, field: 'a/b', both: true, layers: { 0: 'tcp' } });
  });

  test('numbers beyond 32 bits are left out', () => {
    expect(readPlace('row=4294967296&at=0,99999999999')).toEqual(NOWHERE);
  });

  test('nothing to say is nothing', () => {
    expect(writePlace(NOWHERE)).toBe('');
    expect(readPlace('')).toEqual(NOWHERE);
  });
});
