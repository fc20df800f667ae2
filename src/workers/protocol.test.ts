import { describe, expect, test, vi } from 'vitest';
import type {
  OpenEvents,
  OpenResult,
  RecordTree,
  Rows,
  Session,
  Source,
  SourceInfo,
} from '../decoder/api.ts';
import { type ClientEvent, DecoderClient, isAbort, type WorkerLike } from './client.ts';
import { owned } from './owned.ts';
import { type FromWorker, Priority, type ToWorker } from './protocol.ts';
import { serve } from './server.ts';

/** A clock that moves by hand. */
function handClock() {
  let now = 0;
  const timers = new Set<{ ms: number; next: number; task: () => void }>();
  return {
    now: () => now,
    every: (ms: number, task: () => void) => {
      const timer = { ms, next: now + ms, task };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pass(ms: number) {
      const until = now + ms;
      while (now < until) {
        now = Math.min(until, now + 250);
        for (const timer of [...timers]) {
          if (timer.next <= now && timers.has(timer)) {
            timer.next += timer.ms;
            timer.task();
          }
        }
      }
    },
    /** time goes by and no timer runs, as in a tab that sleeps */
    sleep(ms: number) {
      now += ms;
    },
    timers,
  };
}

const info = (over: Partial<SourceInfo> = {}): SourceInfo => ({
  kind: 'capture',
  name: 'a.pcap',
  files: [],
  format: 'pcap',
  size: 10,
  frames: 1,
  records: 1,
  rows: 1,
  startTime: '0',
  timeDigits: 9,
  notes: [],
  noteCount: 0,
  fingerprint: '00',
  text: null,
  complete: true,
  ...over,
});

type Calls = {
  method: string;
  args: readonly unknown[];
  answer(value?: unknown): void;
  refuse(error: Error): void;
}[];

/** A session whose answers the test gives. */
function handSession(done: Promise<void> = Promise.resolve()) {
  const calls: Calls = [];
  let closed = false;
  const method =
    (name: string) =>
    (...args: unknown[]) =>
      new Promise((resolve, reject) => {
        calls.push({ method: name, args, answer: resolve, refuse: reject });
      });
  const session = {
    info: info(),
    done,
    rows: method('rows'),
    record: method('record'),
    texts: method('texts'),
    nodeByPath: method('nodeByPath'),
    fields: method('fields'),
    decodables: () => [],
    dumps: () => [],
    close: () => {
      closed = true;
    },
  } as unknown as Session;
  return { session, calls, isClosed: () => closed };
}

const source: Source = { kind: 'file', name: 'a.pcap', blob: new Blob(['x']) };
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Page and worker joined by queues that a test can cut. */
function joined(open: (source: Source, events: OpenEvents) => Promise<OpenResult>) {
  const clock = handClock();
  const events: ClientEvent[] = [];
  const made: { alive: boolean; heard: ToWorker[]; kill(): void; crash(): void }[] = [];
  const client = new DecoderClient(
    () => {
      let toPage: ((message: FromWorker) => void) | null = null;
      let onError: ((message: string) => void) | null = null;
      const early: FromWorker[] = [];
      const worker = {
        alive: true,
        heard: [] as ToWorker[],
        kill: () => {
          worker.alive = false;
        },
        crash: () => onError?.('boom'),
      };
      made.push(worker);
      const take = serve(
        {
          post: (message) => {
            if (!worker.alive) return;
            if (toPage) toPage(message);
            else early.push(message);
          },
        },
        open,
        { soon: (task) => queueMicrotask(task), every: clock.every },
      );
      const face: WorkerLike = {
        post: (message) => {
          worker.heard.push(message);
          if (worker.alive) take(message);
        },
        onMessage: (listener) => {
          toPage = listener;
          for (const message of early) listener(message);
        },
        onError: (listener) => {
          onError = listener;
        },
        terminate: worker.kill,
      };
      return face;
    },
    clock,
    (event) => events.push(event),
  );
  return { client, clock, events, made };
}

describe('asking', () => {
  test('what a person waits for goes before rows, and rows before what may be seen later', async () => {
    const { session, calls } = handSession();
    const { client } = joined(() => Promise.resolve({ ok: true, session }));
    client.open(source);
    void client.ask('fields', [1], { priority: Priority.later }).catch(() => undefined);
    void client.ask('rows', [0, 10], { priority: Priority.seen }).catch(() => undefined);
    void client.ask('record', [3], { priority: Priority.now }).catch(() => undefined);
    await settle();
    expect(calls.map((call) => call.method)).toEqual(['record']);
    calls[0]!.answer({});
    await settle();
    expect(calls.map((call) => call.method)).toEqual(['record', 'rows']);
    calls[1]!.answer({});
    await settle();
    expect(calls.map((call) => call.method)).toEqual(['record', 'rows', 'fields']);
  });

  test('a request does not wait for one that matters less', async () => {
    const { session, calls } = handSession();
    const { client } = joined(() => Promise.resolve({ ok: true, session }));
    client.open(source);
    void client.ask('rows', [0, 10], { priority: Priority.later }).catch(() => undefined);
    await settle();
    const record = client.ask('record', [3]);
    await settle();
    expect(calls.map((call) => call.method)).toEqual(['rows', 'record']);
    calls[1]!.answer({ row: 3 });
    expect((await record).row).toBe(3);
  });

  test('a newer request of a slot drops the older one, queued or running', async () => {
    const { session, calls } = handSession();
    const { client, made } = joined(() => Promise.resolve({ ok: true, session }));
    client.open(source);
    await settle();
    const asked = [1, 2, 3].map((row) => client.ask('record', [row], { slot: 'record' }));
    const first = await Promise.allSettled(asked.slice(0, 2));
    expect(first.every((result) => result.status === 'rejected' && isAbort(result.reason))).toBe(true);
    await settle();
    expect(calls.map((call) => call.args[0])).toEqual([3]);
    calls[0]!.answer({ row: 3 });
    expect((await asked[2]!).row).toBe(3);
    expect(made[0]!.heard.filter((message) => message.type === 'drop')).toHaveLength(2);
  });

  test('an answer that comes after its request was dropped is not sent', async () => {
    const { session, calls } = handSession();
    const { client } = joined(() => Promise.resolve({ ok: true, session }));
    client.open(source);
    await settle();
    const controller = new AbortController();
    const asked = client.ask('record', [1], { signal: controller.signal });
    const outcome = expect(asked).rejects.toSatisfy(isAbort);
    await settle();
    controller.abort();
    calls[0]!.answer({ row: 1 });
    await outcome;
  });

  test('an error keeps its name and words', async () => {
    const { session, calls } = handSession();
    const { client } = joined(() => Promise.resolve({ ok: true, session }));
    client.open(source);
    await settle();
    const asked = client.ask('record', [99]);
    await settle();
    calls[0]!.refuse(new RangeError('There is no row 99.'));
    await expect(asked).rejects.toMatchObject({ name: 'RangeError', message: 'There is no row 99.' });
  });

  test('what is asked before the source is open is answered when it is', async () => {
    const { session, calls } = handSession();
    let release: (result: OpenResult) => void = () => undefined;
    const { client } = joined(() => new Promise((resolve) => (release = resolve)));
    client.open(source);
    const asked = client.ask('rows', [0, 5]);
    await settle();
    expect(calls).toHaveLength(0);
    release({ ok: true, session });
    await settle();
    calls[0]!.answer({ length: 1 });
    expect((await asked).length).toBe(1);
  });
});

describe('opening', () => {
  test('tells opened, progress and done, in that order', async () => {
    let finish: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (finish = resolve));
    const { session } = handSession(done);
    let events: OpenEvents = {};
    const joint = joined((_, given) => {
      events = given;
      return Promise.resolve({ ok: true, session });
    });
    joint.client.open(source);
    await settle();
    events.onProgress?.(info({ rows: 7, complete: false }), {
      bytesDone: 1,
      bytesTotal: 2,
      frames: 7,
      records: 7,
    });
    finish();
    await settle();
    expect(joint.events.map((event) => event.type)).toEqual(['opened', 'progress', 'done']);
  });

  test('a second source closes the first, even one that was not open yet', async () => {
    const first = handSession();
    const second = handSession();
    const release: ((result: OpenResult) => void)[] = [];
    const { client, events } = joined(() => new Promise((resolve) => release.push(resolve)));
    client.open(source);
    client.open(source);
    release[1]!({ ok: true, session: second.session });
    await settle();
    release[0]!({ ok: true, session: first.session });
    await settle();
    expect(first.isClosed()).toBe(true);
    expect(second.isClosed()).toBe(false);
    expect(events.filter((event) => event.type === 'opened')).toHaveLength(1);
  });

  test('stop aborts the reading and keeps the session', async () => {
    const { session, isClosed } = handSession(new Promise(() => undefined));
    let signal: AbortSignal | undefined;
    const { client } = joined((_, events) => {
      signal = events.signal;
      return Promise.resolve({ ok: true, session });
    });
    client.open(source);
    await settle();
    client.stop();
    expect(signal?.aborted).toBe(true);
    expect(isClosed()).toBe(false);
  });

  test('close leaves nothing running', async () => {
    const { session, isClosed } = handSession();
    const { client, clock } = joined(() => Promise.resolve({ ok: true, session }));
    client.open(source);
    await settle();
    client.close();
    await settle();
    expect(isClosed()).toBe(true);
    expect(clock.timers.size).toBe(0);
    await expect(client.ask('rows', [0, 1])).rejects.toSatisfy(isAbort);
  });

  test('a source that cannot be read is refused with its words', async () => {
    const error = { code: 'empty', title: 'This file is empty.', detail: 'It has 0 bytes.' };
    const { client, events, clock } = joined(() => Promise.resolve({ ok: false, error }));
    client.open(source);
    await settle();
    expect(events).toEqual([{ type: 'refused', error }]);
    expect(clock.timers.size).toBe(0);
  });

  test('a decoder that throws while opening refuses too', async () => {
    const { client, events } = joined(() => Promise.reject(new Error('disk gone')));
    client.open(source);
    await settle();
    expect(events[0]).toMatchObject({ type: 'refused', error: { code: 'unreadable', detail: 'disk gone' } });
  });
});

describe('rows that are asked for with the source', () => {
  async function early(done: Promise<void>, rows = 0) {
    const { session, calls } = handSession(done);
    Object.assign(session, { info: info({ rows, complete: false }) });
    let events!: OpenEvents;
    const { client } = joined((_, given) => {
      events = given;
      return Promise.resolve({ ok: true, session });
    });
    client.open(source);
    void client.ask('rows', [0, 128], { priority: Priority.seen }).catch(() => undefined);
    await settle();
    return { calls, client, events, asked: () => calls.map(({ method }) => method) };
  }
  const never = new Promise<void>(() => undefined);
  const progress = { bytesDone: 1, bytesTotal: 2, frames: 1, records: 1 };

  test('wait for the first of them, hold nobody back, and the index pass does not give way to them', async () => {
    const { client, events, asked } = await early(never);
    expect(asked()).toEqual([]);
    expect(events.giveWay!()).toBeNull();
    events.onProgress!(info({ rows: 0, complete: false }), progress);
    void client.ask('fields', [1], { priority: Priority.later }).catch(() => undefined);
    await settle();
    expect(asked()).toEqual(['fields']);
    events.onProgress!(info({ rows: 5, complete: false }), progress);
    await settle();
    expect(asked()).toEqual(['fields', 'rows']);
    expect(events.giveWay!()).not.toBeNull();
  });

  test('are answered at once where some are there, and at the end where there are none', async () => {
    expect((await early(never, 3)).asked()).toEqual(['rows']);
    expect((await early(Promise.resolve())).asked()).toEqual(['rows']);
  });
});

describe('the index pass', () => {
  async function reading() {
    const { session, calls } = handSession(new Promise(() => undefined));
    let giveWay: (() => Promise<void> | null) | undefined;
    const { client, clock } = joined((_, events) => {
      giveWay = () => events.giveWay!();
      return Promise.resolve({ ok: true, session });
    });
    client.open(source);
    await settle();
    const timers = clock.timers.size;
    /** asks as the pass does at a pause */
    const pause = () => {
      const seen = { isOver: false };
      void giveWay!()?.then(() => (seen.isOver = true));
      return seen;
    };
    const ask = async (priority: Priority, signal?: AbortSignal) => {
      const options = signal ? { priority, signal } : { priority };
      void client.ask('rows', [0, 1], options).catch(() => undefined);
      await settle();
    };
    return { calls, client, clock, timers, ask, pause, giveWay: () => giveWay!() };
  }

  test('goes on where nobody waits, or for what may come later', async () => {
    const { giveWay, ask } = await reading();
    expect(giveWay()).toBeNull();
    await ask(Priority.later);
    expect(giveWay()).toBeNull();
  });

  test('waits until all that is urgent was answered or dropped', async () => {
    const { calls, ask, pause, clock, timers } = await reading();
    const dropped = new AbortController();
    await ask(Priority.seen);
    await ask(Priority.now, dropped.signal);
    const waited = pause();
    calls[0]!.answer({});
    await settle();
    expect(waited.isOver).toBe(false);
    dropped.abort();
    await settle();
    expect(waited.isOver).toBe(true);
    expect(clock.timers.size).toBe(timers);
  });

  test('is not held for long, and not when the source is closed', async () => {
    const { client, clock, timers, ask, pause } = await reading();
    await ask(Priority.seen);
    const waited = pause();
    clock.pass(100);
    await settle();
    expect(waited.isOver).toBe(true);
    expect(clock.timers.size).toBe(timers);
    const again = pause();
    client.close();
    await settle();
    expect(again.isOver).toBe(true);
    expect(clock.timers.size).toBe(0);
  });
});

describe('a worker that was started early', () => {
  test('is the one that opens, and may fail unseen before', async () => {
    const joint = joined(() => Promise.resolve({ ok: true, session: handSession().session }));
    joint.client.warm();
    joint.client.warm();
    expect(joint.made).toHaveLength(1);
    joint.clock.pass(60_000);
    joint.made[0]!.crash();
    expect(joint.events).toEqual([]);
    joint.client.open(source);
    await settle();
    expect(joint.made).toHaveLength(2);
    expect(joint.events[0]).toMatchObject({ type: 'opened' });
  });
});

describe('a worker that dies', () => {
  test('is noticed within 10 s and started again with the same source', async () => {
    const opened = vi.fn();
    const joint = joined((what) => {
      opened(what);
      return Promise.resolve({ ok: true, session: handSession().session });
    });
    joint.client.open(source);
    await settle();
    joint.made[0]!.kill();
    const asked = joint.client.ask('record', [1]);
    const lost = expect(asked).rejects.toMatchObject({ name: 'WorkerLost' });
    joint.clock.pass(10_000);
    await lost;
    await settle();
    expect(joint.made).toHaveLength(2);
    expect(opened.mock.calls.map(([what]) => what as Source)).toEqual([source, source]);
    expect(joint.events.map((event) => event.type)).toEqual([
      'opened',
      'done',
      'restarted',
      'opened',
      'done',
    ]);
  });

  test('a living worker is left alone', async () => {
    const joint = joined(() => Promise.resolve({ ok: true, session: handSession().session }));
    joint.client.open(source);
    await settle();
    joint.clock.pass(120_000);
    expect(joint.made).toHaveLength(1);
  });

  test('a page that slept does not take the worker for dead', async () => {
    const joint = joined(() => Promise.resolve({ ok: true, session: handSession().session }));
    joint.client.open(source);
    await settle();
    joint.clock.sleep(3_600_000);
    joint.clock.pass(5_000);
    expect(joint.made).toHaveLength(1);
  });

  test('a source that kills it again and again is given up', async () => {
    const joint = joined(() => Promise.resolve({ ok: true, session: handSession().session }));
    joint.client.open(source);
    for (let time = 0; time < 4; time++) {
      await settle();
      joint.made.at(-1)!.crash();
    }
    expect(joint.events.at(-1)).toMatchObject({ type: 'gave-up' });
    expect(joint.made).toHaveLength(4);
    joint.client.open(source);
    await settle();
    expect(joint.events.at(-2)).toMatchObject({ type: 'opened' });
  });
});

describe('columns that leave', () => {
  test('are tight copies, and what the session holds stays whole', () => {
    const held = new Uint8Array(1024);
    const tree = { bytes: held.subarray(10, 20), head: { title: 'x' } } as unknown as RecordTree;
    const { value, transfer } = owned(tree);
    expect(value.bytes.byteLength).toBe(10);
    expect(value.bytes.buffer.byteLength).toBe(10);
    expect(transfer).toEqual([value.bytes.buffer]);
    structuredClone(value, { transfer });
    expect(held.byteLength).toBe(1024);
  });

  test('strings and nested plain values stay as they are', () => {
    const rows = { row: new Uint32Array([1, 2]), info: ['a', 'b'] } as unknown as Rows;
    const { value } = owned(rows);
    expect([...value.row]).toEqual([1, 2]);
    expect(value.info).toEqual(['a', 'b']);
    const dumps = owned([{ bytes: new Uint8Array([1]), src: null }]);
    expect(dumps.transfer).toHaveLength(1);
  });
});
