/**
 * The worker's side: opens a source, queues what is asked, answers, beats. Knows the decoder only as
 * the function that opens, so that tests hand in their own.
 *
 * Scheduling: requests are taken from the event loop first and then started by priority. One that
 * runs holds back those of its own or a lower priority, never those that are more urgent; bulk work
 * yields by itself and holds back none.
 */
import type { OpenEvents, OpenResult, Session, Source, SourceInfo } from '../decoder/api.ts';
import { owned } from './owned.ts';
import { BEAT, LONG, Priority, type FromWorker, type Method, type ToWorker } from './protocol.ts';

export interface ServerPort {
  post(message: FromWorker, transfer: ArrayBuffer[]): void;
}

export interface ServerClock {
  /** runs `task` after what already waits in the event loop */
  soon(task: () => void): void;
  /** runs `task` each `ms` until the returned function is called */
  every(ms: number, task: () => void): () => void;
}

interface Job {
  readonly id: number;
  readonly method: Method;
  readonly args: readonly unknown[];
  readonly priority: number;
  running: boolean;
  /** aborted when nobody waits for it any more */
  readonly dropped: AbortController;
}

interface Opened {
  readonly source: number;
  readonly controller: AbortController;
  session: Session | null;
  jobs: Job[];
  /** some row was read, or none will be: until then nobody can be told of rows */
  hasRows: boolean;
  /** looks whether the index pass, which waits, may go on */
  goOn: (() => void) | null;
}

/** The index pass gives way to what a person waits for, but not for longer than this at a time, ms. */
const MOST_HELD = 100;

/** Rows are asked for with the source itself; the index pass is what they wait for. */
const isEarly = ({ hasRows }: Opened, { method }: Job): boolean => !hasRows && method === 'rows';

const isUrgent = (opened: Opened): boolean =>
  opened.jobs.some((job) => job.priority <= Priority.seen && !isEarly(opened, job));

/** Returns the function that takes each message from the page. */
export function serve(
  port: ServerPort,
  open: (source: Source, events: OpenEvents) => Promise<OpenResult>,
  clock: ServerClock,
): (message: ToWorker) => void {
  let current: Opened | null = null;
  let silence: (() => void) | null = null;
  let pumpWaits = false;

  const post = (message: FromWorker, transfer: ArrayBuffer[] = []): void => port.post(message, transfer);

  function fail(id: number, error: unknown): void {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    post({ type: 'failed', id, name, message });
  }

  function postInfo(type: 'opened' | 'done', source: number, info: SourceInfo): void {
    const { value, transfer } = owned(info);
    post({ type, source, info: value }, transfer);
  }

  function close(): void {
    if (!current) return;
    current.controller.abort();
    current.session?.close();
    for (const job of current.jobs) job.dropped.abort();
    for (const job of current.jobs) fail(job.id, new DOMException('The source was closed.', 'AbortError'));
    setJobs(current, []);
    current = null;
    silence?.();
    silence = null;
  }

  async function start(source: number, what: Source): Promise<void> {
    close();
    const mine: Opened = {
      source,
      controller: new AbortController(),
      session: null,
      jobs: [],
      hasRows: false,
      goOn: null,
    };
    current = mine;
    silence = clock.every(BEAT, () => post({ type: 'alive' }));
    post({ type: 'alive' });
    let result: OpenResult;
    try {
      result = await open(what, {
        signal: mine.controller.signal,
        giveWay: () => giveWay(mine),
        onChange: () => {
          if (current === mine && mine.session) post({ type: 'changed', source });
        },
        onProgress: (info, progress) => {
          // Columns of lines can be large and do not change the picture while they grow: sent when done.
          if (current === mine && mine.session) {
            post({ type: 'progress', source, info: { ...info, text: null }, progress });
            if (info.rows > 0) rowsAreThere(mine);
          }
        },
      });
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      result = { ok: false, error: { code: 'unreadable', title: 'This cannot be read.', detail } };
    }
    if (current !== mine) {
      if (result.ok) result.session.close();
      return;
    }
    if (!result.ok) {
      post({ type: 'refused', source, error: result.error });
      close();
      return;
    }
    const session = result.session;
    mine.session = session;
    const { info } = session;
    postInfo('opened', source, info);
    if (info.rows > 0 || info.complete) mine.hasRows = true;
    pumpSoon();
    await session.done.catch(() => undefined);
    if (current !== mine) return;
    postInfo('done', source, session.info);
    rowsAreThere(mine);
  }

  function rowsAreThere(mine: Opened): void {
    if (mine.hasRows) return;
    mine.hasRows = true;
    pumpSoon();
  }

  function pumpSoon(): void {
    if (pumpWaits) return;
    pumpWaits = true;
    clock.soon(() => {
      pumpWaits = false;
      pump();
    });
  }

  function pump(): void {
    const mine = current;
    if (!mine?.session) return;
    let best: Job | null = null;
    let busiest = Infinity;
    for (const job of mine.jobs) {
      // Bulk work yields by itself and holds nobody back.
      if (job.running) busiest = job.priority === Priority.bulk ? busiest : Math.min(busiest, job.priority);
      else if (!isEarly(mine, job) && (!best || job.priority < best.priority)) best = job;
    }
    if (!best || best.priority >= busiest) return;
    void run(mine, mine.session, best);
    pumpSoon();
  }

  async function run(mine: Opened, session: Session, job: Job): Promise<void> {
    job.running = true;
    const wanted = (): boolean => current === mine && mine.jobs.includes(job);
    try {
      const calls = session as unknown as Record<Method, (...args: readonly unknown[]) => unknown>;
      const emit = (part: unknown): void => {
        if (!wanted()) return;
        const { value, transfer } = owned(part);
        post({ type: 'part', id: job.id, value }, transfer);
      };
      const work = LONG.has(job.method) ? [{ signal: job.dropped.signal, emit }] : [];
      const result = await calls[job.method](...job.args, ...work);
      if (wanted()) {
        const { value, transfer } = owned(result);
        post({ type: 'answer', id: job.id, value }, transfer);
      }
    } catch (error) {
      if (wanted()) fail(job.id, error);
    }
    setJobs(
      mine,
      mine.jobs.filter((other) => other !== job),
    );
    pumpSoon();
  }

  function setJobs(mine: Opened, jobs: Job[]): void {
    mine.jobs = jobs;
    mine.goOn?.();
  }

  function giveWay(mine: Opened): Promise<void> | null {
    if (!isUrgent(mine)) return null;
    return new Promise((resolve) => {
      const end = (): void => {
        stop();
        mine.goOn = null;
        resolve();
      };
      const stop = clock.every(MOST_HELD, end);
      mine.goOn = () => {
        if (!isUrgent(mine)) end();
      };
    });
  }

  post({ type: 'hello' });

  return (message) => {
    switch (message.type) {
      case 'open':
        void start(message.source, message.what);
        break;
      case 'stop':
        if (current?.source === message.source) current.controller.abort();
        break;
      case 'close':
        if (current?.source === message.source) close();
        break;
      case 'ask': {
        const { id, method, args, priority } = message;
        if (current?.source !== message.source) {
          fail(id, new DOMException('The source was closed.', 'AbortError'));
          break;
        }
        current.jobs.push({ id, method, args, priority, running: false, dropped: new AbortController() });
        pumpSoon();
        break;
      }
      case 'drop':
        if (current) {
          current.jobs.find((job) => job.id === message.id)?.dropped.abort();
          const { id } = message;
          setJobs(
            current,
            current.jobs.filter((job) => job.id !== id),
          );
        }
        pumpSoon();
        break;
    }
  };
}
