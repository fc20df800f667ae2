import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import { wholeMessage } from './message.ts';
import { TreeBuilder } from './tree.ts';
import { walk } from './walk.ts';

test('smoke', () => {
  const { protocol, errors } = compile([
    {
      name: 't.x',
      text: `
/** Test. @filter t */

typedef opaque uuid[16];
struct entry { string name<>; unsigned hyper ino; entry *next; };
enum flavor { A = 1, B = 2 };
struct inner { int x; };
union body switch (flavor f) { case A: inner a; case B: string b<>; default: void; };
struct req { uuid id; flavor fl; opaque auth<400>; /**< @holds body(fl) */ entry *entries; body u; unsigned int gids<16>; };
program P { version V { req DO(req) = 1; void NIL(void) = 0; } = 1; } = 77;
`,
    },
  ]);
  expect(errors).toEqual([]);
  const [variant] = protocol.variants('req');
  const bytes: number[] = [];
  const w = (n: number) => bytes.push(n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255);
  for (let i = 0; i < 16; i++) bytes.push(i);
  w(1);
  w(4);
  w(7);
  w(1);
  w(3);
  bytes.push(65, 66, 67, 0);
  w(0);
  w(9);
  w(0);
  w(2);
  w(2);
  bytes.push(65, 66, 0, 0);
  w(3);
  w(1);
  w(2);
  w(3);
  const builder = new TreeBuilder();
  const registry = { meanings: new Map(), codecs: new Map() };
  const end = walk(
    protocol,
    registry,
    wholeMessage(Uint8Array.from(bytes)),
    variant!.field,
    0,
    bytes.length,
    builder,
  );
  expect(end).toBe(bytes.length);
  expect(builder.notes).toEqual([]);
  const lines: string[] = [];
  for (let n = 0; n < builder.count; n++) {
    let d = 0;
    for (let p = builder.parent[n]!; p >= 0; p = builder.parent[p]!) d++;
    lines.push(
      '  '.repeat(d) +
        protocol.table.fields[builder.field[n]!]!.identifier +
        ` ${builder.start[n]}-${builder.stop[n]}`,
    );
  }
  expect(lines.slice(0, 7)).toEqual([
    'req 0-80',
    '  id 0-16',
    '  fl 16-20',
    '  auth.length 20-24',
    '  auth 24-28',
    '    a 24-28',
    '      x 24-28',
  ]);
});
