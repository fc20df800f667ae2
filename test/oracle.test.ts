/**
 * GlusterFS's own library as the judge: for 70,000 records of real traffic of 3.2.7 to 10.3, each read that
 * the library of that release makes in the body. Where its helper can be built, 10.3's library is asked anew as
 * well, about a capture of ours and about those of CAPTURES=folder. ORACLE=table prints the table by procedure.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { protocol } from '../src/decoder/programs/protocol.ts';
import { registry } from '../src/decoder/types/index.ts';
import { gfxdr } from '../tools/gfxdr/gfxdr.ts';
import { askOracle, liveReads, oracleTable, parseReads, type OracleCapture } from './support/oracle.ts';
import type { Judged } from './support/reads.ts';

const folder = fileURLToPath(new URL('captures/', import.meta.url));
const unpacked = (name: string): Buffer => gunzipSync(readFileSync(folder + name));

function* captures(): Generator<OracleCapture> {
  for (const file of readdirSync(`${folder}reads`)) {
    const byCapture = new Map<string, Judged[]>();
    for (const judged of parseReads(unpacked(`reads/${file}`).toString())) {
      const list = byCapture.get(judged.capture);
      if (list) list.push(judged);
      else byCapture.set(judged.capture, [judged]);
    }
    for (const [name, judged] of byCapture) yield { name, judged, bytes: unpacked(`${name}.gz`) };
  }
}

const result = askOracle(captures(), protocol, registry);
if (process.env['ORACLE']) console.log(oracleTable(result, protocol));

test('no leaf differs from what the library reads', () => {
  expect(result.rows.flatMap(({ name, differing }) => differing.map((what) => `${name}: ${what}`))).toEqual(
    [],
  );
});

test('every judged record is found', () => {
  expect(result.records).toBe(70_625);
  // The plain reader of these tests loses the stream of this one on the lossy link. The decoder's own finds it,
  // and its leaves are those of the library: 4, 15 and 1 bytes.
  expect(result.lost).toEqual(['12-lossy-link-retransmissions-reordering.pcap frame 94 xid 4']);
});

test('every header ends where the body begins, without a note', () => {
  expect(result.headers).toEqual([]);
});

test('what the library reads gets no note', () => {
  // DELETE_VOLUME of 3.2 puts the bare name of the volume where other commands have a dictionary
  const names = /^1238433 1 [56] call gd1_mgmt_(stage|commit)_op_req dict-text: /;
  expect([...result.notes].filter(([text]) => !names.test(text))).toEqual([]);
});

const helper = gfxdr();
if (!helper.ok) console.log(`oracle: the library is not asked anew. ${helper.reason}`);

describe.skipIf(!helper.ok)('asked anew', () => {
  const live = (name: string, bytes: Uint8Array): Judged[] =>
    helper.ok ? liveReads(name, bytes, protocol, registry, helper) : [];

  test('the library reads what it read when the captures were judged', () => {
    const name = '03-replica3-gfapi-all-fops-nanosecond.pcap';
    const key = (one: Judged): string =>
      JSON.stringify([
        one.frame,
        one.xid,
        one.type,
        one.routine,
        one.body,
        one.consumed,
        one.length,
        one.reads,
      ]);
    const judged = [...captures()].find((capture) => capture.name === name)!.judged;
    expect(
      live(name, unpacked(`${name}.gz`))
        .map(key)
        .sort(),
    ).toEqual(judged.map(key).sort());
  });

  const more = process.env['CAPTURES'];
  test.skipIf(!more)('no leaf of other captures differs', () => {
    const names = readdirSync(more!).filter((name) => /\.pcap(ng)?$/.test(name));
    const others = function* (): Generator<OracleCapture> {
      for (const name of names.sort()) {
        const bytes = new Uint8Array(readFileSync(join(more!, name)));
        yield { name, bytes, judged: live(name, bytes) };
      }
    };
    const found = askOracle(others(), protocol, registry);
    if (process.env['ORACLE']) console.log(`${more}\n${oracleTable(found, protocol)}`);
    expect(found.rows.flatMap(({ name, differing }) => differing.map((what) => `${name}: ${what}`))).toEqual(
      [],
    );
  });
});
