/** What nobody describes: the frame is kept, the body is words, or what it looks like, labelled as a guess. */
import { describe, expect, test } from 'vitest';
import { Kind } from '../src/decoder/xdr/descriptor.ts';
import { NodeFlag } from '../src/decoder/xdr/tree.ts';
import { RowKind } from '../src/decoder/api.ts';
import { protocol } from '../src/decoder/programs/protocol.ts';
import { decodeRecord } from '../src/decoder/record/decode.ts';
import { registry } from '../src/decoder/types/index.ts';
import { lineOf } from '../src/decoder/record/info.ts';
import { procedureWords, programWords } from '../src/decoder/record/names.ts';
import { rangesOfKind } from '../src/decoder/record/words.ts';
import { bytesOf, dict, opaque, record, seen, type Part } from './support/crafted.ts';

const LANGUAGE = { protocol, registry };
const UNKNOWN = { program: 1238463, version: 2, procedure: 99 };
const DICT = dict(['volname', 'rep3\0'], ['count', '2\0']);
const TYPED = bytesOf(20, 1, 1, opaque('abc\0'), 2, 7n);
const of = (...body: Part[]) => record(UNKNOWN, 'call', ...body);

test('program, version and number are shown', () => {
  const one = of(1, 2, 3);
  expect([programWords(one), procedureWords(one)]).toEqual(['Gluster CLI 2', 'procedure 99']);
  expect(lineOf(one).info).toMatch(/has no procedure 99\.$/);
});

test('the body is words, and stays undecoded', () => {
  const one = of(1, 0xcafe, Uint8Array.of(1, 2, 3));
  const { named, notes } = seen(one);
  expect(named('xdr.word').map(({ value }) => value)).toEqual([1, 0xcafe]);
  expect(named('xdr.undecoded').map(({ value }) => value)).toEqual(['010203']);
  expect(rangesOfKind(one, Kind.undecoded)).toEqual([[44, 11]]);
  expect(notes).toEqual(['info unknown-procedure 44+11']);
});

describe('what looks like a dictionary is read as one', () => {
  test.each<[string, Part[], number, string]>([
    ['an old one', [opaque(DICT)], 0, 'a dictionary'],
    ['a typed one', [TYPED], 0, 'a dictionary'],
    ['an old one behind a word', [5, opaque(DICT)], 1, 'a dictionary behind other words'],
    ['a typed one behind a gfid', [new Uint8Array(16).fill(9), TYPED], 4, 'a dictionary behind other words'],
  ])('%s', (_name, body, words, like) => {
    const one = of(...body);
    const { named } = seen(one);
    expect(named('glusterfs.dict_key').length).toBeGreaterThan(0);
    expect(named('xdr.word')).toHaveLength(words);
    expect(one.wire.notes.map(({ message }) => message)).toEqual([
      expect.stringContaining(`look like ${like}: a guess`),
    ]);
    const guessed = [...one.tree.flags.slice(0, one.tree.count)].some((flags) => flags & NodeFlag.guess);
    expect(guessed).toBe(true);
  });

  test.each<[string, Part[]]>([
    ['a length that goes beyond', [bytesOf(100, DICT)]],
    ['bytes behind it', [opaque(DICT), 1]],
    ['a typed one of no pairs', [bytesOf(0, 0, 0)]],
    ['noise', [bytesOf(28, 'these are no keys and values')]],
  ])('but not %s', (_name, body) => {
    expect(seen(of(...body)).named('glusterfs.dict_key')).toEqual([]);
  });
});

test('a large one has few nodes', () => {
  expect(of(new Uint8Array(4_000_000)).tree.count).toBeLessThan(5000);
});

test('one of which nothing was captured is missing', () => {
  const header = bytesOf(0x8000_0000 + 1040, 7, 0, 2, 77, 1, 1, 0, 0, 0, 0);
  const one = decodeRecord(LANGUAGE, {
    kind: RowKind.call,
    wire: { bytes: header, length: 1044, holes: [[44, 1044]], marks: [0] },
    call: null,
    releases: null,
    as: null,
  });
  expect(rangesOfKind(one, Kind.missing)).toEqual([[44, 1000]]);
  expect(rangesOfKind(one, Kind.undecoded)).toEqual([]);
});
