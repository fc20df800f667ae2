/** The rules, one by one, on small texts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LINE_REASONS } from '../../api.ts';
import { MAX_TEXT, readHexText } from './hex-text.ts';
import * as render from './render.fixture.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const read = (text: string) => readHexText(text).dumps.map((d) => hex(d.bytes));
const codes = (text: string) => readHexText(text).notes.map((note) => `${note.code} ${note.at}`);
const reasons = (text: string) => [...readHexText(text).lines.reasons].map((r) => LINE_REASONS[r]);
/** A call of DUMP without credentials: 48 bytes with the mark. */
const CALL = Uint8Array.from(
  Buffer.from(
    '8000002c00000007000000000000000207' +
      '5bb86d0000000100000001' +
      '00'.repeat(16) +
      '000000000000cafe'.slice(8),
    'hex',
  ),
);

describe('offsets', () => {
  it('decide how long a row is, whatever its text column looks like', () => {
    expect(read('0000 61 62 63 64 be ef ab cd\n0004 65 66 67 68 ca fe\n0008 00 00 00 00 ....\n')).toEqual([
      '616263646566676800000000',
    ]);
    expect(read('0000 64 00 6e 6f 64 65 31 2e d.node1.\n0008 32 32 2e 35 39 00 00 00 22.59...\n')).toEqual([
      '64006e6f6465312e32322e3539000000',
    ]);
  });

  it('that begin again begin another dump', () => {
    const one = render.squeezedBlanks(CALL);
    expect(read(one + one)).toEqual([hex(CALL), hex(CALL)]);
    expect(read(one + '\nand the same again:\n' + one)).toEqual([hex(CALL), hex(CALL)]);
  });

  it('that do not begin at 0 are kept, with a note', () => {
    const text = '0040: 80 00 00 88 00 00 00 01\n0048: 00 00 00 00 00 00 00 02\n';
    expect(readHexText(text).dumps[0]).toMatchObject({ base: 0x40 });
    expect(codes(text)).toEqual(['offset-not-zero 1']);
  });

  it('tell what is missing between rows', () => {
    const text = '0000: 80 00 00 88 00 00 00 01\n0008: 00 00 00 00 00 00\n0010: 07 5b b8 6d 00 00 00 01\n';
    const { dumps, notes } = readHexText(text);
    expect(dumps.map((d) => [hex(d.bytes), d.missing])).toEqual([
      ['8000008800000001000000000000' + '0000' + '075bb86d00000001', [[14, 16]]],
    ]);
    expect(dumps[0]!.places[14]).toBe(0xffffffff);
    expect(notes).toMatchObject([{ code: 'offset-gap', severity: 'warning', at: 2 }]);
  });

  it('far apart, or behind other end points, are another dump', () => {
    const row = (at: string) => `${at}: 80 00 00 88 00 00 00 01  ........\n`;
    expect(read(row('0000') + row('0008') + row('fff0') + row('fff8'))).toHaveLength(1);
    expect(read(row('00000000') + row('00000008') + row('00fff000') + row('00fff008'))).toHaveLength(2);
    expect(read(row('0000') + row('0008') + 'b -> a\n' + row('0040') + row('0048'))).toHaveLength(2);
  });

  it('count lines when they grow by one', () => {
    const rows = render.spacedRows(CALL).trim().split('\n');
    expect(read(rows.map((row, i) => `${i + 1}  ${row}`).join('\n'))).toEqual([hex(CALL)]);
  });
});

describe('a star', () => {
  it('repeats the row above it up to the next offset', () => {
    expect(read('00000000  aa bb cc dd\n*\n00000010  01 02 03 04\n00000014\n')).toEqual([
      'aabbccdd'.repeat(4) + '01020304',
    ]);
  });

  it('puts repeated bytes at the digits that they repeat', () => {
    const text = '00000000  aa bb cc dd\n*\n0000000c\n';
    expect([...readHexText(text).dumps[0]!.places]).toEqual([10, 13, 16, 19, 10, 13, 16, 19, 10, 13, 16, 19]);
  });

  it('does not fill the memory', () => {
    const text = '00000000000  aa bb cc dd\n*\nfffffffff00  01 02 03 04\n';
    const { dumps, notes } = readHexText(text);
    expect(dumps[0]!.bytes.length).toBe(8);
    expect(notes).toMatchObject([{ code: 'repeat-too-long', severity: 'warning' }]);
  });
});

describe('little-endian words', () => {
  it('end where the last offset says', () => {
    expect(read('0000000 6261 6463 0065\n0000005\n')).toEqual(['6162636465']);
  });

  it('are told by what they decode to', () => {
    const words = render.hexdumpWords(CALL);
    const { dumps } = readHexText(words);
    expect(dumps[0]).toMatchObject({ form: 'offset, little-endian words' });
    expect(dumps[0]!.why).toContain('record mark');
    // The same bytes as they lie in memory, with nothing but blanks between.
    expect(read(render.tcpdumpWithoutText(CALL).replace(/0x|:/g, ''))).toEqual([hex(CALL)]);
  });

  it('of four bytes are turned too', () => {
    expect(
      read('00000000: 2c000080 07000000 00000000 02000000\n00000010: 6db85b07 01000000 01000000 00000000\n'),
    ).toEqual(['8000002c00000007' + '0000000000000002' + '075bb86d00000001' + '0000000100000000']);
  });
});

describe('digits that do not come in pairs', () => {
  it('in a stream leave the last one out, with line and count', () => {
    const text = `${hex(CALL)}8\n`;
    expect(read(text)).toEqual([hex(CALL)]);
    expect(readHexText(text).notes).toMatchObject([{ code: 'odd-digits', at: 1 }]);
    expect(readHexText(text).notes[0]!.message).toContain(`${CALL.length * 2 + 1} digits`);
  });

  it('in a row end the row', () => {
    expect(codes('0000: 80 00 00 88 00 00 00 01\n0008: 00 00 00 0\n')).toEqual(['odd-digits 2']);
    expect(codes('0000: 80 00 00 88 00 00 00 0\n0008: 00 00 00 00\n')).toEqual(['odd-digits 1']);
  });
});

describe('several forms in one text', () => {
  it('are so many dumps, in order', () => {
    const text = [
      'First as a stream:',
      render.stream(CALL),
      'then as an array:',
      render.cArray(CALL),
      'then in rows:',
      render.xxd(CALL),
      'and as a string:',
      render.escapes(CALL),
    ].join('\n');
    const { dumps } = readHexText(text);
    expect(dumps.map((d) => hex(d.bytes))).toEqual(new Array(4).fill(hex(CALL)));
    expect(dumps.map((d) => d.form)).toEqual([
      'hex stream',
      'C array',
      'offset, words, ASCII',
      'escaped string',
    ]);
  });

  it('gives a dump for each line that is a whole record', () => {
    const { dumps } = readHexText(render.stream(CALL) + render.stream(CALL));
    expect(dumps.map((d) => [hex(d.bytes), d.lines])).toEqual([
      [hex(CALL), [1, 1]],
      [hex(CALL), [2, 2]],
    ]);
  });
});

describe('what looks like hex and is none', () => {
  const none = (text: string) => expect(read(`Dear list,\n\n${text}\n\nBye.\n`)).toEqual([]);

  it.each([
    ['a clock', '00:24 < someone> dead beef'],
    ['numbered code', '47 /* Given */\n48 ab = cd;\n49 }\n54\n1475 if (!x)'],
    ['a ruler', '0 1 2 3\n0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1'],
    ['the head of a hex table', '           00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F'],
    ['a number alone', '54'],
    ['a word of bytes', '00 00 00 01'],
    ['two words behind a label', 'unknown: 00 00 00 0b 00 00 00 09'],
    ['a commit', '3f786850e387550fdab836ed7e6dc881de23001b'],
    ['a digest with its file', 'd41d8cd98f00b204e9800998ecf8427e  empty.txt'],
    ['a fingerprint', '16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48'],
    ['a UUID', '9045d5f2-5198-463a-80c1-9a0449ae1184'],
    ['MAC addresses', '02:77:00:00:00:01 02:77:00:00:00:02'],
    ['an IPv6 address', '2001:0db8:0000:0000:0000:0000:0000:0001'],
    ['a list of numbers', '10, 20, 30, 40, 50, 60, 70, 80, 90, 10, 11, 12, 13, 14, 15, 16, 17, 18'],
    ['a table of numbers', '1 10\n2 20\n3 30\n4 40\n5 50'],
    ['words of hex letters', 'a bad cafe fed a dad beef'],
    ['an escaped pattern', String.raw`grep '\d\x41' file`],
  ])('%s', (_, text) => none(text));

  it('is called unsure where it could be hex', () => {
    expect(reasons('So what is this?\n00 00 00 01\nAnd this: 54\n')).toEqual(['prose', 'unsure', 'prose']);
  });

  it('is taken when there is nothing else', () => {
    expect(read('00 00 00 01\n')).toEqual(['00000001']);
    expect(read('16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48')).toHaveLength(1);
  });

  it('prose never gives sixteen bytes', () => {
    const word = fc.oneof(
      fc.stringMatching(/^[A-Za-z]{1,9}[,.;:!?]?$/),
      fc.constantFrom(
        'be',
        'add',
        'cafe',
        'a',
        'bad',
        'fed',
        'face',
        '12',
        '2012',
        '0',
        '0x88',
        '->',
        '10:24',
      ),
    );
    // A line of nothing but hex words would be hex.
    const line = fc.array(word, { maxLength: 12 }).map((words) => [...words, 'other'].join(' '));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (text) => {
        for (const dump of readHexText(text.join('\n')).dumps) expect(dump.bytes.length).toBeLessThan(16);
      }),
      { numRuns: 300, seed: 5531 },
    );
  });
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...['0000 ', '0x', '80 00 ', ':', '\n', '\r\n', '*\n', '> ', '|', '\\x80', "b'", '"', '00000000: '],
      ...[
        '0010  aa bb\n',
        'a -> b\n',
        '0000020\n',
        '000200 ',
        '\t',
        ' ',
        '<',
        '12h ',
        'ffff',
        '0x1, ',
        '┊',
        '\ud800',
      ],
    ),
    fc.string({ maxLength: 6 }),
  );
  const text = fc.array(piece, { maxLength: 80 }).map((parts) => parts.join(''));

  it('is read without trouble, with places inside it and lines that agree', () => {
    fc.assert(
      fc.property(text, (value) => {
        const { dumps, lines, error } = readHexText(value);
        expect(error === null).toBe(dumps.length > 0);
        let before = 0;
        dumps.forEach((dump, index) => {
          expect(dump.bytes.length).toBe(dump.places.length);
          expect(dump.bytes.length).toBeGreaterThan(0);
          const [first, last] = dump.lines;
          expect(first).toBeGreaterThan(before);
          expect(last).toBeGreaterThanOrEqual(first);
          expect(last).toBeLessThanOrEqual(lines.count);
          before = last;
          for (const place of dump.places) if (place !== 0xffffffff) expect(place).toBeLessThan(value.length);
          for (const line of dump.taken) {
            expect(lines.dump[line - 1]).toBe(index);
            expect(LINE_REASONS[lines.reasons[line - 1]!]).toBe('hex');
          }
        });
        expect(lines.reasons).toHaveLength(lines.count);
        for (const reason of lines.reasons) expect(LINE_REASONS[reason]).toBeDefined();
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what cannot be read', () => {
  const error = (text: string) => readHexText(text).error;

  it('says so', () => {
    expect(error('')).toMatchObject({ code: 'empty' });
    expect(error(' \n\t\n')).toMatchObject({ code: 'empty' });
    expect(error('Nothing here.\n')).toMatchObject({ code: 'not-hex' });
    expect(error('See this:\n00 00 00 01\nOdd.')!.detail).toContain('Line 2');
    expect(error('<!DOCTYPE html>\n<html><body>404</body></html>')).toMatchObject({ code: 'html' });
    expect(error('x'.repeat(MAX_TEXT + 1))).toMatchObject({ code: 'too-large' });
  });

  it('is not a web page that holds a dump', () => {
    expect(read(`<html><pre>\n${render.tcpdump(CALL)}</pre></html>`)).toEqual([hex(CALL)]);
  });

  it.each([
    ['one line of 16 million digits', '8'.repeat(MAX_TEXT)],
    ['a million short rows', '0000 aa\n'.repeat(1_000_000)],
    ['blanks', ' '.repeat(MAX_TEXT)],
    ['quote marks', '>'.repeat(MAX_TEXT)],
    ['backslashes', '\\'.repeat(MAX_TEXT)],
    ['open strings', '"\\x80\\x00\\x01\\x02 and so on\n'.repeat(500_000)],
    ['arrows', 'a -> b\n'.repeat(1_000_000)],
    ['stars', '*\n'.repeat(2_000_000)],
    ['rows of two bytes', '00 11\n'.repeat(1_000_000)],
  ])('takes no long time: %s', (_, text) => {
    // About a second; what takes time by the square never ends at this size, and the runner's limit says so.
    readHexText(text);
  });
});
