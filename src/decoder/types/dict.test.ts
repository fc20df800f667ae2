import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { protocol } from '../programs/protocol.ts';
import { label } from '../xdr/describe.ts';
import { KINDS, Kind } from '../xdr/descriptor.ts';
import { display } from '../xdr/display.ts';
import { wholeMessage } from '../xdr/message.ts';
import { NodeFlag, TreeBuilder } from '../xdr/tree.ts';
import { NodeView } from '../xdr/view.ts';
import { walk } from '../xdr/walk.ts';
import { looksLikeDict, looksLikeDictTail } from './dict-guess.ts';
import { registry } from './index.ts';
import { fromHex } from './test-view.ts';
import { dict, tiles, walker } from './test-walk.ts';

const { lines, shown, taken } = walker(protocol);

const COUNT_0 = '00000001 00000005 00000002 636f756e7400 3000';
/** SETVOLUME of 3.2.5, as it stands in a capture: the count and two lengths before it are not there */
const TAIL =
  '766f6c66696c652d636865636b73756d 0030000000000b00000009766f6c6669' +
  '6c652d6b6579002f766f6c5f646874000000000e00000006636c69656e742d76' +
  '657273696f6e00332e322e35000000000c0000004770726f636573732d757569' +
  '64006e6f6465312e7373612e6578616d706c652e6e65742d323130332d323031' +
  '322f30312f30372d31353a33333a33323a3833353333302d766f6c5f6468742d' +
  '636c69656e742d31000000000c00000008666f70732d76657273696f6e003132' +
  '3938343337000000000e000000077472616e73706f72742d7479706500736f63' +
  '6b657400000000100000001272656d6f74652d737562766f6c756d65002f6578' +
  '706f72742f627269636b5f6468740000' +
  '00000b0000000672656d6f74652d686f7374006e6f64653200000000';

describe('the old dictionary', () => {
  it('is taken apart into count, lengths, key, NUL and value', () => {
    expect(shown('gf_dict_body', COUNT_0)).toEqual([
      '0+20 bytes: 1 pair',
      '  0+4 count: 1',
      '  4+16 count: “0”',
      '    4+4 key length: 5',
      '    8+4 value length: 2',
      '    12+5 key: “count”',
      '    17+1 NUL: ends the key',
      '    18+2 value: “0\\0”',
    ]);
  });

  it('may be empty', () => {
    expect(shown('gf_dict_body', '00000000')).toEqual(['0+4 bytes: empty', '  0+4 count: 0']);
  });

  it('opens what stands in a value by its key', () => {
    const hex =
      '00000003' +
      '00000011 0000000c 747275737465642e6166722e6469727479 00 000000010000000000000002' +
      '00000015 00000010 747275737465642e676c757374657266732e646874 00 00000001000000000000000 07ffffffe' +
      '00000008 00000010 676669642d726571 00 19f191270fc54bc9b599b426edb8e2c4';
    expect(shown('gf_dict_body', hex).map((line) => line.trim())).toEqual([
      expect.stringContaining('3 pairs'),
      expect.stringContaining('count: 3'),
      expect.stringContaining('trusted.afr.dirty: data 1, metadata 0, entry 2'),
      expect.stringContaining('key length: 17'),
      expect.stringContaining('value length: 12'),
      expect.stringContaining('key: “trusted.afr.dirty”'),
      expect.stringContaining('NUL'),
      expect.stringContaining('value: data 1, metadata 0, entry 2'),
      expect.stringContaining('data: 1'),
      expect.stringContaining('metadata: 0'),
      expect.stringContaining('entry: 2'),
      expect.stringContaining('trusted.glusterfs.dht: 0x00000000 to 0x7ffffffe'),
      expect.stringContaining('key length: 21'),
      expect.stringContaining('value length: 16'),
      expect.stringContaining('key: “trusted.glusterfs.dht”'),
      expect.stringContaining('NUL'),
      expect.stringContaining('value: 0x00000000 to 0x7ffffffe'),
      expect.stringContaining('commit hash: 0x00000001'),
      expect.stringContaining('type: DHT_HASH_TYPE_DM (0)'),
      expect.stringContaining('start: 0x00000000'),
      expect.stringContaining('stop: 0x7ffffffe'),
      expect.stringContaining('gfid-req: 19f19127-0fc5-4bc9-b599-b426edb8e2c4'),
      expect.stringContaining('key length: 8'),
      expect.stringContaining('value length: 16'),
      expect.stringContaining('key: “gfid-req”'),
      expect.stringContaining('NUL'),
      expect.stringContaining('value: 19f19127-0fc5-4bc9-b599-b426edb8e2c4'),
    ]);
  });

  it('shows a dictionary inside a dictionary', () => {
    const inner = dict([['<POSIX(/bricks/rep3new):gl3', fromHex('31343031383438343639343539313200')]]);
    const message = wholeMessage(dict([['trusted.glusterfs.lockinfo', inner]]));
    const text = lines(taken('gf_dict_body', message), message);
    expect(text).toContain('  4+91 trusted.glusterfs.lockinfo: 1 pair');
    expect(text).toContain('      43+52 <POSIX(/bricks/rep3new):gl3: “140184846945912”');
  });

  it('does not go deeper than people nest', () => {
    let bytes = dict([['a', fromHex('6200')]]);
    for (let level = 0; level < 200; level++) bytes = dict([['trusted.glusterfs.lockinfo', bytes]]);
    const builder = taken('gf_dict_body', wholeMessage(bytes));
    expect(tiles(builder, 0, bytes.length)).toBe(true);
    expect(builder.count).toBeLessThan(300);
  });

  it('marks passwords as secret and nothing else', () => {
    const hex = '00000002 00000008 00000003 70617373776f7264 00 616200 00000001 00000002 61 00 6200';
    const builder = taken('gf_dict_body', wholeMessage(fromHex(hex)));
    const secret: number[] = [];
    for (let node = 0; node < builder.count; node++) {
      if (builder.flags[node]! & NodeFlag.secret) secret.push(builder.start[node]!);
    }
    expect(secret).toEqual([21]);
  });

  it('notes lengths that overrun, and leaves the rest undecoded', () => {
    const key = taken('gf_dict_body', wholeMessage(fromHex('00000001 00ffffff 00000002 6162')));
    expect(key.notes.map((note) => note.code)).toContain('dict-key-length');
    const value = taken('gf_dict_body', wholeMessage(fromHex('00000001 00000001 7fffffff 61 00 6162')));
    expect(value.notes.map((note) => note.code)).toContain('dict-value-length');
    const negative = taken('gf_dict_body', wholeMessage(fromHex('00000001 00000001 ffffffff 61 00 6162')));
    expect(negative.notes.map((note) => note.code)).toContain('dict-value-length');
    const fewer = taken('gf_dict_body', wholeMessage(fromHex('00000002 00000001 00000002 61 00 6200')));
    expect(fewer.notes.map((note) => note.code)).toContain('dict-count');
    const more = taken('gf_dict_body', wholeMessage(fromHex('00000001 00000001 00000002 61 00 6200 0102')));
    expect(more.notes.map((note) => note.code)).toContain('dict-rest');
    for (const [builder, end] of [
      [key, 14],
      [value, 16],
      [negative, 16],
      [fewer, 16],
      [more, 18],
    ] as const) {
      expect(tiles(builder, 0, end)).toBe(true);
    }
  });
});

describe('a dictionary that begins inside', () => {
  const bytes = fromHex(TAIL);

  it('is found by its whole entries', () => {
    expect(looksLikeDictTail(bytes)).toEqual({ pairs: 7, padding: 3, nul: 16, firstEnd: 19 });
    expect(looksLikeDict(bytes)).toBeNull();
  });

  it('gives one entry without lengths, seven whole ones and the padding', () => {
    const message = wholeMessage(bytes);
    const all = lines(taken('gf_dict_tail', message), message);
    expect(all.filter((line) => /^ {2}\S/.test(line))).toEqual([
      '  0+19 volfile-checksum: “0”',
      '  19+29 volfile-key: “/vol_dht”',
      '  48+29 client-version: “3.2.5”',
      '  77+92 process-uuid: “node1.ssa.example.net-2103-2012/01/07-15:33:32:835330-vol_dht-client-1”',
      '  169+29 fops-version: “1298437”',
      '  198+30 transport-type: “socket”',
      '  228+43 remote-subvolume: “/export/brick_dht”',
      '  271+26 remote-host: “node2”',
      '  297+3 padding: 3 zero bytes',
    ]);
    expect(all.slice(1, 5)).toEqual([
      '  0+19 volfile-checksum: “0”',
      '    0+16 key: “volfile-checksum”',
      '    16+1 NUL: ends the key',
      '    17+2 value: “0\\0”',
    ]);
  });

  it('is not seen in noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        expect(looksLikeDict(noise)).toBeNull();
        expect(looksLikeDictTail(noise)).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });
});

describe('whatever the bytes are', () => {
  const start = fromHex(COUNT_0);
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    // a dictionary with some bytes changed and the end cut
    fc
      .tuple(
        fc.constantFrom(start, fromHex(TAIL), fromHex(TAIL).subarray(19)),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
        fc.nat(300),
      )
      .map(([base, changes, cut]) => {
        const out = Uint8Array.from(base.subarray(0, cut));
        for (const [at, byte] of changes) if (out.length > 0) out[at % out.length] = byte;
        return out;
      }),
  );

  it('every container tiles them exactly and never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...registry.codecs.keys()), bytes, (name, data) => {
        const builder = taken(name, wholeMessage(data));
        expect(data.length === 0 || tiles(builder, 0, data.length)).toBe(true);
        expect(builder.notes.filter((note) => note.code === 'codec-failed')).toEqual([]);
        for (let node = 0; node < builder.count; node++) {
          const view = new NodeView(protocol.table, builder, data, node);
          expect(typeof display(view, registry)).toBe('string');
          expect(typeof label(view, registry)).toBe('string');
          registry.meanings.get(view.field.type.meaning ?? '')?.derived?.(view);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('holes are tiled too, and values over them are null', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('gf_dict_body', 'gf_dict_tail'),
        bytes,
        fc.nat(200),
        fc.nat(60),
        fc.nat(40),
        (name, data, from, size, behind) => {
          const length = data.length + behind;
          const to = Math.min(from + size, data.length);
          const bytesWithHole = Uint8Array.from(data);
          const holes: [number, number][] = [];
          if (from < to) {
            bytesWithHole.fill(0, from, to);
            holes.push([from, to]);
          }
          if (behind > 0) holes.push([data.length, length]);
          const builder = taken(name, { bytes: bytesWithHole, length, holes });
          expect(length === 0 || tiles(builder, 0, length)).toBe(true);
          for (let node = 0; node < builder.count; node++) {
            if (builder.end[node] !== node + 1) continue;
            const overlaps = holes.some(([a, b]) => a < builder.stop[node]! && b > builder.start[node]!);
            const flagged = (builder.flags[node]! & NodeFlag.valueMissing) !== 0;
            expect(flagged).toBe(overlaps);
            if (KINDS[builder.kind[node]!] === 'missing') expect(overlaps).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the typed dictionary', () => {
  it('opens bytes by their key, and leaves text one leaf', () => {
    // xdata of a LOOKUP reply: trusted.afr.dirty as PTR, link-count as INT
    const hex =
      '00000044 00000002 00000002' +
      '00000012 747275737465642e6166722e646972747900 0000 00000006 0000000c 000000000000000100000000' +
      '0000000b 6c696e6b2d636f756e7400 00 00000002 0000000000000005';
    const bytes = fromHex(hex);
    bytes[3] = bytes.length - 12;
    const builder = new TreeBuilder();
    const message = wholeMessage(bytes);
    const field = protocol.variants('gfx_dict')[0]!.field;
    expect(walk(protocol, registry, message, field, 0, bytes.length, builder, Kind.body)).toBe(bytes.length);
    expect(builder.notes).toEqual([]);
    const text = lines(builder, message).map((line) => line.trim());
    expect(text).toContain('12+44 trusted.afr.dirty: data 0, metadata 1, entry 0');
    expect(text).toContain('36+4 type: PTR (6)');
    expect(text).toContain('44+12 value: data 0, metadata 1, entry 0');
    expect(text).toContain('56+28 link-count: 5');
  });
});
