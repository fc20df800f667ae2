import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { Kind, Op, Role, type FieldDescriptor, type TypeDescriptor } from './descriptor.ts';
import { encode } from './encode.ts';
import type { Registry } from './registry.ts';
import { parseRelease, printReleases } from './releases.ts';
import { ALL, fieldOf, protocolOf, walked } from './testing/all.ts';

const registry: Registry = {
  meanings: new Map([
    ['gf_dict', { kind: Kind.dictionary }],
    ['uuid', {}],
    ['tagged', {}],
    ['tree_alias', {}],
  ]),
  codecs: new Map(),
};

function member(type: TypeDescriptor | null, name: string): FieldDescriptor {
  return type!.fields.find((field) => field.identifier === name)!;
}

describe('fields', () => {
  const protocol = protocolOf(
    `/** @filter file */

typedef opaque uuid[16];
typedef uuid gfid;           /**< identifies a file  @filter gluster.gfid */
typedef opaque gf_dict<>;    /**< packed  @holds pairs  @secret */
struct pairs { int count; };
typedef unsigned int gids<16>;
/** @filter own */
struct s {
  int a;              /**< words  @label an A  @ref RFC 1  @in 3.2.. */
  int b;              /**< @filter other.b */
  gfid id;
  gf_dict xdata;
  gids groups;        /**< who  @filter auth.gid */
  string name<255>;
  int *maybe;
  struct { int deep; } nested;
};
struct t { int a; s entries<>; unsigned hyper h; s *link; };
/** @kind credential */
struct cred { int a; };
struct u { cred c; cred d; /**< @kind header */ };
`,
    registry,
  );
  const s = protocol.type('s');

  test('have the words of their comment', () => {
    const a = member(s, 'a');
    expect(a).toMatchObject({ label: 'an A', doc: 'words', filter: 'own.a', ref: 'RFC 1', typeText: 'int' });
    expect(printReleases(a.releases)).toBe('3.2 and later');
  });

  test('are named by their own @filter, the typedef, the struct, the file', () => {
    expect(['a', 'b', 'id', 'xdata'].map((name) => member(s, name).filter)).toEqual([
      'own.a',
      'other.b',
      'gluster.gfid',
      'own.xdata',
    ]);
    expect(member(protocol.type('t'), 'a').filter).toBe('file.a');
    expect(member(member(s, 'nested').type, 'deep').filter).toBe('own.deep');
    const { protocol: bare } = compile([{ name: 'dir/plain.x', text: 'struct s { int a; };' }]);
    expect(member(bare.type('s'), 'a').filter).toBe('plain.a');
  });

  test('of arrays pass their name to the elements and to the count', () => {
    const groups = member(s, 'groups');
    expect(groups.type.element).toMatchObject({ label: 'group', filter: 'auth.gid', doc: 'who' });
    expect(groups.lengthField).toMatchObject({
      identifier: 'groups.count',
      label: 'groups count',
      filter: 'auth.gid.count',
      role: Role.count,
    });
    expect(groups.type).toMatchObject({ op: Op.ArrayVar, name: 'gids', size: 16 });
  });

  test('have a descriptor for the word before them', () => {
    expect(member(s, 'name').lengthField).toMatchObject({
      label: 'name length',
      filter: 'own.name.length',
      role: Role.length,
    });
    expect(member(s, 'maybe').lengthField).toMatchObject({ label: 'maybe present', role: Role.present });
    expect(member(s, 'a').lengthField).toBeNull();
  });

  test('take over what their typedef says', () => {
    const id = member(s, 'id');
    expect(id.type).toMatchObject({ name: 'gfid', meaning: 'uuid', op: Op.OpaqueFixed, fixedSize: 16 });
    expect([id.doc, id.typeText]).toEqual(['identifies a file', 'gfid']);
    const xdata = member(s, 'xdata');
    expect(xdata).toMatchObject({ secret: true, holds: { codec: 'pairs', arg: null } });
    expect(xdata.type).toMatchObject({ kind: Kind.dictionary, meaning: 'gf_dict', name: 'gf_dict' });
    expect(xdata.held?.field?.type.name).toBe('pairs');
  });

  test('know how their type is written', () => {
    expect(s!.fields.map((field) => field.typeText)).toEqual([
      'int',
      'int',
      'gfid',
      'gf_dict',
      'gids',
      'string<255>',
      'int *',
      'struct',
    ]);
  });

  test('have a section by @kind of the type, or of the field', () => {
    const u = protocol.type('u');
    expect([member(u, 'c').type.kind, member(u, 'd').type.kind]).toEqual([Kind.credential, Kind.header]);
  });

  test('of arrays of structs are called by one of them', () => {
    expect(member(protocol.type('t'), 'entries').type.element?.label).toBe('entry');
  });

  test('have their own place in the table', () => {
    protocol.table.fields.forEach((field, index) => expect(field.id).toBe(index));
  });
});

describe('types', () => {
  const protocol = protocolOf(ALL, registry);

  test('know how many bytes they take', () => {
    const sizes = ['point', 'id', 'odd', 'color', 'wide', 'empty', 'name', 'node', 'shape'].map((name) => {
      const type = protocol.type(name)!;
      return `${name} ${type.fixedSize} ${type.minSize}`;
    });
    expect(sizes).toEqual([
      'point 8 8',
      'id 16 16',
      'odd 8 8',
      'color 4 4',
      'wide 52 52',
      'empty 0 0',
      'name -1 4',
      'node -1 12',
      'shape -1 4',
    ]);
  });

  test('are found as they are written', () => {
    for (const text of [
      'int',
      'unsigned int',
      'unsigned  hyper',
      'bool',
      'opaque<>',
      'opaque<7>',
      'opaque[16]',
      'string<>',
      'point<>',
      'point[3]',
      'point *',
      'int<>',
      'test.x:point',
    ]) {
      expect(protocol.type(text), text).not.toBeNull();
    }
    for (const text of [
      '',
      'nothing',
      'opaque',
      'string[4]',
      'opaque[]',
      'other.x:point',
      '<>',
      'point<x>',
      'int[999999999999]',
    ]) {
      expect(protocol.type(text), text).toBeNull();
    }
    expect(protocol.type('opaque[5]')).toMatchObject({ op: Op.OpaqueFixed, size: 5, fixedSize: 8 });
    expect(protocol.type('point[3]')?.fixedSize).toBe(24);
    expect(protocol.type('opaque<>')).toBe(protocol.type('opaque<>'));
  });

  test('that end in a pointer to themselves are lists; other pointers are optional', () => {
    expect(member(protocol.type('everything'), 'entries').type.op).toBe(Op.List);
    const typedef = protocolOf('typedef struct s *link; struct s { int a; link next; };');
    expect(typedef.type('link')?.op).toBe(Op.List);
    const node = protocol.type('node');
    expect([member(node, 'left').type.op, member(node, 'right').type.op]).toEqual([Op.Optional, Op.Optional]);
  });

  test('may have another name before they are complete', () => {
    const own = protocolOf(
      'typedef struct node tree_alias; struct node { int value; tree_alias kids<>; tree_alias *best; int last; };',
      registry,
    );
    const field = fieldOf(own, 'node');
    const kid = field.type.fields[1]!.type.element!.type;
    expect(kid).toMatchObject({ name: 'tree_alias', meaning: 'tree_alias', minSize: 16 });
    const leaf = { value: 1, kids: [], best: null, last: 2 };
    const bytes = encode(field, { value: 3, kids: [leaf, { ...leaf, best: leaf }], best: null, last: 4 });
    expect(walked(own, field, bytes)).toMatchObject({ end: bytes.length, tree: { notes: [] } });
  });

  test('of several files keep apart', () => {
    const { protocol: two } = compile([
      { name: 'a.x', text: 'struct same { int a; };' },
      { name: 'b.x', text: 'struct same { hyper b; };' },
    ]);
    expect(two.type('same')?.fixedSize).toBe(4);
    expect(two.type('b.x:same')?.fixedSize).toBe(8);
    expect(two.types.map((type) => `${type.file} ${type.name}`)).toEqual(['a.x same', 'b.x same']);
  });
});

describe('releases', () => {
  const protocol = protocolOf(`
struct inner { int a; int b; /**< @in 6.0.. */ };
struct req { inner x; hyper c; /**< @in 3.6..8, 9.2.. */ };
struct plain { int a; };
enum e { OLD = 1, /**< @in ..3 */ NEW = 1, /**< @in 4.. */ LATER = 2 /**< @in 7.. */ };
struct named { e x; };
struct only { e x; /**< @in 8.. */ };
program P {
  version V {
    plain A(req) = 5;   /**< @in 3.6..8, 9.2.. @from server @normal ENOENT "why" @payload call c */
    req   B(plain) = 5; /**< @in 9.0..9.1 */
    void  NULL(void) = 0;
    int   SUM(int, plain) = 6;
  } = 3;
} = 77;
`);

  const sizes = (variants: readonly { releases: readonly unknown[]; field: FieldDescriptor }[]): string[] =>
    variants.map((variant) => `${printReleases(variant.releases as never)}: ${variant.field.type.fixedSize}`);

  test('give a type its layouts, newest first', () => {
    expect(sizes(protocol.variants('req'))).toEqual([
      '6.0 to 8, 9.2 and later: 16',
      '9.0 to 9.1: 8',
      '3.6 to 5: 12',
      'up to 3.5: 4',
    ]);
    expect(sizes(protocol.variants('plain'))).toEqual(['all releases: 4']);
    expect(protocol.variants('missing')).toEqual([]);
    expect(protocol.variants('req')).toBe(protocol.variants('req'));
  });

  test('of enum members do not make layouts, unless a value has two names', () => {
    expect(
      protocol.variants('named').map((variant) => [...variant.field.type.fields[0]!.type.members]),
    ).toEqual([
      [
        [1, 'NEW'],
        [2, 'LATER'],
      ],
      [
        [1, 'OLD'],
        [2, 'LATER'],
      ],
    ]);
  });

  test('cut the layouts of a procedure to those that have it', () => {
    const [a, b] = protocol.procedures(77, 3, 5);
    expect([a!.name, b!.name]).toEqual(['A', 'B']);
    expect(sizes(protocol.variants(a!, 'call'))).toEqual(['6.0 to 8, 9.2 and later: 16', '3.6 to 5: 12']);
    expect(sizes(protocol.variants(b!, 'reply'))).toEqual(['9.0 to 9.1: 8']);
    expect(b!.reply).toBe(protocol.variants(b!, 'reply')[0]!.field);
    expect(a!.fromServer).toBe(true);
    expect(a!.normal).toEqual([{ code: 'ENOENT', why: 'why' }]);
    expect([a!.callPayload, a!.replyPayload]).toEqual(['c', null]);
  });

  test('are looked up by the field that was compiled for them', () => {
    const old = protocol.variants('req').at(-1)!.field;
    expect(protocol.releaseOf(old)).toBeLessThan(30600);
    expect(protocol.type('inner', protocol.releaseOf(old))?.fixedSize).toBe(4);
    expect(protocol.type('inner')?.fixedSize).toBe(8);
    expect(protocol.type('inner', parseRelease('6.0')!)).toBe(protocol.type('inner'));
  });

  test('types are compiled once for each layout, and ids stay', () => {
    const before = protocol.table.fields.length;
    const ids = protocol.variants('req').map((variant) => variant.field.id);
    for (let i = 0; i < 3; i++) {
      expect(protocol.variants('req').map((variant) => variant.field.id)).toEqual(ids);
      expect(protocol.type('inner')).toBe(protocol.type('inner'));
    }
    expect(protocol.table.fields.length).toBe(before);
  });

  test('bodies have fixed names, also without or with several arguments', () => {
    const [none] = protocol.procedures(77, 3, 0);
    expect(none!.call).toMatchObject({ identifier: 'args', label: 'arguments', type: { op: Op.Void } });
    const [sum] = protocol.procedures(77, 3, 6);
    expect(sum!.call.type.fields.map((field) => `${field.identifier} ${field.filter}`)).toEqual([
      'arg1 test.arg1',
      'arg2 test.arg2',
    ]);
    expect(sum!.reply).toMatchObject({
      identifier: 'results',
      label: 'results',
      filter: 'test.results',
      type: { op: Op.Int },
    });
    expect(protocol.procedures(77, 3, 99)).toEqual([]);
    expect(protocol.program(78)).toBeNull();
  });
});

test('members of an enum without a value count on from the one before', () => {
  const protocol = protocolOf(
    'const START = 5; enum e { A, B, C = START, D, E = 0x10, F }; struct s { int x[F]; };',
  );
  expect([...protocol.type('e')!.members]).toEqual([
    [0, 'A'],
    [1, 'B'],
    [5, 'C'],
    [6, 'D'],
    [16, 'E'],
    [17, 'F'],
  ]);
  expect(protocol.type('s')?.fixedSize).toBe(17 * 4);
});

test('a program may stand in several files', () => {
  const { protocol, errors } = compile([
    {
      name: 'a.x',
      text: '/** first @label The P */ program P { version V { void A(void) = 1; } = 1; } = 7;',
    },
    {
      name: 'b.x',
      text: 'program Q { version V { void B(void) = 2; } = 1; version W { void C(void) = 1; } = 2; } = 7;',
    },
  ]);
  expect(errors).toEqual([]);
  expect(protocol.programs).toHaveLength(1);
  expect(protocol.programs[0]).toMatchObject({ number: 7, name: 'P', label: 'The P' });
  expect(protocol.programs[0]!.versions.map((version) => version.procedures.map((p) => p.name))).toEqual([
    ['A', 'B'],
    ['C'],
  ]);
});

test('fields that no file declares are made once', () => {
  const protocol = protocolOf(ALL);
  const type = protocol.type('opaque<>')!;
  const field = protocol.adhoc('x', type, { label: 'an x', filter: 'a.x' });
  expect(protocol.adhoc('x', type, { label: 'an x', filter: 'a.x' })).toBe(field);
  expect(protocol.adhoc('x', type, { label: 'another x' })).not.toBe(field);
  expect(protocol.adhoc('x', type)).not.toBe(field);
  expect(field).toMatchObject({ label: 'an x', filter: 'a.x', lengthField: { filter: 'a.x.length' } });
  expect(protocol.table.fields[field.id]).toBe(field);
});

test('a text with a thousand layouts compiles none before it is asked for', () => {
  const members = Array.from(
    { length: 1_000 },
    (_, i) => `int a${i}; /**< @in ${1 + Math.floor(i / 100)}.${i % 100}.. */`,
  );
  const { protocol, errors } = compile([{ name: 'a.x', text: `struct s { ${members.join('\n')} };` }]);
  expect(errors).toEqual([]);
  const before = protocol.table.fields.length;
  expect(protocol.variants('s')).toHaveLength(1_001);
  expect(protocol.table.fields.length).toBe(before);
  expect(protocol.variants('s')[0]!.field.type.fields).toHaveLength(1_000);
});
