/** Numbers that were given anew between releases, against the real programs. */
import { expect, test } from 'vitest';
import { RowKind } from '../src/decoder/api.ts';
import { protocol } from '../src/decoder/programs/protocol.ts';
import { decodeRecord } from '../src/decoder/record/decode.ts';
import { procedureName } from '../src/decoder/record/names.ts';
import { registry } from '../src/decoder/types/index.ts';
import { parseReleases } from '../src/decoder/xdr/releases.ts';
import { bytesOf, dict, opaque, type Part } from './support/crafted.ts';

/** Name of a call by its numbers and body, on a connection that may speak some releases. */
function nameOf(
  program: number,
  version: number,
  procedure: number,
  releases: string,
  ...body: Part[]
): string {
  const message = bytesOf(7, 0, 2, program, version, procedure, 0, 0, 0, 0, body);
  const record = decodeRecord(
    { protocol, registry },
    {
      kind: RowKind.call,
      wire: { bytes: message, length: message.length, holes: [], marks: [] },
      call: null,
      releases: releases === '' ? null : parseReleases(releases),
      as: null,
    },
  );
  return procedureName(record) ?? '';
}

const CLI = 1238463;
const MANAGEMENT = 1238433;
const command = opaque(dict(['volname', 'rep3\0']));

test.each([
  ['', 'GET_STATE/TIER'],
  ['3.7..', 'GET_STATE/TIER'],
  ['3.7', 'TIER'],
  ['10.3', 'GET_STATE'],
  // nothing that this release has: what fits is shown all the same
  ['3.3', 'GET_STATE/TIER'],
])('command 46 of a peer of %o is %s', (releases, name) => {
  expect(nameOf(CLI, 2, 46, releases, command)).toBe(name);
});

test('where the bytes fit one alone, it has its name alone', () => {
  const uuid = new Uint8Array(64);
  expect(nameOf(MANAGEMENT, 3, 6, '', uuid, uuid, 1, command)).toBe('UNLOCK');
  expect(nameOf(MANAGEMENT, 3, 6, '', uuid, 1, 0, command)).toBe('POST_VALIDATE');
});

test('a number that nobody gave has none', () => {
  expect(nameOf(MANAGEMENT, 3, 77, '')).toBe('');
});
