import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldDescriptor } from './descriptor.ts';
import { encode } from './encode.ts';
import type { Message } from './message.ts';
import { pick } from './pick.ts';
import type { Registry } from './registry.ts';
import { ALL, EMPTY_REGISTRY, fieldOf, protocolOf, TYPES, walked } from './testing/all.ts';
import { randomValue } from './testing/random.ts';

const protocol = protocolOf(ALL);

function picked(field: FieldDescriptor, wanted: readonly string[], message: Message): string[] {
  const out: string[] = [];
  pick(protocol, field, new Set(wanted), EMPTY_REGISTRY)(
    message,
    0,
    message.length,
    (found, start, stop, present, aux) => {
      if (stop > start) out.push(`${found.filter} ${start}-${stop} ${present} #${aux}`);
    },
  );
  return out.sort();
}

function fromTree(field: FieldDescriptor, wanted: readonly string[], message: Message): string[] {
  const { tree } = walked(protocol, field, message);
  const out: string[] = [];
  for (let node = 0; node < tree.count; node++) {
    const { filter } = protocol.table.fields[tree.field[node]!]!;
    if (!wanted.includes(filter)) continue;
    const [start, stop] = [tree.start[node]!, tree.stop[node]!];
    const present = message.holes.every(([from, to]) => to <= start || from >= stop);
    out.push(`${filter} ${start}-${stop} ${present} #${tree.aux[node]}`);
  }
  return out.sort();
}

describe.each(TYPES)('%s', (name) => {
  const field = fieldOf(protocol, name);
  const names = [...new Set(protocol.table.fields.map((one) => one.filter))].filter((one) =>
    one.startsWith('all.'),
  );

  test('visits what the walk makes nodes for, whatever the bytes are', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          randomValue(field).map((value) => encode(field, value)),
          fc.uint8Array({ maxLength: 120 }),
        ),
        fc.subarray(names, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 2 }),
        fc.nat(400),
        fc.option(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 12 }))),
        (whole, wanted, changes, keep, hole) => {
          const bytes = whole.slice(0, keep);
          for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
          const holes: [number, number][] = [];
          if (hole && hole[0] + hole[1] < bytes.length) {
            holes.push([hole[0], hole[0] + hole[1]]);
            bytes.fill(0, hole[0], hole[0] + hole[1]);
          }
          const message = { bytes, length: bytes.length, holes };
          expect(picked(field, wanted, message)).toEqual(fromTree(field, wanted, message));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what is visited', () => {
  const own = protocolOf(
    `/** @filter t */

struct pair { string key<>; opaque value<>; };
struct dict { int count; pair pairs<>; };
struct s { int op_ret; int op_errno; dict xdata; opaque data<>; string tail<>; };
program P { version V { s A(s) = 1; } = 1; } = 5;
`,
  );
  const field = own.procedures(5, 1, 1)[0]!.call;
  const bytes = encode(field, {
    op_ret: 1,
    op_errno: 2,
    xdata: {
      count: 2,
      pairs: [
        { key: 'a', value: new Uint8Array(2) },
        { key: '', value: new Uint8Array(0) },
      ],
    },
    data: new Uint8Array(100),
    tail: 'end',
  });
  const visits = (
    wanted: string[],
    message: Message = { bytes, length: bytes.length, holes: [] },
    most = Infinity,
  ): string[] => {
    const out: string[] = [];
    const stopped = pick(own, field, new Set(wanted), EMPTY_REGISTRY)(
      message,
      0,
      message.length,
      (found, start, stop, present, aux) => {
        out.push(`${found.identifier} ${start}-${stop}${present ? '' : ' missing'}${aux ? ` #${aux}` : ''}`);
        return out.length >= most;
      },
    );
    expect(stopped).toBe(out.length >= most);
    return out;
  };

  test('filter names and identifier paths', () => {
    expect(visits(['t.op_errno'])).toEqual(['op_errno 4-8']);
    expect(visits(['args/op_errno', 'args/tail'])).toEqual(['op_errno 4-8', 'tail 148-151']);
    expect(visits(['args/xdata/count'])).toEqual(['count 8-12']);
    expect(visits(['args/xdata/pairs/key'])).toEqual(['key 20-21', 'key 36-36']);
    expect(visits(['args/pairs/key', 'nothing', 't'])).toEqual([]);
  });

  test('an empty string is visited where it would stand', () => {
    expect(visits(['t.value'])).toEqual(['value 28-30', 'value 40-40']);
  });

  test('an array visits its elements, then itself; length words have names too', () => {
    expect(visits(['t.pairs'])).toEqual(['pairs 16-32', 'pairs 32-40 #1', 'pairs 12-40']);
    expect(visits(['t.pairs.count', 't.tail.length'])).toEqual(['pairs.count 12-16', 'tail.length 144-148']);
  });

  test('bytes behind the last wanted field are not looked at', () => {
    const cut = { bytes: bytes.slice(0, 8), length: bytes.length, holes: [[8, bytes.length]] as const };
    expect(visits(['t.op_errno'], cut)).toEqual(['op_errno 4-8']);
    expect(visits(['t.op_errno', 't.count'], cut)).toEqual(['op_errno 4-8', 'count 8-12 missing']);
  });

  test('true ends it', () => {
    expect(visits(['t.op_ret', 't.op_errno', 't.key'], undefined, 2)).toEqual(['op_ret 0-4', 'op_errno 4-8']);
    expect(visits(['t.key'], undefined, 1)).toEqual(['key 20-21']);
  });

  test('what codecs emit is found by their names', () => {
    const name = { identifier: 'inner', label: 'inner', doc: '', filter: 'c.inner', type: 'int' };
    let runs = 0;
    const registry: Registry = {
      meanings: new Map(),
      codecs: new Map([
        [
          'body',
          {
            name: 'body',
            fields: [name],
            walk(context, start, end, _group, argument) {
              runs++;
              const inner = context.adhoc('inner', context.type('int')!, { filter: 'c.inner' });
              let at = start;
              while (at < end) at = context.field(inner, at, end, 3);
              expect(argument).toBe(5);
            },
          },
        ],
      ]),
    };
    const coded = protocolOf('struct s { int k; opaque d<>; /**< @holds body(k) */ int z; };', registry);
    const outer = fieldOf(coded, 's');
    const message = Uint8Array.of(0, 0, 0, 5, 0, 0, 0, 8, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 9);
    const found: string[] = [];
    const look = (wanted: string): string[] => {
      found.length = 0;
      pick(coded, outer, new Set([wanted]), registry)(
        { bytes: message, length: 20, holes: [] },
        0,
        20,
        (one, start, stop) => {
          found.push(`${one.identifier} ${start}-${stop}`);
        },
      );
      return [...found];
    };
    expect(look('test.z')).toEqual(['z 16-20']);
    expect(runs).toBe(0);
    expect(look('c.inner')).toEqual(['inner 8-12', 'inner 12-16']);
  });
});
