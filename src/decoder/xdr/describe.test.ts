import { describe, expect, test } from 'vitest';
import { label, nodeByPath, path } from './describe.ts';
import { encode } from './encode.ts';
import { ALL, EMPTY_REGISTRY, fieldOf, protocolOf, walked } from './testing/all.ts';
import { shown, WIDE } from './testing/shown.ts';
import { NodeView } from './view.ts';

const all = protocolOf(ALL);

describe('words', () => {
  const protocol = protocolOf(`/** @filter f */

struct s {
  int a;           /**< first @label an A @in 6.0.. */
  int groups[4];   /**< @used a */
  int three[3];    /**< @used 2 */
  string names<>;
};
/** a type's comment */
struct inner { int x; };
struct list { inner entries<>; inner one; };
`);

  test('are the labels, comments, names and releases of the declaration', () => {
    const words = shown(protocol, 's', { a: 2, groups: [1, 2, 3, 4], three: [1, 2, 3], names: '' }).words(
      's',
      's/a',
      's/groups',
      's/names.length',
    );
    expect(words).toMatchObject({
      label: ['s', 'an A', 'groups', 'names length'],
      doc: ['', 'first', '', 'Bytes of names, padding not counted.'],
      name: ['f.s', 'f.a', 'f.groups', 'f.names.length'],
      since: ['', '6.0 and later', '', ''],
      path: ['s', 's/a', 's/groups', 's/names.length'],
      type: ['s', 'int', 'int[4]', 'unsigned int'],
    });
  });

  test('elements have their number; those that mean nothing say so', () => {
    const { words } = shown(protocol, 's', { a: 2, groups: [1, 2, 3, 4], three: [1, 2, 3], names: '' });
    expect(words('s/groups/0', 's/groups/1', 's/groups/2', 's/groups/3').label).toEqual([
      'group 0',
      'group 1',
      'unused 2',
      'unused 3',
    ]);
    expect(words('s/three/1', 's/three/2').label).toEqual(['three 1', 'unused 2']);
    const list = shown(protocol, 'list', { entries: [{ x: 1 }], one: { x: 2 } });
    expect(list.words('list/entries/0', 'list/one')).toMatchObject({
      label: ['entry 0', 'one'],
      doc: ["a type's comment", "a type's comment"],
    });
  });

  test('of the parts of an element name the element', () => {
    const own = protocolOf('typedef string name<>; struct s { name names<>; };');
    const { words } = shown(own, 's', { names: ['ab', 'c'] });
    expect(words('s/names/1.length', 's/names/1', 's/names/1.padding').label).toEqual([
      'name 1 length',
      'name 1',
      'padding',
    ]);
  });
});

describe('paths', () => {
  test('name every node, and each node by one path', () => {
    const field = fieldOf(all, 'everything');
    const point = { x: 1, y: 2 };
    const bytes = encode(field, {
      w: WIDE,
      b: {
        fixed: new Uint8Array(7),
        limited: new Uint8Array(9),
        any: new Uint8Array(1),
        text: 'a',
        uuid: new Uint8Array(16),
        pad: new Uint8Array(5),
        who: 'me',
      },
      a: {
        fixed: [1, 2, 3],
        points: [point, point],
        some: [7, 8],
        letters: [1, 2, 3, 4],
        octets: [1, 2, 3, 4, 5],
        names: ['ab', 'c'],
        shapes: [{ discriminant: 0 }, { discriminant: 1, value: point }],
        pair: [
          { discriminant: 1, value: 'x' },
          { discriminant: 2, value: { discriminant: 0 } },
        ],
        blobs: new Uint8Array(3),
        nothing: {},
        none: [],
      },
      o: { number: 1, where: point, what: { discriminant: 1, value: point }, strings: { a: 'a', b: 'b' } },
      tree: { value: 1, left: { value: 2, left: null, right: null }, right: null },
      entries: [
        { ino: 1n, name: 'a', at: point },
        { ino: 1n, name: 'b', at: point },
      ],
      s: { discriminant: 1, value: point },
      c: { discriminant: 9, value: { a: 1, tail: { discriminant: true, value: 5n } } },
      h: {
        which: 0,
        body: { discriminant: 0, value: point },
        direct: new Uint8Array(0),
        chosen: { discriminant: 1, value: 'a' },
        listed: [1],
        exact: point,
      },
      p: 1,
      flag: 1,
      inner: { deep: 3 },
    });
    const { tree } = walked(all, field, bytes);
    expect(tree.notes).toEqual([]);
    const seen = new Set<string>();
    for (let node = 0; node < tree.count; node++) {
      const found = path(all.table, tree, node);
      expect(nodeByPath(all.table, tree, found), found).toBe(node);
      expect(seen.has(found)).toBe(false);
      seen.add(found);
    }
    for (const wanted of [
      'everything/a/names/1',
      'everything/a/names/1.padding',
      'everything/entries/1/at/x',
      'everything/b/padding:2',
      'everything/a/pair/1/c',
    ]) {
      expect([...seen]).toContain(wanted);
    }
    for (const wanted of [
      '',
      'x',
      'everything/',
      'everything/a/names/7',
      'everything/a/x:9',
      'everything/a/names/1/x',
    ]) {
      expect(nodeByPath(all.table, tree, wanted)).toBe(-1);
    }
  });

  test('may begin below a node', () => {
    const field = fieldOf(all, 'point');
    const { tree } = walked(all, field, new Uint8Array(8));
    expect(path(all.table, tree, 2, 0)).toBe('y');
    expect(nodeByPath(all.table, tree, 'y', 0)).toBe(2);
    expect(label(new NodeView(all.table, tree, new Uint8Array(8), 2), EMPTY_REGISTRY)).toBe('y');
  });
});
