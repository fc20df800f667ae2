import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCapture, openText } from '../../../test/support/sessions.ts';
import { protocol } from '../programs/protocol.ts';
import { registry } from '../types/index.ts';
import { analyseFilter } from './analyse.ts';
import { Catalogue } from './catalogue.ts';
import { compileFilter } from './compile.ts';

const language = { protocol, registry };
const names = [
  ...Catalogue.of(language).entries.keys(),
  ...Catalogue.of(language).protocols.keys(),
  'xid',
  'gfid',
  'no.such',
];
const value = fc.constantFrom(
  '0',
  '5',
  '-1',
  '0x1f',
  '1.5',
  '10ms',
  '"a"',
  '"2026-01-01"',
  "'x'",
  'ENOENT',
  'LOOKUP',
  '10.0.0.0/8',
  '::1',
  'de:ad',
  '00000000000000000000000000000001',
  'rpc.xid',
  '99999999999999999999',
  'True',
);
const field = fc.oneof(
  fc.constantFrom(...names),
  fc.constantFrom(...names).map((name) => `${name}[0:2]`),
  fc
    .tuple(fc.constantFrom('len', 'count', 'lower', 'abs', 'max', 'string'), fc.constantFrom(...names))
    .map(([name, of]) => `${name}(${of})`),
  fc.constantFrom(...names).map((name) => `${name} & 3`),
);
const atom = fc.oneof(
  field,
  fc
    .tuple(
      fc.constantFrom('', 'any ', 'all '),
      field,
      fc.constantFrom('==', '!=', '===', '!==', '<', '>=', 'contains', 'matches'),
      value,
    )
    .map(([each, left, op, right]) => `${each}${left} ${op} ${right}`),
  fc.tuple(field, value, value).map(([left, a, b]) => `${left} in {${a}, ${a}..${b}}`),
);
const filter = fc
  .array(fc.tuple(fc.constantFrom('', '!'), atom), { minLength: 1, maxLength: 3 })
  .chain((all) =>
    fc
      .constantFrom(' && ', ' || ', ' ^^ ')
      .map((join) => all.map(([not, one]) => `${not}(${one})`).join(join)),
  );

test('whatever is written, it is refused at a place, or runs', async () => {
  const sessions = [
    await openCapture('24-copy-rchecksum-brick-op.pcap'),
    await openCapture('15-tls-first-520-frames.pcap'),
    await openText('80 00 00 1c 00 00 00 01 00 00 00 01 00 00 00 00 00 00 00 00'),
  ];
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(filter, async (text) => {
      const compiled = compileFilter(text, language);
      if (!compiled.ok) {
        const { start, stop, message } = compiled.error;
        expect(start >= 0 && start < stop && stop <= text.length).toBe(true);
        expect(message).toMatch(/\.$/);
        return;
      }
      runs++;
      for (const { host, index } of sessions) {
        const kept = new Uint32Array(index.rows);
        const count = await compiled.filter.start(host)(0, index.rows, kept);
        expect(
          [...kept.subarray(0, count)].every(
            (row, at, all) => row < index.rows && (at === 0 || row > all[at - 1]!),
          ),
        ).toBe(true);
      }
    }),
    { numRuns: 600 },
  );
  expect(runs).toBeGreaterThan(50);
});

test('what is offered at any place of any text stands inside the text', () => {
  fc.assert(
    fc.property(fc.oneof(filter, fc.string({ maxLength: 30 })), fc.nat(), (text, at) => {
      const caret = at % (text.length + 1);
      const { completions, tokens } = analyseFilter(text, caret, language, null);
      for (const { start, stop } of [...completions, ...tokens])
        expect(start >= 0 && start <= stop && stop <= text.length).toBe(true);
      for (const { start, stop } of completions) expect(start <= caret && caret <= stop).toBe(true);
    }),
    { numRuns: 300 },
  );
});
