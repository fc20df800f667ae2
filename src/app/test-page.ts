/** For tests: the controller over a worker in the same thread, a made-up session, and a history in memory. */
import type {
  FilterError,
  OpenEvents,
  OpenResult,
  RecordTree,
  Rows,
  Session,
  Source,
  SourceInfo,
} from '../decoder/api.ts';
import { NO_TEXTS } from '../components/linkage/random-tree.ts';
import type { WorkerLike } from '../workers/client.ts';
import type { FromWorker } from '../workers/protocol.ts';
import { serve } from '../workers/server.ts';
import type { Address } from './context.ts';
import { Controller } from './controller.ts';
import { sizeOf } from './permalink/link.ts';
import { createAppStore } from './store.ts';

/** A record of three nodes: the whole, a mark of 4 bytes, a word of 4. */
export function smallTree(row: number, over: Partial<RecordTree['head']> = {}): RecordTree {
  return {
    row,
    count: 3,
    field: new Uint32Array(3),
    parent: Int32Array.of(-1, 0, 0),
    end: Uint32Array.of(3, 2, 3),
    start: Uint32Array.of(0, 0, 4),
    stop: Uint32Array.of(8, 4, 8),
    kind: new Uint8Array(3),
    flags: new Uint8Array(3),
    aux: new Uint32Array(3),
    cuts: new Uint32Array(0),
    bytes: Uint8Array.of(0x80, 0, 0, 4, 0, 0, 0, row),
    hidden: new Uint32Array(0),
    length: 8,
    missing: new Uint32Array(0),
    undecoded: new Uint32Array(0),
    notes: [],
    textPlaces: new Uint32Array(0),
    head: {
      kind: row % 2 === 0 ? 0 : 1,
      title: 'DUMP',
      program: 'GF-DUMP',
      place: `frame ${row + 1}`,
      match: '',
      matchRow: row % 2 === 0 ? row + 1 : row - 1,
      decodedAs: '',
      ends: '',
      ...over,
    },
    texts: NO_TEXTS,
  };
}

const PATHS = ['', 'mark', 'args/word'];

function column(count: number, value: (index: number) => number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, index) => value(index));
}

/** What the filters of small sessions keep. Every other text is wrong. */
const SMALL_FILTERS: Readonly<Record<string, (row: number) => boolean>> = {
  '': () => true,
  even: (row) => row % 2 === 0,
  'even && high': (row) => row % 2 === 0 && row > 4,
  high: (row) => row > 4,
  none: () => false,
};

function readSmall(filter: string): FilterError | null {
  if (filter.trim() in SMALL_FILTERS) return null;
  return { message: 'There is no such field.', start: 0, stop: filter.length, expected: ['a field'] };
}

export function smallSession(info: SourceInfo, events: OpenEvents): Session {
  void events;
  const all = Array.from({ length: info.rows }, (_, row) => row);
  let current = { view: 0, rows: all };
  const rowsOf = (view: number): readonly number[] => {
    if (view === 0) return all;
    if (view === current.view) return current.rows;
    throw new DOMException('The view is no more.', 'AbortError');
  };
  const rows = (from: number, count: number, view = 0): Rows => {
    const inView = rowsOf(view).slice(from, from + count);
    const { length } = inView;
    const text = (value: (row: number) => string): string[] => inView.map(value);
    return {
      from,
      length,
      row: column(length, (index) => inView[index]!),
      kind: Uint8Array.from(column(length, (index) => inView[index]! % 2)),
      // Row 5 failed.
      outcome: Uint8Array.from(column(length, (index) => (inView[index] === 5 ? 3 : 0))),
      time: new Float64Array(length),
      xid: column(length, (index) => inView[index]!),
      size: column(length, () => 8),
      match: Int32Array.from(column(length, () => 0)),
      latency: new Float64Array(length),
      first: column(length, (index) => inView[index]! + 1),
      last: column(length, (index) => inView[index]! + 1),
      lane: new Uint8Array(length),
      lanes: new Uint8Array(length),
      file: column(length, () => 0),
      // Every third row is of another conversation.
      source: text((row) => (row % 3 === 2 ? 'c' : row % 2 === 0 ? 'a' : 'b')),
      destination: text((row) => (row % 3 === 2 ? 'd' : row % 2 === 0 ? 'b' : 'a')),
      program: text(() => 'GF-DUMP'),
      procedure: text(() => 'DUMP'),
      info: text(() => ''),
      result: text(() => ''),
    };
  };
  return {
    info,
    done: Promise.resolve(),
    rows: (from, count, view) => Promise.resolve().then(() => rows(from, count, view)),
    record: (row) =>
      row < info.rows
        ? Promise.resolve(smallTree(row))
        : Promise.reject(new RangeError(`There is no row ${row}.`)),
    texts: (_, nodes) => {
      const each = (value: (node: number) => string): string[] => [...nodes].map(value);
      return Promise.resolve({
        nodes,
        label: each((node) => `field ${node}`),
        display: each(String),
        type: each(() => 'int'),
        name: each(() => 'x.y'),
        doc: each(() => ''),
        since: each(() => ''),
        bits: [...nodes].map(() => []),
        derived: [...nodes].map(() => []),
        path: each((node) => PATHS[node]!),
      });
    },
    nodeByPath: (_, path) => Promise.resolve(PATHS.indexOf(path)),
    fields: () => Promise.resolve([]),
    decodables: () => [],
    connections: () => Promise.resolve([]),
    statistics: () => Promise.reject(new RangeError('There are none of a made-up session.')),
    releases: () => Promise.resolve([]),
    assumeReleases: () => true,
    dumps: () =>
      Promise.resolve(
        info.kind === 'capture' ? [] : [{ bytes: Uint8Array.of(1, 2, 3), src: 'a', dst: 'b', lines: [1, 1] }],
      ),
    hiddenText: () => Promise.resolve(new Uint32Array(0)),
    view: (view, filter, work) => {
      const error = readSmall(filter);
      if (error) return Promise.resolve({ ok: false, error });
      current = { view, rows: all.filter((row) => SMALL_FILTERS[filter]!(row)) };
      const state = { view, filter, rows: current.rows.length, total: all.length };
      work.emit({ ...state, looked: 0, complete: false });
      return Promise.resolve({ ok: true, state: { ...state, looked: all.length, complete: true } });
    },
    placeOf: (row, view) =>
      Promise.resolve().then(() => {
        const inView = rowsOf(view);
        const place = inView.findIndex((one) => one >= row);
        return { place: place < 0 ? inView.length : place, exact: inView[place] === row };
      }),
    analyseFilter: (text) => Promise.resolve({ text, tokens: [], error: readSmall(text), completions: [] }),
    find: (what, from) => {
      if (what.kind === 'bytes') {
        // Any even number of digits stands in each word of the first record.
        const found = { row: 0, place: 0, at: [(what.after ?? -4) + 4, 4] as const };
        if (what.hex.length % 2 === 0) return Promise.resolve({ ok: true, found, wrapped: false });
        const error = { message: 'An odd number of digits.', start: 0, stop: 3, expected: [] };
        return Promise.resolve({ ok: false, error });
      }
      const found = what.kind === 'error' && from < 5 ? { row: 5, place: 5, at: null } : null;
      return Promise.resolve({ ok: true, found, wrapped: false });
    },
    filterFor: (row) => Promise.resolve({ value: row % 2 === 0 ? 'even' : null, has: 'high' }),
    goTo: (to) => Promise.resolve(to.kind === 'row' ? to.row : -1),
    close: () => undefined,
  };
}

function printOf(source: Source): string {
  if (source.kind !== 'files')
    return source.name === 'other.pcap' ? '100-ffffffffffffffff' : '100-0123456789abcdef';
  const size = source.files.reduce((sum, { blob }) => sum + blob.size, 0);
  return `${size}-${source.files.some(({ name }) => name === 'other.pcap') ? 'f' : '0'}123456789abcdef`;
}

export const smallInfo = (source: Source, rows = 10): SourceInfo => ({
  kind: source.kind === 'file' || source.kind === 'files' ? 'capture' : source.kind,
  name: source.name,
  files:
    source.kind === 'files'
      ? source.files.map(({ name, blob }) => ({ name, format: 'pcap', size: blob.size, frames: rows }))
      : [{ name: source.name, format: 'pcap', size: 100, frames: rows }],
  format: 'pcap',
  size: source.kind === 'file' ? source.blob.size : sizeOf(printOf(source)),
  frames: rows,
  records: rows,
  rows,
  startTime: '0',
  timeDigits: 9,
  notes: [],
  noteCount: 0,
  fingerprint: printOf(source),
  text: null,
  complete: true,
});

/** A history with Back and Forward. */
export function memoryAddress(start = '') {
  const entries = [start];
  let at = 0;
  let moved: () => void = () => undefined;
  const go = (by: number): void => {
    at = Math.max(0, Math.min(entries.length - 1, at + by));
    moved();
  };
  const address: Address = {
    fragment: () => entries[at]!,
    push: (fragment) => {
      entries.splice(at + 1);
      entries.push(fragment);
      at++;
    },
    replace: (fragment) => {
      entries[at] = fragment;
    },
    onMove: (listener) => {
      moved = listener;
    },
    go,
  };
  return { address, entries, back: () => go(-1), forward: () => go(1) };
}

export type Open = (source: Source, events: OpenEvents) => Promise<OpenResult>;

const opens: Open = (source, events) =>
  Promise.resolve({ ok: true, session: smallSession(smallInfo(source), events) });

const SAMPLES = {
  samples: [
    {
      id: 'mail',
      file: 'mail.txt',
      title: 'A mail',
      about: '',
      release: null,
      kind: 'text',
      size: 9,
      records: 10,
      notes: [
        { record: 1, offset: 4, length: 4, text: 'first' },
        { record: 3, offset: 0, length: 4, text: 'second' },
      ],
    },
  ],
};

export function page(options: { start?: string; open?: Open } = {}) {
  const history = memoryAddress(options.start);
  const store = createAppStore();
  let now = 0;
  const opened: Source[] = [];
  const workers: { kill(): void; crash(): void }[] = [];
  const startWorker = (): WorkerLike => {
    let listener: ((message: FromWorker) => void) | null = null;
    let onError: ((message: string) => void) | null = null;
    let alive = true;
    const take = serve(
      { post: (message) => alive && queueMicrotask(() => listener?.(message)) },
      (source, events) => {
        opened.push(source);
        return (options.open ?? opens)(source, events);
      },
      { soon: (task) => queueMicrotask(task), every: () => () => undefined },
    );
    workers.push({ kill: () => (alive = false), crash: () => onError?.('boom') });
    return {
      post: (message) => alive && take(message),
      onMessage: (next) => (listener = next),
      onError: (next) => (onError = next),
      terminate: () => (alive = false),
    };
  };
  const fetched: string[] = [];
  const controller = new Controller({
    store,
    startWorker,
    clock: { now: () => now, every: () => () => undefined },
    address: history.address,
    fetch: (url) => {
      fetched.push(url);
      if (url.endsWith('index.json')) return Promise.resolve(Response.json(SAMPLES));
      return Promise.resolve(new Response('80 00 00 04'));
    },
  });
  return {
    controller,
    store,
    history,
    opened,
    workers,
    fetched,
    /** lets time go by, so that steps are apart */
    pass: (ms: number) => (now += ms),
    /** lets all that is under way come to rest */
    rest: () => new Promise((resolve) => setTimeout(resolve, 330)),
    state: () => store.getState(),
    fragment: () => history.address.fragment(),
  };
}

export const file = (name = 'a.pcap', size = 100): File =>
  new File([Uint8Array.from({ length: size }, (_, at) => [0xd4, 0xc3, 0xb2, 0xa1][at] ?? 0)], name);
