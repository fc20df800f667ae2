/**
 * Our fields beside those of Wireshark, where it is right: tshark 4.0 over captures of all releases, and 4.4 (in
 * WebAssembly) over the file operations of 4.0 and later. What differs is explained in docs/parity.md, or fails.
 * PARITY=all judges every capture and prints the tables.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { RULES } from '../tools/parity/fields-rules.ts';
import { tsharkFields } from '../tools/parity/fields-tshark.ts';
import { wiregasmFields } from '../tools/parity/fields-wiregasm.ts';
import { tsharkVersion } from '../tools/parity/tshark.ts';
import { capture, captureNames } from './support/captures.ts';
import { fieldsTable, judgeFields, type FieldsVerdict } from './support/fields.ts';

const everything = process.env['PARITY'] === 'all';
const version = tsharkVersion();

/** Enough to have each program and each rule that is about 4.0 once. */
const SOME = [
  '01-peer-probe-and-pool.pcap',
  '22-brick-op-unix-sockets-relayed-on-lo.pcap',
  'gluster-3.2.7-replicate-fops.pcap',
  'gluster-3.2.7-teardown.pcap',
  'gluster-3.3.2-replicate-fops.pcap',
  'gluster-3.4.7-cli-brickop-relayed.pcap',
  'gluster-3.7.20-distribute-fops.pcap',
  'gluster-3.12.15-replicate-fops.pcap',
];
/** Cut frames, TLS and lossy lines are for the parity of records. */
const NOT_WHOLE = /^(12|13|15|16|17|18)-/;

const done: FieldsVerdict[] = [];
afterAll(() => {
  if (everything) console.log(fieldsTable(done));
});

if (version === null)
  console.log('parity of fields: tshark is not installed, so 4.0 is not asked (apt install tshark).');
else if (!version.startsWith('4.0.'))
  console.log(`parity of fields: what tshark ${version} has wrong is not known; 4.0 is asked.`);

describe.skipIf(!version?.startsWith('4.0.'))(`fields of tshark ${version}`, () => {
  const work = mkdtempSync(join(tmpdir(), 'parity-'));
  afterAll(() => rmSync(work, { recursive: true }));

  test.each(everything ? captureNames.filter((name) => !NOT_WHOLE.test(name)) : SOME)('%s', async (name) => {
    const bytes = capture(name);
    const file = join(work, name);
    writeFileSync(file, bytes);
    const verdict = await judgeFields('4.0', bytes, tsharkFields(file));
    done.push(verdict);
    expect(verdict.unexplained).toEqual([]);
    expect(verdict.fields).toBeGreaterThan(100);
  });
});

describe('fields of Wireshark 4.4 in WebAssembly', () => {
  const captures: [string, number][] = everything
    ? [
        ['03-replica3-gfapi-all-fops-nanosecond.pcap', Infinity],
        ['20-locks-leases-upcalls-two-clients.pcap', Infinity],
      ]
    : [['03-replica3-gfapi-all-fops-nanosecond.pcap', 600]];
  test.each(captures)('%s', { timeout: 300_000 }, async (name, frames) => {
    const bytes = capture(name);
    const verdict = await judgeFields('4.4', bytes, await wiregasmFields(bytes, frames));
    done.push(verdict);
    expect(verdict.unexplained).toEqual([]);
    expect(verdict.fields).toBeGreaterThan(10_000);
  });
});

test('every rule has its paragraph, and every paragraph its rule', () => {
  const text = readFileSync(new URL('../docs/parity.md', import.meta.url), 'utf8');
  const [fields = ''] = text.split('\n## Filters\n');
  const headings = [...fields.matchAll(/^### (\S+)$/gm)].map(([, id]) => id!);
  expect(headings).toEqual(RULES.map(({ id }) => id));
});

test.skipIf(!everything || !version?.startsWith('4.0.'))('every rule is needed', () => {
  const used = new Set(done.flatMap(({ rules }) => [...rules.keys()]));
  expect(RULES.map(({ id }) => id).filter((id) => !used.has(id))).toEqual([]);
});
