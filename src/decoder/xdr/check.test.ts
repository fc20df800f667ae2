import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import type { Codec, Registry } from './registry.ts';

const registry: Registry = {
  meanings: new Map(),
  codecs: new Map([['blob', { name: 'blob', fields: [], walk: () => undefined } satisfies Codec]]),
};

function messages(...texts: string[]): string[] {
  const files = texts.map((text, index) => ({ name: `${'abc'[index]}.x`, text }));
  return compile(files, { registry }).errors.map((error) => `${error.file}:${error.line} ${error.message}`);
}

describe('names', () => {
  test.each([
    ['struct s { thing x; };', 'There is no type thing here.'],
    ['struct s { int a; int a; };', 'a stands twice in this struct.'],
    ['struct s { int a; }; struct s { int b; };', 'The type s is defined twice in this file.'],
    ['const A = 1; const A = 2;', 'A is defined twice in this file.'],
    ['enum e { A = 1 }; enum f { A = 2 };', 'A is defined twice in this file.'],
    ['struct s { int a[MAX]; };', 'MAX is no constant that is known here.'],
    ['const A = B; const B = A; struct s { int x[A]; };', 'A is no constant that is known here.'],
    ['struct s { int a[-1]; };', 'A size is from 0 to 4294967295, not -1.'],
    ['enum e { A = 0x100000000 };', 'A value of an enum is from -2147483648 to 4294967295, not 4294967296.'],
    ['union u switch (int t) { case NONE: void; };', 'NONE is no constant that is known here.'],
    ['union u switch (int t) { case 1: void; case 1: int x; };', 'The case 1 stands twice in this union.'],
    [
      'union u switch (unsigned t) { case -1: void; case 0xffffffff: int x; };',
      'The case 4294967295 stands twice in this union.',
    ],
    [
      'union u switch (hyper t) { case 1: void; };',
      'A discriminant is an int, an unsigned int, a bool or an enum.',
    ],
    [
      'typedef hyper h; union u switch (h t) { case 1: void; };',
      'A discriminant is an int, an unsigned int, a bool or an enum.',
    ],
    ['program P { version V { thing A(void) = 1; } = 1; } = 1;', 'There is no type thing here.'],
    [
      'program P { version V { void A(void) = 1; void B(void) = 1; } = 1; } = 1;',
      'B and A are both procedure 1 (all releases).',
    ],
    [
      'program P { version V { void A(void) = 1; /**< @in 3.0..4 */ void B(void) = 1; /**< @in 4.1.. */ } = 1; } = 1;',
      'B and A are both procedure 1 (4.1 to 4).',
    ],
    ['#include "z.x"\nconst A = 1;', 'There is no file z.x.'],
  ])('%s', (text, message) => {
    expect(messages(text)[0]?.replace(/^a.x:\d+ /, '')).toBe(message);
  });

  test('may be shared by what exists in different releases', () => {
    const text = `
struct s { int a; /**< @in ..3.4 */ hyper a; /**< @in 3.6.. */ };
/** @in ..3 */ struct t { int a; };
/** @in 4.. */ struct t { hyper a; };
enum e { OLD = 1, /**< @in ..3 */ NEW = 1 /**< @in 4.. */ };
program P { version V { void A(void) = 1; /**< @in ..3 */ void B(void) = 1; /**< @in 4.. */ } = 1; } = 1;`;
    expect(messages(text)).toEqual([]);
  });

  test('of an included file are seen, of others are not', () => {
    const b = 'const SIZE = 4; struct shared { int a; }; enum e { ONE = 1 };';
    expect(
      messages('#include "b.x"\nstruct s { shared x[SIZE]; }; union u switch (e t) { case ONE: void; };', b),
    ).toEqual([]);
    expect(
      messages('#include "b.x"\nstruct s { shared x; };', '#include "c.x"\n', 'struct shared { int a; };'),
    ).toEqual([]);
    expect(messages('struct s { shared x; };', b)).toEqual(['a.x:1 There is no type shared here.']);
    expect(
      messages('#include "b.x"\nstruct s { int x; };', '#include "a.x"\nstruct s { hyper y; };'),
    ).toEqual([]);
  });
});

describe('recursion', () => {
  test.each([
    'struct s { s x; };',
    'struct a { b x; }; struct b { a x; };',
    'typedef t t;',
    'typedef a b; typedef b a;',
    'struct s { s x[2]; };',
    'union u switch (int t) { case 1: u x; };',
    'struct s { struct { s deep; } x; };',
  ])('%s: a type cannot contain itself', (text) => {
    expect(messages(text).some((message) => message.includes('contains itself'))).toBe(true);
  });

  test.each([
    'struct s { int a; s *next; };',
    'struct s { s *left; s *right; };',
    'struct s { s children<>; };',
    'typedef struct s *link; struct s { int a; link next; };',
    'struct a { b *x; }; struct b { a x<>; };',
    'struct s { opaque x<>; /**< @holds s */ };',
  ])('%s: through * and <> it can', (text) => {
    expect(messages(text)).toEqual([]);
  });

  test('chains of types are followed 256 deep', () => {
    const chain = (length: number): string =>
      Array.from({ length }, (_, i) => `struct s${i} { ${i + 1 < length ? `s${i + 1} x` : 'int x'}; };`).join(
        '\n',
      );
    expect(messages(chain(200))).toEqual([]);
    expect(messages(chain(20_000)).length).toBeGreaterThan(0);
  });

  test('what is broken takes its users with it, and nothing else', () => {
    const { protocol, errors } = compile([
      {
        name: 'a.x',
        text: 'struct bad { missing x; }; struct user { bad x<>; }; struct good { int x; }; program P { version V { good A(good) = 1; user B(good) = 2; } = 1; } = 9;',
      },
    ]);
    expect(errors).toHaveLength(1);
    expect([protocol.type('bad'), protocol.type('user')]).toEqual([null, null]);
    expect(protocol.type('good')?.fixedSize).toBe(4);
    expect(protocol.program(9)?.versions[0]?.procedures.map((procedure) => procedure.name)).toEqual(['A']);
  });
});

describe('tags', () => {
  test.each([
    ['struct s { int a; /**< @payload call a */ };', '@payload means nothing on a field.'],
    ['struct s { int a; }; /**< @from server */', '@from means nothing on a type.'],
    ['const A = 1; /**< @filter a */', '@filter means nothing on a constant.'],
    ['enum e { A = 1 /**< @secret */ };', '@secret means nothing on a member of an enum.'],
    ['program P { } = 1; /**< @secret */', '@secret means nothing on a program.'],
    ['program P { version V { } = 1; /**< @kind body */ } = 1;', '@kind means nothing on a version.'],
    [
      'program P { version V { void A(void) = 1; /**< @holds blob */ } = 1; } = 1;',
      '@holds means nothing on a procedure.',
    ],
    ['/** @kind body */\n\nconst A = 1;', '@kind means nothing on a file.'],
    [
      'struct s { opaque a<>; /**< @holds none */ };',
      '@holds names none, which is neither a codec nor a type.',
    ],
    ['struct s { opaque a<>; /**< @holds blob(b) */ int b; };', '@holds names b, which is no earlier field.'],
    ['struct s { int a; /**< @span 4 + b */ int b; };', '@span names b, which is no earlier field.'],
    ['struct s { int a[4]; /**< @used b */ };', '@used names b, which is no earlier field.'],
  ])('%s', (text, message) => {
    expect(messages(text)[0]?.replace(/^a.x:\d+ /, '')).toBe(message);
    const misplaced = compile([{ name: 'a.x', text }], { registry, lenient: true });
    if (message.includes('means nothing') || message.includes('neither'))
      expect(misplaced.errors).toEqual([]);
  });
});
