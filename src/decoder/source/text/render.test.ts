/** What is printed in any form reads back, byte by byte, each at its place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHexText } from './hex-text.ts';
import * as render from './render.fixture.ts';

/** Bytes as they come: anything, runs of zeros, text. */
const byte = fc.oneof(
  { weight: 3, arbitrary: fc.nat(255) },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 97, max: 103 }) },
  { weight: 1, arbitrary: fc.integer({ min: 32, max: 126 }) },
);
const bytes = (minLength: number, maxLength = 150) =>
  fc.array(byte, { minLength, maxLength }).map((list) => Uint8Array.from(list));
/** The same with long runs of one row, for the forms that squeeze them. */
const runs = fc
  .tuple(bytes(16, 40), fc.nat(90), bytes(0, 40))
  .map(([head, times, tail]) =>
    Uint8Array.from([...head, ...new Array<number>(times).fill(head[0]!), ...tail]),
  );

function check(name: string, form: render.Render, least = 1, atPlaces = true): void {
  it(name, () => {
    fc.assert(
      fc.property(
        fc.oneof(
          bytes(least),
          runs.filter((data) => data.length >= least),
        ),
        (data) => {
          const text = form(data);
          const { dumps, error } = readHexText(text);
          expect(error).toBeNull();
          expect(dumps.map((d) => [...d.bytes])).toEqual([[...data]]);
          const { places } = dumps[0]!;
          expect(places).toHaveLength(data.length);
          if (atPlaces) {
            places.forEach((place, i) => {
              const digits = /^[\da-f]{1,2}/i.exec(text.slice(place, place + 2))![0];
              expect(parseInt(digits, 16)).toBe(data[i]);
            });
          }
        },
      ),
      // The same cases each time: a few bytes do read two ways (`38 65 8e` shows the text `8e` of 38 65).
      { numRuns: 200, seed: 5531 },
    );
  });
}

describe('bytes read back from', () => {
  check('offset, bytes and text, repeats squeezed', render.hexdumpCanonical);
  check('little-endian words, repeats squeezed', render.hexdumpWords);
  check('octal offsets', render.octalOffsets);
  check('decimal offsets', render.decimalOffsets);
  check('words of two bytes with text', render.xxd);
  check('rows of 32 bytes', render.xxdWide);
  check('offsets with 0x, words, text', render.tcpdump);
  check('offsets with 0x, words', render.tcpdumpWithoutText);
  check('a debugger: addresses and symbols', render.debuggerRows, 9);
  check('a dash in the middle', render.dashed);
  check('a box around it', render.boxed);
  check('a log with words before the offset', render.kernelLog, 8);
  check('one stream of digits', render.stream);
  check('a stream in lines of 60 digits', render.streamWrapped(60), 31);
  check('a stream broken in the middle of bytes', render.streamWrapped(57), 31, false);
  check('bytes with blanks, upper case', render.spaced);
  check('rows of bytes', render.spacedRows);
  check('bytes with colons', render.colons, 2);
  check('rows of bytes with colons', render.colonRows, 2);
  check('a C array', render.cArray, 16);
  check('an array with comments', render.commentedArray, 16);
  check('an array of short numbers', render.goSlice, 16);
  check('a buffer in angle brackets', render.nodeBuffer, 40);
  check('a string of escapes', render.escapes, 8);
  check('octal escapes in a trace', render.octalEscapes, 8, false);
  check('offset, bytes and text between annotations', render.annotated, 4);
  check('a row for each word with its meaning', render.wordRows, 9);
  check('quoted mail', render.quoted(render.hexdumpCanonical, '> '));
  check('mail quoted twice', render.quoted(render.xxd, '>> '));
  check('mail quoted with initials', render.quoted(render.tcpdump, 'AB> '));
  check('a comment in code', render.quoted(render.xxd, ' * '));
  check('CRLF', render.crlf(render.xxd));
  check('CR alone', (data) => render.crlf(render.xxd)(data).replace(/\n/g, ''));
  check('lines that a mailer broke in the bytes', render.wrapped(render.tcpdumpWithoutText, 38), 33);
  check('lines that a mailer broke in the text', render.wrapped(render.hexdumpCanonical, 64), 16);
});

describe('bytes with printable runs', () => {
  it('read back from a string literal', () => {
    fc.assert(
      fc.property(bytes(4), (list) => {
        const data = Uint8Array.from([128, 0, 255, 1, ...list]);
        const { dumps } = readHexText(render.python(data));
        expect(dumps.map((d) => [...d.bytes])).toEqual([[...data]]);
      }),
    );
  });

  it('read back where blanks are squeezed, whatever the text column begins with', () => {
    fc.assert(
      fc.property(bytes(20), (data) => {
        const { dumps } = readHexText(render.squeezedBlanks(data));
        expect(dumps.map((d) => [...d.bytes])).toEqual([[...data]]);
      }),
    );
  });
});
