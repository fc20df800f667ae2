import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  breakPoints,
  containsRelease,
  intersectReleases,
  lastRelease,
  NEWEST,
  parseRelease,
  parseReleases,
  printReleases,
  scanReleases,
} from './releases.ts';

const has = (ranges: string, release: string): boolean =>
  containsRelease(parseReleases(ranges), parseRelease(release)!);

describe('what a range includes', () => {
  test.each([
    ['6.0..', '6.0', true],
    ['6.0..', '5.9', false],
    ['6.0..', '11.1', true],
    ['..3.4', '3.4.7', true],
    ['..3.4', '3.5', false],
    ['..8', '8.6', true],
    ['..8', '9.0', false],
    ['8..', '8.0', true],
    ['3.1.3..', '3.1.2', false],
    ['3.1.3..', '3.1.3', true],
    ['..3.4.2', '3.4.3', false],
    ['3.2', '3.2.7', true],
    ['3.2', '3.3', false],
    ['3.6..8, 9.2..', '8.6', true],
    ['3.6..8, 9.2..', '9.1', false],
    ['3.6..8, 9.2..', '9.2', true],
    ['9.0..9.1', '9.1.5', true],
  ])('%s and %s: %s', (ranges, release, included) => {
    expect(has(ranges, release)).toBe(included);
  });
});

test.each(['', '..', 'x', '6.0...', '4..3', '6.0.. and', '1.2.3.4', '6,', '6.0..,'])(
  '%j is no set of ranges',
  (text) => {
    expect(parseReleases(text)).toBeNull();
  },
);

test.each([
  ['6.0..', '6.0 and later'],
  ['..3.4', 'up to 3.4'],
  ['3.6..8, 9.2..', '3.6 to 8, 9.2 and later'],
  ['9.0..9.1', '9.0 to 9.1'],
  ['3.2', '3.2'],
  ['8', '8'],
  ['3.1.3..', '3.1.3 and later'],
  ['..3.4.2', 'up to 3.4.2'],
  ['9.2.., 3.6..8', '3.6 to 8, 9.2 and later'],
  ['3.2..3.4, 3.5..6', '3.2 to 6'],
])('%s reads as %s', (ranges, words) => {
  expect(printReleases(parseReleases(ranges))).toBe(words);
});

test('ranges at the start of a text are taken, and the text behind them is not', () => {
  expect(scanReleases('6.0.. the process')).toMatchObject({ length: 5 });
  expect(scanReleases('3.6..8, 9.2..  words')).toMatchObject({ length: 13 });
  expect(scanReleases('3.2. A sentence')).toMatchObject({ length: 3 });
  expect(scanReleases('3.2, and more')).toMatchObject({ length: 3 });
  expect(scanReleases('words')).toBeNull();
});

test('what is in both sets is in their intersection, and nothing else is', () => {
  const release = fc.tuple(fc.nat(12), fc.nat(5), fc.nat(3)).map(([a, b, c]) => a * 10_000 + b * 100 + c);
  const set = fc
    .array(fc.tuple(release, release), { minLength: 1, maxLength: 4 })
    .map((pairs) => pairs.map(([a, b]) => ({ since: Math.min(a, b), until: Math.max(a, b) })));
  fc.assert(
    fc.property(set, set, release, (a, b, at) => {
      const both = intersectReleases(a, b);
      expect(containsRelease(both, at)).toBe(containsRelease(a, at) && containsRelease(b, at));
      expect(intersectReleases(a, null)).toBe(a);
      expect(both!.every((range, i) => i === 0 || range.since > both![i - 1]!.until + 1)).toBe(true);
    }),
  );
});

test('between break points nothing changes', () => {
  const set = parseReleases('3.6..8, 9.2..')!;
  expect(breakPoints(set)).toEqual([30600, 90000, 90200]);
  expect(lastRelease(set)).toBe(NEWEST);
  expect(lastRelease([])).toBe(-1);
});
