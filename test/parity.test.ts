/**
 * The records of every capture beside those that tshark finds. Where tshark is not installed this says so and
 * judges nothing. Other captures are judged with CAPTURES=folder.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { indexCapture } from '../src/decoder/rpc/capture-index.ts';
import type { RecordIndex } from '../src/decoder/rpc/record-index.ts';
import { memorySource } from '../src/decoder/source/bytes.ts';
import { compare, recordsOf } from '../tools/parity/compare.ts';
import { judge, tsharkVersion } from '../tools/parity/tshark.ts';
import { capture, captureNames } from './support/captures.ts';

const version = tsharkVersion();
const folder = process.env['CAPTURES'];
const names = folder
  ? readdirSync(folder)
      .filter((name) => /\.pcap(ng)?$/.test(name))
      .sort()
  : captureNames;

async function indexOf(bytes: Uint8Array): Promise<RecordIndex> {
  const result = await indexCapture(memorySource(bytes));
  if (!result.ok) throw new Error(result.error.title);
  await result.done;
  return result.index;
}

if (version === null)
  console.log('parity: tshark is not installed, so nothing is compared (apt install tshark).');

describe.skipIf(version === null)(`records as tshark ${version} finds them`, () => {
  const work = mkdtempSync(join(tmpdir(), 'parity-'));
  const table: string[] = [];
  afterAll(() => {
    rmSync(work, { recursive: true });
    console.log(['capture | ours | tshark | equal | explained | unexplained', ...table].join('\n'));
  });

  test.each(names)('%s', async (name) => {
    const bytes = folder ? new Uint8Array(readFileSync(join(folder, name))) : capture(name);
    const file = join(work, name);
    writeFileSync(file, bytes);
    const ours = recordsOf(await indexOf(bytes));
    const cut = ours.filter(({ incomplete }) => incomplete).length * 10 > ours.length;
    const result = compare(ours, judge(file, cut));
    const explained = Object.entries(result.explained).map(([reason, count]) => `${reason} ${count}`);
    table.push(
      [
        name,
        result.ours,
        result.judged,
        result.equal,
        explained.join(', ') || '-',
        result.unexplained.length,
      ].join(' | '),
    );
    expect(result.judged).toBeGreaterThan(0);
    expect(result.unexplained.slice(0, 20)).toEqual([]);
  });
});
