import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Definition, StructSpecifier, UnionSpecifier } from './ast.ts';
import { parse } from './parse.ts';
import { ALL } from './testing/all.ts';

function definitions(text: string): readonly Definition[] {
  const { file, errors } = parse(text, 't.x');
  expect(errors).toEqual([]);
  return file.definitions;
}
function messages(text: string): string[] {
  return parse(text, 't.x').errors.map((error) => `${error.line}:${error.column} ${error.message}`);
}
function struct(text: string): StructSpecifier {
  const [definition] = definitions(text);
  return (definition as Extract<Definition, { kind: 'type' }>).specifier as StructSpecifier;
}

describe('declarations', () => {
  test.each([
    ['int x;', 'int plain'],
    ['unsigned x;', 'unsigned int plain'],
    ['unsigned int x;', 'unsigned int plain'],
    ['unsigned long x;', 'unsigned int plain'],
    ['long int x;', 'int plain'],
    ['hyper x;', 'hyper plain'],
    ['unsigned hyper x;', 'unsigned hyper plain'],
    ['unsigned char x[4];', 'unsigned char fixed 4'],
    ['short x;', 'short plain'],
    ['bool x;', 'bool plain'],
    ['float x;', 'float plain'],
    ['double x;', 'double plain'],
    ['opaque x[16];', 'opaque fixed 16'],
    ['opaque x<>;', 'opaque variable'],
    ['opaque x<0x10>;', 'opaque variable 16'],
    ['opaque x<010>;', 'opaque variable 8'],
    ['string x<255>;', 'string variable 255'],
    ['thing x;', 'thing plain'],
    ['thing *x;', 'thing optional'],
    ['struct thing *x;', 'thing optional'],
    ['enum thing x;', 'thing plain'],
    ['thing x<MAX>;', 'thing variable MAX'],
    ['int version;', 'int plain'],
    ['int program;', 'int plain'],
  ])('%s', (text, wanted) => {
    const [member] = struct(`struct s { ${text} };`).members;
    const { specifier, shape, size } = member!;
    const name = specifier.kind === 'builtin' || specifier.kind === 'name' ? specifier.name : specifier.kind;
    const count = size === null ? '' : ` ${size.kind === 'name' ? size.name : size.value}`;
    expect(`${name} ${shape}${count}`).toBe(wanted);
  });

  test('a union has several cases an arm, a default, and nested specifiers', () => {
    const [definition] = definitions(
      'union u switch (int t) { case 1: case A: int x; case -2: struct { enum { P, Q = 5 } k; } s; default: void; };',
    );
    const union = (definition as Extract<Definition, { kind: 'type' }>).specifier as UnionSpecifier;
    expect(union.arms.map((arm) => arm.cases.length)).toEqual([2, 1]);
    expect(union.arms[1]!.cases[0]).toMatchObject({ value: -2 });
    expect(union.arms[1]!.declaration.specifier.kind).toBe('struct');
    expect(union.defaultArm?.name).toBe('');
  });

  test('a program has versions and procedures, with none, one or several arguments', () => {
    const [program] = definitions(
      'program P { version V1 { void NULL(void) = 0; int A(int, struct s, string) = 1; s *B() = 2; } = 1; version V2 { } = 2; } = 0x20000000;',
    );
    expect(program).toMatchObject({ kind: 'program', name: 'P', number: { value: 0x20000000 } });
    const { versions } = program as Extract<Definition, { kind: 'program' }>;
    expect(versions.map((version) => version.procedures.length)).toEqual([3, 0]);
    expect(versions[0]!.procedures.map((procedure) => procedure.args.length)).toEqual([1, 3, 0]);
    expect(versions[0]!.procedures[1]!.args[2]).toMatchObject({
      shape: 'variable',
      specifier: { name: 'string' },
    });
    expect(versions[0]!.procedures[2]!.result.shape).toBe('optional');
  });

  test('includes, lines for rpcgen and plain comments', () => {
    const { file, errors } = parse(
      '#include "a.x"\n  #include "b.x" // why\n%#include <stdio.h>\n/* plain */ // also\n/**/ const A = 1; /***** no doc *****/\n',
      't.x',
    );
    expect(errors).toEqual([]);
    expect(file.includes.map((include) => include.file)).toEqual(['a.x', 'b.x']);
    expect(file.definitions).toHaveLength(1);
  });
});

describe('comments', () => {
  test('stand before a thing, and after its end', () => {
    const s = struct(
      '/** before */ struct s {\n  /** above */\n  int a; /**< behind a */\n  int b /**< inside b */;\n  int c;\n}; /**< after */',
    );
    expect(s.members.map((member) => member.doc.text)).toEqual(['above behind a', 'inside b', '']);
    expect(definitions('/** before */ const A = 1; /**< after */\n')[0]!.doc.text).toBe('before after');
  });

  test('of enums stand behind the comma, or before the brace', () => {
    const [definition] = definitions('enum e { A = 1, /**< one */ B = 2 /**< two */, C = 3 /**< three */ };');
    const { specifier } = definition as Extract<Definition, { kind: 'type' }>;
    expect(specifier.kind === 'enum' && specifier.members.map((member) => member.doc.text)).toEqual([
      'one',
      'two',
      'three',
    ]);
  });

  test('of discriminants, arms, procedures, versions and programs', () => {
    const [union, program] = definitions(`
      union u switch (int t /**< which */) { /** first */ case 1: int x; /**< arm */ default: void; /**< none */ };
      program P { version V { /** asks */ int A(void) = 1; /**< more */ } = 1; /**< version */ } = 2; /**< program */
    `);
    const { specifier } = union as Extract<Definition, { kind: 'type' }>;
    const { discriminant, arms, defaultArm } = specifier as UnionSpecifier;
    expect([discriminant.doc.text, arms[0]!.declaration.doc.text, defaultArm!.doc.text]).toEqual([
      'which',
      'first arm',
      'none',
    ]);
    const { versions, doc } = program as Extract<Definition, { kind: 'program' }>;
    expect([versions[0]!.procedures[0]!.doc.text, versions[0]!.doc.text, doc.text]).toEqual([
      'asks more',
      'version',
      'program',
    ]);
  });

  test.each([
    ['/** file @filter f */\n\n/** s */ struct s { int a; };', 'file', 's'],
    ['/** file @filter f */\n#include "a.x"\n/** s */ struct s { int a; };', 'file', 's'],
    ['/** file */ /** s */ struct s { int a; };', 'file', 's'],
    ['/** s */\nstruct s { int a; };', '', 's'],
    ['\n\n/** file */\r\n\r\nstruct s { int a; };', 'file', ''],
  ])('%j: the file has %j, the struct %j', (text, ofFile, ofStruct) => {
    const { file, errors } = parse(text, 't.x');
    expect(errors).toEqual([]);
    expect([file.doc.text, file.definitions[0]!.doc.text]).toEqual([ofFile, ofStruct]);
  });

  test('of several before a thing the last counts', () => {
    expect(definitions('const A = 1;\n/** a section */\n\n/** b */ const B = 2;')[1]!.doc.text).toBe('b');
  });

  test('that belong to nothing are errors when they say something', () => {
    expect(messages('struct s { /**< lost */ int a; };')).toEqual([
      '1:12 This comment stands after nothing that it could describe.',
    ]);
    expect(messages('struct s { int a; /** @in 3.0.. */ };')).toEqual([
      '1:19 This comment has tags, and stands before nothing that could have them.',
    ]);
    expect(parse('struct s { /**< lost */ int a; };', 't.x', { lenient: true }).errors).toEqual([]);
  });
});

describe('faults', () => {
  test.each([
    ['struct s { int a }', '1:18 Expected `;`, but `}` stands here.'],
    ['struct s { int a; }', '1:20 Expected `;`, but the file ends here.'],
    ['const A = ;', '1:11 Expected number or constant, but `;` stands here.'],
    ['struct s { opaque a; };', '1:20 Expected `[` or `<`, but `;` stands here.'],
    ['struct s { string a[4]; };', '1:23 Expected `<`, but `;` stands here.'],
    ['const A = 08;', '1:11 `08` is no number.'],
    ['const A = 1x;', '1:11 `1x` is no number.'],
    ['const A = 99999999999999999999;', '1:11 `99999999999999999999` is no number.'],
    ['const A = 1; $', '1:14 `$` has no meaning here.'],
    ['const A = 1; ☃', '1:14 `U+2603` has no meaning here.'],
    ['/* no end', '1:1 This comment has no end.'],
    ['#define A 1', '1:1 Only `#include "file.x"` is known of the preprocessor.'],
    ['struct int { int a; };', '1:8 Expected name, but `int` stands here.'],
    ['typedef void;', '1:9 A typedef of void has no name.'],
    [
      'union u switch (int t) { int x; };',
      '1:26 Expected `case` or `default` or `}`, but `int` stands here.',
    ],
    ['union u switch (int t) { default: void; default: void; };', '1:48 A union has one default at most.'],
    [
      'int x;',
      '1:1 Expected const or enum or struct or union or typedef or program or #include, but `int` stands here.',
    ],
  ])('%s', (text, message) => {
    expect(messages(text)[0]).toBe(message);
  });

  test('are told with what could stand there, and where', () => {
    expect(parse('struct s {\n  int a\n};', 'f.x').errors[0]).toEqual({
      file: 'f.x',
      line: 3,
      column: 1,
      message: 'Expected `;`, but `}` stands here.',
      expected: ['`;`'],
    });
  });

  test('do not hide those behind them, nor what is right', () => {
    const text = `
struct a { int ; int x; bad bad bad; int y; };
const = 3;
enum e { , };
const GOOD = 4;
union u switch (int t) { case : int x; case 2: int y; };
struct b { struct { int ; int deep; } in; int z; };
`;
    const { file, errors } = parse(text, 't.x');
    expect(errors.map((error) => error.line)).toEqual([2, 2, 3, 4, 6, 7]);
    expect(file.definitions.map((d) => (d.kind === 'typedef' ? d.declaration.name : d.name))).toEqual([
      'a',
      'GOOD',
      'u',
      'b',
    ]);
    const a = file.definitions[0] as Extract<Definition, { kind: 'type' }>;
    expect((a.specifier as StructSpecifier).members.map((member) => member.name)).toEqual(['x', 'y']);
  });

  test('declarations nest 64 deep and no deeper', () => {
    const nest = (levels: number): string =>
      'struct s { '.padEnd(11) + 'struct { '.repeat(levels) + 'int x; ' + '} y; '.repeat(levels) + '};';
    expect(messages(nest(63))).toEqual([]);
    expect(messages(nest(64))[0]).toContain('More than 64 levels');
    expect(messages(nest(100_000)).length).toBeLessThanOrEqual(100);
  });

  test('at most a hundred are told', () => {
    expect(messages('$ '.repeat(10_000))).toHaveLength(100);
    expect(messages('struct ; '.repeat(10_000))).toHaveLength(100);
  });
});

test('whatever the text is, parsing gives errors and never throws', () => {
  const piece = fc.constantFrom(
    ...[
      'struct',
      'union',
      'enum',
      'typedef',
      'program',
      'version',
      'switch',
      'case',
      'default',
      'const',
      'opaque',
    ],
    ...[
      'string',
      'unsigned',
      'int',
      'void',
      'a',
      'b',
      '{',
      '}',
      '(',
      ')',
      '<',
      '>',
      '[',
      ']',
      ';',
      ':',
      ',',
      '=',
      '*',
    ],
    ...[
      '1',
      '-1',
      '0x',
      '/*',
      '*/',
      '/**',
      '/**<',
      '@in',
      '@filter',
      '@',
      '3..',
      '..',
      '"',
      '#include "a"',
      '%',
      '\n',
      '\0',
      '\ud800',
    ],
  );
  const soup = fc.oneof(
    fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(' ')),
    fc.string({ unit: 'binary' }),
  );
  const damaged = fc
    .tuple(fc.nat(ALL.length), fc.nat(30), soup)
    .map(([at, cut, put]) => ALL.slice(0, at) + put + ALL.slice(at + cut));
  fc.assert(
    fc.property(fc.oneof(soup, damaged), fc.boolean(), (text, lenient) => {
      const { file, errors } = parse(text, 't.x', { lenient });
      expect(Array.isArray(file.definitions)).toBe(true);
      const lines = text.split('\n');
      for (const error of errors) {
        expect(error.line).toBeLessThanOrEqual(lines.length);
        expect(error.column).toBeGreaterThan(0);
      }
    }),
    { numRuns: 1000 },
  );
});

test('large and hostile texts take time in proportion', () => {
  const texts = [
    '/** @in 3.0.. */ '.repeat(40_000),
    '/** ' + '@x '.repeat(200_000) + '*/ const A = 1;',
    'a '.repeat(400_000),
    '%'.repeat(500_000),
    'x ' + '%'.repeat(500_000),
    '{'.repeat(500_000),
    'struct s { '.repeat(50_000),
    'struct s { int a; '.repeat(1) + 'int b '.repeat(100_000),
    'union u switch (int a) { ' + 'case 1: '.repeat(100_000),
    'enum e { ' + 'A, '.repeat(200_000),
  ];
  for (const text of texts) {
    // What takes time by the square never ends at this size; the runner's limit says so.
    parse(text, 't.x', { lenient: true });
  }
});
