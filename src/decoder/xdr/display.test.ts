import { describe, expect, test } from 'vitest';
import type { Registry } from './registry.ts';
import { ALL, protocolOf } from './testing/all.ts';
import { shown, WIDE } from './testing/shown.ts';
import type { NodeView } from './view.ts';

const all = protocolOf(ALL);

describe('plain XDR', () => {
  test('numbers', () => {
    const { text, value } = shown(all, 'wide', WIDE);
    expect(['h', 'u', 'f', 'd', 'b', 'c', 'uc', 's', 'u32'].map((name) => text(`wide/${name}`))).toEqual([
      '-9223372036854775808',
      '18446744073709551615',
      '0.5',
      '-1e+300',
      'true',
      '-1',
      '200',
      '-2',
      '4294967295',
    ]);
    expect(['h', 'u', 'f', 'd', 'b', 'c', 'u32'].map((name) => value(`wide/${name}`))).toEqual([
      { value: '-9223372036854775808' },
      { value: '18446744073709551615' },
      { value: 0.5 },
      { value: -1e300 },
      { value: true },
      { value: -1 },
      { value: 4294967295 },
    ]);
    const odd = shown(all, 'wide', { ...WIDE, f: Infinity, d: NaN, b: false });
    expect([odd.value('wide/f'), odd.value('wide/d'), odd.value('wide/b'), odd.text('wide/b')]).toEqual([
      { value: 'Infinity' },
      { value: 'NaN' },
      { value: false },
      'false',
    ]);
  });

  test('values without a name say so', () => {
    const protocol = protocolOf('enum e { A = 1 }; struct s { e known; e other; bool b; };');
    const bytes = Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 7);
    const { text, value } = shown(protocol, 's', { bytes, length: 12, holes: [] });
    expect([text('s/known'), text('s/other'), text('s/b')]).toEqual([
      'A (1)',
      'unknown (9)',
      '7 (neither true nor false)',
    ]);
    expect([value('s/known'), value('s/b')]).toEqual([{ value: 1 }, { value: 7 }]);
  });

  test('bytes and strings', () => {
    const long = Uint8Array.from({ length: 300 }, (_, i) => i & 255);
    const { text, value } = shown(all, 'bytes', {
      fixed: long.slice(0, 7),
      limited: new Uint8Array(0),
      any: long,
      text: 'a“\u202e\0',
      uuid: long.slice(0, 16),
      pad: new Uint8Array(5),
      who: '',
    });
    expect([text('bytes/fixed'), value('bytes/fixed')]).toEqual([
      '00010203040506',
      { value: '00010203040506' },
    ]);
    expect(text('bytes/any')).toBe(
      '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f… (300 bytes)',
    );
    expect(value('bytes/any')).toEqual({ value: null, valueLength: 300 });
    expect((value('bytes/any', true) as { value: string }).value).toHaveLength(600);
    expect([text('bytes/text'), value('bytes/text')]).toEqual(['“a“\\u202e\\0”', { value: 'a“\u202e\0' }]);
    expect([text('bytes/padding'), value('bytes/padding')]).toEqual(['1 zero byte', { value: '00' }]);
  });

  test('a string that is no UTF-8 is hex', () => {
    const { text, value } = shown(all, 'bytes', {
      fixed: new Uint8Array(7),
      limited: new Uint8Array(0),
      any: new Uint8Array(0),
      text: Uint8Array.of(0x61, 0xff),
      uuid: new Uint8Array(16),
      pad: new Uint8Array(5),
      who: '',
    });
    expect([text('bytes/text'), value('bytes/text')]).toEqual([
      '“a\\xff”',
      { value: '61ff', encoding: 'hex' },
    ]);
  });

  test('what is empty shows at its length; the end of a list at its flag', () => {
    const { text } = shown(all, 'bytes', {
      fixed: new Uint8Array(7),
      limited: new Uint8Array(0),
      any: new Uint8Array(4),
      text: '',
      uuid: new Uint8Array(16),
      pad: new Uint8Array(5),
      who: '',
    });
    expect([text('bytes/limited.length'), text('bytes/text.length'), text('bytes/any.length')]).toEqual([
      '0 (empty)',
      '0 (empty: “”)',
      '4',
    ]);
    const list = shown(
      protocolOf('struct e { int a; e *next; }; struct s { e *entries; int *none; };'),
      's',
      { entries: [{ a: 1 }], none: null },
    );
    expect([
      list.text('s/entries/0/entries.more'),
      list.text('s/entries/entries.more'),
      list.text('s/none.present'),
    ]).toEqual(['1', '0 (end of the list)', '0 (absent)']);
    expect(list.words('s/entries/entries.more').label).toEqual(['one more follows']);
  });

  test('groups tell how much is in them', () => {
    const { text, value } = shown(all, 'arrays', {
      fixed: [1, 2, 3],
      points: [{ x: 1, y: 2 }],
      some: [],
      letters: [1, 2, 3, 4],
      octets: [1, 2, 3, 4, 5],
      names: ['a', ''],
      shapes: [{ discriminant: 1, value: { x: 1, y: 2 } }],
      pair: [
        { discriminant: 1, value: '' },
        { discriminant: 1, value: '' },
      ],
      blobs: new Uint8Array(0),
      nothing: {},
      none: [],
    });
    expect(
      ['fixed', 'points', 'some', 'letters', 'names', 'shapes/0', 'points/0'].map((name) =>
        text(`arrays/${name}`),
      ),
    ).toEqual(['3 fixeds', '1 point', '0 somes', '4 letters', '2 names', 'GREEN (1)', '']);
    expect(value('arrays/points')).toEqual({ value: null });
  });

  test('what was not captured has no value', () => {
    const bytes = new Uint8Array(52);
    const { text, value } = shown(all, 'wide', { bytes, length: 52, holes: [[4, 16]] });
    expect([text('wide/h'), text('wide/u'), value('wide/h'), value('wide/u')]).toEqual([
      'not captured in full',
      '8 bytes not captured',
      { value: null },
      { value: null },
    ]);
  });

  test('undecoded bytes show as hex', () => {
    const { text, value } = shown(all, 'point', {
      bytes: Uint8Array.of(0, 0, 0, 1, 2, 3),
      length: 6,
      holes: [],
    });
    expect([text('point/undecoded'), value('point/undecoded')]).toEqual(['0203', { value: '0203' }]);
  });
});

describe('meanings', () => {
  const registry: Registry = {
    codecs: new Map(),
    meanings: new Map([
      [
        'mode',
        {
          display: (view: NodeView) => (view.uint() === 0 ? null : `0${view.uint().toString(8)}`),
          json: (view: NodeView) => (view.uint() === 0 ? undefined : { octal: view.uint() }),
          bits: (view: NodeView) => [
            { name: 'm.x', label: 'x', mask: 1, set: (view.uint() & 1) === 1, doc: '' },
          ],
          derived: () => [{ name: 'd', label: 'd', value: 1, display: '1', guess: true }],
          doc: () => 'what this mode means',
        },
      ],
      ['pair', { label: (view: NodeView) => `pair ${view.child('key')?.int()}`, display: () => 'a pair' }],
      ['un', { display: () => 'a union' }],
    ]),
  };
  const protocol = protocolOf(
    'typedef unsigned int mode; struct pair { int key; }; union un switch (int t) { default: int x; }; struct s { mode m; mode zero; /**< no bits */ pair pairs<>; un u; };',
    registry,
  );
  const s = shown(
    protocol,
    's',
    { m: 9, zero: 0, pairs: [{ key: 7 }], u: { discriminant: 4, value: 5 } },
    registry,
  );

  test('come before plain XDR, which is there where they say nothing', () => {
    expect([s.text('s/m'), s.text('s/zero'), s.value('s/m'), s.value('s/zero')]).toEqual([
      '011',
      '0',
      { value: { octal: 9 } },
      { value: 0 },
    ]);
  });

  test('give labels, comments, bits and what is derived', () => {
    const words = s.words('s/m', 's/zero', 's/pairs/0');
    expect(words.label).toEqual(['m', 'zero', 'pair 7']);
    expect(words.doc).toEqual(['what this mode means', 'what this mode means', '']);
    expect(words.bits.map((bits) => bits.length)).toEqual([1, 1, 0]);
    expect(words.derived[0]).toHaveLength(1);
    expect(words.type).toEqual(['mode', 'mode', 'pair']);
  });

  test('a union that means something is a group', () => {
    expect([s.text('s/u'), s.text('s/u/t'), s.text('s/u/x')]).toEqual(['a union', '4', '5']);
  });
});
