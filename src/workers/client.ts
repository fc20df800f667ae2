/**
 * The page's side of the decode worker: asks, drops what is superseded, and watches that the worker
 * lives. A worker that falls silent while a source is open is ended and started again with the same
 * source; what was asked fails with `WorkerLost`, and the page asks again for what it still needs.
 */
import type { OpenError, Progress, Source, SourceInfo } from '../decoder/api.ts';
import {
  type FromWorker,
  type Method,
  type Methods,
  type Part,
  Priority,
  type ToWorker,
} from './protocol.ts';

export interface WorkerLike {
  post(message: ToWorker, transfer: Transferable[]): void;
  onMessage(listener: (message: FromWorker) => void): void;
  onError(listener: (message: string) => void): void;
  terminate(): void;
}

export interface ClientClock {
  /** milliseconds, monotonic */
  now(): number;
  every(ms: number, task: () => void): () => void;
}

export type ClientEvent =
  | { readonly type: 'opened'; readonly info: SourceInfo }
  | { readonly type: 'refused'; readonly error: OpenError }
  | { readonly type: 'progress'; readonly info: SourceInfo; readonly progress: Progress }
  | { readonly type: 'done'; readonly info: SourceInfo }
  /** what rows and records say is to be asked anew */
  | { readonly type: 'changed' }
  /** the worker died and was started again with the same source; `times` in the last minute */
  | { readonly type: 'restarted'; readonly times: number }
  /** it died too often with this source, which was closed */
  | { readonly type: 'gave-up'; readonly reason: string };

export class WorkerLost extends Error {
  override name = 'WorkerLost';
}

/** Silence that counts as death, ms. Looked at each second: noticed within 7 s. */
const SILENCE = 6_000;
/** The script itself may have to come over a slow network. */
const START_GRACE = 30_000;
/** A page that slept (hidden tab, debugger) cannot tell; it listens anew. */
const SLEPT = 3_000;
const MOST_RESTARTS = 3;
const RESTART_WINDOW = 60_000;

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onPart: ((part: unknown) => void) | undefined;
  readonly slot: string | undefined;
}

export interface AskOptions<P = never> {
  readonly priority?: Priority;
  /** hears how far it is; only the methods that have parts call it */
  readonly onPart?: (part: P) => void;
  /** a newer request of the same slot drops the older one */
  readonly slot?: string;
  readonly signal?: AbortSignal;
}

export const aborted = (): DOMException => new DOMException('Superseded.', 'AbortError');
export const isAbort = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AbortError' || error.name === 'WorkerLost');

export class DecoderClient {
  private worker: WorkerLike | null = null;
  private source = 0;
  private what: Source | null = null;
  private nextId = 1;
  private readonly pending = new Map<number, Pending>();
  private readonly slots = new Map<string, number>();
  private heard = 0;
  private greeted = false;
  private looked = 0;
  private unwatch: (() => void) | null = null;
  private deaths: number[] = [];

  constructor(
    private readonly start: () => WorkerLike,
    private readonly clock: ClientClock,
    private readonly emit: (event: ClientEvent) => void,
  ) {}

  /** Starts the worker before it is needed: its script and the protocol take a moment to load. */
  warm(): void {
    if (!this.worker) this.startWorker();
  }

  /** Opens a source in place of what was open. Its events follow. */
  open(what: Source): void {
    this.rejectAll(aborted());
    this.what = what;
    this.deaths = [];
    this.source++;
    this.begin();
  }

  /** Stops reading and keeps what was read. */
  stop(): void {
    this.post({ type: 'stop', source: this.source });
  }

  /** Closes the source; nothing runs and nothing is held afterwards. */
  close(): void {
    this.rejectAll(aborted());
    this.post({ type: 'close', source: this.source });
    this.what = null;
    this.unwatch?.();
    this.unwatch = null;
  }

  /** Rejects with an AbortError when superseded, with `WorkerLost` when the worker died. */
  ask<M extends Method>(
    method: M,
    args: Methods[M]['args'],
    options: AskOptions<Part<M>> = {},
  ): Promise<Methods[M]['value']> {
    const { priority = Priority.now, slot, signal } = options;
    const onPart = options.onPart as ((part: unknown) => void) | undefined;
    if (!this.what || signal?.aborted) return Promise.reject(aborted());
    const id = this.nextId++;
    if (slot !== undefined) {
      const older = this.slots.get(slot);
      if (older !== undefined) this.drop(older);
      this.slots.set(slot, id);
    }
    const answer = new Promise<Methods[M]['value']>((resolve, reject) => {
      this.pending.set(id, {
        resolve: (value) => resolve(value as Methods[M]['value']),
        reject,
        onPart,
        slot,
      });
    });
    signal?.addEventListener('abort', () => this.drop(id), { once: true });
    this.post({ type: 'ask', source: this.source, id, method, args, priority });
    return answer;
  }

  private drop(id: number): void {
    const pending = this.take(id);
    if (!pending) return;
    this.post({ type: 'drop', id });
    pending.reject(aborted());
  }

  private take(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    if (!pending) return undefined;
    this.pending.delete(id);
    if (pending.slot !== undefined && this.slots.get(pending.slot) === id) this.slots.delete(pending.slot);
    return pending;
  }

  private rejectAll(error: Error): void {
    const all = [...this.pending.values()];
    this.pending.clear();
    this.slots.clear();
    for (const { reject } of all) reject(error);
  }

  private post(message: ToWorker): void {
    this.worker?.post(message, []);
  }

  private begin(): void {
    if (!this.what) return;
    if (!this.worker) this.startWorker();
    this.heard = this.looked = this.clock.now();
    this.unwatch ??= this.clock.every(1_000, () => this.look());
    this.post({ type: 'open', source: this.source, what: this.what });
  }

  private startWorker(): void {
    const worker = this.start();
    this.worker = worker;
    this.greeted = false;
    worker.onMessage((message) => {
      if (this.worker === worker) this.hear(message);
    });
    worker.onError((message) => {
      if (this.worker === worker) this.lose(message);
    });
  }

  private hear(message: FromWorker): void {
    this.heard = this.clock.now();
    this.greeted = true;
    switch (message.type) {
      case 'hello':
      case 'alive':
        break;
      case 'part':
        this.pending.get(message.id)?.onPart?.(message.value);
        break;
      case 'answer':
        this.take(message.id)?.resolve(message.value);
        break;
      case 'failed': {
        const error = new Error(message.message);
        error.name = message.name;
        this.take(message.id)?.reject(error);
        break;
      }
      default: {
        if (message.source !== this.source || !this.what) break;
        const { source: _, ...event } = message;
        if (event.type === 'refused') {
          this.what = null;
          this.unwatch?.();
          this.unwatch = null;
        }
        this.emit(event);
      }
    }
  }

  private look(): void {
    const now = this.clock.now();
    const slept = now - this.looked > SLEPT;
    this.looked = now;
    if (slept) this.heard = now;
    else if (now - this.heard > (this.greeted ? SILENCE : START_GRACE)) this.lose('It stopped answering.');
  }

  private lose(reason: string): void {
    this.worker?.terminate();
    this.worker = null;
    if (!this.what) return;
    const now = this.clock.now();
    this.deaths = [...this.deaths.filter((at) => now - at < RESTART_WINDOW), now];
    const times = this.deaths.length;
    this.rejectAll(new WorkerLost(reason));
    if (times > MOST_RESTARTS || !this.greeted) {
      this.what = null;
      this.unwatch?.();
      this.unwatch = null;
      this.emit({ type: 'gave-up', reason });
      return;
    }
    this.emit({ type: 'restarted', times });
    this.begin();
  }
}
