import { describe, expect, test, vi } from 'vitest';
import type { Rows } from '../../decoder/api.ts';
import { RowKind, Outcome } from '../linkage/kinds.ts';
import { RECORD_COLUMNS, type Clock } from './columns.tsx';
import { fileLabels } from './file-labels.ts';
import { duration, endPoint, range, seconds } from './format.ts';
import { lanePaths, selectedPair } from './lanes.ts';
import { grown, layout } from './layout.ts';
import { RowCache, type RecordRow } from './row-cache.ts';

function rowsOf(from: number, length: number): Rows {
  const numbers = Array.from({ length }, (_, i) => from + i);
  const zeros = numbers.map(() => 0);
  const words = numbers.map((n) => `w${n}`);
  return {
    from,
    length,
    row: Uint32Array.from(numbers),
    kind: new Uint8Array(length),
    outcome: new Uint8Array(length),
    time: Float64Array.from(zeros),
    xid: new Uint32Array(length),
    size: new Uint32Array(length),
    match: Int32Array.from(zeros.map(() => -1)),
    latency: Float64Array.from(zeros),
    first: new Uint32Array(length),
    last: new Uint32Array(length),
    lane: new Uint8Array(length).fill(255),
    lanes: new Uint8Array(length),
    file: new Uint32Array(length),
    source: words,
    destination: words,
    program: words,
    procedure: words,
    info: words,
    result: words,
  };
}

function row(over: Partial<RecordRow>): RecordRow {
  return {
    index: 0,
    row: 0,
    kind: RowKind.call,
    outcome: Outcome.none,
    time: 0,
    xid: 0,
    size: 0,
    match: -1,
    latency: Number.NaN,
    first: 0,
    last: 0,
    lane: 255,
    lanes: 0,
    file: 0,
    source: '',
    destination: '',
    program: '',
    procedure: '',
    info: '',
    result: '',
    ...over,
  };
}

describe('rows of the view', () => {
  test('are fetched by pages, once, and read at once', async () => {
    const fetch = vi.fn((from: number, count: number) => Promise.resolve(rowsOf(from, count)));
    const cache = new RowCache(fetch);
    cache.need(100, 60, 10_000);
    await vi.waitFor(() => expect(cache.at(130)?.row).toBe(130));
    expect(fetch.mock.calls.map(([from]) => from)).toEqual([0, 128]);
    const before = cache.at(130);
    cache.need(100, 60, 10_000);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(cache.at(130), 'the same object, so that a row is not drawn again').toBe(before);
    expect(cache.at(5000)).toBeNull();
  });

  test('what is wished for again while it is on its way is fetched once', async () => {
    const answers: ((rows: Rows) => void)[] = [];
    const fetch = vi.fn((_from: number, _count: number) => new Promise<Rows>((done) => answers.push(done)));
    const cache = new RowCache(fetch);
    cache.need(0, 20, 10_000);
    cache.need(10, 20, 10_000);
    answers[0]!(rowsOf(0, 128));
    await vi.waitFor(() => expect(cache.at(20)).not.toBeNull());
    await new Promise((resolve) => setTimeout(resolve));
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test('a page that was short is fetched again when the view has grown', async () => {
    let total = 10;
    const fetch = vi.fn((from: number, count: number) =>
      Promise.resolve(rowsOf(from, Math.min(count, total - from))),
    );
    const cache = new RowCache(fetch);
    cache.need(0, 30, total);
    await vi.waitFor(() => expect(cache.at(9)).not.toBeNull());
    cache.need(0, 30, total);
    expect(fetch).toHaveBeenCalledTimes(1);
    total = 40;
    cache.need(0, 30, total);
    await vi.waitFor(() => expect(cache.at(39)).not.toBeNull());
  });

  test('what was flown over is not fetched', async () => {
    const waiting: (() => void)[] = [];
    const fetch = vi.fn(
      (from: number, count: number) =>
        new Promise<Rows>((done) => waiting.push(() => done(rowsOf(from, count)))),
    );
    const cache = new RowCache(fetch);
    for (let i = 0; i < 1000; i++) cache.need(i * 10_000, 20, 10_000_000);
    expect(fetch).toHaveBeenCalledTimes(3);
    waiting.shift()!();
    await vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(4));
    expect(fetch.mock.calls[3]![0]).toBe(Math.floor(9_990_000 / 128) * 128);
  });

  test('while a thumb is pulled the place passed last stands in, until its own rows are here', async () => {
    const answers = new Map<number, () => void>();
    const cache = new RowCache(
      (from, count) => new Promise<Rows>((done) => answers.set(from, () => done(rowsOf(from, count)))),
    );
    const pull = (first: number) => cache.see(first, first + 20, 10_000_000);
    pull(12_864);
    expect(cache.standIn(12_864, 12_884), 'nothing is here').toBeNull();
    pull(1_280_064);
    pull(6_400_064);
    answers.get(12_800)!();
    await vi.waitFor(() => expect(cache.at(12_864)).not.toBeNull());
    expect(cache.standIn(6_400_064, 6_400_084)).toMatchObject({ first: 12_864, last: 12_884 });
    answers.get(1_280_000)!();
    await vi.waitFor(() => expect(cache.at(1_280_064)).not.toBeNull());
    expect(cache.standIn(6_400_064, 6_400_084)).toMatchObject({ first: 1_280_064 });
    answers.get(6_400_000)!();
    await vi.waitFor(() => expect(cache.at(6_400_064)).not.toBeNull());
    expect(cache.standIn(6_400_064, 6_400_084), 'its own rows').toBeNull();
  });

  test('what was passed long before does not stand in, and nothing does in another view', async () => {
    const cache = new RowCache((from, count) =>
      from < 1000 ? Promise.resolve(rowsOf(from, count)) : new Promise(() => undefined),
    );
    cache.see(0, 20, 10_000);
    await vi.waitFor(() => expect(cache.at(0)).not.toBeNull());
    expect(cache.standIn(5000, 5020)).toMatchObject({ first: 0, last: 20 });
    const now = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 1000);
    expect(cache.standIn(5000, 5020)).toBeNull();
    now.mockRestore();
    cache.clear();
    expect(cache.standIn(5000, 5020)).toBeNull();
  });

  test('who rests where nothing comes is told that the stand-ins are over', async () => {
    const cache = new RowCache((from, count) =>
      from < 1000 ? Promise.resolve(rowsOf(from, count)) : new Promise(() => undefined),
    );
    cache.see(0, 20, 10_000);
    await vi.waitFor(() => expect(cache.at(0)).not.toBeNull());
    cache.see(5000, 5020, 10_000);
    const before = cache.getVersion();
    expect(cache.standIn(5000, 5020)).not.toBeNull();
    await vi.waitFor(() => expect(cache.getVersion()).toBeGreaterThan(before), { timeout: 2000 });
    expect(cache.standIn(5000, 5020)).toBeNull();
  });

  test('refreshed rows stay until their new form is here, and old answers are dropped', async () => {
    const answers: ((rows: Rows) => void)[] = [];
    const cache = new RowCache(() => new Promise((done) => answers.push(done)));
    cache.need(0, 10, 10);
    answers[0]!(rowsOf(0, 10));
    await vi.waitFor(() => expect(cache.at(0)).not.toBeNull());
    const old = cache.at(0);
    cache.refresh();
    expect(cache.at(0)).toBe(old);
    cache.need(0, 10, 10);
    cache.clear();
    answers[1]!(rowsOf(0, 10));
    await Promise.resolve();
    expect(cache.at(0)).toBeNull();
  });

  test('a row that is waited for comes also where rows are refreshed meanwhile', async () => {
    const answers: ((rows: Rows) => void)[] = [];
    const cache = new RowCache(() => new Promise((done) => answers.push(done)));
    const wanted = cache.load(5);
    cache.refresh();
    answers[0]!(rowsOf(0, 10));
    answers[1]!(rowsOf(0, 20));
    expect((await wanted)?.row).toBe(5);
    expect(cache.at(19)?.row).toBe(19);
  });

  test('one row can be waited for, and only the latest wish counts', async () => {
    const cache = new RowCache((from, count) => Promise.resolve(rowsOf(from, Math.min(count, 500 - from))));
    const given = cache.load(300);
    const wanted = cache.load(400);
    expect(await given).toBeNull();
    expect((await wanted)?.row).toBe(400);
  });
});

describe('lanes', () => {
  test('a call opens its lane, a reply closes it, what lies between lets it pass', () => {
    expect(lanePaths(row({ row: 1, match: 2, lane: 0, lanes: 1 }), 24, null).plain).toBe('M40 12H34.5V24');
    const reply = row({ row: 2, match: 1, kind: RowKind.reply, lane: 0, lanes: 1 });
    expect(lanePaths(reply, 24, null).plain).toBe('M34.5 0V12H40');
    const between = row({ row: 3, match: 9, lane: 1, lanes: 3 });
    expect(lanePaths(between, 24, null).plain).toBe('M34.5 0V24M40 12H28.5V24');
  });

  test('the selected pair is drawn for itself, also where it passes', () => {
    const pair = selectedPair(row({ row: 1, match: 4, lane: 0 }))!;
    const between = lanePaths(row({ row: 2, match: 3, lane: 1, lanes: 3 }), 24, pair);
    expect(between.on).toBe('M34.5 0V24');
    expect(between.plain).toBe('M40 12H28.5V24');
    const later = lanePaths(row({ row: 6, match: 7, lane: 0, lanes: 1 }), 24, pair);
    expect(later.on).toBe('');
  });

  test('a pair without a lane is drawn while it is selected', () => {
    const pair = selectedPair(row({ row: 1, match: 3 }))!;
    expect(lanePaths(row({ row: 2 }), 24, pair).on).toBe('M4.5 0V24');
  });

  test('what truly lacks its other half has a stub', () => {
    expect(lanePaths(row({ outcome: Outcome.noReply }), 24, null).stub).toBe('M40 12H34.5V22');
    expect(lanePaths(row({}), 24, null).stub, 'its reply may come').toBe('');
    expect(lanePaths(row({ kind: RowKind.reply }), 24, null).stub).toBe('M34.5 2V12H40');
  });
});

test('numbers read as people write them', () => {
  expect(duration(246_300)).toBe('246 µs');
  expect(duration(999_700)).toBe('1.00 ms');
  expect(duration(15_340_000)).toBe('15.3 ms');
  expect(duration(2.1e9)).toBe('2.10 s');
  expect(duration(Number.NaN)).toBe('');
  expect(seconds(18_837_677, 9)).toBe('0.018837677');
  expect(range(508, 533)).toBe('508–533');
  expect(range(7, 7)).toBe('7');
  expect(range(0, 0)).toBe('');
});

test('a port is told from an address', () => {
  expect(endPoint('10.77.0.1:55986')).toEqual(['10.77.0.1', ':55986']);
  expect(endPoint('[fd77::1]:24007')).toEqual(['[fd77::1]', ':24007']);
  expect(endPoint('fd77::1')).toEqual(['fd77::1', '']);
  expect(endPoint('nodeA')).toEqual(['nodeA', '']);
});

describe('columns', () => {
  const capture: Clock = { timeDigits: 9, pasted: false };
  const usual = row({
    row: 3349,
    source: '10.77.0.10:49147',
    destination: '10.77.0.1:55986',
    program: 'GlusterFS 400',
    procedure: 'FXATTROP',
    result: 'ENOENT (2)',
    time: 1e7,
  });
  const shown = (width: number, clock = capture): string[] =>
    layout(RECORD_COLUMNS, grown({}, RECORD_COLUMNS, [usual], clock), width, clock).columns.map(
      ({ key }) => key,
    );

  test('all stand side by side on a wide page; a narrow one drops what says least', () => {
    expect(shown(1440)).toEqual(
      'number time ends kind xid program procedure info result latency size'.split(' '),
    );
    expect(shown(1024)).toEqual('number time ends kind procedure info result latency'.split(' '));
    expect(shown(390)).toEqual('kind procedure info'.split(' '));
  });

  test('a paste has lines instead of times', () => {
    expect(shown(1440, { timeDigits: 6, pasted: true })).toEqual(
      'number ends kind xid program procedure info result lines'.split(' '),
    );
  });

  test('rows of several files tell theirs, in few characters', () => {
    const files = fileLabels(['brick1_00001.pcap', 'brick1_00002.pcap']);
    const several = { ...capture, files };
    expect(shown(1440, several)).toContain('file');
    expect(shown(1024, several)).toContain('file');
    expect(shown(390, several)).not.toContain('file');
    const column = RECORD_COLUMNS.find(({ key }) => key === 'file')!;
    expect(column.text(row({ file: 1 }), several)).toBe('brick1_00002.pcap');
    expect(grown({}, [column], [row({ file: 1 })], several)).toEqual({ file: '…00002'.length });
    expect(column.text(row({}), capture), 'one file needs no telling').toBe('');
  });

  test('a column grows with what it shows, never shrinks, and not without bound', () => {
    const before = grown({}, RECORD_COLUMNS, [usual], capture);
    expect(grown(before, RECORD_COLUMNS, [row({})], capture), 'shorter values change nothing').toBe(before);
    const long = grown(before, RECORD_COLUMNS, [row({ program: 'x'.repeat(900) })], capture);
    expect(long['program']).toBe(24);
  });
});
