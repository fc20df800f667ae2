import { expect, test } from 'vitest';
import { ALL_ROWS, type OpenResult, RowKind } from '../decoder/api.ts';
import { open } from '../decoder/session.ts';
import { WARM_FRAMES } from './warm-frames.ts';
import { warm, warmCapture } from './warm.ts';

test('all records of each round are there, calls with their replies, nothing is undecoded', async () => {
  const result = await open({ kind: 'file', name: 'warm', blob: new Blob([warmCapture(5)]) });
  if (!result.ok) throw new Error(result.error.title);
  const { session } = result;
  await session.done;
  expect(session.info).toMatchObject({ rows: 5 * WARM_FRAMES.length, records: 5 * WARM_FRAMES.length });
  expect(session.info.notes).toEqual([]);
  const rows = await session.rows(0, session.info.rows, ALL_ROWS);
  expect([...rows.match].every((match) => match >= 0)).toBe(true);
  expect(new Set(rows.procedure)).toEqual(new Set(['LOOKUP', 'WRITE']));
  expect([...rows.kind].filter((kind) => kind === RowKind.call)).toHaveLength(10);
  for (let row = 0; row < WARM_FRAMES.length; row++) {
    const { undecoded, missing, notes } = await session.record(row);
    expect([undecoded.length, missing.length, notes]).toEqual([0, 0, []]);
  }
  session.close();
});

test('it ends by itself, and at once when something real comes', async () => {
  const asked: string[] = [];
  const opening = async (...args: Parameters<typeof open>): Promise<OpenResult> => {
    const result = await open(...args);
    if (!result.ok) return result;
    const { session } = result;
    const rows = session.rows.bind(session);
    session.rows = (...of) => {
      asked.push('rows');
      return rows(...of);
    };
    const close = session.close.bind(session);
    session.close = () => {
      asked.push('close');
      close();
    };
    return result;
  };
  await warm(opening, new AbortController().signal);
  expect(asked).toEqual(['rows', 'rows', 'rows', 'rows', 'close']);
  asked.length = 0;
  await warm(opening, AbortSignal.abort());
  expect(asked).toEqual(['close']);
});
