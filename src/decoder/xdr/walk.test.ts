import { describe, expect, test } from 'vitest';
import { Kind } from './descriptor.ts';
import { encode, type Value } from './encode.ts';
import type { Message } from './message.ts';
import { NOTE_LIMIT, NodeFlag, type TreeBuilder } from './tree.ts';
import { ALL, faults, fieldOf, outline, protocolOf, walked } from './testing/all.ts';

const protocol = protocolOf(ALL);

/** Words (numbers) and bytes (strings of characters) as a message. */
function bytesOf(...parts: (number | string)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string'
        ? [...part].map((character) => character.charCodeAt(0))
        : [part >>> 24, (part >>> 16) & 255, (part >>> 8) & 255, part & 255],
    ),
  );
}
function notes(tree: TreeBuilder): string[] {
  return tree.notes.map(
    (note) => `${note.severity} ${note.code} ${note.offset}+${note.length} at ${note.node}`,
  );
}
function show(
  type: string,
  bytes: Uint8Array | Message,
): { lines: string[]; notes: string[]; end: number; tree: TreeBuilder } {
  const { tree, end } = walked(protocol, fieldOf(protocol, type), bytes);
  expect(faults(tree, 0, end)).toEqual([]);
  return { lines: outline(protocol, tree), notes: notes(tree), end, tree };
}
const shape = (type: string, value: Value): string[] =>
  show(type, encode(fieldOf(protocol, type), value)).lines;

describe('the shape of the tree', () => {
  test('a struct is a group; strings and opaques are length, value and padding beside each other', () => {
    const value = {
      fixed: new Uint8Array(7),
      limited: new Uint8Array(0),
      any: new Uint8Array(4),
      text: 'abc',
      uuid: new Uint8Array(16),
      pad: new Uint8Array(5),
      who: '',
    };
    expect(shape('bytes', value)).toEqual([
      'bytes 0-56',
      '  fixed 0-7',
      '  padding 7-8',
      '  limited.length 8-12',
      '  any.length 12-16',
      '  any 16-20',
      '  text.length 20-24',
      '  text 24-27',
      '  padding 27-28',
      '  uuid 28-44',
      '  pad 44-49',
      '  padding 49-52',
      '  who.length 52-56',
    ]);
  });

  test('a list is a group of numbered entries, each with its flag; the last flag stands behind them', () => {
    const entry = { ino: 1n, name: 'a', at: { x: 1, y: 2 } };
    const field = protocol.type('everything')!.fields.find(({ identifier }) => identifier === 'entries')!;
    const list = protocol.adhoc('entries', field.type);
    const bytes = encode(list, [entry, { ...entry, name: '' }]);
    const { tree, end } = walked(protocol, list, bytes);
    expect(faults(tree, 0, end)).toEqual([]);
    expect(outline(protocol, tree)).toEqual([
      'entries 0-56',
      '  entries 0-28',
      '    entries.more 0-4',
      '    ino 4-12',
      '    name.length 12-16',
      '    name 16-17',
      '    padding 17-20',
      '    at 20-28',
      '      x 20-24',
      '      y 24-28',
      '  entries 28-52 #1',
      '    entries.more 28-32',
      '    ino 32-40',
      '    name.length 40-44',
      '    at 44-52',
      '      x 44-48',
      '      y 48-52',
      '  entries.more 52-56',
    ]);
    expect(outline(protocol, walked(protocol, list, encode(list, [])).tree)).toEqual([
      'entries 0-4',
      '  entries.more 0-4',
    ]);
  });

  test('a union stands among its siblings; as an element it is a group', () => {
    const shapes = [{ discriminant: 0 }, { discriminant: 1, value: { x: 1, y: 2 } }];
    const value = {
      fixed: [1, 2, 3],
      points: [],
      some: [7],
      letters: [1, 2, 3, 4],
      octets: [1, 2, 3, 4, 5],
      names: ['ab'],
      shapes,
      pair: [
        { discriminant: 1, value: '' },
        { discriminant: 2, value: shapes[1] },
      ],
      blobs: new Uint8Array(0),
      nothing: {},
      none: [],
    };
    expect(shape('arrays', value)).toEqual([
      'arrays 0-120',
      '  fixed 0-12',
      '    fixed 0-4',
      '    fixed 4-8 #1',
      '    fixed 8-12 #2',
      '  points 12-16',
      '    points.count 12-16',
      '  some 16-24',
      '    some.count 16-20',
      '    some 20-24',
      '  letters 24-40',
      '    letters 24-28',
      '    letters 28-32 #1',
      '    letters 32-36 #2',
      '    letters 36-40 #3',
      '  octets 40-60',
      '    octets 40-44',
      '    octets 44-48 #1',
      '    octets 48-52 #2',
      '    octets 52-56 #3',
      '    octets 56-60 #4',
      '  names 60-72',
      '    names.count 60-64',
      '    names.length 64-68',
      '    names 68-70',
      '    padding 70-72',
      '  shapes 72-92',
      '    shapes.count 72-76',
      '    shapes 76-80',
      '      c 76-80',
      '    shapes 80-92 #1',
      '      c 80-84',
      '      p 84-92',
      '        x 84-88',
      '        y 88-92',
      '  pair 92-116',
      '    pair 92-100',
      '      which 92-96',
      '      text.length 96-100',
      '    pair 100-116 #1',
      '      which 100-104',
      '      c 104-108',
      '      p 108-116',
      '        x 108-112',
      '        y 112-116',
      '  blobs.length 116-120',
    ]);
  });

  test('an optional is a flag, and its value beside it', () => {
    expect(
      shape('optionals', {
        number: 5,
        where: null,
        what: { discriminant: 1, value: { x: 1, y: 2 } },
        strings: null,
      }),
    ).toEqual([
      'optionals 0-32',
      '  number.present 0-4',
      '  number 4-8',
      '  where.present 8-12',
      '  what.present 12-16',
      '  c 16-20',
      '  p 20-28',
      '    x 20-24',
      '    y 24-28',
      '  strings.present 28-32',
    ]);
  });

  test('an opaque that holds something is a group of it', () => {
    const bytes = encode(fieldOf(protocol, 'holder'), {
      which: 'GREEN',
      body: { discriminant: 1, value: 'abc' },
      direct: new Uint8Array(0),
      chosen: { discriminant: 2, value: { discriminant: 0 } },
      listed: [9],
      exact: { x: 1, y: 2 },
    });
    expect(show('holder', bytes).lines).toEqual([
      'holder 0-52',
      '  which 0-4',
      '  body.length 4-8',
      '  body 8-16',
      '    s.length 8-12',
      '    s 12-15',
      '    padding 15-16',
      '  direct.length 16-20',
      '  chosen.length 20-24',
      '  chosen 24-32',
      '    which 24-28',
      '    c 28-32',
      '  listed.length 32-36',
      '  listed 36-44',
      '    ids 36-44',
      '      ids.count 36-40',
      '      ids 40-44',
      '  exact 44-52',
      '    x 44-48',
      '    y 48-52',
    ]);
  });

  test('nothing is made of what has no bytes', () => {
    expect(shape('empty', {})).toEqual([]);
    const { tree } = walked(protocol, protocol.adhoc('v', protocol.type('void')!), new Uint8Array(8));
    expect(tree.count).toBe(0);
  });
});

describe('trouble', () => {
  test('the record ends inside a word', () => {
    const { lines, notes } = show('point', bytesOf(1, 'ab'));
    expect(lines).toEqual(['point 0-6', '  x 0-4', '  undecoded 4-6']);
    expect(notes).toEqual(['error field-beyond-record 4+2 at 2']);
  });

  test('the record ends before a field: one note, on the group', () => {
    expect(show('wide', bytesOf(1, 2)).notes).toEqual(['error field-beyond-record 8+0 at 0']);
  });

  test('a length goes beyond the record: what is there is shown', () => {
    const name = protocol.adhoc('s', protocol.type('string<>')!);
    const { tree, end } = walked(protocol, name, bytesOf(100, 'hello'));
    expect([outline(protocol, tree), notes(tree), end]).toEqual([
      ['s.length 0-4', 's 4-9'],
      ['error length-beyond-record 0+4 at 0'],
      9,
    ]);
  });

  test('a length is over its limit, and still read', () => {
    const { lines, notes } = show(
      'bytes',
      encode(fieldOf(protocol, 'bytes'), {
        fixed: new Uint8Array(7),
        limited: new Uint8Array(9),
        any: new Uint8Array(0),
        text: '',
        uuid: new Uint8Array(16),
        pad: new Uint8Array(5),
        who: '',
      }).map((byte, at) => (at === 11 ? 12 : byte)),
    );
    expect(lines.slice(3, 6)).toEqual(['  limited.length 8-12', '  limited 12-24', '  any.length 24-28']);
    expect(notes).toEqual(['warning over-limit-length 8+4 at 3']);
  });

  test('a count goes beyond the record', () => {
    const list = protocol.adhoc('l', protocol.type('point<>')!);
    const { tree, end } = walked(protocol, list, bytesOf(0xffffffff, 1, 2, 3, 'x'));
    expect(outline(protocol, tree)).toEqual([
      'l 0-17',
      '  l.count 0-4',
      '  point 4-12',
      '    x 4-8',
      '    y 8-12',
      '  undecoded 12-17',
    ]);
    expect([notes(tree), end]).toEqual([['error count-beyond-record 0+4 at 1'], 17]);
  });

  test('elements that take no bytes are not counted', () => {
    const list = protocol.adhoc('l', protocol.type('empty<>')!);
    const { tree, end } = walked(protocol, list, bytesOf(0xffffffff, 1));
    expect([outline(protocol, tree), notes(tree), end]).toEqual([
      ['l 0-4', '  l.count 0-4'],
      ['info empty-elements 0+4 at 1'],
      4,
    ]);
  });

  test('values out of range', () => {
    expect(show('shape', bytesOf(5)).notes).toEqual([
      'warning enum-out-of-range 0+4 at 1',
      'error union-without-arm 0+4 at 0',
    ]);
    const flag = protocol.adhoc('b', protocol.type('bool')!);
    expect(notes(walked(protocol, flag, bytesOf(2)).tree)).toEqual(['warning bool-out-of-range 0+4 at 0']);
    expect(show('optionals', bytesOf(2, 5, 0, 0, 0)).notes).toEqual(['warning bool-out-of-range 0+4 at 1']);
  });

  test('padding that is not zero, or not there', () => {
    const text = protocol.adhoc('s', protocol.type('string<>')!);
    expect(notes(walked(protocol, text, bytesOf(3, 'abc\x01')).tree)).toEqual([
      'warning nonzero-padding 7+1 at 2',
    ]);
    const { tree, end } = walked(protocol, text, bytesOf(5, 'hello\0'));
    expect([notes(tree), end, outline(protocol, tree).at(-1)]).toEqual([
      ['warning short-padding 9+1 at 2'],
      10,
      'padding 9-10',
    ]);
    expect(notes(walked(protocol, text, bytesOf(3, 'abc')).tree)).toEqual(['warning short-padding 7+0 at 1']);
  });

  test('the rest behind a union without arm is undecoded', () => {
    const { lines, notes } = show('shape', bytesOf(7, 1, 2));
    expect(lines).toEqual(['shape 0-12', '  c 0-4', '  undecoded 4-12']);
    expect(notes.at(-1)).toBe('error union-without-arm 0+4 at 2');
  });

  test('nesting ends at 64 levels', () => {
    const left = Array.from({ length: 200 }, () => [7, 1]).flat();
    const { tree, lines } = show('node', bytesOf(...left));
    expect(tree.notes.map((note) => note.code)).toEqual(['nested-too-deep']);
    expect(lines.at(-1)!.trim()).toBe('undecoded 512-1600');
    expect(lines.at(-1)!.search(/\S/) / 2).toBe(64);
  });

  test('more than a thousand notes are counted in one', () => {
    const flags = protocol.adhoc('l', protocol.type('bool<>')!);
    const bytes = new Uint8Array(4 + 4 * 5_000).fill(9);
    bytes.set([0, 0, 0x13, 0x88]);
    const { tree } = walked(protocol, flags, bytes);
    expect(tree.notes).toHaveLength(NOTE_LIMIT + 1);
    expect(tree.notes[NOTE_LIMIT]).toMatchObject({
      code: 'more-notes',
      message: '4000 more notes are not listed.',
      node: -1,
    });
  });
});

describe('holes', () => {
  const hole = (bytes: Uint8Array, ...holes: [number, number][]): Message => {
    const copy = bytes.slice();
    for (const [from, to] of holes) copy.fill(0, from, Math.min(to, copy.length));
    return { bytes: copy, length: Math.max(bytes.length, ...holes.map(([, to]) => to)), holes };
  };
  const states = (tree: TreeBuilder): string[] =>
    Array.from({ length: tree.count }, (_, node) => {
      const { identifier } = protocol.table.fields[tree.field[node]!]!;
      const missing = tree.flags[node]! & NodeFlag.valueMissing ? ' missing' : '';
      return `${identifier} ${tree.start[node]}-${tree.stop[node]}${tree.kind[node] === Kind.missing ? ' kind' : ''}${missing}`;
    });

  test('what has a fixed size goes on behind a hole', () => {
    const { tree } = show('wide', hole(bytesOf(0, 1, 0, 2, 3, 0, 4, 1, 5, 6, 7, 8, 9), [6, 18]));
    expect(states(tree).slice(0, 5)).toEqual([
      'wide 0-52 missing',
      'h 0-8 missing',
      'u 8-16 kind missing',
      'f 16-20 missing',
      'd 20-28',
    ]);
    expect(tree.notes).toEqual([]);
  });

  test('behind a missing length the rest is undecoded or missing', () => {
    const text = protocol.adhoc('s', protocol.type('string<>')!);
    const { tree, end } = walked(protocol, text, hole(bytesOf(3, 'abc\0', 1, 2), [2, 6], [9, 20]));
    expect([states(tree), notes(tree), end]).toEqual([
      ['s.length 0-4 missing', 'missing 4-6 kind missing', 'undecoded 6-9', 'missing 9-20 kind missing'],
      ['info missing-length 0+4 at 0'],
      20,
    ]);
  });

  test('bytes that were announced and never came', () => {
    const text = protocol.adhoc('s', protocol.type('string<>')!);
    const { tree, end } = walked(protocol, text, hole(bytesOf(8, 'abc'), [7, 16]));
    expect([states(tree), notes(tree), end]).toEqual([['s.length 0-4', 's 4-12 missing'], [], 12]);
    expect(
      states(
        walked(protocol, protocol.adhoc('p', protocol.type('point')!), {
          bytes: bytesOf(1),
          length: 8,
          holes: [[4, 8]],
        }).tree,
      ),
    ).toEqual(['p 0-8 missing', 'x 0-4', 'y 4-8 kind missing']);
  });

  test('a missing count, flag or discriminant', () => {
    const codes = (type: string, message: Message): string[] =>
      show(type, message).tree.notes.map((note) => note.code);
    expect(codes('shape', hole(bytesOf(1, 1, 2), [0, 4]))).toEqual(['missing-length']);
    expect(codes('optionals', hole(bytesOf(0, 0, 0, 0), [4, 8]))).toEqual(['missing-length']);
    expect(codes('arrays', hole(new Uint8Array(60), [12, 16]))).toEqual(['missing-length']);
    const list = protocol.type('everything')!.fields.find(({ identifier }) => identifier === 'entries')!;
    expect(walked(protocol, list, hole(bytesOf(0), [0, 4])).tree.notes.map((note) => note.code)).toEqual([
      'missing-length',
    ]);
  });
});

describe('large bodies', () => {
  // Nothing is timed: what loops by a count from the wire never ends at these sizes, and the runner's limit says so.
  test('a million entries of one word are walked by a loop', () => {
    const own = protocolOf(
      'struct e { e *next; }; struct s { e *l; }; struct v { int a<>; bool b<>; opaque c<>; };',
    );
    const list = new Uint8Array(4_000_004);
    for (let at = 3; at < 4_000_000; at += 4) list[at] = 1;
    const field = fieldOf(own, 's');
    {
      const { tree, end } = walked(own, field, list);
      expect([tree.count, end, tree.notes.length]).toEqual([2_000_003, 4_000_004, 0]);
      expect(tree.aux[tree.count - 3]).toBe(999_999);
    }
    for (const type of ['int<>', 'bool<>', 'empty<>', 'string<>', 'opaque[1]<>']) {
      const array = protocol.adhoc('a', protocol.type(type) ?? protocol.type('opaque<>')!);
      const bytes = new Uint8Array(4_000_004);
      bytes.set([0, 0x0f, 0x42, 0x40]);
      walked(protocol, array, bytes);
    }
  });

  test('types that multiply and take no bytes cost nothing', () => {
    const levels = Array.from(
      { length: 60 },
      (_, i) => `struct s${i} { ${i < 59 ? `s${i + 1} a; s${i + 1} b;` : 'void;'} };`,
    );
    const own = protocolOf(levels.join('\n'));
    walked(own, fieldOf(own, 's0'), new Uint8Array(64));
    const spans = Array.from(
      { length: 60 },
      (_, i) =>
        `struct s${i} { ${i < 59 ? `s${i + 1} a; /**< @span 0 */ s${i + 1} b; /**< @span 0 */` : 'int x;'} };`,
    );
    const spanned = protocolOf(spans.join('\n'));
    walked(spanned, fieldOf(spanned, 's0'), new Uint8Array(64));
    const large = Array.from({ length: 60 }, (_, i) => `struct s${i} { s${i + 1} a[4294967295]; };`);
    const huge = protocolOf([...large, 'struct s60 { int x; };'].join('\n'));
    {
      const { tree, end } = walked(huge, fieldOf(huge, 's0'), new Uint8Array(64));
      expect(faults(tree, 0, end)).toEqual([]);
    }
  });
});
