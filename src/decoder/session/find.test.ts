import { describe, expect, it } from 'vitest';
import { openCapture } from '../../../test/support/sessions.ts';
import { ALL_ROWS, RowKind, type FindResult, type FindWhat, type Work } from '../api.ts';
import type { OpenedSession } from './opened.ts';

const work = <Part>(signal = new AbortController().signal): Work<Part> => ({ signal, emit: () => undefined });
const fops = '03-replica3-gfapi-all-fops-nanosecond.pcap';

async function found(session: OpenedSession, what: FindWhat, from: number, direction: 1 | -1 = 1) {
  const result: FindResult = await session.find(what, from, direction, ALL_ROWS, work());
  if (!result.ok) throw new Error(result.error.message);
  return result.found && { ...result.found, wrapped: result.wrapped };
}

describe('finding', () => {
  it('the same connection and the same procedure, forwards and backwards', async () => {
    const session = await openCapture(fops);
    const { columns, streams } = session.index;
    const flow = (row: number): number => streams[columns.stream.get(row)]!.flow;
    for (const [kind, same] of [
      ['conversation', (row: number) => flow(row) === flow(112)],
      [
        'same-kind',
        (row: number) =>
          columns.kind.get(row) === RowKind.call &&
          columns.program.get(row) === columns.program.get(112) &&
          columns.procedure.get(row) === columns.procedure.get(112),
      ],
    ] as const) {
      const rows = Array.from({ length: session.index.rows }, (_, row) => row).filter(same);
      const behind = rows.find((row) => row > 112)!;
      const before = rows.filter((row) => row < 112).at(-1) ?? rows.at(-1)!;
      expect((await found(session, { kind, of: 112 }, 112))?.row).toBe(behind);
      expect((await found(session, { kind, of: 112 }, 112, -1))?.row).toBe(before);
      expect(await found(session, { kind, of: 112 }, rows.at(-1)!)).toMatchObject({
        row: rows[0],
        wrapped: true,
      });
    }
  });

  it('bytes, where they stand, more than once in a record', async () => {
    const session = await openCapture(fops);
    const { bytes } = await session.index.read(112);
    const hex = Buffer.from(bytes.subarray(40, 60)).toString('hex');
    const first = await found(session, { kind: 'bytes', hex, after: null }, 111);
    expect(first).toMatchObject({ row: 112, at: [40, 20] });
    // Four zero bytes stand in it in many places; each step goes to the next.
    const zeros: FindWhat = { kind: 'bytes', hex: '00000000', after: 40 };
    const next = await found(session, zeros, 112);
    expect(next?.row).toBe(112);
    expect(next!.at![0]).toBeGreaterThan(40);
    expect([...bytes.subarray(next!.at![0], next!.at![0] + 4)]).toEqual([0, 0, 0, 0]);
    const back = await found(session, { ...zeros, after: next!.at![0] }, 112, -1);
    expect(back!.at![0]).toBeLessThan(next!.at![0]);
  });

  it('hex that does not read is told, and where', async () => {
    const session = await openCapture(fops);
    const result = await session.find({ kind: 'bytes', hex: 'abz', after: null }, 0, 1, ALL_ROWS, work());
    expect(result).toMatchObject({ ok: false, error: { start: 2, stop: 3 } });
  });

  it('errors, as the table shows them', async () => {
    const session = await openCapture(fops);
    const { outcome } = await session.rows(0, session.index.rows);
    const rows = [...outcome.entries()].filter(([, value]) => value === 3 || value === 4).map(([row]) => row);
    expect(rows.length).toBeGreaterThan(5);
    expect((await found(session, { kind: 'error' }, -1))?.row).toBe(rows[0]);
    expect((await found(session, { kind: 'error' }, rows[0]!))?.row).toBe(rows[1]);
    expect((await found(session, { kind: 'error' }, -1, -1))?.row).toBe(rows.at(-1));
  });

  it('what is not there is not found, and who drops it is not answered', async () => {
    const session = await openCapture(fops);
    const what: FindWhat = { kind: 'bytes', hex: 'fedcba9876543210fedcba98', after: null };
    expect(await found(session, what, 5)).toBeNull();
    const stop = new AbortController();
    const looking = session.find(what, 5, 1, ALL_ROWS, work(stop.signal));
    stop.abort();
    await expect(looking).rejects.toThrow();
  });

  it('goes to a frame and to a time', async () => {
    const session = await openCapture(fops);
    const { columns } = session.index;
    const frame = columns.first.get(112);
    expect(await session.goTo({ kind: 'frame', frame })).toBeLessThanOrEqual(112);
    expect(await session.goTo({ kind: 'time', time: columns.time.get(112) })).toBe(112);
    expect(await session.goTo({ kind: 'time', time: 1e18 })).toBe(-1);
    expect(await session.goTo({ kind: 'row', row: 99_999 })).toBe(-1);
  });
});
