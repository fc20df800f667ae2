import { describe, expect, test } from 'vitest';
import { NodeFlag } from './tree.ts';
import type { Codec, Registry, WalkContext } from './registry.ts';
import { faults, fieldOf, outline, protocolOf, walked } from './testing/all.ts';
import { Kind } from './descriptor.ts';

function words(...values: number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => view.setUint32(index * 4, value));
  return bytes;
}

function codec(walk: Codec['walk']): Registry {
  return {
    meanings: new Map([['dict', { kind: Kind.dictionary }]]),
    codecs: new Map([['body', { name: 'body', walk, fields: [] }]]),
  };
}

function show(
  text: string,
  type: string,
  bytes: Uint8Array,
  registry?: Registry,
): { lines: string[]; notes: string[]; end: number } {
  const protocol = protocolOf(text, registry);
  const { tree, end } = walked(protocol, fieldOf(protocol, type), bytes, registry);
  expect(faults(tree, 0, end)).toEqual([]);
  return {
    lines: outline(protocol, tree),
    notes: tree.notes.map((note) => `${note.code} ${note.offset}+${note.length}`),
    end,
  };
}

describe('@holds a type', () => {
  const text = 'struct point { int x; int y; }; struct s { opaque p<>; /**< @holds point */ int z; };';

  test('that is shorter than the opaque: the rest is undecoded', () => {
    const { lines, notes } = show(text, 's', words(12, 1, 2, 3, 4));
    expect(lines).toEqual([
      's 0-20',
      '  p.length 0-4',
      '  p 4-16',
      '    x 4-8',
      '    y 8-12',
      '    undecoded 12-16',
      '  z 16-20',
    ]);
    expect(notes).toEqual(['bytes-left 12+4']);
  });

  test('that is longer: what is there, and decoding goes on behind', () => {
    const { lines, notes } = show(text, 's', words(4, 1, 4));
    expect(lines).toEqual(['s 0-12', '  p.length 0-4', '  p 4-8', '    x 4-8', '  z 8-12']);
    expect(notes).toEqual(['field-beyond-record 8+0']);
  });

  test('in an opaque that goes beyond the record', () => {
    const { lines, notes } = show(text, 's', words(100, 1, 2, 3));
    expect(lines).toEqual([
      's 0-16',
      '  p.length 0-4',
      '  p 4-16',
      '    x 4-8',
      '    y 8-12',
      '    undecoded 12-16',
    ]);
    expect(notes).toEqual(['length-beyond-record 0+4', 'bytes-left 12+4']);
  });

  test('that is a union, chosen by an earlier field', () => {
    const union =
      'union u switch (int t) { case 1: int a; case 2: hyper b; }; struct s { int t; unsigned k; opaque p<>; /**< @holds u(t) */ };';
    expect(show(union, 's', words(1, 9, 4, 7)).lines).toEqual([
      's 0-16',
      '  t 0-4',
      '  k 4-8',
      '  p.length 8-12',
      '  p 12-16',
      '    a 12-16',
    ]);
    expect(show(union, 's', words(2, 9, 8, 7, 8)).lines.at(-1)).toBe('    b 12-20');
    const unknown = show(union, 's', words(3, 9, 4, 7));
    expect([unknown.lines.at(-1), unknown.notes]).toEqual([
      '    undecoded 12-16',
      ['union-without-arm 12+4'],
    ]);
  });

  test('whose chooser was not captured: undecoded, without complaint', () => {
    const protocol = protocolOf(
      'union u switch (int t) { case 1: int a; }; struct s { int t; opaque p<>; /**< @holds u(t) */ };',
    );
    const { tree } = walked(protocol, fieldOf(protocol, 's'), {
      bytes: words(0, 4, 7),
      length: 12,
      holes: [[0, 4]],
    });
    expect(outline(protocol, tree).at(-1)).toBe('    undecoded 8-12');
    expect(tree.notes).toEqual([]);
  });

  test('of elements, and inside what is held', () => {
    const deep = 'struct in { opaque q<>; /**< @holds in */ }; struct s { opaque p<>; /**< @holds in */ };';
    expect(show(deep, 's', words(8, 4, 0)).lines).toEqual([
      's 0-12',
      '  p.length 0-4',
      '  p 4-12',
      '    q.length 4-8',
      '    q 8-12',
      '      q.length 8-12',
    ]);
    const levels = 100;
    const nest = words(...Array.from({ length: levels }, (_, i) => (levels - 1 - i) * 4));
    expect(show(deep, 's', nest).notes).toEqual(['nested-too-deep 256+144']);
  });
});

describe('@holds a codec', () => {
  const text = 'typedef opaque dict<>; /**< @holds body(kind) */ struct s { int kind; dict d; int z; };';
  const bytes = words(5, 8, 1, 2, 3);

  test('it gets the bytes, the group and the argument', () => {
    const calls: unknown[] = [];
    const registry = codec((context: WalkContext, start, end, group, argument) => {
      calls.push([
        start,
        end,
        group,
        argument,
        context.word(start),
        context.present(start, end),
        context.type('hyper')?.fixedSize,
      ]);
      const field = context.adhoc('inner', context.type('unsigned int')!);
      context.field(field, start, end, Kind.dictionary);
      context.field(field, start + 4, end, Kind.dictionary);
    });
    const { lines, notes } = show(text, 's', bytes, registry);
    expect(calls).toEqual([[8, 16, 3, 5, 1, true, 8]]);
    expect(lines.slice(2)).toEqual([
      '  d.length 4-8',
      '  d 8-16',
      '    inner 8-12',
      '    inner 12-16',
      '  z 16-20',
    ]);
    expect(notes).toEqual([]);
  });

  test('it may walk too far, too little, throw, or leave groups open: the tree stands', () => {
    const bad: [string, Codec['walk'], string][] = [
      [
        'half',
        (context, start, end) =>
          void context.builder.leaf(context.adhoc('x', context.type('int')!).id, start, end - 4, Kind.body),
        '    undecoded 12-16',
      ],
      [
        'too much',
        (context, start, end) =>
          void context.builder.leaf(context.adhoc('x', context.type('int')!).id, start, end + 4, Kind.body),
        '    undecoded 8-16',
      ],
      [
        'open',
        (context, start) =>
          void context.builder.group(context.adhoc('x', context.type('int')!).id, start, Kind.body),
        '    undecoded 8-16',
      ],
      [
        'throws',
        (context, start) => {
          context.builder.group(context.adhoc('x', context.type('int')!).id, start, Kind.body);
          context.builder.note('info', 'lost', 'lost', start, 0, context.builder.count - 1);
          throw new Error('no');
        },
        '    undecoded 8-16',
      ],
    ];
    for (const [name, walk, line] of bad) {
      const { lines, notes } = show(text, 's', bytes, codec(walk));
      expect([name, lines.at(-2), lines.at(-1), notes]).toEqual([
        name,
        line,
        '  z 16-20',
        ['codec-failed 8+8'],
      ]);
    }
  });

  test('what it adds nothing to stays one leaf', () => {
    const nothing = codec(() => undefined);
    const { lines, notes } = show(text, 's', bytes, nothing);
    expect([lines.slice(-2), notes]).toEqual([['  d 8-16', '  z 16-20'], []]);
    const protocol = protocolOf(text, nothing);
    const message = { bytes: words(5, 8, 0, 0, 3), length: 20, holes: [[8, 16]] as const };
    const { tree } = walked(protocol, fieldOf(protocol, 's'), message, nothing);
    expect([tree.kind[3], tree.flags[3]]).toEqual([Kind.missing, NodeFlag.valueMissing]);
  });

  test('a field that does not fit inside a codec ends at the codec', () => {
    const registry = codec(
      (context, start, end) =>
        void context.field(context.adhoc('x', context.type('opaque<>')!), start, end, Kind.body),
    );
    const { lines, notes } = show(
      'typedef opaque dict<>; /**< @holds body */ struct s { dict d; int z; };',
      's',
      words(8, 100, 2, 3),
      registry,
    );
    expect(lines).toEqual([
      's 0-16',
      '  d.length 0-4',
      '  d 4-12',
      '    x.length 4-8',
      '    x 8-12',
      '  z 12-16',
    ]);
    expect(notes).toEqual(['length-beyond-record 4+4']);
  });

  test('its section is that of the type, also for the length', () => {
    const registry = codec((context, start, end) => context.rest(start, end));
    const protocol = protocolOf(text, registry);
    const { tree } = walked(protocol, fieldOf(protocol, 's'), bytes, registry);
    expect([...tree.kind.slice(0, tree.count)]).toEqual([
      Kind.body,
      Kind.body,
      Kind.dictionary,
      Kind.dictionary,
      Kind.undecoded,
      Kind.body,
    ]);
  });
});

describe('@span', () => {
  const text = 'struct in { int a<>; }; struct s { unsigned size; in x; /**< @span 4 + size */ int z; };';

  test('that fits says nothing', () => {
    expect(show(text, 's', words(8, 1, 7, 9))).toMatchObject({ notes: [], end: 16 });
  });

  test('that ends later: what is between is undecoded, and the next field stands where it should', () => {
    const { lines, notes } = show(text, 's', words(12, 1, 7, 8, 9));
    expect(lines.slice(-2)).toEqual(['  undecoded 12-16', '  z 16-20']);
    expect(notes).toEqual(['span-mismatch 12+4']);
  });

  test('that ends earlier cuts the field short', () => {
    const { lines, notes } = show(text, 's', words(8, 100, 7, 9));
    expect(lines.slice(-1)).toEqual(['  z 12-16']);
    expect(notes).toEqual(['count-beyond-record 4+4', 'span-mismatch 4+8']);
  });

  test.each([0x7fffffff, 0xffffffff, 1000])('of %i is not believed: the field says where it ends', (size) => {
    const { lines, notes, end } = show(text, 's', words(size, 1, 7, 9));
    expect([end, lines.at(-1)]).toEqual([16, '  z 12-16']);
    expect(notes).toEqual(['span-out-of-range 4+8']);
  });

  test('beyond the end, of a field that does not fit either: all is given up', () => {
    const { lines, notes, end } = show(text, 's', words(1000, 100, 7, 9));
    expect([end, lines.at(-1)]).toEqual([16, '      a 12-16 #1']);
    expect(notes.map((note) => note.split(' ')[0])).toContain('span-out-of-range');
  });

  test('before its own start leaves no room', () => {
    const back = 'struct s { int size; int a; int b; /**< @span size - 100 */ int z; };';
    const { lines, notes } = show(back, 's', words(4, 1, 2, 3));
    expect(lines.slice(-2)).toEqual(['  a 4-8', '  z 8-12']);
    expect(notes).toEqual(['span-out-of-range 8+0']);
  });

  test('whose field was not captured is ignored', () => {
    const protocol = protocolOf(text);
    const { tree } = walked(protocol, fieldOf(protocol, 's'), {
      bytes: words(0, 1, 7, 9),
      length: 16,
      holes: [[0, 4]],
    });
    expect([tree.notes, outline(protocol, tree).at(-1)]).toEqual([[], '  z 12-16']);
  });

  test('counts in entries of a list from behind the flag', () => {
    const list =
      'struct e { int size; int a<>; /**< @span 4 + size */ int b; e *next; }; struct s { e *l; };';
    const { lines, notes } = show(list, 's', words(1, 8, 0, 5, 6, 0));
    expect(lines.slice(-4)).toEqual([
      '        a.count 8-12',
      '      undecoded 12-16',
      '      b 16-20',
      '    l.more 20-24',
    ]);
    expect(notes).toEqual(['span-mismatch 12+4']);
  });
});

test('what is secret is so in all that it contains', () => {
  const protocol = protocolOf(
    'struct in { int a; string b<>; }; struct s { int open; in x; /**< @secret */ string pass<>; /**< @secret */ int list<>; /**< @secret */ };',
  );
  const { tree } = walked(protocol, fieldOf(protocol, 's'), words(1, 2, 1, 0x61000000, 1, 0x61000000, 1, 5));
  const secret: string[] = [];
  for (let node = 0; node < tree.count; node++) {
    if (tree.flags[node]! & NodeFlag.secret)
      secret.push(protocol.table.fields[tree.field[node]!]!.identifier);
  }
  expect(secret).toEqual(['x', 'a', 'b.length', 'b', 'pass', 'list', 'list.count', 'list']);
});
