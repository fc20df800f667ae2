import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parserFiles } from '../../../scripts/grammar.mjs';
import { readFileSync } from 'node:fs';
import { KEYWORDS } from './keywords.ts';
import { print, quoted, type Atom, type Filter, type Operand } from './ast.ts';
import { DEPTH_LIMIT, parseFilter, TEXT_LIMIT } from './parse.ts';
import { tokensOf } from './tokens.ts';

const printed = (text: string): string => {
  const result = parseFilter(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.filter === null ? '' : print(result.filter);
};

describe('what is read', () => {
  test.each([
    ['', ''],
    ['  \n', ''],
    ['rpc', 'rpc'],
    ['a==5', 'a == 5'],
    ['a eq 5 and b ne 6', 'a == 5 && b != 6'],
    ['a or b xor c and not d', 'a || b ^^ c && !d'],
    ['(a or b) and c', '(a || b) && c'],
    ['((a))', 'a'],
    ['not(a or b)', '!(a || b)'],
    ['!!a', '!!a'],
    ['a in {1, 2,3..5}', 'a in {1, 2, 3 .. 5}'],
    ['a in {"x" "y"}', 'a in {"x", "y"}'],
    ['a not in {1}', 'a not in {1}'],
    ['a[0:4] == 01:02', 'a[0:4] == 01:02'],
    ['a[1-3,5,:2,4:] contains "x"', 'a[1-3,5:1,0:2,4:] contains "x"'],
    ['a[-4:2] == ff', 'a[-4:2] == ff'],
    ['len(a) > 3', 'len(a) > 3'],
    ['max(a, b) == 1', 'max(a, b) == 1'],
    ['a & 0xff == 1', 'a & 0xff == 1'],
    ['any a > 1 || all b ~= 2', 'any a > 1 || all b !== 2'],
    ['a all_eq 1', 'a === 1'],
    ['1 < a < 5', '1 < a < 5'],
    ['ip.addr == fd77::1/64', 'ip.addr == fd77::1/64'],
    ['a == "say \\"x\\"\\n"', 'a == "say \\"x\\"\\n"'],
    ['a matches r"\\d+"', 'a matches r"\\d+"'],
    ["a == 'x'", "a == 'x'"],
    ['a ~ "x"', 'a matches "x"'],
    ['notes == 1 && order', 'notes == 1 && order'],
  ])('%s', (text, expected) => {
    expect(printed(text)).toBe(expected);
    expect(printed(printed(text))).toBe(printed(text));
  });

  test('escapes in quotes', () => {
    const result = parseFilter('a == "\\x41\\102\\u00e9\\U0001f600\\t\\d"');
    const right = result.ok && result.filter?.kind === 'compare' && result.filter.chain[0]!.right;
    expect(right && right.kind === 'text' && right.value).toBe('ABé😀\t\\d');
  });
});

describe('what goes wrong is told at its place', () => {
  test.each([
    ['a ==', 4, 4, /^The filter ends where .* a field or value.* is expected/],
    ['a b', 2, 3, /^`b` stands where .*`&&` or `and`/],
    ['a && (b', 7, 7, /`\)`/],
    ['a in {1', 7, 7, /`}`/],
    ['a[x]', 2, 3, /a number/],
    ['a == "abc', 5, 9, /^The quotes are not closed/],
    ['a == 5 6', 7, 8, /^`6` stands/],
    ['&& a', 0, 2, /^`&&` stands/],
  ])('%s', (text, start, stop, message) => {
    const result = parseFilter(text);
    expect(result).toMatchObject({ ok: false, error: { start, stop } });
    expect(!result.ok && result.error.message).toMatch(message);
    expect(!result.ok && result.error.expected.length).toBeGreaterThan(0);
  });

  test('too long, and too deep', () => {
    expect(parseFilter('a'.repeat(TEXT_LIMIT + 1)).ok).toBe(false);
    const deep = `${'('.repeat(DEPTH_LIMIT + 1)}a${')'.repeat(DEPTH_LIMIT + 1)}`;
    expect(parseFilter(deep)).toMatchObject({ ok: false, error: { start: DEPTH_LIMIT } });
    expect(parseFilter(Array.from({ length: 500 }, () => 'not a').join(' and ')).ok).toBe(true);
  });
});

test('the parser is made from the grammar as it stands', async () => {
  for (const [name, text] of Object.entries(await parserFiles())) {
    expect(readFileSync(new URL(name, import.meta.url), 'utf8')).toBe(text);
  }
});

test('the words of the grammar are the ones that no field may be called', () => {
  const grammar = readFileSync(new URL('grammar.peggy', import.meta.url), 'utf8');
  const words = [...grammar.matchAll(/"([a-z_]{2,})"(?! *=)/g)].map(([, written]) => written!);
  expect(new Set(words)).toEqual(KEYWORDS);
  for (const keyword of KEYWORDS) {
    expect(parseFilter(keyword).ok, keyword).toBe(false);
    expect(parseFilter(`a == ${keyword}`).ok, keyword).toBe(false);
    expect(tokensOf(`a ${keyword}`).at(-1)!.kind, keyword).toBe('operator');
  }
});

// ── whatever the tree is ─────────────────────────────────────────────────────────────────────────

const place = { start: 0, stop: 0 };
const word = fc
  .oneof(
    fc.constantFrom('rpc.xid', 'glusterfs.bname', '10.0.0.0/8', '5', '-3', 'de:ad', 'LOOKUP'),
    fc.stringMatching(/^[a-z][a-z0-9_.]{0,8}[a-z0-9]$/),
  )
  .filter((text) => !text.includes('..') && !KEYWORDS.has(text))
  .map((text): Operand => ({ ...place, kind: 'word', text }));
const text = fc.string({ maxLength: 6 }).map((value): Operand => {
  return { ...place, kind: 'text', value, raw: quoted(value).slice(1, -1), isRaw: false };
});
const atom = fc.oneof(word, text) as fc.Arbitrary<Atom>;
const number = fc.integer({ min: 0, max: 99 });
const slice = fc
  .tuple(word, fc.array(fc.tuple(number, fc.option(number)), { minLength: 1, maxLength: 3 }))
  .map(([of, ranges]): Operand => ({
    ...place,
    kind: 'slice',
    of,
    ranges: ranges.map(([from, length]) => ({ from, length, to: null })),
  }));
const call = fc
  .tuple(fc.constantFrom('len', 'lower', 'count'), fc.oneof(word, slice))
  .map(([name, arg]): Operand => ({ ...place, kind: 'call', name, args: [arg] }));
const operand = fc.oneof(word, slice, call);
const each = fc.constantFrom('any', 'all', null);
const comparison = fc.constantFrom('==', '!=', '===', '!==', '>', '<', '>=', '<=', 'contains', 'matches');
const flat = <K extends 'or' | 'and' | 'xor'>(kind: K, terms: Filter[]): Filter => ({
  ...place,
  kind,
  terms: terms.flatMap((term) => (term.kind === kind ? term.terms : [term])),
});

const filter = fc.letrec<{ any: Filter }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc
      .tuple(each, operand)
      .map(([own, one]): Filter => ({ ...place, kind: 'exists', each: own, operand: one })),
    fc.tuple(each, operand, comparison, fc.oneof(atom, operand)).map(([own, left, op, right]): Filter => ({
      ...place,
      kind: 'compare',
      each: own,
      left,
      chain: [{ op: op, right }],
    })),
    fc
      .tuple(
        each,
        operand,
        fc.boolean(),
        fc.array(fc.tuple(atom, fc.option(atom)), { minLength: 1, maxLength: 3 }),
      )
      .map(([own, left, negated, set]): Filter => ({
        ...place,
        kind: 'in',
        each: own,
        left,
        negated,
        set: set.map(([from, to]) => ({ ...place, kind: 'element', from, to })),
      })),
    tie('any').map((term): Filter => ({ ...place, kind: 'not', term })),
    fc
      .tuple(fc.constantFrom('or', 'and', 'xor'), tie('any'), tie('any'))
      .map(([kind, a, b]) => flat(kind as 'or', [a, b])),
  ),
})).any;

/** Without the places. */
const bare = (tree: unknown): unknown =>
  JSON.parse(
    JSON.stringify(tree, (key, value: unknown) => (key === 'start' || key === 'stop' ? undefined : value)),
  );

test('what is printed is read as the same', () => {
  fc.assert(
    fc.property(filter, (tree) => {
      const result = parseFilter(print(tree));
      expect(result.ok && bare(result.filter)).toEqual(bare(tree));
    }),
    { numRuns: 1500 },
  );
});

test('no text makes it throw, or takes long', () => {
  const piece = fc.constantFrom(
    '(',
    ')',
    '!',
    'not ',
    '&&',
    ' or ',
    'a',
    '"',
    '{',
    '}',
    'in',
    '[',
    ']',
    ':',
    '..',
    '==',
    ' ',
    '\\',
    'len(',
    '&',
    '5',
    ',',
    'é',
    '\0',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 60 }).map((all) => all.join('')),
      ),
      (any) => {
        const result = parseFilter(any);
        if (result.ok) return;
        const { start, stop } = result.error;
        expect(start >= 0 && start <= stop && stop <= any.length).toBe(true);
      },
    ),
    { numRuns: 3000 },
  );
  const start = performance.now();
  for (const hostile of [
    'len('.repeat(2000),
    '!'.repeat(8000),
    'a&&'.repeat(2600),
    'a[0:1]'.repeat(1300),
    `a in {${'1,'.repeat(3000)}`,
  ]) {
    parseFilter(hostile);
  }
  expect(performance.now() - start).toBeLessThan(3000);
});
