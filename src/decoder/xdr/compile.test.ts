import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import { pick } from './pick.ts';
import { ALL, EMPTY_REGISTRY, faults, walked } from './testing/all.ts';

/** Compiles everything that a text defines, and walks all of it over the same bytes. */
function exercise(text: string, bytes: Uint8Array): void {
  const { protocol } = compile(
    [
      { name: 'a.x', text },
      { name: 'b.x', text: '#include "a.x"\nstruct other { everything e; thing t; };' },
    ],
    { lenient: true },
  );
  const fields = protocol.types.flatMap(({ name, file }) =>
    protocol.variants(`${file}:${name}`).map((variant) => variant.field),
  );
  for (const program of protocol.programs) {
    for (const { procedures } of program.versions) {
      for (const procedure of procedures) fields.push(procedure.call, procedure.reply);
    }
  }
  for (const field of fields) {
    const { tree, end } = walked(protocol, field, bytes);
    expect(faults(tree, 0, end)).toEqual([]);
    const wanted = new Set(protocol.table.fields.slice(0, 20).map((one) => one.filter));
    pick(protocol, field, wanted, EMPTY_REGISTRY)(
      { bytes, length: bytes.length, holes: [] },
      0,
      bytes.length,
      () => undefined,
    );
  }
}

test('whatever a text says, compiling and walking never throw, and the leaves tile', () => {
  const words = ALL.split(/(?<=\W)|(?=\W)/);
  const names = [
    'node',
    'entry',
    'choice',
    'held',
    'point',
    'link',
    'ids',
    'everything',
    '*',
    '<>',
    '[3]',
    '<2>',
    ';',
    '}',
    '{',
  ];
  const edit = fc.tuple(
    fc.nat(words.length - 1),
    fc.nat(3),
    fc.oneof(fc.constantFrom(...names), fc.constantFrom(...words)),
  );
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 6 }), fc.uint8Array({ maxLength: 80 }), (edits, bytes) => {
      const changed = [...words];
      for (const [at, cut, put] of edits) changed.splice(at, cut, put);
      exercise(changed.join(''), bytes);
    }),
    { numRuns: 300 },
  );
});

test('tags of any kind at any place do no harm', () => {
  const tags = [
    '@in 3.0..4',
    '@in ..2, 9..',
    '@filter a.b',
    '@holds everything',
    '@holds held(c)',
    '@span 4 + c * 1000000',
    '@span 0 - 5',
    '@used 2',
    '@used c',
    '@secret',
    '@kind dictionary',
    '@label some words',
    '@payload call x',
    '@from server',
  ];
  const places = [...ALL.matchAll(/[;,]/g)].map((found) => found.index + 1);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...places), fc.constantFrom(...tags)), { maxLength: 10 }),
      fc.uint8Array({ maxLength: 80 }),
      (notes, bytes) => {
        let text = ALL;
        for (const [at, tag] of notes.sort((a, b) => b[0] - a[0])) {
          text = `${text.slice(0, at)} /**< ${tag} */ ${text.slice(at)}`;
        }
        exercise(text, bytes);
      },
    ),
    { numRuns: 200 },
  );
});

test('hostile texts take time in proportion', () => {
  const many = (count: number, line: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => line(i)).join('\n');
  const texts = [
    many(20_000, (i) => `struct s${i} { s${i + 1} x; };`),
    many(5_000, (i) => `struct s${i} { s${(i * 7) % 5_000} *x; s${(i * 13) % 5_000} y<>; };`),
    many(5_000, (i) => `typedef t${i + 1} t${i};`),
    many(20_000, (i) => `const A${i} = A${i + 1};`),
    `enum e { ${many(20_000, (i) => `A${i} = A${i + 1},`)} B };`,
    `union u switch (int t) { ${many(20_000, (i) => `case ${i}: int x${i};`)} };`,
    `struct s { ${many(20_000, (i) => `int x${i}; /**< @span x${Math.max(0, i - 1)} */`)} };`,
    many(200, (i) => `#include "a.x"\nstruct s${i} { int x; };`),
    many(60, (i) => `typedef t${i + 1} t${i}[4294967295];`) + 'typedef opaque t60[4294967295];',
  ];
  for (const text of texts) {
    // What takes time by the square never ends at this size; the runner's limit says so.
    const { protocol } = compile([{ name: 'a.x', text }], { lenient: true });
    for (const { name } of protocol.types.slice(0, 500)) {
      const [variant] = protocol.variants(name);
      if (variant) walked(protocol, variant.field, new Uint8Array(64));
    }
  }
});
