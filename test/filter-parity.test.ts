/** Filters that Wireshark has too keep the records whose frames `tshark -Y` shows. Not judged where it is not installed. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { differences, framesOf, rowsOf } from '../tools/parity/filters.ts';
import { EXCEPTIONS, FILTERS } from '../tools/parity/filter-list.ts';
import { tsharkVersion } from '../tools/parity/tshark.ts';
import { capture } from './support/captures.ts';
import { openCapture } from './support/sessions.ts';

const version = tsharkVersion();
if (version === null)
  console.log('filters: tshark is not installed, so nothing is compared (apt install tshark).');

const work = mkdtempSync(join(tmpdir(), 'filters-'));
afterAll(() => rmSync(work, { recursive: true }));

const captures = [...new Set(FILTERS.flatMap(({ captures: names }) => names))];

test('at least sixty filters are compared', () => {
  expect(new Set(FILTERS.map(({ filter }) => filter)).size).toBeGreaterThanOrEqual(60);
});

test('what differs is explained', () => {
  const text = readFileSync(new URL('../docs/parity.md', import.meta.url), 'utf8');
  for (const { reason } of EXCEPTIONS) expect(text).toContain(`### ${reason}`);
});

describe.skipIf(version === null).each(captures)(`%s, as tshark ${version} shows it`, (name) => {
  const file = join(work, name);
  const session = openCapture(name);
  writeFileSync(file, capture(name));
  test.each(FILTERS.filter((one) => one.captures.includes(name)))('$filter', async (one) => {
    const frames = framesOf(file, one.filter);
    const rows = await rowsOf(await session, one.filter);
    expect(typeof frames === 'string' ? frames : null).toBe(null);
    expect(typeof rows === 'string' ? rows : null).toBe(null);
    const found = differences(await session, rows as number[], frames as Set<number>, {
      single: one.single ?? false,
    });
    const open = found.filter(({ records, side }) => {
      return !EXCEPTIONS.some(
        (known) =>
          (known.side === side || known.side === 'either') &&
          known.filter.test(one.filter) &&
          known.records.test(records),
      );
    });
    expect(open.slice(0, 5)).toEqual([]);
  });
});
