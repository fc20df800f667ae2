import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRegex } from './regex.ts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (one) => one.charCodeAt(0));

function found(pattern: string, subject: string): boolean | string {
  const result = compileRegex(pattern);
  if (!result.ok) return result.error.message;
  const bytes = bytesOf(subject);
  return result.regex.test(bytes, 0, bytes.length);
}

describe('what is found', () => {
  test.each([
    ['file', 'my FILE.txt', true],
    ['(?-i)file', 'FILE', false],
    ['^a.c$', 'abc', true],
    ['^a.c$', 'xabc', false],
    ['a.c', 'a\nc', false],
    ['(?s)a.c', 'a\nc', true],
    ['\\.txt$', 'a.txt', true],
    ['\\d{3}-\\d{2,4}', 'x123-45', true],
    ['\\d{3}-\\d{2,4}', 'x12-45', false],
    ['[^a-c]', 'abc', false],
    ['[]x]', ']', true],
    ['[[:digit:]_]+$', 'a_1', true],
    ['(foo|bar)*baz', 'foobarbaz', true],
    ['\\bfile\\b', 'a file-1', true],
    ['\\bfile\\b', 'afile', false],
    ['a\\Bb', 'ab', true],
    ['', '', true],
    ['a|', 'x', true],
    ['x{0}y', 'y', true],
    ['\\x41\\x{42}', 'ab', true],
    ['(?<name>a)b', 'ab', true],
    ['a??b', 'b', true],
  ])('%s in %j: %s', (pattern, subject, expected) => {
    expect(found(pattern, subject)).toBe(expected);
  });

  test('a character beyond ASCII is its bytes', () => {
    const regex = compileRegex('grün+$');
    const subject = new TextEncoder().encode('grünn');
    expect(regex.ok && regex.regex.test(subject, 0, subject.length)).toBe(true);
  });

  test('only in the range that is looked at', () => {
    const regex = compileRegex('^b$');
    expect(regex.ok && regex.regex.test(bytesOf('abc'), 1, 2)).toBe(true);
  });
});

test.each([
  ['(a', 'The group is not closed.', 0],
  ['a)', '`)` closes nothing.', 1],
  ['[a', 'The set is not closed.', 0],
  ['*a', 'Nothing stands here to repeat.', 0],
  ['(?=a)', 'Looking around is not supported.', 0],
  ['(a)\\1', 'Back references are not supported.', 3],
  ['\\', 'Nothing stands behind the backslash.', 0],
  ['a{3,1}', 'The least is more than the most.', 0],
  ['((a{1000}){1000}){1000}', 'The pattern is too large.', 0],
])('%s is refused where it goes wrong', (pattern, message, start) => {
  const result = compileRegex(pattern);
  expect(result.ok ? null : result.error).toMatchObject({ message, start });
});

test('it finds what the regular expressions of the language find', () => {
  const piece = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\w', '\\d', '^', '$', '\\b');
  const pattern = fc.letrec<{ any: string }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      piece,
      fc.tuple(tie('any'), tie('any')).map(([a, b]) => a + b),
      fc.tuple(tie('any'), tie('any')).map(([a, b]) => `(?:${a}|${b})`),
      fc
        .tuple(tie('any'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '*?'))
        .map(([a, sign]) => `(?:${a})${sign}`),
    ),
  })).any;
  fc.assert(
    fc.property(
      pattern,
      fc.string({ unit: fc.constantFrom('a', 'B', 'c', '1', ' ', '\n'), maxLength: 8 }),
      (p, s) => {
        let expected: boolean;
        try {
          expected = new RegExp(p, 'i').test(s);
        } catch {
          return;
        }
        expect(found(p, s)).toBe(expected);
      },
    ),
    { numRuns: 2000 },
  );
});

test('patterns that would go on for ages elsewhere take no longer', () => {
  const subject = bytesOf('a'.repeat(20_000));
  for (const pattern of ['(a*)*b', '(a|a)*b', '(a|aa)+$b', 'a*a*a*a*a*a*b', '(x+x+)+y']) {
    const result = compileRegex(pattern);
    const start = performance.now();
    expect(result.ok && result.regex.test(subject, 0, subject.length)).toBe(false);
    expect(performance.now() - start).toBeLessThan(500);
  }
});
