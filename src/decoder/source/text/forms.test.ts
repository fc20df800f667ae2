/** Real packets as the usual tools print them: eighteen forms each, all with the same record in them. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readHexText } from './hex-text.ts';
import { findLayer } from './layers.ts';

const path = new URL('../../../../test/captures/hex-forms.json.gz', import.meta.url);
const forms = JSON.parse(gunzipSync(readFileSync(path)).toString()) as Record<string, string>;

/** The bytes from the record mark on. */
function record(bytes: Uint8Array): string {
  let { layer } = findLayer(bytes);
  let at = 0;
  if (layer === 'ethernet') [at, layer] = [14, 'ip'];
  if (layer === 'ip') [at, layer] = [at + (bytes[at]! & 15) * 4, 'tcp'];
  if (layer === 'tcp') at += (bytes[at + 12]! >> 4) * 4;
  return Buffer.from(bytes.subarray(at)).toString('hex');
}

const LAYER_OF: Record<string, string> = {
  'tcpdump-X': 'ip',
  'crlf-tcpdump-X': 'ip',
  'email-quoted-twice-tcpdump-X': 'ip',
  'tcpdump-XX': 'ethernet',
  'od-x1z-frame': 'ethernet',
  'xxd-offset-frame': 'ethernet',
  'tshark-x': 'ethernet',
  'colon-separated': 'ethernet',
};

describe('the forms in which packets are mailed', () => {
  const names = Object.keys(forms);
  it('are eighteen of each of thirteen packets', () => expect(names).toHaveLength(13 * 18));

  for (const name of names) {
    it(name, () => {
      const text = forms[name]!;
      const [packet, form] = name.split('.') as [string, string];
      const { dumps, notes, error } = readHexText(text);
      expect(error).toBeNull();
      expect(notes).toEqual([]);
      expect(dumps).toHaveLength(1);
      const dump = dumps[0]!;
      expect(record(dump.bytes)).toBe(forms[`${packet}.plain-hex-stream`]!.trim());
      expect(findLayer(dump.bytes)).toMatchObject({ layer: LAYER_OF[form] ?? 'record', whole: true });
      if (form.includes('tcpdump')) {
        expect([dump.src, dump.dst].join(' ')).toMatch(/^[\d.]+:\d+ [\d.]+:\d+$/);
      }
      if (form !== 'python-bytes') {
        dump.places.forEach((place, i) => {
          expect(parseInt(text.slice(place, place + 2), 16)).toBe(dump.bytes[i]);
        });
      }
    });
  }
});
