import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { protocol } from '../src/decoder/programs/protocol.ts';
import { compileFilter } from '../src/decoder/filter/compile.ts';
import { registry } from '../src/decoder/types/index.ts';
import { withTables } from '../tools/filter-reference/reference.ts';

const page = readFileSync(new URL('../docs/filters.md', import.meta.url), 'utf8');

test('the tables of docs/filters.md are what the filter has: npm run filter-reference', () => {
  expect(page.split('\n')).toEqual(withTables(page).split('\n'));
});

test('its examples are filters', () => {
  const examples = page
    .split('\n')
    .filter((line) => line.startsWith('    '))
    .map((line) => line.trim().split(/ {3,}/)[0]!);
  expect(examples.length).toBeGreaterThan(8);
  for (const example of examples) {
    const compiled = compileFilter(example, { protocol, registry });
    expect([example, compiled.ok ? '' : compiled.error.message]).toEqual([example, '']);
  }
});
