/** Test support: a `.x` text that uses every kind of declaration, and ways to walk it. */
import { compile, type Protocol } from '../compile.ts';
import { Kind, type FieldDescriptor } from '../descriptor.ts';
import { wholeMessage, type Message } from '../message.ts';
import type { Registry } from '../registry.ts';
import { TreeBuilder } from '../tree.ts';
import { walk } from '../walk.ts';

export const ALL = `
/** Every kind of declaration. @filter all */

const SHORT = 5;
const LONG = 0x10;

enum color { RED = 0, GREEN = 1, BLUE = -7 };
typedef opaque id[16];
typedef opaque odd[5];
typedef string name<>;
typedef color paint;
typedef unsigned int ids<SHORT>;
typedef struct node *link;

struct empty { void; };
struct point { int x; int y; };
struct wide { hyper h; unsigned hyper u; float f; double d; bool b; char c; unsigned char uc; short s; unsigned short us; unsigned u32; };
struct bytes { opaque fixed[7]; opaque limited<9>; opaque any<>; string text<>; id uuid; odd pad; name who; };
struct node { int value; link left; link right; };
struct entry { unsigned hyper ino; string name<>; point at; entry *next; };
union shape switch (color c) {
  case RED: void;
  case GREEN:
  case BLUE: point p;
};
union choice switch (unsigned int which) {
  case 1: string text<>;
  case 2: shape inner;
  case 0xffffffff: ids many;
  default: struct { int a; union switch (bool more) { case TRUE: hyper h; case FALSE: void; } tail; } nested;
};
union held switch (color c) { case RED: point p; case GREEN: string s<>; case BLUE: void; };
struct holder {
  color which;
  opaque body<400>;      /**< @holds held(which) */
  opaque direct<>;       /**< @holds bytes */
  opaque chosen<>;       /**< @holds choice */
  opaque listed<>;       /**< @holds ids */
  opaque exact[8];       /**< @holds point */
};
struct arrays {
  int fixed[3];
  point points<>;
  ids some;
  char letters[4];
  unsigned char octets[SHORT];
  name names<3>;
  shape shapes<>;
  choice pair[2];
  opaque blobs<>;
  empty nothing;
  int none[0];
};
struct optionals { int *number; point *where; shape *what; string_pair *strings; };
struct string_pair { string a<>; string b<>; };
struct everything {
  wide w; bytes b; arrays a; optionals o; node tree; entry *entries; shape s; choice c; holder h; paint p;
  enum { OFF, ON } flag;
  struct { int deep; } inner;
};
program ALL_PROGRAM {
  version ALL_1 {
    void NULL(void) = 0;
    everything ECHO(everything) = 1;
    int SUM(int, hyper, string) = 2;
  } = 1;
} = 0x20000001;
`;

/** Types of `ALL` that lead to all that is in it. */
export const TYPES = [
  'wide',
  'bytes',
  'node',
  'entry',
  'shape',
  'choice',
  'holder',
  'arrays',
  'optionals',
  'everything',
];

export const EMPTY_REGISTRY: Registry = { meanings: new Map(), codecs: new Map() };

/** Compiles one text, and throws where it has errors. */
export function protocolOf(text: string, registry = EMPTY_REGISTRY): Protocol {
  const { protocol, errors } = compile([{ name: 'test.x', text }], { registry });
  if (errors.length > 0) throw new Error(errors.map((e) => `${e.line}:${e.column} ${e.message}`).join('\n'));
  return protocol;
}

/** The newest layout of a type, as a field. */
export function fieldOf(protocol: Protocol, type: string): FieldDescriptor {
  const [variant] = protocol.variants(type);
  if (!variant) throw new Error(`There is no type ${type}.`);
  return variant.field;
}

export interface Walked {
  readonly tree: TreeBuilder;
  readonly end: number;
}

/** Walks bytes, or a message with holes, from `start` on. */
export function walked(
  protocol: Protocol,
  field: FieldDescriptor,
  bytes: Uint8Array | Message,
  registry = EMPTY_REGISTRY,
  start = 0,
): Walked {
  const message = bytes instanceof Uint8Array ? wholeMessage(bytes) : bytes;
  const tree = new TreeBuilder();
  const end = walk(protocol, registry, message, field, start, message.length, tree, Kind.body);
  return { tree, end };
}

/** What is wrong with a tree that should tile [start, end); empty: nothing. */
export function faults(tree: TreeBuilder, start: number, end: number): string[] {
  const out: string[] = [];
  let at = start;
  for (let node = 0; node < tree.count; node++) {
    const last = tree.end[node]!;
    if (last <= node || last > tree.count) out.push(`node ${node} ends at ${last}`);
    if (last === node + 1) {
      if (tree.start[node] !== at) out.push(`leaf ${node} begins at ${tree.start[node]}, not ${at}`);
      if (tree.stop[node]! <= tree.start[node]!) out.push(`leaf ${node} has no bytes`);
      at = tree.stop[node]!;
      continue;
    }
    if (tree.start[node] !== tree.start[node + 1]) out.push(`group ${node} begins before its first child`);
    let child = node + 1;
    for (let next = child; next < last; next = tree.end[next]!) {
      if (tree.parent[next] !== node) out.push(`node ${next} is not a child of ${node}`);
      child = next;
    }
    if (tree.stop[node] !== tree.stop[child]) out.push(`group ${node} ends elsewhere than its last child`);
  }
  if (at !== end) out.push(`the leaves end at ${at}, not ${end}`);
  for (const note of tree.notes) if (note.node >= tree.count) out.push(`a note hangs on node ${note.node}`);
  return out;
}

/** The tree as lines: two spaces a level, identifier, range, and aux where it is not 0. */
export function outline(protocol: Protocol, tree: TreeBuilder): string[] {
  const lines: string[] = [];
  for (let node = 0; node < tree.count; node++) {
    let level = 0;
    for (let up = tree.parent[node]!; up >= 0; up = tree.parent[up]!) level++;
    const { identifier } = protocol.table.fields[tree.field[node]!]!;
    const aux = tree.aux[node] ? ` #${tree.aux[node]}` : '';
    lines.push(`${'  '.repeat(level)}${identifier} ${tree.start[node]}-${tree.stop[node]}${aux}`);
  }
  return lines;
}
