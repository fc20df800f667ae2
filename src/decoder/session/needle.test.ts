import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHex, placeIn } from './needle.ts';

describe('hex that is looked for', () => {
  it.each(['de ad be ef', '0xdeadbeef', 'DE:AD:BE:EF', 'dead beef', 'de-ad-be-ef'])('reads %s', (text) => {
    expect(parseHex(text)).toEqual(Uint8Array.of(0xde, 0xad, 0xbe, 0xef));
  });

  it('says what is wrong and where', () => {
    expect(parseHex('de az')).toMatchObject({ start: 4, stop: 5, message: '“z” is no hex digit.' });
    expect(parseHex('abc')).toMatchObject({ message: '3 hex digits: an odd number. Two make a byte.' });
    expect(parseHex(' ')).toMatchObject({ message: 'There are no hex digits.' });
  });

  it('is found where a slow search finds it, in both directions', () => {
    const small = (length: object) => fc.uint8Array({ max: 2, ...length });
    fc.assert(
      fc.property(
        small({ maxLength: 40 }),
        small({ minLength: 1, maxLength: 3 }),
        fc.integer({ min: -2, max: 44 }),
        fc.constantFrom<1 | -1>(1, -1),
        (bytes, needle, from, direction) => {
          const places = Array.from(bytes, (_, at) => at).filter((at) =>
            needle.every((byte, i) => bytes[at + i] === byte),
          );
          const slow =
            direction === 1
              ? (places.find((at) => at >= from) ?? -1)
              : (places.filter((at) => at <= from).at(-1) ?? -1);
          expect(placeIn(bytes, needle, from, direction)).toBe(slow);
        },
      ),
    );
  });
});
