/** Random serialised dictionaries of the old form, and values of the typed one. */
import fc from 'fast-check';
import { KEYS } from '../../src/decoder/types/keys.ts';
import type { RandomContent } from '../../src/decoder/xdr/testing/random.ts';

const latin = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

const key = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 }),
  fc.constantFrom(...KEYS.map(({ pattern }) => pattern.replace(/#/g, '1').replace(/\*/g, 'x'))),
);
const text = fc
  .oneof(fc.string({ unit: 'grapheme-ascii', maxLength: 20 }), fc.nat().map(String), fc.constant(''))
  .map((line) => latin(`${line}\0`));
const value: fc.Arbitrary<Uint8Array> = fc.oneof(text, fc.uint8Array({ maxLength: 24 }));

const word = (n: number): number[] => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];

/** count, then key length, value length, key, NUL, value of each pair */
const dict = fc
  .array(fc.tuple(key.map(latin), value), { maxLength: 4 })
  .map((pairs) =>
    Uint8Array.from([
      ...word(pairs.length),
      ...pairs.flatMap(([k, v]) => [...word(k.length), ...word(v.length), ...k, 0, ...v]),
    ]),
  );

export const dictContent: RandomContent = new Map<string, fc.Arbitrary<Uint8Array>>([
  ['gf_dict_body', dict],
  ['gf_dict_value', fc.oneof(value, dict)],
]);
