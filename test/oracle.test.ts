/**
 * GlusterFS's own library as the judge: for 38,000 records of real traffic of 3.2.7 to 10.3, each read that
 * the library of that release makes in the body. ORACLE=table prints the table by procedure.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { protocol } from '../src/decoder/programs/protocol.ts';
import { registry } from '../src/decoder/types/index.ts';
import { askOracle, oracleTable, parseReads, type OracleCapture } from './support/oracle.ts';
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
if (process.env['ORACLE']) console.log(oracleTable(result));

test('no leaf differs from what the library reads', () => {
  expect(result.rows.flatMap(({ name, differing }) => differing.map((what) => `${name}: ${what}`))).toEqual(
    [],
  );
});

test('every judged record is found', () => {
  expect(result.records).toBe(38_004);
  expect(result.lost).toEqual([]);
});

test('every header ends where the body begins, without a note', () => {
  expect(result.headers).toEqual([]);
});

test('what the library reads gets no note', () => {
  // DELETE_VOLUME of 3.2 puts the bare name of the volume where other commands have a dictionary
  const names = /^1238433 1 [56] call gd1_mgmt_(stage|commit)_op_req dict-text: /;
  expect([...result.notes].filter(([text]) => !names.test(text))).toEqual([]);
});
