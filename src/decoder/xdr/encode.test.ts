import { describe, expect, test } from 'vitest';
import { encode, type Value } from './encode.ts';
import { ALL, fieldOf, protocolOf } from './testing/all.ts';
import { hex } from './text.ts';

const protocol = protocolOf(ALL);
const bytes = (type: string, value: Value): string =>
  hex(encode(protocol.adhoc('v', protocol.type(type)!), value));

describe('RFC 4506', () => {
  test.each<[string, Value, string]>([
    ['int', -1, 'ffffffff'],
    ['unsigned int', 0xffffffff, 'ffffffff'],
    ['hyper', -2n, 'fffffffffffffffe'],
    ['hyper', 5, '0000000000000005'],
    ['unsigned hyper', 2n ** 64n - 1n, 'ffffffffffffffff'],
    ['float', 1.5, '3fc00000'],
    ['double', 1.5, '3ff8000000000000'],
    ['bool', true, '00000001'],
    ['color', 'BLUE', 'fffffff9'],
    ['color', 1, '00000001'],
    ['opaque[5]', Uint8Array.of(1, 2, 3, 4, 5), '0102030405000000'],
    ['opaque<>', Uint8Array.of(1), '0000000101000000'],
    ['string<>', 'ä', '00000002c3a40000'],
    ['string<>', '', '00000000'],
    ['int<>', [1, 2], '000000020000000100000002'],
    ['int[2]', [1, 2], '0000000100000002'],
    ['int *', null, '00000000'],
    ['int *', 7, '0000000100000007'],
    ['void', undefined, ''],
    ['shape', { discriminant: 'RED' }, '00000000'],
    ['shape', { discriminant: 'GREEN', value: { x: 1, y: 2 } }, '000000010000000100000002'],
  ])('%s', (type, value, wanted) => {
    expect(bytes(type, value)).toBe(wanted);
  });

  test('a list is a flag before each entry, and a zero', () => {
    const list = fieldOf(protocol, 'everything').type.fields.find(
      ({ identifier }) => identifier === 'entries',
    )!;
    const entry = { ino: 1n, name: '', at: { x: 2, y: 3 } };
    expect(hex(encode(list, [entry, entry]))).toBe(
      `${'00000001000000000000000100000000' + '0000000200000003'}`.repeat(2) + '00000000',
    );
    expect(hex(encode(list, []))).toBe('00000000');
  });
});

test('what an opaque holds may be given as itself, or as bytes', () => {
  const field = fieldOf(protocol, 'holder');
  const rest = {
    direct: new Uint8Array(0),
    chosen: new Uint8Array(0),
    listed: new Uint8Array(0),
    exact: { x: 1, y: 2 },
  };
  const inner = encode(field, { which: 0, body: { discriminant: 0, value: { x: 5, y: 6 } }, ...rest });
  const raw = encode(field, { which: 0, body: Uint8Array.of(0, 0, 0, 5, 0, 0, 0, 6), ...rest });
  expect(inner).toEqual(raw);
});

describe('what does not fit is told with its path', () => {
  test.each<[string, Value, string]>([
    ['int', 2 ** 31, 'v is 2147483648; it is a whole number from -2147483648 to 2147483647.'],
    ['unsigned int', 1.5, 'v is 1.5; it is a whole number from 0 to 4294967295.'],
    ['int', '1', 'v is not a number.'],
    ['unsigned hyper', -1n, 'v is -1; it is from 0 to 18446744073709551615.'],
    ['hyper', 'x', 'v is not a bigint.'],
    ['bool', 1, 'v is not a boolean.'],
    ['color', 'PINK', 'v is not a member of color.'],
    ['opaque[4]', new Uint8Array(3), 'v has 3 bytes, not 4.'],
    ['string<2>', 'abc', 'v has a length of 3; 2 are allowed.'],
    ['int[2]', [1], 'v has 1 elements, not 2.'],
    ['point', { x: 1 }, 'v/y is not a number.'],
    ['point', [1], 'v is not an object.'],
    [
      'point<>',
      [
        { x: 1, y: 1 },
        { x: 1, y: 'a' },
      ],
      'v/1/y is not a number.',
    ],
    ['shape', { discriminant: 9 }, 'v has no arm for 9.'],
    ['shape', 5, 'v is not { discriminant, value }.'],
    ['opaque<>', 5, 'v is not bytes.'],
    ['int<>', 5, 'v is not an array.'],
  ])('%s', (type, value, message) => {
    expect(() => bytes(type, value)).toThrow(message);
  });
});
