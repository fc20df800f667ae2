/**
 * Random values of every body of every program: encoded, then read back by our decoder and, where its helper
 * can be built, by GlusterFS's own library. All three agree on every boundary; what comes back is what went in.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { protocol } from '../src/decoder/programs/protocol.ts';
import { registry } from '../src/decoder/types/index.ts';
import type { FieldDescriptor } from '../src/decoder/xdr/descriptor.ts';
import { encode } from '../src/decoder/xdr/encode.ts';
import { faults, walked } from '../src/decoder/xdr/testing/all.ts';
import type { FlatTree, Note } from '../src/decoder/xdr/tree.ts';
import { randomValue } from '../src/decoder/xdr/testing/random.ts';
import { TreeReader } from '../src/decoder/xdr/testing/read.ts';
import { gfxdr, LIBRARY_RELEASE } from '../tools/gfxdr/gfxdr.ts';
import { bodies, CREDENTIALS, routines } from '../tools/gfxdr/routines.ts';
import { dictContent } from './support/random-dict.ts';
import { difference } from './support/reads.ts';

interface Case {
  readonly name: string;
  readonly field: FieldDescriptor;
  readonly routine: string | null;
}

const routineOf = routines(protocol, LIBRARY_RELEASE);
const all: Case[] = bodies(protocol).map(({ program, version, procedure, half, variant }) => ({
  name: `${program} ${version} ${procedure.number} ${procedure.name} ${half}`,
  field: variant.field,
  routine: routineOf(variant),
}));
for (const [type, routine] of Object.entries(CREDENTIALS))
  all.push({ name: type, field: protocol.variants(type)[0]!.field, routine });
const programs = [...new Set(all.map(({ name }) => name.split(' ', 2).join(' ')))];

/** Whether a note is on a random value of a dictionary, which need not look as values of its key do. */
function ofContent(tree: FlatTree, { code, node }: Note): boolean {
  if (code.startsWith('dict-')) return false;
  for (let at = node; at >= 0; at = tree.parent[at]!) {
    const codec = protocol.table.fields[tree.field[at]!]!.held?.codec;
    if (codec !== null && codec !== undefined) return true;
  }
  return false;
}

const RUNS = Number(process.env['RUNS'] ?? 12);

describe.each(programs)('%s', (program) => {
  const cases = all.filter(({ name }) => name === program || name.startsWith(`${program} `));

  test('what is encoded is decoded to its end, without a note, and gives the same value', () => {
    for (const { name, field } of cases) {
      fc.assert(
        fc.property(randomValue(field, dictContent), (value) => {
          const bytes = encode(field, value);
          const { tree, end } = walked(protocol, field, bytes, registry);
          expect(
            tree.notes.filter((note) => !ofContent(tree, note)),
            name,
          ).toEqual([]);
          expect(end, name).toBe(bytes.length);
          expect(faults(tree, 0, end), name).toEqual([]);
          const reader = new TreeReader(protocol.table, tree, bytes, protocol.padding);
          expect(reader.field(field), name).toEqual(value);
          expect(reader.node, name).toBe(tree.count);
        }),
        { numRuns: RUNS },
      );
    }
  });
});

const helper = gfxdr();
if (!helper.ok) console.log(`round trip: GlusterFS's own library is not asked. ${helper.reason}`);

describe.skipIf(!helper.ok)(`the library of ${LIBRARY_RELEASE}`, () => {
  const asked = all.filter(({ routine }) => routine !== null);

  test('reads what is encoded, to its end, on our leaves', () => {
    if (!helper.ok) return;
    const questions = asked.flatMap(({ name, field, routine }) =>
      fc.sample(randomValue(field, dictContent), RUNS * 2).map((value) => {
        const body = encode(field, value);
        return { name, field, routine: routine!, body };
      }),
    );
    const answers = helper.ask(questions);
    const wrong: string[] = [];
    questions.forEach(({ name, field, body }, index) => {
      const answer = answers[index];
      const { tree, end } = walked(protocol, field, body, registry);
      const what =
        answer === null || answer === undefined
          ? 'the library has no routine'
          : answer.failed
            ? `the library gives up at ${answer.consumed} of ${body.length}`
            : (difference(protocol, tree, 0, end, answer) ??
              (answer.consumed === body.length
                ? null
                : `the library leaves bytes behind ${answer.consumed}`));
      if (what !== null) wrong.push(`${name}: ${what} in ${Buffer.from(body).toString('hex').slice(0, 400)}`);
    });
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(questions.length).toBeGreaterThan(8000);
  });
});
