import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  counted,
  escapeText,
  hex,
  plural,
  quote,
  showText,
  singular,
  TEXT_LIMIT,
  thousands,
  utf8,
} from './text.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('text', () => {
  test.each([
    ['GF-DUMP', '“GF-DUMP”'],
    ['a\0', '“a\\0”'],
    ['tab\tline\n\r', '“tab\\tline\\n\\r”'],
    ['back\\slash', '“back\\\\slash”'],
    ['\u001b[31m', '“\\u001b[31m”'],
    ['\u202eevil', '“\\u202eevil”'],
    ['\u2066x\u2069', '“\\u2066x\\u2069”'],
    ['a\u2028b\u2029c', '“a\\u2028b\\u2029c”'],
    ['zero\u200bwidth\ufeff', '“zero\\u200bwidth\\ufeff”'],
    ['\u0085', '“\\u0085”'],
    ['\u{e0041}', '“\\u{e0041}”'],
    ['häßlich 日本 🙂', '“häßlich 日本 🙂”'],
  ])('%j shows as %s', (text, shown) => {
    expect(quote(bytes(text))).toBe(shown);
  });

  test('bytes that are no UTF-8 are escapes, the others stay', () => {
    expect(showText(Uint8Array.of(0x61, 0xff, 0x62, 0xc3, 0xa4, 0xc0, 0x80, 0xed, 0xa0, 0x80))).toBe(
      'a\\xffbä\\xc0\\x80\\xed\\xa0\\x80',
    );
    expect(utf8(Uint8Array.of(0xff))).toBeNull();
  });

  test('long texts are cut between characters', () => {
    expect(showText(bytes('a'.repeat(10)), 4)).toBe('aaaa…');
    expect(showText(bytes('aä'.repeat(10)), 5)).toBe('aäa…');
    expect(showText(new Uint8Array(100_000).fill(0x61))).toHaveLength(TEXT_LIMIT + 1);
  });

  test('nothing that is shown steers the page, and nothing is lost', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (raw) => {
        const shown = showText(raw);
        expect(shown).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/,
        );
        expect(shown).not.toMatch(/[\ud800-\udfff]/u);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = escapeText(text);
        const back = shown.replace(
          /\\(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|(.))/g,
          (_all, long: string, short: string, one: string) =>
            one === undefined
              ? String.fromCodePoint(Number.parseInt(long ?? short, 16))
              : ({ '0': '\0', n: '\n', r: '\r', t: '\t' }[one] ?? one),
        );
        expect(back).toBe(text);
      }),
    );
  });
});

test('hex is lower-case, without spaces', () => {
  expect(hex(Uint8Array.of(0, 0xab, 0xff))).toBe('00abff');
  expect(hex(new Uint8Array(40), 2)).toBe('0000…');
});

test('numbers have commas, and their words the right number', () => {
  expect([thousands(1_234_567), thousands(999), thousands(-1234n), thousands(2n ** 64n)]).toEqual([
    '1,234,567',
    '999',
    '-1,234',
    '18,446,744,073,709,551,616',
  ]);
  expect([counted(1, 'byte'), counted(0, 'byte'), counted(3412, 'byte'), counted(2, 'entry')]).toEqual([
    '1 byte',
    '0 bytes',
    '3,412 bytes',
    '2 entries',
  ]);
  expect(['pairs', 'entries', 'class', 'gids', 's', 'keys'].map(singular)).toEqual([
    'pair',
    'entry',
    'class',
    'gid',
    's',
    'key',
  ]);
  expect(['pair', 'entry', 'key', 'bytes'].map((word) => plural(word))).toEqual([
    'pairs',
    'entries',
    'keys',
    'bytes',
  ]);
});
