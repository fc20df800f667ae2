/**
 * Every section beside the same figures worked out row by row with nothing clever, on real captures: over all
 * rows, and over rows chosen at random as a filter might.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  Outcome,
  RowKind,
  type ProcedureStatistics,
  type Statistics,
  type StatisticsPart,
  type TotalsStatistics,
} from '../src/decoder/api.ts';
import { lineOf } from '../src/decoder/record/info.ts';
import { open } from '../src/decoder/session.ts';
import type { OpenedSession } from '../src/decoder/session/opened.ts';
import { Outcomes, Said } from '../src/decoder/statistics/outcomes.ts';
import { Pace } from '../src/decoder/statistics/pace.ts';
import { capture } from './support/captures.ts';
import { exchangesOf, figures, plainLatency, rowOf, type PlainRow } from './support/figures.ts';
import { captureNames, openCapture, openText } from './support/sessions.ts';

const CAPTURES = [
  '03-replica3-gfapi-all-fops-nanosecond.pcap',
  '13-mid-stream-start-busy-connections.pcap',
  '20-locks-leases-upcalls-two-clients.pcap',
];
const sessions = new Map<string, Promise<OpenedSession>>();
const opened = (name: string): Promise<OpenedSession> => {
  const known = sessions.get(name) ?? openCapture(name);
  sessions.set(name, known);
  return known;
};

const allRows = ({ index }: OpenedSession): number[] => Array.from({ length: index.rows }, (_, row) => row);
const latency = ([call, reply]: readonly [PlainRow, PlainRow]): number => reply.time - call.time;
const isCall = ({ kind }: PlainRow): boolean => kind === RowKind.call;
const isReply = ({ kind }: PlainRow): boolean => kind === RowKind.reply;
const bytesOf = (rows: readonly PlainRow[]): number => rows.reduce((sum, { length }) => sum + length, 0);

/** A server's call: nobody answers it. */
function isOneWay({ language }: OpenedSession, { key }: PlainRow): boolean {
  const [program = 0, version = 0, procedure = 0] = key.split('.').map(Number);
  return language.protocol.procedures(program, version, procedure).some(({ fromServer }) => fromServer);
}

/** What the table says of a reply; the outcome of what is only guessed is none. */
async function outcomeOf(session: OpenedSession, reply: PlainRow): Promise<Outcome> {
  const { record } = await session.decoded(reply.row, null);
  if (!record) return Outcome.none;
  const line = lineOf(record);
  return reply.match >= 0 || line.info === '' ? line.outcome : Outcome.none;
}

function byKey<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

async function sameFigures(session: OpenedSession, rows: readonly number[] | null): Promise<void> {
  const plain = (rows ?? allRows(session)).map((row) => rowOf(session, row));
  const exchanges = exchangesOf(
    session,
    plain.map(({ row }) => row),
  );
  const answered = [
    ...exchanges.map(([, reply]) => reply),
    ...plain.filter((row) => isReply(row) && row.match < 0),
  ];
  const outcomes = new Map<number, Outcome>();
  for (const reply of answered) outcomes.set(reply.row, await outcomeOf(session, reply));
  const failed = (outcome: Outcome, of = answered): number =>
    of.filter(({ row }) => outcomes.get(row) === outcome).length;
  const unanswered = plain.filter((row) => isCall(row) && row.match < 0 && !isOneWay(session, row));

  const totals = await figures(session, rows, { section: 'totals', decode: true });
  const line = Object.fromEntries(totals.lines.map(({ what, ...counts }) => [what, counts]));
  expect(line['rows']).toMatchObject({ rows: plain.length, bytes: bytesOf(plain) });
  for (const [what, of] of [
    ['calls', plain.filter(isCall)],
    ['replies', plain.filter(isReply)],
    ['exchanges', exchanges.flat()],
    ['unanswered', unanswered],
    ['oneWay', plain.filter((row) => isCall(row) && row.match < 0 && isOneWay(session, row))],
    ['orphans', plain.filter((row) => isReply(row) && row.match < 0)],
    ['gaps', plain.filter(({ kind }) => kind === RowKind.gap)],
    ['lostHeads', plain.filter(({ kind }) => kind === RowKind.lostHead)],
  ] as const) {
    const count = what === 'exchanges' ? exchanges.length : of.length;
    expect({ what, ...line[what] }).toMatchObject({ what, rows: count, bytes: bytesOf(of) });
  }
  expect(line['errors']!.rows).toBe(failed(Outcome.error));
  expect(line['normal']!.rows).toBe(failed(Outcome.normal));
  expect(totals.latency).toMatchObject(plainLatency(exchanges.map(latency)));
  const times = plain.map(({ time }) => time);
  expect(totals.firstTime).toBe(plain.length === 0 ? NaN : Math.min(...times));
  expect(totals.lastTime).toBe(plain.length === 0 ? NaN : Math.max(...times));
  const waits = [
    ...exchanges.map(([call, reply]) => ({ row: call.row, from: call.time, to: reply.time })),
    ...unanswered.map(({ row, time }) => ({ row, from: time, to: Infinity })),
  ];
  const waitingAt = (time: number): number =>
    waits.filter(({ from, to }) => from <= time && time <= to).length;
  const peak = Math.max(0, ...waits.slice(0, 2000).map(({ from }) => waitingAt(from)));
  if (waits.length <= 2000) expect(totals.outstandingMax).toBe(peak);
  if (totals.outstandingMaxRow >= 0)
    expect(waitingAt(rowOf(session, totals.outstandingMaxRow).time)).toBeGreaterThanOrEqual(peak);

  const { procedures, programs, bins } = await figures(session, rows, {
    section: 'procedures',
    decode: true,
  });
  const records = plain.filter((row) => isCall(row) || isReply(row));
  const groups = byKey(records, ({ key }) => key);
  const latencies = byKey(exchanges, ([call]) => call.key);
  const replies = byKey(answered, ({ key }) => key);
  // an exchange has its line, whichever half is among the rows
  expect(procedures.map((one) => `${one.program}.${one.version}.${one.procedure}`).sort()).toEqual(
    [...groups.keys()].sort(),
  );
  for (const one of procedures) {
    const key = `${one.program}.${one.version}.${one.procedure}`;
    const of = groups.get(key)!;
    const took = (latencies.get(key) ?? []).map(latency);
    expect(one).toMatchObject({
      calls: of.filter(isCall).length,
      replies: of.filter(isReply).length,
      callBytes: bytesOf(of.filter(isCall)),
      replyBytes: bytesOf(of.filter(isReply)),
      unanswered: unanswered.filter((row) => row.key === key).length,
      errors: failed(Outcome.error, replies.get(key) ?? []),
      normal: failed(Outcome.normal, replies.get(key) ?? []),
      latency: plainLatency(took),
    });
    expect([...one.histogram]).toEqual(
      [...one.histogram].map(
        (_, bin) => took.filter((value) => value >= bins.edges[bin]! && value < bins.edges[bin + 1]!).length,
      ),
    );
  }
  for (const one of programs) {
    const prefix = `${one.program}.${one.version}.`;
    const took = exchanges.filter(([call]) => call.key.startsWith(prefix)).map(latency);
    expect(one.latency).toMatchObject(plainLatency(took));
    expect(one.calls + one.replies).toBe(records.filter(({ key }) => key.startsWith(prefix)).length);
  }

  const slowest = await figures(session, rows, { section: 'slowest', top: 25, decode: true });
  const inOrder = [...exchanges].sort((a, b) => latency(b) - latency(a) || a[0].row - b[0].row).slice(0, 25);
  expect([...slowest.call]).toEqual(inOrder.map(([call]) => call.row));
  expect([...slowest.reply]).toEqual(inOrder.map(([, reply]) => reply.row));
  expect([...slowest.latency]).toEqual(inOrder.map(latency));
  expect([...slowest.outcome]).toEqual(inOrder.map(([, { row }]) => outcomes.get(row)));

  const errors = await figures(session, rows, { section: 'errors', decode: true });
  expect([errors.errors, errors.normal]).toEqual([failed(Outcome.error), failed(Outcome.normal)]);
  expect(errors.lines.reduce((sum, { count }) => sum + count, 0)).toBe(errors.errors + errors.normal);
  for (const { normal, first } of errors.lines)
    expect(outcomes.get(first)).toBe(normal === '' ? Outcome.error : Outcome.normal);

  const { connections } = await figures(session, rows, { section: 'connections', decode: true });
  const flows = byKey(plain, ({ flow }) => String(flow));
  expect(connections.map(({ flow }) => String(flow)).sort()).toEqual([...flows.keys()].sort());
  for (const one of connections) {
    const of = flows.get(String(one.flow))!;
    expect(one.bytesToServer + one.bytesToClient).toBe(bytesOf(of));
    expect(one).toMatchObject({
      calls: of.filter(isCall).length,
      replies: of.filter(isReply).length,
      unanswered: unanswered.filter(({ flow }) => flow === one.flow).length,
      errors: failed(
        Outcome.error,
        answered.filter(({ flow }) => flow === one.flow),
      ),
      latency: plainLatency(exchanges.filter(([{ flow }]) => flow === one.flow).map(latency)),
    });
    const sent = of.filter(({ row }) => {
      return session.index.streams[session.index.columns.stream.get(row)]!.source === one.client;
    });
    expect(one.bytesToServer).toBe(bytesOf(sent));
  }

  const timeline = await figures(session, rows, { section: 'timeline', bins: 13, span: null, decode: true });
  expect(timeline.outside).toBe(0);
  for (let bin = 0; bin < timeline.bins; bin++) {
    const [from, to] = [timeline.edges[bin]!, timeline.edges[bin + 1]!];
    const inside = ({ time }: PlainRow): boolean => time >= from && time < to;
    const of = plain.filter(inside);
    const took = plainLatency(exchanges.filter(([, reply]) => inside(reply)).map(latency));
    expect([timeline.calls[bin], timeline.replies[bin], timeline.bytes[bin]]).toEqual([
      of.filter(isCall).length,
      of.filter(isReply).length,
      bytesOf(of),
    ]);
    expect([timeline.latencyP50[bin], timeline.latencyP99[bin], timeline.latencyMax[bin]]).toEqual([
      took.p50,
      took.p99,
      took.max,
    ]);
    expect([timeline.errors[bin], timeline.normal[bin]]).toEqual([
      failed(Outcome.error, answered.filter(inside)),
      failed(Outcome.normal, answered.filter(inside)),
    ]);
    expect(timeline.outstanding[bin]).toBe(
      waits.filter((wait) => wait.from < from && wait.to >= from).length,
    );
  }
}

describe('the same figures as row by row', () => {
  test.each(CAPTURES)('all rows of %s', async (name) => {
    await sameFigures(await opened(name), null);
  });

  test.each(CAPTURES)('some rows of %s', async (name) => {
    const session = await opened(name);
    const some = fc
      .tuple(
        fc.nat({ max: session.index.rows }),
        fc.nat({ max: 400 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(),
      )
      .map(([from, count, step, seed]) =>
        Array.from({ length: count }, (_, i) => from + i * step + ((i * seed) % step)).filter(
          (row, i, all) => row < session.index.rows && (i === 0 || row > all[i - 1]!),
        ),
      );
    await fc.assert(
      fc.asyncProperty(some, (rows) => sameFigures(session, rows)),
      { numRuns: 12 },
    );
  });
});

describe('outcomes', () => {
  const SAID: Readonly<Record<Said, Outcome>> = {
    [Said.unread]: Outcome.none,
    [Said.nothing]: Outcome.none,
    [Said.unknown]: Outcome.none,
    [Said.ok]: Outcome.ok,
    [Said.normal]: Outcome.normal,
    [Said.error]: Outcome.error,
    [Said.status]: Outcome.error,
  };

  test.each(captureNames())('%s: what the table says of each reply', async (name) => {
    const session = await openCapture(name);
    const { index } = session;
    const outcomes = new Outcomes(session.host);
    const signal = new AbortController().signal;
    const pace = new Pace({ signal, wait: () => Promise.resolve(), tell: () => undefined });
    await outcomes.read(index.rows, (row) => row, pace);
    const wrong: unknown[] = [];
    await session.eachRow((row, decoded) => {
      const { kind, match } = rowOf(session, row);
      if (kind !== RowKind.reply) return void (outcomes.said(row) !== Said.unread && wrong.push(row));
      const line = decoded?.record ? lineOf(decoded.record) : null;
      const right = !line || (match < 0 && line.outcome !== Outcome.error) ? Outcome.none : line.outcome;
      const said = outcomes.said(row);
      // A guess says nothing, whatever it looks like.
      if (match < 0 && decoded?.record && decoded.record.candidates.length > 0) return;
      if (SAID[said] !== right) wrong.push({ row, said, right });
      const errno = / \((-?\d+)\)$/.exec(line?.result ?? '')?.[1];
      if (said === Said.error && errno && outcomes.detail(row) !== Number(errno)) wrong.push({ row, errno });
    });
    expect(wrong).toEqual([]);
  });
});

describe('asking', () => {
  test('columns alone first, then with bytes; what is not known is told as such', async () => {
    const session = await opened(CAPTURES[0]!);
    const parts: StatisticsPart[] = [];
    const whole = await figures(session, null, { section: 'procedures', decode: true }, parts);
    const alone = await figures(session, null, { section: 'procedures', decode: false });
    const early = parts.map(({ result }) => result).find((result) => result !== null);
    expect(early).toEqual(alone);
    expect(alone.decoded).toBe(false);
    expect(alone.procedures.every(({ errors, normal }) => errors === -1 && normal === -1)).toBe(true);
    expect(whole.procedures.map(({ latency: took }) => took)).toEqual(
      alone.procedures.map((one) => one.latency),
    );
    for (const { looked, total } of parts) expect(looked).toBeLessThanOrEqual(total);
  });

  test('stops when nobody waits any more', async () => {
    const session = await opened(CAPTURES[0]!);
    const stop = new AbortController();
    stop.abort(new DOMException('no more', 'AbortError'));
    for (const section of ['totals', 'procedures', 'errors', 'connections'] as const) {
      const asked = session.statistics(
        { view: 0, decode: true, section },
        { signal: stop.signal, emit: () => undefined },
      );
      await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    }
    const files = { view: 0, decode: true, section: 'files', top: 9, by: 'time' } as const;
    await expect(
      session.statistics(files, { signal: stop.signal, emit: () => undefined }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('while the index grows: what is there; files, of all', async () => {
    const bytes = capture('03-replica3-gfapi-all-fops-nanosecond.pcap').slice();
    const result = await open({ kind: 'file', name: 'growing', blob: new Blob([bytes]) });
    if (!result.ok) throw new Error(result.error.title);
    const { session } = result;
    const early = figures(session, null, { section: 'totals', decode: true });
    const files = figures(session, null, { section: 'files', top: 1, by: 'time', decode: true });
    await session.done;
    const late = await figures(session, null, { section: 'totals', decode: true });
    expect((await early).lines[0]!.rows).toBeLessThanOrEqual(late.lines[0]!.rows);
    expect(late.lines[0]!.rows).toBe(session.index.rows);
    expect((await files).files).toBeGreaterThan(40);
    session.close();
  });

  test('a view that is no more', async () => {
    const session = await opened(CAPTURES[0]!);
    const asked = session.statistics(
      { view: 77, decode: false, section: 'totals' },
      { signal: new AbortController().signal, emit: () => undefined },
    );
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('numbers beyond all sense are brought into bounds', async () => {
    const session = await opened(CAPTURES[0]!);
    for (const bins of [0, -1, NaN, 1.5])
      expect(
        (await figures(session, null, { section: 'timeline', bins, span: null, decode: false })).bins,
      ).toBe(1);
    const many = await figures(session, null, { section: 'timeline', bins: 1e9, span: null, decode: false });
    expect(many.bins).toBe(4096);
    for (const span of [
      { from: 5, to: 5 },
      { from: 9, to: 5 },
      { from: NaN, to: 1 },
      { from: 0, to: Infinity },
      { from: -1e300, to: 1e300 },
    ])
      expect(await figures(session, null, { section: 'timeline', bins: 4, span, decode: false })).toEqual(
        await figures(session, null, { section: 'timeline', bins: 4, span: null, decode: false }),
      );
    const span = { from: 0.25, to: 9.75 };
    const some = await figures(session, null, { section: 'timeline', bins: 4, span, decode: false });
    expect([...some.edges]).toEqual([0, 2, 5, 7, 10]);
    for (const top of [-1, NaN, 0])
      expect((await figures(session, null, { section: 'slowest', top, decode: false })).length).toBe(0);
    const rows = { from: -5, count: Infinity };
    const sequence = await figures(session, null, {
      section: 'sequence',
      nodes: 'ends',
      rows,
      decode: false,
    });
    expect([sequence.length, sequence.omitted]).toEqual([2000, session.index.rows - 2000]);
  });

  test('pastes have no time', async () => {
    const session = await openText(
      '80 00 00 28 00 00 00 01 00 00 00 00 00 00 00 02 07 5b cd 15 00 00 00 01 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00',
    );
    const totals = await figures(session, null, { section: 'totals', decode: true });
    expect([totals.firstTime, totals.recordsPerSecond]).toEqual([NaN, NaN]);
    const timeline = await figures(session, null, { section: 'timeline', bins: 3, span: null, decode: true });
    expect(timeline.outside).toBe(session.index.rows);
    expect((await figures(session, null, { section: 'slowest', top: 3, decode: true })).length).toBe(0);
  });
});

describe('damage', () => {
  const bytes = capture('01-peer-probe-and-pool.pcap');
  const ASKS = [
    { section: 'totals' },
    { section: 'procedures' },
    { section: 'slowest', top: 5 },
    { section: 'errors' },
    { section: 'connections' },
    { section: 'files', top: 5, by: 'bytes' },
    { section: 'timeline', bins: 7, span: null },
    { section: 'sequence', nodes: 'hosts', rows: { from: 0, count: 30 } },
  ] as const;

  test('whatever bytes say, figures come, and their sums hold', async () => {
    const change = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 60 }),
        fc.nat({ max: bytes.length }),
        async (changes, cut) => {
          const damaged = bytes.slice(0, Math.max(200, bytes.length - (cut % 3 === 0 ? cut : 0)));
          for (const [at, value] of changes) if (at >= 24 && at < damaged.length) damaged[at] = value;
          const result = await open({ kind: 'file', name: 'damaged', blob: new Blob([damaged]) });
          if (!result.ok) return;
          const { session } = result;
          await session.done;
          const found: Statistics[] = [];
          for (const ask of ASKS) {
            const work = { signal: new AbortController().signal, emit: () => undefined };
            found.push(await session.statistics({ ...ask, view: 0, decode: true }, work));
          }
          const [totals, procedures] = found as [TotalsStatistics, ProcedureStatistics];
          const of = (what: string): number => totals.lines.find((line) => line.what === what)!.rows;
          const sum = (what: 'calls' | 'replies' | 'unanswered' | 'errors' | 'normal'): number =>
            procedures.procedures.reduce((all, line) => all + line[what], 0);
          for (const what of ['calls', 'replies', 'unanswered', 'errors', 'normal'] as const)
            expect({ what, sum: sum(what) }).toEqual({ what, sum: of(what) });
          expect(of('rows')).toBe(session.index.rows);
          session.close();
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('files', () => {
  test('are those that were followed, with what was done to them', async () => {
    const session = await opened(CAPTURES[0]!);
    const files = await figures(session, null, { section: 'files', top: 10_000, by: 'bytes', decode: true });
    expect(files.length).toBe(files.files);
    expect(files.operations.reduce((a, b) => a + b, 0) + files.without).toBe(1675);
    const written = files.bytesRead.map((read, at) => read + files.bytesWritten[at]!);
    expect([...written]).toEqual([...written].sort((a, b) => b - a));
    // Every WRITE and READ of the capture, by what its reply says.
    let moved = 0;
    await session.eachRow((row, decoded) => {
      const { kind, match, key } = rowOf(session, row);
      if (kind !== RowKind.reply || match < 0 || !/^1298437\.400\.(12|13)$/.test(key)) return;
      moved += Math.max(
        0,
        Number(/^[\d,]+/.exec(lineOf(decoded!.record!).result)?.[0].replaceAll(',', '') ?? 0),
      );
    });
    expect(written.reduce((a, b) => a + b, 0)).toBe(moved);
    for (let at = 0; at < files.length; at++) {
      const counts = files.operationCount.subarray(files.operationsFrom[at], files.operationsFrom[at + 1]);
      expect(counts.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(files.operations[at]!);
      if (counts.length < 16) expect(counts.reduce((a, b) => a + b, 0)).toBe(files.operations[at]);
    }
  });
});

describe('sequence', () => {
  test('nodes in order of appearance, messages between them', async () => {
    const session = await opened(CAPTURES[0]!);
    const rows = Uint32Array.of(5, 1, 0, 99_999_999);
    const found = await figures(session, null, { section: 'sequence', nodes: 'ends', rows, decode: true });
    expect([...found.row]).toEqual([0, 1, 5]);
    const { streams, columns } = session.index;
    found.row.forEach((row, at) => {
      const { source, destination } = streams[columns.stream.get(row)]!;
      expect(found.nodes[found.from[at]!]!.end).toBe(source);
      expect(found.nodes[found.to[at]!]!.end).toBe(destination);
    });
    expect([...found.match]).toEqual([1, 0, -1]);
    expect(found.latency[1]).toBe(columns.time.get(1) - columns.time.get(0));
    expect(found.title.slice(0, 2)).toEqual(['GETSPEC', 'GETSPEC']);
    expect(found.nodes[1]).toMatchObject({
      name: 'glusterd',
      filter:
        '((ip.src == 10.77.0.1 && tcp.srcport == 24007) || (ip.dst == 10.77.0.1 && tcp.dstport == 24007))',
    });
  });
});
