/** Errors that are none, by the `@normal` of the real programs. */
import { expect, test } from 'vitest';
import { Outcome } from '../src/decoder/api.ts';
import { lineOf } from '../src/decoder/record/info.ts';
import { record, seen, type Numbers, type Part } from './support/crafted.ts';

const FOP = (procedure: number): Numbers => ({ program: 1298437, version: 330, procedure });
const IATT = new Uint8Array(100);

/** What the error number of a reply is said to mean, and the line of the record. */
function told(procedure: number, ...body: Part[]) {
  const one = record(FOP(procedure), 'reply', ...body);
  const [errno] = seen(one).named('gluster.op_errno');
  const { info, result, outcome } = lineOf(one);
  return { doc: errno!.doc, derived: errno!.derived?.map(({ display }) => display), info, result, outcome };
}

test('an attribute that is not there', () => {
  expect(told(18, -1, 61, 0, 0)).toEqual({
    doc: 'ENODATA: no such attribute.',
    derived: ['no such attribute'],
    info: '',
    result: 'ENODATA (61)',
    outcome: Outcome.normal,
  });
});

test('the end of a directory, told beside a result', () => {
  expect(told(28, 0, 2, 0, 0)).toMatchObject({
    derived: ['end of the directory'],
    info: expect.stringMatching(/end of the directory$/) as string,
    result: '0',
    outcome: Outcome.ok,
  });
  expect(told(28, 0, 0, 0, 0).info).not.toContain('end of');
});

test('a lock that somebody else holds', () => {
  expect(told(29, -1, 11, 0)).toMatchObject({ result: 'EAGAIN (11)', outcome: Outcome.normal });
});

test('any other error stays one', () => {
  const other = told(18, -1, 13, 0, 0);
  expect(other).toMatchObject({ result: 'EACCES (13)', outcome: Outcome.error });
  expect(other.derived).toBeUndefined();
  expect(told(1, -1, 61, IATT, 0)).toMatchObject({ outcome: Outcome.error });
});
