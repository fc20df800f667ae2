import { describe, expect, test } from 'vitest';
import type { TextInfo } from '../../decoder/api.ts';
import { LINE_REASON_NAMES } from '../linkage/kinds.ts';
import { treeOf } from '../linkage/random-tree.ts';
import { indexOf } from '../linkage/tree-index.ts';
import { reasonWord, saidLines } from './gutter.ts';
import { byteAtPlace, placesOf } from './places.ts';
import { textRuns } from './text-runs.ts';

/** `0000 80 00 00 0c  00 00 00 01`: two words, the second of two bytes of padding */
const LINE = '0000 80 00 00 0c  00 00 00 01';
function recordIn(places: readonly number[]) {
  const tree = { ...treeOf([4, 2, 2], { kinds: [0, 3, 6] }), textPlaces: Uint32Array.from(places) };
  tree.bytes.set([0x80, 0, 0, 0x0c, 0, 0, 0, 1]);
  return tree;
}
const PLACES = [5, 8, 11, 14, 18, 21, 24, 27];

describe('bytes in a text', () => {
  test('a character leads to its byte, the blank behind a byte too, other text to none', () => {
    const places = placesOf(recordIn(PLACES));
    expect(byteAtPlace(places, 5)).toBe(0);
    expect(byteAtPlace(places, 7)).toBe(0);
    expect(byteAtPlace(places, 8)).toBe(1);
    expect(byteAtPlace(places, 2)).toBe(-1);
    expect(byteAtPlace(places, 17)).toBe(-1);
  });

  test('words of the other byte order, and bytes that the text does not show', () => {
    const places = placesOf(recordIn([7, 5, 12, 10, 0xffffffff, 0xffffffff, 22, 20]));
    expect([...places.byte]).toEqual([1, 0, 3, 2, 7, 6]);
    expect(byteAtPlace(places, 5)).toBe(1);
    expect(byteAtPlace(places, 7)).toBe(0);
  });

  test('bytes wear their tints, a leaf runs over its blanks, text between stays plain', () => {
    const tree = recordIn(PLACES);
    const runs = textRuns(indexOf(tree), placesOf(tree), 0, LINE.length, [[4, 6]], [], []);
    expect(runs.map(({ from, to, kind, chosen }) => [LINE.slice(from, to), kind, chosen])).toEqual([
      ['0000 ', -1, false],
      ['80 ', 0, false],
      ['00 00 ', 0, false],
      ['0c', 0, false],
      ['  ', -1, false],
      ['00 00', 3, true],
      [' ', -1, false],
      ['00 01', 6, false],
    ]);
  });

  test('runs are the line, whatever stands in it', () => {
    const tree = recordIn(PLACES);
    const runs = textRuns(
      indexOf(tree),
      placesOf(tree),
      0,
      LINE.length,
      [],
      [[0, 8]],
      [{ from: 1, to: 3, guide: 0 }],
    );
    expect(runs.map(({ from, to }) => LINE.slice(from, to)).join('')).toBe(LINE);
    expect(runs.find(({ guide }) => guide === 0)).toMatchObject({ from: 1, to: 3 });
    expect(textRuns(null, null, 0, 4, [], [], [])).toHaveLength(1);
  });
});

test('a reason is said once for a run, and once for a record', () => {
  const reason = (name: (typeof LINE_REASON_NAMES)[number]): number => LINE_REASON_NAMES.indexOf(name);
  const lines = [
    'prose',
    'empty',
    'prose',
    'hex',
    'annotation',
    'hex',
    'annotation',
    'hex',
    'prose',
  ] as const;
  const info: TextInfo = {
    lines: lines.length,
    linesTaken: 3,
    reasons: Uint8Array.from(lines, reason),
    rows: Int32Array.of(-1, -1, -1, 0, 0, 0, 0, 1, -1),
    dumps: [],
  };
  const said = saidLines(info);
  expect(lines.flatMap((_, line) => (said[line] ? [`${line} ${reasonWord(info, line)}`] : []))).toEqual([
    '0 prose',
    '3 record 0',
    '4 annotation',
    '7 record 1',
    '8 prose',
  ]);
});
