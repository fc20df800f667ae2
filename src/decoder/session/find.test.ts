import { describe, expect, it } from 'vitest';
import { openCapture } from '../../../test/support/sessions.ts';
import { ALL_ROWS, RowKind, type FindResult, type FindWhat, type Work } from '../api.ts';
import { find } from './find.ts';
import type { OpenedSession } from './opened.ts';
import { Views } from './views.ts';

const work = <Part>(signal = new AbortController().signal): Work<Part> => ({ signal, emit: () => undefined });
const fops = '03-replica3-gfapi-all-fops-nanosecond.pcap';

async function found(
  session: OpenedSession,
  what: FindWhat,
  from: number,
  direction: 1 | -1 = 1,
  view = ALL_ROWS,
) {
  const result: FindResult = await session.find(what, from, direction, view, work());
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

  it('says where it began again: behind the last row, and before the first', async () => {
    const session = await openCapture(fops);
    const last = session.index.rows - 1;
    const anything: FindWhat = { kind: 'filter', filter: 'frame' };
    expect(await found(session, anything, last)).toEqual({ row: 0, place: 0, at: null, wrapped: true });
    expect(await found(session, anything, 0, -1)).toEqual({
      row: last,
      place: last,
      at: null,
      wrapped: true,
    });
    expect(await found(session, anything, -1, -1)).toMatchObject({ row: last, wrapped: false });
    expect(await found(session, anything, last, -1)).toMatchObject({ row: last - 1, wrapped: false });
    expect(await found(session, anything, 0)).toMatchObject({ row: 1, wrapped: false });
  });

  it('what stands in the selected record alone is in the view; another one like it is not', async () => {
    const session = await openCapture(fops);
    const only: FindWhat = { kind: 'filter', filter: 'glusterscope.row == 112' };
    for (const direction of [1, -1] as const) {
      const itself = { row: 112, place: 112, at: null, wrapped: true };
      expect(await found(session, only, 112, direction)).toEqual(itself);
    }
    await session.view(1, 'glusterscope.row == 112', work());
    const { bytes } = await session.index.read(112);
    const hex = Buffer.from(bytes).toString('hex');
    const whole = { row: 112, place: 0, at: [0, bytes.length], wrapped: true };
    expect(await found(session, { kind: 'bytes', hex, after: 0 }, 112, 1, 1)).toEqual(whole);
    for (const kind of ['conversation', 'same-kind'] as const) {
      expect(await found(session, { kind, of: 112 }, 112, 1, 1)).toBeNull();
    }
  });

  it('nothing is in an empty view, and nothing is found in a record that the view leaves out', async () => {
    const session = await openCapture(fops);
    const hex = '00000000';
    await session.view(1, 'glusterscope.row == 999999', work());
    for (const from of [-1, 0, 112, session.index.rows - 1])
      for (const direction of [1, -1] as const)
        for (const what of [
          { kind: 'bytes', hex, after: 40 },
          { kind: 'text', text: 'trusted', matchCase: false },
          { kind: 'conversation', of: 112 },
        ] as const)
          expect(await found(session, what, from, direction, 1)).toBeNull();
    await session.view(2, 'glusterscope.row in {100, 130}', work());
    const bytes: FindWhat = { kind: 'bytes', hex, after: 40 };
    expect(await found(session, bytes, 112, 1, 2)).toMatchObject({ row: 130, place: 1, wrapped: false });
    expect(await found(session, bytes, 112, -1, 2)).toMatchObject({ row: 100, place: 0, wrapped: false });
    expect(await found(session, bytes, 140, 1, 2)).toMatchObject({ row: 100, place: 0, wrapped: true });
    expect(await found(session, bytes, 90, -1, 2)).toMatchObject({ row: 130, place: 1, wrapped: true });
  });

  it('ends where the view that it looks through is replaced', async () => {
    const { host } = await openCapture(fops);
    const views = new Views(host, () => Promise.resolve());
    await views.view(1, 'frame', work());
    const looked: number[] = [];
    const fileOf = (row: number): number => {
      looked.push(row);
      if (row === 30) void views.view(2, 'frame', work());
      return row === 25 || row === 200 ? 7 : 1;
    };
    const same: FindWhat = { kind: 'same-file', of: 25 };
    const looking = find({ ...host, fileOf }, views, same, 25, 1, 1, work());
    await expect(looking).resolves.toMatchObject({ found: { row: 200 } });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(find({ ...host, fileOf }, views, same, 25, 1, 1, work())).rejects.toThrow('no more');
    const cleared = (row: number): number => {
      if (row === 30) views.clear();
      return row === 25 || row === 200 ? 7 : 1;
    };
    await expect(find({ ...host, fileOf: cleared }, views, same, 25, 1, 2, work())).rejects.toThrow(
      'no more',
    );
  });

  it('rows that leave a view while it is looked through shift no place', async () => {
    const { host } = await openCapture(fops);
    let rows: number[] = [];
    const views = {
      length: () => rows.length,
      rowAt: (place: number) => rows[place] ?? expect.fail('there is no such place'),
      placeOf: (row: number) => {
        const place = rows.filter((other) => other < row).length;
        return { place, exact: rows.includes(row) };
      },
    } as unknown as Views;
    const same: FindWhat = { kind: 'same-file', of: 999 };
    const looked = async (from: number, direction: 1 | -1, goes: number, files: number[]) => {
      rows = [3, 5, 9, 20, 40, 41, 50];
      const fileOf = (row: number): number => {
        if (row === goes) rows = rows.filter((other) => other > 9);
        return row === 999 || files.includes(row) ? 7 : 1;
      };
      return find({ ...host, fileOf }, views, same, from, direction, 1, work());
    };
    const of = (row: number, place: number, wrapped: boolean) => {
      return { ok: true, found: { row, place, at: null }, wrapped };
    };
    expect(await looked(9, 1, 20, [5, 50])).toEqual(of(50, 3, false));
    expect(await looked(9, -1, 3, [50])).toEqual(of(50, 3, true));
    expect(await looked(41, -1, 40, [5, 9, 3])).toEqual({ ok: true, found: null, wrapped: false });
    // what is found is on its way out
    expect(await looked(3, 1, 9, [9, 40])).toEqual(of(40, 1, false));
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
