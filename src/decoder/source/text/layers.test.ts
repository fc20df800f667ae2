import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLayer } from './layers.ts';

const path = new URL('../../../../test/captures/hex-forms.json.gz', import.meta.url);
const forms = JSON.parse(gunzipSync(readFileSync(path)).toString()) as Record<string, string>;
const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text.replace(/[^\da-f]/g, ''), 'hex'));
const packets = Object.keys(forms).filter((name) => name.endsWith('.colon-separated'));
const frame = (name: string) => bytesOf(forms[name]!);
const layer = (bytes: Uint8Array) => findLayer(bytes).layer;

describe('the layer at which bytes begin', () => {
  it.each(packets)('is found wherever %s is cut at the front', (name) => {
    const bytes = frame(name);
    const tcp = 14 + (bytes[14]! & 15) * 4;
    const record = tcp + (bytes[tcp + 12]! >> 4) * 4;
    expect(layer(bytes)).toBe('ethernet');
    expect(layer(bytes.subarray(14))).toBe('ip');
    expect(layer(bytes.subarray(tcp))).toBe('tcp');
    expect(layer(bytes.subarray(record))).toBe('record');
    expect(layer(bytes.subarray(record + 4))).toBe('message');
    expect(layer(bytes.subarray(record + 8))).toBe('body');
    expect(findLayer(bytes.subarray(record)).whole).toBe(true);
  });

  it('is found when the end is cut off, as with a snap length', () => {
    const bytes = frame('07-lookup-call.colon-separated');
    expect(findLayer(bytes.subarray(0, 128))).toMatchObject({ layer: 'ethernet', whole: false });
    expect(findLayer(bytes.subarray(66, 128))).toMatchObject({ layer: 'record', whole: false });
  });

  it('is found behind a VLAN tag', () => {
    const bytes = frame('03-dump-call.colon-separated');
    const tagged = Uint8Array.from([...bytes.subarray(0, 12), 0x81, 0, 0, 7, ...bytes.subarray(12)]);
    expect(layer(tagged)).toBe('ethernet');
  });

  it('is found where offload left the IP checksum empty', () => {
    const bytes = frame('03-dump-call.colon-separated').slice(14);
    bytes.fill(0, 10, 12);
    expect(findLayer(bytes)).toMatchObject({ layer: 'ip', whole: true });
    bytes[10] = 1;
    expect(layer(bytes)).toBe('body');
  });

  it('is IPv6 too', () => {
    const tcp = frame('03-dump-call.colon-separated').subarray(34);
    const address = (last: number) => [0xfd, 0x77, ...new Array<number>(13).fill(0), last];
    const header = [0x60, 0, 0, 0, tcp.length >> 8, tcp.length & 255, 6, 64, ...address(1), ...address(2)];
    expect(findLayer(Uint8Array.from([...header, ...tcp]))).toMatchObject({ layer: 'ip', whole: true });
  });

  it('sees records that follow each other as whole, and a torn one not', () => {
    const one = bytesOf(forms['03-dump-call.plain-hex-stream']!);
    const two = Uint8Array.from([...one, ...one]);
    expect(findLayer(two)).toMatchObject({ layer: 'record', whole: true });
    expect(findLayer(two.subarray(0, two.length - 1))).toMatchObject({ layer: 'record', whole: false });
  });

  it('names denied replies as messages', () => {
    const denied = bytesOf('00000007 00000001 00000001 00000000 00000002 00000002');
    expect(findLayer(denied)).toMatchObject({ layer: 'message', whole: true });
  });

  it('is a body where nothing agrees, and says so when it is a dictionary', () => {
    const bytes = bytesOf('00000001 00000005 00000002 636f756e740030 00');
    expect(findLayer(bytes).why).toContain('no header');
    expect(findLayer(bytes, { looksLikeDict: () => true })).toMatchObject({ layer: 'body' });
    expect(findLayer(bytes, { looksLikeDict: () => true }).why).toContain('dictionary');
    expect(layer(new Uint8Array(0))).toBe('body');
    expect(layer(new Uint8Array(64))).toBe('body');
  });

  it('does not stumble over any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void findLayer(bytes)));
    // A chain of marks is followed once, not byte by byte for ever.
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 60, maxLength: 60 }), fc.nat(59), (noise, at) => {
        const bytes = bytesOf(forms['03-dump-call.plain-hex-stream']!);
        bytes[at] = noise[at]!;
        void findLayer(bytes);
      }),
    );
  });
});
