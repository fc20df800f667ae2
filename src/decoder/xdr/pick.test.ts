import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldDescriptor } from './descriptor.ts';
import { encode } from './encode.ts';
import type { Message } from './message.ts';
import { pick } from './pick.ts';
import { ALL, EMPTY_REGISTRY, fieldOf, protocolOf, walked } from './testing/all.ts';
import { randomValue } from './testing/random.ts';

const protocol = protocolOf(ALL);
const TYPES = [
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
